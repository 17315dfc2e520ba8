"""The few words and number formats that the program itself puts on a map, in English."""

import re
from collections.abc import Iterable

from model.records import Duration, Evidence, Measure, Metric

LINES = {
    "interaction": "Line of interaction",
    "visibility": "Line of visibility",
    "internal": "Line of internal interaction",
}
LEVELS: dict[Measure, tuple[str, str, str]] = {
    "emotion": ("delighted", "neutral", "angry"),
    "engagement": ("absorbed", "neutral", "indifferent"),
    "effort": ("effortless", "neutral", "exhausting"),
    "trust": ("trusting", "neutral", "distrustful"),
}
KINDS = {
    "touchpoint": "Touchpoint",
    "doing": "What they do",
    "thought": "Thought",
    "need": "Need",
    "pain": "Pain point, severity 1 to 5",
    "gain": "Gain",
    "quote": "Quote",
    "opportunity": "Opportunity",
    "activity": "Team activity",
    "metric": "Metric",
    "picture": "Picture",
    "question": "Open question",
    "note": "Note",
}
EVIDENCE = {
    "heard": "heard or seen from customers",
    "behaviour": "behaviour data",
    "internal": "workshop or assumption",
}
MOMENT_OF_TRUTH = "moment of truth"
#: In characters; a longer title does not fit beside a mark.
LONGEST_EVIDENCE_TITLE = 14
#: In characters; words that are shorter than this together are kept on one line.
SHORT = 16


def number(value: float) -> str:
    """`value` with thousands set apart and no more than two decimals: "8,400", "0.5"."""
    text = f"{value:,.2f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def percent(share: float) -> str:
    """A share of 0..1 in percent, whole from 1% on: "62%", "0.4%"."""
    value = share * 100
    return f"{value:.0f}%" if value >= 1 or value == 0 else f"{value:.1f}%"


def with_unit(value: float, unit: str) -> str:
    """A figure and its unit: "93%", "11 min", "€ 40"."""
    if unit in ("%", "°", "°C"):
        return number(value) + unit
    if unit in ("€", "$", "£", "¥"):
        return f"{unit} {number(value)}"
    return together(f"{number(value)} {unit}".rstrip())


def together(text: str) -> str:
    """`text`, kept on one line if it is short: a figure with its unit, a name."""
    return text.replace(" ", "\u00a0") if len(text) <= SHORT else text


def target(of: Metric) -> str:
    """ "target 95%", or nothing where there is none."""
    return together(f"target {with_unit(of.target, of.unit)}") if of.target is not None else ""


def duration(of: Duration) -> str:
    """ "2-5 minutes", "about 3 days", "up to 1 hour"; empty where no figure is given."""
    low, typical, high = of.low, of.typical, of.high
    if typical is not None:
        figure, one = number(typical), typical == 1
    elif low is not None and high is not None:
        figure, one = f"{number(low)}–{number(high)}", False
    elif high is not None:
        figure, one = f"up to {number(high)}", high == 1
    elif low is not None:
        figure, one = f"{number(low)} or more", False
    else:
        return ""
    unit = of.unit[:-1] if one else of.unit
    return together(f"{figure} {unit}")


def evidence(items: list[Evidence]) -> str:
    """What stands beside an evidence mark: kind and how many, or a title if it is short.

    `items` are all of one weight; those of the first one's kind are added up, the rest
    counted: "12 interviews", "survey, n = 212", "analytics, 8,400 visits", "sensor +1".
    """
    first = items[0]
    alike = [item for item in items if item.kind == first.kind]
    more = f"\u00a0+{len(items) - len(alike)}" if len(items) > len(alike) else ""
    n = sum(item.n or 0 for item in alike)
    if n and first.kind == "interview":
        return f"{number(n)} interview{'s' * (n != 1)}{more}"
    if len(alike) == 1 and len(first.title) <= LONGEST_EVIDENCE_TITLE and _has_digit(first.title):
        return f"{first.kind}, {together(first.title)}{more}"
    if n:
        return f"{first.kind}, {together(f'n = {number(n)}')}{more}"
    return _MANY.get(first.kind, first.kind) + more


_MANY = {
    "interview": "interviews", "observation": "observations", "review": "reviews",
    "sensor": "sensors", "transaction": "transactions", "social": "social posts",
}  # fmt: skip
#: What the title block counts, for each kind heard or seen from customers.
_COUNTED = {
    "interview": ("interview", "interviews"),
    "survey": ("survey answer", "survey answers"),
    "observation": ("person watched", "people watched"),
    "support": ("support contact", "support contacts"),
    "social": ("social post", "social posts"),
    "review": ("review", "reviews"),
}


def heard(items: Iterable[Evidence]) -> str:
    """How many were heard, kind by kind: "12 interviews, 310 support contacts"."""
    counts: dict[str, int] = {}
    for item in items:
        if item.kind in _COUNTED and item.n:
            counts[item.kind] = counts.get(item.kind, 0) + item.n
    return ", ".join(
        f"{number(counts[kind])} {names[counts[kind] != 1]}"
        for kind, names in _COUNTED.items()
        if kind in counts
    )


def _has_digit(text: str) -> bool:
    return any(character.isdigit() for character in text)


def metric_value(of: Metric) -> str:
    """The figure of a metric with its unit, or a dash where none is known yet."""
    return "–" if of.value is None else with_unit(of.value, of.unit)


def metric(of: Metric) -> str:
    """A metric in one line: "Retention 74%, target 80%"."""
    return ", ".join(filter(None, (f"{of.name} {metric_value(of)}".strip(), target(of))))


#: Quotation marks by the script of the words, then by the map's language.
_MARKS_OF_SCRIPT = (
    (re.compile("[\u0600-\u06ff]"), "«", "»"),
    (re.compile("[\u3040-\u30ff]"), "「", "」"),
    (re.compile("[\u4e00-\u9fff]"), "“", "”"),
)
_MARKS_OF_LANGUAGE = {
    "de": ("„", "“"), "cs": ("„", "“"), "pl": ("„", "”"), "fr": ("«\u00a0", "\u00a0»"),
    "es": ("«", "»"), "it": ("«", "»"), "nb": ("«", "»"), "nn": ("«", "»"), "no": ("«", "»"),
    "pt": ("«", "»"), "ru": ("«", "»"), "uk": ("«", "»"), "sv": ("”", "”"), "fi": ("”", "”"),
    "he": ("”", "”"),
}  # fmt: skip


def quoted(text: str, language: str) -> str:
    """`text` between the quotation marks of its script, or of the map's language."""
    for script, opening, closing in _MARKS_OF_SCRIPT:
        if script.search(text):
            return f"{opening}{text}{closing}"
    opening, closing = _MARKS_OF_LANGUAGE.get(language.split("-")[0].lower(), ("“", "”"))
    return f"{opening}{text}{closing}"


def joined(*parts: str) -> str:
    """The parts that are not empty, with a middle dot between them that begins no line."""
    return "\u00a0· ".join(part for part in parts if part)
