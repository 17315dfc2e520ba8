"""What the lines of the outline are called and how they look."""

from PySide6.QtGui import QBrush, QColor, QIcon

from model.labels import counted
from model.layout.setting import persona_role
from model.names import kind_name, own_name
from model.records import Card, Lane, Persona, Record, Step
from resources import icons
from widgets.commands.here import KIND_ICONS
from widgets.outline.tree import Node, Shelf, Sort
from widgets.theme import Theme

_ICONS: dict[Sort, str] = {
    "stage": "milestone", "step": "columns-3", "personas": "users-round",
    "parking": "square-parking",
}  # fmt: skip
#: How solid what a filter leaves out is.
_FAINT = 0.4


class Looks:
    """Names, icons and colours of the lines.

    Attributes:
        shelf: the map that is shown.
        bright: ids of what a filter leaves; None for all.
    """

    def __init__(self, theme: Theme, shelf: Shelf) -> None:
        self._theme, self.shelf = theme, shelf
        self.bright: frozenset[str] | None = None
        self._icons: dict[tuple[str, str], QIcon] = {}

    def forget(self) -> None:
        """The colours are others now."""
        self._icons.clear()

    def record(self, node: Node) -> Record | None:
        """What a node shows; a cell shows its lane."""
        return self.shelf.of.records.get(node.record_id)

    def name(self, node: Node) -> str:
        """What a line is called."""
        match node.sort:
            case "personas":
                return "Personas"
            case "parking":
                n = len(self.shelf.grid.parked)
                return f"Parking lot ({n:,})" if n else "Parking lot"
        record = self.record(node)
        name = getattr(record, "title", "") or getattr(record, "name", "")
        if isinstance(record, Card):
            name = name or record.body
        name = " ".join(name.split())
        if name or record is None:
            return name
        if isinstance(record, Step):
            among = [step.id for step in self.shelf.grid.steps_in(record.stage_id)]
            return f"Step {among.index(record.id) + 1}" if record.id in among else "Step"
        kind = kind_name(record)
        return f"{kind[:1].upper()}{kind[1:]} without a name"

    def spoken(self, node: Node) -> str:
        """What it is, what it is called and where, for somebody who hears it."""
        record = self.record(node)
        name = self.name(node)
        if record is None:
            return name
        kind = kind_name(record)
        said = f"{kind[:1].upper()}{kind[1:]}: {name}" if own_name(record) else name
        if isinstance(record, Card) and node.parent is not None and node.parent.sort == "cell":
            said += f", {self._above(node)}"
        faint = ", left out by the filter" if self._is_faint(node) else ""
        number = self.shelf.remarks.get(record.id, 0) if node.sort != "cell" else 0
        remarks = f", {counted(number, 'open comment')}" if number else ""
        return f"{said}{remarks}{faint}"

    def _above(self, node: Node) -> str:
        names: list[str] = []
        above = node.parent
        while above is not None and above.sort != "root":
            names.append(self.name(above))
            above = above.parent
        return ", ".join(reversed(names))

    def _is_faint(self, node: Node) -> bool:
        return self.bright is not None and node.sort == "card" and node.key not in self.bright

    def ink(self, node: Node) -> QBrush | None:
        """In what it is written, if not in the colour of text."""
        if not self._is_faint(node):
            return None
        colour = QColor(self._theme.colour("text"))
        colour.setAlphaF(_FAINT)
        return QBrush(colour)

    def icon(self, node: Node) -> QIcon:
        """Its icon, in the colour of its kind."""
        record = self.record(node)
        name, role = _ICONS.get(node.sort, "rows-3"), "muted"
        if isinstance(record, Card):
            own = icons.known(record.icon) if record.kind == "touchpoint" else ""
            name, role = own or KIND_ICONS[record.kind], f"card.{record.kind}.accent"
        elif isinstance(record, Persona):
            at = [persona.id for persona in self.shelf.grid.personas].index(record.id)
            name, role = "circle-user-round", persona_role(record, at)
        elif isinstance(record, Lane):
            name = icons.known(record.icon) or "rows-3"
        found = self._icons.get((name, role))
        if found is None:
            found = self._icons[name, role] = self._theme.icon(name, role)
        return found
