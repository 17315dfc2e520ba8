"""What a command acts on: one window's document, selection and canvas."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from widgets.document import Document
from widgets.selection import Selection
from widgets.theme import Theme

if TYPE_CHECKING:
    from widgets.canvas.canvas import Canvas


@dataclass(frozen=True, slots=True)
class Editor:
    """One window's parts. `window` is the parent of whatever asks the user something."""

    document: Document
    selection: Selection
    canvas: "Canvas"
    theme: Theme
    window: QWidget
