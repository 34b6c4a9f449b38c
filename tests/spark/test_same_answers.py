"""The same files of SQL over the same dataset: every answer of Spark is that of DuckDB, to the last digit."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from jifen.store.rollup.dataset import Dataset
from jifen.store.rollup.engines import duckdb_engine, spark_engine, spark_session
from jifen.store.rollup.questions import QUESTIONS, Answer, Asked

pytestmark = pytest.mark.filterwarnings("ignore")
ASKED = (Asked("2025-01", "2025-06", "2025-09"), Asked("2025-06", "2025-06", "2025-07"))


@pytest.fixture(scope="session")
def session() -> Iterator[Any]:
    found = spark_session()
    yield found
    found.stop()


@pytest.fixture(scope="session")
def dataset(tmp_path_factory: pytest.TempPathFactory) -> Dataset:
    """Two counties of random villages, some of which lack a month, are behind, or far from the others."""
    from rollup_villages import collected

    return collected(tmp_path_factory.mktemp("汇总 [1]") / "汇总", villages=40, months=6, seed=7)


@pytest.mark.parametrize("asked", ASKED, ids=lambda asked: asked.first_month)
def test_spark_answers_what_duckdb_answers(session: Any, dataset: Dataset, asked: Asked) -> None:
    with duckdb_engine(dataset, asked) as duck, spark_engine(session, dataset, asked) as spark:
        for question in QUESTIONS:
            wanted, found = duck.ask(question), spark.ask(question)
            assert wanted, f"{question}: a question nobody answers proves nothing"
            assert told(found) == told(wanted), question


def told(answer: Answer) -> list[list[tuple[str, str, str]]]:
    """Every value with its column, its kind and all its digits."""
    return [[(name, type(value).__name__, repr(value)) for name, value in row.items()] for row in answer]


def test_every_reason_to_look_at_a_village_stands_in_the_answers_compared(dataset: Dataset) -> None:
    from jifen.messages.labels import ATTENTION

    with duckdb_engine(dataset, ASKED[0]) as duck:
        assert {row["what"] for row in duck.ask("attention")} == set(ATTENTION)


def test_a_dataset_without_a_table_is_asked_all_the_same(session: Any, tmp_path: Path) -> None:
    from rollup_villages import collected

    few = collected(tmp_path / "汇总", villages=1, months=1, seed=1, bare=True)
    with spark_engine(session, few, ASKED[0]) as spark, duckdb_engine(few, ASKED[0]) as duck:
        assert spark.ask("boards") == duck.ask("boards") == []
        assert len(spark.ask("totals")) == 1
