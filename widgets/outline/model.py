"""The outline as a Qt model: names, icons, renaming in place, cards dragged elsewhere."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import (
    QAbstractItemModel,
    QMimeData,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)

from model.change import JourneyMap
from model.edits.fields import set_fields
from model.labels import quoted_text, titled
from model.records import Card, Lane
from widgets.document import Document
from widgets.outline.looks import Looks
from widgets.outline.tree import Node, Shelf, Wanted, between, runs
from widgets.panels import card_mime
from widgets.theme import Theme
from widgets.tips import plain_tip

Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()
_Role = Qt.ItemDataRole
#: A name of fewer characters is seen whole.
_SEEN = 30


class OutlineModel(QAbstractItemModel):
    """The outline of one document.

    Attributes:
        looks: what its lines are called, and which are faint.
        looked: how many nodes were looked at again so far.
    """

    #: Cards were dropped: their ids, step, lane, and the card before which they go or "".
    dropped = Signal(object, str, str, str)

    def __init__(
        self, document: Document, theme: Theme, of: JourneyMap, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._document = document
        self.looks = Looks(theme, Shelf(of))
        self.looked = 0
        self._nodes: dict[int, Node] = {}
        self._by_key: dict[str, Node] = {}
        self._last = 0
        self.root = Node("root", "", None, 0)
        theme.changed.connect(self._recolour)

    # Nodes.

    @property
    def shelf(self) -> Shelf:
        """The map that is shown."""
        return self.looks.shelf

    @property
    def of(self) -> JourneyMap:
        """The map that is shown."""
        return self.shelf.of

    def node(self, index: Index) -> Node:
        """The node of an index; the root for none."""
        return self._nodes.get(index.internalId(), self.root) if index.isValid() else self.root

    def index_of(self, node: Node) -> QModelIndex:
        """The index of a node."""
        return QModelIndex() if node is self.root else self.createIndex(node.row, 0, node.number)

    def find(self, record_id: str, *, make: bool = True) -> Node | None:
        """The node of a record; without `make`, only if somebody looked there before."""
        if not make:
            return self._by_key.get(record_id)
        node = self.root
        for key in self.shelf.way(record_id):
            self.below(node)
            found = self._by_key.get(key)
            if found is None or found.parent is not node:
                return None
            node = found
        return node if node is not self.root else None

    def below(self, node: Node) -> list[Node]:
        """What is below a node; looked up when it is first asked for."""
        if node.children is None:
            node.children = [self._made(wanted, node) for wanted in self.shelf.below(node)]
            _number(node)
        return node.children

    def _made(self, wanted: Wanted, parent: Node) -> Node:
        self._last += 1
        node = Node(wanted.sort, wanted.key, parent, self._last)
        self._nodes[node.number] = self._by_key[node.key] = node
        return node

    def _drop(self, node: Node) -> None:
        for child in node.children or ():
            self._drop(child)
        del self._nodes[node.number]
        if self._by_key.get(node.key) is node:
            del self._by_key[node.key]

    # Following.

    def follow(self, to: JourneyMap) -> None:
        """Show another map, by what it differs in from the one that is shown."""
        touched = between(self.of, to)
        stays = not (touched.everything or touched.near)
        self.looks.shelf = Shelf(to, self.shelf if stays else None)
        if not touched.ids:
            return
        self._look_again(self.root, touched.near if not touched.everything else None)
        for key in touched.ids:
            record = to.records.get(key)
            if isinstance(record, Lane):
                for node in [n for n in self._by_key.values() if n.record_id == key]:
                    self._say(node)
            elif (found := self._by_key.get(key)) is not None:
                self._say(found)
        for key in touched.near:
            if key.startswith("#"):
                self._say(self._by_key.get(key))

    def say_all(self) -> None:
        """Every line may look otherwise."""
        for node in (self.root, *self._nodes.values()):
            if node.children:
                first, last = node.children[0], node.children[-1]
                self.dataChanged.emit(self.index_of(first), self.index_of(last))

    def _recolour(self) -> None:
        self.looks.forget()
        self.say_all()

    def _say(self, node: Node | None) -> None:
        if node is not None:
            index = self.index_of(node)
            self.dataChanged.emit(index, index)

    def _look_again(self, node: Node, near: set[str] | None) -> None:
        """Bring what is below a node up to date, if it was looked into; `near` or all of it."""
        if node.children is None or node.sort in ("card", "persona"):
            return
        if near is None or node.key in near:
            self.looked += 1
            self._arrange(node, self.shelf.below(node))
        for child in list(node.children):
            if near is None or child.key in near:
                self._look_again(child, near)

    def _arrange(self, node: Node, wanted: Sequence[Wanted]) -> None:
        """Let exactly these be below a node, in this order; those that stay are the same."""
        children = node.children
        assert children is not None, "somebody looked"
        there = [Wanted(child.sort, child.key) for child in children]
        if there == list(wanted):
            return
        parent = self.index_of(node)
        stay = set(wanted)
        for first, last in reversed(runs(i for i, w in enumerate(there) if w not in stay)):
            self.beginRemoveRows(parent, first, last)
            gone = children[first : last + 1]
            del children[first : last + 1]
            _number(node)
            for child in gone:
                self._drop(child)
            self.endRemoveRows()
        known = {Wanted(child.sort, child.key) for child in children}
        order = [w for w in wanted if w in known]
        for row, w in enumerate(order):
            now = next(i for i in range(row, len(children)) if children[i].key == w.key)
            if now != row:
                self.beginMoveRows(parent, now, now, parent, row)
                children.insert(row, children.pop(now))
                _number(node)
                self.endMoveRows()
        for first, last in runs(i for i, w in enumerate(wanted) if w not in known):
            self.beginInsertRows(parent, first, last)
            children[first:first] = [self._made(w, node) for w in wanted[first : last + 1]]
            _number(node)
            self.endInsertRows()

    # For Qt.

    def index(self, row: int, column: int, parent: Index = _ROOT) -> QModelIndex:
        """The index of a line."""
        children = self.below(self.node(parent))
        if column != 0 or not 0 <= row < len(children):
            return QModelIndex()
        return self.createIndex(row, 0, children[row].number)

    def parent(self, index: Index) -> QModelIndex:  # type: ignore[override]  # Qt has another one
        """What a line stands below."""
        above = self.node(index).parent
        return self.index_of(above) if above is not None else QModelIndex()

    def rowCount(self, parent: Index = _ROOT) -> int:
        """How many lines are below one."""
        return len(self.below(self.node(parent))) if parent.column() <= 0 else 0

    def columnCount(self, parent: Index = _ROOT) -> int:
        """One."""
        return 1

    def hasChildren(self, parent: Index = _ROOT) -> bool:
        """Whether a line can be opened, without looking into it."""
        node = self.node(parent)
        return bool(node.children) if node.children is not None else self.shelf.has_below(node)

    def data(self, index: Index, role: int = _Role.DisplayRole) -> Any:
        """Its name, its icon, what is typed, what is spoken."""
        node = self.node(index)
        match role:
            case _Role.DisplayRole:
                return self.looks.name(node)
            case _Role.EditRole:
                record = self.looks.record(node)
                return getattr(record, "title", getattr(record, "name", ""))
            case _Role.DecorationRole:
                return self.looks.icon(node)
            case _Role.ToolTipRole:
                name = self.looks.name(node)
                return plain_tip(name) if len(name) > _SEEN else None
            case _Role.AccessibleTextRole:
                return self.looks.spoken(node)
            case _Role.ForegroundRole:
                return self.looks.ink(node)
        return None

    def setData(self, index: Index, value: Any, role: int = _Role.EditRole) -> bool:
        """Give a stage, step, lane, card or persona another name."""
        renamed = self.renamed(index, str(value)) if role == _Role.EditRole else None
        if renamed is None:
            return False
        label, record_id, fields = renamed
        return bool(self._document.edit(label, set_fields, record_id, **fields))

    def renamed(self, index: Index, text: str) -> tuple[str, str, dict[str, str]] | None:
        """What a name that is typed into a line comes to: label, record, fields; None: nothing."""
        record = self.looks.record(self.node(index))
        text = text.strip()
        if isinstance(record, Card):
            if not text or text == record.title:
                return None
            return f"Edit {quoted_text(text)}", record.id, {"title": text}
        text = " ".join(text.split())  # a name is one line, as on the canvas
        if record is None or text == getattr(record, "name", text):
            return None
        return f"Rename {titled(record)}", record.id, {"name": text}

    def flags(self, index: Index) -> Qt.ItemFlag:
        """What may be renamed, dragged, dropped on."""
        node = self.node(index)
        flag = Qt.ItemFlag
        flags = flag.ItemIsEnabled | flag.ItemIsSelectable
        if node is self.root or self._document.read_only:
            return flags if index.isValid() else flag.NoItemFlags
        if node.sort not in ("personas", "parking"):
            flags |= flag.ItemIsEditable
        if node.sort == "card":
            flags |= flag.ItemIsDragEnabled
        if node.sort in ("cell", "parking", "stage", "step"):
            flags |= flag.ItemIsDropEnabled
        return flags

    # Dragging.

    def mimeTypes(self) -> list[str]:
        """What can be dropped here."""
        return [card_mime.MIME]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        """The cards that are dragged, as they stand."""
        nodes = [self.node(index) for index in indexes]
        wanted = {node.key for node in nodes if node.sort == "card"}
        grid = self.shelf.grid
        ids = (card.id for card in (*grid.cards, *grid.parked) if card.id in wanted)
        return card_mime.packed(self._document, ids)

    def supportedDropActions(self) -> Qt.DropAction:
        """Cards are moved."""
        return Qt.DropAction.MoveAction

    def canDropMimeData(
        self, data: QMimeData, action: Qt.DropAction, row: int, column: int, parent: Index
    ) -> bool:
        """Cards of this map go into cells, and into the parking lot."""
        if self._document.read_only or not card_mime.cards_in(data, self._document):
            return False
        return self.node(parent).sort in ("cell", "parking")

    def dropMimeData(
        self, data: QMimeData, action: Qt.DropAction, row: int, column: int, parent: Index
    ) -> bool:
        """Tell who moves them. False, so that no view takes lines away by itself."""
        node = self.node(parent)
        ids = card_mime.cards_in(data, self._document)
        if ids and node.sort in ("cell", "parking"):
            step_id, lane_id = node.cell if node.sort == "cell" else ("", "")
            children = self.below(node)
            before = children[row].key if 0 <= row < len(children) else ""
            self.dropped.emit(ids, step_id, lane_id, before)
        return False


def _number(node: Node) -> None:
    for row, child in enumerate(node.children or ()):
        child.row = row
