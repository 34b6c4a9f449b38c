"""From options and environment to an open session; asking the person in front of the screen."""

import getpass
import os
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar, cast

from jifen.cli.arguments import Common
from jifen.cli.output import say, say_all
from jifen.cli.progress import watched
from jifen.cli.questions import ask
from jifen.errors import BookError, JifenError, UsageError

if TYPE_CHECKING:
    from jifen.services.session import Session

Preview = TypeVar("Preview")

BOOK_NAME = "jifen.db"
BACKUPS, EXPORTS, TEMPLATES, FORMS = "备份", "导出", "模板", "空表"


_YEARS = range(2000, 2100)
"""A clock that says another year has lost its battery."""


def today() -> date:
    """`JIFEN_TODAY`, else the civil day in Asia/Shanghai; refused where no village keeps points yet, or any more."""
    told = os.environ.get("JIFEN_TODAY")
    if told:
        try:
            day = date.fromisoformat(told)
        except ValueError:
            raise UsageError("today-invalid", found=told) from None
    else:
        import pendulum

        day = date.fromisoformat(pendulum.now("Asia/Shanghai").to_date_string())
    if day.year not in _YEARS:
        raise UsageError("today-far", day=day.isoformat(), told=bool(told))
    return day


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
    place, there = book_or_place(common)
    if there or common.db or os.environ.get("JIFEN_DB"):
        return place
    raise BookError("book-not-found", path=str(Path.cwd()))


def found_book(common: Common) -> Path | None:
    """The same, where there is a file of that name; else None."""
    with suppress(BookError):
        path = book_path(common)
        return path if path.exists() else None
    return None


def new_book_path(common: Common) -> Path:
    """Where `init` makes a book: `--db`, else `JIFEN_DB`, else the current folder."""
    return Path(common.db or os.environ.get("JIFEN_DB") or BOOK_NAME)


def book_or_place(common: Common) -> tuple[Path, bool]:
    """The book's file and that it is there, else where `init` would make one: for what is wanted before the book."""
    told = common.db or os.environ.get("JIFEN_DB")
    here = Path.cwd()
    places = [Path(told)] if told else [folder / BOOK_NAME for folder in (here, *here.parents)]
    found = next((place for place in places if place.exists()), None)
    return (found, True) if found is not None else (places[0], False)


@contextmanager
def session_if_any(common: Common) -> "Iterator[Session | None]":
    """An open book, None where there is none yet."""
    if not book_or_place(common)[1]:
        yield None
        return
    with session(common) as opened:
        yield opened


@contextmanager
def session(
    common: Common, preview: Callable[[Preview], Iterable[str]] | None = None, *, altered: bool = False
) -> "Iterator[Session]":
    """An open book. `preview` gives the lines of a command that asks; the question follows here. `altered`: only to be
    looked at, whatever somebody made of it."""
    from jifen.services.book.opening import open_session
    from jifen.services.session import Folders

    path = book_path(common)
    folder = path.absolute().parent
    folders = Folders(folder / BACKUPS, folder / EXPORTS, folder / TEMPLATES)
    with (
        open_session(path, folders, operator(common), today(), dry_run=common.dry_run, altered=altered) as opened,
        watched() as bar,
    ):
        opened.progress = bar.step
        say_all(f"上次没有放好的文件已补上：{place}" for place in opened.delivered)
        if preview is not None:
            opened.confirm = _asking(common, preview)
        opened.earlier = _earlier(common, opened.today)
        yield opened
        if opened.done is not None:
            follow(common, opened)


def follow(common: Common, opened: "Session") -> None:
    """Keep the line that says what comes next; `main.run` shows it behind what the command has to say."""
    if common.json:
        return
    from jifen.messages.summaries.due import next_step as line
    from jifen.services.office.due import next_step, told_of

    due = next_step(opened, opened.done)
    done = opened.done
    common.following = line(due, opened.today, done.command if done else "", told_of(opened, done) if done else {})


def _earlier(common: Common, day: date) -> Callable[[date], None]:
    """Tell, once, that the day lies before the last operation's. The clock may be wrong, so it is asked; a day that
    somebody set by `JIFEN_TODAY` is meant."""
    told: list[date] = []

    def tell(last: date) -> None:
        if told:
            return
        told.append(last)
        say(f"注意：今天按 {day} 算，比账本里最后一次操作的日子（{last}）还早。")
        if not os.environ.get("JIFEN_TODAY"):
            confirmed(common, "电脑的日期可能不对。照这个日子记吗？")

    return tell


def has_terminal() -> bool:
    """Whether somebody can answer."""
    return sys.stdin is not None and sys.stdin.isatty()


def has_screen() -> bool:
    """Whether somebody can answer and sees the question."""
    return has_terminal() and sys.stderr is not None and sys.stderr.isatty()


def _asking(common: Common, preview: Callable[[Preview], Iterable[str]]) -> Callable[[object], None]:
    def confirm(shown: object) -> None:
        refusal = getattr(shown, "refusal", None)
        if isinstance(refusal, JifenError) and not (common.yes or common.dry_run or has_terminal()):
            raise refusal
        say_all(preview(cast(Preview, shown)))  # a use case previews values of one type, and the command names it
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


MAX_FILE = 64 * 2**20
"""Bytes: more than any sheet of a village. A bigger file is not read at all."""


def read_file(path: str) -> bytes:
    """The bytes of a file a person named.

    What it is and how big is asked before it is opened: a pipe would be waited for, a device never ends. Refused where
    it is missing, a folder, no file of bytes, or too big.
    """
    import stat

    found = Path(path).stat()
    if stat.S_ISDIR(found.st_mode):
        raise JifenError("is-a-folder", path=path)
    if not stat.S_ISREG(found.st_mode):
        raise JifenError("not-a-file", path=path)
    with Path(path).open("rb") as file:
        data = b"" if found.st_size > MAX_FILE else file.read(MAX_FILE + 1)
    size = max(found.st_size, len(data))
    if size > MAX_FILE:
        raise JifenError("file-too-large", path=path, size=size >> 20, most=MAX_FILE >> 20)
    return data
