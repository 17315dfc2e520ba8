"""A shaped run as PDF text: every glyph where the run says, and the words behind it."""

from collections.abc import Mapping

from export.pdf_fonts import PdfFont
from model.layout.scene import Run

#: Glyphs are moved where they would be further than this off their place, in px.
_NEAR = 0.01


def tj(run: Run, font: PdfFont, number: Mapping[float, str]) -> str:
    """The operators that show `run` from the current point, in its font and size."""
    texts = cluster_texts(run)
    size, code, near = run.size, font.code, _NEAR
    thousand = 1000 / size
    parts: list[str] = []
    codes: list[str] = []
    pen = rise = 0.0
    heights = run.ys or None
    for i, glyph in enumerate(run.glyphs):
        shown, advance = code(glyph, texts[i])
        if heights is not None and heights[i] != rise:
            if codes:
                parts.append(f"<{''.join(codes)}>")
                codes = []
            rise = heights[i]
            parts.append(f"]TJ {number[-rise]} Ts [")
        gap = run.xs[i] - pen
        if gap > near or gap < -near:
            if codes:
                parts.append(f"<{''.join(codes)}>")
                codes = []
            moved = round(-gap * thousand)
            parts.append(str(moved))
            pen -= moved / thousand
        codes.append(shown)
        pen += advance * size
    if codes:
        parts.append(f"<{''.join(codes)}>")
    end = "]TJ 0 Ts" if rise else "]TJ"
    return f"[{''.join(parts)}{end}".replace("[]TJ ", "")


def cluster_texts(run: Run) -> list[str]:
    """What each glyph stands for: the first glyph of a cluster for all of it, others for ""."""
    starts = sorted(set(run.clusters))
    ends = dict(zip(starts, [*starts[1:], len(run.text)], strict=True))
    texts: list[str] = []
    before = -1
    for start in run.clusters:
        texts.append("" if start == before else _plain(run.text[start : ends[start]]))
        before = start
    return texts


def _plain(text: str) -> str:
    """`text` without what no reader can show: control characters and halves of pairs."""
    if text.isprintable():
        return text
    return "".join(c for c in text if c >= " " and not "\ud800" <= c <= "\udfff")
