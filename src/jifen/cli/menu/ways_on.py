"""What the menu asks after a refusal that somebody may decide about, where the command line names an option for it.

One table: the code that refused, what is asked, and the words that are added before the command runs once more. Nothing
is let through by a key alone: what the book keeps a reason for asks for the reason.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from jifen.cli.arguments import Common
from jifen.cli.menu.asks import filled
from jifen.cli.output import say
from jifen.cli.questions import ask, line

if TYPE_CHECKING:
    from jifen.reading.issues import Issue

MONTH_FAULT = "month-unknown"
WITHOUT_MONTH = ("?--month ‹表里没写月份的，写上月份再试›",)
NO_REASON = frozenset({"是", "否", "好", "对", "y", "yes", "n", "no"})
"""What answers another question: nobody reads a reason in it a year later."""
DECIDED = "评议会决定照这样办的，在这里写明理由（要改的直接回车）："


class WayOn(NamedTuple):
    """The words that let it through; a yes is asked for, or, where there is no `question`, the reason."""

    words: tuple[str, ...]
    question: str = ""


OF_REFUSALS: Mapping[str, WayOn] = {
    "months-missing": WayOn(("--allow-missing",), "这些月份确实没有评议，照样拟吗？"),
    "file-exists": WayOn(("--force",), "用新的换掉它吗？"),
    "window-open": WayOn(("--override",)),
}


def more_words(common: Common, typed: Sequence[str]) -> list[str]:
    """What to add to a command that was refused; empty where nothing helps, or nobody wants it."""
    wrong = [issue for issue in common.wrong if issue.severity == "error"]
    codes = {issue.code for issue in wrong}
    if MONTH_FAULT in codes and "--month" not in typed:
        return filled(common, WITHOUT_MONTH, []) or []
    way = _of_faults(wrong, codes) or _of_refusal(common)
    if way is None or set(way.words) <= set(typed):
        return []
    if way.question or "--reason" in typed:
        return list(way.words) if ask(way.question or "评议会决定照这样办吗？") else []
    while (reason := line(DECIDED)) in NO_REASON:
        say("请写明理由，例如“评议会议定照记”；不办的直接回车。")
    return [*way.words, "--reason", reason] if reason else []


def _of_faults(wrong: "Sequence[Issue]", codes: set[str]) -> WayOn | None:
    """Where all that is wrong with a workbook may be let through."""
    from jifen.cli.commands.meeting_import import ALLOWED

    if codes and codes <= set(ALLOWED):
        return _with("--allow", sorted(codes))
    options = dict.fromkeys(issue.facts.get("option") for issue in wrong if issue.code == "text-forbidden")
    if codes == {"text-forbidden"} and None not in options:
        return _with("--allow-text", [option.strip('"') for option in options if option])
    return None


def _of_refusal(common: Common) -> WayOn | None:
    refusal = common.refusal
    if refusal is None:
        return None
    if refusal.code == "guard-refused":
        from jifen.messages.refusals_publication import allowances

        allowed = allowances(refusal.facts)
        return _with("--allow-text", allowed) if allowed else None
    return OF_REFUSALS.get(refusal.code)


def _with(option: str, values: Iterable[str]) -> WayOn:
    return WayOn(tuple(word for value in values for word in (option, value)))
