"""The schema accepts every lawful file and no other, and the documentation is complete."""

import json
from pathlib import Path
from typing import Any

import orjson
import pytest
from hypothesis import given
from jsonschema import Draft202012Validator

from model.files.codec import dumps, loads
from model.files.errors import FileProblem
from model.files.fields import FIELDS
from model.files.schema import reference, schema
from model.records import TABLES, MapInfo, Value
from tests.generator import make
from tests.model.files.plain_files import files
from tests.tools import law

ROOT = Path(__file__).parents[3]
VALIDATOR = Draft202012Validator(schema())
HEAD = {"format": "touchline.journey-map", "schema_version": 1}


def test_it_is_a_schema_of_the_draft_that_it_names() -> None:
    Draft202012Validator.check_schema(schema())
    assert schema()["$schema"] == Draft202012Validator.META_SCHEMA["$id"]


def test_every_shipped_example_and_a_large_map_are_valid() -> None:
    paths = sorted((ROOT / "resources" / "templates").glob("*.journey.json"))
    paths += sorted((ROOT / "tests" / "old_files").glob("v1-*.journey.json"))
    assert len(paths) > 3
    for data in [*(path.read_bytes() for path in paths), dumps(make(cards=60))]:
        VALIDATOR.validate(json.loads(data))


@law(30)
@given(files())
def test_what_the_schema_allows_is_opened_and_what_is_saved_is_valid(file: dict[str, Any]) -> None:
    VALIDATOR.validate(file)
    VALIDATOR.validate(json.loads(dumps(loads(orjson.dumps(file)).map)))


@pytest.mark.parametrize(
    "part",
    [
        {"cards": []},
        {"cards": {"c": {"severity": 9}}},
        {"cards": {"c": {"kind": "pian"}}},
        {"cards": {"c": {"affected": 1.5}}},
        {"cards": {"c": {"title": "x" * 20_001}}},
        {"cards": {"c": {"due": "soon"}}},
        {"steps": {"s": {}}},
        {"map": {"title": 1}},
        {"feelings": {"f": {"score": None}}},
        {"schema_version": 2},
        {"format": "other"},
    ],
)
def test_what_the_program_refuses_the_schema_refuses_too(part: dict[str, Any]) -> None:
    assert not VALIDATOR.is_valid(HEAD | part)
    if "schema_version" not in part:
        with pytest.raises(FileProblem):
            loads(orjson.dumps(HEAD | part))


def test_unknown_parts_are_valid() -> None:
    VALIDATOR.validate(HEAD | {"later": 1, "cards": {"c": {"later": {"x": []}}}})


def test_every_field_of_every_record_and_value_is_described() -> None:
    for kind in [MapInfo, *TABLES.values(), *Value.__subclasses__()]:
        fields = [name for name in kind.model_fields if name != "id"]
        assert list(FIELDS[kind.__name__]) == fields
        described = schema()["$defs"][kind.__name__]["properties"]
        assert [name for name in described if described[name].get("description")] == fields
    assert list(FIELDS["File"]) == ["format", "schema_version", "map", *TABLES]
    assert all(part.get("description") for part in schema()["properties"].values())


def test_the_documentation_holds_the_reference_as_it_is_now() -> None:
    text = (ROOT / "docs" / "file-format.md").read_text(encoding="utf-8")
    assert text.endswith(reference()), "run python -m model.files.schema and paste it at the end"


def test_the_example_in_the_documentation_is_in_canonical_form() -> None:
    text = (ROOT / "docs" / "file-format.md").read_text(encoding="utf-8")
    example = text.split("```json\n")[1].split("```")[0].encode()
    assert dumps(loads(example).map) == example


def test_links_inside_the_reference_lead_somewhere() -> None:
    headings = {line[4:].lower() for line in reference().splitlines() if line.startswith("### ")}
    links = {part.split(")")[0] for part in reference().split("](#")[1:]}
    assert links
    assert links <= headings
