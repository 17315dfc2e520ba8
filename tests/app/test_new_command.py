"""`touchline new` writes a map to start from, and never over another by mistake."""

import re
import shlex
from pathlib import Path

import pytest

from model.describe import describe
from model.files import codec
from model.rules import check
from resources import templates
from tests.app.running import done, refused


@pytest.mark.parametrize("name", templates.names())
def test_each_template_makes_a_sound_map(name: str, tmp_path: Path) -> None:
    target = tmp_path / "my.journey.json"
    said = done("new", str(target), "--template", name)
    made = codec.load(target)
    assert made.problems == ()
    assert check(made.map) == ()
    was = codec.load(templates.path(name)).map
    assert sorted(describe(made.map).splitlines()) == sorted(describe(was).splitlines())
    assert said.startswith(f"{target}: ")
    assert said.splitlines()[0].endswith(f"from the template {name!r}")


def test_without_a_template_the_map_is_the_empty_one_with_stages_and_lanes(tmp_path: Path) -> None:
    target = tmp_path / "my.journey.json"
    assert done("new", str(target), "--title", "Rides – नई यात्रा") == (
        f"{target}: 5 stages, 9 lanes, from the template 'blank'\n"
        f"Next: touchline export {target} -o {tmp_path / 'my.pdf'}\n"
    )
    made = codec.load(target).map
    assert made.info.title == "Rides – नई यात्रा"
    assert made.info.maturity == "sketch"


def test_a_name_without_an_ending_gets_that_of_a_map(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    said = done("new", "our rides")
    assert said.startswith("our rides.journey.json: ")
    assert [path.name for path in tmp_path.iterdir()] == ["our rides.journey.json"]
    assert refused("new", "our rides").startswith("our rides.journey.json: the file is already")
    (following,) = re.findall(r"Next: touchline (.*)", said)
    done(*shlex.split(following))
    assert (tmp_path / "our rides.pdf").is_file()
    assert done("new", "other.json").startswith("other.json: ")
    assert refused("new", ".").startswith(".: the file is already there")


def test_an_empty_title_takes_the_templates_away(tmp_path: Path) -> None:
    target = tmp_path / "my.journey.json"
    done("new", str(target), "--template", "bicycle", "--title", "")
    assert codec.load(target).map.info.title == ""


def test_a_file_that_is_there_is_replaced_only_by_force(tmp_path: Path) -> None:
    target = tmp_path / "my.journey.json"
    target.write_text("mine")
    assert refused("new", str(target)) == (
        f"{target}: the file is already there. Add --force to replace it."
    )
    assert target.read_text() == "mine"
    done("new", str(target), "--force")
    assert codec.load(target).map.info.title == ""


def test_a_link_that_leads_nowhere_counts_as_there(tmp_path: Path) -> None:
    target = tmp_path / "link.journey.json"
    target.symlink_to(tmp_path / "gone")
    assert "already there" in refused("new", str(target))


def test_a_template_that_is_not_there_is_answered_with_those_that_are(tmp_path: Path) -> None:
    target = tmp_path / "my.journey.json"
    said = refused("new", str(target), "--template", "bycicle")
    assert said.startswith("there is no template 'bycicle'. Did you mean 'bicycle'? There are: ")
    assert all(name in said for name in templates.names())
    assert not target.exists()


def test_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    assert "the folder is not there" in refused("new", str(tmp_path / "none" / "my.journey.json"))


def test_a_title_that_is_too_long_is_refused(tmp_path: Path) -> None:
    target = tmp_path / "my.journey.json"
    said = refused("new", str(target), "--title", "x" * 30_000)
    assert "20,000" in said
    assert not target.exists()
