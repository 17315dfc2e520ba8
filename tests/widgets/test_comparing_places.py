"""Where the records of a change are looked at that stand on no map themselves."""

import pytest

from model.change import JourneyMap
from model.records import Card, Evidence, Metric
from tests.model.retold import changed, made
from widgets.comparing.shown import places_of


def test_sources_are_seen_at_their_cards_which_are_looked_for_once(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    sources = [f"evidence_{n}" for n in range(20)]
    c = changed(
        None,
        *(made(Evidence, i, title=i) for i in sources),
        made(Metric, "metric_wait", name="Wait"),
        card_chat={"evidence_ids": tuple(sources[:15])},
        card_till={"evidence_ids": (sources[19],), "metric_ids": ("metric_wait",)},
    )
    read: list[object] = []
    real = JourneyMap.all

    def counted(of: JourneyMap, kind: type[Card]) -> object:
        read.append(kind)
        return real(of, kind)

    monkeypatch.setattr(JourneyMap, "all", counted)
    assert places_of(c, [*sources, "metric_wait"]) == ("card_chat", "card_till")
    assert read == [Card, Card]
    assert places_of(c, ["metric_wait"]) == ("card_till",)
    assert places_of(c, ["card_queue"]) == ("card_queue",)
