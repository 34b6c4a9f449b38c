"""meeting import at the screen: reading, asking, previewing, reporting."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from jifen.cli import parsing
from jifen.cli.arguments import Common
from jifen.cli.context import has_terminal, read_file, session, today
from jifen.cli.named_files import named_files
from jifen.cli.output import SPOKEN, say, show_all, show_json
from jifen.cli.questions import ask, choose
from jifen.cli.running import issue_shapes, tell_issues
from jifen.errors import UsageError
from jifen.messages.shapes import meeting as shapes
from jifen.messages.summaries import meeting as summaries

if TYPE_CHECKING:
    from jifen.reading.issues import Question
    from jifen.services.meeting.import_model import ImportResult, Mode, Options

ALLOWED = ("cap-exceeded", "date-outside-month", "household-inactive", "highest-only", "not-doubled")


def mode(*, replace: bool, add: bool) -> "Mode":
    """`new`, `replace` or `add`; both at once is a wrong usage."""
    if replace and add:
        raise UsageError("replace-or-add")
    return "replace" if replace else "add" if add else "new"


def options(
    month: str | None, held_on: str | None, mode: "Mode", allow: Sequence[str], reason: str | None
) -> "Options":
    """How the files are to be taken; what is let through wants a reason."""
    from jifen.services.meeting.import_model import Options
    from jifen.services.session import reason_given

    unknown = [code for code in allow if code not in ALLOWED]
    if unknown:
        raise UsageError("allow-unknown", found=unknown[0], known=list(ALLOWED))
    why = reason_given(reason) if allow else (reason or "").strip() or None
    return Options(parsing.period(month) if month else None, parsing.day(held_on), mode, frozenset(allow), why)


def run(common: Common, files: Sequence[str], taken: "Options", report: str | None, *, force: bool) -> int:
    """Import and tell; gives the exit code."""
    from jifen.services.meeting.coloured_copy import refuse_place
    from jifen.services.meeting.sheet_import import import_meetings
    from jifen.services.places import refuse_book

    data = [(path, None if Path(path).is_dir() else read_file(path)) for path in named_files(files)]
    if report:
        refuse_place(report, force=force)
    with session(common, preview) as opened:
        if report:
            refuse_book(opened, Path(report))
        if has_terminal() and not common.yes:
            opened.answer = answer
        result = import_meetings(opened, data, taken)
    _tell(common, result)
    made: list[str] = []
    if not result.ok or (report and not common.dry_run):
        made = _report(common, result, data, report, force=force)
    if common.json:
        _show_json(result, made)
    return 0 if result.ok else 4


def _show_json(result: "ImportResult", made: list[str]) -> None:
    copies = {"path": made[0], "paths": made} if made else {}
    issues = issue_shapes(result.issues)
    show_json({"ok": result.ok, **shapes.meeting_import(result), "issues": issues, **copies})


def preview(result: "ImportResult") -> Iterable[str]:
    """What will be written, before the question."""
    return summaries.import_preview(result, today())


def answer(question: "Question") -> str | None:
    """Ask the person at the terminal; the answer is remembered."""
    from jifen.messages.summaries.issues import line

    say(line(question.issue))
    told = question.issue.suggestions if len(question.issue.suggestions) == len(question.choices) else question.choices
    chosen = choose("指的是哪一个？", told)
    return None if chosen is None else question.choices[chosen]


def _tell(common: Common, result: "ImportResult") -> None:
    common.wrong = result.issues
    if result.issues:
        tell_issues(result.issues)
    if not common.json and result.ok:
        show_all(summaries.imported(result))


def _report(
    common: Common,
    result: "ImportResult",
    data: Sequence[tuple[str, bytes | None]],
    report: str | None,
    *,
    force: bool,
) -> list[str]:
    """The coloured copies: where asked for, with proposals to confirm, or offered at a terminal when there are errors."""
    from jifen.messages.issues import message
    from jifen.services.meeting.coloured_copy import has_proposals, write_copies

    silent = common.json or common.yes or not has_terminal()
    confirms = has_proposals(result.issues) and not common.dry_run
    if report is None and not confirms and (silent or not ask("要不要把有错的格子标好颜色，另存一份表？")):
        return []
    contents = [(path, content) for path, content in data if content is not None]
    in_words = SPOKEN.get()
    told = message if in_words is None else lambda issue: in_words(message(issue))
    made = write_copies(result.issues, contents, report, told, force=force)
    for path in made:
        say(f"标好颜色的表：{path}。改好后直接导入它。")
    if not made and result.issues:
        say("没有另存标好颜色的表：文件读不出来，或者太大。请照上面的清单在原表里改。")
    return [str(path) for path in made]
