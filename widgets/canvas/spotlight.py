"""A spotlight on the canvas: one stage, lane or persona stays bright while people talk of it.

It is view state: it is in no file, and the audience's window shows it too.
"""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from model.change import Change
from model.lighting import Lighting
from model.records import Persona

if TYPE_CHECKING:
    from widgets.canvas.canvas import Canvas


class Spotlight(QObject):
    """The spotlight of one canvas.

    Attributes:
        about: id of the stage, lane or persona that is lit; "" while it is off.
    """

    changed = Signal()

    def __init__(self, canvas: "Canvas") -> None:
        super().__init__(canvas)
        self._canvas = canvas
        self._lighting = Lighting()
        self.about = ""
        canvas.document.changed.connect(self._follow)

    def put(self, record_id: str) -> None:
        """Light up a stage, lane or persona, whose feelings are shown then; "" for off."""
        if record_id == self.about:
            return
        self.about = record_id
        self._light()
        if isinstance(self._canvas.document.map.records.get(self.about), Persona):
            self._canvas.persona = self.about
        self.changed.emit()

    def end(self) -> bool:
        """Put it out; whether it was on."""
        was_on = bool(self.about)
        self.put("")
        return was_on

    def _follow(self, _change: Change) -> None:
        if self.about:
            before = self.about
            self._light()
            if self.about != before:  # what was lit is not on the map any more
                self.changed.emit()

    def _light(self) -> None:
        if self.about and not self._lighting.look(self._canvas.document.map, self.about):
            self.about = ""
        self._canvas.spot.put("spotlight", self._lighting.bright if self.about else None)
