"""Marks at the bottom for the lead alone: the timer, the lock, a still picture, the pointer.

A click takes back what a mark says; the timer's opens what can be done about it.
"""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QHBoxLayout, QMenu, QWidget

from app.buttons import FlatButton
from widgets.presenting.timer import Countdown

if TYPE_CHECKING:
    from app.live import Live
    from app.window import Window

_IN_MENU = ("view.timer_pause", "view.timer_more", "view.timer_stop")


class Mark(FlatButton):
    """Words and a sign on a tinted ground."""

    ground = "card.activity.tint"

    def _ground(self) -> QColor | None:
        return super()._ground() or self._theme.colour(self.ground)


class LiveMarks(QWidget):
    """In the line at the bottom, as wide as what there is to say."""

    def __init__(self, window: "Window", live: "Live") -> None:
        super().__init__(window.status)
        self._live, self._theme, self._actions = live, window.windows.theme, window.actions_
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        self.timer = self._mark("timer", "")
        menu = QMenu(self.timer)
        menu.addActions([self._actions[i] for i in _IN_MENU])
        menu.aboutToShow.connect(self._actions.refresh_now)
        self.timer.setMenu(menu)
        self.timer.setPopupMode(FlatButton.ToolButtonPopupMode.InstantPopup)
        self.frozen = self._mark("snowflake", "Audience frozen", "view.freeze")
        self.frozen.setToolTip("The audience sees a still picture; click to show the map again")
        self.pointer = self._mark("circle-dot", "Pointer", "view.laser")
        self.pointer.setToolTip("The pointer is a dot of light; click to take hold of cards again")
        self.lock = self._mark("lock", "Locked", "edit.lock")
        self.lock.setToolTip("Nothing on the map can be changed; click to unlock")
        for mark in (self.timer, self.frozen, self.pointer, self.lock):
            row.addWidget(mark)
        where = window.status.layout()
        assert isinstance(where, QHBoxLayout), "the line at the bottom is a row"
        where.insertWidget(1, self)
        live.changed.connect(self._show)
        window.document.state_changed.connect(self._show)
        self._theme.changed.connect(self._take_icons)
        self._counted: Countdown | None = None
        self._take_icons()
        self._show()
        self.show()

    def _mark(self, icon: str, text: str, command: str = "") -> Mark:
        mark = Mark(self._theme, self)
        mark.setObjectName(icon)
        mark.setText(text)
        mark.setAccessibleName(text)
        mark.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        if command:
            mark.clicked.connect(self._actions[command].trigger)
        return mark

    def _show(self) -> None:
        live = self._live
        if live.timer_is_on and self._counted is None:
            self._counted = live.timer
            self._counted.changed.connect(self._show_timer)
        self._show_timer()
        self.frozen.setVisible(live.frozen)
        self.pointer.setVisible(live.pointing)
        self.lock.setVisible(live.locked)

    def _show_timer(self) -> None:
        live, mark = self._live, self.timer
        mark.setVisible(live.timer_is_on)
        if live.timer_is_on:
            timer = live.timer
            mark.ground = "card.pain.tint" if timer.state == "over" else "lane.alternate"
            text = f"{timer.text} · paused" if timer.state == "paused" else timer.text
            if text != mark.text():
                mark.setText(text)
                mark.setAccessibleName(f"Timer, {text}")
                mark.updateGeometry()
            mark.update()

    def _take_icons(self) -> None:
        for mark in (self.timer, self.frozen, self.pointer, self.lock):
            mark.setIcon(self._theme.icon(mark.objectName()))
