"""The examples as posters on A0: nothing clipped, nothing in the way, everything to be told apart.

All is worked out from what is drawn, not from pixels; that the files show it is in
`test_examples.py`.
"""

from functools import cache
from itertools import combinations, pairwise

import pytest

from model.layout.measures import POSTER
from model.layout.scene import Icon, Path, Primitive, Rect, Text
from model.records import Card, CardKind, Persona
from resources import palettes
from resources.palettes.colour import contrast
from tests.export.posters import (
    NAMES,
    Box,
    Drawn,
    Grounds,
    box,
    covers,
    everything,
    example,
    outlines,
    poster_of,
    seen,
    smallest_card_text,
    text_box,
)
from tests.sample_cards import HEBREW, THAI, cards_saying

#: Kinds that are plain words in a lane of their own, and told apart by that.
PLAIN = {"doing", "thought", "need"}
#: Lines this much into a text's box touch no letter: its ascent leaves room for accents.
INTO = 2.0


@cache
def texts(name: str) -> tuple[tuple[int, Drawn, Box], ...]:
    """Each line of text on a poster: its number in painting order, and its box."""
    return tuple(
        (i, each, text_box(each.primitive))
        for i, each in enumerate(everything(name))
        if isinstance(each.primitive, Text)
    )


def said(each: Drawn) -> str:
    assert isinstance(each.primitive, Text)
    return each.primitive.line.text


@pytest.mark.parametrize("name", NAMES)
def test_no_line_of_text_lies_on_another(name: str) -> None:
    ordered = sorted(texts(name), key=lambda text: text[2].top)
    met = []
    for i, (_, one, around) in enumerate(ordered):
        for _, other, beside in ordered[i + 1 :]:
            if beside.top >= around.bottom:
                break
            if around.meets(beside, 1.0):
                met.append((said(one), said(other)))
    assert met == []


@pytest.mark.parametrize("name", NAMES)
def test_no_line_of_text_reaches_into_the_margin(name: str) -> None:
    scene, margin = example(name).scene, POSTER.margin
    inside = Box(margin, margin, scene.width - margin, scene.height - margin).grown(0.5)
    assert [said(each) for _, each, around in texts(name) if not inside.holds(around)] == []
    page = example(name).page
    assert page.margin >= 5 * 72 / 25.4
    assert min(page.x, page.y) >= page.margin - 1e-6


@pytest.mark.parametrize("name", NAMES)
def test_every_card_says_all_of_its_title(name: str) -> None:
    of = example(name)
    lines: dict[str, list[str]] = {}
    for _, each, _ in texts(name):
        if "card" in each.kinds:
            lines.setdefault(each.owner, []).append(said(each))
    shown = [
        card for card in of.journey.all(Card) if card.id in lines and not card.metric_ids
    ]  # fmt: skip
    assert len(shown) > 30
    for card in shown:
        letters = "".join("".join(lines[card.id]).split())
        assert "".join(card.title.split()) in letters, card.title


@pytest.mark.parametrize("name", NAMES)
def test_no_word_on_a_poster_is_cut_short(name: str) -> None:
    assert [said(each) for _, each, _ in texts(name) if said(each).rstrip().endswith("…")] == []


@pytest.mark.parametrize("name", NAMES)
def test_no_text_lies_on_an_icon_a_mark_or_a_face(name: str) -> None:
    marks = [
        (each, box(each.primitive))
        for each in everything(name)
        if isinstance(each.primitive, Icon | Path | Rect) and _is_mark(each)
    ]
    assert len(marks) > 60
    met = [
        (said(text), each.kinds[-1])
        for each, around in marks
        for _, text, beside in texts(name)
        if beside.grown(-INTO).meets(around)
    ]
    assert met == []


