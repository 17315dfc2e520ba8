"""What is felt and measured differently, persona by persona, the largest difference first, with
the reason that the map gives for it.
"""

from collections.abc import Iterator
from datetime import date
from typing import Final

from model import due
from model.change import JourneyMap
from model.compare import Comparison, Item
from model.comparing.digest_points import hidden, moved_points
from model.comparing.fates import Fate, fates
from model.comparing.headlines import changes
from model.comparing.lines import Line, line
from model.comparing.naming import capitalised, grids, isolated, quotation, signed, subject
from model.comparing.phrases import ranges
from model.comparing.values import figure, figures, in_unit, names_of, readings
from model.labels import quoted
from model.labels import where as at
from model.names import own_name
from model.records import Card, Feeling, Metric, Persona, Record, Stage, Step


def feeling_lines(c: Comparison, items: list[Item]) -> list[Line]:
    """The lines about scores and figures among `items`."""
    reasons = _Reasons(c)
    order = {p.id: n for grid in reversed(grids(c)) for n, p in enumerate(grid.personas)}
    found: list[tuple[tuple[int, bool, float], Line]] = []
    for item in items:
        whose = order.get(_persona(item.there), len(order))
        key = whose, isinstance(item.there, Metric), -abs(_difference(item))
        found.append((key, _line(c, item, reasons)))
    for moved in moved_points(c):
        whose = order.get(moved.at.persona_id, len(order))
        found.append(((whose, False, -abs(moved.by)), moved.told))
    return [told for _, told in sorted(found, key=lambda one: one[0])]


class _Reasons:
    """What else changed at the steps of the journey, to explain scores by."""

    def __init__(self, c: Comparison) -> None:
        self._c = c
        self._metrics = {i.id: i for i in c.told if isinstance(i.after, Metric) and _difference(i)}
        self._pains: dict[tuple[str, bool], list[str]] = {}
        for record_id, its in fates(c).items():
            card = c.by_id[record_id].there
            if its in _PAINS and isinstance(card, Card):
                is_better, what = _PAINS[its]
                told = f"pain point {isolated(quoted(card))} {what}"
                self._pains.setdefault((card.step_id, is_better), []).append(told)

    def of(self, old: Feeling, new: Feeling) -> str:
        """Why it is felt differently, in the words of the map; "" if nothing says so."""
        for before, after in ((old.note, new.note), (old.word, new.word)):
            if after and after != before:
                return quotation(after)
        gained = tuple(i for i in new.evidence_ids if i not in old.evidence_ids)
        if gained:
            return names_of(self._c.new, gained)
        is_better = new.score > old.score
        pains = self._pains.get((_step(self._c.new, new), is_better), [])
        return self._figure(new, is_better) or ", ".join(pains[:1])

    def _figure(self, feeling: Feeling, is_better: bool) -> str:
        """A figure of the same place, or of the persona's own, that went the same way."""
        of = self._c.new
        step = of.get(_step(of, feeling), Step)
        stage = of.get(step.stage_id, Stage) if step is not None else None
        card = of.get(feeling.card_id, Card)
        near = [*(card.metric_ids if card else ()), *(stage.metric_ids if stage else ())]
        if step is not None:
            near += [i for one in grids(self._c)[1].cards_at(step.id) for i in one.metric_ids]
        for metric_id in near:
            item = self._metrics.get(metric_id)
            metric = item.after if item is not None else None
            if isinstance(metric, Metric) and metric.persona_id in ("", feeling.persona_id):
                assert item is not None
                assert isinstance(item.before, Metric)
                if ("worse" if is_better else "better") in _judged(item.before, metric):
                    continue  # nobody is glad of that
                return f"{subject(self._c.new, metric)} {figures(item.before, metric)}"
        return ""


#: What the line about a score, or a figure, tells otherwise, or leaves to its words below.
_FELT: Final = frozenset({"scores", "word", "note", "evidence_ids"})
_FIGURE: Final = frozenset({"reading", "unit", "series"})
#: What became of a pain that makes people feel better, or worse.
_PAINS: Final[dict[Fate, tuple[bool, str]]] = {
    "new pain": (False, "is new there"),
    "solved pain": (True, "is solved"),
    "worse pain": (False, "is worse"),
    "milder pain": (True, "is milder"),
}


