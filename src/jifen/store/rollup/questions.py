"""The five fixed questions, and what they are asked of: tables as views, and one row that says of which months."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, Protocol

from jifen.store.rollup.columns import ARRIVALS
from jifen.store.rollup.dataset import Dataset

Question = Literal["totals", "categories", "boards", "goods", "attention"]
QUESTIONS: tuple[Question, ...] = ("totals", "categories", "boards", "goods", "attention")
Answer = list[dict[str, Any]]
"""Rows by the names of their columns; points and money as whole hundredths."""


@dataclass(frozen=True, slots=True)
class Asked:
    """The months a question is about, and the one it is asked in."""

    first_month: str
    last_month: str
    this_month: str

    def sql(self) -> str:
        """As a query of one row."""
        told = ", ".join(f"'{getattr(self, name)}' AS {name}" for name in self.__slots__)
        return f"SELECT {told}"


class Engine(Protocol):
    """Whoever answers: both know the same views and run the same files."""

    def ask(self, question: Question) -> Answer:
        """The rows of an answer, in its order."""
        ...


def sql_of(question: Question) -> str:
    """A question's file. Both engines run it as it stands; numbers with a point are written `1e0`."""
    return (Path(__file__).parent / "sql" / f"{question}.sql").read_text(encoding="utf-8")


def paths_of(dataset: Dataset, table: str, asked: Asked) -> Sequence[str]:
    """The files a question may need of a table: those of its months; of what arrived all, for what is missing."""
    if table == ARRIVALS:
        return dataset.paths(table)
    return dataset.paths(table, asked.first_month, asked.last_month)


def rows_of(names: Sequence[str], rows: Sequence[Sequence[Any]]) -> Answer:
    """Rows by the names of their columns."""
    return [dict(zip(names, row, strict=True)) for row in rows]
