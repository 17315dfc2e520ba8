"""Maps of languages that are written from right to left."""

from model.change import JourneyMap
from model.layout.build import build
from model.layout.scene import Icon, Path, drawn
from model.records import Card, Lane, Link, MapInfo, Stage, Step


def _drop_off(language: str) -> JourneyMap:
    return JourneyMap(
        [
            MapInfo(title="Leaving", language=language),
            Stage(id="stage_a", order="a0"),
            Step(id="step_a", stage_id="stage_a", order="a0"),
            Lane(id="lane_a", order="a0"),
            Card(id="card_a", step_id="step_a", lane_id="lane_a", order="a0", title="Pays"),
            Link(id="link_a", source_id="card_a", reason="too dear"),
        ]
    )


def test_an_arrow_along_the_journey_points_the_way_that_the_map_is_read() -> None:
    upright = build(_drop_off("en"))
    turned = build(_drop_off("ar"))
    door = next(
        (x + p.x, y + p.y, p.size)
        for x, y, p in drawn(upright)
        if isinstance(p, Icon) and p.name == "log-out"
    )
    assert not [p for _, _, p in drawn(turned) if isinstance(p, Icon) and p.name == "log-out"]
    left, top, size = turned.width - door[0] - door[2], door[1], door[2]
    found = [
        p
        for x, y, p in drawn(turned)
        if isinstance(p, Path)
        and p.stroke == "route"
        and all(left - 1 <= x + float(a) <= left + size + 1 for step in p.steps for a in step[1::2])
        and all(top - 1 <= y + float(b) <= top + size + 1 for s in p.steps for b in s[2::2])
    ]
    assert len(found) == 1


def test_an_icon_that_shows_a_thing_keeps_its_face() -> None:
    def phones(language: str) -> list[Icon]:
        journey = _drop_off(language)
        lane = Lane(id="lane_a", order="a0", icon="phone")
        records = {**journey.records, "lane_a": lane}
        scene = build(JourneyMap(records))
        return [p for _, _, p in drawn(scene) if isinstance(p, Icon) and p.name == "phone"]

    assert len(phones("ar")) == len(phones("en")) > 0
