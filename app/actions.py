"""The commands of a window as Qt's actions: their texts, keys, and whether they can be used.

Every command comes from a table `COMMANDS`, of `widgets/commands/` or of the window itself.
What depends on the moment is asked again after changes, once for many of them.
"""

import importlib
import pkgutil
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping

from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

from widgets import commands
from widgets.commands.command import Command, Key
from widgets.editor import Editor
from widgets.tips import plain_tip

Sequences = tuple[QKeySequence, ...]

#: The ids of the commands that were used last, in any window, for a report of a mistake.
lately: deque[str] = deque(maxlen=30)


def tables() -> Iterator[Command]:
    """The commands of every room in `widgets/commands/`, in alphabetical order of the rooms."""
    for found in pkgutil.iter_modules(commands.__path__, f"{commands.__name__}."):
        room = importlib.import_module(found.name)
        yield from getattr(room, "COMMANDS", ())


def sequences(keys: Iterable[Key]) -> Sequences:
    """Keys as Qt's sequences: each once, standard ones as this system has them."""
    found: dict[QKeySequence, None] = {}
    for key in keys:
        if isinstance(key, QKeySequence.StandardKey):
            found.update(dict.fromkeys(QKeySequence.keyBindings(key)))
        else:
            found[QKeySequence(key)] = None
    return tuple(found)


def plain(text: str) -> str:
    """A menu's text without the sign for the letter to press, and without "..."."""
    text = text.replace("&&", "\0").replace("&", "").replace("\0", "&")
    return text.removesuffix("...").removesuffix("…")


class Actions(QObject):
    """The actions of one window by the ids of their commands.

    `own_keys` are the user's shortcuts by command; a command that is not in it has those of
    its table. `before` is told which command comes, before it is done; what it gives back is
    done instead.
    """

    def __init__(
        self,
        window: QWidget,
        editor: Editor,
        every: Iterable[Command],
        own_keys: Mapping[str, tuple[str, ...]],
        before: Callable[[str], Callable[[], None] | None] = lambda _: None,
    ) -> None:
        super().__init__(window)
        self._before = before
        self._editor = editor
        #: What may be done while another editor has the commands; None for everything.
        self._only: frozenset[str] | None = None
        self.commands: dict[str, Command] = {}
        self._actions: dict[str, QAction] = {}
        for command in every:
            if command.id in self.commands:
                raise ValueError(f"two commands are called {command.id!r}")
            self.commands[command.id] = command
            self._actions[command.id] = action = QAction(plain(command.text), self)
            action.setObjectName(command.id)
            action.setCheckable(command.checked is not None)
            action.triggered.connect(lambda _=False, command=command: self.run(command.id))
            window.addAction(action)
        self._later = QTimer(self, singleShot=True, interval=0)
        self._later.timeout.connect(self.refresh)
        self.take_keys(own_keys)
        self.take_icons()
        self.refresh()
        editor.document.changed.connect(self.refresh_soon)
        editor.document.history_changed.connect(self.refresh_soon)
        editor.document.state_changed.connect(self.refresh_soon)
        editor.selection.changed.connect(self.refresh_soon)
        editor.theme.changed.connect(self.take_icons)

    def __contains__(self, command_id: str) -> bool:
        return command_id in self._actions

    def __getitem__(self, command_id: str) -> QAction:
        return self._actions[command_id]

    def lend(self, editor: Editor, only: frozenset[str] | None = None) -> None:
        """Let commands act on an editor from now on; with `only`, none but these can be used."""
        self._editor, self._only = editor, only
        self.refresh()

    def _may(self, command_id: str) -> bool:
        if self._only is not None and command_id not in self._only:
            return False
        return self.commands[command_id].enabled(self._editor)

    def run(self, command_id: str) -> None:
        """Do what a command does, if it can be done now."""
        command = self.commands[command_id]
        lately.append(command_id)
        instead = self._before(command_id) if self._only is None else None
        if instead is not None:
            instead()
        elif self._may(command_id):
            command.run(self._editor)
        self.refresh_soon()

    def refresh_soon(self) -> None:
        """Ask again what can be used, before the user can notice."""
        if not self._later.isActive():
            self._later.start()

    def refresh_now(self) -> None:
        """Ask now, if anything changed: a key was pressed or a menu opened."""
        if self._later.isActive():
            self.refresh()

    def refresh(self) -> None:
        """Bring every action up to date."""
        self._later.stop()
        for command_id, command in self.commands.items():
            action = self._actions[command_id]
            action.setEnabled(self._may(command_id))
            if command.checked is not None:
                action.setChecked(command.checked(self._editor))
            if command.says is not None:
                _say(action, command.says(self._editor))

    def take_keys(self, own_keys: Mapping[str, tuple[str, ...]]) -> None:
        """Give every command its shortcuts: the user's, or those of its table."""
        for command_id, command in self.commands.items():
            action = self._actions[command_id]
            action.setShortcuts(list(sequences(own_keys.get(command_id, command.keys))))
            _say(action, command.says(self._editor) if command.says else command.text)

    def take_icons(self) -> None:
        """Draw the icons in the colours of now."""
        for command_id, command in self.commands.items():
            if command.icon:
                self._actions[command_id].setIcon(self._editor.theme.icon(command.icon))
        self.refresh_soon()


def _say(action: QAction, text: str) -> None:
    key = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
    action.setText(text)
    action.setToolTip(plain_tip(f"{plain(text)} ({key})" if key else plain(text)))