def _line(c: Comparison, item: Item, reasons: _Reasons) -> Line:
    old, new = item.before, item.after
    if isinstance(old, Feeling) and isinstance(new, Feeling) and old.score != new.score:
        by = signed(new.score - old.score)
        if by == "0":
            by = "a little better" if new.score > old.score else "a little worse"
        rest = (*ranges(old, new), changes(c, item, _FELT, len(item.fields) + 1), hidden(c, new))
        told = (by, f"from {signed(old.score)} to {signed(new.score)}", *rest)
        text = f"{_whose(c.new, new)} {', '.join(filter(None, told))}"
        reason = reasons.of(old, new)
        return Line(f"{text}: {reason}" if reason else text, (item.id,))
    if isinstance(new, Feeling):
        return line(c, item, more=hidden(c, new))
    if isinstance(old, Metric) and isinstance(new, Metric):
        return _measured(c, item, old, new)
    return line(c, item)


def _measured(c: Comparison, item: Item, old: Metric, new: Metric) -> Line:
    """A figure that changed, or was measured once more."""
    if None in (old.value, new.value):
        return line(c, item)
    told = [readings(old, new), *_judged(old, new)]
    if (old.value, old.unit) == (new.value, new.unit):
        if not new.date or old.date == new.date:
            return line(c, item)
        when = "on" if new.date.count("-") == 2 else "in"
        told = [f"still {figure(new)} {when} {due.in_words(new.date, date.min)}"]
    elsewhere = _FIGURE | {"target"} if "target" in " ".join(told) else _FIGURE
    rest = changes(c, item, elsewhere, len(item.fields) + 1)
    return Line(f"{_metric(c.new, new)} {', '.join(filter(None, (*told, rest)))}", (item.id,))


def _whose(of: JourneyMap, feeling: Feeling) -> str:
    """ "Mara at “Get help”", "Everyone's trust in the future at “Pay”"."""
    persona = of.get(feeling.persona_id, Persona)
    name = isolated(own_name(persona)) if persona is not None else ""
    parts = [name or "Everyone"]
    parts += [f"({feeling.measure})"] if feeling.measure != "emotion" else []
    parts += ["in the future"] if feeling.curve == "future" else []
    return f"{' '.join(parts)} at {isolated(at(of, feeling.step_id or feeling.card_id))}"


def _metric(of: JourneyMap, metric: Metric) -> str:
    text = capitalised(subject(of, metric))
    persona = of.get(metric.persona_id, Persona)
    return f"{text} for {isolated(own_name(persona))}" if persona and persona.name else text


def _judged(old: Metric, new: Metric) -> Iterator[str]:
    """Whether that is better or worse, and how far the target is, if both count the same."""
    if old.value is None or new.value is None:
        return
    if (old.unit, old.better) != (new.unit, new.better):
        return
    up = new.value > old.value
    yield "better" if up == (new.better == "higher") else "worse"
    if new.target is not None:
        met = [
            (m.value is not None and (m.value >= new.target) == (new.better == "higher"))
            or m.value == new.target
            for m in (old, new)
        ]  # fmt: skip
        target = in_unit(new, new.target)
        if old.target is not None and old.target != new.target:
            target += f" (was {in_unit(old, old.target)})"
        yield f"target {target} {'met' if met[1] else 'missed' if met[0] else 'not met yet'}"


def _difference(item: Item) -> float:
    match item.before, item.after:
        case Feeling() as old, Feeling() as new:
            return new.score - old.score
        case Metric() as old, Metric() as new if (
            None not in (old.value, new.value) and old.unit == new.unit
        ):
            return (new.value or 0.0) - (old.value or 0.0)
        case _:
            return 0.0


def _persona(record: Record) -> str:
    return record.persona_id if isinstance(record, (Feeling, Metric)) else ""


def _step(of: JourneyMap, feeling: Feeling) -> str:
    card = of.get(feeling.card_id, Card)
    return feeling.step_id or (card.step_id if card is not None else "")
