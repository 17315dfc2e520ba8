"""Reads tests/files/merge_scenarios.txt: what comes out where two people edit one map.

    == heading: id of the record that is meant · what it is before
    name | ours | theirs | what must come out

A cell is a list of statements, separated by "; ":

    title = Asks Ina          a field of that record, or of another: person_mia.name = Mia
    + card_x title = Asks, …  a record that is added
    - card_x                  one that is deleted, as the program does it
    ours, theirs, both        (the last cell alone) begin with that, instead of with the base
    ! title: kind             (the last cell alone) a conflict about a field, or "all" of it
    ! title: kind: a < b > c  (the last cell alone) likewise, with its values: b before, a and c
                              the sides; if not said, these are the values on the three maps
    * title: a, in b          (the last cell alone) a comment: a is a title, too, in what b says
    row step_x: a, b          (the last cell alone) how the siblings stand there

Values are JSON where they can be, else [a, b] is a list of texts, and all else a text, in which
↵ ends a line. With "none" as what is before there is no base, and both have the common map.
"""

import json
from base64 import b64encode
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from model.change import JourneyMap, apply
from model.edits.removing import remove
from model.ids import asset_id, derived_id, feeling_id
from model.merging.conflicts import field_in_words
from model.records import TABLES, Comment, Record, Unknown, create
from tests.strategies import BITMAPS

FILE = Path(__file__).parents[1] / "files" / "merge_scenarios.txt"
#: Short names of derived ids.
NAMES = {
    "feeling_ask": feeling_id("persona_anna", "step_ask"),
    "feeling_ben": feeling_id("persona_ben", "step_ask"),
    "feeling_new": feeling_id("persona_ben", "step_pay"),
    "asset_photo": asset_id(BITMAPS[0]),
    "asset_logo": asset_id(BITMAPS[1]),
    "step_first": derived_id("step", "first", "stage_compare"),
    "conflict_queues": derived_id(
        "conflict", "card_chat", "title", '"Waits"', '"Queues"', '"Waits ten minutes"'
    ),
    "step_first_y": derived_id("step", "first", "stage_y"),
    "step_first_buy": derived_id("step", "first", "stage_buy"),
}
_KINDS = {kind.kind_name: kind for kind in (*TABLES.values(), Unknown)}
#: What each scenario begins with: two stages, three steps, two lanes, and one of each kind.
COMMON = """
map.title = A year with the city bicycle
+ stage_compare name = Compare and choose a plan, order = a0
+ stage_buy name = Buy, order = a1
+ step_look stage_id = stage_compare, name = Look, order = a0
+ step_ask stage_id = stage_compare, name = Ask, order = a1
+ step_pay stage_id = stage_buy, name = Pay, order = a0
+ lane_web name = Web, order = a0
+ lane_shop name = Shop, order = a1
+ persona_anna name = Anna, order = a0
+ persona_ben name = Ben, order = a1
+ person_mia name = Mia Berg
+ person_tom name = Tom
+ evidence_talks kind = interview, title = Talks with eight riders in May, n = 8
+ evidence_survey kind = survey, title = Survey
+ metric_sales name = Sales, value = 12, persona_id = persona_ben
+ asset_photo data = @0
+ card_chat step_id = step_ask, lane_id = lane_web, order = a0, title = Waits ten minutes at the counter
+ card_queue step_id = step_ask, lane_id = lane_shop, order = a1, kind = pain, title = Nobody says why
+ card_till step_id = step_pay, lane_id = lane_shop, order = a0, title = Till
+ card_idea kind = opportunity, order = a0, title = A second till
+ feeling_ask persona_id = persona_anna, step_id = step_ask, score = 1.0
+ link_pay source_id = card_chat, target_id = card_till, label = By card
+ action_till title = Open a second till before the summer, due = 2026-10
+ vote_1 round = 1, card_id = card_idea, count = 4
+ comment_1 about_id = card_queue, author_id = person_mia, text = Is that so?
+ conflict_old about_id = card_till, field = title, base = "\\"Till\\"", ours = "\\"Desk\\"", theirs = "\\"Cash\\""
+ unknown:plans {"a": 1}
"""  # noqa: E501 - one record a line


