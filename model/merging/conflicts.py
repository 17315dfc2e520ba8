"""Conflicts of a merge in words: what they are about, what each side made of it.

How one is settled is in `settling`, whose functions have their names here too.
"""

from contextlib import suppress
from typing import Any

from model.change import JourneyMap, apply
from model.comparing.wording import Piece, worded
from model.edits.common import EditError
from model.joining import value_in_words
from model.labels import counted, feeling_of, quoted, quoted_text, where
from model.merging import values
from model.merging.kinds import CONFLICT_KINDS, ConflictKind, kind_of_conflict
from model.merging.settling import (
    Choice,
    Side,
    Taken,
    leave,
    offers,
    preview,
    settle,
    stands,
    take,
    take_all,
    to_decide,
    write,
)
from model.names import field_name, name_of, own_name
from model.problems import Problem, problem
from model.records import Card, Conflict, Feeling, Link, Metric, Record, Stage, Step, Vote

__all__ = [
    "Choice", "Side", "Taken", "about", "check_conflicts", "field_in_words", "in_brief", "label",
    "leave", "offers", "open_note", "pieces", "preview", "settle", "stands", "subject", "take",
    "take_all", "to_decide", "told", "what_happened", "why", "words", "write",
]  # fmt: skip

_GONE = "deleted"
#: Characters of a value that are shown; of what comes before a difference within it.
_LONGEST, _BEFORE = 400, 40
#: How many fields of a whole record are told.
_MOST_FIELDS = 6
_DID: dict[ConflictKind, str] = {
    "deleted and edited": "changed",
    "container deleted": "filled",
    "reference deleted": "needed",
}
#: Fields by the words that a comparison has for them too.
_FIELDS = {"body": "text", "opportunity_status": "status", "scores": "score"}
_USUAL = {"base": "before", "ours": "this map", "theirs": "the other map"}


def subject(of: JourneyMap, conflict: Conflict) -> str:
    """What it is about: 'touchpoint “Asks Ina”: title'."""
    name = about(of, conflict)
    return f"{name}: {field_in_words(conflict.field)}" if conflict.field else name


def about(of: JourneyMap, conflict: Conflict) -> str:
    """The record that it is about, by kind and name, beginning a sentence."""
    record = _known(of, conflict)
    name = _name(of, record) if record is not None else "something that is gone"
    return name[:1].upper() + name[1:]


def label(conflict: Conflict, side: Taken) -> str:
    """What a side is called: a branch or a file; the two sides never the same."""
    if side == "both":
        return "both"
    name = _short(getattr(conflict, f"{side}_label")) or _USUAL[side]
    other = _short(conflict.theirs_label if side == "ours" else conflict.ours_label)
    if side != "base" and name == other:
        return f"{name}, {'here' if side == 'ours' else 'there'}"
    return name


def what_happened(of: JourneyMap, conflict: Conflict) -> str:
    """What both sides did that does not go together, in a few words."""
    kind = kind_of_conflict(conflict, of)
    if conflict.field:
        name = field_in_words(conflict.field)
        moved = kind == "moved to two places"
        return "Moved to two places" if moved else name[:1].upper() + name[1:]
    if bool(conflict.ours) == bool(conflict.theirs):
        if not conflict.ours:
            return "Deleted on both sides"
        return "Changed on both sides" if conflict.base else "Added on both sides"
    sides: tuple[Side, Side] = ("theirs", "ours") if conflict.ours else ("ours", "theirs")
    gone, there = (label(conflict, side) for side in sides)
    return f"Deleted in {gone}, {_DID.get(kind, 'kept')} in {there}"


def why(of: JourneyMap, conflict: Conflict) -> str:
    """A sentence that says why it is a conflict."""
    return CONFLICT_KINDS[kind_of_conflict(conflict, of)].sentence


def words(of: JourneyMap, conflict: Conflict, side: Side | Taken) -> str:
    """What that side made of it, in a few words; "nothing" for an empty field."""
    text: str = getattr(conflict, side)
    if not conflict.field:
        return "kept" if text else _GONE
    value = values.parsed(text)
    record = of.records.get(conflict.about_id)
    if isinstance(record, Card) and conflict.field == "place":
        return _place(of, value)
    if isinstance(record, Metric) and conflict.field == "reading" and isinstance(value, dict):
        with suppress(EditError):
            return _reading(values.with_value(record, "reading", text)) or "nothing"
    if conflict.field == "persona_ids" and not value:
        return "everyone"
    try:
        return _said(of, conflict.field, value) or "nothing"
    except RecursionError:  # only in a file that somebody made so
        return text


