"""Deleting what is selected; what would take other cards along asks first."""

from collections import Counter
from collections.abc import Sequence
from functools import partial

from model import labels
from model.change import Change
from model.edits.common import EditError
from model.edits.personas import delete_persona
from model.edits.removing import remove
from model.grid import Grid
from model.records import (
    Card,
    Comment,
    Feeling,
    Lane,
    Link,
    Metric,
    Persona,
    Record,
    Stage,
    Step,
)
from widgets import asking
from widgets.commands import here
from widgets.commands.command import Command, editable
from widgets.editor import Editor

_KINDS = (Stage, Step, Lane, Persona, Card, Link, Feeling)


def delete(editor: Editor) -> None:
    """Delete what is selected, with one undo; ask first where other cards go with it."""
    found = editor.document.map.records
    records = [found[i] for i in editor.selection.ids]
    delete_these(editor, [record for record in records if isinstance(record, _KINDS)])


def delete_these(editor: Editor, records: Sequence[Record | None]) -> None:
    """Delete these records and all that hangs on them; None among them counts for nothing."""
    them = [record for record in records if record is not None]
    if not them:
        return
    if all(isinstance(record, Persona) for record in them):
        _ask_for_personas(editor, them)
        return
    try:
        change = remove(editor.document.map, *(record.id for record in them))
    except EditError as error:
        editor.document.refused.emit(str(error))
        return
    cards = _gone(change, Card, them)
    if not cards:
        _remove(editor, them, 0)
        return
    asking.choose(
        editor.window,
        _question(editor, them, change),
        _also(change, them),
        asking.Choice("Delete", lambda: _remove(editor, them, cards), destroys=True),
        asking.Choice(
            "Park the card" if cards == 1 else "Park the cards",
            lambda: _remove(editor, them, cards, park=True),
        ),
    )


def delete_persona_here(editor: Editor) -> None:
    """Delete the persona in focus."""
    persona = here.find_persona(editor)
    if persona is None:
        editor.document.refused.emit("There is no persona on this map yet.")
    delete_these(editor, [persona])


def _remove(editor: Editor, them: Sequence[Record], cards: int, park: bool = False) -> None:
    """Delete after all questions; the focus goes to what stood beside."""
    if any(record.id not in editor.document.map for record in them):
        return  # it went while the question stood there
    next_id, cell = _next(editor, them), editor.selection.cell
    label = f"Delete {_them(them)}{_with_cards(len(them), cards, park)}"
    ids = [record.id for record in them]
    if editor.document.edit(label, remove, *ids, park_cards=park):
        editor.selection.set(*filter(None, (next_id,)), cell=None if next_id else cell)
        editor.canvas.reveal(*editor.selection.ids)
        if park:
            here.say_parked(editor, cards)


def _with_cards(n: int, cards: int, park: bool) -> str:
    if not cards:
        return ""
    its = f"{'its' if n == 1 else 'their'} {labels.counted(cards, 'card')}"
    return f" and park {its}" if park else f" and {its}"


def _next(editor: Editor, them: Sequence[Record]) -> str:
    """What gets the focus: the card, stage, step or lane beside the last one."""
    grid = Grid(editor.document.map)
    last = them[-1]
    if isinstance(last, Card):
        return here.neighbour(editor, [record for record in them if isinstance(record, Card)])
    siblings: Sequence[Record]
    match last:
        case Stage():
            siblings = grid.stages
        case Step():
            siblings = grid.steps_in(last.stage_id)
        case Lane():
            siblings = grid.lanes
        case _:
            return ""
    ids = [record.id for record in siblings]
    going = {record.id for record in them}
    at = ids.index(last.id) if last.id in ids else 0
    return next((i for i in (*ids[at:], *reversed(ids[:at])) if i not in going), "")


def _question(editor: Editor, them: Sequence[Record], change: Change) -> str:
    parts = []
    stages, steps = _gone(change, Stage, them), _gone(change, Step, them)
    if stages:
        parts.append("its stage" if stages == 1 else labels.counted(stages, "stage"))
    if steps > sum(isinstance(record, Stage) for record in them):  # one step is not spoken of
        parts.append(labels.counted(steps, "step"))
    parts.append(labels.counted(_gone(change, Card, them), "card"))
    return f"Delete {_them(them)} with {labels.listed(parts)}?"


