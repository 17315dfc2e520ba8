"""What every field of the inspector needs to know besides its own value."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtGui import QColor, QIcon

from model import grid
from model.change import JourneyMap
from model.layout.setting import persona_role
from model.layout.words import metric
from model.names import name_of, own_name
from model.records import (
    Action,
    Asset,
    Card,
    Comment,
    Evidence,
    Feeling,
    Lane,
    Link,
    MapInfo,
    Metric,
    Person,
    Persona,
    Record,
    Stage,
    Step,
)
from resources import icons
from widgets.document import Document
from widgets.theme import Theme

_CARD_ICONS = {
    "touchpoint": "square", "doing": "footprints", "thought": "cloud", "need": "heart",
    "pain": "triangle-alert", "gain": "smile-plus", "quote": "quote",
    "opportunity": "lightbulb", "activity": "square-check", "metric": "gauge",
    "picture": "image", "question": "circle-question-mark", "note": "sticky-note",
}  # fmt: skip
_EVIDENCE_ICONS = {
    "interview": "mic", "survey": "clipboard-list", "observation": "eye",
    "support": "headset", "social": "share-2", "review": "star",
    "analytics": "chart-column", "sensor": "radio", "transaction": "receipt",
    "workshop": "users", "assumption": "cloud",
}  # fmt: skip
_ICONS: dict[type[Record], str] = {
    Persona: "circle-user-round", Person: "user-round", Metric: "gauge", Asset: "image",
    Stage: "milestone", Step: "columns-3", Lane: "rows-3", Feeling: "smile", Link: "route",
    MapInfo: "map", Action: "clipboard-check", Comment: "message-square",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Around:
    """The document and the theme, and how to look into another record.

    `look_into` shows a record in the inspector without selecting it; `select` selects it.
    """

    document: Document
    theme: Theme
    look_into: Callable[[str], None]
    select: Callable[[str], None]

    @property
    def map(self) -> JourneyMap:
        """The map as it is now."""
        return self.document.map

    def icon(self, name: str, role: str = "muted") -> QIcon:
        """A bundled icon."""
        return self.theme.icon(name, role)

    def icon_of(self, record: Record | None) -> QIcon:
        """A record's icon in its own colour."""
        if isinstance(record, Persona):
            return self.theme.icon("circle-user-round", self.role_of(record))
        if isinstance(record, Card):
            name = icons.known(record.icon) if record.kind == "touchpoint" else ""
            return self.theme.icon(name or _CARD_ICONS[record.kind], f"card.{record.kind}.accent")
        if isinstance(record, Evidence):
            return self.theme.icon(_EVIDENCE_ICONS[record.kind], "muted")
        if record is None:
            return self.theme.icon("circle-question-mark", "muted")  # it is gone
        name = _ICONS.get(type(record), "circle")
        return self.theme.icon(name, "muted")

    def role_of(self, persona: Persona) -> str:
        """The colour role of a persona, as the canvas draws it."""
        ids = [p.id for p in grid.personas(self.map)]
        return persona_role(persona, ids.index(persona.id) if persona.id in ids else 0)

    def error_colour(self) -> QColor:
        """The colour of what is wrong."""
        return self.theme.colour("feeling.below")


def short_name(record: Record | None, kinds: tuple[str, ...] = ()) -> str:
    """A record in a list of its like: its own name, or words for one without.

    `kinds` is what it may be: one that is gone is called by that.
    """
    if record is None:
        only = kinds[0] if len(kinds) == 1 and kinds != ("*",) else "thing"
        kind = {"asset": "picture", "evidence": "piece of evidence"}.get(only, only)
        return f"A {kind} that is gone"
    if isinstance(record, Evidence):
        kind = record.kind[:1].upper() + record.kind[1:]
        own = own_name(record) or record.source or record.finding
        if not own:
            return kind
        when = f", {record.date}" if record.date else ""
        return (own if record.kind in own.casefold() else f"{kind}: {own}") + when
    if isinstance(record, Metric):
        return metric(record) or "A metric without a name"
    name = own_name(record) or name_of(record)
    return name[:1].upper() + name[1:] if not own_name(record) else name
