import itertools

import pytest

from model.records import (
    TABLES,
    Card,
    Duration,
    Feeling,
    Lane,
    MapInfo,
    Record,
    Step,
    Unknown,
    VersionLabel,
)
from model.references import reference_fields
from widgets.inspector.fields import choices, words_for
from widgets.inspector.rows import _COLUMNS
from widgets.inspector.tables import TABLES as SHOWN
from widgets.inspector.tables import fields_of
from widgets.inspector.typed import _FORMS
from widgets.inspector.values import (
    Unfit,
    number_text,
    percent_text,
    to_day,
    to_duration,
    to_lines,
    to_moment,
    to_number,
    to_share,
    to_tags,
)

RECORDS: list[type[Record]] = [MapInfo, *TABLES.values(), Unknown]
#: Where a record stands; the canvas places things.
PLACES = {
    "id", "order", "stage_id", ("card", "step_id"), ("card", "lane_id"),
    ("card", "until_step_id"), ("card", "until_lane_id"), ("map", "version"),
}  # fmt: skip


@pytest.mark.parametrize("record_type", RECORDS, ids=lambda t: t.__name__)
def test_every_field_of_every_record_is_in_the_inspector(record_type: type[Record]) -> None:
    shown = {field.name for field in SHOWN[record_type]}
    wanted = {
        name
        for name in record_type.model_fields
        if name not in PLACES and (record_type.kind_name, name) not in PLACES
    }
    assert wanted - shown == set()


def test_every_part_of_the_version_is_in_the_inspector() -> None:
    shown = {field.name for field in SHOWN[MapInfo]}
    assert {f"version.{part}" for part in VersionLabel.model_fields} <= shown


@pytest.mark.parametrize("record_type", RECORDS, ids=lambda t: t.__name__)
def test_the_inspector_invents_no_fields(record_type: type[Record]) -> None:
    for field in SHOWN[record_type]:
        if not field.name.startswith("@"):
            assert field.name.partition(".")[0] in record_type.model_fields


@pytest.mark.parametrize("record_type", RECORDS, ids=lambda t: t.__name__)
def test_fields_that_hold_ids_are_picked_or_fixed(record_type: type[Record]) -> None:
    for field in SHOWN[record_type]:
        if field.name in reference_fields(record_type):
            wanted = "many" if field.name.endswith("_ids") else "one"
            assert field.editor in (wanted, "fixed"), field.name


def test_fields_that_matter_for_a_kind_name_kinds_that_there_are() -> None:
    for record_type, fields in SHOWN.items():
        known = set(choices(record_type, "kind")) if record_type in (Card, Lane) else set()
        for field in fields:
            for kind in itertools.chain(field.main, field.only):
                assert kind == "*" or kind in known, (field.name, kind)


def test_each_table_of_values_shows_columns_of_its_values() -> None:
    for fields in SHOWN.values():
        for field in fields:
            assert field.editor != "rows" or field.name in _COLUMNS


@pytest.mark.parametrize("record_type", RECORDS, ids=lambda t: t.__name__)
def test_every_choice_has_words_of_its_own(record_type: type[Record]) -> None:
    for field in SHOWN[record_type]:
        if field.editor == "choice":
            words = [
                words_for(record_type, field.name, v) for v in choices(record_type, field.name)
            ]
            assert len(set(words)) == len(words)
            assert all(word and word[0].isupper() for word in words)


def test_no_form_of_typing_is_left_over() -> None:
    used = {field.editor for fields in SHOWN.values() for field in fields} | {"count"}
    assert set(_FORMS) <= used


def test_a_pain_point_shows_its_severity_and_a_touchpoint_its_status() -> None:
    main = {
        kind: {field.name for field in SHOWN[Card] if field.is_main(kind)}
        for kind in ("pain", "touchpoint")
    }
    assert "severity" in main["pain"] - main["touchpoint"]
    assert "status" in main["touchpoint"] - main["pain"]


def test_a_card_and_a_step_have_their_feelings_in_common() -> None:
    assert "@feelings" in {f.name for f in fields_of(frozenset({Card, Step}))}


def test_the_kind_of_a_card_and_that_of_a_lane_are_not_set_together() -> None:
    assert "kind" not in {f.name for f in fields_of(frozenset({Card, Lane}))}


@pytest.mark.parametrize(
    ("typed", "value"),
    [("3", 3.0), ("2.5", 2.5), ("2,5", 2.5), ("−1.8", -1.8), ("8,400", 8400.0), (" ", None)],
)
def test_numbers_are_read_as_people_write_them(typed: str, value: float | None) -> None:
    assert to_number(typed) == value


@pytest.mark.parametrize("typed", ["three", "1e9", "nan", "--3", "1.2.3", "9" * 40])
def test_what_is_no_number_is_refused(typed: str) -> None:
    with pytest.raises(Unfit, match="number"):
        to_number(typed)


def test_a_count_is_whole() -> None:
    assert type(to_number("310", whole=True)) is int
    with pytest.raises(Unfit, match="whole"):
        to_number("2.5", whole=True)


@pytest.mark.parametrize("value", [None, 0.0, 3.0, -1.8, 0.1, 310.0])
def test_a_number_that_is_shown_is_read_as_the_same(value: float | None) -> None:
    assert to_number(number_text(value)) == value


@pytest.mark.parametrize("share", [0.0, 0.07, 0.62, 1.0, 0.005, None])
def test_a_share_that_is_shown_is_read_as_the_same(share: float | None) -> None:
    assert to_share(percent_text(share)) == share


@pytest.mark.parametrize("typed", ["101", "-1", "half"])
def test_a_share_is_from_0_to_100_percent(typed: str) -> None:
    with pytest.raises(Unfit, match="0 to 100"):
        to_share(typed)


@pytest.mark.parametrize(
    ("typed", "day"),
    [("2026", "2026"), ("2026-9", "2026-09"), (" 2026-09-4 ", "2026-09-04"), ("", "")],
)
def test_dates_may_be_of_any_precision(typed: str, day: str) -> None:
    assert to_day(typed) == day


@pytest.mark.parametrize("typed", ["2026-13", "2026-02-30", "yesterday", "0000", "14.9.2026"])
def test_what_is_no_date_is_refused(typed: str) -> None:
    with pytest.raises(Unfit, match="2026-09-14"):
        to_day(typed)


def test_a_moment_may_have_a_time() -> None:
    assert to_moment("2026-09-14 08:30") == "2026-09-14 08:30"
    with pytest.raises(Unfit):
        to_moment("at noon")


def test_lines_and_tags_lose_what_says_nothing() -> None:
    assert to_lines(" a \n\n b") == ("a", "b")
    assert to_tags("#price, app,, price") == ("price", "app")


def test_a_duration_needs_no_more_than_one_figure_and_wants_them_in_order() -> None:
    assert to_duration("", "3", "", "days") == Duration(typical=3, unit="days")
    assert to_duration("", "", " ", "days") is None
    with pytest.raises(Unfit, match="least"):
        to_duration("5", "", "2", "days")


def test_the_key_of_a_feeling_is_shown_and_never_edited() -> None:
    fixed = {field.name for field in SHOWN[Feeling] if field.editor == "fixed"}
    assert fixed == {"persona_id", "measure", "step_id", "card_id", "curve"}
