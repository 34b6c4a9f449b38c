"""From options and environment to an open session; asking the person in front of the screen."""

import getpass
import os
import re
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar, cast

from jifen.cli.arguments import Common
from jifen.errors import BookError, JifenError, UsageError

if TYPE_CHECKING:
    from jifen.services.session import Session

Preview = TypeVar("Preview")

BOOK_NAME = "jifen.db"
BACKUPS, EXPORTS, TEMPLATES = "备份", "导出", "模板"


def today() -> date:
    """`JIFEN_TODAY`, else the civil day in Asia/Shanghai."""
    told = os.environ.get("JIFEN_TODAY")
    if told:
        try:
            return date.fromisoformat(told)
        except ValueError:
            raise UsageError("today-invalid", found=told) from None
    import pendulum

    return date.fromisoformat(pendulum.now("Asia/Shanghai").to_date_string())


def operator(common: Common) -> str:
    """Who works: `--operator`, `JIFEN_OPERATOR`, else the operating system's user."""
    told = common.operator or os.environ.get("JIFEN_OPERATOR")
    if told and told.strip():
        return told.strip()
    try:
        return getpass.getuser() or "unknown"
    except (OSError, KeyError, ImportError):
        return "unknown"


def book_path(common: Common) -> Path:
    """`--db`, else `JIFEN_DB`, else `jifen.db` here or in the nearest folder above."""
    told = common.db or os.environ.get("JIFEN_DB")
    if told:
        return Path(told)
    here = Path.cwd()
    for folder in (here, *here.parents):
        if (folder / BOOK_NAME).exists():
            return folder / BOOK_NAME
    raise BookError("book-not-found", path=str(here))


def new_book_path(common: Common) -> Path:
    """Where `init` makes a book: `--db`, else `JIFEN_DB`, else the current folder."""
    return Path(common.db or os.environ.get("JIFEN_DB") or BOOK_NAME)


@contextmanager
def session(common: Common, confirm: Callable[[Preview], None] | None = None) -> "Iterator[Session]":
    """An open book. `confirm` shows the preview of a command that asks; the question follows here."""
    from jifen.services.book.opening import open_session
    from jifen.services.session import Folders

    path = book_path(common)
    folder = path.absolute().parent
    folders = Folders(folder / BACKUPS, folder / EXPORTS, folder / TEMPLATES)
    with open_session(path, folders, operator(common), today(), dry_run=common.dry_run) as opened:
        if confirm is not None:
            opened.confirm = _asking(common, confirm)
        yield opened


def has_terminal() -> bool:
    """Whether somebody can answer."""
    return sys.stdin is not None and sys.stdin.isatty()


def _asking(common: Common, preview: Callable[[Preview], None]) -> Callable[[object], None]:
    def confirm(shown: object) -> None:
        preview(cast(Preview, shown))  # a use case previews values of one type, and the command names it
        confirmed(common, "确认写入吗？")

    return confirm


def confirmed(common: Common, question: str) -> None:
    """Go on only if somebody agrees, `--yes` was given, or nothing is written; refused where nobody can be asked."""
    if common.yes or common.dry_run:
        return
    if not has_terminal():
        raise JifenError("confirmation-needed")
    if not ask(question):
        raise JifenError("declined")


def ask(question: str) -> bool:
    """Yes or no at the terminal; anything but a clear yes is no."""
    return _line(f"{question}（输入 是 或 否，回车就是否）").lower() in ("y", "yes", "是", "好", "确认", "对")


def _line(question: str) -> str:
    """What the person types. The end of input (Ctrl-D) is an empty answer, and what follows starts on a line of its own."""
    print(question, end="", file=sys.stderr, flush=True)
    line = sys.stdin.readline()
    if not line.endswith("\n"):
        print(file=sys.stderr, flush=True)
    return line.strip()


def choose(question: str, choices: Sequence[str]) -> int | None:
    """One of several by its number, None for skipping."""
    print(question, file=sys.stderr)
    for number, choice in enumerate(choices, 1):
        print(f"  {number}. {choice}", file=sys.stderr)
    line = _line("请输入序号（直接回车：不回答，到表里改）：")
    return int(line) - 1 if line.isascii() and line.isdigit() and 1 <= int(line) <= len(choices) else None


def read_file(path: str) -> bytes:
    """The bytes of a file a person named; refused where it is a folder or missing."""
    file = Path(path)
    if file.is_dir():
        raise JifenError("is-a-folder", path=path)
    return file.read_bytes()


def file_name(text: str) -> str:
    """A name of ours as a name of a file: what names of villages and heads may hold and file systems may not.

    Cut where 70 Chinese characters are full: file systems take 255 bytes, and a number may come behind.
    """
    stem, dot, kind = re.sub(r'[\\/:*?"<>|\x00-\x1f]', "_", text).rpartition(".")
    return stem[:70] + dot + kind


def refuse_book(opened: "Session", path: Path) -> None:
    """Nothing is written over the village's book, forced or not."""
    if path.exists() and path.samefile(opened.path):
        raise JifenError("file-is-book", path=str(path))


def target(opened: "Session", given: str | None, default_name: str, *, force: bool) -> Path:
    """Where a file goes: `-o`, else `导出/` beside the book; refused where something stands unless forced."""
    path = Path(given) if given else opened.folders.exports / file_name(default_name)
    if path.is_dir():
        raise JifenError("is-a-folder", path=str(path))
    if path.exists() and not force:
        raise JifenError("file-exists", path=str(path))
    refuse_book(opened, path)
    if given and not path.absolute().parent.is_dir():
        raise JifenError("folder-missing", path=str(path.absolute().parent))
    return path


def write_file(path: Path, data: bytes) -> Path:
    """The whole file or none of it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(path.name + ".part")
    try:
        part.write_bytes(data)
        part.replace(path)
    except PermissionError:
        raise JifenError("no-permission", path=str(path)) from None
    finally:
        part.unlink(missing_ok=True)
    return path


def write_sheet(common: Common, opened: "Session", output: str | None, name: str, data: bytes, *, force: bool) -> Path:
    """Write a workbook to `-o` or into `导出/`; a dry run only says where."""
    path = target(opened, output, name, force=force)
    return path if common.dry_run else write_file(path, data)


def free_name(folder: Path, name: str) -> Path:
    """A place in `folder` that is not taken: the name, else with a number behind it."""
    path, count = folder / name, 1
    while path.exists():
        count += 1
        path = folder / f"{Path(name).stem}-{count}{Path(name).suffix}"
    return path
