"""Villages that there are not, as packages of their sums, for benchmarks and tests. The same every time.

Most are ordinary; every twelfth is far from the others in some way, and some lack a month, so that every question has
something to say.
"""

import random
import sys
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "src"))

from jifen.domain.period import Month
from jifen.domain.rollup.package import Manifest, csv_file, digest
from jifen.domain.rollup.tables import MANIFEST, TABLES, Row
from jifen.services.rollup.collect import collect
from jifen.services.rollup.export import zipped
from jifen.store.rollup.dataset import Dataset, load

CATEGORIES = ("发展经济", "移风易俗", "环境卫生", "遵规守法", "孝老爱亲", "邻里和睦", "公益志愿", "村务参与")
FIRST = Month(2025, 1)
TODAY = date(2027, 1, 5)
ODD = 12
"""Every so-many-th village is far from the others."""


def packages(villages: int, months: int, seed: int, *, bare: bool = False) -> Iterator[tuple[str, bytes]]:
    """(file name, zip) of a package a village and month. `bare`: nothing but points."""
    for number in range(villages):
        chance = random.Random(seed * 1_000_003 + number)
        size = chance.randint(40, 600)
        for n in range(months):
            if not bare and number % ODD == 5 and n == months // 2:
                continue
            month = FIRST.plus(n)
            tables = _bare(chance, month, size) if bare else _tables(chance, number, n, month, size)
            yield f"{number:06}-{month}.zip", packed(number, month, tables)


def packed(number: int, month: Month, tables: dict[str, list[Row]]) -> bytes:
    """A village's package of a month."""
    files = {table.file: csv_file(table, tables.get(name, ())) for name, table in TABLES.items()}
    manifest = Manifest(
        village=f"第{number}村",
        village_id=f"{number:032x}",
        township=f"第{number // 20}镇",
        county=f"第{number // 325 + number % 2}县",
        period=str(month),
        months=(str(month),),
        head=digest(f"{number} {month}".encode()),
        files={name: digest(data) for name, data in files.items()},
        program="0",
    )
    return zipped({MANIFEST: manifest.written(), **files})


def _bare(chance: random.Random, month: Month, size: int) -> dict[str, list[Row]]:
    return {"village": [_village(month, size, size // 2, "final")], "sums": _sums(chance, month, 1)}


def _village(month: Month, size: int, part: int, status: str) -> Row:
    held = None if status == "none" else str(month.first + timedelta(days=24))
    return (str(month), status, held, size + 5, size - 4, 4, part, 0)


def _sums(chance: random.Random, month: Month, times: int) -> list[Row]:
    rows: list[Row] = []
    for kind, sign in (("award", 1), ("deduction", -1)):
        for category in CATEGORIES:
            entries = chance.randint(3, 60 if sign > 0 else 12)
            points = sign * times * (entries * chance.randint(100, 400) // 50 * 50)
            rows.append((str(month), kind, category, entries, min(entries, chance.randint(3, 40)), points))
    return rows


def _tables(chance: random.Random, number: int, n: int, month: Month, size: int) -> dict[str, list[Row]]:
    odd = number % ODD
    status = "none" if odd == 6 and n == 1 else "recorded" if odd == 7 and n == 0 else "final"
    part = 4 if odd == 1 else size * chance.randint(30, 60) // 100
    sums = [] if status == "none" else _sums(chance, month, 20 if odd == 2 else 1)
    out = month.last + timedelta(days=chance.randint(0, 9) + (30 if odd == 3 else 0))
    delay = (out - month.first).days - 24
    starts, ends = out + timedelta(days=1), out + timedelta(days=3)
    filed = chance.randint(1, 3) if odd == 4 else 0
    notice = (str(month), "monthly", str(month), str(out), str(starts), str(ends), 3, delay, filed, filed, 0, 0, 0)
    found: dict[str, list[Row]] = {
        "village": [_village(month, size, 0 if status == "none" else part, status)],
        "sums": sums,
        "notices": [notice] if status == "final" else [],
        "goods": _goods(chance, month, n, below=odd == 8),
        "matters": _matters(chance, month, odd == 9),
    }
    if month.number % 6 == 0:
        half = f"{month.year}H{month.number // 6}"
        found["boards"] = [(str(month), name, half, str(out), chance.randint(0, 40), 0) for name in ("black", "red")]
    return found


def _goods(chance: random.Random, month: Month, n: int, *, below: bool) -> list[Row]:
    received, out = chance.randint(20, 90), chance.randint(5, 20)
    fund = -chance.randint(1, 50_000) if below else chance.randint(0, 500_000)
    return [
        (str(month), "fund", None, fund, None, None),
        (str(month), "fund-in", None, 60_000, None, None),
        (str(month), "received", received, received * 350, None, None),
        (str(month), "redeemed", out, out * 350, out * 500, chance.randint(3, 20)),
        (str(month), "stock", 30 * n, 30 * n * 350, None, None),
    ]


def _matters(chance: random.Random, month: Month, late: bool) -> list[Row]:
    closed = chance.randint(3, 8)
    overdue = chance.randint(1, 3) if late else 0
    return [(str(month), "dispute", closed + 1, closed, closed - overdue, overdue, closed, closed * 4)]


def collected(folder: Path, *, villages: int, months: int, seed: int, bare: bool = False) -> Dataset:
    """A dataset of them, through the same collection that a township runs."""
    stick = folder.with_name(f"{folder.name}-stick")
    stick.mkdir(parents=True)
    for name, data in packages(villages, months, seed, bare=bare):
        (stick / name).write_bytes(data)
    done = collect([stick], folder, TODAY)
    if done.refused:
        raise ValueError(done.refused[0].error)
    return load(folder)
