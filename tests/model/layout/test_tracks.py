import pytest

from model.layout import tracks
from model.layout.tracks import MOST_ORDERED, MOST_TRACKS, Name, Stretch, assign


def bundle(n: int) -> list[tuple[Name, Stretch]]:
    """As many stretches in one gutter, each over the whole of it."""
    return [
        (("a", "b", "", i, 0), Stretch("gutter", 1, 0.5, 3.5, 0.5, 3.5, (-1, 1)))
        for i in range(n)
    ]  # fmt: skip


@pytest.mark.parametrize("n", [3, MOST_ORDERED + 50])
def test_every_stretch_gets_a_track_however_many_there_are(n: int) -> None:
    found = assign(bundle(n))
    assert len(found.of) == n
    assert found.width == min(n, MOST_TRACKS)


def test_no_order_is_looked_for_among_more_than_can_be_told_apart(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    votes: list[int] = []
    monkeypatch.setattr(tracks, "_votes", lambda *_: votes.append(1) or 0)
    assign(bundle(MOST_ORDERED + 1))
    assert not votes
    assign(bundle(3))
    assert votes
