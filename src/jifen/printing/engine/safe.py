"""Writing values into cells so that they stay what they are."""

import re
from decimal import Decimal
from typing import Any

from jifen.printing.engine.filling import Value

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


_FORMULA = re.compile(r"\s*[=@+\-\t]")
_NUMBER = re.compile(r"\s*[+\-]?\d*\.?\d+(?:\s*[~/,，、至到或x×]\s*[+\-]?\d*\.?\d+)*%?\s*")


def csv_text(value: str) -> str:
    """A text for a csv file in which no spreadsheet program sees a formula; figures stay figures.

    A blank stands before it (an apostrophe would be read back as part of the text, a blank is not).
    """
    if _FORMULA.match(value) and not _NUMBER.fullmatch(value):
        return f"\u3000{value}"
    return value


def put(sheet: Any, row: int, column: int, value: Value) -> Any:
    """Write a value so that text stays text (never a formula or an error); control characters are left out."""
    cell: Any = sheet.cell(row, column)
    if isinstance(value, str):
        cell.value = _CONTROL.sub("", value)
        if cell.value is not None:
            cell.data_type = "s"
    elif isinstance(value, Decimal):
        cell.value = int(value) if value == value.to_integral_value() else value
    else:
        cell.value = value
    return cell
