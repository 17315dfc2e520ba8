"""The headers of a comparison: their badges are as legible far away as the names beside them."""

import pytest

from model.change import apply
from model.compare import compare
from model.edits.removing import remove
from model.layout.build import Laid, View, build, laid
from model.layout.measures import SCREEN
from model.layout.memo import Memo
from model.layout.scene import Path, Primitive, Scene, Text
from model.records import Lane, Stage
from tests.compared import new_map, old_map, one, overlaid
from widgets.canvas import lane_names
from widgets.canvas.stage_names import StageNames, rows_of

FAR = 0.6


def shown() -> tuple[Scene, Laid, StageNames]:
    """The bicycle map beside one without a stage more, and what stands above it."""
    new = apply(remove(new_map(), one(new_map(), Stage, "Compare").id), new_map())
    both, memo = overlaid(compare(old_map(), new)), Memo()
    scene = build(both.map, SCREEN, View(furniture=False, marks=both.marks), memo)
    of = laid(memo)
    assert of is not None
    heads = scene.layers[3]
    return scene, of, StageNames(both.map, of, heads, rows_of(of, heads), FAR)


def texts(drawn: tuple[Primitive, ...]) -> list[str]:
    return [p.line.text.replace("\u00a0", " ") for p in drawn if isinstance(p, Text)]


def test_a_stage_has_its_badge_before_its_name_and_is_struck_if_it_is_gone() -> None:
    _, of, names = shown()
    by_name = {c.stage.id: c.stage.name for c in of.places.columns if c.stage}
    labels = {by_name[e.record]: names.stage_label(n) for n, e in enumerate(names.stages)}
    new, gone = labels["Come back"], labels["Compare"]
    assert new is not None
    assert gone is not None
    said = {p.line.text: p for p in new.primitives if isinstance(p, Text)}
    badge = next(p for text, p in said.items() if text.startswith("+"))
    assert badge.x + badge.line.width < said["Come back"].x
    assert not any(isinstance(p, Path) for p in new.primitives)
    assert any(text.startswith("−") for text in texts(gone.primitives))
    assert any(isinstance(p, Path) and p.stroke == "change.removed" for p in gone.primitives)


@pytest.mark.parametrize("height", [120.0, 30.0], ids=["high", "low"])
def test_a_lane_has_its_badge_under_its_name_or_beside_it(height: float) -> None:
    scene, of, _ = shown()
    lane = next(lane for lane in of.places.lanes if lane.name == "Phone, chat")
    node = scene.layers[2].node.children[of.places.row_of[lane.id]].node
    name = lane_names.lay_out(lane, node, None, height, of, FAR)
    words = {p.line.text.replace("\u00a0", " "): p for p in name.primitives if isinstance(p, Text)}
    badge = next(p for text, p in words.items() if text.startswith("→"))
    if height > 100:
        assert badge.y > words["Phone, chat"].y
        assert name.height <= height
    else:
        first = next(iter(words.values()))
        assert badge.x >= first.x + first.line.width


def test_a_lane_that_stayed_as_it_was_has_none() -> None:
    scene, of, _ = shown()
    lane: Lane = next(lane for lane in of.places.lanes if lane.name == "Station")
    node = scene.layers[2].node.children[of.places.row_of[lane.id]].node
    name = lane_names.lay_out(lane, node, None, 120.0, of, FAR)
    assert texts(name.primitives) == ["Station"]
