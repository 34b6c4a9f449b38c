"""Blank forms as data (`blank_forms.toml`): what each one's columns are, what may be chosen, what stands as an example.

Standard library only: `printing` draws them, `reading` must know their examples again, and neither knows the other.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

_DATA = Path(__file__).with_suffix(".toml")
MARK = "（示例）"
"""What a cell of every example ends with: by this, not by its colour, an example is known."""


@dataclass(frozen=True, slots=True)
class BlankColumn:
    """A column of a form. `known`: what of the book takes the place of `choices`; `strict`: nothing else is taken.

    `comment_from` names a sentence kept elsewhere: `caps`, how limits are written.
    """

    header: str
    width: float
    examples: tuple[str | float, ...]
    comment: str = ""
    comment_from: str = ""
    choices: tuple[str, ...] = ()
    known: str = ""
    strict: bool = False
    number: bool = False


@dataclass(frozen=True, slots=True)
class BlankForm:
    """A form to fill in: `rows` blank lines below its examples."""

    name: str
    title: str
    note: str
    rows: int
    columns: tuple[BlankColumn, ...]
    landscape: bool = False

    @property
    def examples(self) -> tuple[tuple[str | float, ...], ...]:
        """The rows that show how it is filled in."""
        return tuple(zip(*(column.examples for column in self.columns), strict=True))


@cache
def blank_forms() -> tuple[BlankForm, ...]:
    """Every form, in the order in which a village needs them."""
    return tuple(_form(values) for values in tomllib.loads(_DATA.read_text("utf-8"))["form"])


def _form(values: Mapping[str, Any]) -> BlankForm:
    return BlankForm(**{**values, "columns": tuple(map(_column, values["columns"]))})


def _column(values: Mapping[str, Any]) -> BlankColumn:
    given: dict[str, Any] = {name: tuple(v) if isinstance(v, list) else v for name, v in values.items()}
    return BlankColumn(**given)
