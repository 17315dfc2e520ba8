"""A map that names icons and colours that do not exist is exported all the same."""

from pathlib import Path

import pytest

from model.change import JourneyMap
from model.files import codec
from model.grid import personas
from model.records import Card, Lane, Persona, evolve
from resources import templates
from tests.app.running import touchline


@pytest.mark.parametrize("kind", ["pdf", "svg", "png"])
def test_icons_and_colours_that_do_not_exist_do_not_keep_a_map_from_print(
    tmp_path: Path, kind: str
) -> None:
    bicycle = codec.load(templates.path("bicycle")).map
    odd: list[Card | Lane | Persona] = []
    odd += [evolve(r, icon="gloeb") for r in (*bicycle.all(Card), *bicycle.all(Lane))]
    colours = ("pink", "#f00", "#12345g")
    odd += [evolve(r, colour=colours[i % 3]) for i, r in enumerate(personas(bicycle))]
    file = tmp_path / "odd.journey.json"
    file.write_bytes(codec.dumps(JourneyMap({**bicycle.records, **{r.id: r for r in odd}})))
    out = tmp_path / f"odd.{kind}"
    assert touchline("export", str(file), "-o", str(out)).exit_code == 0
    assert out.stat().st_size > 1000
