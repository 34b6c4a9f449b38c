"""Many villages' sums: collected, asked, and the same questions of SQLite and pandas over the same rows.

`python benchmarks/rollup.py [--villages 325] [--months 24] [--straight 5000,50000] [--only collect|province]`

`collect`: so many villages send a package a month; all are collected into one dataset (wanted: 325 × 24 within 60 s)
and each question is asked (wanted: 0.3 s). The same rows in a SQLite file and, where pandas is there (extra `bench`),
in pandas answer the same questions beside it. `province`: villages × months written straight as Parquet (50,000 × 24 is
19 million rows), each question in a process of its own, answered into a Parquet file (wanted: 5 s) and as rows in
Python, which takes longer than the answer where there are a million; with the process's peak memory (wanted: 4 GB).
Nothing here asserts a time. The load of the machine is told, since it is in every figure.
"""

import argparse
import json
import os
import sqlite3
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from _measure import seconds, table

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tools"))

from jifen.services.rollup.collect import collect
from jifen.store.rollup import duck
from jifen.store.rollup.columns import DATASET_TABLES
from jifen.store.rollup.dataset import Dataset, exchange, load
from jifen.store.rollup.engines import duckdb_engine
from jifen.store.rollup.questions import QUESTIONS, Asked, Question, sql_of
from rollup_villages import CATEGORIES, TODAY, packages

ROOT = Path(__file__).resolve().parents[1]
ASKED = Asked("2025-01", "2026-12", "2027-01")
ROUNDS = 3


def loaded() -> str:
    return f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores" if hasattr(os, "getloadavg") else ""


