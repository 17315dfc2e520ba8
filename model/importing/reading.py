"""What the cells of a line say of a card's fields; what does not fit goes into its text.

A cell that says what would be written of the card leaves the field as it is. An empty cell
empties the field only where the row has the card's own id: elsewhere it says nothing.
"""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any, NamedTuple

from pydantic import ValidationError

from model.change import JourneyMap
from model.edits.common import made, with_fields
from model.ids import feeling_id
from model.importing import values
from model.importing.fields import BY_NAME
from model.importing.ground import Ground, plain
from model.importing.lines import Line, Table
from model.importing.matching import Match
from model.importing.placing import Placing, Tell
from model.importing.values import NotThat
from model.importing.wording import EVERYONE, Wording
from model.importing.words import meaning
from model.importing.writing import title_in_grid
from model.records import LONGEST_TEXT, Card, CardKind, Feeling, Measure

_PLACED_OR_NOT_A_FIELD = frozenset({"id", "stage", "step", "lane", "text", "feeling", "kind"})
_EMPTY: dict[str, Any] = {
    "one to five": None, "count": None, "share": None, "duration": None, "yes_no": False,
    "personas": (), "tags": (), "evidence": (),
}  # fmt: skip
_STORED = {"persona": "persona_ids", "owner": "owner_id", "evidence": "evidence_ids"}


