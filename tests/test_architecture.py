"""The house's rules about who may know whom, in sentences.

The order of the packages is a contract of import-linter's, in pyproject.toml. The further
walls are looked up in the same graph of imports, which follows them from file to file and
remembers each line.
"""

import ast
import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from copy import deepcopy
from fnmatch import fnmatch
from importlib.metadata import packages_distributions
from pathlib import Path

import grimp
import pytest

ROOT = Path(__file__).parents[1]
PACKAGES = ("resources", "model", "export", "widgets", "app")
TEXT_LIBRARIES = ("uharfbuzz", "icu", "uniseg", "bidi")


@pytest.fixture(scope="module")
def imports() -> grimp.ImportGraph:
    """Who imports whom, other people's packages included."""
    return graph_of(*PACKAGES)


def graph_of(*packages: str) -> grimp.ImportGraph:
    """The graph of `packages`, read from their files without importing them."""
    first, *rest = packages
    return grimp.build_graph(first, *rest, include_external_packages=True, cache_dir=None)


def users(imports: grimp.ImportGraph, library: str) -> set[str]:
    """The modules that import `library` themselves."""
    if library not in imports.modules:
        return set()
    return imports.find_modules_that_directly_import(library)


def outside(imports: grimp.ImportGraph, library: str, *rooms: str) -> set[str]:
    """The modules that import `library` and are in none of `rooms` ("export", "model.text*")."""
    return {
        user
        for user in users(imports, library)
        if not any(fnmatch(user, room) or fnmatch(user, f"{room}.*") for room in rooms)
    }


def qt_modules(imports: grimp.ImportGraph, module: str) -> set[str]:
    """Which modules of Qt ("QtGui") `module` imports itself, from the lines that do."""
    if "PySide6" not in imports.find_modules_directly_imported_by(module):
        return set()
    details = imports.get_import_details(importer=module, imported="PySide6")
    return {name for detail in details for name in _qt_in(detail["line_contents"])}


def _qt_in(line: str) -> Iterator[str]:
    # The line alone need not be a whole statement: "from PySide6.QtGui import (".
    statement = line.split(" import (")[0].strip() + (" import x" if " import (" in line else "")
    for node in ast.parse(statement).body:
        if isinstance(node, ast.ImportFrom) and node.module == "PySide6":
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module.split(".")[1]
        elif isinstance(node, ast.Import):
            yield from (alias.name.split(".")[1] for alias in node.names)


def users_of_qt(imports: grimp.ImportGraph, name: str) -> set[str]:
    """The modules that import Qt's module `name` themselves."""
    return {user for user in users(imports, "PySide6") if name in qt_modules(imports, user)}


def reached(imports: grimp.ImportGraph, start: str) -> set[str]:
    """`start` and every module that it imports, through however many others."""
    return {start} | imports.find_upstream_modules(start)


def in_room(module: str, *rooms: str) -> bool:
    return module.split(".")[0] in rooms


def _lint_imports(folder: Path) -> subprocess.CompletedProcess[str]:
    program = Path(sys.executable).with_name("lint-imports")
    return subprocess.run(
        [program, "--no-cache"], cwd=folder, capture_output=True, text=True, check=False
    )


def test_imports_go_one_way_from_resources_to_model_to_export_to_widgets_to_app() -> None:
    result = _lint_imports(ROOT)
    assert result.returncode == 0, result.stdout


@pytest.mark.parametrize(
    ("file", "line"),
    [
        ("model/layout.py", "from export import pdf"),
        ("resources/icons.py", "import model"),
        ("export/pdf.py", "def draw():\n    from app import settings"),
        ("widgets/canvas.py", "import app.settings"),
    ],
)
def test_an_import_against_the_order_is_found(tmp_path: Path, file: str, line: str) -> None:
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    for package in PACKAGES:
        (tmp_path / package).mkdir()
        (tmp_path / package / "__init__.py").touch()
    (tmp_path / "export" / "pdf.py").write_text("import model\n")
    (tmp_path / "app" / "settings.py").touch()
    assert _lint_imports(tmp_path).returncode == 0
    (tmp_path / file).write_text(line + "\n")
    result = _lint_imports(tmp_path)
    assert result.returncode == 1
    assert file.removesuffix(".py").replace("/", ".") in result.stdout


@pytest.mark.parametrize("library", ["reportlab", "pikepdf"])
def test_only_the_exports_write_pdf(imports: grimp.ImportGraph, library: str) -> None:
    assert outside(imports, library, "export") == set()


def test_only_the_readers_and_writers_of_tables_know_workbooks(
    imports: grimp.ImportGraph,
) -> None:
    assert outside(imports, "openpyxl", "export.sheets_xlsx", "export.tables_xlsx") == set()


def test_only_the_graph_of_the_model_knows_networkx(imports: grimp.ImportGraph) -> None:
    assert outside(imports, "networkx", "model.graph") == set()


def test_only_the_reader_of_commits_knows_dulwich(imports: grimp.ImportGraph) -> None:
    assert outside(imports, "dulwich", "model.files.commits") == set()


def test_only_the_watch_over_a_folder_knows_watchfiles(imports: grimp.ImportGraph) -> None:
    assert outside(imports, "watchfiles", "widgets.watching") == set()


