"""The whole reader (formats, tables, checks, issues) beside openpyxl's bare load of the same file.

`python benchmarks/reader.py [HOUSEHOLDS ...]` makes the wide case workbook at each size, times both in one run and
prints the medians, their ratio (wanted: at most 1.5, level as it grows) and the ratio of peak memory (at most 1.3).
Peaks are those of fresh processes, which only load the one file.
"""

import gc
import io
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path

import openpyxl
import xlsxwriter

from jifen.domain.household import Household, Roster
from jifen.domain.limits import Ceilings
from jifen.domain.rulebook import Rule, RuleBook, RuleBooks, RulePoints
from jifen.reading.meeting.checks import check_lines
from jifen.reading.meeting.model import ReadingContext
from jifen.reading.meeting.reader import read_meeting

CATEGORIES = ("发展经济", "移风易俗", "环境卫生", "遵规守法", "孝老爱亲", "邻里和睦", "公益志愿", "村务参与")
SIZES = (180, 1_800, 18_000)
HEAD = [
    "序号",
    "户编号",
    "户主",
    *(name[:2] for name in CATEGORIES),
    "本月合计",
    "上期结余",
    "已兑换",
    "可用积分",
    "签字",
    "备注",
]


def households(count: int) -> list[Household]:
    return [
        Household(f"{i // 10 + 1:04d}-{i % 10 + 1:02d}", f"王{chr(0x4E00 + i)}", str(i // 10 + 1)) for i in range(count)
    ]


def workbook(count: int) -> bytes:
    """A month in the layout of the January case: a subtotal a grid, `/` and `—` for none."""
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer)
    sheet = book.add_worksheet("2025年1月")
    style = book.add_format({"border": 1})
    sheet.merge_range(0, 0, 0, len(HEAD) - 1, "2025年1月积分评议汇总表")
    sheet.write_row(1, 0, HEAD, style)
    row = 2
    for number, household in enumerate(households(count), 1):
        marks = [(2, "/", None, "—", 1.5, None, None, -1)[(number + i) % 8] for i in range(8)]
        total = sum(m for m in marks if isinstance(m, (int, float)))
        values = [number, household.code, household.head, *marks, total, 14, 5, 9, None, None]
        for column, value in enumerate(values):
            if value is None:
                sheet.write_blank(row, column, None, style)
            else:
                sheet.write(row, column, value, style)
        row += 1
        if number % 10 == 0:
            sheet.merge_range(row, 0, row, 2, f"第{number // 10}微网格小计", style)
            sheet.write_number(row, 11, 10 * total, style)
            row += 1
    book.close()
    return buffer.getvalue()


def context(count: int) -> ReadingContext:
    roster = Roster({household.code: household for household in households(count)})
    rules = tuple(Rule(f"R{i:02d}", name, f"{name}的一项", RulePoints.parse("+1")) for i, name in enumerate(CATEGORIES))
    return ReadingContext(lambda _: roster, RuleBooks([RuleBook(rules)]), date(2025, 2, 1))


def read_whole(data: bytes, count: int) -> int:
    known = context(count)
    reading = read_meeting("2025年1月.xlsx", data, known)
    outcome = check_lines([reading], known, [], Ceilings(Decimal(30), Decimal(-20)))
    assert not reading.issues and not outcome.issues, (reading.issues[:3], outcome.issues[:3])
    return len(reading.lines)


def load_bare(data: bytes, _: int) -> int:
    return openpyxl.load_workbook(io.BytesIO(data)).active.max_row


def median(function: Callable[[bytes, int], int], data: bytes, count: int, times: int) -> float:
    taken = []
    for _ in range(times):
        gc.collect()
        begun = time.perf_counter()
        function(data, count)
        taken.append(time.perf_counter() - begun)
    return statistics.median(taken)


def peak(kind: str, path: Path, count: int) -> float:
    """Megabytes a fresh process needs at most."""
    command = [sys.executable, __file__, "--peak", kind, str(path), str(count)]
    return int(subprocess.run(command, check=True, capture_output=True, text=True).stdout) / 1024


def own_peak() -> int:
    """Kilobytes; `ru_maxrss` of a child would begin with what its parent held."""
    for line in Path("/proc/self/status").read_text().splitlines():
        if line.startswith("VmHWM:"):
            return int(line.split()[1])
    raise SystemExit("the peak is read from /proc: run this on Linux")


def measure(count: int) -> None:
    data = workbook(count)
    times = 9 if count < 1000 else 5 if count < 10_000 else 3
    read_whole(data, count)
    ours, bare = median(read_whole, data, count, times), median(load_bare, data, count, times)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "wide.xlsx"
        path.write_bytes(data)
        memory, memory_bare = peak("whole", path, count), peak("bare", path, count)
    print(
        f"{count:>6} households: reader {ours * 1000:8.0f} ms, openpyxl {bare * 1000:8.0f} ms, ratio {ours / bare:.2f};"
        f" peak {memory:5.0f} MB, openpyxl {memory_bare:5.0f} MB, ratio {memory / memory_bare:.2f}"
    )


def main() -> None:
    if sys.argv[1:2] == ["--peak"]:
        kind, path, count = sys.argv[2:5]
        (read_whole if kind == "whole" else load_bare)(Path(path).read_bytes(), int(count))
        print(own_peak())
        return
    for count in [int(size) for size in sys.argv[1:]] or SIZES:
        measure(count)


if __name__ == "__main__":
    main()
