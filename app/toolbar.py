"""The toolbar: back and forth, what can be put on the map, whose feelings, and the poster."""

import json
from typing import NamedTuple

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPalette, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QToolBar, QWidget

from app.actions import Actions
from app.buttons import FlatButton, NewButton, PrimaryButton
from app.chips import Chips
from widgets.editor import Editor
from widgets.steady import steady
from widgets.theme import Theme


class New(NamedTuple):
    """A button that can be dragged: its command, its words, and what the canvas is told."""

    command: str
    text: str
    what: str
    kind: str = ""


NEW: tuple[New | None, ...] = (
    New("card.add_touchpoint", "Touchpoint", "card", "touchpoint"),
    New("card.add_pain", "Pain point", "card", "pain"),
    New("card.add_opportunity", "Opportunity", "card", "opportunity"),
    New("card.add_quote", "Quote", "card", "quote"),
    New("card.add_activity", "Activity", "card", "activity"),
    New("card.add_metric", "Metric", "card", "metric"),
    None,
    New("stage.add", "Stage", "stage"),
    New("lane.add", "Lane", "lane"),
    New("persona.add", "Persona", "persona"),
)


#: Between buttons, and at both ends, in px.
_GAP, _MARGIN = 2, 8
#: So that the bar never thinks that something has to go into its menu.
_SLACK = 8


@steady
class ToolBar(QToolBar):
    """One row of calm buttons. Where the window is narrow, the last ones lose their words first."""

    def __init__(self, editor: Editor, actions: Actions, parent: QWidget) -> None:
        super().__init__("Toolbar", parent)
        self.setObjectName("toolbar")
        self.setMovable(False)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.PreventContextMenu)
        self.setIconSize(QSize(18, 18))
        row = self.layout()
        assert row is not None, "a toolbar has a layout of its own"
        row.setSpacing(_GAP)
        row.setContentsMargins(_MARGIN, 5, _MARGIN, 6)
        self._editor, self._actions = editor, actions
        self._buttons: list[FlatButton] = []
        self._put("edit.undo", words=False)
        self._put("edit.redo", words=False)
        self._line()
        for new in NEW:
            if new is None:
                self._line()
            elif new.command in actions:
                self._put_new(new)
        self._line()
        self._put("link.connect", "Connect")
        gap = QWidget(self)
        gap.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.addWidget(gap)
        self.addWidget(Chips(editor.document, editor.canvas, editor.theme, self))
        self._put("file.export", "Poster")
        if "view.present" in actions:
            present = PrimaryButton(editor.theme, "presentation", self)
            self._show(present, "view.present", "Present", words=True)

    def paintEvent(self, event: QPaintEvent) -> None:
        """A plain ground and one line below."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), self.palette().color(QPalette.ColorRole.Base))
        painter.fillRect(0, self.height() - 1, self.width(), 1, self._editor.theme.colour("grid"))
        painter.end()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Words where there is room for them."""
        super().resizeEvent(event)
        self.fit(event.size().width())

    def event(self, event: QEvent) -> bool:
        """Look again whether the words fit when a chip came or went."""
        done = super().event(event)
        if event.type() == QEvent.Type.LayoutRequest:
            self.fit(self.width())
        return done

    def fit(self, width: int) -> None:
        """Show as many words as a bar of `width` px has room for, the first ones first."""
        style = Qt.ToolButtonStyle
        changed = False
        parts = [self.widgetForAction(action).sizeHint() for action in self.actions()]
        bare = sum(part.width() + _GAP for part in parts) + 2 * _MARGIN + _SLACK
        bare -= sum(button.room_for_words() for button in self._buttons if button.worded)
        for button in self._buttons:
            bare += button.room_for_words()
            if button.worded != (bare <= width):
                button.setToolButtonStyle(
                    style.ToolButtonIconOnly if button.worded else style.ToolButtonTextBesideIcon
                )
                button.updateGeometry()
                changed = True
        row = self.layout()
        if changed and row is not None:
            # One that was just put into the bar's menu does not tell that it now fits.
            row.invalidate()
            row.activate()

    def _put(self, command: str, text: str = "", *, words: bool = True) -> None:
        if command in self._actions:
            self._show(FlatButton(self._editor.theme, self), command, text, words)

    def _put_new(self, new: New) -> None:
        payload = json.dumps({"what": new.what, "kind": new.kind}).encode()
        document = self._editor.document
        button = NewButton(self._editor.theme, payload, lambda: not document.read_only, self)
        self._show(button, new.command, new.text, words=True)

    def _show(self, button: FlatButton, command: str, text: str, words: bool) -> None:
        action = self._actions[command]
        if text:
            action.setIconText(text)
        button.setDefaultAction(action)
        button.setAccessibleName(text or action.iconText())
        if words:
            self._buttons.append(button)
        else:
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonIconOnly)
        self.addWidget(button)

    def _line(self) -> None:
        self.addWidget(_Line(self._editor.theme, self))


class _Line(QWidget):
    """A thin line between groups."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setFixedSize(self.sizeHint())

    def sizeHint(self) -> QSize:
        return QSize(17, 24)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.width() // 2, 2, 1, self.height() - 4, self._theme.colour("grid"))
        painter.end()
