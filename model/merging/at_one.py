"""One field, one open conflict: what several merges noted of it becomes one decision.

Somebody goes on with one side of an open conflict while somebody else merges it with a third.
What each map says of a field, the value that stands there and those that are noted, is then
merged as a set: what either side has new stays, what one left behind is gone. Of three and more
two are the sides of the conflict, the others a comment each, so that everyone's words are seen.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from functools import cached_property
from typing import TypeAlias

from model.change import Change, JourneyMap, Pair
from model.ids import derived_id
from model.merging.noting import field_text
from model.records import LONGEST_TEXT, Comment, Conflict, Record, create, evolve

#: The values of a field as a conflict's texts, each with what its side is called.
_Wordings: TypeAlias = dict[str, str]
#: Nothing that anybody wrote, as a conflict's text.
_WORDLESS = ("", '""', "null")
_Records: TypeAlias = Mapping[str, Record]


class OneEach:
    """Makes one of several conflicts about one field; asks each map only once what it notes.

    Args:
        sides: the records of the map before, ours and theirs; `merged` are those of both.
        labels: what these three are called.
    """

    def __init__(
        self, sides: tuple[_Records, _Records, _Records], merged: _Records, labels: Sequence[str]
    ) -> None:
        self._sides, self._merged, self._labels = sides, merged, labels
        self._noted = [_noted_on(side) for side in sides]

    def of(
        self, several: Sequence[Conflict], clash: Conflict | None, is_noted: bool
    ) -> tuple[Conflict, tuple[Comment, ...]]:
        """The one conflict for several, with comments for what else is said of the field.

        Args:
            several: the conflicts, all about one field, or one record as a whole.
            clash: the one of them that is new: ours and theirs do not go together.
            is_noted: whether one side stands as a conflict notes what the other made of it.
        """
        about, field = several[0].about_id, several[0].field

        def is_told(text: str) -> bool:
            return remark_id(about, field, text) in self._merged

        if field:
            one, said = self._of_field(several, clash, is_noted, is_told)
            more = said.keys() - {one.ours, one.theirs, *_WORDLESS}
        else:  # what was edited since stands on the map, or in conflicts about fields
            now = field_text(self._merged.get(about), "")
            one = clash or _filed(
                min(several, key=lambda c: (now not in (c.ours, c.theirs), _content(c)))
            )
            said = _wordings([c for c in several if c.ours and c.theirs], None, "")
            more = said.keys() - {one.ours, one.theirs, now}
        left = sorted(text for text in more if not is_told(text))
        return one, tuple(_remarks(self._all, one, left, said)) if left else ()

    @cached_property
    def _all(self) -> JourneyMap:
        """All that the values may name."""
        return JourneyMap({**self._sides[2], **self._sides[1], **self._merged})

    def _of_field(
        self,
        several: Sequence[Conflict],
        clash: Conflict | None,
        is_noted: bool,
        is_told: Callable[[str], bool],
    ) -> tuple[Conflict, _Wordings]:
        """The one conflict about a field, and all that is still said of that."""
        about, field = several[0].about_id, several[0].field
        *texts, now = [field_text(m.get(about), field) for m in (*self._sides, self._merged)]
        noting = [noted.get((about, field), ()) for noted in self._noted]
        maps = [_wordings(*each) for each in zip(noting, texts, self._labels, strict=True)]
        pair: tuple[str, str] | None = None
        if clash is not None:
            pair = clash.ours, clash.theirs
        elif is_noted and texts[1] != texts[2]:
            pair = texts[1] or "", texts[2] or ""
        elif now is not None:  # what both made of it is one text
            for found, text in zip(maps[1:], texts[1:], strict=True):
                label = found.pop(text, "") if text is not None else ""
                found.setdefault(now, label)
        said = _still_said(*maps)
        sides = {text for c in several for text in (c.ours, c.theirs)}
        if len(said) > 2 and sides.isdisjoint((now, *texts[1:])):
            said.pop(now or "", None)  # edited since: it is there to be seen
        for text in pair or ():
            said.setdefault(text, maps[1].get(text) or maps[2].get(text, ""))
        return _at_one(several, clash, pair, now, said, is_told), said


def without_seconds(of: JourneyMap, fields: Set[tuple[str, str]]) -> Change:
    """What makes of several conflicts about one of these (record, field) a single one."""
    here = of.records
    change: dict[str, Pair] = {}
    several = {key: found for key, found in _noted_on(here).items() if len(found) > 1}
    for key in several.keys() & fields:
        one, more = OneEach(({}, here, here), here, ("", "", "")).of(several[key], None, False)
        change |= {c.id: (c, None) for c in several[key] if c.id != one.id}
        change |= {new.id: (None, new) for new in (one, *more) if new.id not in of}
    return change


def _noted_on(records: _Records) -> dict[tuple[str, str], list[Conflict]]:
    """The open conflicts of a map, by record and field."""
    found: dict[tuple[str, str], list[Conflict]] = {}
    for record in records.values():
        if isinstance(record, Conflict):
            found.setdefault((record.about_id, record.field), []).append(record)
    return found


def _wordings(noted: Iterable[Conflict], stands: str | None, label: str) -> _Wordings:
    """What one map says of a field: the sides of its open conflicts, and what stands there."""
    found: _Wordings = {}
    for conflict in noted:
        found.setdefault(conflict.ours, conflict.ours_label)
        found.setdefault(conflict.theirs, conflict.theirs_label)
    if stands is not None:
        found.setdefault(stands, label)
    return found


def _still_said(base: _Wordings, ours: _Wordings, theirs: _Wordings) -> _Wordings:
    """What is left of both: all but what one of them had from before, and has no more."""
    return {
        text: label
        for text, label in {**theirs, **ours}.items()
        if (text in ours and text in theirs) or text not in base
    }


def _at_one(
    several: Sequence[Conflict],
    clash: Conflict | None,
    pair: tuple[str, str] | None,
    now: str | None,
    said: _Wordings,
    is_told: Callable[[str], bool],
) -> Conflict:
    """A conflict between two of what is `said`: the `pair`, else what stands and one more.

    One that is there and has all of it, but for what comments tell, stays as it is.
    """
    first, second, *_ = pair or (*sorted(said, key=lambda t: (t != now, not t, t)), "", "")
    several = sorted(several, key=_content)
    for conflict in several:
        sides = {conflict.ours, conflict.theirs}
        fits = sides == {*pair} if pair else sides <= said.keys() or len(said) < 2
        if conflict is not clash and fits and all(t in sides or is_told(t) for t in said):
            return _filed(conflict)
    base, base_label = _before(several, clash, (first, second))
    for conflict in several:
        if conflict.base == base and {conflict.ours, conflict.theirs} == {first, second}:
            return _filed(conflict)
    return _filed(
        evolve(
            several[0], base=base, ours=first, theirs=second, base_label=base_label,
            ours_label=said[first], theirs_label=said[second],
        )
    )  # fmt: skip


def _content(conflict: Conflict) -> tuple[bool, str, list[str], str]:
    """What sorts conflicts about one field the same whatever their ids are."""
    sides = [conflict.ours, conflict.theirs]
    return not conflict.base, conflict.base, sorted(sides), conflict.ours


def _filed(conflict: Conflict) -> Conflict:
    """It under the id that a merge gives it, so that it is found again whoever merges."""
    sides = sorted((conflict.ours, conflict.theirs))
    filed: Conflict = evolve(
        conflict, id=derived_id(Conflict, conflict.about_id, conflict.field, conflict.base, *sides)
    )
    return filed


def _before(
    several: Sequence[Conflict], clash: Conflict | None, pair: tuple[str, str]
) -> tuple[str, str]:
    """What was there before both, and what that is called: nothing that is a side itself."""
    sides = {text for c in several if c is not clash for text in (c.ours, c.theirs)}
    bases = sorted((c.base, c.base_label) for c in several if c is not clash)
    if clash is not None:
        bases.insert(0, (clash.base, clash.base_label))
    for not_it in (sides | {*pair, ""}, {*pair, ""}, {*pair}):
        if left := [found for found in bases if found[0] not in not_it]:
            return left[0]
    return bases[0]


def remark_id(about: str, field: str, text: str) -> str:
    """The id of the comment that keeps one more value of a field that is in conflict."""
    return derived_id(Comment, "one more", about, field, text)


def _remarks(
    of: JourneyMap, conflict: Conflict, texts: Iterable[str], said: _Wordings
) -> Iterator[Comment]:
    """Comments that keep what else a field was to be: 'Another title, in shop: Cash'."""
    from model.merging.conflicts import field_in_words, told  # it needs the merge itself

    about, field = conflict.about_id, conflict.field
    name = field_in_words(field) if field else "version"
    for text in texts:
        words = told(of, evolve(conflict, ours=text), "ours")
        whole = f"Another {name}, in {said[text] or 'another copy'}: {words}"
        first = remark_id(about, field, text)
        for nth, start in enumerate(range(0, len(whole), LONGEST_TEXT)):
            part_id = derived_id(Comment, first, str(nth)) if nth else first
            part = whole[start : start + LONGEST_TEXT]
            yield create(Comment, id=part_id, about_id=about if about in of else "", text=part)
