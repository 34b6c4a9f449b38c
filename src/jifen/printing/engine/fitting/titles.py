"""Long titles, signatures, names of people and of columns broken by sense."""

import math
import re
from itertools import pairwise

_AFTER = re.compile(
    r"(?<=[村区县镇乡社月度])|(?<=半年)|(?<=\d年)(?=\D)(?!上半年|下半年|.季度|第|度)|(?=积分|红榜|黑榜|红黑榜)"
)
"""Behind the name of a place or a period, before what the paper is."""
_ELSE = (re.compile(r"(?<=\d年)"), re.compile(r"(?<=\D)"))
"""Where none of these is: behind the year, else anywhere but within a number."""
_TOO_SHORT = 4
_SPACE = "\u3000"
_APART = _SPACE * 2
"""Between two who sign."""


def broken(title: str, most: float) -> str:
    """The title on one line where at most `most` full-width characters stand on one, else on as many as it takes."""
    if "\n" in title or _width(title) <= most:
        return title
    middle = _width(title) / 2
    at = min(_places(title), key=lambda place: abs(_width(title[:place]) - middle))
    parts = (title[:at], title[at:])
    return "\n".join(broken(part, most) if _width(part) < _width(title) else part for part in parts)


def _places(title: str) -> list[int]:
    """Where a title may be broken, neither part too short."""
    for sense in (_AFTER, *_ELSE):
        places = [m.start() for m in sense.finditer(title) if _TOO_SHORT <= m.start() <= len(title) - _TOO_SHORT]
        if places:
            return places
    return [len(title) // 2]


def signed(names: str, most: float) -> str:
    """Those who sign, side by side where there is room, else below each other."""
    if _width(names) <= most:
        return names
    own = [name for name in names.split(_APART) if name]
    margin = names[len(names.rstrip(_SPACE)) :]
    return "\n".join(f"{name}{margin}" for name in own)


def apart(text: str, most: float) -> str:
    """What stands side by side with a wide gap (`编号：…　　校验码：…`): as much on a line as fits, none torn."""
    if _APART not in text.strip(_SPACE) or _width(text) <= most:
        return text
    lines: list[str] = []
    for piece in filter(None, text.split(_APART)):
        whole = f"{lines[-1]}{_APART}{piece}" if lines else piece
        if lines and _width(whole) <= most:
            lines[-1] = whole
        else:
            lines.append(piece)
    return "\n".join(lines)


def column(name: str) -> str:
    """A column's name on two lines: before its bracket, else in the middle."""
    at = name.find("（")
    at = at if at > 0 else (len(name) + 1) // 2
    return name if "\n" in name else f"{name[:at]}\n{name[at:]}"


def name(name: str, most: float) -> str:
    """A person's name and what stands in brackets behind it on lines of their own; a long name behind its dot, a longer
    one in lines of about the same length.
    """
    parts = [part for line in name.split("\n") for part in re.split("(?=（)", line) if part]
    pieces = [piece for part in parts for piece in (re.split("(?<=·)", part) if _width(part) > most else [part])]
    return "\n".join(line for piece in pieces for line in _evenly(piece, int(most)))


def _evenly(name: str, most: int) -> list[str]:
    """A name without marks and figures in as few lines of `most` characters as hold it, no last one nearly empty."""
    if not 0 < most < len(name) or not name.isalpha() or name.isascii():
        return [name]
    count = math.ceil(len(name) / most)
    ends = [math.ceil(len(name) * line / count) for line in range(count + 1)]
    return [name[start:end] for start, end in pairwise(ends)]


def _width(text: str) -> float:
    return sum(0.6 if ord(char) < 128 else 1.0 for char in text)
