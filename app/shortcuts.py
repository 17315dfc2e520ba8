"""The shortcut sheet: every command with its keys, to look up and to change."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
)

from app import menus
from app.key_field import KeyField
from app.keys import ON_THE_MAP, holder, keys_of, name, portable, shown, why_not
from widgets.commands.command import Command
from widgets.scrollbar import thin

if TYPE_CHECKING:
    from app.window import Window

_ID = Qt.ItemDataRole.UserRole


class ShortcutSheet(QDialog):
    """What each key does. A change holds at once, in every window."""

    def __init__(self, window: "Window") -> None:
        super().__init__(window)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Keyboard shortcuts")
        self._windows = window.windows
        self._commands = window.actions_.commands
        self._wanted: QKeySequence | None = None
        self.search = QLineEdit(self)
        self.search.setPlaceholderText("Search by what it does, or by key")
        self.search.setAccessibleName("Search shortcuts")
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(self._filter)
        self.search.installEventFilter(self)
        self.list = QTreeWidget(self)
        thin(self.list)
        self.list.setHeaderLabels(["What it does", "Keys"])
        self.list.setAccessibleName("Shortcuts")
        self.list.setRootIsDecorated(False)
        self.list.setIndentation(16)
        self.list.setUniformRowHeights(True)
        header = self.list.header()
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        header.setStretchLastSection(False)
        self.list.currentItemChanged.connect(self._choose)
        self._fill()
        self._lay_out()
        self._choose()
        self.resize(620, 640)
        self.search.setFocus()

    def _lay_out(self) -> None:
        self.key = KeyField(self)
        self.key.setAccessibleName("New key")
        self.key.setToolTip("Press the new key here; Esc leaves the field")
        self.key.pressed.connect(self._try)
        self.key.emptied.connect(self._take_away)
        self.key.left.connect(self._leave_key)
        self.reset = QPushButton("&Back to its own", self)
        self.reset.setToolTip("Give this command the key that it came with")
        self.reset.clicked.connect(self._reset)
        self.instead = QPushButton("&Use it here", self)
        self.instead.clicked.connect(self._take_over)
        self.said = QLabel(self)
        self.said.setTextFormat(Qt.TextFormat.PlainText)
        self.said.setWordWrap(True)
        self.said.setMinimumHeight(2 * self.said.fontMetrics().lineSpacing())
        label = QLabel("&Key:", self)
        label.setBuddy(self.key)
        row = QHBoxLayout()
        row.setSpacing(8)
        for widget in (label, self.key, self.reset):
            row.addWidget(widget, 1 if widget is self.key else 0)
        below = QHBoxLayout()
        below.addWidget(self.said, 1)
        below.addWidget(self.instead)
        buttons = QDialogButtonBox(parent=self)
        buttons.addButton("Close", QDialogButtonBox.ButtonRole.RejectRole)
        self.reset_all = buttons.addButton(
            "&All back to their own", QDialogButtonBox.ButtonRole.ResetRole
        )
        self.reset_all.clicked.connect(self._reset_all)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(10)
        column.addWidget(self.search)
        column.addWidget(self.list, 1)
        column.addLayout(row)
        column.addLayout(below)
        column.addWidget(buttons)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Down goes from the search into what it found."""
        if (
            watched is self.search
            and event.type() == QEvent.Type.KeyPress
            and isinstance(event, QKeyEvent)
            and event.key() == Qt.Key.Key_Down
        ):
            self._go_to_list()
            return True
        return super().eventFilter(watched, event)

    def item(self, command_id: str) -> QTreeWidgetItem:
        """The row of a command."""
        return self._items[command_id]

    def _fill(self) -> None:
        self._items: dict[str, QTreeWidgetItem] = {}
        tops: dict[str, QTreeWidgetItem] = {}
        for command_id, way in menus.paths(self._commands).items():
            menu, _, within = way.partition(" ▸ ")
            top = tops.get(menu)
            if top is None:
                top = tops[menu] = self._heading(menu)
            told = name(self._commands[command_id])
            item = QTreeWidgetItem(top, [f"{within}: {told}" if within else told])
            item.setData(0, _ID, command_id)
            self._items[command_id] = item
        top = self._heading("On the map")
        for keys, does in ON_THE_MAP:
            QTreeWidgetItem(top, [does, keys])
        self.list.expandAll()
        self._show_keys()

    def _heading(self, title: str) -> QTreeWidgetItem:
        top = QTreeWidgetItem(self.list, [title])
        top.setFlags(Qt.ItemFlag.ItemIsEnabled)
        font = top.font(0)
        font.setBold(True)
        top.setFont(0, font)
        return top

    def _show_keys(self) -> None:
        own = self._windows.settings.keys
        for command_id, item in self._items.items():
            item.setText(1, shown(keys_of(self._commands[command_id], own)))
            font = item.font(1)
            font.setBold(command_id in own)
            item.setFont(1, font)

    def _filter(self, text: str) -> None:
        words = text.casefold().split()
        for at in range(self.list.topLevelItemCount()):
            top = self.list.topLevelItem(at)
            assert top is not None, "a place below the count has an item"
            found = 0
            for item in _children(top):
                all_of_it = f"{item.text(0)} {item.text(1)}".casefold()
                fits = all(word in all_of_it for word in words)
                item.setHidden(not fits)
                found += fits
            top.setHidden(not found)

    def _go_to_list(self) -> None:
        """To the chosen row, or to the first one that is seen."""
        chosen = self.list.currentItem()
        if chosen is None or chosen.isHidden() or self._command() is None:
            seen = (item for item in self._items.values() if not item.isHidden())
            first = next(seen, None)
            if first is not None:
                self.list.setCurrentItem(first)
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _leave_key(self) -> None:
        """Out of the field of the key, and nothing is changed."""
        self._choose()
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _command(self) -> Command | None:
        item = self.list.currentItem()
        return self._commands.get(item.data(0, _ID)) if item is not None else None

    def _choose(self) -> None:
        if not hasattr(self, "said"):
            return
        command = self._command()
        self._wanted = None
        self.instead.hide()
        self.key.setEnabled(command is not None)
        self.reset.setEnabled(command is not None and command.id in self._windows.settings.keys)
        self.said.setText("" if command else "Choose a command to give it another key.")
        self._show_own()

    def _show_own(self) -> None:
        """The key that the chosen command has."""
        command = self._command()
        keys = keys_of(command, self._windows.settings.keys) if command else ()
        self.key.show_key(keys[0] if keys else QKeySequence())

    def _try(self, key: QKeySequence) -> None:
        command = self._command()
        if command is None:
            return
        self.instead.hide()
        self._wanted = None
        trouble = why_not(key)
        other = holder(key, self._commands, self._windows.settings.keys)
        if trouble:
            self._show_own()
            self.said.setText(trouble)
        elif other is not None and other.id != command.id:
            self._wanted = key
            self.key.show_key(key)
            self.said.setText(f"{shown((key,))} belongs to “{name(other)}”.")
            self.instead.show()
        elif other is None:
            self._keep(command, (portable(key),))
            self._show_own()
            self.said.setText(f"“{name(command)}” is now on {shown((key,))}.")
        else:
            self._show_own()
            self.said.setText(f"“{name(command)}” is on {shown((key,))} already.")

    def _take_away(self) -> None:
        command = self._command()
        if command is not None:
            self._keep(command, ())
            self._choose()
            self.said.setText("It has no key now.")

    def _take_over(self) -> None:
        command, key = self._command(), self._wanted
        if command is None or key is None:
            return
        own = self._windows.settings.keys
        other = holder(key, self._commands, own)
        if other is not None:
            left = tuple(portable(k) for k in keys_of(other, own) if k != key)
            self._windows.settings.keep_keys(other.id, left)
        self._keep(command, (portable(key),))
        self._choose()
        self.said.setText(f"“{name(command)}” is now on {shown((key,))}.")

    def _reset(self) -> None:
        command = self._command()
        if command is None:
            return
        settings = self._windows.settings
        others = {i: keys for i, keys in settings.keys.items() if i != command.id}
        for key in keys_of(command, {}):
            other = holder(key, {i: c for i, c in self._commands.items() if i in others}, others)
            if other is not None:
                self.said.setText(f"{shown((key,))} is “{name(other)}” now; change that first.")
                return
        self._keep(command, None)
        self._choose()

    def _reset_all(self) -> None:
        for command_id in self._windows.settings.keys:
            self._windows.settings.keep_keys(command_id, None)
        self._changed()
        self._choose()

    def _keep(self, command: Command, keys: tuple[str, ...] | None) -> None:
        self._windows.settings.keep_keys(command.id, keys)
        self._changed()

    def _changed(self) -> None:
        self._show_keys()
        self._windows.take_keys()
        command = self._command()
        self.reset.setEnabled(command is not None and command.id in self._windows.settings.keys)


def _children(of: QTreeWidgetItem) -> list[QTreeWidgetItem]:
    found = (of.child(at) for at in range(of.childCount()))
    return [item for item in found if item is not None]