@pytest.mark.parametrize("name", NAMES)
def test_no_line_is_drawn_through_text(name: str) -> None:
    drawn = everything(name)
    through = []
    for i, each in enumerate(drawn):
        shape = each.primitive
        if not isinstance(shape, Rect | Path) or each.kinds[-1] == "range":
            continue  # as pale as the ground, and under the words
        if each.kinds[-1] == "levels" and shape.stroke == "grid":
            continue  # likewise
        lines = _lines(shape)
        if not lines:
            continue
        around = box(shape).grown(1.0)
        for number, text, beside in texts(name):
            if not beside.meets(around) or not any(_touches(line, beside) for line in lines):
                continue
            if number < i or not _hidden(drawn[i + 1 : number], beside):
                through.append((said(text), each.kinds[-1], each.owner))
    assert through == []


@pytest.mark.parametrize("name", NAMES)
def test_no_route_touches_a_card_but_at_its_ends(name: str) -> None:
    cards = [box(each.primitive).grown(-2.0) for each in _bodies(name)]
    assert len(cards) > 20
    routes = [each for each in everything(name) if each.kinds[-1] == "hop"]
    assert len(routes) > 15
    for each in routes:
        for line in _lines(each.primitive):
            assert not any(_touches([line[0], line[1]], card) for card in cards), each.owner


@pytest.mark.parametrize("theme", palettes.THEMES)
@pytest.mark.parametrize("name", NAMES)
def test_every_text_stands_out_from_what_lies_behind_it(name: str, theme: str) -> None:
    palette, grounds = palettes.load(theme), _grounds(name)
    low = []
    for number, each, around in texts(name):
        middle = (around.top + around.bottom) / 2
        for part in (0.02, 0.5, 0.98):
            x = around.left + (around.right - around.left) * part
            behind = seen(grounds.behind(x, middle, number), palette)
            if contrast(seen([(each.primitive.role, 1.0)], palette), behind) < 4.5:
                low.append((said(each), each.primitive.role, behind))
    assert low == []


@pytest.mark.parametrize("theme", palettes.THEMES)
@pytest.mark.parametrize("name", NAMES)
def test_every_card_has_a_border_that_stands_out_from_its_lane(name: str, theme: str) -> None:
    palette, grounds, drawn = palettes.load(theme), _grounds(name), everything(name)
    for each in _bodies(name):
        around = box(each.primitive).grown(3.0)
        outside = (around.left, (around.top + around.bottom) / 2)
        behind = seen(grounds.behind(*outside, drawn.index(each)), palette)
        border = seen([(each.primitive.stroke, 1.0)], palette)
        assert contrast(border, behind) >= 3.0, (each.owner, each.primitive.stroke)


@pytest.mark.parametrize("name", NAMES)
def test_kinds_of_cards_in_use_differ_without_any_colour(name: str) -> None:
    kinds = {card.kind for card in example(name).journey.all(Card)} - PLAIN
    assert len(kinds) >= 6
    looks = {kind: _without_colour(kind) for kind in kinds}
    for one, other in combinations(sorted(kinds), 2):
        assert looks[one] != looks[other], (one, other)


@pytest.mark.parametrize("name", NAMES)
def test_personas_of_one_emotion_line_differ_by_the_shape_of_their_faces(name: str) -> None:
    journey = example(name).journey
    customers = [p for p in journey.all(Persona) if p.role == "customer"]
    assert len(customers) > 1
    assert len({p.face for p in customers}) == len(customers)


@pytest.mark.parametrize("name", NAMES)
def test_card_text_on_a0_can_be_read_by_most_from_half_a_metre_or_almost(name: str) -> None:
    # Smith 1979: 90% read 0.003 rad, whose limit at half a metre is 5.8 pt.
    assert smallest_card_text(example(name)) >= 5.8