def county(villages: int, months: int) -> None:
    """One county through the whole of it."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        stick = folder / "stick"
        stick.mkdir()
        for file, data in packages(villages, months, 1):
            (stick / file).write_bytes(data)
        sent = sum(path.stat().st_size for path in stick.iterdir())
        cpu = time.process_time()
        spent = seconds(lambda: collect([stick], folder / "dataset", TODAY))
        cpu = time.process_time() - cpu
        again = seconds(lambda: collect([stick], folder / "dataset", TODAY))
        kept = sum(path.stat().st_size for path in (folder / "dataset" / "data").rglob("*.parquet"))
        rows = [
            ("packages", f"{sum(1 for _ in stick.iterdir()):,}", f"{sent / 1e6:.1f} MB"),
            ("collected", f"{spent:.1f} s", f"{cpu:.1f} s of CPU"),
            ("the same again", f"{again:.1f} s", "all unchanged"),
            ("dataset", f"{kept / 1e6:.2f} MB", ""),
        ]
        table(f"{villages} villages × {months} months, {loaded()}", ("", "", ""), rows)
        compared(load(folder / "dataset"), folder)


def compared(dataset: Dataset, folder: Path) -> None:
    """Each question of each engine, the best of three."""
    sizes = duck_times(dataset)
    lite = sqlite_times(dataset, folder / "rows.sqlite")
    frames = pandas_times(dataset)
    rows = [
        (name, f"{len_:,}", f"{took * 1000:,.0f}", f"{lite[name] * 1000:,.0f}", told(frames, name))
        for name, (len_, took) in sizes.items()
    ]
    table(f"milliseconds a question, best of {ROUNDS}, {loaded()}", ("", "rows", "DuckDB", "SQLite", "pandas"), rows)


def told(found: dict[str, float], name: str) -> str:
    return f"{found[name] * 1000:,.0f}" if name in found else "—"


def duck_times(dataset: Dataset) -> dict[Question, tuple[int, float]]:
    found: dict[Question, tuple[int, float]] = {}
    with duckdb_engine(dataset, ASKED) as engine:
        for question in QUESTIONS:
            answer = engine.ask(question)
            found[question] = (len(answer), min(seconds(lambda q=question: engine.ask(q)) for _ in range(ROUNDS)))
    return found


def rows_in(dataset: Dataset, name: str) -> list[tuple[Any, ...]]:
    with duck.connected() as connection:
        found: list[tuple[Any, ...]] = connection.execute(duck.files_sql(dataset.paths(name), name)).fetchall()
        return found


def sqlite_times(dataset: Dataset, path: Path) -> dict[str, float]:
    """The same rows in tables with an index by village and month, the same files of SQL."""
    with sqlite3.connect(path) as lite:
        for name, columns in DATASET_TABLES.items():
            names = [column for column, _ in columns]
            lite.execute(f"CREATE TABLE {name} ({', '.join(names)})")
            marks = ", ".join("?" * len(names))
            lite.executemany(f"INSERT INTO {name} VALUES ({marks})", rows_in(dataset, name))
            lite.execute(f"CREATE INDEX {name}_key ON {name} (village_id, month)")
        lite.execute(f"CREATE TABLE asked AS {ASKED.sql()}")
        lite.execute("ANALYZE")
        return {
            question: min(seconds(lambda q=question: lite.execute(sql_of(q)).fetchall()) for _ in range(ROUNDS))
            for question in QUESTIONS
        }


def pandas_times(dataset: Dataset) -> dict[str, float]:
    """Three of the questions as somebody would write them with pandas, over frames in memory."""
    try:
        import pandas
    except ImportError:
        return {}
    frames = {
        name: pandas.DataFrame(rows_in(dataset, name), columns=[column for column, _ in columns])
        for name, columns in DATASET_TABLES.items()
    }
    sums, village, goods = frames["sums"], frames["village"], frames["goods"]

    def totals() -> Any:
        sides = sums.pivot_table(index=["village_id", "month"], columns="kind", values="points", aggfunc="sum")
        whole = village.merge(sides, on=["village_id", "month"], how="left").fillna({"award": 0, "deduction": 0})
        return whole.sort_values(["county", "township", "village", "month"])

    def categories() -> Any:
        found = sums.pivot_table(
            index=["county", "township", "category"], columns="kind", values="points", aggfunc="sum"
        ).reset_index()
        found["share"] = found["award"] / found.groupby(["county", "township"])["award"].transform("sum")
        return found

    def shop() -> Any:
        return goods.pivot_table(
            index=["county", "township", "village_id"], columns="kind", values="yuan", aggfunc="sum"
        )

    works = {"totals": totals, "categories": categories, "goods": shop}
    return {name: min(seconds(work) for _ in range(ROUNDS)) for name, work in works.items()}


def straight(folder: Path, villages: int, months: int) -> Dataset:
    """A province as Parquet, written by DuckDB alone, a file a table, county and month of a hundred counties."""
    folder.mkdir(parents=True)
    names = ", ".join(duck.text(name) for name in CATEGORIES)
    base = (
        "SELECT format('第{}县', v // 500) AS county, format('第{}镇', v // 20) AS township, "
        "format('第{}村', v) AS village, format('{:032x}', v) AS village_id, "
        "strftime(DATE '2025-01-01' + to_months(CAST(m AS INTEGER)), '%Y-%m') AS month, v, m "
        f"FROM range({villages}) AS a(v), range({months}) AS b(m)"
    )
    owner = "county, township, village, village_id, month"
    status = "CASE WHEN hash(v, m) % 200 = 0 THEN 'none' ELSE 'final' END"
    queries = {
        "village": f"SELECT {owner}, {status} AS status, month || '-25' AS held_on, 200 + v % 400 AS households, "
        "180 + v % 400 AS active, 4 AS away, 40 + CAST(hash(v, m, 1) % 100 AS BIGINT) AS participating, 0 AS withheld",
        "sums": f"SELECT {owner}, k.kind, c.category, 3 + CAST(hash(v, m, c.category) % 60 AS BIGINT) AS entries, "
        "3 + CAST(hash(v, c.category) % 40 AS BIGINT) AS households, "
        "k.sign * 50 * CAST(hash(v, m, c.category, k.kind) % 600 AS BIGINT) AS points",
        "notices": f"SELECT {owner}, 'monthly' AS kind, month AS period, month || '-27' AS published_on, "
        "month || '-28' AS starts_on, month || '-28' AS ends_on, 3 AS days, CAST(hash(v, m) % 18 AS BIGINT) AS delay, "
        "0 AS objections, CAST(hash(v, m) % 500 = 0 AS BIGINT) AS open, 0 AS upheld, 0 AS rejected, 0 AS decision_days",
        "boards": f"SELECT {owner}, 'red' AS list, month AS period, month || '-28' AS published_on, "
        "20 AS households, 0 AS removed",
        "goods": f"SELECT {owner}, g.kind, 20 AS pieces, CAST(hash(v, m, g.kind) % 90000 AS BIGINT) - 50 AS yuan, "
        "500 AS points, 9 AS households",
        "matters": f"SELECT {owner}, 'dispute' AS kind, 5 AS opened, 4 AS closed, 4 AS on_time, "
        "CAST(hash(v, m) % 300 = 0 AS BIGINT) AS overdue, 4 AS rated, 16 AS ratings",
        "arrivals": f"SELECT {owner}, md5(village_id || month) AS digest, md5(village_id) AS head, "
        "md5(month) AS sha256, '2027-01-01' AS received_on, CAST(NULL AS VARCHAR) AS superseded_on",
    }
    beside = {
        "sums": f", (SELECT unnest([{names}]) AS category) AS c, "
        "(VALUES ('award', 1), ('deduction', -1)) AS k(kind, sign)",
        "goods": ", (SELECT unnest(['received', 'redeemed', 'stock', 'fund']) AS kind) AS g",
    }
    where = {"boards": " WHERE m % 6 = 5"}
    old = Dataset(folder)
    changed: dict[str, dict[tuple[str, str], str]] = {}
    with duck.connected("3GB") as connection:
        for name, query in queries.items():
            changed[name] = {}
            for month in range(months):
                key = ("", f"{2025 + month // 12}-{month % 12 + 1:02}")
                if name == "boards" and month % 6 != 5:
                    continue
                place = old.place(name, key, 1)
                (folder / place).parent.mkdir(parents=True, exist_ok=True)
                rows = f"{query} FROM (SELECT * FROM ({base}) WHERE m = {month}) AS b{beside.get(name, '')}"
                connection.execute(
                    f"COPY ({rows}{where.get(name, '')} ORDER BY village_id) TO {duck.text(str(folder / place))} "
                    "(FORMAT parquet, COMPRESSION zstd)"
                )
                changed[name][key] = place
    return exchange(old, changed)


PROBE = """
import json, resource, sys, time
from pathlib import Path
from jifen.store.rollup.dataset import load
from jifen.store.rollup.engines import duckdb_engine
from jifen.store.rollup.questions import Asked
from jifen.store.rollup.questions import sql_of
dataset, question, out = load(Path(sys.argv[1])), sys.argv[2], sys.argv[3]
copy = f"COPY ({sql_of(question)}) TO '{out}' (FORMAT parquet)"
best, rows = 1e9, 1e9
with duckdb_engine(dataset, Asked("2025-01", "2026-12", "2027-01"), "3GB") as engine:
    for _ in range(2):
        start = time.perf_counter(); engine.connection.execute(copy); best = min(best, time.perf_counter() - start)
    start = time.perf_counter(); count = len(engine.ask(question)); rows = time.perf_counter() - start
