"""Workbooks that may be meant: those of the folder one stands in, of the book's folder, and of the folders in them."""

import os
from collections.abc import Iterator, Sequence
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from jifen.cli.arguments import Common
from jifen.cli.context import BACKUPS, EXPORTS, TEMPLATES, found_book
from jifen.domain.visible import on_a_line

KINDS = frozenset({".xlsx", ".xlsm", ".xls", ".et", ".ods", ".csv", ".tsv"})
SHOWN = 12
FORMS = ("评议", "签领", "盘点", "空白", "细则", "花名册", "清单", "期初", "登记", "签到")
"""Words in the names of what jifen left among the exports to be filled in; everything else there is a paper."""
NAMED = {
    "init": ("细则", "规则", "办法"),
    "roster import": ("花名册", "名册", "户"),
    "rules import": ("细则", "规则", "办法"),
    "goods import": ("物资", "物品", "清单"),
    "points opening": ("期初",),
    "board review": ("红黑榜评议", "榜评议"),
    "redeem import": ("签领", "兑换登记"),
    "deed import": ("平时登记", "好事登记"),
    "activity import": ("签到",),
    "matter import": ("事项登记",),
    "honour review": ("荣誉", "评议"),
}
"""Words in the names of files that a command reads: these come first, and without one Enter chooses none."""
IMPORT = "meeting import"
ELSEWHERE = {
    IMPORT: (
        *("红黑榜", "荣誉", "花名册", "名册", "细则", "物资", "物品", "清单", "期初", "签领", "盘点", "签到", "事项"),
    )
}
"""Words in the names of files that a command does not read, of those that may be named in any way: these come last."""


def workbooks(common: Common, command: str = "") -> list[Path]:
    """Those that fit the command first, then the newest, our own papers last; what Excel or WPS has open leaves a file
    `~$…` beside it, which is none."""
    book = found_book(common)
    folders = dict.fromkeys([Path.cwd(), *([book.absolute().parent] if book else [])])
    found = {path.resolve(): path for folder in folders for path in _inside(folder)}
    return sorted(
        found.values(), key=lambda path: (not fits(path, command), _is_paper(path), -path.stat().st_mtime, path.name)
    )


def only_unread(common: Common) -> Path | None:
    """The one meeting sheet that is there and was not imported yet; None where there are several or none."""
    from jifen.cli.context import session
    from jifen.services.intake import unread

    found = [path for path in workbooks(common, IMPORT) if fits(path, IMPORT)]
    with session(common) as opened:
        left = unread(opened, IMPORT, found)
    return left[0] if len(left) == 1 else None


def fits(path: Path, command: str) -> bool:
    """Whether a file may be what a command reads, by its name."""
    if command in NAMED:
        return _has(path, NAMED[command])
    return not _is_paper(path) and not _has(path, ELSEWHERE.get(command, ()))


def _has(path: Path, words: Sequence[str]) -> bool:
    return any(word in path.name for word in words)


def _is_paper(path: Path) -> bool:
    return path.parent.name == EXPORTS and not _has(path, FORMS)


def _inside(folder: Path) -> Iterator[Path]:
    with suppress(OSError):
        entries = sorted(folder.iterdir())
        yield from filter(_is_workbook, entries)
        for inner in entries:
            if inner.is_dir() and inner.name not in (BACKUPS, TEMPLATES) and not inner.name.startswith("."):
                with suppress(OSError):
                    yield from filter(_is_workbook, sorted(inner.iterdir()))


def _is_workbook(path: Path) -> bool:
    return path.suffix.lower() in KINDS and not path.name.startswith(("~$", ".")) and path.is_file()


def as_typed(path: Path) -> str:
    """The path as somebody in this folder would type it."""
    try:
        return os.path.relpath(path)
    except ValueError:  # another drive
        return str(path)


def listed(path: Path) -> str:
    """The path and when it was last written."""
    written = datetime.fromtimestamp(path.stat().st_mtime)
    return f"{on_a_line(as_typed(path))}（{written:%m-%d %H:%M}）"
