"""Lines of the Scene as Qt's paths, for marks that follow them."""

from PySide6.QtGui import QPainterPath

from export.qt import painter_path
from model.layout.scene import Node, Path


def outline_of(node: Node) -> QPainterPath:
    """Every line that a node draws, as one path in its coordinates."""
    whole = QPainterPath()
    for primitive in node.primitives:
        if isinstance(primitive, Path):
            whole.addPath(painter_path(primitive.steps))
    return whole
