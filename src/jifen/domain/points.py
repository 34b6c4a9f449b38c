"""Points: exact to two decimals, `Decimal` in Python, integer hundredths in the book, never float."""

import re
from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Context, Decimal

ZERO = Decimal(0)
CENT = Decimal("0.01")
LARGEST = Decimal(1_000_000)
_MINUS = str.maketrans({"\u2212": "-", "\uff0d": "-", "\uff0b": "+"})
_PLAIN = re.compile(r"[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)")
_EXACT = Context(prec=40)


class PointsError(ValueError):
    """A text that is no number of points; `reason` is `invalid`, `precision` or `range`."""

    def __init__(self, reason: str, text: str) -> None:
        """`text` is what was found."""
        super().__init__(f"{reason}: {text!r}")
        self.reason = reason
        self.text = text


def parse_points(text: str) -> Decimal:
    """A plain decimal number such as `12.5` or `-2`, at most two places; raises `PointsError`."""
    plain = text.strip().translate(_MINUS)
    if not _PLAIN.fullmatch(plain):
        raise PointsError("invalid", text)
    return checked(Decimal(plain), text)


def checked(value: Decimal, text: str | None = None) -> Decimal:
    """The value itself when it is finite, has at most two places and a sane size; raises `PointsError`."""
    found = str(value) if text is None else text
    if not value.is_finite():
        raise PointsError("invalid", found)
    if abs(value) >= LARGEST:
        raise PointsError("range", found)
    if value != value.quantize(CENT, context=_EXACT):
        raise PointsError("precision", found)
    return value + ZERO if value else ZERO


def to_hundredths(value: Decimal) -> int:
    """Integer hundredths, as the book keeps them; the value must be exact."""
    return int(checked(value) * 100)


def from_hundredths(value: int) -> Decimal:
    """The inverse of `to_hundredths`."""
    return Decimal(value).scaleb(-2, context=_EXACT)


def show(value: Decimal) -> str:
    """`12.5`, `3`, `-0.25`: no trailing zeros, no exponent."""
    if value == value.to_integral_value():
        return str(int(value))
    return format(value.normalize(_EXACT), "f")


def show_signed(value: Decimal) -> str:
    """`+2`, `-5`, `0`."""
    return ("+" if value > 0 else "") + show(value)


def total(values: Iterable[Decimal]) -> Decimal:
    """The exact sum; zero for none."""
    return sum(values, ZERO)


def share_of(value: Decimal, percent: Decimal) -> int:
    """`percent` of `value`, rounded up to a whole number."""
    product = value * percent / 100
    return int(product.to_integral_value(rounding="ROUND_CEILING"))


def yuan_per_point(yuan: Decimal, points: Decimal) -> Decimal:
    """Yuan a point to the cent, half up; zero where there are no points."""
    return (yuan / points).quantize(CENT, ROUND_HALF_UP) if points else ZERO
