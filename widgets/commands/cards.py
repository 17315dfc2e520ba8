"""Cards: add, copy beside, change, put elsewhere, make one of several."""

from functools import partial

from model import labels
from model.edits.cards import (
    WORDLESS,
    add_card,
    change_kind,
    duplicate_cards,
    park_cards,
)
from model.edits.combine import combine_cards, combined_words, combining_label
from model.edits.fields import set_many
from model.grid import Grid, is_placed
from model.records import Card, CardKind, Step
from widgets.commands import here
from widgets.commands.command import Command, always
from widgets.editor import Editor
from widgets.selection import Cell

#: In the order of Alt+1 to Alt+9; the later ones have no key.
KINDS: tuple[CardKind, ...] = tuple(here.KIND_WORDS)


def add(editor: Editor, kind: CardKind | None = None) -> None:
    """Type a card after the selected one or in the focused cell; nothing typed, nothing made.

    Without `kind` the lane decides. Pictures and metrics, which need no words, are made at once.
    """
    card = here.anchor(editor, Card)
    before_id = None
    if card is not None and is_placed(editor.document.map, card):
        cell, before_id = (card.step_id, card.lane_id), here.next_in_step(editor, card)
    else:
        cell = here.find_cell(editor)
    if cell == ("", ""):
        editor.document.refused.emit("A card needs a stage and a lane: add these first.")
    elif kind in WORDLESS:
        _add_now(editor, cell, before_id, kind)
    else:
        editor.canvas.begin_card(*cell, before_id or "", kind)


def _add_now(editor: Editor, cell: Cell, before_id: str | None, kind: CardKind | None) -> None:
    label = f"Add {here.KIND_WORDS[kind]}" if kind else "Add card"
    ids = editor.document.ids
    change = editor.document.edit(label, add_card, ids, *cell, before_id, kind=kind)
    here.select_new(editor, change, Card)


def duplicate(editor: Editor) -> None:
    """A copy of each selected card just after it; the copies are selected."""
    cards = editor.selection.of(Card)
    change = editor.document.edit(
        f"Duplicate {labels.quoted(*cards)}",
        duplicate_cards,
        [card.id for card in cards],
        editor.document.ids,
    )
    here.select_new(editor, change, Card)


def make(editor: Editor, kind: CardKind) -> None:
    """Make the selected cards pain points, quotes...; what they say stays."""
    cards = editor.selection.of(Card)
    word = here.KIND_WORDS[kind]
    label = f"Make {labels.quoted(*cards)} {'an' if word[0] in 'aeiou' else 'a'} {word}"
    if kind == "doing":
        label = f"Make {labels.quoted(*cards)} what they do"
    elif len(cards) > 1:
        label = f"Make {labels.quoted(*cards)} {labels.counted(2, word).removeprefix('2 ')}"
    editor.document.edit(label, change_kind, [card.id for card in cards], kind)
    editor.canvas.reveal(*editor.selection.ids)


def park(editor: Editor) -> None:
    """Put the selected cards into the parking lot; the focus goes to the next one."""
    cards = _placed(editor)
    next_id, cell = here.neighbour(editor, cards), editor.selection.cell
    change = editor.document.edit(
        f"Park {labels.quoted(*cards)}", park_cards, *(card.id for card in cards)
    )
    if change:
        editor.selection.set(*filter(None, (next_id,)), cell=None if next_id else cell)
        here.say_parked(editor, len(cards))


def select_all(editor: Editor) -> None:
    """Select the cards of the focused cell; where they are, all cards of the map."""
    selection = editor.selection
    grid = Grid(editor.document.map)
    in_cell = tuple(c.id for c in grid.cards_in(*selection.cell)) if selection.cell else ()
    selected = set(selection.ids)
    every = tuple(card.id for card in grid.cards)
    wanted = in_cell if in_cell and not selected.issuperset(in_cell) else every
    selection.set(*wanted, cell=selection.cell)
    here.say_selected(editor)


def combine(editor: Editor) -> None:
    """Make one card of the selected ones: the last one selected takes the others in."""
    *others, last = editor.selection.of(Card)
    ids = [card.id for card in (last, *others)]
    if editor.document.edit(combining_label(last, *others), combine_cards, ids):
        editor.selection.set(last.id)
        editor.canvas.reveal(last.id)
        card = editor.document.map.get(last.id, Card)
        editor.canvas.hint.emit(combined_words(card) if card else "")


def toggle_moment(editor: Editor) -> None:
    """Mark the selected cards or steps as moments of truth, or no longer."""
    found: tuple[Card | Step, ...] = (*editor.selection.of(Card), *editor.selection.of(Step))
    marked = not all(record.moment_of_truth for record in found)
    what = "a moment of truth" if len(found) == 1 else "moments of truth"
    label = f"{'Mark' if marked else 'Unmark'} {labels.quoted(*found)} as {what}"
    values = {record.id: {"moment_of_truth": marked} for record in found}
    editor.document.edit(label, set_many, values)


