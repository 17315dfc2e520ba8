"""The ranked list of a round, for the whole room."""

from PySide6.QtWidgets import QWidget

from model.edits.votes import Ranked
from model.grid import Grid
from model.labels import counted
from model.names import kind_name
from model.places import place_of
from widgets.editor import Editor
from widgets.room.sheet import RoomSheet, Row, Shown
from widgets.voting.voting import Voting


def ranking_sheet(editor: Editor, voting: Voting, parent: QWidget) -> RoomSheet:
    """The cards with the most dots, as a sheet over `parent`; whoever calls opens it."""

    def shown() -> Shown:
        grid = Grid(editor.document.map)
        rows = [_row(grid, ranked) for ranked in voting.ranking()]
        cards = counted(len(rows), "card")
        return Shown(
            voting.round,
            ("", "Dots"),
            rows,
            f"{counted(voting.given, 'dot')} on {cards}",
            "No dots were given in this round yet.",
            editor.canvas.laid.rtl,
        )

    return RoomSheet(editor.document, editor.theme, shown, parent)


def _row(grid: Grid, ranked: Ranked) -> Row:
    card = ranked.card
    words = " ".join((card.title or card.body).split())
    place = place_of(grid, card.id)
    kind = kind_name(card)
    what = words or f"A {kind} without words"
    where = ", ".join(filter(None, (kind.capitalize(), place)))
    dots, first = (f"{ranked.dots:,}",), ranked.place == 1
    return Row(what, where, dots, mark=f"{ranked.place}.", strong=first)
