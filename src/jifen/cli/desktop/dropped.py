"""Workbooks dropped on the program's icon: what each is, as far as it shows, and the command that takes it."""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from jifen.cli.arguments import Common
from jifen.cli.context import found_book, read_file
from jifen.cli.menu import files
from jifen.cli.menu.asks import filled
from jifen.cli.menu.front import carry_out, plainly, take
from jifen.cli.menu.steps import FIRST_DAY
from jifen.cli.output import refused, say, say_all
from jifen.cli.questions import choose_by_number
from jifen.errors import JifenError

if TYPE_CHECKING:
    from jifen.reading.forms.kind import Kind

WHAT: "Mapping[Kind, tuple[str, str]]" = {
    "roster": ("花名册", "roster import"),
    "rulebook": ("积分细则", "rules import"),
    "opening": ("期初积分", "points opening"),
    "meeting": ("评议表（一个月的加分、扣分）", "meeting import"),
    "goods": ("物资清单", "goods import"),
    "redemption": ("填好的签领表或兑换登记表", "redeem import"),
    "stocktake": ("填好的盘点表", "goods stocktake"),
    "review": ("填好的红黑榜评议表", "board review ‹期间›"),
    "deeds": ("平时登记表（评议会还没有定的）", "deed import"),
    "attendance": ("填好的活动签到表", "activity import ‹哪个活动（编号）›"),
    "matters": ("事项登记表", "matter import"),
    "honour": ("填好的荣誉评议表", "honour review ‹年份› ‹哪种荣誉›"),
}
"""Kind of sheet → what people call it, and the command that takes it; a book is begun in this order."""


def take_dropped(common: Common, dropped: Sequence[str]) -> None:
    """Take every workbook, those of one kind together; where there is no book yet, it is made first."""
    with plainly():
        _take_all(common, dropped)


def _take_all(common: Common, dropped: Sequence[str]) -> None:
    if found_book(common) is None:
        say("还没有账本，先建一本；建好以后接着导入拖进来的表。")
        take(common, FIRST_DAY[0])
        if found_book(common) is None:
            say("账本没有建成，拖进来的表没有导入。建好账本以后再拖一次。")
            return
    found: dict[Kind, list[str]] = {}
    for path in dropped:
        kind = _kind(common, path)
        if kind is not None:
            found.setdefault(kind, []).append(path)
    for kind in WHAT:
        for paths in _together(kind, found.get(kind, [])):
            _take(common, kind, paths)


def _together(kind: "Kind", paths: list[str]) -> Iterable[list[str]]:
    """Meeting sheets of one batch are one meeting; of every other kind a command takes one file."""
    if kind == "meeting" and paths:
        return [paths]
    return [[path] for path in paths]


def _take(common: Common, kind: "Kind", paths: list[str]) -> None:
    name, command = WHAT[kind]
    say_all(["", f"{name}：", *(f"  {path}" for path in paths)])
    words = filled(common, [command], [])
    if words is None:
        say("这几个文件没有导入。")
    else:
        carry_out(common, [*words, *paths])


def _kind(common: Common, path: str) -> "Kind | None":
    """What a file is; asked where its headers leave a doubt, None for a file that is left alone."""
    if Path(path).suffix.lower() not in files.KINDS:
        say(f"{path} 不是表格，没有导入。")
        return None
    from jifen.services.intake import kinds_of

    try:
        likely = kinds_of(read_file(path))
    except (JifenError, OSError) as error:
        refused(common, error)  # the others may still be taken
        return None
    if len(likely) == 1:
        return likely[0]
    # The name only says what is offered first: it is never taken for an answer.
    order = sorted(WHAT, key=lambda kind: (kind not in likely, not files.fits(Path(path), WHAT[kind][1])))
    place = choose_by_number(f"{path} 是什么表？", [WHAT[kind][0] for kind in order])
    return None if place is None else order[place]
