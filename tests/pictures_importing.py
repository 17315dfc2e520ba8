"""The picture of a table on its way onto the map."""

from collections.abc import Callable, Mapping

from app import importing
from tests.album import Album, folder_called, wait_until
from widgets.importing.dialog import ImportDialog

_TABLE = """Stage;Lane;Kind;What happens;Owner;Severity;Where from
Compare;Website;pain;Cannot find the price of a single ride;Lea Ohm;4;interview: Riders in May
Compare;Website;;Reads the terms up to the second page;;;
Ride;Station;pain;No free rack in the evening;Lea Ohm;often;interview: Riders in May
Leave;App;question;Which card was charged?;Jonas Berg;;
"""


def take_import(album: Album) -> None:
    """The dialog, with a column of which nobody knows yet what it is."""
    with album.editor() as editor, folder_called("workshop") as folder:
        file = folder / "workshop.csv"
        file.write_text(_TABLE, "utf-8")
        importing.bring(editor.window, [file])
        (dialog,) = editor.window.findChildren(ImportDialog)
        wait_until(lambda: dialog.made is not None)
        album.take(dialog, "import-table")
        dialog.reject()


STORIES: Mapping[str, Callable[[Album], None]] = {"import": take_import}
