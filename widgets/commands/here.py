"""Where commands act: the selected cards, and the stage, step, lane or cell in focus.

Asked each time a key is pressed or a menu is opened, so nothing here walks the map unless
its name says that it looks for something.
"""

from collections.abc import Callable, Sequence
from typing import TypeVar

from model import labels
from model.change import Change
from model.edits.common import new_ids
from model.grid import Grid, personas
from model.names import kind_name
from model.records import Card, CardKind, Feeling, Lane, Persona, Record, Stage, Step
from widgets.editor import Editor
from widgets.selection import Cell

R = TypeVar("R", bound=Record)


def anchor(editor: Editor, record_type: type[R]) -> R | None:
    """What was selected last, if it is of that type."""
    return editor.document.map.get(editor.selection.anchor, record_type)


def can_edit(editor: Editor, record_type: type[Record]) -> bool:
    """Whether the anchor is of that type and may be changed."""
    return not editor.document.read_only and anchor(editor, record_type) is not None


def step(editor: Editor) -> Step | None:
    """The selected step, that of the selected feeling, or that of the focused cell."""
    journey = editor.document.map
    feeling = anchor(editor, Feeling)
    card = journey.get(feeling.card_id, Card) if feeling else None
    at = feeling.step_id if feeling else ""
    if card is not None:
        at = card.step_id
    elif not at and editor.selection.cell is not None:
        at = editor.selection.cell[0]
    return anchor(editor, Step) or journey.get(at, Step)


def stage(editor: Editor) -> Stage | None:
    """The selected stage, or that of the step in focus."""
    at = step(editor)
    of_step = editor.document.map.get(at.stage_id, Stage) if at else None
    return anchor(editor, Stage) or of_step


def lane(editor: Editor) -> Lane | None:
    """The selected lane, or that of the focused cell."""
    cell = editor.selection.cell
    return anchor(editor, Lane) or editor.document.map.get(cell[1] if cell else "", Lane)


def find_persona(editor: Editor) -> Persona | None:
    """The selected persona, or the one whose feelings are shown: the first unless chosen."""
    journey = editor.document.map
    chosen = anchor(editor, Persona) or journey.get(editor.canvas.persona, Persona)
    return chosen or next(iter(personas(journey)), None)


def find_cell(editor: Editor) -> Cell:
    """The cell where a new card goes; ("", ""), the parking lot, where the map has none.

    It is the focused one, or the first of what is selected. In the lane of an emotion line
    it is the one below it.
    """
    grid = Grid(editor.document.map)
    if not (grid.steps and grid.card_lanes):
        return ("", "")
    at, row = step(editor), lane(editor)
    selected = anchor(editor, Stage)
    in_stage = grid.steps_in(selected.id) if selected else ()
    column = next(iter(in_stage), at) or grid.steps[0]
    below = (
        [one for one in grid.card_lanes if grid.lane_at[one.id] >= grid.lane_at[row.id]]
        if row
        else grid.card_lanes
    )
    return (column.id, below[0].id if below else grid.card_lanes[-1].id)


def next_in_step(editor: Editor, card: Card) -> str | None:
    """The id of the card that follows in its step, over all lanes; None for the last."""
    grid = Grid(editor.document.map)
    ids = [c.id for c in (grid.cards_at(card.step_id) if card.step_id in grid.step_at else ())]
    at = ids.index(card.id) + 1 if card.id in ids else len(ids)
    return ids[at] if at < len(ids) else None


def neighbour(editor: Editor, gone: Sequence[Card]) -> str:
    """The id of the card that gets the focus when these leave: the next of the last one's cell.

    At the end of the cell it is the one before; "" where none stays.
    """
    if not gone:
        return ""
    last = gone[-1]
    grid = Grid(editor.document.map)
    there = [c.id for c in grid.cards_in(last.step_id, last.lane_id)]
    if last.id not in there:
        return ""
    leaving = {card.id for card in gone}
    at = there.index(last.id)
    staying = [i for i in (*there[at:], *reversed(there[:at])) if i not in leaving]
    return staying[0] if staying else ""


def select_new(editor: Editor, change: Change, record_type: type[Record]) -> str:
    """Select what a change added of that type, and bring it into view; the last one's id."""
    added = new_ids(change, record_type)
    if not added:
        return ""
    editor.selection.set(*added)
    editor.canvas.reveal(*added)
    return added[-1]


def says_persona(without: str, about: str) -> Callable[[Editor], str]:
    """What a command about a persona is called: whom it is about in place of {}."""

    def says(editor: Editor) -> str:
        persona = find_persona(editor)
        return about.format(labels.titled(persona)).replace("&", "&&") if persona else without

    return says


def say_selected(editor: Editor) -> None:
    """Say how many of what are selected, and what among them cannot be seen."""
    cards = editor.selection.of(Card)
    kinds = {kind_name(card) for card in cards}
    what = labels.counted(len(cards), kinds.pop() if len(kinds) == 1 else "card")
    editor.canvas.hint.emit(f"{what} selected")


def say_parked(editor: Editor, n: int) -> None:
    """Say where cards went that can no longer be seen."""
    are = "is" if n == 1 else "are"
    where = f"{labels.counted(n, 'card')} {are} in the parking lot"
    editor.canvas.hint.emit(f"{where}: View ▸ Parking lot shows {'it' if n == 1 else 'them'}")


#: What each kind is called in menus and labels.
KIND_WORDS: dict[CardKind, str] = {
    "touchpoint": "touchpoint",
    "pain": "pain point",
    "gain": "gain",
    "opportunity": "opportunity",
    "quote": "quote",
    "activity": "activity",
    "metric": "metric",
    "note": "note",
    "question": "question",
    "doing": "what they do",
    "thought": "thought",
    "need": "need",
    "picture": "picture",
}

#: The icon of each kind, in menus and lists.
KIND_ICONS: dict[CardKind, str] = {
    "touchpoint": "square",
    "pain": "pain",
    "gain": "gain",
    "opportunity": "opportunity",
    "quote": "quote",
    "activity": "square-check",
    "metric": "metric",
    "note": "note",
    "question": "question",
    "doing": "footprints",
    "thought": "thought",
    "need": "heart",
    "picture": "picture",
}
