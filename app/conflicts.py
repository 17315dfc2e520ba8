"""The conflicts of a window's map: its panel, the badges, a word at the bottom, the commands.

What shows them is imported when there is a conflict for the first time: most maps have none.
"""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtWidgets import QWidget

from app import asking
from model.labels import counted
from model.records import Conflict
from widgets.commands.command import Command, always
from widgets.editor import Editor

if TYPE_CHECKING:
    from app.live_marks import Mark
    from app.window import Window
    from model.change import Change
    from widgets.conflicts.badges import Badges
    from widgets.conflicts.panel import ConflictsPanel

#: In a window that is less high, px, the details give way to the panel; and where one more
#: panel stands beside it, in one that is not higher by that.
_LOW, _MORE = 760, 200


class Conflicts(QObject):
    """Watches one window's map for conflicts.

    Attributes:
        number: how many are open.
        badges: those on the canvas, once there was a conflict.
        mark: the word at the bottom, once there was a conflict.
    """

    def __init__(self, window: "Window") -> None:
        super().__init__(window)
        self._window = window
        self.number = 0
        self.badges: Badges | None = None
        self.mark: Mark | None = None
        #: It was shown because there are conflicts, and goes when there are none.
        self._by_itself = False
        #: How many there were when it was last shown or put away.
        self._shown_for = 0
        #: Whether the last ones that went were decided in this window.
        self._decided = False
        self._parked: frozenset[str] = frozenset()
        #: How git is told that all is settled, while it waits for that and for a save.
        self._git_todo = ""
        # A window that comes in has its size by then.
        self._later = QTimer(self, singleShot=True, interval=0)
        self._later.timeout.connect(self._share)
        window.document.changed.connect(self._follow)
        window.document.state_changed.connect(self._tell_git)
        window.windows.theme.changed.connect(self._draw)

    @property
    def panel(self) -> "ConflictsPanel":
        """The panel, made if it was not yet."""
        return cast("ConflictsPanel", self._window.docks["conflicts"].fill())

    def begin(self) -> None:
        """The map was opened: the panel is there if anything is to be settled, or else not."""
        self._window.docks["conflicts"].hide()
        self._count()

    def open(self) -> None:
        """Show the panel, with room to read in it."""
        window, dock = self._window, self._window.docks["conflicts"]
        inspector = window.docks["inspector"]
        if not dock.isVisible():
            low = _LOW + _MORE * self._beside()
            dock.open([inspector] if window.height() < low else [])
            self._later.start()
        dock.raise_()

    def show(self, record_id: str) -> None:
        """Show the panel at the first conflict that is seen at that record."""
        from model.merging.bringing import in_order
        from model.merging.settling import to_decide
        from widgets.conflicts.badges import seen_as

        of = self._window.document.map
        found = [c for c in to_decide(of) if seen_as(of, c.about_id) == record_id]
        self.open()
        for conflict in in_order(of, found)[:1]:
            self.panel.choose(conflict.id)

    def next(self) -> None:
        """Choose the next conflict in the panel, which is shown."""
        self.open()
        self.panel.next()

    def tell_before(self, what: str, go: "Callable[[], None]") -> None:
        """Do what sends the map out, and say first if it is not decided yet."""
        if not self.number:
            go()
            return
        from model.merging.conflicts import open_note

        def show() -> None:
            self.open()
            self.panel.setFocus(Qt.FocusReason.OtherFocusReason)

        are, _, goes_out = open_note(self._window.document.map).partition("; ")
        asking.ask(
            self._window,
            are,
            f"{goes_out[:1].upper()}{goes_out[1:]}.",
            asking.Answer(what, asking.Role.AcceptRole, go),
            asking.Answer("Show conflicts", asking.Role.ActionRole, show),
            asking.Answer("Cancel", asking.Role.RejectRole),
        )

    def _share(self) -> None:
        """The choices are seen, whatever else is at that side."""
        from app.docks import give_room

        give_room(self._window, self._window.docks, "conflicts")

    def _beside(self) -> int:
        """How many panels but the details stand at its side."""
        window, mine = self._window, self._window.docks["conflicts"]
        area = window.dockWidgetArea(mine)
        return sum(
            dock is not mine
            and name != "inspector"
            and not dock.isHidden()
            and not dock.isFloating()
            and window.dockWidgetArea(dock) == area
            for name, dock in window.docks.items()
        )

    def _follow(self, change: "Change") -> None:
        if any(isinstance(record, Conflict) for pair in change.values() for record in pair):
            done = self._window.document.done
            # They are also gone with a merge that is undone here, or given up elsewhere.
            self._decided = bool(done) and done[-1].change is change and done[-1].origin == "user"
            self._count()

    def _count(self) -> None:
        self.number = self._open()
        if self.number and self.badges is None:
            self._make()
        self._draw()
        self.catch_up()

    def catch_up(self) -> None:
        """Show the panel if there is something to be settled by now, and put it away if not.

        That waits while something else stands in the place of the map.
        """
        if not self._window.docks["conflicts"].isEnabled():
            return
        before, self._shown_for = self._shown_for, self.number
        if self.number and not before:
            self._by_itself, self._parked = True, self._in_parking()
            self.open()
        elif before and not self.number:
            self._close()

    def _open(self) -> int:
        """How many there are to be decided."""
        of = self._window.document.map
        if next(of.all(Conflict), None) is None:  # as nearly always: nothing is imported for it
            return 0
        from model.merging.settling import to_decide

        return len(to_decide(of))

    def _in_parking(self) -> frozenset[str]:
        """The cards in the parking lot."""
        from model.grid import Grid

        return frozenset(card.id for card in Grid(self._window.document.map).parked)

    def _say_settled(self, git_waits_for: "Sequence[str]" = ()) -> None:
        """What is decided, what became of it, and the commands that git waits for."""
        window = self._window
        if self.number:
            return
        parked = len(self._in_parking() - self._parked)
        stands = f"; {counted(parked, 'card')} went to the parking lot" if parked else ""
        todo = ""
        if git_waits_for:
            say = "say" if len(git_waits_for) > 1 else "says"
            commands = ", then ".join(f"`{command}`" for command in git_waits_for)
            self._git_todo = f"{commands} {say} so to git"
            if self._tell_git():
                return
            todo = f". Save, then {self._git_todo}"
        said = "All conflicts are settled" if self._decided else "No conflict is left"
        window.status.say(f"{said}{stands}{todo}")

    def _tell_git(self) -> bool:
        """Once it is saved, what is left is to tell git; whether that was said."""
        if self.number or not self._git_todo or self._window.document.is_dirty:
            return False
        self._window.status.say(f"Settled and saved. Now {self._git_todo}")
        self._git_todo = ""
        return True

    def _make(self) -> None:
        from app.live_marks import Mark
        from widgets.conflicts.badges import Badges

        window = self._window
        self.badges = Badges(window.editor.canvas)
        self.badges.pressed.connect(self._press)
        self.mark = Mark(window.windows.theme, window.status)
        self.mark.ground = "card.pain.tint"
        self.mark.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.mark.setToolTip("Two people changed the same: press to choose what is to stand")
        self.mark.clicked.connect(lambda: self._press(""))
        window.status.put_in(self.mark)

    def _press(self, record_id: str) -> None:
        """A badge was pressed, or the word at the bottom; not while a recording is looked at."""
        if not self._window.actions_["view.conflicts"].isEnabled():
            return
        if record_id:
            self.show(record_id)
        else:
            self.open()
            self.panel.setFocus(Qt.FocusReason.OtherFocusReason)

    def _draw(self) -> None:
        if self.mark is not None:
            self.mark.setIcon(self._window.windows.theme.icon("git-merge"))
            self.mark.setText(counted(self.number, "conflict"))
            self.mark.setAccessibleName(f"{counted(self.number, 'conflict')}, show them")
            self.mark.setVisible(bool(self.number))
            self.mark.updateGeometry()
            said = f"{counted(self.number, 'conflict')} on this map" if self.number else ""
            self._window.editor.canvas.view.setAccessibleDescription(said)

    def _close(self) -> None:
        """All is settled: what was shown for it goes."""
        self._git_todo = ""
        window, dock = self._window, self._window.docks["conflicts"]
        self._say_settled()
        if window.document.path is not None:
            from app.unmerged import ask_whether_unmerged

            ask_whether_unmerged(self, window.document.path, self._say_settled)
        if self._by_itself and not dock.isHidden():
            focus = window.focusWidget()
            had = focus is not None and dock.isAncestorOf(focus)
            dock.close()
            if had:
                window.centre.take_focus()
        self._by_itself = False


def make_panel(editor: Editor) -> "QWidget":
    """What stands in the dock."""
    from app.window import Window
    from widgets.conflicts.panel import ConflictsPanel

    panel = ConflictsPanel(editor)
    if isinstance(editor.window, Window):
        panel.said.connect(editor.window.status.say)
        panel.left.connect(editor.window.centre.take_focus)
    return panel


def commands(window: "Window") -> tuple[Command, ...]:
    """The commands of one window."""
    return (
        Command("view.conflicts", "Con&flicts", lambda _: window.toggle_dock("conflicts"), (),
                "git-merge", always, checked=lambda _: window.docks["conflicts"].isVisible()),
        Command("review.next_conflict", "Next c&onflict", lambda _: window.conflicts.next(),
                ("Ctrl+F8",), "", lambda _: window.conflicts.number > 0),
    )  # fmt: skip
