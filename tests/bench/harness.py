"""Measures things and prints the rows of `make bench`.

Each script `bench_*.py` here has a `main()` that calls `report` once for each figure. A
figure stands beside a baseline that was measured in the same run, in turns with it, so that
a busy or slow machine slows both: read the ratio, not the milliseconds.

    def main() -> None:
        heading("file")
        data = big_map()
        report("load 10,000 cards", *in_turns(lambda: load(data), lambda: validate(data)),
               baseline="pydantic alone", target=3.0)
"""

import gc
import statistics
import time
from collections.abc import Callable
from typing import NamedTuple

Action = Callable[[], object]


class Figure(NamedTuple):
    """How long something took over so many repeats, in ms."""

    median: float
    p95: float
    repeats: int


def figure(times: list[float]) -> Figure:
    """Median and 95th percentile (the nearest rank) of `times`, in ms; at least one."""
    ordered = sorted(times)
    rank = max(0, -(-95 * len(ordered) // 100) - 1)
    return Figure(statistics.median(ordered), ordered[rank], len(ordered))


def timed(action: Action) -> float:
    """How long one call takes, in ms, without a garbage collection that others caused."""
    gc.collect()
    start = time.perf_counter_ns()
    action()
    return (time.perf_counter_ns() - start) / 1e6


def measure(action: Action, repeat: int = 20) -> Figure:
    """Call `action` once to warm up, then `repeat` times, each timed alone."""
    action()
    return figure([timed(action) for _ in range(repeat)])


def in_turns(action: Action, baseline: Action, repeat: int = 20) -> tuple[Figure, Figure]:
    """Measure both, by turns, so that both meet the same hindrances."""
    action()
    baseline()
    pairs = [(timed(action), timed(baseline)) for _ in range(repeat)]
    return figure([one for one, _ in pairs]), figure([other for _, other in pairs])


def heading(subject: str) -> None:
    """Begin a table about `subject`."""
    columns = f"{'median':>9} {'p95':>9} {'n':>4}  {'baseline':>9} {'ratio':>6}  {'target':>9}"
    print(f"\n{subject:44} {columns}")


def row(
    what: str,
    measured: Figure,
    against: Figure | None = None,
    baseline: str = "",
    target: float | None = None,
    target_ms: float | None = None,
    target_p95: float | None = None,
) -> str:
    """One line of a table; `target` is the largest ratio allowed, the others are in ms."""
    ratio = measured.median / against.median if against and against.median else None
    parts = [f"{what:44} {measured.median:8.2f}  {measured.p95:8.2f}  {measured.repeats:4}"]
    parts.append(f"{against.median:9.2f}" if against else f"{'':9}")
    parts.append(f"{ratio:5.2f}x" if ratio is not None else f"{'':6}")
    verdict = ""
    if target is not None and ratio is not None:
        parts.append(f"{target:8.2f}x")
        verdict = "" if ratio <= target else "MISSED"
    elif target_ms is not None:
        most = "" if target_p95 is None else f"/{target_p95:g}"
        parts.append(f"{target_ms:6.1f}{most} ms")
        slow = target_p95 is not None and measured.p95 > target_p95
        verdict = "MISSED" if measured.median > target_ms or slow else ""
    note = f"({baseline})" if baseline else ""
    return "  ".join(filter(None, ["  ".join(parts), verdict, note])).rstrip()


def report(
    what: str,
    measured: Figure,
    against: Figure | None = None,
    baseline: str = "",
    target: float | None = None,
    target_ms: float | None = None,
    target_p95: float | None = None,
) -> None:
    """Print one line of the table (see `row`)."""
    line = row(what, measured, against, baseline, target, target_ms, target_p95)
    print(line, flush=True)


def size(what: str, size_bytes: int, target_bytes: int | None = None) -> None:
    """Print the size of something made, beside the largest that is allowed."""
    verdict = "MISSED" if target_bytes is not None and size_bytes > target_bytes else ""
    target = f"target {target_bytes / 1000:.1f} KB" if target_bytes is not None else ""
    print(f"{what:44} {size_bytes / 1000:8.1f} KB  {target}  {verdict}".rstrip(), flush=True)
