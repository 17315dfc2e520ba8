"""The table of what a long run of a law met."""

from tests.reached import lines


def test_rows_stand_beside_each_other_and_what_was_not_met_is_a_dot() -> None:
    assert lines([("card", "added", 12), ("stage", "moved", 3), ("card", "moved", 1)]) == [
        "        card  stage",
        "added     12      .",
        "moved      1      3",
    ]


def test_a_run_that_met_nothing_has_an_empty_table() -> None:
    assert lines([]) == [""]
