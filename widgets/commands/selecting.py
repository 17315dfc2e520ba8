"""Selecting many cards at once: all of a kind, of a stage, of a lane, of a persona, or nothing.

Cards on the map are meant; those of the parking lot only where it is one of them that others
are to be like.
"""

from collections.abc import Sequence
from functools import partial

from model import labels
from model.grid import Grid
from model.names import kind_name
from model.records import Card, CardKind, Record, create
from widgets.commands import here
from widgets.commands.command import Command, always
from widgets.editor import Editor


def like(editor: Editor) -> None:
    """All cards of the kind of the one that was selected last; it stays the last one."""
    card = here.anchor(editor, Card)
    if card is None:
        return
    grid = Grid(editor.document.map)
    among = grid.parked if card in grid.parked else grid.cards
    found = [other.id for other in among if other.kind == card.kind and other is not card]
    editor.selection.set(*found, card.id)
    here.say_selected(editor)


def of_kind(editor: Editor, kind: CardKind) -> None:
    """All cards of a kind."""
    word = plural_of(kind)
    found = [card for card in Grid(editor.document.map).cards if card.kind == kind]
    _select(editor, found, f"There are no {word} on this map")


def in_stage(editor: Editor) -> None:
    """All cards that begin in the stage in focus."""
    stage = here.stage(editor)
    if stage is not None:
        grid = Grid(editor.document.map)
        found = [card for step in grid.steps_in(stage.id) for card in grid.cards_at(step.id)]
        _select(editor, found, f"There are no cards in {labels.titled(stage)}")


def in_lane(editor: Editor) -> None:
    """All cards that begin in the lane in focus."""
    lane = here.lane(editor)
    if lane is not None:
        found = [card for card in Grid(editor.document.map).cards if card.lane_id == lane.id]
        _select(editor, found, f"There are no cards in {labels.titled(lane)}")


def of_persona(editor: Editor) -> None:
    """All cards that name the persona: those that name nobody are everyone's."""
    persona = here.find_persona(editor)
    if persona is None:
        editor.canvas.hint.emit("There are no personas on this map")
    else:
        cards = Grid(editor.document.map).cards
        found = [card for card in cards if persona.id in card.persona_ids]
        whom = labels.titled(persona)
        none = f"No card names {whom}: cards that name nobody are about everyone"
        _select(editor, found, none)


def undimmed(editor: Editor) -> None:
    """All cards that are looked at while others are dimmed."""
    bright = editor.canvas.spot.bright
    if bright is not None:
        found = [card for card in Grid(editor.document.map).cards if card.id in bright]
        _select(editor, found, "All cards are dimmed")


def nothing(editor: Editor) -> None:
    """Select nothing; the focus stays in its cell."""
    editor.selection.clear()


def plural_of(kind: CardKind) -> str:
    """What all cards of a kind are called: "pain points"."""
    return labels.plural(kind_name(create(Card, id="card_x", kind=kind)))


def _select(editor: Editor, cards: Sequence[Record], none: str) -> None:
    if not cards:
        editor.canvas.hint.emit(none)
        return
    editor.selection.set(*(card.id for card in cards))
    here.say_selected(editor)


def _is_card(editor: Editor) -> bool:
    return here.anchor(editor, Card) is not None


def _some_are_dimmed(editor: Editor) -> bool:
    return editor.canvas.spot.bright is not None


def _of(kind: CardKind) -> Command:
    return Command(
        f"select.kind_{kind}",
        f"All {plural_of(kind)}",
        partial(of_kind, kind=kind),
        icon=here.KIND_ICONS[kind],
        enabled=always,
    )


COMMANDS: tuple[Command, ...] = (
    Command("select.like", "All cards &like this one", like, enabled=_is_card),
    *map(_of, here.KIND_WORDS),
    Command(
        "select.stage", "All in this &stage", in_stage,
        enabled=lambda editor: here.stage(editor) is not None,
    ),
    Command(
        "select.lane", "All in this l&ane", in_lane,
        enabled=lambda editor: here.lane(editor) is not None,
    ),
    Command(
        "select.persona", "All of this &persona", of_persona, enabled=always,
        says=here.says_persona("All of this &persona", "All of {}"),
    ),
    Command("select.undimmed", "All that is &not dimmed", undimmed, enabled=_some_are_dimmed),
    Command("select.none", "N&othing", nothing, enabled=always),
)  # fmt: skip
