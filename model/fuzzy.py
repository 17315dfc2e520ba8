"""Finding things by a few letters."""

from collections.abc import Sequence

from model import grid
from model.change import JourneyMap
from model.records import Stage, Step


def rank(letters: str, text: str) -> tuple[int, int, int] | None:
    """How well `text` fits what was typed, smaller is better; None if it does not.

    Whole words first, then beginnings of words, then the letters in their order anywhere.
    """
    wanted, within = letters.casefold().strip(), text.casefold()
    if not wanted:
        return 0, 0, 0
    at = within.find(wanted)
    if at >= 0:
        return (0 if at == 0 or not within[at - 1].isalnum() else 1), at, len(within)
    gaps, place = 0, -1
    for letter in wanted:
        if letter.isspace():
            continue
        found = within.find(letter, place + 1)
        if found < 0:
            return None
        gaps += found - place - 1
        place = found
    return 2, gaps, len(within)


def place(of: JourneyMap, letters: str, here: tuple[str, str] = ("", "")) -> tuple[str, str] | None:
    """The step and lane that a few letters mean: of a stage or step, of a lane, or of both.

    What they say nothing of stays as it is `here`. None if they fit nothing.
    """
    words = letters.split()
    columns = [(step.id, name) for step in grid.steps(of) for name in _names(of, step)]
    lanes = [(lane.id, lane.name) for lane in grid.lanes(of)]
    best: tuple[tuple[int, ...], str, str] | None = None
    for cut in range(len(words), -1, -1):
        step = _best(" ".join(words[:cut]), columns, here[0])
        lane = _best(" ".join(words[cut:]), lanes, here[1])
        if step is None or lane is None or not words:
            continue
        how = tuple(a + b for a, b in zip(step[0], lane[0], strict=True))
        if best is None or how < best[0]:
            best = (how, step[1], lane[1])
    return best[1:] if best is not None else None


def _names(of: JourneyMap, step: Step) -> list[str]:
    stage = of.get(step.stage_id, Stage)
    stage_name = stage.name if stage is not None else ""
    whole = f"{stage_name} {step.name}".strip()
    return list(dict.fromkeys(name for name in (stage_name, step.name, whole) if name))


def _best(
    letters: str, among: Sequence[tuple[str, str]], here: str
) -> tuple[tuple[int, int, int], str] | None:
    if not letters:
        return (0, 0, 0), here
    ranked = [(how, found) for found, name in among if (how := rank(letters, name)) is not None]
    return min(ranked, key=lambda each: each[0]) if ranked else None
