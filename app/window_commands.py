"""Commands about files, panels and help: those that act on a window, not on its map."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QMessageBox

from app import (
    asking,
    commenting,
    comparing,
    conflicts,
    deciding,
    filtering,
    finding,
    importing,
    live,
    reviewing,
    tabling,
    versions,
)
from widgets.commands.command import Command, always
from widgets.editor import Editor

if TYPE_CHECKING:
    from app.window import Window

Standard = QKeySequence.StandardKey


def maps_in(data: QMimeData) -> list[Path]:
    """The map files among what is dragged."""
    files = [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]
    return [file for file in files if file.suffix.lower() == ".json"]


def choose_template(window: "Window") -> None:
    """Ask what a new map starts from."""
    from widgets.panels.templates import TemplateChooser

    chooser = TemplateChooser(window.windows.theme, window)
    chooser.chosen.connect(lambda name: window.windows.new(name, window))
    chooser.finished.connect(chooser.deleteLater)
    chooser.open()


def choose_files(window: "Window") -> None:
    """Ask which maps to open."""
    windows = window.windows
    asking.files_to_open(window, windows.settings.folder, lambda files: windows.open(files, window))


def about(window: "Window") -> QMessageBox:
    """Say what this is."""
    from app.version import program_version

    return asking.ask(
        window,
        f"Touchline {program_version()}",
        "An editor for customer journey maps.\n\nFonts: Inter and Noto, under the SIL Open Font "
        "License. Icons: Lucide, under the ISC License.",
        asking.Answer("Close", asking.Role.RejectRole),
        icon=QMessageBox.Icon.Information,
    )


def commands(window: "Window") -> tuple[Command, ...]:
    """The commands of one window."""
    from app import recording

    files = window.files

    def has_something_to_save(editor: Editor) -> bool:
        document = editor.document
        done = document.is_dirty or document.path is None
        return done or bool(window.pending_typing(document.map))

    def dock(name: str, text: str, icon: str, *keys: str) -> Command:
        return Command(
            f"view.{name}", text, lambda _: window.toggle_dock(name), keys, icon, always,
            checked=lambda _: window.docks[name].isVisible(),
        )  # fmt: skip

    def bar(name: str, text: str, icon: str, *keys: str) -> Command:
        return Command(
            f"view.{name}", text, lambda _: window.bars.toggle(name), keys, icon, always,
            checked=lambda _: window.bars.is_open(name),
        )  # fmt: skip

    return (
        Command("file.new", "&New…", lambda _: choose_template(window), (Standard.New,),
                "file-plus", always),
        Command("file.open", "&Open…", lambda _: choose_files(window), (Standard.Open,),
                "folder-open", always),
        Command("file.save", "&Save", lambda _: files.save(), (Standard.Save,),
                "save", has_something_to_save),
        Command("file.save_as", "Save &as…", lambda _: files.save_as(), ("Ctrl+Shift+S",),
                "", always),
        Command("file.save_copy", "Save a &copy…", lambda _: files.save_copy(), (), "", always),
        Command("file.earlier", "Earlier saved s&tates…", lambda _: show_earlier(window), (),
                "history", always),
        Command("file.bring_in", "&Bring in a copy…", lambda _: show_bring_in(window), (),
                "combine"),
        Command("file.recovered", "Recovered &maps…", lambda _: show_recovered(window), (),
                "", always),
        Command("file.export", "&Export poster…", lambda _: show_export(window), ("Ctrl+E",),
                "printer", always),
        Command("file.export_table", "E&xport table…", lambda _: show_export_table(window), (),
                "table-2", always),
        Command("file.print", "&Print…", lambda _: show_print(window), (Standard.Print,),
                "printer", always),
        Command("file.close", "C&lose", lambda _: close(window), (Standard.Close,), "x", always),
        Command("file.quit", "&Quit", lambda _: window.windows.quit(), ("Ctrl+Q",), "", always),
        *tabling.commands(window),
        dock("inspector", "&Details", "panel-right"),
        dock("parking", "&Parking lot", "square-parking"),
        dock("history", "&History", "history"),
        dock("problems", "Pro&blems", "stethoscope"),
        *finding.commands(window),
        *filtering.commands(window),
        *importing.commands(window),
        *deciding.commands(window),
        *versions.commands(window),
        *commenting.commands(window),
        *reviewing.commands(window),
        bar("capture", "&Capture bar", "text-cursor-input", "Ctrl+J"),
        *live.commands(window),
        Command("view.reset_layout", "&Reset layout", lambda _: window.reset_layout(), (),
                "", always),
        Command("view.full_screen", "&Full screen",
                lambda _: window.show_full_screen(not window.isFullScreen()),
                (Standard.FullScreen, "F11"), "fullscreen", always,
                checked=lambda _: window.isFullScreen()),
        Command("help.palette", "&Find a command or a place…", lambda _: show_palette(window),
                ("Ctrl+K",), "search", always),
        Command("help.keys", "&Keyboard shortcuts…", lambda _: show_keys(window),
                (Standard.HelpContents,), "keyboard", always),
        Command("help.about", "&About Touchline", lambda _: show_about(window), (),
                "info", always),
        *recording.commands(window),
        *conflicts.commands(window),
        *comparing.commands(window),
    )  # fmt: skip


def close(window: "Window") -> None:
    """Close a window, which asks first where something would be lost."""
    window.close()


def show_export(window: "Window") -> None:
    """Choose a poster's paper and format, look at it, write it."""
    from widgets.panels.export import ExportDialog

    window.commit_typing()
    settings = window.windows.settings
    dialog = ExportDialog(window.document, window.windows.theme, window, choices=settings.poster)

    def exported(file: str) -> None:
        settings.poster = dialog.choices
        window.status.say(f"The poster is in {file}")

    dialog.exported.connect(exported)
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()


def show_earlier(window: "Window") -> None:
    """Look at what was saved before, and go back to it."""
    from app import earlier

    forget(earlier.show(window))


def show_export_table(window: "Window") -> None:
    """Choose a file for the cards as a table, and write it."""
    from app import exporting_table

    exporting_table.choose(window)


def show_bring_in(window: "Window") -> None:
    """Choose somebody's copy of the map, and bring what is new in it onto this one."""
    from app import copies

    copies.choose(window)


def show_print(window: "Window") -> None:
    """Print through the system's dialog; of open conflicts it is told first."""

    def go() -> None:
        from app import printing

        printing.ask(
            window.document.map,
            window,
            lambda why: forget(asking.tell(window, "Nothing was printed", why)),
        )

    window.commit_typing()
    window.conflicts.tell_before("Print", go)


def forget(_: object) -> None:
    """For calls whose result nobody needs."""


def show_recovered(window: "Window") -> None:
    """Show maps whose changes were never saved."""
    from app import recovery

    recovery.show_all(window)


def show_palette(window: "Window") -> None:
    """Find commands, stages, lanes and cards by a few letters."""
    from app.palette import Palette

    Palette(window).open()


def show_keys(window: "Window") -> None:
    """Show every shortcut."""
    from app.shortcuts import ShortcutSheet

    ShortcutSheet(window).open()


def show_about(window: "Window") -> None:
    """Say what this is."""
    about(window)
