"""Whatever hands can do in a window, at random: the pointer, the keyboard, panels, menus."""

import json
from collections.abc import Callable
from pathlib import Path
from random import Random

from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import (
    QContextMenuEvent,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QInputMethodEvent,
)
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QLineEdit,
    QListView,
    QPlainTextEdit,
    QSlider,
    QToolButton,
    QWidget,
)

from app.buttons import NEW
from app.toolbar import NEW as OFFERED
from model.records import Card, Feeling, Link
from tests.driver import ALT, CTRL, LEFT, NONE, SHIFT, Driver
from widgets.panels.card_mime import packed

KEYS = (
    "Left", "Right", "Up", "Down", "Ctrl+Right", "Ctrl+Down", "Shift+Down", "Tab", "Shift+Tab",
    "Return", "F2", "Escape", "Delete", "Backspace", "Ctrl+D", "Ctrl+A", "Ctrl+Z",
    "Ctrl+Shift+Z", "Ctrl+X", "Ctrl+C", "Ctrl+V", "Ctrl+Shift+V", "Alt+Up", "Alt+Down", "Alt+2",
    "Alt+5", "Ctrl+Shift+Left", "Ctrl+Shift+Right", "Ctrl+Shift+Up", "Ctrl+Shift+Down",
    "Alt+Shift+Up", "Alt+Shift+Down", "Ctrl+0", "Ctrl+1", "Ctrl+2", "Ctrl+3", "Ctrl+=",
    "Ctrl+-", "Home", "End", "PgDown", "PgUp", "Space", "Menu",
)  # fmt: skip
WORDS = ("Pays", "Waits on hold", "a\u0301e\u0301", "ابحث عن", "", "x" * 60, "two words", "-3")
#: Commands that leave the window, lock it, or wait for somebody to choose a file or a printer.
LEFT_OUT = {"file.quit", "file.close", "file.open", "file.save_as", "file.save_copy", "file.print",
            "file.new", "file.export", "view.full_screen", "view.present",
            "edit.lock", "review.report"}  # fmt: skip


