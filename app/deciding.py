"""Commands for deciding: votes, actions, and wrapping up a workshop.

What they show is imported when it is first wanted: a start needs none of it.
"""

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from model.edits.common import new_ids
from model.labels import quoted, quoted_text
from model.records import Action, Card
from widgets import asking
from widgets.commands import here
from widgets.commands.command import Command, always
from widgets.editor import Editor

if TYPE_CHECKING:
    from app.window import Window
    from app.wrap_up import WrapUp
    from widgets.panels.actions import ActionsPanel
    from widgets.room.sheet import RoomSheet
    from widgets.voting.bar import VotesBar


def make_votes_bar(window: "Window", parent: QWidget) -> "VotesBar":
    """The voting bar of a window, with the budget of the last time."""
    from widgets.voting.bar import VotesBar
    from widgets.voting.voting import Voting

    settings = window.windows.settings
    voting = Voting(window.document, window, *settings.votes, settled=settings.votes_given)

    def keep() -> None:
        if voting.is_settled:
            settings.votes = (voting.people, voting.each)

    def refresh() -> None:
        if window.docks["inspector"].content is not None:
            window.inspector.refresh()

    voting.changed.connect(keep)
    voting.revealed.connect(refresh)
    voting.changed.connect(window.actions_.refresh_soon)
    bar = VotesBar(window.editor, voting, parent)
    bar.ranking_wanted.connect(lambda: show_ranking(window))
    bar.round_wanted.connect(lambda: ask_round(window))
    return bar


def votes_bar(window: "Window") -> "VotesBar":
    """The voting bar, which is opened if there was none yet."""
    return cast("VotesBar", window.bars.made("votes") or window.bars.open("votes"))


def reveal(window: "Window") -> None:
    """Show the dots of the round on the cards, or hide them again."""
    bar = votes_bar(window)
    bar.enter()
    voting = bar.voting
    if not voting.is_revealed and not voting.given:
        window.document.refused.emit(f"No dots were given in {quoted_text(voting.round)} yet.")
        return
    voting.reveal(not voting.is_revealed)


def show_ranking(window: "Window") -> "RoomSheet":
    """The cards of the round by their dots, for the whole room."""
    from widgets.voting.ranking import ranking_sheet

    voting = votes_bar(window).voting
    return open_for_room(window, partial(ranking_sheet, window.editor, voting))


def open_for_room(window: "Window", make: "Callable[[QWidget], RoomSheet]") -> "RoomSheet":
    """Show a sheet over the whole window, and over the audience's if there is one.

    The audience's follows the lead's: it scrolls and closes with it.
    """
    sheet = make(window)
    sheet.finished.connect(sheet.deleteLater)
    sheet.resize(window.size())
    sheet.move(window.pos())
    audience = window.live.audience
    if audience is not None and not audience.frozen:
        make(audience).follow(sheet)
    sheet.open()
    return sheet


def ask_round(window: "Window") -> None:
    """Ask for the name of another round, which is counted then."""
    bar = votes_bar(window)
    bar.enter()

    def go(name: str) -> None:
        bar.voting.go_to(name)
        bar.open()

    asking.ask_name(window, "New round", "What is voted on?", bar.voting.next_name(), go)


def make_actions_panel(editor: Editor) -> QWidget:
    """The panel of the actions."""
    from app.window import Window
    from widgets.panels.actions import ActionsPanel

    panel = ActionsPanel(editor.document, editor.theme)

    def show_card(card_id: str) -> None:
        editor.selection.set(card_id)
        editor.canvas.reveal(card_id)

    panel.about_wanted.connect(show_card)
    editor.selection.changed.connect(panel.forget_asked)
    window = editor.window
    if isinstance(window, Window):
        panel.room_wanted.connect(lambda: show_actions(window))
    return panel


def actions_panel(window: "Window") -> "ActionsPanel":
    """The panel of the actions, which is shown."""
    dock = window.docks["actions"]
    panel = cast("ActionsPanel", dock.fill())
    dock.open()
    return panel


