"""The command palette: any command, stage, lane, persona or card by a few of its letters.

Commands that cannot be used now are there too, below the others, with what they need.
"""

from collections.abc import Callable, Iterator
from functools import partial
from heapq import nsmallest
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QPalette
from PySide6.QtWidgets import QDialog, QLabel, QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout

from app import filtering, menus
from app.actions import plain
from model.change import JourneyMap
from model.fuzzy import rank
from model.grid import is_placed, lanes, personas, stages
from model.records import Card, Lane, Persona, Stage, Step
from widgets.commands import here
from widgets.edited import LOCKED
from widgets.scrollbar import thin
from widgets.tips import plain_tip

if TYPE_CHECKING:
    from app.window import Window

#: How many are shown: more than fit would not be read.
MOST = 50
_AT = Qt.ItemDataRole.UserRole

#: What must be chosen first, for a command or for all of its subject.
_NEEDS = {
    "file.save_version": "This map is from a newer Touchline",
    "file.record": "This map is read-only",
    "view.replay": "Save the map first",
    "review": "Compare the map first",
    "review.next_conflict": "Nothing is in conflict",
    "review.start": "Answer or skip the questions first",
    "review.agree": "Review the changes first",
    "review.question": "Review the changes first",
    "review.action": "Review the changes first",
    "review.take_back": "Review the changes first",
    "review.done": "Review the changes first",
    "comments": "Go back to the map first",
    "review.compare": "Answer or skip the questions first",
    "review.compare_with": "Answer or skip the questions first",
    "edit.undo": "Nothing to undo",
    "edit.redo": "Nothing to redo",
    "edit.delete": "Choose first what to delete",
    "edit.rename": "Choose first what to rename",
    "edit": "Choose a card first",
    "edit.lock": "This map is read-only",
    "file.import": "This map is read-only",
    "view.freeze": "Open the audience window first",
    "view.timer_pause": "Start the timer first",
    "view.timer_more": "Start the timer first",
    "view.timer_stop": "Start the timer first",
    "card": "Choose a card first",
    "card.combine": "Choose several cards first",
    "card.moment": "Choose a card or a step first",
    "card.missing": "Choose a touchpoint first",
    "card.completed": "Choose a touchpoint first",
    "card.solved": "Choose a pain point with a severity first",
    "feeling": "Choose a step first",
    "move": "Choose first what to move",
    "stage": "Choose a stage or a step first",
    "step": "Choose a step first",
    "step.add": "Choose a stage or a step first",
    "step.add_before": "Choose a stage or a step first",
    "stage.split": "Choose a step first",
    "lane": "Choose a lane first",
    "link": "Choose a card first",
    "link.remove": "Choose a card or a link first",
    "votes.ranking": "Reveal the votes first",
    "votes.clear": "No dots were given in this round",
    "view.selection": "Choose something first",
    "view.filter_save": "Filter the map first",
    "view.filter_clear": "Filter the map first",
    "view.spotlight_stage": "Choose a stage first",
    "view.spotlight_lane": "Choose a lane first",
    "view.spotlight_off": "There is no spotlight",
    "select.like": "Choose a card first",
    "select.stage": "Choose a stage or a step first",
    "select.lane": "Choose a lane first",
    "select.undimmed": "Nothing is dimmed",
    "select.hits": "Find something first",
    "view.replace": "This map is read-only",
    "view.stage": "Choose a stage first",
    "view.table": "Answer or skip the questions first",
    "view.columns": "Show the table first",
}


class Offer(NamedTuple):
    """One line: what it is called, what stands beside it, and what it does.

    Attributes:
        missing: why it cannot be done now; "" if it can.
    """

    text: str
    beside: str
    do: Callable[[], None]
    icon: str = ""
    missing: str = ""


