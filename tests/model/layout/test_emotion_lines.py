"""Emotion lines: they keep to their scores and their lane, and nothing covers a face."""

from itertools import combinations, pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from model.change import JourneyMap
from model.ids import feeling_id
from model.layout import curves
from model.layout.build import View, build
from model.layout.emotion_points import TALLEST
from model.layout.measures import POSTER, SCREEN, Measures
from model.layout.scene import Path, Scene, Text, snap, walk
from model.records import Card, Feeling, Lane, MapInfo, Persona, Stage, Step, create, evolve
from tests.model.layout.everything import everything
from tests.model.layout.geometry import Box, box, boxes, extent
from tests.model.layout.maps import numbered

scores = st.floats(-2, 2) | st.sampled_from([-2, -1, -1, 0, 0, 0.5, 2])


def cubic(a: float, b: float, c: float, d: float, t: float) -> float:
    u = 1 - t
    return u**3 * a + 3 * u * u * t * b + 3 * u * t * t * c + t**3 * d


@given(st.lists(scores, min_size=1, max_size=12), st.data())
def test_the_curve_stays_between_neighbouring_scores(
    values: list[float], data: st.DataObject
) -> None:
    gaps = data.draw(st.lists(st.integers(20, 400), min_size=len(values), max_size=len(values)))
    xs = [float(sum(gaps[: i + 1])) for i in range(len(values))]
    points = [(x, snap(100 * value)) for x, value in zip(xs, values, strict=True)]
    for (x0, y0), (x1, y1), (x2, y2), (x3, y3) in curves.segments(points):
        low, high = min(y0, y3), max(y0, y3)
        assert low <= min(y1, y2)
        assert max(y1, y2) <= high
        assert x0 < x1 < x2 < x3
        ys = [cubic(y0, y1, y2, y3, t / 50) for t in range(51)]
        assert all((b - a) * (y3 - y0) >= -1e-6 for a, b in pairwise(ys)), "it turns only at scores"


@given(st.lists(scores, min_size=2, max_size=8))
def test_the_areas_lie_on_their_own_side_of_neutral(values: list[float]) -> None:
    points = [(100.0 * i, snap(-50 * value)) for i, value in enumerate(values)]
    above, below = curves.areas(points, 0.0)
    assert all(float(y) <= 0 for step in above for y in step[2::2])
    assert all(float(y) >= 0 for step in below for y in step[2::2])
    assert bool(above) == any(value > 0.01 for value in values) or max(values) <= 0.01
    assert bool(below) == any(value < -0.01 for value in values) or min(values) >= -0.01


def feelings_map(
    of: list[list[float | None]], name: str = "Persona", faces: tuple[str, ...] = ("circle",)
) -> JourneyMap:
    """A map with nothing but emotion: `of` holds the scores of each persona."""
    columns = max((len(row) for row in of), default=0)
    personas = [
        evolve(p, name=f"{name} {i}", face=faces[i % len(faces)])
        for i, p in enumerate(numbered(Persona, len(of)))
    ]
    steps = numbered(Step, columns, stage_id="stage_0")
    feelings = [
        create(
            Feeling, id=feeling_id(p.id, s.id), persona_id=p.id, step_id=s.id, score=score,
            word="something that went wrong here",
        )
        for p, row in zip(personas, of, strict=True)
        for s, score in zip(steps, row, strict=False)
        if score is not None
    ]  # fmt: skip
    lane = Lane(id="lane", kind="emotion", name="Feeling")
    return JourneyMap([MapInfo(), Stage(id="stage_0"), *steps, lane, *personas, *feelings])


def faces_of(scene: Scene) -> list[Box]:
    found = []
    for x, y, node in walk(scene):
        if node.kind == "feeling":
            outline = node.primitives[0]
            assert isinstance(outline, Path)
            found.append(box(x, y, node, extent(outline)))
    return found


def words_of(scene: Scene) -> list[tuple[Box, str]]:
    return [
        (box(x, y, node, extent(text)), text.line.text)
        for x, y, node in walk(scene)
        if node.kind == "words"
        for text in node.primitives
        if isinstance(text, Text)
    ]


many = st.lists(st.lists(st.none() | scores, max_size=5), max_size=9)
shapes = st.sampled_from([("circle",), ("hexagon",), ("circle", "square", "hexagon")])


