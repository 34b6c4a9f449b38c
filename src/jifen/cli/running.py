"""What commands do alike: open the book, ask one use case, show what came of it once the book is closed again."""

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Protocol, TypeVar

import typer

from jifen.cli.arguments import Common
from jifen.cli.context import Preview, read_file, session
from jifen.cli.lists import WHOLE, ListOptions, chosen
from jifen.cli.named_files import named_file
from jifen.cli.output import done, say_all, show, show_all, show_json, show_value, table
from jifen.cli.papers import tell_files, tell_list
from jifen.messages.results import Block, Shape, Table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from jifen.reading.cleaning import LeftOut
    from jifen.reading.issues import Issue
    from jifen.services.publication.request import PrintedFiles
    from jifen.services.session import Session

Item = TypeVar("Item")


class FileResult(Protocol):
    """What every use case that reads a workbook gives."""

    @property
    def path(self) -> str:
        """The file."""

    @property
    def ok(self) -> bool:
        """Whether it was taken."""

    @property
    def issues(self) -> "Sequence[Issue]":
        """What was wrong with it."""

    @property
    def left_out(self) -> "Sequence[LeftOut]":
        """Columns nobody keeps."""

    @property
    def starred(self) -> "Sequence[tuple[str, str]]":
        """Cells in which a number was starred."""


Imported = TypeVar("Imported", bound=FileResult)


def show_list(
    common: Common,
    read: "Callable[[Session], Iterable[Item]]",
    shape: Callable[[Item], Shape],
    words: Callable[[Iterable[Item]], Table],
    options: ListOptions = WHOLE,
    foot: Callable[[list[Item]], Iterable[str]] | None = None,
) -> None:
    """Things that were asked for: a list of JSON objects, a table, or the file it is written to.

    `foot`: what is said below the table of the things listed.
    """
    with session(common) as opened:
        if options.grid is not None:
            from jifen.services.roster.households import refuse_no_grid

            refuse_no_grid(opened, options.grid)
        found = chosen(list(read(opened)), words, options)
        files = _written(opened, words(found), options) if options.output else None
    if files is not None:
        tell_list(common, files)
    elif common.json:
        show_json([shape(each) for each in found])
    else:
        table(words(found))
        if foot is not None:
            show_all(foot(found))


def _written(opened: "Session", found: Table, options: ListOptions) -> "PrintedFiles":
    from jifen.services.publication.listed import write_list
    from jifen.services.publication.request import PaperRequest

    rows = [[None if cell in (None, "") else str(cell) for cell in row] for row in found.rows]
    request = PaperRequest(output=options.output, force=options.force)
    return write_list(opened, options.title, found.headers, found.numbers, rows, request)


def show_one(
    common: Common,
    read: "Callable[[Session], Item]",
    shape: Callable[[Item], Shape],
    words: Callable[[Item], Iterable[Block]],
) -> None:
    """One thing that was asked for: its JSON, or its lines and tables."""
    with session(common) as opened:
        found = read(opened)
    show_value(common, shape(found), words(found))


def show_made(common: Common, value: Shape, words: str) -> None:
    """What a command of the shop did: its JSON, or a line that says whether it was only a check."""
    if common.json:
        show_json({"ok": True, **value})
    else:
        show(done(common, words))


def print_paper(common: Common, draw: "Callable[[Session], PrintedFiles]") -> None:
    """Make a paper and tell in which files."""
    with session(common) as opened:
        files = draw(opened)
    tell_files(common, files)


def take_file(
    common: Common,
    path: str,
    take: "Callable[[Session, str, bytes], Imported]",
    shape: Callable[[Imported], Shape],
    preview: Callable[[Preview], Iterable[str]] | None = None,
) -> Imported:
    """Read a workbook into the book and tell its issues, or in JSON all; exit 4 where it was not taken."""
    path = named_file(path)
    with session(common, preview) as opened:
        result = take(opened, path, read_file(path))
    told = _not_kept(common, result)
    if common.json:
        show_json({"ok": result.ok, **shape(result), **told, "issues": issue_shapes(result.issues)})
    common.wrong = result.issues
    if result.issues:
        tell_issues(result.issues)
    if not result.ok:
        raise typer.Exit(4)
    return result


def import_file(
    common: Common,
    path: str,
    take: "Callable[[Session, str, bytes], Imported]",
    shape: Callable[[Imported], Shape],
    words: Callable[[Imported], Iterable[Block]],
    preview: Callable[[Preview], Iterable[str]] | None = None,
) -> None:
    """The same, and say what was done."""
    result = take_file(common, path, take, shape, preview)
    if not common.json:
        show_all(words(result))


def _not_kept(common: Common, result: FileResult) -> Shape:
    """What of a workbook is not kept: told on stderr, given for JSON. Its words are loaded only where there is any."""
    if not (result.left_out or result.starred):
        return {}
    from jifen.messages.shapes import sources as shapes
    from jifen.messages.summaries.sources import not_kept

    say_all(not_kept(result.path, result.left_out, result.starred))
    return shapes.not_kept(result.left_out, result.starred)


def issue_shapes(issues: "Sequence[Issue]") -> list[Shape]:
    """Issues as JSON; their sentences are loaded only where there is one."""
    if not issues:
        return []
    from jifen.messages.shapes.issues import issue

    return [issue(found) for found in issues]


def tell_issues(issues: "Sequence[Issue]") -> None:
    """All issues on stderr."""
    from jifen.messages.summaries.issues import issue_lines

    say_all(issue_lines(issues))
