"""A process that edits and saves as fast as it can is killed at any moment, many times over."""

import os
from pathlib import Path
from random import Random

import pytest

from tests.faults.stories import Place
from tests.faults.stories_hectic import Hectic
from tests.faults.striking import KILLED, Victim
from tests.faults.tally import Tally
from tests.tools import SOAK

pytestmark = pytest.mark.soak
#: How often it is killed in all, in how many parts, and how often the same map.
KILLS = 1000 if SOAK > 1 else 60
PARTS, LIVES = 4, 25


@pytest.mark.parametrize("part", range(PARTS))
def test_killed_at_a_random_moment_it_loses_nothing_that_it_had_told(
    part: int, victim: Victim, tmp_path: Path, tally: Tally
) -> None:
    random = Random(f"{os.environ.get('TOUCHLINE_SEED', '')} {part}")
    story = Hectic()
    line = tally.line("1, 2, 8", "killed at a random moment: edits, saves, recoveries, lock")
    done = saves = 0
    for life in range(KILLS // PARTS):
        if life % LIVES == 0:
            place = Place(tmp_path / str(life)).make()
            story.prepare(place)
            before = 0
        with line.fault(f"life {life}"):
            # s, from a start that has hardly begun to dozens of edits and some saves.
            moment = 0.004 * 60 ** random.random()
            outcome = victim.play(story.name, place, seconds=moment)
            assert outcome.code == KILLED, outcome
            now = story.survived(place, outcome.said, before)
            done, before = done + now - before, now
            saves += sum(words.startswith("saved") for words in outcome.said)
            if life % LIVES == LIVES - 1 or life == KILLS // PARTS - 1:
                story.play_out(place)
    line.add(edits=done, saves=saves)
