"""The two forms in which a result leaves: an object of JSON for programs, lines and tables for people."""

from collections.abc import Sequence
from typing import NamedTuple

Shape = dict[str, object]
"""What becomes one JSON object: strings, whole numbers, booleans, None, and lists and objects of them."""


class Table(NamedTuple):
    """A table for people: Chinese headers, one row an item; `numbers` are the columns that are set right."""

    headers: Sequence[str]
    rows: Sequence[Sequence[object]]
    numbers: Sequence[int] = ()


Block = str | Table
"""A line or a table; what is told about a value is a sequence of them."""


def checked(words: str, *, applied: bool) -> str:
    """What was done; of a mere check it says so."""
    return words if applied else f"（只检查，没有写入）{words}"
