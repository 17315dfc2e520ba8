"""The button that says of which kind the next card is, and keeps another one."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QMenu, QToolButton, QWidget

from model.names import kind_name
from model.records import Card, CardKind, create
from widgets.theme import Theme

#: The kinds that can be kept, in the order of the menu.
KINDS: tuple[CardKind, ...] = (
    "touchpoint", "doing", "thought", "need", "pain", "gain", "quote", "opportunity", "activity",
    "metric", "question", "note",
)  # fmt: skip


class KindButton(QToolButton):
    """The kind, with a lock that is closed while it is kept."""

    #: A kind is to be kept; "" for what the lane says.
    chosen = Signal(str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAutoRaise(True)
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.setToolTip("The kind of the cards; one that is chosen is kept")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        menu = QMenu(self)
        menu.addAction("As the lane says").triggered.connect(lambda: self.chosen.emit(""))
        menu.addSeparator()
        for kind in KINDS:
            menu.addAction(_name(kind).capitalize()).triggered.connect(
                lambda _=False, kind=kind: self.chosen.emit(kind)
            )
        self.setMenu(menu)

    def show_kind(self, kind: CardKind, *, kept: bool, theme: Theme) -> None:
        """Say a kind, and whether it is that of all cards."""
        name = _name(kind)
        self.setText(f"{name.capitalize()}{' · kept' if kept else ''}")
        self.setIcon(theme.icon("lock" if kept else "lock-open", "text" if kept else "muted"))
        self.setAccessibleName(f"Kind: {name}{', kept' if kept else ''}")


def _name(kind: CardKind) -> str:
    return kind_name(create(Card, id="card_x", kind=kind))
