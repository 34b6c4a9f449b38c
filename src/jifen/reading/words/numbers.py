"""One reader for each kind of cell: points, counts, directions, decisions. Days have a module of their own.

A reader returns a value, or a `Fault` with the issue code; it never guesses and never raises.
"""

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Literal, NamedTuple

from jifen.domain.points import PointsError, checked
from jifen.reading.formats.workbook import FOOTNOTE, Cell, number_text
from jifen.reading.words.marks import TICKS, answer_word, direction_word
from jifen.reading.words.names import normalise_text


@dataclass(frozen=True, slots=True)
class Fault:
    """Why a cell cannot be read: an issue code and, where there are several ways, which."""

    code: str
    reason: str = ""


class Points(NamedTuple):
    """A number of points as it stands. `worded` is the sign that was written out: 加 + → 1, 扣 减 - → -1, none → 0."""

    value: Decimal
    worded: int = 0


Tick = Literal["tick"]

_WIDE = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20, 0xA0: 0x20, 0x2212: 0x2D, 0x2013: 0x2D}
_NONE = re.compile(r"(?:[-—–―─－/／∕\\]+|无|／)?")
_NUMBER = re.compile(r"(加|扣|减|\+|-)?[ \t]*([0-9]+(?:\.[0-9]*)?|\.[0-9]+)[ \t]*分?")
_ERRORS = frozenset({"#REF!", "#DIV/0!", "#N/A", "#NAME?", "#VALUE!", "#NUM!", "#NULL!", "#SPILL!", "#CALC!"})
_ODS_ERROR = re.compile(r"(?:错误|ERR):[0-9]{3}", re.I)


def broken(cell: Cell | None) -> Fault | None:
    """The fault of a cell that holds an error value or a formula never calculated; None for any other."""
    if cell is None or cell.kind not in ("error", "uncalculated"):
        return None
    return Fault("cell-error" if cell.kind == "error" else "cell-uncalculated")


_SCIENTIFIC = re.compile(r"[0-9](?:\.[0-9]+)?E\+?[0-9]{1,3}", re.I)


def lost_digits(cell: Cell | None) -> bool:
    """Whether a code has lost digits: a number beyond the 15 that a spreadsheet keeps, or `1.30726E+17` in a csv."""
    if cell is None or cell.kind not in ("number", "text"):
        return False
    if cell.kind == "number":
        return abs(cell.number) >= 10**15
    return bool(_SCIENTIFIC.fullmatch(normalise_text(str(cell.value)))) and "+" in cell.text


def is_error_text(text: str) -> bool:
    """Whether text is an error value that was saved as text."""
    plain = text.strip().upper()
    return plain in _ERRORS or bool(_ODS_ERROR.fullmatch(plain))


def is_none(cell: Cell | None) -> bool:
    """Blank, or one of the marks that mean none: `/`, `—`, `-`, 无."""
    return cell is None or (cell.kind == "text" and isinstance(cell.value, str) and _is_none_text(cell.value))


@lru_cache(maxsize=4096)
def _is_none_text(text: str) -> bool:
    return bool(_NONE.fullmatch(re.sub(r"[\s\u3000\u200b\ufeff]+", "", text)))


def read_points(cell: Cell | None) -> Points | Tick | Fault | None:
    """Points of a cell; None for none; `tick` for √."""
    if cell is None:
        return None
    if cell.kind == "number":
        return Fault("sign-unclear", "format") if cell.shown_sign else _from_number(cell.number)
    if cell.kind == "text":
        return _from_text(str(cell.value))
    return broken(cell) or Fault("points-invalid", cell.kind)


@lru_cache(maxsize=4096)
def _from_number(value: float) -> Points | Fault:
    return _checked(Decimal(number_text(value)), 0)


def _checked(value: Decimal, worded: int) -> Points | Fault:
    try:
        return Points(checked(value), worded)
    except PointsError as fault:
        code = {"precision": "points-precision", "range": "points-out-of-range"}.get(fault.reason, "points-invalid")
        return Fault(code, "size" if code == "points-out-of-range" else "")


