"""The action list for the room: who does what by when, in words that its back row reads."""

from collections.abc import Callable
from datetime import date

from PySide6.QtWidgets import QWidget

from model.labels import counted
from widgets.editor import Editor
from widgets.panels.actions_rows import rows_of
from widgets.room.sheet import RoomSheet, Row, Shown


def actions_sheet(editor: Editor, today: Callable[[], date], parent: QWidget) -> RoomSheet:
    """All actions as a sheet over `parent`; whoever calls opens it."""

    def shown() -> Shown:
        rows = rows_of(editor.document.map, today())
        left = [row for row in rows if not row.over]
        late = sum(row.late for row in rows)
        parts = [f"{len(left)} to do"] if left else []
        parts += [f"{late} overdue"] if late else []
        parts += [f"{len(rows) - len(left)} done or dropped"] if len(left) < len(rows) else []
        return Shown(
            "Actions",
            ("What", "Who", "By when"),
            [
                Row(
                    row.title,
                    "" if row.status == "open" else row.status.capitalize(),
                    (
                        row.who or ("" if row.over else "Nobody yet"),
                        f"Overdue: {row.when}" if row.late else row.when,
                    ),
                    row.icon,
                    strong=row.late,
                    quiet=row.over,
                )
                for row in rows
            ],
            f"{counted(len(rows), 'action')}: {', '.join(parts)}" if rows else "",
            "Nothing is to be done yet.",
            editor.canvas.laid.rtl,
        )

    return RoomSheet(editor.document, editor.theme, shown, parent)
