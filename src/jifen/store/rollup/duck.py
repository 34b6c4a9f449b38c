"""DuckDB: it writes a dataset's files and answers questions of them, within one process and without a server.

None of its extensions that are downloads is needed; it is asked not to look for any.
"""

import csv
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from jifen.domain.rollup.tables import Row
from jifen.errors import JifenError
from jifen.store.rollup.columns import ARRIVALS, DATASET_TABLES, OWNER
from jifen.store.rollup.dataset import Dataset, Key

Rows = Mapping[str, Sequence[Row]]
"""Table → rows, each with its owner in front."""


@contextmanager
def connected(memory: str | None = None) -> Iterator[Any]:
    """A connection of its own; refused where DuckDB is not installed."""
    try:
        import duckdb
    except ImportError:
        raise JifenError("engine-missing", engine="duckdb", extra="rollup") from None
    with tempfile.TemporaryDirectory() as aside:
        config: dict[str, Any] = {
            "autoinstall_known_extensions": False,
            "autoload_known_extensions": False,
            "temp_directory": aside,
        }
        connection = duckdb.connect(":memory:", config=config | ({"memory_limit": memory} if memory else {}))
        try:
            connection.execute("SET enable_progress_bar = false")
            yield connection
        finally:
            connection.close()


def text(value: str) -> str:
    """A text as SQL."""
    return "'" + value.replace("'", "''") + "'"


def files_sql(paths: Sequence[str], table: str) -> str:
    """A query for the rows of files; of none where there are none."""
    if not paths:
        columns = ", ".join(f"CAST(NULL AS {kind}) AS {name}" for name, kind in DATASET_TABLES[table])
        return f"SELECT {columns} WHERE 1 = 0"
    names = ", ".join(name for name, _ in DATASET_TABLES[table])
    listed = ", ".join(map(text, paths))
    return f"SELECT {names} FROM read_parquet([{listed}], hive_partitioning = false)"


def arrived(connection: Any, dataset: Dataset, villages: Iterable[str]) -> list[dict[str, Any]]:
    """What arrived of these villages and stands now."""
    known = ", ".join(map(text, sorted(set(villages)))) or "''"
    query = (
        f"SELECT * FROM ({files_sql(dataset.paths(ARRIVALS), ARRIVALS)}) WHERE superseded_on IS NULL "
        f"AND village_id IN ({known}) ORDER BY village_id, month"
    )
    return fetched(connection, query)


def named(connection: Any, dataset: Dataset) -> list[tuple[str, str, str, str]]:
    """Every village: county, township, name, id."""
    files = files_sql(dataset.paths(ARRIVALS), ARRIVALS)
    query = f"SELECT DISTINCT {', '.join(OWNER)} FROM ({files}) WHERE superseded_on IS NULL ORDER BY ALL"
    return [tuple(row) for row in connection.execute(query).fetchall()]


def months_of(connection: Any, dataset: Dataset) -> dict[str, list[str]]:
    """Village id → its months in order."""
    files = files_sql(dataset.paths(ARRIVALS), ARRIVALS)
    query = f"SELECT village_id, month FROM ({files}) WHERE superseded_on IS NULL ORDER BY 1, 2"
    found: dict[str, list[str]] = {}
    for village, month in connection.execute(query).fetchall():
        found.setdefault(village, []).append(month)
    return found


def rows_of(connection: Any, dataset: Dataset, table: str, village: str, month: str) -> list[Row]:
    """The rows of a village's month as they stand, without their owner."""
    query = f"SELECT * FROM ({files_sql(dataset.paths(table, month, month), table)}) WHERE village_id = {text(village)}"
    return [tuple(row[len(OWNER) :]) for row in connection.execute(query).fetchall()]


def fetched(connection: Any, query: str) -> list[dict[str, Any]]:
    """Rows by the names of their columns."""
    cursor = connection.execute(query)
    names = [column[0] for column in cursor.description]
    return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def write(
    connection: Any, dataset: Dataset, rows: Rows, replaced: Iterable[tuple[str, str, str]], day: str
) -> dict[str, dict[Key, str]]:
    """Write the files of every county and month that changes: what stood there and still holds, and the new rows.

    `replaced`: (county, village id, month) of which the new rows stand instead; their arrivals stay, with the day.
    Gives the new files; nothing else was changed.
    """
    connection.execute("CREATE OR REPLACE TEMP TABLE replaced (village_id VARCHAR, month VARCHAR)")
    gone = sorted(set(replaced))
    if gone:
        connection.executemany("INSERT INTO replaced VALUES (?, ?)", [each[1:] for each in gone])
    left = {(county, month) for county, _, month in gone}
    touched = sorted({*left, *((str(row[0]), str(row[len(OWNER)])) for own in rows.values() for row in own)})
    changed: dict[str, dict[Key, str]] = {}
    with tempfile.TemporaryDirectory() as aside:
        for table in DATASET_TABLES:
            _staged(connection, table, rows.get(table, ()), Path(aside) / f"{table}.csv")
            own = {(str(row[0]), str(row[len(OWNER)])) for row in rows.get(table, ())}
            changed[table] = {}
            for key in touched:
                if key in own or (key in left and key in dataset.files.get(table, {})):
                    changed[table][key] = _file(connection, dataset, table, key, day)
    return changed


def _staged(connection: Any, table: str, rows: Iterable[Row], place: Path) -> None:
    """The new rows of a table as a temporary one: through csv, in which DuckDB is quicker than with single rows."""
    with place.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)
    kinds = ", ".join(f"{text(name)}: {text(kind)}" for name, kind in DATASET_TABLES[table])
    query = (
        f"CREATE OR REPLACE TEMP TABLE new_{table} AS SELECT * FROM read_csv({text(str(place))}, header = false, "
        f"auto_detect = false, delim = ',', quote = '\"', escape = '\"', new_line = '\\r\\n', columns = {{{kinds}}}, "
        f"nullstr = '', force_not_null = [{', '.join(map(text, OWNER))}])"
    )
    connection.execute(query)


def _file(connection: Any, dataset: Dataset, table: str, key: Key, day: str) -> str:
    """One new file, whole before it has its name."""
    county, month = key
    standing = dataset.files.get(table, {}).get(key)
    old = files_sql([f"{dataset.folder}/{standing}"] if standing else [], table)
    known = "(village_id, month) IN (SELECT village_id, month FROM replaced)"
    if table == ARRIVALS:
        since = f"CASE WHEN {known} AND superseded_on IS NULL THEN {text(day)} ELSE superseded_on END AS superseded_on"
        kept = f"SELECT * EXCLUDE (superseded_on), {since} FROM ({old})"
    else:
        kept = f"SELECT * FROM ({old}) WHERE NOT {known}"
    new = f"SELECT * FROM new_{table} WHERE county = {text(county)} AND month = {text(month)}"
    place = dataset.place(table, key, dataset.generation + 1)
    path = Path(dataset.folder) / place
    path.parent.mkdir(parents=True, exist_ok=True)
    aside = path.with_name(path.name + ".part")
    connection.execute(
        f"COPY (SELECT * FROM ({kept} UNION ALL {new}) ORDER BY township, village, village_id) "
        f"TO {text(str(aside))} (FORMAT parquet, COMPRESSION zstd)"
    )
    aside.replace(path)
    return place
