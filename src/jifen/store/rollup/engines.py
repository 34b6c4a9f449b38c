"""Who answers questions of a dataset: DuckDB in this process, or Spark, here or over Spark Connect."""

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from jifen.errors import JifenError
from jifen.store.rollup import dataset as datasets
from jifen.store.rollup import duck
from jifen.store.rollup.columns import DATASET_TABLES
from jifen.store.rollup.dataset import CATALOGUE, Dataset
from jifen.store.rollup.questions import Answer, Asked, Engine, Question, paths_of, rows_of, sql_of

EngineName = Literal["duckdb", "spark"]
_LOCAL = {
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
    "spark.sql.shuffle.partitions": "8",
    "spark.sql.session.timeZone": "Asia/Shanghai",
    "spark.log.level": "ERROR",
}


@dataclass(frozen=True, slots=True)
class _Duck:
    connection: Any

    def ask(self, question: Question) -> Answer:
        return duck.fetched(self.connection, sql_of(question))


@dataclass(frozen=True, slots=True)
class _Spark:
    session: Any

    def ask(self, question: Question) -> Answer:
        found = self.session.sql(sql_of(question))
        return rows_of(found.columns, found.collect())


@contextmanager
def duckdb_engine(dataset: Dataset, asked: Asked, memory: str | None = None) -> Iterator[Engine]:
    """DuckDB with the dataset's tables as views."""
    with duck.connected(memory) as connection:
        for table in DATASET_TABLES:
            query = duck.files_sql(paths_of(dataset, table, asked), table)
            connection.execute(f"CREATE TEMP VIEW {table} AS {query}")
        connection.execute(f"CREATE TEMP VIEW asked AS {asked.sql()}")
        yield _Duck(connection)


@contextmanager
def spark_engine(session: Any, dataset: Dataset, asked: Asked) -> Iterator[Engine]:
    """Spark with the same views."""
    for table, columns in DATASET_TABLES.items():
        _spark_table(session, paths_of(dataset, table, asked), columns).createOrReplaceTempView(table)
    session.sql(asked.sql()).createOrReplaceTempView("asked")
    yield _Spark(session)


def _spark_table(session: Any, paths: Sequence[str], columns: Sequence[tuple[str, str]]) -> Any:
    schema = ", ".join(f"{name} {'STRING' if kind == 'VARCHAR' else kind}" for name, kind in columns)
    if not paths:
        return session.createDataFrame([], schema)
    return session.read.schema(schema).parquet(*map(_spark_path, paths))


def _spark_path(path: str) -> str:
    """A path as Spark reads it: what it would take for a pattern is not one."""
    plain = "".join(f"\\{c}" if c in "{}[]*?\\" else c for c in path)
    return plain if "://" in path else f"file:{plain}"


def spark_session() -> Any:
    """A session: over Spark Connect where `SPARK_REMOTE` names a server, else in this machine's own processes.

    Refused where pyspark or the Java it needs is not there.
    """
    try:
        from pyspark.errors import PySparkException
        from pyspark.sql import SparkSession
    except ImportError:
        raise JifenError("engine-missing", engine="Spark", extra="spark") from None
    builder: Any = SparkSession.builder
    builder = builder.appName("jifen")
    if not os.environ.get("SPARK_REMOTE"):
        for name, value in _LOCAL.items():
            builder = builder.config(name, value)
        if not os.environ.get("SPARK_HOME"):
            builder = builder.master("local[*]")
    try:
        return builder.getOrCreate()
    except (PySparkException, RuntimeError) as error:
        raise JifenError("engine-not-started", engine="Spark", why=str(error).splitlines()[0][:120]) from None


def open_dataset(place: str, session: Any = None) -> Dataset:
    """The dataset at a place; one that lies with an object store (`s3a://…`) is read by Spark's `session`."""
    if "://" not in place:
        return datasets.load(Path(place))
    if session is None:
        raise JifenError("dataset-far", path=place)
    (row,) = session.read.option("wholetext", True).text(f"{place.rstrip('/')}/{CATALOGUE}").collect()
    return datasets.read(row[0], place.rstrip("/"))


@contextmanager
def engine(name: EngineName, place: str) -> Iterator["Opened"]:
    """An engine and the dataset it is to be asked about."""
    if name == "duckdb":
        yield Opened(open_dataset(place), None)
        return
    session = spark_session()
    try:
        yield Opened(open_dataset(place, session), session)
    finally:
        session.stop()


@dataclass(frozen=True, slots=True)
class Opened:
    """A dataset with whoever may answer; `session` None means DuckDB."""

    dataset: Dataset
    session: Any

    def asked(self, asked: Asked) -> Any:
        """An engine for these months, as a context."""
        if self.session is None:
            return duckdb_engine(self.dataset, asked)
        return spark_engine(self.session, self.dataset, asked)
