"""A map file with one of each thing that may be odd, for tests of the window."""

import json
from pathlib import Path
from typing import Any

_PLACE = {"step_id": "step_buy", "lane_id": "lane_shop"}


def tables() -> dict[str, dict[str, Any]]:
    """Two stages, two lanes, one persona, four cards: all in good order."""
    return {
        "stages": {
            "stage_find": {"name": "Find", "order": "a1"},
            "stage_buy": {"name": "Buy", "order": "a2"},
        },
        "steps": {
            "step_find": {"stage_id": "stage_find", "order": "a1"},
            "step_buy": {"stage_id": "stage_buy", "order": "a1"},
        },
        "lanes": {
            "lane_feel": {"name": "Feeling", "kind": "emotion", "order": "a0"},
            "lane_shop": {"name": "Shop", "kind": "channel", "order": "a1"},
            "lane_web": {"name": "Website", "kind": "channel", "order": "a2"},
        },
        "cards": {
            "card_ask": {**_PLACE, "title": "Asks the assistant", "order": "a1"},
            "card_pay": {**_PLACE, "title": "Pays at the till", "order": "a2"},
            "card_read": {
                "step_id": "step_find", "lane_id": "lane_web", "title": "Reads reviews",
                "order": "a1",
            },
            "card_wait": {"title": "Waits for a place", "order": "a1"},
        },
        "personas": {"persona_mara": {"name": "Mara", "order": "a1"}},
    }  # fmt: skip


def written(folder: Path, *, more: str = "", **changes: dict[str, dict[str, Any]]) -> Path:
    """A file with those tables, where `changes` adds to records or adds them.

    `more` is text that comes into the table of cards as it is.
    """
    found = tables()
    for table, records in changes.items():
        rows = found.setdefault(table, {})
        for record_id, fields in records.items():
            rows[record_id] = {**rows.get(record_id, {}), **fields}
    whole = {"format": "touchline.journey-map", "schema_version": 1, **found}
    text = json.dumps(whole, indent=2, ensure_ascii=False)
    if more:
        text = text.replace('"cards": {', f'"cards": {{\n    {more},', 1)
    file = folder / "odd.journey.json"
    file.write_text(text, encoding="utf-8")
    return file
