"""Settings of a village: names, defaults, and what each may hold."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from jifen.domain.limits import Ceilings
from jifen.domain.points import ZERO, PointsError, parse_points

TEXTS: tuple[str, ...] = ("village", "township", "county", "hotline", "contact")

GUARDS: tuple[str, ...] = (
    "personal-data",
    "sensitive-rule",
    "welfare-link",
    "speech-rule",
    "abusive-word",
    "relatives",
)
"""What `rules lint` and papers refuse by default; `allow-NAME yes` lets rules through, never a text on a paper."""

DEFAULTS: Mapping[str, str] = {
    **dict.fromkeys(TEXTS, ""),
    "month-max": "30",
    "month-min": "-20",
    "notice-days": "3",
    "list-days": "7",
    "workdays": "no",
    "objection-days": "7",
    "red": "share:20",
    "red-by-tier": "no",
    "black-net": "0",
    "black-deductions": "-20",
    "black-rules": "",
    "redeem-min": "0",
    "redeem-max": "",
    "point-rate": "",
    **{f"allow-{guard}": "no" for guard in GUARDS},
}
_DAYS = frozenset({"notice-days", "list-days", "objection-days"})
_SWITCHES = frozenset({"workdays", "red-by-tier"} | {f"allow-{guard}" for guard in GUARDS})
_NOT_NEGATIVE = frozenset({"month-max", "redeem-min", "redeem-max", "point-rate"})
_NOT_POSITIVE = frozenset({"month-min", "black-deductions"})
_MARKS = str.maketrans("\uff0c\u3001;\uff1b", ",,,,")
"""What people write between names."""
_OPTIONAL = frozenset({"redeem-max", "point-rate", "black-rules", *TEXTS})


def checked(name: str, value: str) -> str:
    """The value as it is kept; raises `ValueError` (whose text is what was expected) or `KeyError` for the name."""
    if name not in DEFAULTS:
        raise KeyError(name)
    text = value.strip()
    if not text and name in _OPTIONAL:
        return text
    if name in TEXTS or name == "black-rules":
        return text
    if name in _SWITCHES:
        return _one_of(text.lower(), ("yes", "no"))
    if name in _DAYS:
        if not (text.isascii() and text.isdigit() and 1 <= int(text) <= 365):
            raise ValueError("days")
        return str(int(text))
    if name == "red":
        return str(Selector.parse(text))
    return _number(name, text)


def _one_of(text: str, choices: tuple[str, ...]) -> str:
    if text not in choices:
        raise ValueError("/".join(choices))
    return text


def _number(name: str, text: str) -> str:
    try:
        value = parse_points(text)
    except PointsError:
        raise ValueError("number") from None
    if (name in _NOT_NEGATIVE and value < 0) or (name in _NOT_POSITIVE and value > 0):
        raise ValueError("not-negative" if name in _NOT_NEGATIVE else "not-positive")
    return format(value, "f")


@dataclass(frozen=True, slots=True)
class Selector:
    """Who is proposed for the red list: `share:20` (per cent), `top:N`, `min:P`, `grid:N`, or `level:A,B`: whoever
    reaches one of these grades."""

    kind: str
    number: Decimal = ZERO
    levels: tuple[str, ...] = ()

    @classmethod
    def parse(cls, text: str) -> "Selector":
        """Raises `ValueError`."""
        kind, _, number = text.strip().replace("\uff1a", ":").partition(":")
        if kind == "level":
            parts = [part.strip() for part in number.translate(_MARKS).split(",")]
            if not all(parts):
                raise ValueError("selector")
            return cls(kind, levels=tuple(dict.fromkeys(parts)))
        if kind not in ("share", "top", "min", "grid"):
            raise ValueError("selector")
        try:
            value = parse_points(number)
        except PointsError:
            raise ValueError("selector") from None
        whole = kind in ("top", "grid")
        if value <= 0 or (whole and value != int(value)) or (kind == "share" and value > 100):
            raise ValueError("selector")
        return cls(kind, value)

    def __str__(self) -> str:
        """`share:20`, `level:A,B`."""
        if self.kind == "level":
            return f"level:{','.join(self.levels)}"
        return f"{self.kind}:{format(self.number, 'f')}"


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings as they hold, defaults filled in."""

    values: Mapping[str, str]

    def __getitem__(self, name: str) -> str:
        """The text of a setting."""
        return self.values.get(name, DEFAULTS[name])

    def points(self, name: str) -> Decimal:
        """A setting that is a number."""
        return parse_points(self[name])

    def days(self, name: str) -> int:
        """A setting that counts days."""
        return int(self[name])

    def on(self, name: str) -> bool:
        """A switch."""
        return self[name] == "yes"

    @property
    def ceilings(self) -> Ceilings:
        """A household's month."""
        return Ceilings(self.points("month-max"), self.points("month-min"))
