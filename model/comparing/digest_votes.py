"""The dots of a round, told together: a workshop puts dozens of them on a map at once."""

from model.compare import Comparison, Item
from model.comparing.lines import Line
from model.comparing.naming import isolated, quotation
from model.labels import counted, quoted
from model.records import Card, Vote

#: So many dotted cards of a round that came or went together are one line.
_MANY = 3


def together(c: Comparison, items: list[Item]) -> tuple[list[Line], list[Item]]:
    """The lines about whole rounds among `items`, and all items that these do not tell of."""
    rounds: dict[tuple[str, bool], list[Item]] = {}
    for item in items:
        if isinstance(item.there, Vote) and None in (item.before, item.after):
            rounds.setdefault((item.there.round, item.after is None), []).append(item)
    found = {key: of for key, of in rounds.items() if len(of) >= _MANY}
    told = {item.id for of in found.values() for item in of}
    lines = [_line(c, name, gone, of) for (name, gone), of in found.items()]
    return lines, [item for item in items if item.id not in told]


def _line(c: Comparison, name: str, gone: bool, items: list[Item]) -> Line:
    votes = sorted((i.there for i in items if isinstance(i.there, Vote)), key=lambda v: -v.count)
    card = (c.old if gone else c.new).get(votes[0].card_id, Card)
    text = f"Round {quotation(name)}" if name else "Dots"
    text += f"{' removed' if gone else ''}: {counted(sum(v.count for v in votes), 'dot')}"
    text += f" on {counted(len(votes), 'card')}"
    if card is not None and votes[0].count > votes[1].count:
        text += f", most on {isolated(quoted(card))} ({votes[0].count})"
    return Line(text, tuple(vote.id for vote in votes))
