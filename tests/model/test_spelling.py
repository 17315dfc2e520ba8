"""Icons, colours and fields that were misspelt are told with what was probably meant."""

from typing import Any

import pytest

from model.problems import RULES
from model.spelling import check_spelling
from tests.sample import sample


def test_the_sample_map_has_nothing_misspelt() -> None:
    assert check_spelling(sample()) == ()


@pytest.mark.parametrize(
    ("record_id", "fields", "rule", "message"),
    [
        (
            "lane_web",
            {"icon": "gloeb"},
            "unknown-icon",
            "There is no icon 'gloeb' (of lane “Web”); did you mean 'globe'?",
        ),
        (
            "card_chat",
            {"icon": "qqqq"},
            "unknown-icon",
            "There is no icon 'qqqq' (of touchpoint “Chat”).",
        ),
        (
            "persona_anna",
            {"colour": "pink"},
            "unknown-colour",
            "There is no colour 'pink' (of persona “Anna”); there are teal, plum, blue, ochre, "
            "olive, rust, slate, violet, and #rrggbb.",
        ),
        (
            "persona_anna",
            {"colour": "plumm"},
            "unknown-colour",
            "There is no colour 'plumm' (of persona “Anna”); did you mean 'plum'?",
        ),
        (
            "persona_anna",
            {"colour": "#ff88"},
            "unknown-colour",
            "There is no colour '#ff88' (of persona “Anna”); there are teal, plum, blue, ochre, "
            "olive, rust, slate, violet, and #rrggbb.",
        ),
        (
            "card_queue",
            {"severty": 4},
            "unknown-field",
            "Pain point “Queue” has a field 'severty' that Touchline does not know (it is kept); "
            "did you mean 'severity'?",
        ),
    ],
)
def test_what_is_misspelt_is_told_with_what_was_meant(
    record_id: str, fields: dict[str, Any], rule: str, message: str
) -> None:
    records = dict(sample().records)
    record = records[record_id]
    own = {**record.__dict__, **fields}
    records[record_id] = type(record).model_validate(own)
    (found,) = check_spelling(type(sample())(records))
    assert (found.rule, found.message, found.about) == (rule, message, (record_id,))
    assert (found.severity, found.fixable) == RULES[rule][:2]
    assert not found.fixable


@pytest.mark.parametrize(
    ("record_id", "fields"),
    [
        ("lane_web", {"icon": "globe"}),
        ("lane_web", {"icon": "website"}),
        ("persona_anna", {"colour": "violet"}),
        ("persona_anna", {"colour": "#12aBcF"}),
        ("card_queue", {"jira_ticket": "X-1"}),
        ("card_queue", {"title~2": "Second"}),
    ],
)
def test_what_is_known_or_foreign_is_not_told(record_id: str, fields: dict[str, Any]) -> None:
    records = dict(sample().records)
    record = records[record_id]
    records[record_id] = type(record).model_validate({**record.__dict__, **fields})
    assert check_spelling(type(sample())(records)) == ()