class Scenario(NamedTuple):
    """One line of the table, with the heading that it stands under."""

    heading: str
    about: str
    before: str
    name: str
    ours: str
    theirs: str
    out: str

    @property
    def base(self) -> JourneyMap | None:
        return None if self.before == "none" else self.start

    @property
    def start(self) -> JourneyMap:
        return _common() if self.before == "none" else made(_common(), self.about, self.before)


def scenarios() -> Iterator[Scenario]:
    """The lines of the table."""
    heading = about = before = ""
    for line in FILE.read_text("utf-8").splitlines():
        if line.startswith("== "):
            heading, _, rest = line.removeprefix("== ").partition(": ")
            about, _, before = (part.strip() for part in rest.partition("·"))
        elif line and not line.startswith("#"):
            name, ours, theirs, out = (cell.strip() for cell in line.split("|"))
            yield Scenario(heading, about, before, name, ours, theirs, out)


def made(of: JourneyMap, about: str, cell: str) -> JourneyMap:
    """The map after the statements of a cell; those about the outcome alone are left out."""
    for statement in statements(cell):
        if statement[:1] in "-+":
            of = _added(of, statement[2:]) if statement[0] == "+" else _removed(of, statement[2:])
        elif statement[:2] == "* ":
            comment = _comment(about, statement.removeprefix("* "))
            of = apply({comment.id: (None, comment)}, of)
        elif statement[:2] != "! " and statement[:4] != "row " and "=" in statement:
            place, _, value = map(str.strip, statement.partition("="))
            record_id, _, field = place.rpartition(".")
            record = of[named(record_id or about)]
            now = _validated(record, {field: _value(value, field)})
            of = apply({record.id: (record, now)}, of)
    return of


def statements(cell: str) -> list[str]:
    """The statements of a cell."""
    return [statement.strip() for statement in cell.split("; ") if statement.strip()]


def named(record_id: str) -> str:
    """An id, or the derived one that it is short for."""
    return NAMES.get(record_id, record_id)


def _common() -> JourneyMap:
    if not _made:
        _made.append(made(JourneyMap(), "", "; ".join(COMMON.strip().splitlines())))
    return _made[0]


_made: list[JourneyMap] = []


def _added(of: JourneyMap, statement: str) -> JourneyMap:
    name, _, rest = statement.partition(" ")
    record_id = named(name)
    kind = _KINDS[record_id.partition("_")[0] if ":" not in record_id else "unknown"]
    fields: dict[str, Any] = {}
    for part in filter(None, rest.split(", ") if kind is not Unknown else [f"data = {rest}"]):
        field, value = part.split(" = ", 1)
        fields[field] = value if kind is Unknown else _value(value, field)
    return apply({record_id: (of.records.get(record_id), create(kind, id=record_id, **fields))}, of)


def _comment(about: str, statement: str) -> Comment:
    """The comment that keeps one more value of a field that is in conflict."""
    what, said = statement.split(": ", 1)
    record_id, _, field = what.rpartition(".")
    value, label = said.rsplit(", in ", 1)
    about = named(record_id or about)
    return create(
        Comment,
        id=derived_id("comment", "one more", about, field, json.dumps(value, ensure_ascii=False)),
        about_id=about,
        text=f"Another {field_in_words(field)}, in {label}: {value}",
    )


def _removed(of: JourneyMap, record_id: str) -> JourneyMap:
    return apply(remove(of, *map(named, record_id.split(", "))), of)


def _validated(record: Record, fields: dict[str, Any]) -> Record:
    """The record with fields that it may not know; None takes an unknown one out."""
    values = {**record.__dict__, **(record.__pydantic_extra__ or {}), **fields}
    known = type(record).model_fields
    values = {name: value for name, value in values.items() if name in known or value is not None}
    return type(record).model_validate(values)


def _value(text: str, field: str) -> Any:
    if text.startswith("@"):
        return b64encode(BITMAPS[int(text[1:])]).decode()
    if field in ("round", "title", "name", "order", "date", "label") and text[:1] != '"':
        return text.replace("↵", "\n")
    try:
        value = json.loads(text)
    except ValueError:
        if text.startswith("["):
            return tuple(named(part.strip()) for part in text[1:-1].split(",") if part.strip())
        return named(text).replace("↵", "\n")
    return tuple(value) if isinstance(value, list) else value
