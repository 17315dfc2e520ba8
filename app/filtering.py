"""Filter and spotlight as parts of a window: the bar, the marks at the bottom, the commands."""

from typing import TYPE_CHECKING, cast

from PySide6.QtWidgets import QWidget

from model.labels import titled
from widgets.commands.command import Command, always

if TYPE_CHECKING:
    from app.filter_bar import FilterBar
    from app.window import Window
    from model.records import SavedView
    from widgets.filtering import Filter

#: Characters; small windows have room for other marks too.
_LONGEST = 30


def make_bar(window: "Window", parent: QWidget) -> "FilterBar":
    """The bar of a window, and the mark that stands for it while it is away."""
    from app.dim_mark import DimMark
    from app.filter_bar import FilterBar
    from widgets.filtering import Filter

    filter_ = Filter(window.editor, window)
    bar = FilterBar(window.editor, filter_, parent)
    mark = DimMark(
        window.windows.theme, "list-filter", "Clear the filter",
        lambda: window.bars.open("filter"), filter_.clear, window.status,
    )  # fmt: skip
    window.status.put_in(mark)

    def show() -> None:
        shown = filter_.is_on and not bar.isVisible()
        mark.say(
            f"Filter: {filter_.said()}" if shown else "", f"Only this is bright: {filter_.told()}"
        )
        window.actions_.refresh_soon()

    filter_.changed.connect(show)

    def select() -> None:
        window.actions_.run("select.undimmed")
        window.centre.take_focus()

    bar.selection_wanted.connect(select)
    return bar


def mark_spotlight(window: "Window") -> None:
    """Say at the bottom of a window what is in the spotlight, as long as it is on."""
    canvas = window.editor.canvas

    def begin() -> None:
        from app.dim_mark import DimMark

        canvas.spotlight.changed.disconnect(begin)
        mark = DimMark(
            window.windows.theme, "eye", "End the spotlight",
            lambda: canvas.reveal(canvas.spotlight.about), canvas.spotlight.end, window.status,
        )  # fmt: skip
        window.status.put_in(mark)

        def show() -> None:
            record = window.document.map.records.get(canvas.spotlight.about)
            name = titled(record) if record else ""
            short = name if len(name) <= _LONGEST else f"{name[: _LONGEST - 1]}…"
            meaning = f"Everything but {name} is faint until Esc is pressed on the map"
            mark.say(f"Spotlight: {short}" if record else "", meaning)
            window.actions_.refresh_soon()

        canvas.spotlight.changed.connect(show)
        window.document.changed.connect(
            lambda change: show() if canvas.spotlight.about in change else None
        )
        show()

    canvas.spotlight.changed.connect(begin)


def commands(window: "Window") -> tuple[Command, ...]:
    """The commands of one window."""
    mark_spotlight(window)
    return (
        Command(
            "view.filter", "Fi&lter", lambda _: toggle(window), ("Ctrl+Shift+F",),
            "list-filter", always, checked=lambda _: window.bars.is_open("filter"),
        ),
        Command(
            "view.filter_save", "Save filter as a &view…", lambda _: save(window),
            enabled=lambda editor: _is_on(window) and not editor.document.read_only,
        ),
        Command(
            "view.filter_clear", "&Clear filter", lambda _: clear(window),
            enabled=lambda _: _is_on(window),
        ),
    )  # fmt: skip


def toggle(window: "Window") -> None:
    """Let the keys go to the filter bar, or put it away if they are there."""
    bar = window.bars.made("filter")
    if bar is not None and bar.isVisible() and cast(QWidget, bar).isAncestorOf(_focus(window)):
        bar.close_bar()
    else:
        window.bars.open("filter")


def save(window: "Window") -> None:
    """Ask for a name under which the filter is kept with the map."""
    from app.filter_views import ask_to_save

    found = filter_of(window)
    if found is not None:
        ask_to_save(found, window.editor)


def choose(window: "Window", view: "SavedView") -> None:
    """Filter by a saved view."""
    bar = cast("FilterBar", window.bars.open("filter"))
    bar.filter.put(view)


def clear(window: "Window") -> None:
    """Filter nothing."""
    found = filter_of(window)
    if found is not None:
        found.clear()


def filter_of(window: "Window") -> "Filter | None":
    """The filter of a window, if there was one yet."""
    bar = window.bars.made("filter")
    return cast("FilterBar", bar).filter if bar is not None else None


def _is_on(window: "Window") -> bool:
    found = filter_of(window)
    return found is not None and found.is_on


def _focus(window: "Window") -> QWidget:
    return window.focusWidget() or window
