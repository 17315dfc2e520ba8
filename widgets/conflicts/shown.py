"""What a choice comes to, shown on the map for as long as it is looked at; nothing is done."""

from typing import TYPE_CHECKING

from model.change import Change

if TYPE_CHECKING:
    from widgets.canvas.canvas import Canvas


class Shown:
    """The preview of one canvas, and where the view stood before it."""

    def __init__(self, canvas: "Canvas") -> None:
        self._canvas = canvas
        self._change: Change = {}
        self._stood: tuple[int, int] | None = None

    @property
    def is_on(self) -> bool:
        """Whether the map shows what is not done."""
        return bool(self._change)

    def show(self, change: Change, about: str = "") -> None:
        """Show the map as if this were done, what it is `about` in view; {} shows it as it is."""
        canvas = self._canvas
        if canvas.editing.is_on or canvas.hands.dragging:
            return  # what is under the hands is not taken away
        if not change:
            self.end()
            return
        bars = canvas.view.horizontalScrollBar(), canvas.view.verticalScrollBar()
        if self._stood is None:
            self._stood = (bars[0].value(), bars[1].value())
        self._change = change
        canvas.preview(change)
        canvas.reveal(*((about, *change) if about not in change else (about,)))

    def end(self) -> None:
        """Show the map as it is, where it was seen."""
        if self._change:
            self._change = {}
            self._canvas.preview(None)
            self._go_back()

    def forget(self) -> None:
        """The map is another one, which the canvas shows already."""
        if self._change:
            self._change = {}
            self._stood = None

    def _go_back(self) -> None:
        stood, self._stood = self._stood, None
        if stood is not None:
            self._canvas.view.horizontalScrollBar().setValue(stood[0])
            self._canvas.view.verticalScrollBar().setValue(stood[1])