def told(of: JourneyMap, conflict: Conflict, side: Taken) -> str:
    """As `words`, and of a whole record what is in it, a line each."""
    if side == "both":
        return _both(of, conflict)
    if conflict.field:
        return words(of, conflict, side)
    record = _whole(of, conflict, side)
    if record is None:
        return "nothing that can be read" if getattr(conflict, side) else "Deleted"
    others: tuple[Taken, ...] = ("base", "theirs" if side == "ours" else "ours")
    before = next((r for other in others if (r := _whole(of, conflict, other))), None)
    name = _name(of, record)
    lines = [name[:1].upper() + name[1:]]
    if before is not None and type(before) is type(record):
        changed = values.differences(before, record)
        for unit in changed[:_MOST_FIELDS]:
            if isinstance(record, Metric) and unit.name == "reading":
                value = _reading(record)
            else:
                value = _said(of, unit.name, [*_plain(record, unit.fields)])
            lines.append(f"{field_in_words(unit.name)}: {value or 'nothing'}")
        if len(changed) > _MOST_FIELDS:
            lines.append(f"and {counted(len(changed) - _MOST_FIELDS, 'field')} more")
    return "\n".join(lines)


def pieces(of: JourneyMap, conflict: Conflict, side: Taken) -> tuple[Piece, ...]:
    """As `told`, with what became of the words before, where they are words.

    What stayed is cut around what did not, so that nobody reads a page for a word.
    """
    said = told(of, conflict, side)
    record = of.records.get(conflict.about_id)
    form = values.form_of(record, conflict.field) if record and conflict.field else None
    before = values.parsed(conflict.base)
    words_before = form in ("line", "lines") and isinstance(before, str) and before
    if side in ("base", "both") or not words_before:
        return _cut((Piece(said, "same"),))
    found = worded(words_before, said)
    kept = any(state == "same" and text.strip() for text, state in found)
    return _cut(found if kept else (Piece(said, "same"),))


def open_note(of: JourneyMap) -> str:
    """One line for whoever exports a map with open conflicts; "" if there are none."""
    number = len(to_decide(of))
    if not number:
        return ""
    are = "1 conflict is" if number == 1 else f"{number:,} conflicts are"
    return f"{are} open on this map; it goes out as it stands now"


def check_conflicts(of: JourneyMap) -> tuple[Problem, ...]:
    """A problem for each conflict that is open, sorted by its id."""
    found = sorted(of.all(Conflict), key=lambda conflict: conflict.id)
    return tuple(
        problem("conflict", c, f"{subject(of, c)} is in conflict: {_sides(of, c)}.") for c in found
    )


def _sides(of: JourneyMap, conflict: Conflict) -> str:
    said = in_brief(*(words(of, conflict, side) for side in ("ours", "theirs")))
    names = (label(conflict, "ours"), label(conflict, "theirs"))
    return ", ".join(
        f"{quoted_text(text)} in {name}" for text, name in zip(said, names, strict=True)
    )


def in_brief(*texts: str) -> tuple[str, ...]:
    """Texts on one line each, long ones cut, but not where they begin to differ."""
    lines = [text.replace("\n", " ↵ ") for text in texts]
    pairs = enumerate(zip(*lines, strict=False))
    differ = next((n for n, letters in pairs if len(set(letters)) > 1), min(map(len, lines)))
    start = differ - _BEFORE if differ > _LONGEST // 2 else 0
    cut = []
    for text in lines:
        left = text[start:] if len(text) > _LONGEST else text
        begun = "…" if len(left) < len(text) else ""
        cut.append(begun + (left if len(left) <= _LONGEST else f"{left[:_LONGEST].rstrip()}…"))
    return tuple(cut)


