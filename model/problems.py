"""What can be wrong with a map: each rule with its severity and why it matters."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from model.bitmaps import LARGEST_FILE, LARGEST_SIDE, LARGEST_TOTAL
from model.change import JourneyMap
from model.records import Record

Severity = Literal["error", "warning", "info"]


@dataclass(frozen=True, slots=True)
class Problem:
    """Something wrong with a record; `about[0]` is that record, `field` its field or ""."""

    rule: str
    severity: Severity
    message: str
    why: str
    about: tuple[str, ...]
    fixable: bool
    field: str = ""
    #: The id or word that is wrong, where it is one of several in the field.
    value: str = ""
    #: The message without ids, for whoever has no file before them; "" if it is the same.
    plain: str = ""


#: Rule -> severity, whether `repair` mends it, and why it matters.
RULES: Mapping[str, tuple[Severity, bool, str]] = {
    "dangling-reference": (
        "error",
        True,
        "What it points to was removed or is misspelt, so it cannot be shown or printed.",
    ),
    "wrong-kind": ("error", True, "Only some kinds of things can stand in this place."),
    "no-subject": ("error", True, "It belongs to something, and does not say to what."),
    "self-reference": ("error", True, "Nothing can be about itself."),
    "circle": ("error", True, "Whoever follows it from one to the next never arrives."),
    "repeated-reference": ("warning", True, "It would be shown and counted twice."),
    "stage-without-step": ("error", True, "A stage has at least one column."),
    "half-placed": ("error", True, "A card stands in a step and a lane, or in neither."),
    "span-without-place": ("error", True, "Only a card that stands in a cell can reach further."),
    "span-backwards": ("error", True, "A card ends where it starts, or later."),
    "feeling-in-two-places": ("error", True, "One score belongs to one step or card."),
    "feeling-nowhere": ("error", True, "A score belongs to a step or a card."),
    "feeling-id": (
        "info",
        True,
        "Two people who score the same step meet in one record only by its derived id.",
    ),
    "link-without-ends": ("error", True, "A link starts or ends at a card."),
    "link-to-itself": ("error", True, "A link leads from one card to another."),
    "asset-not-bitmap": ("error", False, "Only PNG and JPEG pictures can be shown and printed."),
    "asset-too-large": (
        "error",
        False,
        f"Pictures of at most {LARGEST_SIDE} pixels and {LARGEST_FILE // 1024} KB keep a map "
        "small enough to open, compare and send.",
    ),
    "asset-type": ("error", True, "Programs that trust the stated type fail to show it."),
    "asset-id": (
        "error",
        True,
        "The same picture added by two people meets in one record only by its derived id.",
    ),
    "assets-too-large": (
        "error",
        False,
        f"A map of more than {LARGEST_TOTAL >> 20} MB of pictures is slow to open and save.",
    ),
    "unknown-icon": ("warning", False, "Nothing is drawn where the icon should be."),
    "unknown-colour": ("warning", False, "The persona is shown in another colour."),
    "unknown-field": ("info", False, "What it says is kept, but shown nowhere."),
    "field-twice": (
        "warning",
        True,
        "What the second one says is kept in the file, but shown nowhere.",
    ),
    "conflict": (
        "warning",
        False,
        "Two people changed it differently, and nobody has decided which is to stand.",
    ),
    "long-order": ("info", True, "Long keys make the file larger and harder to compare."),
}


def problem(
    rule: str,
    record: Record,
    message: str,
    field: str = "",
    *,
    value: str = "",
    fixable: bool | None = None,
    plain: str = "",
) -> Problem:
    """A problem of one record, by a rule of `RULES`; `fixable` overrides what the rule says."""
    severity, mends, why = RULES[rule]
    mends = mends if fixable is None else fixable
    return Problem(rule, severity, message, why, (record.id,), mends, field, value, plain)


def is_accepted(of: JourneyMap, found: Problem) -> bool:
    """Whether the map says that this is as it should be; "" stands for whatever it is about."""
    return any(
        exemption.rule == found.rule and exemption.about in ("", found.about[0])
        for exemption in of.info.rule_exemptions
    )
