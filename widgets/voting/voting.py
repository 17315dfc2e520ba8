"""One window's dot voting: which round is counted, its budget, and whether it may be seen.

The dots are in the map, and so are the rounds that have any. What is looked at now, how many
dots there are to give, and that a round is revealed is the window's alone: a map that is
opened shows no votes.
"""

from collections.abc import Mapping

from PySide6.QtCore import QObject, Signal

from model.change import Change, JourneyMap
from model.edits import votes
from model.edits.votes import Ranked, add_votes, clear_round, set_votes
from model.labels import counted, quoted, quoted_text
from model.records import Card, Record, Vote
from widgets.document import Document

#: Beyond these nobody counts dots on a wall.
MOST_PEOPLE, MOST_EACH = 999, 99


class Voting(QObject):
    """What is being voted on.

    Attributes:
        people, each: who votes, and the dots of each; none is no budget.
        is_settled: whether anybody ever said so, or it goes on where votes were counted before.
    """

    #: Another round, other dots, another budget, revealed or hidden.
    changed = Signal()
    #: Other dots may be seen than before.
    revealed = Signal()

    def __init__(
        self,
        document: Document,
        parent: QObject | None = None,
        people: int = 0,
        each: int = 0,
        settled: bool = False,
    ) -> None:
        super().__init__(parent)
        self._document = document
        self.people, self.each = people, each
        there = votes.rounds(document.map)
        self._round = there[-1] if there else "Round 1"
        self.is_settled = settled or bool(there)
        self._revealed: set[str] = set()
        self._counted: tuple[JourneyMap, str, Mapping[str, int]] | None = None
        document.changed.connect(self._follow)
        document.keeps_back = self._keeps_back

    @property
    def round(self) -> str:
        """The name of the round that is counted."""
        return self._round

    @property
    def rounds(self) -> tuple[str, ...]:
        """All rounds of the map and this one."""
        there = votes.rounds(self._document.map)
        keys = set(map(votes.key_of, there))
        return there if votes.key_of(self._round) in keys else (*there, self._round)

    @property
    def budget(self) -> int:
        """All dots that there are to give; 0 for as many as one likes."""
        return self.people * self.each

    @property
    def is_revealed(self) -> bool:
        """Whether the dots of this round may be seen."""
        return votes.key_of(self._round) in self._revealed

    @property
    def tally(self) -> Mapping[str, int]:
        """The dots of each card in this round."""
        of, before = self._document.map, self._counted
        if before is None or before[0] is not of or before[1] != self._round:
            before = self._counted = (of, self._round, votes.tally(of, self._round))
        return before[2]

    @property
    def given(self) -> int:
        """All dots that were given in this round."""
        return sum(self.tally.values())

    def ranking(self) -> tuple[Ranked, ...]:
        """The cards of this round, the one with the most dots first."""
        return votes.ranking(self._document.map, self._round)

    def set_budget(self, people: int, each: int) -> None:
        """So many people have so many dots each."""
        if (people, each) != (self.people, self.each):
            self.people, self.each = people, each
            self.changed.emit()

    def settle(self) -> None:
        """So many people and dots it is, also where nobody typed other numbers."""
        if not self.is_settled:
            self.is_settled = True
            self.changed.emit()

    def go_to(self, name: str) -> None:
        """Count another round, which is new if there is none of that name."""
        name = votes.tidy(name)
        if name and name != self._round:
            same = (r for r in self.rounds if votes.key_of(r) == votes.key_of(name))
            self._round = next(same, name)
            self.changed.emit()
            self.revealed.emit()

    def next_name(self) -> str:
        """What another round may be called."""
        taken = {votes.key_of(name) for name in self.rounds}
        number = len(taken) + 1
        while votes.key_of(f"Round {number}") in taken:
            number += 1
        return f"Round {number}"

    def reveal(self, on: bool) -> None:
        """Show the dots of this round, or hide them again."""
        if on != self.is_revealed:
            (self._revealed.add if on else self._revealed.discard)(votes.key_of(self._round))
            self.changed.emit()
            self.revealed.emit()

    def giving(self, to: JourneyMap, card_id: str, dots: int) -> Change:
        """What `give` would do to a map.

        Raises:
            EditError: the card is gone.
        """
        return set_votes(to, self._round, card_id, dots)

    def give(self, card_id: str, dots: int) -> None:
        """A card has exactly so many dots."""
        card = self._document.map.get(card_id, Card)
        if card is not None:
            label = f"{counted(dots, 'dot')} for {quoted(card)}"
            self._document.edit(label, set_votes, self._round, card_id, dots)

    def add(self, card_id: str, by: int) -> None:
        """A card has one dot more or less; keys that follow each other are one entry."""
        card = self._document.map.get(card_id, Card)
        if card is not None and self.tally.get(card_id, 0) + by >= 0:
            label = f"Dots for {quoted(card)}"
            self._document.edit_on(label, add_votes, self._round, card_id, by)

    def clear(self) -> None:
        """Take all dots of this round back."""
        self._document.edit(
            f"Clear the dots of {quoted_text(self._round)}", clear_round, self._round
        )

    def _keeps_back(self, record: Record) -> bool:
        """Whether a record is a vote of a round that is yet to be revealed."""
        return isinstance(record, Vote) and votes.key_of(record.round) not in self._revealed

    def _follow(self, change: Change) -> None:
        if any(isinstance(record, Vote | Card) for pair in change.values() for record in pair):
            self.changed.emit()