def toggle_status(editor: Editor, status: str) -> None:
    """Give the selected touchpoints this status; take it away where all of them have it."""
    cards = [card for card in editor.selection.of(Card) if card.kind == "touchpoint"]
    has = all(card.status == status for card in cards)
    label = f"{'Unmark' if has else 'Mark'} {labels.quoted(*cards)} as {status}"
    values = {card.id: {"status": "" if has else status} for card in cards}
    editor.document.edit(label, set_many, values)


def solve(editor: Editor) -> None:
    """Take the severity of the selected pains away: so a comparison tells them as solved."""
    cards = _unsolved(editor)
    label = f"Mark {labels.quoted(*cards)} as solved"
    values = {card.id: {"severity": None} for card in cards}
    if editor.document.edit(label, set_many, values):
        whose = "its severity is" if len(cards) == 1 else "their severities are"
        editor.canvas.hint.emit(f"Solved: {whose} taken away, which comparing tells as solved")


def _unsolved(editor: Editor) -> list[Card]:
    """The selected pains that a comparison could tell as solved."""
    cards = editor.selection.of(Card)
    return [card for card in cards if card.kind == "pain" and card.severity is not None]


def _placed(editor: Editor) -> tuple[Card, ...]:
    journey = editor.document.map
    return tuple(card for card in editor.selection.of(Card) if is_placed(journey, card))


def _can(editor: Editor) -> bool:
    return here.can_edit(editor, Card)


def _can_park(editor: Editor) -> bool:
    card = here.anchor(editor, Card)
    return _can(editor) and card is not None and bool(card.step_id)


def _can_combine(editor: Editor) -> bool:
    return _can(editor) and len(editor.selection.ids) > 1


def _can_mark_moment(editor: Editor) -> bool:
    return _can(editor) or here.can_edit(editor, Step)


def _is_moment(editor: Editor) -> bool:
    record = here.anchor(editor, Card) or here.anchor(editor, Step)
    return record is not None and record.moment_of_truth


def _is_kind(editor: Editor, kind: CardKind) -> bool:
    card = here.anchor(editor, Card)
    return card is not None and card.kind == kind


def _is_touchpoint(editor: Editor) -> bool:
    return _can(editor) and _is_kind(editor, "touchpoint")


def _can_solve(editor: Editor) -> bool:
    return _can(editor) and bool(_unsolved(editor))


def _has_status(editor: Editor, status: str) -> bool:
    card = here.anchor(editor, Card)
    return card is not None and card.status == status


def _add_of(kind: CardKind) -> Command:
    word = here.KIND_WORDS[kind]
    return Command(
        f"card.add_{kind}",
        word[0].upper() + word[1:],
        partial(add, kind=kind),
        icon=here.KIND_ICONS[kind],
    )


def _make_of(number: int, kind: CardKind) -> Command:
    word = here.KIND_WORDS[kind]
    return Command(
        f"card.kind_{kind}",
        word[0].upper() + word[1:],
        partial(make, kind=kind),
        (f"Alt+{number}",) if number < 10 else (),
        icon=here.KIND_ICONS[kind],
        enabled=_can,
        checked=partial(_is_kind, kind=kind),
    )


COMMANDS: tuple[Command, ...] = (
    *map(_add_of, KINDS),
    Command("card.add", "&Card", add, icon="plus"),
    *(_make_of(number, kind) for number, kind in enumerate(KINDS, start=1)),
    Command("edit.duplicate", "D&uplicate", duplicate, ("Ctrl+D",), "copy-plus", enabled=_can),
    Command("card.park", "Put into the &parking lot", park, icon="inbox", enabled=_can_park),
    Command(
        "card.combine", "C&ombine into one", combine, icon="combine", enabled=_can_combine
    ),
    Command(
        "card.moment", "Moment of &truth", toggle_moment, icon="star",
        enabled=_can_mark_moment, checked=_is_moment,
    ),
    Command(
        "card.missing", "&Missing", partial(toggle_status, status="missing"),
        enabled=_is_touchpoint, checked=partial(_has_status, status="missing"),
    ),
    Command(
        "card.completed", "&Completed", partial(toggle_status, status="completed"),
        enabled=_is_touchpoint, checked=partial(_has_status, status="completed"),
    ),
    Command("card.solved", "&Solved", solve, enabled=_can_solve),
    Command("edit.select_all", "Select &all", select_all, ("Ctrl+A",), enabled=always),
)  # fmt: skip
