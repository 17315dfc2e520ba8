"""Maps that read from right to left: the same layout in a mirror, its words and pictures not."""

import pytest
from hypothesis import given, settings

from model.change import JourneyMap
from model.layout.build import RIGHT_TO_LEFT, build
from model.layout.measures import SCREEN
from model.layout.memo import Memo
from model.layout.mirror import DIRECTED, mirrored
from model.layout.scene import Hyperlink, Icon, Path, Picture, Rect, Scene, Text, drawn, walk
from model.records import MapInfo, Stage, evolve
from tests.model.layout.everything import everything
from tests.model.layout.geometry import boxes, extent, hops
from tests.model.layout.maps import crowded, generated
from tests.model.layout.test_layout_geometry import RULES

ARABIC = everything(map={"language": "ar"})
#: Laid out for Arabic, but not yet mirrored.
LOGICAL = mirrored(build(ARABIC, SCREEN), Memo())


def words(scene: Scene, kind: str, record: str) -> list[tuple[float, Text]]:
    return [
        (x, p)
        for x, _, node in walk(scene)
        if node.kind == kind and node.record == record
        for p in node.primitives
        if isinstance(p, Text)
    ]


def test_the_first_stage_is_at_the_right() -> None:
    lefts = [stage.left for stage in boxes(build(ARABIC), "stage")]
    assert lefts == sorted(lefts, reverse=True)


def test_names_of_lanes_are_at_the_right() -> None:
    scene = build(ARABIC, SCREEN)
    for header in boxes(scene, "lane header"):
        assert header.right == scene.width - SCREEN.margin


def test_the_scene_is_as_wide_and_high_as_the_other_way_round() -> None:
    scene = build(ARABIC, SCREEN)
    assert (scene.width, scene.height) == (LOGICAL.width, LOGICAL.height)


def test_text_icons_and_pictures_are_moved_but_not_turned() -> None:
    there, back = build(ARABIC, SCREEN), LOGICAL
    pairs = list(zip(drawn(there), drawn(back), strict=True))
    assert len(pairs) > 300
    for (x, y, p), (x2, y2, q) in pairs:
        assert y == y2
        match p, q:
            case Text(), Text():
                assert p.line is q.line or p.line == q.line
                assert (p.y, p.role) == (q.y, q.role)
                assert x + p.x == there.width - (x2 + q.x) - q.line.width
            case Icon(), Icon():
                assert (p.name, p.size) == (q.name, q.size)
                assert x + p.x == there.width - (x2 + q.x) - q.size
            case (Rect(), Rect()) | (Picture(), Picture()) | (Hyperlink(), Hyperlink()):
                assert (p.w, p.h) == (q.w, q.h)
                assert x + p.x == there.width - (x2 + q.x) - q.w
            case Path(), Path():
                for a, b in zip(p.steps, q.steps, strict=True):
                    assert a[2::2] == b[2::2]
                    for h, k in zip(a[1::2], b[1::2], strict=True):
                        assert x + float(h) == there.width - (x2 + float(k))
            case _:
                pytest.fail(f"{p} became {q}")


def test_icons_that_point_along_the_journey_point_the_other_way() -> None:
    turned = 0
    for (_, _, p), (_, _, q) in zip(drawn(build(ARABIC)), drawn(build(everything())), strict=True):
        if isinstance(q, Icon) and q.name in DIRECTED:
            bounds = extent(p)
            assert isinstance(p, Path)
            assert bounds is not None
            assert max(bounds.w, bounds.h) <= q.size
            turned += 1
        else:
            assert type(p) is type(q)
    assert turned > 3


def test_corners_change_sides() -> None:
    (bar,) = {
        p.radii
        for _, _, node in walk(build(ARABIC, SCREEN))
        if node.record == "card_chooses_a_shop"
        for p in node.primitives
        if isinstance(p, Rect) and p.w == SCREEN.bar
    }
    left_top, right_top, right_bottom, left_bottom = bar
    assert left_top == left_bottom == 0
    assert right_top == right_bottom > 0


@settings(max_examples=30)
@given(crowded() | generated())
def test_mirrored_twice_it_is_as_it_was(journey: JourneyMap) -> None:
    scene = build(journey)
    twice = mirrored(mirrored(scene, Memo()), Memo())
    for (x, y, node), (x2, y2, other) in zip(walk(scene), walk(twice), strict=True):
        assert (x, y, node.kind, node.record) == (x2, y2, other.kind, other.record)
        assert node.bounds == other.bounds
        for p, q in zip(node.primitives, other.primitives, strict=True):
            assert p == q or (isinstance(p, Icon) and p.name in DIRECTED)


@settings(max_examples=30)
@given(crowded(folded=True) | generated())
def test_a_mirrored_map_keeps_all_that_holds_for_others(journey: JourneyMap) -> None:
    info = evolve(journey.info, language="he")
    scene = build(JourneyMap({**journey.records, "map": info}))
    for rule in RULES:
        rule(scene)


def test_routes_run_from_right_to_left() -> None:
    steps = [s for hop in hops(build(ARABIC)) for s in (hop.points[0], hop.points[-1])]
    leftwards = sum(a[0] > b[0] for a, b in zip(steps[::2], steps[1::2], strict=True))
    assert leftwards > len(steps) / 4


def test_arabic_text_in_an_english_map_stands_at_the_right_of_its_card() -> None:
    title = "يطلب الدراجة عبر الهاتف"
    english = everything(card_pays_it={"title": title}, card_scans_it={"title": "Asks"})
    scene = build(english, SCREEN)
    for record, at_right in (("card_pays_it", True), ("card_scans_it", False)):
        (card,) = [c for c in boxes(scene, "card") if c.node.record == record]
        x, line = words(scene, "card", record)[0]
        left, right = x + line.x - card.left, card.right - (x + line.x + line.line.width)
        assert (right < left) == at_right
        assert min(left, right) < 4 * SCREEN.pad


def test_latin_text_in_an_arabic_map_stands_at_the_left_of_its_card() -> None:
    x, line = words(build(ARABIC, SCREEN), "card", "card_pays_it")[0]
    (card,) = [c for c in boxes(build(ARABIC, SCREEN), "card") if c.node.record == "card_pays_it"]
    assert x + line.x - card.left < 2 * SCREEN.pad


@pytest.mark.parametrize("language", sorted(RIGHT_TO_LEFT))
def test_every_language_that_is_written_so_is_laid_out_so(language: str) -> None:
    info = MapInfo(language=f"{language}-XX")
    first, second = (Stage(id=f"stage_{i}", name="x", order=f"a{i}") for i in (0, 1))
    steps = [s for s in everything().records.values() if s.id in ("step_print", "step_hand")]
    moved = [evolve(s, stage_id=f"stage_{i}") for i, s in enumerate(steps)]
    a, b = boxes(build(JourneyMap([info, first, second, *moved])), "stage")
    assert a.left > b.left
