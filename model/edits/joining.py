"""Let one record take over from others: every mention of them leads to it afterwards."""

from collections.abc import Mapping
from typing import TypeVar

from pydantic import ValidationError

from model.change import Change, JourneyMap, apply, compose, diff
from model.edits.common import EditError
from model.ids import id_of_feeling
from model.joining import joined
from model.records import Feeling, Link, Record, evolve
from model.references import rewritten

R = TypeVar("R", bound=Record)
TOO_LONG = "Together they are too long for one."


def taken_over(to: JourneyMap, change: Change, by: Mapping[str, str]) -> Change:
    """`change`, then the records `{old: new}` in `by` removed and their mentions re-pointed.

    Scores of both at one place become one; links between them go.

    Raises:
        EditError: the notes of two scores are too long for one.
    """
    now = apply(change, to)
    new_ids = dict(by)
    feelings: dict[str, Feeling] = {}
    for feeling in sorted(now.all(Feeling), key=lambda f: f.id):
        moved = rewritten(feeling, by)
        right = id_of_feeling(moved) if moved is not feeling else feeling.id
        if right == feeling.id:
            continue
        new_ids[feeling.id] = right
        present = feelings.get(right) or now.get(right, Feeling)
        moved = evolve(moved, id=right)
        feelings[right] = joined_or_error(now, present, moved) if present else moved
    records: dict[str, Record] = {**now.records, **feelings}
    after = {i: rewritten(r, new_ids) for i, r in records.items() if i not in new_ids}
    circular = {
        record.id: record.source_id
        for record in after.values()
        if isinstance(record, Link) and record.source_id == record.target_id != ""
    }
    done = {i: rewritten(r, circular) for i, r in after.items() if i not in circular}
    return compose(change, diff(now, JourneyMap(done)))


def joined_or_error(of: JourneyMap, first: R, second: R) -> R:
    """As `model.joining.joined`.

    Raises:
        EditError: both together are more than one field holds.
    """
    try:
        return joined(of, first, second)
    except ValidationError as error:
        raise EditError(TOO_LONG) from error
