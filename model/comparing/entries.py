"""What became of lists: of texts such as goals and tags, and of what a record refers to."""

from collections.abc import Sequence
from typing import Any, Final

from model.compare import Comparison
from model.comparing.naming import quotation
from model.comparing.values import label, names_of
from model.labels import counted
from model.merging.lists import EVERYONE
from model.records import Record
from model.references import reference_fields

_PICTURES: Final = frozenset({"asset_id", "asset_ids"})
#: Fields that are told by a verb: "now addresses “Queue”".
_VERBS: Final = frozenset({"about_ids", "addresses_ids", "supports_ids"})
#: So many entries of a list that came or went are told one by one.
_FEW: Final = 2


def texts(what: str, before: Sequence[str], after: Sequence[str]) -> str:
    """What became of a list of texts: goals, tags."""
    added = [text for text in after if text not in before]
    gone = [text for text in before if text not in after]
    if not added and not gone:
        return f"{what} in another order"
    if len(added) + len(gone) > _FEW:
        names = what if len(added or gone) > 1 else _one(what)
        if added and gone:
            return f"{len(added):,} {names} added and {len(gone):,} taken away"
        return f"{len(added or gone):,} {names} {'added' if added else 'taken away'}"
    told = [f"{quotation(text)} added" for text in added]
    told += [f"{quotation(text)} taken away" for text in gone]
    return f"{_one(what) if len(told) == 1 else what} {' and '.join(told)}"


def _one(what: str) -> str:
    """The name of a list for one entry of it: "goal" of "goals"."""
    return what.removesuffix("s")


def from_to(what: str, before: str, after: str) -> str:
    """A value as it was and as it is, either of which may be ""."""
    if not before:
        return f"{what} now {after}"
    if not after:
        return f"no {'due date' if what == 'due' else what} any more (was {before})"
    return f"{what} from {before} to {after}"


def is_references(record: Record, name: str) -> bool:
    """Whether a field refers to other records."""
    return name in reference_fields(type(record)) and name in type(record).model_fields


def references(c: Comparison, record: Record, name: str, before: Any, after: Any) -> str:
    """What became of a field that refers to others, by their names."""
    what = label(name)
    if name in _PICTURES:
        return _pictures(before, after)
    if isinstance(after, str):
        return from_to(what, *(
            names_of(of, (i,)) if i else "" for of, i in ((c.old, before), (c.new, after))
        ))  # fmt: skip
    if name == "persona_ids" and type(record) in EVERYONE:
        was, now = (names_of(of, i) or "everyone" for of, i in ((c.old, before), (c.new, after)))
        return f"for {now} instead of {was}"
    added = names_of(c.new, tuple(i for i in after if i not in before))
    gone = names_of(c.old, tuple(i for i in before if i not in after))
    if added and added == gone:
        return f"{what} another {added}"
    if name in _VERBS and (added or gone):
        parts = [f"now {what} {added}" if added else "", f"no longer {what} {gone}" if gone else ""]
        return ", ".join(filter(None, parts))
    parts = [f"{added} added" if added else "", f"{gone} taken away" if gone else ""]
    told = " and ".join(filter(None, parts))
    one = len(set(before) ^ set(after)) == 1
    return f"{_one(what) if one else what} {told}" if told else f"{what} in another order"


def _pictures(before: str | Sequence[str], after: str | Sequence[str]) -> str:
    """What became of pictures, which have no names."""
    old, new = ({*([v] if isinstance(v, str) else v)} - {""} for v in (before, after))
    told = [(len(new - old), "added"), (len(old - new), "taken away")]
    parts = [f"{'picture' if n == 1 else counted(n, 'picture')} {done}" for n, done in told if n]
    return " and ".join(parts) or "pictures in another order"
