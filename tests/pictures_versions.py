"""The guide's picture of the versions: named ones, and commits of git among them."""

from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any, cast

from dulwich import porcelain

from model.change import apply
from model.edits.fields import set_many
from model.files import codec
from model.files.versions import save_version
from model.records import VersionLabel
from tests.album import Album, wait_until
from tests.driver import Driver
from widgets.panels.versions import VersionsPanel

PAIN = "Scan fails three times in low light"
WAIT = "Eleven minutes of waiting, then told to use the app"
#: What the map was at each version: fields of cards by their titles.
_VERSIONS: tuple[tuple[VersionLabel, dict[str, dict[str, Any]]], ...] = (
    (
        VersionLabel(label="Summer", author="Lena", date="2026-08-31"),
        {PAIN: {"severity": 2}, WAIT: {"title": "Eleven minutes of waiting", "severity": 2}},
    ),
    (
        VersionLabel(
            label="Review of October", author="Mara Lind", date="2026-10-30", reason="New evidence",
            note="Forty interviews at the stations came in.",
        ),
        {WAIT: {"severity": 2}},
    ),
    (
        VersionLabel(
            label="After the workshop", author="Jun", date="2026-11-13", reason="Experience changed"
        ),
        {},
    ),
)  # fmt: skip
_COMMITS = ((1, "2026-10-02", "The scan fails more often than we knew"), (2, "2026-11-06", "Depot"))


def _write(driver: Driver, file: Path, fields: Mapping[str, Mapping[str, Any]]) -> Any:
    journey = driver.map
    changed = {driver.card(title).id: values for title, values in fields.items()}
    return apply(set_many(journey, changed), journey)


def take_versions(album: Album) -> None:
    """The panel on a map that was reviewed and worked on."""
    with album.editor(size=(1200, 760)) as editor:
        file = editor.window.document.path
        assert file is not None
        present = file.read_bytes()
        with porcelain.init(file.parent) as repo:
            for number, day, summary in _COMMITS:
                codec.save(_write(editor, file, _VERSIONS[number - 1][1]), file)
                porcelain.add(repo, [str(file)])
                when = int(datetime.fromisoformat(f"{day}T09:00:00+00:00").timestamp())
                who = b"Jun <jun@example.org>"
                porcelain.commit(
                    repo, message=summary.encode(), author=who, committer=who,
                    commit_timestamp=when, author_timestamp=when,
                )  # fmt: skip
        file.write_bytes(present)
        for label, fields in _VERSIONS:
            save_version(file, _write(editor, file, fields), label)
        editor.do("view.inspector")
        editor.do("view.versions")
        panel = cast(VersionsPanel, editor.window.docks["versions"].fill())
        wait_until(lambda: len(panel.model.rows) == 6 and all(r.said for r in panel.model.rows))
        panel.choose(next(r.key for r in panel.model.rows if r.name == "Review of October"))
        panel.list.setFocus()
        album.take(editor.window.docks["versions"], "versions")


STORIES: Mapping[str, Callable[[Album], None]] = {"versions": take_versions}
