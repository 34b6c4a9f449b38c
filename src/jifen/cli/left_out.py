"""A month or period that was not written: the one that is due is taken, after it was shown; of several one is chosen."""

from typing import TYPE_CHECKING

from jifen.cli import parsing
from jifen.cli.arguments import Common
from jifen.cli.context import has_terminal
from jifen.cli.output import say
from jifen.cli.questions import choose_or_first
from jifen.domain.period import Month, Period
from jifen.errors import JifenError, UsageError

if TYPE_CHECKING:
    from jifen.services.session import Session


def month(common: Common, opened: "Session", text: str | None, command: str) -> Month:
    """The month as it was written, else the one that `command` means."""
    return written(opened, text if text is not None else _meant(common, opened, command))


def written(opened: "Session", text: str) -> Month:
    """The month of a meeting as somebody writes it: by the month, or by the longer period that the meeting covers."""
    from jifen.services.meeting.opening import month_meant

    found = month_meant(opened, parsing.period(text))
    if found is None:
        raise UsageError("month-invalid", found=text)
    return found


def period(common: Common, opened: "Session", text: str | None, command: str) -> Period:
    """The period as it was written, else the one that `command` means."""
    return parsing.period(text if text is not None else _meant(common, opened, command))


def _meant(common: Common, opened: "Session", command: str) -> str:
    """Refused: nothing to take (exit 2), or several and nobody to ask (exit 2, naming them)."""
    from jifen.messages.summaries.due import meant as word
    from jifen.services.office.left_out import meant

    found = meant(opened, command)
    if not found:
        raise UsageError("left-out-none", command=command)
    chosen: int | None = 0
    if len(found) > 1:
        if common.yes or not has_terminal():
            raise UsageError("left-out-several", command=command, choices=[each.subject for each in found])
        chosen = choose_or_first("没有写是哪一期，指的是哪一个？", [word(each) for each in found])
    if chosen is None:
        raise JifenError("declined")
    say(f"没有写是哪一期，取 {word(found[chosen])}。")
    return found[chosen].subject