@pytest.mark.parametrize("language", ["en", "he"])
@pytest.mark.parametrize("words", [HEBREW, THAI], ids=["hebrew", "thai"])
def test_words_of_other_scripts_keep_to_their_cards(words: tuple[str, ...], language: str) -> None:
    _, drawn = poster_of(cards_saying(words, language))
    for each in drawn:
        if not isinstance(each.primitive, Text) or "card" not in each.kinds:
            continue
        bodies = [
            box(one.primitive)
            for one in drawn
            if one.owner == each.owner and isinstance(one.primitive, Rect | Path)
            and one.primitive.stroke and one.primitive.fill
        ]  # fmt: skip
        assert not bodies or bodies[0].holds(text_box(each.primitive)), said(each)


@cache
def _grounds(name: str) -> Grounds:
    return Grounds(example(name).scene, everything(name))


@cache
def _bodies(name: str) -> tuple[Drawn, ...]:
    """The box of each card that has one."""
    return tuple(
        each
        for each in everything(name)
        if each.kinds[-1] == "card"
        and isinstance(each.primitive, Rect | Path)
        and each.primitive.stroke.startswith("card.")
        and each.primitive.fill
    )


def _is_mark(each: Drawn) -> bool:
    """Icons, faces on the emotion line, marks of evidence and of personas on cards."""
    shape = each.primitive
    if isinstance(shape, Icon) or each.kinds[-1] == "feeling":
        return True
    around = box(shape)
    small = around.right - around.left < 20 and around.bottom - around.top < 20
    return each.kinds[-1] == "card" and small and bool(shape.fill)


def _lines(shape: Primitive) -> list[list[tuple[float, float]]]:
    """The straight pieces of what is drawn as a line: strokes, and rectangles no wider."""
    if isinstance(shape, Rect) and not shape.stroke:
        if min(shape.w, shape.h) > 6:
            return []
        middle = shape.x + shape.w / 2, shape.y + shape.h / 2
        ends = (
            [(middle[0], shape.y), (middle[0], shape.y + shape.h)]
            if shape.w < shape.h
            else [(shape.x, middle[1]), (shape.x + shape.w, middle[1])]
        )
        return [ends]
    if isinstance(shape, Rect):
        left, top, right, bottom = box(shape)
        corners = [(left, top), (right, top), (right, bottom), (left, bottom), (left, top)]
        return [list(ends) for ends in pairwise(corners)]
    if isinstance(shape, Path) and shape.stroke:
        return [list(ends) for line in outlines(shape) for ends in pairwise(line)]
    return []


def _touches(ends: list[tuple[float, float]], around: Box) -> bool:
    """Whether a straight line goes through the inside of a box (Liang and Barsky 1984)."""
    (x0, y0), (x1, y1) = ends
    dx, dy = x1 - x0, y1 - y0
    inner = around.grown(-INTO)
    first, last = 0.0, 1.0
    for step, room in (
        (-dx, x0 - inner.left), (dx, inner.right - x0),
        (-dy, y0 - inner.top), (dy, inner.bottom - y0),
    ):  # fmt: skip
        if step == 0:
            if room < 0:
                return False
        elif step < 0:
            first = max(first, room / step)
        else:
            last = min(last, room / step)
    return first <= last


def _hidden(above: tuple[Drawn, ...], around: Box) -> bool:
    """Whether something opaque that was painted later covers the whole box."""
    corners = [(x, y) for x in (around.left, around.right) for y in (around.top, around.bottom)]
    return any(
        isinstance(each.primitive, Rect | Path)
        and each.primitive.fill
        and each.primitive.opacity == 1.0
        and all(covers(each.primitive, x, y) for x, y in corners)
        for each in above
    )


@cache
def _without_colour(kind: CardKind) -> tuple[Primitive, ...]:
    """What a card of a kind is drawn with, without colours and words, each with one title."""
    _, drawn = poster_of(cards_saying(("Waits",), kinds=(kind,)))
    shapes = [
        e.primitive for e in drawn if e.owner == "card_0" and not isinstance(e.primitive, Text)
    ]
    return tuple(
        shape._replace(role="") if isinstance(shape, Icon) else shape._replace(fill="", stroke="")
        for shape in shapes
        if isinstance(shape, Icon | Rect | Path)
    )
