"""What reports put beside a line: its sign, and the words of texts that were written anew."""

from typing import Final, NamedTuple

from model.compare import Comparison
from model.comparing.details import details
from model.comparing.kinds import KINDS
from model.comparing.lines import UNCHANGED, Line
from model.comparing.naming import bare
from model.comparing.wording import Piece

#: So many characters of what stayed are shown on either side of a difference.
AROUND: Final = 40
#: Of what is gone or new so many characters are shown.
MOST: Final = 400


class Words(NamedTuple):
    """A text of a record, by the name of its field, compared word by word."""

    name: str
    pieces: tuple[Piece, ...]


def sign(c: Comparison, line: Line) -> str:
    """The sign of what became of the first that a line is about: "+", "-", "→", "≠", "!"."""
    if line.sign:
        return line.sign
    item = c.by_id.get(line.ids[0]) if line.ids else None
    return KINDS[item.kinds[0]].sign or "≠" if item is not None and item.kinds else UNCHANGED


def words(c: Comparison, line: Line) -> tuple[Words, ...]:
    """The texts that changed of what a line is about, but for those that the line itself tells."""
    elsewhere = line.brief or line.stands
    item = c.by_id.get(line.ids[0]) if len(line.ids) == 1 and not elsewhere else None
    if item is None or item.before is None or item.after is None:
        return ()
    told = bare(line.text)
    return tuple(
        Words(detail.name, shortened(detail.pieces))
        for detail in details(c, item)
        if detail.pieces
        and not all(_quoted(text) in told for text in (detail.before, detail.after))
    )


def shortened(pieces: tuple[Piece, ...], around: int = AROUND) -> tuple[Piece, ...]:
    """The pieces, long ones cut: what stayed to what stands around differences."""
    result = []
    for n, piece in enumerate(pieces):
        text = piece.text
        before, after = (around if n else 0), (around if n + 1 < len(pieces) else 0)
        if piece.state == "same" and len(text) > before + after + 1:
            text = f"{text[:before]}…{text[len(text) - after :]}"
        elif piece.state != "same" and len(text) > MOST:
            text = f"{text[:MOST].rstrip()}…"
        result.append(Piece(text, piece.state))
    return tuple(result)


def _quoted(text: str) -> str:
    return f"“{text}”" if text else ""