class Palette(QDialog):
    """A line to type into and what fits it, best first. Enter does the first.

    Attributes:
        ranked: how many names were compared with what is typed so far.
    """

    def __init__(self, window: "Window") -> None:
        super().__init__(window)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Find a command or a place")
        self._theme = window.windows.theme
        self._window = window
        self._commands = [*_commands(window), *_views(window)]
        self._places: list[tuple[str, str]] | None = None
        #: What fitted the letters before, by its number: of more letters no other can fit.
        self._fitting: tuple[str, list[int]] = ("", [])
        self._shown: list[Offer] = []
        self.ranked = 0
        self.line = QLineEdit(self)
        self.line.setPlaceholderText("A command, stage, lane, persona or card")
        self.line.setAccessibleName("Command or place")
        self.line.setMinimumHeight(40)
        self.line.setTextMargins(6, 0, 6, 0)
        self.line.textChanged.connect(self._filter)
        self.line.installEventFilter(self)
        self.list = QListWidget(self)
        thin(self.list)
        self.list.setAccessibleName("What fits")
        self.list.setUniformItemSizes(True)
        self.list.setIconSize(QSize(18, 18))
        colours = self.list.palette()
        colours.setColor(colours.ColorRole.Highlight, self._theme.colour("grid"))
        colours.setColor(colours.ColorRole.HighlightedText, self._theme.colour("text"))
        self.list.setPalette(colours)
        self.list.itemActivated.connect(self._do)
        self.list.itemClicked.connect(self._do)
        self.nothing = QLabel("Nothing fits these letters.", self)
        self.nothing.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        self.nothing.setContentsMargins(8, 8, 8, 8)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 12, 12, 12)
        column.setSpacing(8)
        column.addWidget(self.line)
        column.addWidget(self.list, 1)
        column.addWidget(self.nothing)
        self.resize(560, 420)
        self._filter("")

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Up and Down move in the list, Enter does what is chosen there."""
        if watched is self.line and event.type() == QEvent.Type.KeyPress:
            assert isinstance(event, QKeyEvent)
            if event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
                step = 1 if event.key() == Qt.Key.Key_Down else -1
                self.list.setCurrentRow((self.list.currentRow() + step) % max(1, self.list.count()))
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                if (item := self.list.currentItem()) is not None:
                    self._do(item)
                return True
        return super().eventFilter(watched, event)

    def _filter(self, letters: str) -> None:
        self._shown = [self._offer(at) for at in self._best(letters)]
        self.list.clear()
        for place, offer in enumerate(self._shown):
            beside = offer.missing or offer.beside
            line = f"{offer.text}      {beside}" if beside else offer.text
            item = QListWidgetItem(line, self.list)
            item.setData(_AT, place)
            item.setSizeHint(QSize(0, 32))
            if offer.icon:
                item.setIcon(self._theme.icon(offer.icon, "muted" if offer.missing else "text"))
            if offer.missing:
                item.setForeground(self._theme.colour("muted"))
                item.setToolTip(plain_tip(offer.beside))
        self.list.setCurrentRow(0)
        self.list.setVisible(bool(self._shown))
        self.nothing.setVisible(not self._shown)

    def _best(self, letters: str) -> list[int]:
        """The numbers of what fits best: commands first, then places in the map's order.

        Without letters nothing is looked for on the map: what is offered is what can be done.
        """
        commands = self._commands
        if not letters.strip():
            found = [at for at, offer in enumerate(commands) if not offer.missing]
            if len(found) < MOST:
                found += range(len(commands), len(commands) + len(self._names()))
            return found[:MOST]
        names = self._names()
        before, among = self._fitting
        if not (before and letters.startswith(before)):
            among = list(range(len(commands) + len(names)))
        first = len(commands)
        ranked = []
        for at in among:
            how = rank(letters, commands[at].text if at < first else names[at - first][0])
            if how is not None:
                ranked.append((at < first and bool(commands[at].missing), how, at))
        self.ranked += len(among)
        self._fitting = letters, [at for *_, at in ranked]
        return [at for *_, at in nsmallest(MOST, ranked)]

    def _names(self) -> list[tuple[str, str]]:
        """Everything on the map that has a name, with its id; found when it is first wanted."""
        if self._places is None:
            self._places = list(_places(self._window.document.map))
        return self._places

    def _offer(self, at: int) -> Offer:
        if at < len(self._commands):
            return self._commands[at]
        name, record_id = self._names()[at - len(self._commands)]
        return _place(self._window, name, record_id)

    def _do(self, item: QListWidgetItem) -> None:
        offer = self._shown[item.data(_AT)]
        if offer.missing:
            return  # what it needs is to be read
        self.accept()
        if (window := self.parentWidget()) is not None:
            window.activateWindow()
        offer.do()


def _commands(window: "Window") -> Iterator[Offer]:
    actions = window.actions_
    actions.refresh()
    ways = menus.paths(actions.commands)
    for command_id, command in actions.commands.items():
        action = actions[command_id]
        if command_id != "help.palette":
            keys = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
            beside = "      ".join(part for part in (ways.get(command_id, ""), keys) if part)
            do: Callable[[], None] = lambda action=action: action.trigger()  # type: ignore[misc]  # noqa: E731  # binds the loop's value
            why = "" if action.isEnabled() else missing(command_id, window.document.read_only)
            yield Offer(plain(action.text()), beside, do, command.icon, why)


def _views(window: "Window") -> Iterator[Offer]:
    """The filters that are kept with the map."""
    for view in window.document.map.info.saved_views[:MOST]:
        if name := " ".join(view.name.split()):
            do = partial(filtering.choose, window, view)
            yield Offer(name, "Saved view", do, "list-filter")


def missing(command_id: str, read_only: str) -> str:
    """Why a command cannot be used now, in a few words: what has to be chosen first."""
    subject = command_id.partition(".")[0]
    if read_only and subject not in ("file", "view", "help"):
        return "The map is locked" if read_only == LOCKED else "This map is read-only"
    return _NEEDS.get(command_id) or _NEEDS.get(subject, "Not now")


def _places(of: JourneyMap) -> Iterator[tuple[str, str]]:
    """The names of stages, lanes, personas and cards, each with its id."""
    for records in (stages(of), lanes(of), personas(of)):
        for record in records:
            if name := " ".join(record.name.split()):
                yield name, record.id
    for card in of.all(Card):
        title = " ".join(card.title.split())
        if title:
            yield title, card.id


def _place(window: "Window", name: str, record_id: str) -> Offer:
    """What is offered for a place: what stands beside it, and how to get there."""
    editor = window.editor
    of = editor.document.map
    record = of.records[record_id]

    def go() -> None:
        editor.selection.set(record_id)
        if isinstance(record, Persona):
            editor.canvas.persona = record_id
        window.centre.go_to(record_id)
        if isinstance(record, Card) and not is_placed(of, record):
            window.docks["parking"].open()

    match record:
        case Card() if not is_placed(of, record):
            return Offer(name, "Parking lot", go, here.KIND_ICONS[record.kind])
        case Card():
            step, lane = of.get(record.step_id, Step), of.get(record.lane_id, Lane)
            stage = of.get(step.stage_id, Stage) if step else None
            where = " ▸ ".join(one.name for one in (stage, lane) if one and one.name)
            return Offer(name, where, go, here.KIND_ICONS[record.kind])
        case Stage():
            return Offer(name, "Stage", go, "columns-3")
        case Lane():
            return Offer(name, "Lane", go, "rows-3")
    return Offer(name, "Persona", go, "user")