@settings(max_examples=100)
@given(many, shapes, st.sampled_from([POSTER, SCREEN]))
def test_no_face_or_word_covers_another(
    of: list[list[float | None]], faces: tuple[str, ...], measures: Measures
) -> None:
    scene = build(feelings_map(of, faces=faces), measures)
    drawn = faces_of(scene)
    assert len(drawn) == sum(score is not None for row in of for score in row)
    for a, b in combinations(drawn, 2):
        assert not a.overlaps(b), (a, b)
    words = words_of(scene)
    for (a, text), (b, other) in combinations(words, 2):
        assert not a.overlaps(b), (text, other)
    for word, text in words:
        assert not any(word.overlaps(face) for face in drawn), text


@settings(max_examples=60)
@given(many, st.sampled_from(["Persona", "A rather long name for a persona " * 2]))
def test_curves_faces_and_words_stay_in_their_lane(of: list[list[float | None]], name: str) -> None:
    scene = build(feelings_map(of, name))
    (lane,) = boxes(scene, "lane")
    for x, y, node in walk(scene):
        if node.kind in ("curve", "feeling", "words", "fill", "range", "levels"):
            for primitive in node.primitives:
                bounds = extent(primitive)
                assert bounds is not None
                assert box(x, y, node, bounds).inside(lane), primitive


def test_a_crowd_of_personas_meets_in_one_column_without_leaving_it() -> None:
    scene = build(feelings_map([[1.0, -1.0]] * 200))
    faces = faces_of(scene)
    assert 30 < len(faces) < 60, "those that come last have no face"
    for a, b in combinations(faces, 2):
        assert not a.overlaps(b)
    for node in (node for _, _, node in walk(scene) if node.kind == "curve"):
        (line,) = node.primitives
        assert isinstance(line, Path)
        assert float(line.steps[0][1]) < float(line.steps[-1][5])


def test_names_stand_at_the_ends_of_the_lines() -> None:
    words = {text: at for at, text in words_of(build(feelings_map([[1.0, 1.5], [-1, -1]])))}
    assert words["Persona 0"].top < words["Persona 1"].top
    faces = faces_of(build(feelings_map([[1.0, 1.5], [-1, -1]])))
    assert words["Persona 0"].left > max(face.right for face in faces)


def test_a_high_lane_name_leaves_the_curve_its_height() -> None:
    journey = feelings_map([[2.0, -2.0]])
    lane = journey["lane"]
    tall = JourneyMap({**journey.records, "lane": evolve(lane, name="very long name " * 40)})
    for of in (journey, tall):
        (a, b) = faces_of(build(of))
        assert b.top - a.top > POSTER.emotion_height / 3


def test_the_two_deepest_dips_and_the_best_peak_are_told() -> None:
    words = [text for _, text in words_of(build(everything()))]
    assert "nine days" in words
    assert "at last" in words
    assert "no receipt" not in words, "no dip: it goes on falling"


def test_a_step_without_a_score_of_its_own_takes_the_mean_of_its_cards() -> None:
    scene = build(everything())
    at = {node.record: y for _, y, node in walk(scene) if node.kind == "feeling"}
    high = at[feeling_id("persona_nour", "step_paid")]  # 1.7
    low = at[feeling_id("persona_nour", "step_track")]  # -1.8
    mean = high + (low - high) * (1.7 + 0.9) / (1.7 + 1.8)  # of -1.3 and -0.5
    assert at[""] == pytest.approx(mean, abs=0.02), "several cards averaged name no record"


@pytest.mark.parametrize("curve", ["current", "future"])
def test_only_the_active_persona_is_filled(curve: str) -> None:
    journey = feelings_map([[1.0, 1.0], [-1.0, -1.0]])
    records = dict(journey.records)
    for record in journey.all(Feeling):
        if record.persona_id == "persona_1":
            records[record.id] = evolve(record, curve=curve)
    scene = build(JourneyMap(records), view=View(active="persona_1"))
    fills = [
        p.fill
        for _, _, node in walk(scene)
        if node.kind == "fill"
        for p in node.primitives
        if isinstance(p, Path)
    ]
    assert fills == (["feeling.below"] if curve == "current" else ["feeling.above"])


def test_the_reach_of_a_hexagon_is_known() -> None:
    scene = build(feelings_map([[1.0]], faces=("hexagon",)))
    (face,) = faces_of(scene)
    assert face.bottom - face.top == pytest.approx(2 * POSTER.face * TALLEST, abs=0.1)


def test_cards_of_an_emotion_lane_stand_below_its_lines() -> None:
    journey = feelings_map([[1.0, -2.0]])
    card = Card(id="card", kind="note", step_id="step_0", lane_id="lane", title="And more")
    scene = build(JourneyMap([*journey.records.values(), card]))
    (note,) = boxes(scene, "card")
    assert all(face.bottom < note.top for face in faces_of(scene))
