"""Lays out and writes posters in a process of its own, so that no window waits for it.

One JSON object a line comes in, one or more go out. A thread would hold the interpreter's
lock and share the memos of layout with the canvas; a process can also be ended at any
moment, and files are replaced whole or not at all.

    {"map": TEXT} or {"map_file": FILE}            what all that follows is about
    {"preview": N, "sheet": SHEET}              -> {"preview": N, "facts", "small", "png"}
    {"write": FILE, "sheet": SHEET}             -> {"part": 0..1} ..., {"written": WORDS}
    {"wrap_up": {"map", "label", "today", "before", ...}} -> {"part"} ..., {"wrapped": {...}}
    {"report": FILE, "old": TEXT, "sides": [SIDE, SIDE], "today", "paper"} -> {"reported": FILE}
    whatever cannot be done                     -> {"error": SENTENCE, "preview": N or null}
"""

import base64
import json
import signal
import sys
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple, TextIO, TypeAlias

from export import poster
from export.formats import FORMATS, USUAL_DPI, Job
from model.change import JourneyMap
from model.files import codec
from model.files.errors import FileTrouble
from model.layout.pages import Orientation
from model.layout.poster import DoesNotFit
from model.records import TABLES, MapInfo, Record, Unknown, VersionLabel
from resources import palettes

Tell: TypeAlias = Callable[[float], None]
Put: TypeAlias = Callable[[Mapping[str, Any]], None]


class Sheet(NamedTuple):
    """Everything that can be chosen about a poster.

    Attributes:
        kind: a format of `export.formats`.
        paper: "A0", "900x1200mm", or "" for the picture alone.
        scale: in percent; None fills the sheet.
        theme: of `resources.palettes`.
        personas, lanes: ids of those that are shown; empty for all.
        dpi: pixels an inch, for bitmaps.
    """

    kind: str = "pdf"
    paper: str = "A0"
    orientation: Orientation = "auto"
    scale: float | None = None
    theme: str = "light"
    personas: tuple[str, ...] = ()
    lanes: tuple[str, ...] = ()
    redact: bool = False
    dpi: float = USUAL_DPI


class Preview(NamedTuple):
    """What can be told of a poster before it is written.

    Attributes:
        facts: sheet, percentage and size of the words, in words.
        small: whether words are too small to be read.
        png: a small picture of the sheet.
    """

    facts: str
    small: bool
    png: bytes


class Posters:
    """The posters of one map; the one laid out last is kept."""

    def __init__(self, journey: JourneyMap) -> None:
        self._map = journey
        self._key: tuple[object, ...] = ()
        self._laid: tuple[poster.Shown, poster.Laid]

    def preview(self, sheet: Sheet, longest: int) -> Preview:
        """A small picture, `longest` px at its longer side, and what there is to say.

        Raises:
            ValueError: this poster is not possible; the message says why.
        """
        from export.png import small_picture

        shown, laid = self._lay_out(sheet)
        palette = palettes.load(sheet.theme)
        job = Job(laid.scene, laid.page, palette, shown.journey, sheet.dpi, lambda part: None)
        size = FORMATS[sheet.kind].writer(job).size
        picture = small_picture(laid.scene, palette, longest, laid.page)
        return Preview(poster.in_words(laid, size), poster.too_small(laid), picture)

    def write(self, sheet: Sheet, file: Path, tell: Tell) -> str:
        """Write the poster and say in words what was written.

        Raises:
            ValueError, SaveError: it is not possible, or the file cannot be written.
        """
        tell(0.0)
        shown, laid = self._lay_out(sheet)
        palette = palettes.load(sheet.theme)
        job = Job(laid.scene, laid.page, palette, shown.journey, sheet.dpi, tell)
        writer = FORMATS[sheet.kind].writer(job)
        writer.write(file)
        return poster.in_words(laid, writer.size)

    def wrap_up(self, plan: Mapping[str, Any], tell: Tell) -> dict[str, Any]:
        """Write all that is left of a workshop; a `Wrapped` as a dictionary.

        Raises:
            SaveError: it cannot be written; nothing is.
        """
        from export.wrap_up import Poster, wrap_up
        from model.files.morning import from_states

        poster = None
        if plan["sheet"] is not None:
            sheet = _tidy(Sheet(**plan["sheet"]))
            poster = Poster(
                lambda file, tell: self.write(sheet, file, tell),
                lambda error: _sentence(error, plan),
            )
        label = VersionLabel.model_validate(plan["label"])
        today = date.fromisoformat(plan["today"])
        path = Path(plan["map"])
        before, since = _taken_back(self._map, plan["before"]), plan["since"]
        # What is done here is all of the day where it began on the day before.
        if since and (found := from_states(path, today, plan["digest"])) is not None:
            before, since = found
        return wrap_up(self._map, path, label, today, poster, before, tell, since)._asdict()

    def report(self, asked: Mapping[str, Any]) -> None:
        """Write what changed from another map to this one.

        Raises:
            ValueError, SaveError: it is not possible, or the file cannot be written.
        """
        from export.change_report import REPORTS, Job, format_of
        from export.change_sides import Side
        from model.compare import compare
        from model.files.atomic import replace_bytes

        old = codec.loads(asked["old"].encode(), allow_large=True).map
        before, after = (Side(*side) for side in asked["sides"])
        paper = poster.paper_name(asked["paper"]) if asked["paper"] else None
        today = date.fromisoformat(asked["today"])
        file = Path(asked["report"])
        job = Job(compare(old, self._map), before, after, today, paper, file.stem)
        replace_bytes(file, REPORTS[format_of(file.name)].made(job))

    def _lay_out(self, sheet: Sheet) -> tuple[poster.Shown, poster.Laid]:
        key = sheet[1:4] + sheet[5:8]
        if key != self._key:
            shown = poster.part_of(self._map, sheet.personas, sheet.lanes, sheet.redact)
            paper = poster.paper_name(sheet.paper) if sheet.paper else ""
            laid = poster.lay_out(shown.journey, paper, sheet.orientation, sheet.scale, shown.view)
            self._key, self._laid = key, (shown, laid)
        return self._laid