@pytest.mark.parametrize("library", TEXT_LIBRARIES)
def test_only_the_text_layout_knows_the_text_libraries(
    imports: grimp.ImportGraph, library: str
) -> None:
    assert outside(imports, library, "model.layout.text*") == set()


def test_fonttools_reads_fonts_for_the_text_layout_the_pdf_the_svg_and_the_icon_maker_only(
    imports: grimp.ImportGraph,
) -> None:
    rooms = (
        "model.layout.text*",
        "export.pdf_fonts",
        "export.svg_fonts",
        "resources.icons.make_icons",
    )
    assert outside(imports, "fontTools", *rooms, "resources.fonts.*") == set()


def test_the_model_and_the_resources_know_no_qt(imports: grimp.ImportGraph) -> None:
    assert outside(imports, "PySide6", "export", "widgets", "app") == set()


def test_rich_and_typer_stay_in_the_app(imports: grimp.ImportGraph) -> None:
    for library in ("rich", "typer", "click"):
        assert outside(imports, library, "app") == set()


def test_qtwidgets_stays_in_widgets_and_app(imports: grimp.ImportGraph) -> None:
    assert {m for m in users_of_qt(imports, "QtWidgets") if not in_room(m, "widgets", "app")} == (
        set()
    )


def test_of_the_exports_only_qt_and_png_know_qt_at_all(imports: grimp.ImportGraph) -> None:
    exports = {m for m in users(imports, "PySide6") if in_room(m, "export")}
    assert exports <= {"export.qt", "export.png"}


def test_the_command_line_reaches_qtwidgets_only_by_opening_the_editor(
    imports: grimp.ImportGraph,
) -> None:
    closed = deepcopy(imports)
    closed.remove_import(importer="app.start", imported="app.application")
    start = {module for module in closed.modules if fnmatch(module, "app.cli*")}
    reachable = set().union(*(reached(closed, module) for module in start))
    assert "app.start" in reachable
    assert {m for m in users_of_qt(closed, "QtWidgets") if m in reachable} == set()


def test_the_editor_is_not_imported_before_it_is_opened() -> None:
    lines = "import sys, app.cli, app.start; print('PySide6' in sys.modules)"
    ran = subprocess.run([sys.executable, "-c", lines], cwd=ROOT, capture_output=True, check=True)
    assert ran.stdout == b"False\n"


def test_every_library_that_is_imported_is_a_dependency_of_the_project_itself(
    imports: grimp.ImportGraph,
) -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    declared = {re.split(r"[^\w-]", name)[0].lower() for name in project["dependencies"]}
    makers = packages_distributions()
    libraries = {m.split(".")[0] for m in imports.modules} - {*PACKAGES, *sys.stdlib_module_names}
    undeclared = {
        library
        for library in libraries
        if declared.isdisjoint(maker.lower().replace("_", "-") for maker in makers.get(library, ()))
    }
    assert undeclared == set()


def test_nothing_that_ships_imports_the_tests_or_the_tools(imports: grimp.ImportGraph) -> None:
    assert {"tests", "tools"}.isdisjoint(imports.modules)


@pytest.fixture
def made_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> grimp.ImportGraph:
    """A house in which every wall is broken."""
    files = {
        "mu_model/__init__.py": "",
        "mu_model/graph.py": "import networkx",
        "mu_model/rules.py": "def check():\n    from networkx import DiGraph",
        "mu_export/__init__.py": "",
        "mu_export/pdf.py": "from reportlab.pdfgen import canvas\nfrom mu_model import rules",
        "mu_export/qt.py": "from PySide6.QtGui import (\n    QColor,\n)\nimport PySide6.QtCore",
        "mu_app/__init__.py": "",
        "mu_app/cli.py": "from mu_app import helper\nfrom mu_export import pdf",
        "mu_app/helper.py": "from mu_app import window",
        "mu_app/window.py": "def open():\n    from PySide6 import QtWidgets",
    }
    for name, text in files.items():
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text + "\n")
    monkeypatch.syspath_prepend(str(tmp_path))
    return graph_of("mu_model", "mu_export", "mu_app")


def test_a_library_outside_its_room_is_found_even_within_a_function(
    made_up: grimp.ImportGraph,
) -> None:
    assert outside(made_up, "networkx", "mu_model.graph") == {"mu_model.rules"}
    assert outside(made_up, "networkx", "mu_model.g*", "mu_model.r*") == set()
    assert outside(made_up, "reportlab", "mu_app") == {"mu_export.pdf"}
    assert outside(made_up, "reportlab", "mu_export") == set()


def test_each_way_to_import_a_part_of_qt_is_found(made_up: grimp.ImportGraph) -> None:
    assert qt_modules(made_up, "mu_export.qt") == {"QtGui", "QtCore"}
    assert users_of_qt(made_up, "QtWidgets") == {"mu_app.window"}


def test_what_is_imported_through_others_is_found(made_up: grimp.ImportGraph) -> None:
    assert "mu_app.window" in reached(made_up, "mu_app.cli")
    assert "mu_app.cli" not in reached(made_up, "mu_app.window")
