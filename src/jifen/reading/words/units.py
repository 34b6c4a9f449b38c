"""What the unit of a rule counts."""

from typing import Literal

from jifen.reading.words.names import normalise_text

_PERSONS = frozenset(["人次", "每人次", "人", "每人", "名", "位"])
_HOURS = frozenset(["小时", "每小时", "时", "每时", "工时", "每工时", "钟头"])


def counted_by(unit: str) -> Literal["person", "hour", "household"]:
    """Persons, hours, or whatever it is once for the household."""
    plain = normalise_text(unit).removeprefix("/")
    return "person" if plain in _PERSONS else "hour" if plain in _HOURS else "household"
