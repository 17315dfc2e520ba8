"""What the program reads at run time is in the wheel, and what the docs promise exists."""

import re
import tomllib
from fnmatch import fnmatch
from pathlib import Path

ROOT = Path(__file__).parents[1]
SETTINGS = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
SHIPPED = ("resources", "model", "export", "widgets", "app")


def data_files() -> list[Path]:
    """Everything in the packages but Python's own files."""
    return [
        path
        for package in SHIPPED
        for path in (ROOT / package).rglob("*")
        if path.is_file() and path.suffix not in {".py", ".pyc"}
    ]


def test_every_file_beside_the_code_is_packed() -> None:
    patterns = SETTINGS["tool"]["setuptools"]["package-data"]["*"]
    left_out = [p for p in data_files() if not any(fnmatch(p.name, glob) for glob in patterns)]
    assert data_files()
    assert left_out == []


def test_every_folder_with_data_is_a_package() -> None:
    folders = {path.parent for path in data_files()}
    assert [folder for folder in folders if not (folder / "__init__.py").exists()] == []


def test_the_packages_that_ship_are_those_of_the_house() -> None:
    found = SETTINGS["tool"]["setuptools"]["packages"]["find"]["include"]
    assert found == [f"{package}*" for package in SHIPPED]


def test_fonts_and_icons_lie_beside_their_licences() -> None:
    fonts = ROOT / "resources" / "fonts"
    for font in fonts.glob("*.ttf"):
        family = re.sub(r"-\d00(-italic)?$", "", font.stem)
        assert (fonts / f"{family}-licence.txt").exists(), font.name
    assert (ROOT / "resources" / "icons" / "LICENSE.txt").exists()


def test_every_target_that_the_readme_and_the_check_machine_name_is_in_the_makefile() -> None:
    makefile = (ROOT / "Makefile").read_text("utf-8")
    targets = set(re.findall(r"^([a-z]+):", makefile, re.MULTILINE))
    text = (ROOT / "README.md").read_text("utf-8") + (ROOT / ".ci" / "run").read_text("utf-8")
    named = set(re.findall(r"(?:^ *|`)make ([a-z]+)(?:`|$)", text, re.MULTILINE))
    assert {"run", "test", "lint", "bench", "soak", "clean", "help"} <= targets
    assert named <= targets
