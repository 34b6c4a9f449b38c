"""Lists and sentences that a village may change, kept as TOML: read, with the line of whatever is wrong in them.

Standard library only; `printing` and `reading` both read such files and may not know each other.
"""

import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from jifen.errors import JifenError

_NAME = r"""(?:"(?P<a{n}>[^"]*)"|'(?P<b{n}>[^']*)'|(?P<c{n}>[^\s"'=\[\].#]+))"""
_SECTION = re.compile(r"\s*\[\[?\s*" + _NAME.format(n=1))
_KEY = re.compile(r"\s*" + _NAME.format(n=1) + r"\s*=")
_AT = re.compile(r"\(at line (\d+), column \d+\)")


@dataclass(frozen=True, slots=True)
class TomlFile:
    """What a file says, and how it is written."""

    name: str
    values: dict[str, Any]
    text: str

    def line_of(self, section: str, key: str | None = None) -> int:
        """The line where a section, or a key of it, begins; 0 where it is written in a way nobody writes."""
        current = None
        wanted = (section, key) if key is not None else (None, section)
        for number, line in enumerate(self.text.splitlines(), 1):
            header, entry = _SECTION.match(line), _KEY.match(line)
            if header:
                current = _named(header)
                if key is None and current == section:
                    return number
            elif entry and (current, _named(entry)) == wanted:
                return number
        return 0


def _named(match: re.Match[str]) -> str:
    return next(found for found in match.groups() if found is not None)


def written(value: Any) -> str:
    """A value as somebody wrote it: no program's text for lists, pairs and switches."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        return f"[{', '.join(map(_quoted, value))}]"
    if isinstance(value, dict):
        return f"{{ {', '.join(f'{_quoted(key)} = {_quoted(each)}' for key, each in value.items())} }}"
    return str(value)


def _quoted(value: Any) -> str:
    return f'"{value}"' if isinstance(value, str) else written(value)


def read(path: Path) -> TomlFile:
    """The file at `path`.

    Its values are shared by all who read it: to be read, not changed.

    Raises `JifenError("template-unreadable")`: `reason` `encoding` (no UTF-8) or `toml` (`line`, its `text`, `detail`).
    """
    return _parsed(path.name, path.read_bytes())


@lru_cache(maxsize=16)
def _parsed(name: str, data: bytes) -> TomlFile:
    """The same bytes are taken apart once: a paper asks for its sentences hundreds of times."""
    import tomllib

    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise JifenError("template-unreadable", template=name, reason="encoding") from None
    try:
        return TomlFile(name, tomllib.loads(text), text)
    except tomllib.TOMLDecodeError as error:
        line = _line_of_fault(str(error), text)
        facts = {"line": line, "text": (text.splitlines() or [""])[line - 1].strip(), "detail": str(error)}
        raise JifenError("template-unreadable", template=name, reason="toml", **facts) from None


def _line_of_fault(message: str, text: str) -> int:
    """The line a fault is at; one that shows only at the end of the file is at the last line with something on it."""
    found = _AT.search(message)
    lines = text.splitlines()
    if found is not None and int(found[1]) <= len(lines):
        return int(found[1])
    return max((number for number, line in enumerate(lines, 1) if line.strip()), default=1)