print(json.dumps([count, best, rows, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6]))
"""


def province(villages: int, months: int) -> None:
    """Villages far beyond a county."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "dataset"
        dataset = straight(folder, villages, months)
        size = sum(path.stat().st_size for path in folder.rglob("*.parquet"))
        with duck.connected() as connection:
            query = f"SELECT count(*) FROM ({duck.files_sql(dataset.paths('sums'), 'sums')})"
            count = connection.execute(query).fetchall()[0][0]
        rows = []
        for question in QUESTIONS:
            asked = [sys.executable, "-c", PROBE, str(folder), question, str(folder / "answer.parquet")]
            environment = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
            done = subprocess.run(asked, env=environment, check=True, capture_output=True, text=True)
            answers, took, whole, memory = json.loads(done.stdout)
            told_in = (f"{took:.2f} s", f"{whole:.2f} s")
            rows.append((question, f"{answers:,}", *told_in, f"{memory:.2f} GB"))
        title = f"{villages:,} villages × {months} months: {count:,} rows of sums, {size / 1e6:,.0f} MB, {loaded()}"
        table(title, ("", "rows", "as Parquet", "as rows in Python", "peak"), rows)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--villages", type=int, default=325)
    parser.add_argument("--months", type=int, default=24)
    parser.add_argument("--straight", default="5000,50000")
    parser.add_argument("--only", choices=("collect", "province"))
    asked = parser.parse_args()
    if asked.only != "province":
        county(asked.villages, asked.months)
    if asked.only != "collect":
        for count in asked.straight.split(","):
            province(int(count), asked.months)


if __name__ == "__main__":
    main()
