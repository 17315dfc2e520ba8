"""What a part of a map does not pretend, and what the legend explains."""

from model.change import JourneyMap
from model.files import codec
from model.layout.build import View, build
from model.layout.measures import SCREEN
from model.layout.routes import interrupted
from model.layout.scene import Text, drawn, walk
from model.records import Card, Lane, MapInfo, Persona, Stage, Step
from model.select import select
from resources import templates


def _shop() -> JourneyMap:
    """Sees (web), tries (shop), pays (web): three steps in two lanes."""
    records: list[object] = [MapInfo(), Stage(id="stage_a", order="a0")]
    records += [Step(id=f"step_{i}", stage_id="stage_a", order=f"a{i}") for i in range(3)]
    records += [Lane(id="lane_web", order="a0"), Lane(id="lane_shop", order="a1")]
    for i, (title, lane) in enumerate((("Sees", "web"), ("Tries", "shop"), ("Pays", "web"))):
        records.append(
            Card(
                id=f"card_{i}", step_id=f"step_{i}", lane_id=f"lane_{lane}", order="a0", title=title
            )
        )
    return JourneyMap(records)  # type: ignore[arg-type]  # records of several kinds


def _hops(journey: JourneyMap, view: View) -> int:
    scene = build(journey, SCREEN, view)
    return sum(node.kind == "hop" for _, _, node in walk(scene))


def test_a_route_does_not_jump_over_touchpoints_that_were_left_out() -> None:
    whole = _shop()
    web = select(whole, lanes=["lane_web"])
    assert _hops(whole, View()) == 2
    assert _hops(web, View(gaps=interrupted(whole, web))) == 0


def test_a_part_that_leaves_no_touchpoint_out_keeps_its_routes() -> None:
    whole = _shop()
    both = select(whole, lanes=["lane_web", "lane_shop"])
    assert _hops(both, View(gaps=interrupted(whole, both))) == 2
    assert interrupted(whole, whole) == frozenset()


def test_another_personas_touchpoints_leave_no_gap() -> None:
    whole = _shop()
    records = {**whole.records, "persona_a": Persona(id="persona_a", name="Ann", order="a0")}
    records["persona_b"] = Persona(id="persona_b", name="Ben", order="a1")
    tries = records["card_1"].model_copy(update={"persona_ids": ("persona_b",)})
    records["card_1"] = tries
    whole = JourneyMap(records)
    ann = select(whole, personas=["persona_a"])
    assert interrupted(whole, ann) == frozenset()
    assert _hops(ann, View(gaps=interrupted(whole, ann))) == 1


def _words(name: str) -> set[str]:
    scene = build(codec.load(templates.path(name)).map)
    return {p.line.text for _, _, p in drawn(scene) if isinstance(p, Text)}


def test_the_legend_explains_marks_that_are_in_use_and_no_others() -> None:
    blueprint, bicycle = _words("service-blueprint"), _words("bicycle")
    assert {"covers these lanes too", "for these personas only"} <= blueprint
    assert "how it shall feel" in _words("bank")
    assert "covers these lanes too" not in bicycle
    assert "how it shall feel" not in bicycle
    assert "route" in bicycle
    assert "route, the wider the more customers" in _words("retailer")
