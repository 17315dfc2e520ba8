"""What is felt and measured differently, persona by persona, the largest difference first, with
the reason that the map gives for it.
"""

from collections.abc import Iterator

from model.change import JourneyMap
from model.compare import Comparison, Item
from model.comparing.fates import fate
from model.comparing.lines import Line, line
from model.comparing.naming import capitalised, grids, isolated, quotation, signed, subject
from model.comparing.values import names_of
from model.labels import where as at
from model.layout.words import with_unit
from model.names import own_name
from model.records import Card, Feeling, Metric, Persona, Record, Stage, Step


def feeling_lines(c: Comparison, items: list[Item]) -> list[Line]:
    """The lines about scores and figures among `items`."""
    reasons = _Reasons(c)
    order = {p.id: n for grid in reversed(grids(c)) for n, p in enumerate(grid.personas)}

    def key(item: Item) -> tuple[int, bool, float]:
        whose = order.get(_persona(item.there), len(order))
        return whose, isinstance(item.there, Metric), -abs(_difference(item))

    return [_line(c, item, reasons) for item in sorted(items, key=key)]


class _Reasons:
    """What else changed at the steps of the journey, to explain scores by."""

    def __init__(self, c: Comparison) -> None:
        self._c = c
        self._metrics = {i.id: i for i in c.told if isinstance(i.after, Metric) and _difference(i)}
        self._pains: dict[str, list[str]] = {}
        for item in c.items:
            if fate(item) in ("new pain", "solved pain", "worse pain", "milder pain"):
                name = isolated(f"“{own_name(item.there)}”")
                told = f"pain point {name} {_PAINS[fate(item)]}"
                assert isinstance(item.there, Card)
                self._pains.setdefault(item.there.step_id, []).append(told)

    def of(self, old: Feeling, new: Feeling) -> str:
        """Why it is felt differently, in the words of the map; "" if nothing says so."""
        for before, after in ((old.note, new.note), (old.word, new.word)):
            if after and after != before:
                return quotation(after)
        gained = tuple(i for i in new.evidence_ids if i not in old.evidence_ids)
        if gained:
            return names_of(self._c.new, gained)
        return self._figure(new) or ", ".join(self._pains.get(_step(self._c.new, new), [])[:1])

    def _figure(self, feeling: Feeling) -> str:
        """A figure of the same place that changed, or one of the persona's own."""
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
                return f"{isolated(own_name(metric))} {_values(item)}"
        return ""


_PAINS = {
    "new pain": "is new there",
    "solved pain": "is solved",
    "worse pain": "is worse",
    "milder pain": "is milder",
}


def _line(c: Comparison, item: Item, reasons: _Reasons) -> Line:
    old, new = item.before, item.after
    if isinstance(old, Feeling) and isinstance(new, Feeling) and old.score != new.score:
        scores = f"from {signed(old.score)} to {signed(new.score)}"
        text = f"{_whose(c.new, new)} {signed(new.score - old.score)}, {scores}"
        reason = reasons.of(old, new)
        return Line(f"{text}: {reason}" if reason else text, (item.id,))
    if isinstance(old, Metric) and isinstance(new, Metric) and _difference(item):
        told = [_values(item), *_judged(old, new)]
        return Line(f"{_metric(c.new, new)} {', '.join(told)}", (item.id,))
    return line(c, item)


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


def _values(item: Item) -> str:
    old, new = item.before, item.after
    assert isinstance(old, Metric) and isinstance(new, Metric)  # noqa: PT018  # one fact
    before, after = (with_unit(m.value or 0.0, m.unit).replace("\u00a0", " ") for m in (old, new))
    return f"from {before} to {after}"


def _judged(old: Metric, new: Metric) -> Iterator[str]:
    """Whether that is better or worse, and how far the target is."""
    assert old.value is not None and new.value is not None  # noqa: PT018  # one fact
    up = new.value > old.value
    yield "better" if up == (new.better == "higher") else "worse"
    if new.target is not None:
        met = [
            (m.value is not None and (m.value >= new.target) == (new.better == "higher"))
            or m.value == new.target
            for m in (old, new)
        ]  # fmt: skip
        target = with_unit(new.target, new.unit).replace("\u00a0", " ")
        yield f"target {target} {'met' if met[1] else 'missed' if met[0] else 'not met yet'}"


def _difference(item: Item) -> float:
    match item.before, item.after:
        case Feeling() as old, Feeling() as new:
            return new.score - old.score
        case Metric() as old, Metric() as new if None not in (old.value, new.value):
            return (new.value or 0.0) - (old.value or 0.0)
        case _:
            return 0.0


def _persona(record: Record) -> str:
    return record.persona_id if isinstance(record, (Feeling, Metric)) else ""


def _step(of: JourneyMap, feeling: Feeling) -> str:
    card = of.get(feeling.card_id, Card)
    return feeling.step_id or (card.step_id if card is not None else "")
