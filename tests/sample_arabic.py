"""A small map in Arabic, for a picture of how a map is read from the right.

Salma gets a library card: she discovers, signs up, borrows and returns.
"""

import json
from pathlib import Path
from typing import Any

from model.ids import feeling_id

_STAGES = ("الاكتشاف", "التسجيل", "الاستعارة", "الإرجاع")
_LANES: tuple[tuple[str, dict[str, str]], ...] = (
    ("المشاعر", {"kind": "emotion", "icon": "heart-pulse"}),
    ("ما تفعله", {"kind": "customer", "default_card_kind": "doing", "icon": "footprints"}),
    ("الموقع", {"default_card_kind": "touchpoint", "icon": "globe"}),
    ("المكتبة", {"default_card_kind": "touchpoint", "medium": "physical", "icon": "map-pin"}),
    ("الفريق", {"kind": "team", "default_card_kind": "activity", "icon": "headset"}),
)
#: The kind, step and lane of a card, and its title.
_CARDS = (
    ("doing", 0, 1, "تبحث عن كتاب لابنتها"),
    ("touchpoint", 0, 2, "تجد الكتاب على الموقع"),
    ("doing", 1, 1, "تحضر بطاقة الهوية"),
    ("touchpoint", 1, 3, "تملأ استمارة عند المكتب"),
    ("pain", 1, 3, "الاستمارة طويلة"),
    ("doing", 2, 1, "تختار ثلاثة كتب"),
    ("touchpoint", 2, 3, "تمسح البطاقة بنفسها"),
    ("gain", 2, 3, "لا انتظار في الصف"),
    ("doing", 3, 1, "تعيد الكتب متأخرة"),
    ("touchpoint", 3, 3, "تضع الكتب في صندوق الإرجاع"),
    ("quote", 3, 2, "لم يخبرني أحد بالموعد"),
    ("activity", 3, 4, "يرتب الفريق الكتب مساءً"),
)
#: Keys that sort as they stand here.
_ORDER = "0123456789AB"
_SCORES = (0.5, -1.2, 1.4, -0.6)


def write_arabic(file: Path) -> None:
    """Write the map."""
    tables: dict[str, Any] = {
        "format": "touchline.journey-map",
        "schema_version": 1,
        "map": {"title": "بطاقة المكتبة", "language": "ar"},
        "stages": {f"stage_{n}": {"name": s, "order": f"a{n}"} for n, s in enumerate(_STAGES)},
        "steps": {
            f"step_{n}": {"stage_id": f"stage_{n}", "order": "a0"} for n in range(len(_STAGES))
        },
        "lanes": {
            f"lane_{n}": {"name": name, "order": f"a{n}", **fields}
            for n, (name, fields) in enumerate(_LANES)
        },
        "cards": {
            f"card_{n:02}": {
                "kind": kind,
                "step_id": f"step_{step}",
                "lane_id": f"lane_{lane}",
                "order": f"a{_ORDER[n]}",
                "title": title,
            }
            for n, (kind, step, lane, title) in enumerate(_CARDS)
        },
        "personas": {"persona_salma": {"name": "سلمى", "order": "a0"}},
        "feelings": {
            feeling_id("persona_salma", f"step_{n}"): {
                "persona_id": "persona_salma",
                "step_id": f"step_{n}",
                "score": score,
            }
            for n, score in enumerate(_SCORES)
        },
    }
    file.write_text(json.dumps(tables, ensure_ascii=False), "utf-8")