def _also(change: Change, them: Sequence[Record]) -> str:
    """What else goes: scores, links and comments."""
    kinds: tuple[tuple[type[Record], str], ...] = (
        (Feeling, "score"),
        (Link, "link"),
        (Comment, "comment"),
    )
    counts = [(_gone(change, kind, them), word) for kind, word in kinds]
    parts = [labels.counted(n, word) for n, word in counts if n]
    more = f"This takes {labels.listed(parts)} along. " if parts else ""
    return f"{more}Undo brings everything back."


def _gone(change: Change, kind: type[Record], but: Sequence[Record]) -> int:
    """How many of that kind a change removes, besides those."""
    ids = {record.id for record in but}
    return sum(
        after is None and isinstance(before, kind) and record_id not in ids
        for record_id, (before, after) in change.items()
    )


def _them(them: Sequence[Record]) -> str:
    """What is deleted, within a sentence: stage “Compare”, 3 cards, 2 lanes and a link."""
    if len(them) == 1:
        record = them[0]
        return labels.quoted(record) if isinstance(record, Card) else labels.titled(record)
    counts = Counter(record.kind_name for record in them)
    return labels.listed([labels.counted(n, kind) for kind, n in counts.items()])


def _ask_for_personas(editor: Editor, them: Sequence[Record]) -> None:
    """Delete personas; what is for one alone becomes everyone's, or goes too if wanted."""
    journey = editor.document.map
    plain = remove(journey, *(record.id for record in them))
    scores = _gone(plain, Feeling, them)
    (first, *more) = them
    own = {} if more else delete_persona(journey, first.id, with_own=True)
    alone = [
        labels.counted(n, word)
        for kind, word in ((Card, "card"), (Lane, "lane"), (Link, "link"), (Metric, "metric"))
        if (n := _gone(own, kind, them) - _gone(plain, kind, them))
    ]
    if not (scores or alone):
        _remove(editor, them, 0)
        return
    with_scores = f" with {labels.counted(scores, 'score')}" if scores else ""
    choices = [asking.Choice("Delete", partial(_remove, editor, them, 0), destroys=True)]
    about = ""
    if alone:
        about = f"What is for this persona alone becomes everyone's: {labels.listed(alone)}. "
        label = f"Delete {_them(them)} and what is theirs"
        choices.append(
            asking.Choice(
                "Delete that too",
                lambda: _forget(
                    editor.document.edit(label, delete_persona, first.id, with_own=True)
                ),
                destroys=True,
            )
        )
    asking.choose(
        editor.window,
        f"Delete {_them(them)}{with_scores}?",
        f"{about}Undo brings everything back.",
        *choices,
    )


def _forget(_: Change) -> None:
    """A choice returns nothing."""


def _something(editor: Editor) -> bool:
    return any(here.can_edit(editor, kind) for kind in _KINDS)


COMMANDS: tuple[Command, ...] = (
    Command("edit.delete", "&Delete", delete, ("Del", "Backspace"), "trash-2", enabled=_something),
    Command(
        "stage.delete", "Delete sta&ge", lambda e: delete_these(e, [here.stage(e)]), icon="trash-2",
        enabled=lambda e: editable(e) and here.stage(e) is not None,
    ),
    Command(
        "step.delete", "Delete st&ep", lambda e: delete_these(e, [here.step(e)]), icon="trash-2",
        enabled=lambda e: editable(e) and here.step(e) is not None,
    ),
    Command(
        "lane.delete", "Delete &lane", lambda e: delete_these(e, [here.lane(e)]), icon="trash-2",
        enabled=lambda e: editable(e) and here.lane(e) is not None,
    ),
    Command("persona.delete", "Delete persona", delete_persona_here, icon="trash-2",
            says=here.says_persona("Delete persona", "Delete {}")),
)  # fmt: skip
