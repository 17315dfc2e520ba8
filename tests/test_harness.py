"""The benchmark harness counts, compares and judges rightly; it times nothing here."""

import pytest

from tests.bench.harness import Figure, figure, in_turns, measure, row, size


def test_the_95th_percentile_is_the_nearest_rank() -> None:
    assert figure([float(n) for n in range(1, 101)]) == Figure(50.5, 95.0, 100)
    assert figure([3.0, 1.0, 2.0]) == Figure(2.0, 3.0, 3)
    assert figure([7.0]) == Figure(7.0, 7.0, 1)


def test_an_action_is_warmed_up_once_and_then_repeated() -> None:
    calls: list[int] = []
    assert measure(lambda: calls.append(1), repeat=5).repeats == 5
    assert len(calls) == 6


def test_an_action_and_its_baseline_take_turns() -> None:
    calls: list[str] = []
    in_turns(lambda: calls.append("a"), lambda: calls.append("b"), repeat=2)
    assert "".join(calls) == "ababab"


@pytest.mark.parametrize(("median", "missed"), [(3.0, False), (3.1, True)])
def test_a_ratio_above_its_target_is_called_missed(median: float, missed: bool) -> None:
    text = row("load", Figure(median, 4.0, 20), Figure(1.0, 1.1, 20), "pydantic", target=3.0)
    assert ("MISSED" in text) is missed
    assert f"{median:.2f}x" in text


@pytest.mark.parametrize(("median", "missed"), [(16.7, False), (16.8, True)])
def test_a_median_above_its_target_is_called_missed(median: float, missed: bool) -> None:
    assert ("MISSED" in row("edit", Figure(median, 20.0, 20), target_ms=16.7)) is missed


def test_a_file_larger_than_its_target_is_called_missed(
    capsys: pytest.CaptureFixture[str],
) -> None:
    size("poster", 200_001, 200_000)
    size("poster", 200_000, 200_000)
    assert [line.endswith("MISSED") for line in capsys.readouterr().out.splitlines()] == [
        True,
        False,
    ]
