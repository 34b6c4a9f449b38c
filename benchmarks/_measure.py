"""What the benchmarks share: medians of interleaved runs, and a table. Nothing here asserts a time."""

import statistics
import time
from collections.abc import Callable, Mapping, Sequence
from unicodedata import east_asian_width


def seconds(work: Callable[[], object]) -> float:
    """Wall-clock seconds of one run."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def medians(works: Mapping[str, Callable[[], object]], rounds: int) -> dict[str, float]:
    """Milliseconds of each, the median over the rounds; one of each a round, so that noise falls on all alike."""
    taken: dict[str, list[float]] = {name: [] for name in works}
    for _ in range(rounds):
        for name, work in works.items():
            taken[name].append(seconds(work) * 1000)
    return {name: statistics.median(values) for name, values in taken.items()}


def width(text: str) -> int:
    return sum(2 if east_asian_width(c) in "WF" else 1 for c in text)


def table(title: str, header: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
    """Print aligned columns; floats with one decimal."""
    texts = [list(header), *([f"{c:,.1f}" if isinstance(c, float) else str(c) for c in row] for row in rows)]
    widths = [max(width(row[i]) for row in texts) for i in range(len(header))]
    print(title)
    for row in texts:
        print("  " + "  ".join(c + " " * (w - width(c)) for c, w in zip(row, widths, strict=True)).rstrip())
    print(flush=True)