@lru_cache(maxsize=8192)
def _from_text(text: str) -> Points | Tick | Fault | None:
    plain = text.translate(_WIDE).strip(" \t\r\n\u200b\ufeff")
    if _is_none_text(text):
        return None
    if plain in TICKS:
        return "tick"
    if is_error_text(plain):
        return Fault("cell-error")
    match = _NUMBER.fullmatch(plain)
    if not match or len(match[2]) > 30:
        return Fault("points-invalid", "footnote" if FOOTNOTE in text else "")
    worded = {"加": 1, "+": 1, "扣": -1, "减": -1, "-": -1, None: 0}[match[1]]
    value = Decimal(match[2].rstrip(".") if match[2].endswith(".") else match[2])
    if match[2].endswith("."):
        return Fault("points-invalid")
    return _checked(-value if worded < 0 else value, worded)


def looks_like_points(cell: Cell | None) -> bool:
    """Whether a cell of a column nobody knows holds a number that might be points."""
    if cell is None or cell.kind in ("bool", "date"):
        return False
    if cell.kind != "text":
        return True
    points = _from_text(str(cell.value))
    return isinstance(points, Points) or (isinstance(points, Fault) and points.reason == "footnote")


def read_count(cell: Cell | None) -> int | Tick | Fault | None:
    """How many times: a whole number from 0; None for none."""
    if cell is not None and cell.kind == "text":
        plain = str(cell.value).translate(_WIDE).strip()
        match = re.fullmatch(r"([0-9]{1,4})\s*[次个人天件]?", plain)
        if match:
            return int(match[1])
    points = read_points(cell)
    if not isinstance(points, Points):
        return points
    whole = points.value == points.value.to_integral_value()
    if not whole or points.value < 0 or points.worded or (cell is not None and "分" in cell.text):
        return Fault("points-invalid", "count")
    return int(points.value)


_QUANTITY = re.compile(r"([0-9]{1,3}(?:,[0-9]{3})+(?![0-9])|[0-9]+(?:\.[0-9]+)?)([\u3400-\u9fff]{0,4})")


def read_quantity(cell: Cell | None, measure: str) -> Decimal | Fault | None:
    """How many hours, yuan or times, at most two decimals, with or without the word for it; None for none."""
    if cell is not None and cell.kind == "text":
        match = _QUANTITY.fullmatch(normalise_text(str(cell.value)))
        if match and match[2] in ("", measure):
            points = _checked(Decimal(match[1].replace(",", "")), 0)
            return points.value if isinstance(points, Points) else points
        if match:
            return Fault("points-invalid", "quantity")
    points_or_mark = read_points(cell)
    if points_or_mark is None or isinstance(points_or_mark, Fault):
        return points_or_mark
    if points_or_mark == "tick" or points_or_mark.value < 0 or points_or_mark.worded:
        return Fault("points-invalid", "quantity")
    if cell is not None and "分" in cell.text:
        return Fault("points-invalid", "quantity")
    return points_or_mark.value


def read_direction(cell: Cell | None) -> int | Fault:
    """The column 加/减: 1, -1, 0 where it is blank."""
    if cell is None or (cell.kind == "text" and not str(cell.value).strip()):
        return 0
    if cell.kind != "text":
        return Fault("cell-error") if cell.kind == "error" else Fault("sign-unclear", "direction")
    return direction_word(str(cell.value)) or Fault("sign-unclear", "direction")


def read_decision(cell: Cell | None) -> bool | Fault:
    """The column 评议结果: whether the meeting let the row pass."""
    if cell is None or not cell.text.strip():
        return Fault("decision-unclear", "blank")
    said = answer_word(cell.text)
    return Fault("decision-unclear") if said is None else said


def plain_text(cell: Cell | None) -> str | None:
    """Free text, its line breaks and outer spaces removed; None for blank and for none-marks."""
    if cell is None or is_none(cell):
        return None
    return re.sub(r"\s*[\r\n]+\s*", " ", cell.text).strip(" \u3000") or None
