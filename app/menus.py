"""Which command stands in which menu, in what order. Only what there is is shown.

A command that no list names stands at the end of the menu of its subject, so that a new
table needs no change here; the lists are for order and grouping.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple, TypeAlias

from PySide6.QtWidgets import QMenu, QMenuBar

from app.actions import Actions

#: Between two groups of entries.
LINE = "-"


class Sub(NamedTuple):
    """A menu within a menu."""

    text: str
    entries: "tuple[Entry, ...]"


Entry: TypeAlias = str | Sub

KINDS: tuple[Entry, ...] = ("card.kind_*",)
STATUS: tuple[Entry, ...] = ("card.missing", "card.completed", "card.solved")

SELECT = Sub(
    "Se&lect",
    (
        "select.like", LINE, "select.kind_*", LINE, "select.stage", "select.lane",
        "select.persona", LINE, "select.hits", "select.undimmed", LINE, "select.none",
    ),
)  # fmt: skip

SPOTLIGHT: tuple[Entry, ...] = (
    "view.spotlight_stage", "view.spotlight_lane", "view.spotlight_persona", LINE,
    "view.spotlight_off",
)  # fmt: skip

MENUS: tuple[tuple[str, tuple[Entry, ...]], ...] = (
    (
        "&File",
        (
            "file.new", "file.open", "file.recent", LINE,
            "file.save", "file.save_as", "file.save_copy", "file.save_version", LINE,
            "file.earlier", "file.recovered", LINE,
            "file.import", "file.bring_in", LINE,
            "file.export", "file.export_table", "file.print", LINE,
            "file.close", "file.quit",
        ),
    ),
    (
        "&Edit",
        (
            "edit.undo", "edit.redo", LINE,
            "edit.cut", "edit.copy", "edit.paste", "edit.paste_one", "edit.duplicate",
            "edit.delete", LINE,
            "edit.select_all", SELECT, "edit.rename", LINE,
            "edit.lock", LINE,
            "view.find", "view.find_next", "view.find_previous", "view.replace",
        ),
    ),
    (
        "&View",
        (
            "view.zoom_in", "view.zoom_out",
            "view.actual_size", "view.fit", "view.selection", "view.stage", LINE,
            "view.filter", "view.filter_save", "view.filter_clear",
            Sub("Spotli&ght", SPOTLIGHT), LINE,
            "view.table", "view.columns", LINE,
            "view.inspector", "view.outline", "view.parking", "view.actions",
            "view.history", "view.problems",
            "view.minimap", "view.reset_layout", LINE,
            Sub("&Colours", ("view.light", "view.dark", "view.system")),
            "view.full_screen",
        ),
    ),
    (
        "&Insert",
        (
            "card.add", LINE,
            "card.add_touchpoint", "card.add_pain", "card.add_gain", "card.add_opportunity",
            "card.add_quote",
            Sub(
                "M&ore kinds",
                (
                    "card.add_activity", "card.add_metric", "card.add_note",
                    "card.add_question", "card.add_doing", "card.add_thought",
                    "card.add_need", "card.add_picture",
                ),
            ), LINE,
            "stage.add_before", "stage.add", "step.add_before", "step.add", LINE,
            "lane.add_above", "lane.add", LINE,
            "persona.add", LINE,
            "actions.add",
        ),
    ),
    (
        "&Arrange",
        (
            "move.left", "move.right", "move.up", "move.down", "move.earlier", "move.later",
            LINE, Sub("&Kind of card", KINDS), Sub("S&tatus", STATUS), "card.moment",
            "card.combine", "card.park", LINE,
            Sub("&Stage", ("stage.rename", "stage.split", "stage.merge", LINE, "stage.delete")),
            Sub("St&ep", ("step.rename", LINE, "step.delete")),
            Sub(
                "&Lane",
                ("lane.rename", "lane.fold", Sub("&Kind of lane", ("lane.kind_*",)), LINE,
                 "lane.delete"),
            ),
            Sub(
                "&Persona",
                ("persona.rename", "persona.earlier", "persona.later", LINE, "persona.delete"),
            ),
        ),
    ),
    (
        "&Workshop",
        (
            "view.capture", "view.votes",
            Sub(
                "Vo&ting",
                ("votes.reveal", "votes.ranking", LINE, "votes.budget", "votes.new_round",
                 "votes.clear"),
            ), "view.actions_room", LINE,
            "view.present", "view.audience", "view.freeze", "view.laser",
            Sub(
                "Ti&mer",
                (
                    "view.timer_5", "view.timer_10", "view.timer_15", "view.timer_other", LINE,
                    "view.timer_pause", "view.timer_more", "view.timer_stop", LINE,
                    "view.timer_sound",
                ),
            ), LINE,
            "file.record", "view.replay", LINE,
            "file.wrap_up",
        ),
    ),
    (
        "&Review",
        (
            "review.compare", "review.compare_with", LINE,
            "review.next", "review.previous", "review.report", LINE,
            "review.start", "review.agree", "review.question", "review.action",
            "review.take_back", "review.done", LINE,
            "view.versions", "view.comments", "comments.add", LINE,
            "view.conflicts", "review.next_conflict",
        ),
    ),
    ("&Help", ("help.palette", "help.keys", LINE, "help.about")),
)  # fmt: skip

_OF_SUBJECT = {
    "file": "&File", "edit": "&Edit", "view": "&View", "review": "&Review", "help": "&Help",
}  # fmt: skip


def menu_of(command_id: str) -> str:
    """The menu where a command stands that no list names."""
    subject, _, verb = command_id.partition(".")
    return _OF_SUBJECT.get(subject, "&Insert" if verb.startswith("add") else "&Arrange")


def arranged(there: Iterable[str]) -> dict[str, tuple[Entry, ...]]:
    """The entries of every menu, without those that are not `there`; menus without any left out.

    Lines stand only between entries.
    """
    there = list(there)
    known = {title: _spelt_out(entries, there) for title, entries in MENUS}
    listed = set(named(entry for entries in known.values() for entry in entries))
    found = {}
    for title, entries in known.items():
        rest = [i for i in there if i not in listed and menu_of(i) == title]
        kept = tidy((*entries, *_by_subject(rest)), there)
        if kept:
            found[title] = kept
    return found


def fill(bar: QMenuBar, actions: Actions, subs: dict[str, QMenu]) -> list[QMenu]:
    """Put the menus into the bar. `subs` are menus made elsewhere, which stand for an id."""
    menus = []
    for title, entries in arranged((*actions.commands, *subs)).items():
        menu = bar.addMenu(title)
        menu.setToolTipsVisible(False)
        menu.aboutToShow.connect(actions.refresh)
        put(menu, entries, actions, subs)
        menus.append(menu)
    return menus


def put(menu: QMenu, entries: Sequence[Entry], actions: Actions, subs: dict[str, QMenu]) -> None:
    """Put entries into a menu."""
    for entry in entries:
        if isinstance(entry, Sub):
            put(menu.addMenu(entry.text), entry.entries, actions, subs)
        elif entry == LINE:
            menu.addSeparator()
        elif entry in subs:
            menu.addMenu(subs[entry])
        else:
            menu.addAction(actions[entry])


def named(entries: Iterable[Entry]) -> Iterator[str]:
    """The ids among entries, those within menus too, in order; lines as they are."""
    for entry in entries:
        if isinstance(entry, Sub):
            yield from named(entry.entries)
        else:
            yield entry


def _by_subject(ids: Sequence[str]) -> Iterator[str]:
    """The ids with a line before each new subject."""
    before = None
    for command_id in ids:
        subject = command_id.partition(".")[0]
        if subject != before:
            yield LINE
        yield command_id
        before = subject


def offered(entries: Iterable[Entry], there: Iterable[str]) -> tuple[Entry, ...]:
    """Those entries that are `there`; "card.kind_*" stands for all that begin so."""
    there = list(there)
    return tidy(_spelt_out(entries, there), there)


def paths(there: Iterable[str]) -> dict[str, str]:
    """Where each command stands: "Arrange ▸ Stage"."""
    found: dict[str, str] = {}

    def walk(entries: Iterable[Entry], way: str) -> None:
        for entry in entries:
            if isinstance(entry, Sub):
                walk(entry.entries, f"{way} ▸ {entry.text.replace('&', '')}")
            elif entry != LINE:
                found[entry] = way

    for title, entries in arranged(there).items():
        walk(entries, title.replace("&", ""))
    return found


def _spelt_out(entries: Iterable[Entry], there: Sequence[str]) -> tuple[Entry, ...]:
    found: list[Entry] = []
    for entry in entries:
        if isinstance(entry, Sub):
            found.append(Sub(entry.text, _spelt_out(entry.entries, there)))
        elif entry.endswith("*"):
            found += [i for i in there if i.startswith(entry[:-1])]
        else:
            found.append(entry)
    return tuple(found)


def tidy(entries: Iterable[Entry], there: Iterable[str]) -> tuple[Entry, ...]:
    """Entries without those that are not `there`, and lines only between what remains."""
    there = set(there)
    kept: list[Entry] = []
    for entry in entries:
        if isinstance(entry, Sub):
            inner = tidy(entry.entries, there)
            if inner:
                kept.append(Sub(entry.text, inner))
        elif entry == LINE:
            if kept and kept[-1] != LINE:
                kept.append(LINE)
        elif entry in there:
            kept.append(entry)
    if kept and kept[-1] == LINE:
        kept.pop()
    return tuple(kept)