def _name(of: JourneyMap, record: Record) -> str:
    """A record by its name, or by what it stands at."""
    match record:
        case Feeling():
            whose = feeling_of(of, record.persona_id, record.measure)
            return f"{whose} at {where(of, record.step_id or record.card_id)}"
        case Vote() if (card := of.get(record.card_id, Card)) is not None:
            return f"dots on {quoted(card)}"
        case Link() if not record.label:
            ends = (of.get(i, Card) for i in (record.source_id, record.target_id))
            first, last = (quoted(card) if card is not None else "outside" for card in ends)
            return f"link from {first} to {last}"
        case _:
            return name_of(record)


def _said(of: JourneyMap, name: str, value: Any) -> str:
    """A value in words; "" for one that says nothing."""
    match value:
        case None | "":
            return ""
        case bool():
            return "yes" if value else "no"
        case dict():
            said = ((field_name(str(k)), _said(of, str(k), v)) for k, v in value.items())
            return ", ".join(f"{k} {text}" for k, text in said if text)
        case list():
            return ", ".join(filter(None, (_said(of, "_id", item) for item in value)))
        case _:
            return value_in_words(of, name, value)


def _reading(of: Record) -> str:
    """ "80%, Oct 2026"; "" where there is neither."""
    from model.comparing.values import reading  # it needs this module itself

    assert isinstance(of, Metric), "nothing else is measured"
    return reading(of)


def _place(of: JourneyMap, value: Any) -> str:
    where = value if isinstance(value, dict) else {}
    step = of.get(str(where.get("step_id", "")), Step)
    stage = of.get(step.stage_id, Stage) if step is not None else None
    lane = of.records.get(str(where.get("lane_id", "")))
    names = [own_name(record) for record in (stage, step, lane) if record is not None]
    return " ▸ ".join(filter(None, names)) or "the parking lot"


def _known(of: JourneyMap, conflict: Conflict) -> Record | None:
    """What it is about, on the map or as a side knew it."""
    record = of.records.get(conflict.about_id)
    sides: tuple[Taken, ...] = ("theirs", "ours", "base")
    if record is None and not conflict.field:
        return next((r for side in sides if (r := _whole(of, conflict, side))), None)
    return record


def _whole(of: JourneyMap, conflict: Conflict, side: Taken) -> Record | None:
    try:
        now = of.records.get(conflict.about_id)
        return values.whole(conflict.about_id, getattr(conflict, side), now)
    except EditError:
        return None


def _plain(record: Record, names: tuple[str, ...]) -> list[Any]:
    """Values as a conflict's text would hold them."""
    dumped = record.model_dump(mode="json")
    return [dumped.get(name) for name in names]


def _both(of: JourneyMap, conflict: Conflict) -> str:
    change = preview(of, conflict, "both")
    now = apply(change, of)
    new = [i for i, (before, _) in change.items() if before is None and i != conflict.about_id]
    if new and conflict.field:
        one, other = words(of, conflict, "ours"), words(of, conflict, "theirs")
        return f"{one}\nand a copy: {other}"
    if new:
        names = (_name(now, now[i]) for i in (conflict.about_id, *new))
        return "\n".join(name[:1].upper() + name[1:] for name in names)
    record = now.records.get(conflict.about_id)
    if record is None:
        return "nothing"
    value = _plain(record, (conflict.field,))[0]
    return _said(now, conflict.field, value) or "nothing"


def _cut(found: tuple[Piece, ...]) -> tuple[Piece, ...]:
    """Long stretches that stayed are cut in the middle, and all of it after so many letters."""
    cut, room = [], _LONGEST
    for nth, (text, state) in enumerate(found):
        if len(found) > 1 and state == "same" and len(text) > 2 * _BEFORE + 3:
            head = text[:_BEFORE] if nth else ""
            tail = text[-_BEFORE:] if nth < len(found) - 1 else ""
            text = f"{head}…{tail}"
        shown = text if len(text) <= room else f"{text[:room].rstrip()}…"
        cut.append(Piece(shown, state))
        room -= len(text)
        if room <= 0:
            break
    return tuple(cut)


def field_in_words(name: str) -> str:
    """A field in the user's words."""
    return _short(_FIELDS.get(name) or field_name(name))


def _short(text: str) -> str:
    return quoted_text(text)[1:-1]