class Monkey:
    """Does one thing after the other in a window, and remembers what."""

    def __init__(self, random: Random, editor: Driver, picture: Path) -> None:
        self.random, self.editor, self.picture = random, editor, picture
        self.done: list[str] = []

    def __repr__(self) -> str:
        return "\n".join(self.done)

    def act(self) -> None:
        """Do one thing, and let everything be closed that it opens."""
        often: tuple[tuple[int, Callable[[], str]], ...] = (
            (6, self.key), (2, self.type), (3, self.click), (4, self.drag), (2, self.double_click),
            (1, self.travel), (4, self.command), (4, self.header), (4, self.inspect),
            (2, self.drop), (1, self.look), (3, self.interrupted), (1, self.park),
            (1, self.menu), (1, self.compose), (1, self.save),
        )  # fmt: skip
        weights, hands = zip(*often, strict=True)
        hand = self.random.choices(hands, weights)[0]
        self.done.append(hand.__name__)
        self.done[-1] = f"{hand.__name__} {hand()}"
        self.close_what_is_open()

    def close_what_is_open(self) -> None:
        """Menus and questions."""
        for _ in range(5):
            popup = QApplication.activePopupWidget() or QApplication.activeModalWidget()
            if popup is None:
                return
            popup.close()
            self.editor.settle()

    # On the canvas.

    def key(self) -> str:
        """A key, wherever the focus is."""
        key = self.random.choice(KEYS)
        self.editor.press(key)
        return key

    def type(self) -> str:
        """Some words."""
        words = self.random.choice(WORDS)
        self.editor.type(words)
        return repr(words)

    def click(self) -> str:
        """A click."""
        at, modifiers = self._anywhere(), self.random.choice((NONE, NONE, CTRL, SHIFT))
        self.editor.click_at(at, modifiers)
        return f"{at} {modifiers}"

    def double_click(self) -> str:
        """Two clicks."""
        at = self._anywhere()
        self.editor.double_click_at(at)
        return f"{at}"

    def drag(self) -> str:
        """A drag from anywhere to anywhere, or one that Escape ends."""
        at, to = self._anywhere(), self._anywhere()
        modifiers = self.random.choice((NONE, NONE, CTRL, SHIFT, ALT))
        self.editor.pull(at, to, modifiers, self.random.choice(("", "", "", "Escape")))
        return f"{at} to {to} {modifiers}"

    def interrupted(self) -> str:
        """Something else happens while the button is held down over the canvas or a header."""
        editor, surface = self.editor, self._surface()
        start, on, end = (self._anywhere(surface) for _ in range(3))
        end = self.random.choice((on, end))
        modifiers = self.random.choice((NONE, NONE, CTRL))
        QTest.mousePress(surface, LEFT, modifiers, start)
        self._slide(surface, start, on, modifiers)
        what = self.random.choice(
            (
                self.travel,
                self.command,
                self.look,
                self.key,
                self.type,
                self.drop,
                self.menu,
                self.inspect,
                self.save,
            )
        )
        said = f"{type(surface).__name__} {start} {on} {end}, {what.__name__}"
        self.done[-1] = f"interrupted {said}"
        said = f"{said} {what()}"
        self.close_what_is_open()
        self._slide(surface, on, end, modifiers)
        QTest.mouseRelease(surface, LEFT, modifiers, end)
        editor.settle()
        return said

    def menu(self) -> str:
        """The right button."""
        at = self._anywhere()
        QTest.mousePress(self.editor.viewport, Qt.MouseButton.RightButton, NONE, at)
        reason, spot = QContextMenuEvent.Reason.Mouse, self.editor.viewport.mapToGlobal(at)
        QApplication.sendEvent(self.editor.viewport, QContextMenuEvent(reason, at, spot))
        QTest.mouseRelease(self.editor.viewport, Qt.MouseButton.RightButton, NONE, at)
        self.editor.settle()
        return f"{at}"

    def compose(self) -> str:
        """Something of an input method, which is not always finished."""
        on = self.editor.window.focusWidget() or self.editor.canvas.view
        letters = self.random.choice(("に", "a\u0301", "漢字"))
        for ahead, done in ((letters[:1], ""), (letters, ""), ("", letters)):
            event = QInputMethodEvent(ahead, [])
            event.setCommitString(done)
            QApplication.sendEvent(on, event)
            self.editor.settle()
            if self.random.random() < 0.3:
                break
        return letters

    def save(self) -> str:
        """As Ctrl+S does."""
        self.editor.press("Ctrl+S")
        return ""

    # Elsewhere.

    def travel(self) -> str:
        """To some state of the history."""
        document = self.editor.window.document
        depth = self.random.randrange(len(document.done) + len(document.undone) + 1)
        document.go_to(depth)
        self.editor.settle()
        return f"{depth}"

    def command(self) -> str:
        """Something of the menus."""
        actions = self.editor.window.actions_
        actions.refresh()
        can = [i for i in actions.commands if i not in LEFT_OUT and actions[i].isEnabled()]
        chosen = self.random.choice(can)
        self.done[-1] += f" {chosen}"
        actions[chosen].trigger()
        self.editor.settle()
        return chosen

    def header(self) -> str:
        """A click, two clicks or a drag in the header of the stages or of the lanes."""
        canvas = self.editor.canvas
        header = self.random.choice((canvas.stage_header, canvas.lane_header, canvas.corner))
        at, to = self._anywhere(header), self._anywhere(header)
        what = self.random.choice(("click", "double", "drag", "drag", "menu"))
        if what == "drag":
            QTest.mousePress(header, LEFT, NONE, at)
            self._slide(header, at, to, NONE)
            if self.random.random() < 0.2:
                self.editor.press("Escape")
            QTest.mouseRelease(header, LEFT, NONE, to)
        elif what == "menu":
            canvas.context_menu_requested.emit(header.mapToGlobal(at), "", None)
        else:
            QTest.mouseClick(header, LEFT, NONE, at)
            if what == "double":
                QTest.mouseDClick(header, LEFT, NONE, at)
        self.editor.settle()
        return f"{what} {type(header).__name__} {at} {to}"

    def inspect(self) -> str:
        """A field of the inspector, or of anything else that is open; a button of the toolbar."""
        sorts = (QLineEdit, QPlainTextEdit, QComboBox, QSlider, QAbstractButton)
        window = self.editor.window
        panels = (*window.docks.values(), window.toolbar, window.status, window.centre)
        found = [
            widget for panel in panels for widget in panel.findChildren(QWidget)
            if isinstance(widget, sorts) and widget.isVisible() and widget.isEnabled()
            and not widget.accessibleName().startswith(("Close", "Poster"))
            and not (isinstance(widget, QToolButton) and widget.menu())  # it waits for an answer
        ]  # fmt: skip
        if not found:
            return "nothing"
        widget = self.random.choice(found)
        said = f"{type(widget).__name__} {widget.accessibleName()!r}"
        self.done[-1] += f" {said}"
        if isinstance(widget, QAbstractButton):
            QTest.mouseClick(widget, LEFT)
            self.editor.settle()
            popup = QApplication.activePopupWidget()
            if popup is not None and self.random.random() < 0.7:
                for key in self.random.choices(("Down", "Up", "Return", "a"), k=4):
                    self.editor.press(key)
                    said += f" {key}"
            return said
        widget.setFocus()
        for _ in range(self.random.randrange(4)):
            if self.random.random() < 0.4:
                words = self.random.choice(WORDS)
                self.editor.type(words)
            else:
                words = self.random.choice(("Down", "Up", "Return", "Ctrl+Z", "Ctrl+A", "Tab"))
                self.editor.press(words)
            said += f" {words}"
        return said

    def park(self) -> str:
        """The list of parked cards."""
        dock = self.editor.window.docks["parking"]
        dock.show()
        self.editor.settle()
        for found in dock.findChildren(QListView):
            found.setFocus()
        keys = self.random.choices(("Down", "Up", "F2", "Delete", "Return", "Escape", "a"), k=3)
        for key in keys:
            self.editor.press(key)
        return " ".join(keys)

    def drop(self) -> str:
        """Something from the toolbar, the parking lot or the disk; it may go away again."""
        what, data = self._dragged_in()
        at, end = QPointF(self._anywhere()), QPointF(self._anywhere())
        viewport, action = self.editor.viewport, Qt.DropAction.CopyAction
        QApplication.sendEvent(viewport, QDragEnterEvent(at.toPoint(), action, data, LEFT, NONE))
        for place in (at, (at + end) / 2, end):
            move = QDragMoveEvent(place.toPoint(), action, data, LEFT, NONE)
            QApplication.sendEvent(viewport, move)
            self.editor.settle()
        then = self.random.choice(("drop", "drop", "leave", "travel", "look"))
        if then == "leave":
            QApplication.sendEvent(viewport, QDragLeaveEvent())
        elif then != "drop":
            what += f" {getattr(self, then)()}"
        if then != "leave":
            QApplication.sendEvent(viewport, QDropEvent(end, action, data, LEFT, NONE))
        self.editor.settle()
        return f"{what} {at} {end} {then}"

    def look(self) -> str:
        """Another size, zoom or colour."""
        window, what = self.editor.window, self.random.choice(("size", "wheel", "theme", "dock"))
        if what == "size":
            size = self.random.randrange(300, 1800), self.random.randrange(200, 1200)
            window.resize(*size)
            what += f" {size}"
        elif what == "wheel":
            self.editor.wheel(self.random.randrange(-8, 9), self.random.choice((NONE, CTRL)))
        elif what == "theme":
            window.windows.theme.choose(self.random.choice(("light", "dark", "system")))
        else:
            window.toggle_dock(self.random.choice(tuple(window.docks)))
        self.editor.settle()
        return what

    def _dragged_in(self) -> tuple[str, QMimeData]:
        document, what = self.editor.window.document, self.random.choice(("new", "parked", "file"))
        data = QMimeData()
        if what == "new":
            new = self.random.choice([offer for offer in OFFERED if offer is not None])
            data.setData(NEW, json.dumps({"what": new.what, "kind": new.kind}).encode())
            return f"{new.what} {new.kind}", data
        if what == "parked":
            cards = [card.id for card in document.map.all(Card)] or ["card_gone"]
            some = self.random.sample(cards, min(len(cards), 2))
            return f"cards {some}", packed(document, some)
        data.setUrls([QUrl.fromLocalFile(str(self.picture))])
        return "picture", data

    def _surface(self) -> QWidget:
        canvas = self.editor.canvas
        return self.random.choice((self.editor.viewport, canvas.stage_header, canvas.lane_header))

    def _anywhere(self, on: QWidget | None = None) -> QPoint:
        random, viewport = self.random, self.editor.viewport
        on = on or viewport
        if on is viewport and random.random() < 0.5:
            found = self._on_something()
            if found is not None:
                return found
        x, y = max(1, on.width()), max(1, on.height())
        return QPoint(random.randrange(x), random.randrange(y))

    def _on_something(self) -> QPoint | None:
        """The middle or an edge of a card, a face or a link that is in view."""
        canvas, viewport = self.editor.canvas, self.editor.viewport
        records = [
            i for i, r in canvas.shown.records.items() if isinstance(r, Card | Feeling | Link)
        ]
        for record in self.random.sample(records, min(12, len(records))):
            box = canvas.box_of(record)
            if box is not None:
                x = self.random.choice(
                    (
                        box.left() - 9,
                        box.left() + 1,
                        box.center().x(),
                        box.center().x(),
                        box.right() - 1,
                        box.right() + 9,
                    )
                )
                y = self.random.choice((box.top() + 2, box.center().y(), box.bottom() - 1))
                at = canvas.view.to_viewport(QPointF(x, y)).toPoint()
                if viewport.rect().contains(at):
                    return at
        return None

    def _slide(
        self, on: QWidget, start: QPoint, end: QPoint, modifiers: Qt.KeyboardModifier
    ) -> None:
        for i in range(1, 6):
            self.editor.move_on(on, start + (end - start) * i / 5, modifiers)
