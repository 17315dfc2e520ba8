"""Scenes that painters are tested with, made by hand: every primitive, every script."""

from functools import cache
from io import BytesIO

from PIL import Image

from model.layout.scene import (
    Bounds,
    Hyperlink,
    Icon,
    Line,
    Node,
    Path,
    Picture,
    Placed,
    Primitive,
    Rect,
    Run,
    Scene,
    Text,
)
from model.layout.text import TextStyle, block

PALETTE = {
    "surface": "#ffffff",
    "canvas": "#f7f8fa",
    "text": "#1a202b",
    "muted": "#55606f",
    "border": "#7a8594",
    "accent": "#174e83",
    "tint": "#e8edf3",
}
GREY = dict.fromkeys(PALETTE, "#808080") | {"surface": "#ffffff", "text": "#000000"}

#: A line or two of each script that readers are known to stumble over.
SCRIPTS: dict[str, tuple[str, ...]] = {
    "en": (
        "Searches for the price of a monthly pass",
        "“I could not tell what a minute costs.”",
        "Office affluent fjord: AVATAR To Yes. (5%)",
    ),
    "he": ("הלקוח מחפש מחיר של כרטיס חודשי", "שָׁלוֹם עֲלֵיכֶם", "כמה עולה דקה אחת בתחנה?"),
    "ar": ("يبحث العميل عن سعر الاشتراك الشهري", "السَّلامُ عَلَيْكُم", "لا أعرف كم تكلف الدقيقة الواحدة"),
    "hi": ("मासिक पास की कीमत खोजता है", "क्षत्रिय ज्ञान श्रृंखला", "स्टेशन पर साइकिल नहीं मिली"),
    "th": ("ค้นหาราคาบัตรรายเดือน", "น้ำท่วมสถานีจักรยาน กำลังซ่อม", "ที่นี่ไม่มีจักรยาน"),
    "ja": ("月額パスの価格を調べる", "駅に自転車がない。"),
    "ko": ("월간 이용권 가격을 찾는다",),
}


def line(text: str, size: float = 13.0, language: str = "", weight: int = 400) -> Line:
    """One line of text as the layout would set it."""
    (only,) = block(text, TextStyle(size, size * 1.4, weight), language=language).lines
    return only


def odd_line(text: str, font: str = "inter-400", size: float = 13.0) -> Line:
    """A line whose one run claims `text` of any kind, drawn with a glyph for each character."""
    count = len(text)
    run = Run(
        font, size, 0.0, (40,) * count, tuple(i * 8.0 for i in range(count)), (),
        tuple(range(count)), text, count * 8.0, False,
    )  # fmt: skip
    return Line(text, run.width, False, lambda: (run,))


def scene(
    *primitives: Primitive,
    width: float = 200.0,
    height: float = 100.0,
    background: str = "surface",
    assets: dict[str, bytes] | None = None,
    title: str = "",
    author: str = "",
    language: str = "",
) -> Scene:
    """A scene with one node that draws `primitives`."""
    node = Node("layer", Bounds(0, 0, width, height), tuple(primitives))
    return Scene(
        width, height, background, (Placed(0, 0, node),), assets or {}, title, author, language
    )


def texts(
    wanted: dict[str, tuple[str, ...]] | None = None, size: float = 18.0
) -> tuple[Scene, tuple[str, ...]]:
    """A scene with one line of text below the other, and what the lines say."""
    chosen = SCRIPTS if wanted is None else wanted
    lines = [line(text, size, language) for language, said in chosen.items() for text in said]
    pitch = size * 2.25
    placed = [Text(40.0, 40.0 + i * pitch, "text", one) for i, one in enumerate(lines)]
    width = max(one.width for one in lines) + 80.0
    drawn = scene(*placed, width=width, height=40.0 + pitch * len(lines))
    return drawn, tuple(one.text for one in lines)


@cache
def see_through_png() -> bytes:
    """A square of red whose left half is half transparent."""
    image = Image.new("RGBA", (20, 20), (200, 0, 0, 255))
    image.paste((200, 0, 0, 128), (0, 0, 10, 20))
    return _saved(image, "PNG")


@cache
def jpeg() -> bytes:
    """A photograph, as far as a blue slope is one."""
    image = Image.new("RGB", (32, 16))
    image.putdata([(20, 60, 100 + 4 * (i % 32)) for i in range(32 * 16)])
    return _saved(image, "JPEG")


def everything() -> Scene:
    """A card, a curve, pictures and a link in nested nodes, with all that primitives can be."""
    card = Node(
        "card",
        Bounds(-1, -1, 186, 66),
        (
            Rect(0, 0, 184, 64, "tint", "border", 1.0, (6, 6, 6, 0)),
            Rect(0, 0, 4, 64, "accent"),
            Icon("phone", 156, 8, 20, "accent"),
            Text(12, 24, "text", line("Searches for the VAT")),
            Text(12, 42, "muted", line("analytics, 8,400 visits", 11)),
            Hyperlink(0, 0, 184, 64, "https://example.org/path?a=1&b=ü"),
        ),
    )
    curve = Node(
        "curve",
        Bounds(-2, 0, 204, 100),
        (
            Path(
                (("M", 0, 50), ("C", 50, 0, 100, 100, 150, 50), ("Z",)),
                fill="#c04020",
                opacity=0.25,
            ),
            Path(
                (("M", 0, 50), ("C", 50, 0, 100, 100, 150, 50), ("L", 200, 50)),
                stroke="accent",
                stroke_width=3,
                round_cap=True,
            ),
            Path((("M", 0, 80), ("L", 200, 80)), stroke="border", dash=(6, 4)),
            Path((("M", 0, 90), ("L", 200, 90)), stroke="text", stroke_width=2, dash=(5,)),
        ),
    )
    boxes = Node(
        "cell",
        Bounds(0, 0, 180, 100),
        (
            Rect(5, 5, 60, 30, "", "accent", 2.0, dash=(4, 2)),
            Rect(75, 5, 60, 30, "accent", "text", 8.0, opacity=0.5),
            Rect(5, 50, 60, 40, "muted", "", 1.0, (20, 0, 200, 4)),
            Picture("asset_png", 75, 50, 40, 40),
            Picture("asset_jpg", 120, 50, 55, 40),
        ),
    )
    inner = Node("group", Bounds(0, 0, 200, 90), (), (Placed(8, 12.5, card),))
    body = Node(
        "layer",
        Bounds(0, 0, 420, 240),
        (Rect(0, 0, 420, 120, "canvas"),),
        (
            Placed(10, 10, inner),
            Placed(210.5, 22.515625, card),
            Placed(10, 120, curve),
            Placed(225, 120, boxes),
        ),
    )
    assets = {"asset_png": see_through_png(), "asset_jpg": jpeg()}
    return Scene(
        420, 240, "surface", (Placed(0, 0, body),), assets, "A (short) map", "L. Okafor", "en"
    )


def _saved(image: Image.Image, kind: str) -> bytes:
    out = BytesIO()
    image.save(out, kind)
    return out.getvalue()