def serve(lines: TextIO, out: TextIO) -> None:
    """Answer requests until there are no more."""

    def put(answer: Mapping[str, Any]) -> None:
        out.write(json.dumps(answer) + "\n")
        out.flush()

    posters = Posters(JourneyMap())
    for line in lines:
        asked = json.loads(line)
        if "map" in asked:
            posters = Posters(codec.loads(asked["map"].encode(), allow_large=True).map)
            continue
        if "map_file" in asked:
            posters = Posters(codec.load(asked["map_file"], allow_large=True).map)
            continue
        _answer(posters, asked, put)


def _answer(posters: Posters, asked: Mapping[str, Any], put: Put) -> None:
    number = asked.get("preview")
    try:
        if "wrap_up" in asked:
            put({"wrapped": posters.wrap_up(asked["wrap_up"], lambda part: put({"part": part}))})
            return
        if "report" in asked:
            posters.report(asked)
            put({"reported": asked["report"]})
            return
        sheet = _tidy(Sheet(**asked["sheet"]))
        if number is None:
            file = Path(asked["write"])
            put({"written": posters.write(sheet, file, lambda part: put({"part": part}))})
            return
        made = posters.preview(sheet, asked["longest"])
        png = base64.b64encode(made.png).decode()
        put({"preview": number, "facts": made.facts, "small": made.small, "png": png})
    except Exception as error:  # a window waits for an answer, whatever went wrong
        put({"error": _sentence(error, asked), "preview": number})


def _taken_back(of: JourneyMap, back: Mapping[str, Any]) -> JourneyMap:
    """The map before these records, `{id: [kind, fields] | None}`, became what they are."""
    every: tuple[type[Record], ...] = (*TABLES.values(), MapInfo, Unknown)
    kinds = {kind.kind_name: kind for kind in every}
    records = {i: record for i, record in of.records.items() if i not in back}
    for record_id, before in back.items():
        if before is not None:
            kind, fields = before
            records[record_id] = kinds[kind].model_validate(fields)
    return JourneyMap(records)


def _tidy(sheet: Sheet) -> Sheet:
    """As it was before it went through JSON."""
    return sheet._replace(personas=tuple(sheet.personas), lanes=tuple(sheet.lanes))


def _sentence(error: Exception, asked: Mapping[str, Any]) -> str:
    match error:
        case DoesNotFit():
            return f"At most {error.largest:g}% fits on {asked['sheet']['paper']}."
        case FileTrouble():
            text = str(error)
        case MemoryError():
            text = "there is not enough memory for this"
        case KeyError():
            text = "a persona or lane that was chosen is not on the map any more"
        case ImportError():
            text = f"this computer lacks what the format needs: {error}"
        case _:
            text = " ".join(str(error).split()) or type(error).__name__
    return f"{text[:1].upper()}{text[1:]}" + ("" if text.endswith(".") else ".")


def _stop(*_: object) -> None:
    raise SystemExit(1)  # through every `finally`, so that no temporary file stays


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, _stop)
    sys.stdin.reconfigure(encoding="utf-8")  # type: ignore[union-attr]  # a file, not a StringIO
    serve(sys.stdin, sys.stdout)
