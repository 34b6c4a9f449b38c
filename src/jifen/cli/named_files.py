"""Files as people name them: `*.xlsx` where no shell made names of it, a workbook that another program has open."""

import re
from collections.abc import Iterable, Sequence
from fnmatch import translate
from pathlib import Path

from jifen.cli.output import say
from jifen.errors import JifenError

_WILD = re.compile(r"[*?]")
_DIGITS = re.compile(r"([0-9]+)")
MOST_NAMED = 12
"""So many files at most are named where one was wanted."""


def named_files(words: Iterable[str]) -> list[str]:
    """Every file meant, each once: the console of Windows hands `*.xlsx` on as it was typed.

    Refused: a pattern that fits no file (`file-pattern-empty`).
    """
    found: list[str] = []
    for word in words:
        found += [path for path in _fitting(word) if path not in found]
    return found


def named_file(word: str) -> str:
    """The same where one file is read; refused where several fit (`file-pattern-many`)."""
    found = _fitting(word)
    if len(found) > 1:
        raise JifenError("file-pattern-many", found=word, names=found[:MOST_NAMED], count=len(found))
    return found[0]


def pictures(words: Iterable[str] | None) -> list[tuple[str, bytes]]:
    """The name and the bytes of every picture that was named."""
    if not words:
        return []
    from jifen.cli.context import read_file
    from jifen.reading.photos import LARGEST

    return [(path, read_file(path, LARGEST, "photo-too-large")) for path in named_files(words)]


def _fitting(word: str) -> Sequence[str]:
    """The word itself where it is no pattern or there is such a file; `*` and `?` count in the last part of a path."""
    path = Path(word)
    if not _WILD.search(path.name) or path.exists():
        return [word]
    # `[` is no pattern at a console of Windows, and stands in names of people's files.
    pattern = re.compile(translate(path.name.replace("[", "[[]")), re.IGNORECASE)
    names = [] if not path.parent.is_dir() else [p.name for p in path.parent.iterdir() if p.is_file()]
    wanted = sorted((n for n in names if pattern.match(n) and not n.startswith(("~$", "."))), key=_in_order)
    if not wanted:
        raise JifenError("file-pattern-empty", found=word)
    return [str(path.with_name(name)) for name in wanted]


def _in_order(name: str) -> list[tuple[int, str]]:
    """Numbers in names by their size: 2月 before 10月."""
    return [(int(part) if part.isdigit() else 0, part) for part in _DIGITS.split(name)]


def remind_of_open(path: str) -> None:
    """Say that a workbook is open elsewhere: what is read is what was saved last."""
    from jifen.services.outbox import open_elsewhere

    if open_elsewhere(Path(path)):
        say(f"注意：{path} 好像正在 WPS 或 Excel 里开着，读到的是上次保存的内容。改过还没保存的，请先保存、关闭再办。")