class Reading:
    """Reads the cells of one table; `ground` finds and makes what they name."""

    def __init__(
        self, ground: Ground, wording: Wording, of: Table, persona_id: str, tell: Tell
    ) -> None:
        self._ground = ground
        self._wording = wording
        self._persona_id = persona_id
        self._headings = of.headings
        self._tell = tell
        days = (line.values.get("due", "") for line in of.lines)
        self._readers: dict[str, Callable[[str], Any]] = {
            "text": str,
            "one to five": values.one_to_five,
            "count": values.count,
            "share": values.share,
            "yes_no": values.yes_no,
            "duration": values.duration,
            "day": partial(values.day, month_first=values.month_first_in(days)),
            "initiator": partial(values.word, "initiator"),
            "handled_by": partial(values.word, "handled_by"),
            "tags": lambda text: tuple(dict.fromkeys(values.items(text))),
            "personas": self._personas,
            "evidence": lambda text: _each(ground.evidence, values.items(text)),
            "owner": self._owner,
        }

    def kind(self, line: Line) -> tuple[CardKind | None, tuple[str, ...]]:
        """The kind that a line says, and what it says that is no kind."""
        said = line.values.get("kind", "").strip()
        if not said:
            return None, ()
        known = meaning("kind", said)
        if known:
            return known, ()  # type: ignore[return-value]  # words.json has the kinds only
        return None, (self._unread(line, "kind", said, "a kind of card"),)

    def fields(
        self, line: Line, found: Match, kind: CardKind, told: Sequence[str] = ()
    ) -> dict[str, Any]:
        """The fields of a card that a line sets; `told` are more lines for its text."""
        card = found.card
        fields: dict[str, Any] = {}
        extra = [*told, *line.more]
        for field, raw in line.values.items():
            if field in _PLACED_OR_NOT_A_FIELD:
                continue
            said = raw.strip()
            name = self._field(field, kind)
            if card is not None:
                if not said and not found.sure:
                    continue
                if _lines(raw) == _lines(self._shown(line, card, field)):
                    continue
            elif not said:
                continue
            sort = BY_NAME[field].sort
            if not said:
                fields[name] = _EMPTY.get(sort, "")
                continue
            try:
                fields[name] = self._read(field, said, kind)
            except NotThat as error:
                extra.append(self._unread(line, field, said, str(error)))
        extra += self._no_scores(line)
        self._text(line, found, extra, fields)
        return fields

    def _shown(self, line: Line, card: Card, field: str) -> str:
        """What the table would say of a card in that field."""
        if line.column is not None:
            return title_in_grid(card)
        return self._wording.cell(card, field)

    def _no_scores(self, line: Line) -> list[str]:
        """What stands among a line's scores and is none."""
        told = []
        said = line.values.get("feeling", "").strip()
        for item in values.items(said) if said else ():
            try:
                values.score(item.strip())
            except NotThat as error:
                told.append(self._unread(line, "feeling", item, str(error)))
        return told

    def _read(self, field: str, said: str, kind: CardKind) -> Any:
        sort = BY_NAME[field].sort
        if len(said) > LONGEST_TEXT:
            raise NotThat(f"text of at most {LONGEST_TEXT:,} characters")
        if sort == "status":
            return values.word(self._field(field, kind), said)
        try:
            return self._readers[sort](said)
        except ValidationError as error:
            raise NotThat("a figure of a usual size") from error

    def _text(self, line: Line, found: Match, extra: list[str], fields: dict[str, Any]) -> None:
        """The card's text: what the line says, with the lines that fit nowhere else."""
        card, raw = found.card, line.values.get("text")
        present = card.body if card is not None else ""
        if raw is None or not (raw.strip() or found.sure) or _lines(raw) == _lines(present):
            text = present
        else:
            text = raw.strip()
        there = {row.strip() for row in text.splitlines()}
        told = (row.strip() for lines in extra for row in lines.splitlines())
        new = (row for row in told if row and row not in there)
        text = "\n".join(filter(None, (text, *new)))
        if text == present:
            return
        if len(text) > LONGEST_TEXT:
            self._tell(line, "text", f"A text has at most {LONGEST_TEXT:,} characters: this one "
                                     "is left out.")  # fmt: skip
        else:
            fields["body"] = text

    def card_feelings(self, to: JourneyMap, line: Line, found: Match, card: Card) -> "Felt":
        """The scores that a line sets at a card, and the ids of those that it takes away."""
        raw = line.values.get("feeling")
        if raw is None or not (raw.strip() or found.sure):
            return Felt((), ())
        shown = self._wording.feeling(card.id, card.persona_ids) if found.card else ""
        if raw.strip() == shown:
            return Felt((), ())
        said: dict[str, float] = {}
        bad = False
        for item in values.items(raw.strip()) if raw.strip() else ():
            try:
                name, score = values.score(item.strip())
            except NotThat:  # it is told with the card's other fields
                bad = True
                continue
            for persona_id in self._whose(name, card.persona_ids):
                said[persona_id] = score
        set_ = tuple(
            self._feeling(to, persona_id, card.id, {"card_id": card.id}, score)
            for persona_id, score in said.items()
        )
        gone = () if bad or not found.sure else tuple(
            record_id
            for persona_id in ("", *self._wording.personas)
            if persona_id not in said
            and (record_id := feeling_id(persona_id, card.id)) in to
        )  # fmt: skip
        return Felt(set_, gone)

    def step_feelings(
        self, to: JourneyMap, lines: Sequence[Line], placing: Placing
    ) -> dict[str, Feeling]:
        """The scores in a grid's rows of feelings, by their ids."""
        found: dict[str, Feeling] = {}
        for line in lines:
            if line.head is None or not placing.is_feeling(line):
                continue
            where = placing.cell(line)
            if not where.step_id:
                continue
            lane = self._ground.lane_of[where.lane_id]
            for item in values.items(line.values["title"]):
                name, score = values.score(item)
                for persona_id in self._whose(name, lane.persona_ids):
                    at = {"step_id": where.step_id}
                    new = self._feeling(to, persona_id, where.step_id, at, score, lane.measure)
                    if found.setdefault(new.id, new) != new:
                        self._tell(line, "feeling", f"“{item.strip()}” is left out: a row above "
                                                    "has another score for this.")  # fmt: skip
        return found

    def _feeling(
        self,
        to: JourneyMap,
        persona_id: str,
        at_id: str,
        at: dict[str, str],
        score: float,
        measure: Measure = "emotion",
    ) -> Feeling:
        record_id = feeling_id(persona_id, at_id, measure=measure)
        present = to.get(record_id, Feeling)
        if present is not None:
            return with_fields(present, score=score)
        key = {"persona_id": persona_id, "measure": measure, **at}
        return made(Feeling, id=record_id, **key, score=score)

    def _whose(self, name: str, persona_ids: Sequence[str]) -> Sequence[str]:
        if name:
            if plain(name) == plain(EVERYONE) and self._ground.known_persona(name) is None:
                return ("",)
            return (self._ground.persona(name),)
        return persona_ids or (self._persona_id,)

    def _personas(self, text: str) -> tuple[str, ...]:
        known = self._ground.known_persona(text)
        return (known,) if known else _each(self._ground.persona, values.items(text))

    def _owner(self, text: str) -> str:
        if len(values.items(text)) > 1 and (";" in text or "\n" in text):
            raise NotThat("one person")
        return self._ground.person(text)

    def _field(self, field: str, kind: CardKind) -> str:
        if field == "status" and kind == "opportunity":
            return "opportunity_status"
        return _STORED.get(field, field)

    def _unread(self, line: Line, field: str, said: str, wanted: str) -> str:
        """A note about words that do not fit, and the line of text that keeps them."""
        shown = " ".join(said.split())
        shown = shown if len(shown) <= 40 else f"{shown[:39].rstrip()}…"
        kept = len(said) <= LONGEST_TEXT
        end = "it stands in the card's text" if kept else "it is left out"
        self._tell(line, field, f"“{shown}” is not {wanted}; {end}.")
        return f"{BY_NAME[field].title}: {' '.join(said.split())}" if kept else ""


class Felt(NamedTuple):
    """Scores that are set, and ids of those that go."""

    set: tuple[Feeling, ...]
    gone: tuple[str, ...]


def _each(find: Callable[[str], str], names: Sequence[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(find(name) for name in names))


def _lines(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text