def make_actions(window: "Window") -> None:
    """An action of each card that is chosen, whose words are typed next; or a line to type one.

    A card that has an action already is given another one only if that is asked for again.
    """
    from model import labels
    from model.edits.actions import about_already, actions_from

    document = window.document
    cards: Sequence[Card] = window.editor.selection.of(Card)
    panel = actions_panel(window)
    if not cards:
        panel.line.setFocus(Qt.FocusReason.ShortcutFocusReason)
        return
    found = about_already(document.map, [card.id for card in cards])
    said = ""
    if panel.says_again([card.id for card in cards], found):
        said = _said_already(list(found.values()), len(cards))
        cards = [card for card in cards if card.id not in found]
    made: Sequence[str] = ()
    if cards:
        of = labels.quoted(*cards)
        label = f"Make an action of {of}" if len(cards) == 1 else f"Make actions of {of}"
        change = document.edit(label, actions_from, [card.id for card in cards], document.ids)
        made = new_ids(change, Action)
    if made:
        panel.choose(made[0], "title")
    elif said:
        panel.choose(next(iter(found.values())).id)
    if said:
        panel.form.say(said)
        document.refused.emit(said)


def _said_already(found: Sequence[Action], asked: int) -> str:
    """That there are such actions, and how to have others."""
    again = "Ask for an action once more to make another."
    if len(found) == 1:
        which = "the card" if asked == 1 else f"one of the {asked:,} cards"
        return f"There is an action about {which} already: {quoted(found[0])}. {again}"
    return f"{len(found):,} of the {asked:,} cards have an action already. {again}"


def show_actions(window: "Window") -> "RoomSheet":
    """All actions, for the whole room."""
    from widgets.panels.actions_room import actions_sheet

    panel = cast("ActionsPanel", window.docks["actions"].fill())
    panel.commit_pending()
    return open_for_room(window, partial(actions_sheet, window.editor, lambda: panel.today()))


def wrap_up(window: "Window") -> "WrapUp":
    """Save, name, print and tell what a workshop came to."""
    from app.wrap_up import show

    return show(window)


def _is_revealed(window: "Window") -> bool:
    bar = window.bars.made("votes")
    return bar is not None and cast("VotesBar", bar).voting.is_revealed


def _has_dots(window: "Window") -> bool:
    bar = window.bars.made("votes")
    return bar is not None and bool(cast("VotesBar", bar).voting.given)


def commands(window: "Window") -> tuple[Command, ...]:
    """The commands of one window."""

    def can_clear(editor: Editor) -> bool:
        return not editor.document.read_only and _has_dots(window)

    return (
        Command("view.votes", "&Voting bar", lambda _: window.bars.toggle("votes"),
                ("Ctrl+Shift+D",), "vote", always, checked=lambda _: window.bars.is_open("votes")),
        Command("votes.reveal", "&Reveal votes", lambda _: reveal(window), (), "eye", always,
                checked=lambda _: _is_revealed(window),
                says=lambda _: "Hide &votes" if _is_revealed(window) else "&Reveal votes"),
        Command("votes.ranking", "Ranking for the r&oom", lambda _: _forget(show_ranking(window)),
                (), "list-checks", lambda _: _is_revealed(window)),
        Command("votes.budget", "&Budget of dots", lambda _: _type_budget(window), (), "", always),
        Command("votes.new_round", "&New round…", lambda _: ask_round(window), (), "plus", always),
        Command("file.wrap_up", "&Wrap up…", lambda _: _forget(wrap_up(window)), (),
                "clipboard-check", always),
        Command("view.actions", "Ac&tions", lambda _: window.toggle_dock("actions"), (),
                "clipboard-check", always, checked=lambda _: window.docks["actions"].isVisible()),
        Command("view.actions_room", "Action list &for the room",
                lambda _: _forget(show_actions(window)), (), "users", always),
        Command("actions.add", "&Action", lambda _: make_actions(window), ("Ctrl+Shift+A",),
                "clipboard-check", says=_says_action),
        Command("votes.clear", "&Clear this round", lambda _: votes_bar(window).voting.clear(), (),
                "eraser", can_clear),
    )  # fmt: skip


def _says_action(editor: Editor) -> str:
    if here.anchor(editor, Card) is None:
        return "&Action"
    return "&Action of this card" if len(editor.selection.ids) == 1 else "&Actions of these cards"


def _type_budget(window: "Window") -> None:
    window.bars.open("votes")
    votes_bar(window).focus_budget()


def _forget(_: object) -> None:
    """For calls whose result nobody needs."""
