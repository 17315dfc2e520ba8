"""A small map whose cards say what a test wants them to say."""

from typing import Any

from model.change import JourneyMap
from model.records import Card, CardKind, Lane, MapInfo, Record, Stage, Step, create

HEBREW = (
    "הלקוח מחפש מחיר של כרטיס חודשי",
    "שואל בתחנה אם הדרך פתוחה היום",
    "כמה עולה דקה אחת?",
    "ממתין עשר דקות, ואז מוותר",
    "לא ידעתי מה עולה דקה",
    "משלם ב-App ומקבל 3 הודעות",
)
THAI = (
    "ค้นหาราคาบัตรรายเดือน",
    "น้ำท่วมสถานีจักรยาน กำลังซ่อม",
    "ที่นี่ไม่มีจักรยาน",
    "ถามเจ้าหน้าที่ว่าวันนี้เปิดกี่โมง",
    "ไม่รู้ว่านาทีละกี่บาท",
    "จ่ายด้วย App แล้วได้รับ 3 ข้อความ",
)
KINDS: tuple[CardKind, ...] = ("touchpoint", "pain", "gain", "quote", "opportunity", "doing")


def cards_saying(
    texts: tuple[str, ...], language: str = "en", kinds: tuple[CardKind, ...] = KINDS
) -> JourneyMap:
    """One stage of three steps, one lane, and a card for each text, its kinds in turn."""
    records: dict[str, Record] = {}

    def add(of: type[Record], record_id: str, **fields: Any) -> None:
        records[record_id] = create(of, id=record_id, **fields)

    add(MapInfo, "map", title=texts[0], language=language)
    add(Stage, "stage_all", name=texts[0], order="a0")
    for i in range(3):
        add(Step, f"step_{i}", stage_id="stage_all", order=f"a{i}")
    add(Lane, "lane_all", name="Web", order="a0")
    for i, text in enumerate(texts):
        add(
            Card, f"card_{i}", kind=kinds[i % len(kinds)], step_id=f"step_{i % 3}",
            lane_id="lane_all", order=f"a{i}", title=text,
        )  # fmt: skip
    return JourneyMap(records)
