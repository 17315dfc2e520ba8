"""The hostile corpus: map files that are broken, absurd or malicious, the same ones each time.

`python -m tests.faults.hostile FOLDER` writes them, with an index. Each has a name, a
sentence on what is odd about it, and what must happen when Touchline opens it. Some name
canaries: files and addresses outside the corpus that nothing may ever look at.
"""

import json
import os
import sys
from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path
from typing import Any, Literal, NamedTuple

Outcome = Literal["clean", "problems", "read-only", "refused"]
#: Stands in the corpus for the folder of the canaries, which only the run knows.
CANARIES = "/CANARIES-STAND-HERE"


class Must(NamedTuple):
    """What has to happen.

    Attributes:
        outcome: one of these; two where both are right.
        words: what has to be said about it (a part of the first problem or refusal).
        asks: whether TooLarge has to come first, and all this when it is opened all the same.
    """

    outcome: tuple[Outcome, ...]
    words: str = ""
    asks: bool = False


class Hostile(NamedTuple):
    """One file of the corpus.

    Attributes:
        group: the sort of fault, a row of the table.
        name: tells it from all others; the file is named so, if it need not be named otherwise.
        odd: one sentence on what is wrong with it.
        must: what has to happen.
        data: its bytes, or what makes them.
        place: for what is more than bytes: makes it in a folder; the path to open.
        while_read: what happens to the file when it has been opened: "grows", "shrinks"
            or "vanishes".
        painted: whether it is drawn as PDF and, if it has pictures, by Qt.
        canonical: whether it is just as Touchline writes it, so that no byte may change.
        soak: whether only a long run tries it.
        patience: seconds of computing that it may take: 5, more only where nothing is at fault
            but the amount.
        unprivileged: whether somebody else than root opens it.
    """

    group: str
    name: str
    odd: str
    must: Must
    data: bytes | Callable[[], bytes] = b""
    place: Callable[[Path], str] | None = None
    while_read: str = ""
    painted: bool = True
    canonical: bool = False
    soak: bool = False
    patience: float = 5.0
    unprivileged: bool = False


def clean() -> Must:
    """It opens, and there is nothing to say about it."""
    return Must(("clean",))


def told(words: str = "") -> Must:
    """It opens, and what is odd is told."""
    return Must(("problems",), words)


def opens() -> Must:
    """It opens; whether there is something to say is not what this file is about."""
    return Must(("clean", "problems"))


def read_only() -> Must:
    """It opens to be looked at only."""
    return Must(("read-only",), "newer Touchline")


def refused(words: str) -> Must:
    """It is not opened, and these words say why."""
    return Must(("refused",), words)


HEAD = '{"format": "touchline.journey-map", "schema_version": 1'


def whole(rest: str) -> bytes:
    """A file whose tables are `rest`, as text."""
    return f"{HEAD},\n{rest}}}".encode()


def of_tables(**tables: Any) -> bytes:
    """A file of these tables, written by another program's JSON writer."""
    file = {"format": "touchline.journey-map", "schema_version": 1, **tables}
    return json.dumps(file, ensure_ascii=False).encode("utf-8", "surrogatepass")


def grid(cards: dict[str, Any], **more: Any) -> bytes:
    """Two stages, two lanes, and `cards`, which stand in the first cell if they do not say."""
    tables = {
        "stages": {"stage_a": {"name": "One", "order": "a0"}, "stage_b": {"order": "a1"}},
        "steps": {
            "step_a": {"stage_id": "stage_a", "order": "a0"},
            "step_b": {"stage_id": "stage_b", "order": "a1"},
        },
        "lanes": {
            "lane_a": {"name": "Shop", "order": "a0"},
            "lane_b": {"name": "Feelings", "order": "a1", "kind": "emotion"},
        },
        "cards": {
            i: {"step_id": "step_a", "lane_id": "lane_a", "order": "a0", **card}
            if isinstance(card, dict)
            else card
            for i, card in cards.items()
        },
    }
    return of_tables(**{**tables, **more})


#: The modules that make them.
_SORTS = (
    "bytes",
    "encodings",
    "numbers",
    "ids",
    "types",
    "relations",
    "circles",
    "many",
    "words",
    "versions",
    "pictures",
    "disk",
)


def corpus() -> Iterator[Hostile]:
    """Every file, group after group. Names are unique."""
    seen: set[str] = set()
    for name in _SORTS:
        module = import_module(f"tests.faults.hostile_{name}")
        for made in module.files():
            assert made.name not in seen, made.name
            seen.add(made.name)
            yield made


def write(folder: Path, canaries: Path, number: int, made: Hostile) -> str:
    """Put one file into a folder of its own; the path to open."""
    own = folder / f"{number:04}"
    own.mkdir()
    own.chmod(0o755)
    if made.place is not None:
        return made.place(own)
    data = made.data if isinstance(made.data, bytes) else made.data()
    path = own / "hostile.journey.json"
    path.write_bytes(data.replace(CANARIES.encode(), os.fsencode(canaries)))
    return str(path)


def main() -> None:
    """Write the corpus and its index, one line a file."""
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True)
    with (folder / "index.txt").open("w") as index:
        for number, made in enumerate(corpus()):
            path = write(folder, folder / "canaries", number, made)
            must = " or ".join(made.must.outcome)
            words = f" ({made.must.words})" if made.must.words else ""
            shown = ascii(os.path.relpath(path, folder))
            index.write(f"{shown}\t{made.group}\t{made.odd}\tmust: {must}{words}\n")


if __name__ == "__main__":
    main()
