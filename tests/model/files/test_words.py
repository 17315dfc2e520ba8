"""What validation finds is told in words, also where nearly everything is wrong."""

from typing import Annotated, Any

import orjson
import pytest
from pydantic import Field, TypeAdapter, ValidationError

from model.files import words
from model.files.codec import loads
from model.files.errors import FileProblem
from model.files.words import explain

HEAD = {"format": "touchline.journey-map", "schema_version": 1}


def test_a_finding_without_words_of_its_own_is_told_in_pydantics() -> None:
    with pytest.raises(ValidationError) as caught:
        TypeAdapter(Annotated[int, Field(multiple_of=2)]).validate_python(3)
    assert explain(caught.value) == ((), "3: Input should be a multiple of 2")


@pytest.mark.parametrize(
    ("value", "shown"), [([1] * 999, "a list"), ({"a": 1}, "a part in braces")]
)
def test_a_large_value_in_the_wrong_place_is_named_and_not_printed(value: Any, shown: str) -> None:
    with pytest.raises(FileProblem, match=f"a text is needed here, not {shown}"):
        loads(orjson.dumps(HEAD | {"map": {"title": value}}))


def test_very_many_findings_are_only_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(words, "MOST_FINDINGS", 9)
    cards = {f"c{n}": 0 for n in range(10)}
    with pytest.raises(FileProblem, match="10 values are not of the kind that a map has there"):
        loads(orjson.dumps(HEAD | {"cards": cards}))
    cards.popitem()
    with pytest.raises(FileProblem, match=r"cards/c0\): a record, in braces.*\(and 8 more\)"):
        loads(orjson.dumps(HEAD | {"cards": cards}))
