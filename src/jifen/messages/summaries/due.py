"""What is due in sentences and commands: for `status`, the menu, and the line behind a finished command.

A command runs as it stands but for what is written `‹文件›`. Programs get it so; people see 〈文件〉 (`results.on_screen`).
"""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import TYPE_CHECKING

from jifen.messages import labels
from jifen.messages.subjects import in_words

if TYPE_CHECKING:
    from jifen.domain.due import Due
    from jifen.services.office.due import LastMonth, Standing
    from jifen.services.office.left_out import Meant

COMMAND: Mapping[str, str] = {
    "roster-empty": "jifen roster import ‹文件›",
    "meeting-missing": "jifen meeting import ‹文件›",
    "meeting-missing first": "jifen meeting import ‹文件›",
    "deed-undecided": "jifen meeting sheet {month} --layout deeds",
    "deed-undecided lapsed": "jifen deed withdraw {subject} --reason ‹理由›",
    "publish": "jifen meeting publish {subject}",
    "objection-due": "jifen objection decide {subject} ‹--uphold或--reject› --reason ‹核查结论›",
    "finalize": "jifen meeting finalize {subject}",
    "board-due": "jifen board draft {subject}",
    "board-due drafted": "jifen board review {subject} ‹文件›",
    "board-due reviewed": "jifen board publish {subject}",
    "black-expired": "jifen board notice {subject}",
    "rectify-due": "jifen honour revoke {subject} {kind} ‹户› --reason ‹理由›",
    "redeem-due": "jifen redeem open {subject}",
    "redeem-due waiting": "jifen redeem open {subject}",
    "redeem-open": "jifen redeem close {subject}",
    "year-close": "jifen year close {subject} --policy ‹办法›",
    "matter-due": "jifen matter step {subject} {name}",
    "matter-due photo": "jifen matter step {subject} {name} --photo ‹照片›",
    "matter-due close": "jifen matter close {subject} --outcome ‹solved、unsolved或withdrawn›",
    "backup-old": "jifen backup ‹文件夹›",
}
"""Kind (and how far it has come) → the command that does it."""
TEXT: Mapping[str, str] = {
    "roster-empty": "花名册还是空的，请先导入。",
    "meeting-missing": "{period}已经过完，还没有导入评议表。",
    "meeting-missing first": "{period}还没有导入评议表（从后面的月份记起的不用管）。",
    "deed-undecided": "平时登记有 {count} 件过了 45 天还没有评议，最早的是第 {subject} 号（{household}，{day}），评议日期晚于 {last} 就不能评了。",
    "deed-undecided lapsed": (
        "平时登记有 {count} 件过了 62 天，赶不上评议会了，最早的是第 {subject} 号（{household}，{day}）。"
        "不再评的撤回；评议会决定补评的，导入时加 --allow date-outside-month。"
    ),
    "publish": "{period}已录入，还没有公示。",
    "objection-due": "第 {subject} 号异议（{household}，对 {number}）还没有办结，{due_on} 前要答复。",
    "finalize": "{period}公示到 {last} 期满，没有未办结的异议，可以定案。",
    "board-due": "{period}各月都已定案，还没有拟红黑榜。",
    "board-due drafted": "{period}红黑榜已拟好，等评议会逐户决定，填好读回来。",
    "board-due reviewed": "{period}红黑榜已评议，还没有公示。",
    "black-expired": "{period}黑榜有 {count} 户已到期（最早 {last}），请把旧榜揭下来，换贴现行的。",
    "rectify-due": (
        "{period}{name}有 {count} 户整改期限到了（最早 {last}），请复查：整改好的撤下，没有整改的由评议会定要不要上黑榜。"
    ),
    "redeem-due": "{period}各月都已定案，库里有货，还没有兑换。",
    "redeem-due waiting": "{period}各月都已定案，库里有货，还没有兑换；等{running}的兑换结束再开。",
    "redeem-open": "{period}的兑换到 {last} 为止，已经过了，请结束。",
    "year-close": "{period}已录入的月份都已定案，还没有年度结转。",
    "matter-due": "第 {subject} 号事项（{kind}）的“{name}”要在 {due_on} {at} 前办。",
    "matter-due photo": "第 {subject} 号事项（{kind}）的“{name}”要在 {due_on} {at} 前办，要留照片。",
    "matter-due close": "第 {subject} 号事项（{kind}）各步都办完了，要在 {due_on} {at} 前办结。",
    "backup-old": "上次备份到别处是 {last}，已经超过 31 天，请再备份一份（例如 U 盘）。",
}
_LONGEST_BAR = 15
NEVER_BACKED_UP = "账本还没有备份到别处过，请备份一份（例如 U 盘）。"
MONTH_UNDER_WAY = "{period}的评议表还没有导入。"
FIRST: Mapping[str, str] = {
    "meeting publish": "打印、盖章、张贴",
    "meeting correct": "打印更正公示，盖章、张贴",
    "meeting finalize": "印会议记录存档 jifen meeting minutes {month}",
    "meeting finalize undated": "补记评议日期 jifen meeting record {month} --held-on ‹评议日期›，才能印会议记录",
    "objection decide": "有更正公示的张贴出来，打印答复单交给本户 jifen objection reply {objection}",
    "board draft": "打印评议表，评议会填好“决定”",
    "board review": "看送审稿 jifen board notice {period}",
    "board publish": "打印、盖章、张贴",
    "honour draft": "打印评议表，评议会填好“决定”，再 jifen honour review {year} {kind} ‹文件›",
    "honour review": "看送审稿 jifen honour notice {year} {kind}",
    "honour publish": "打印、盖章、张贴；公示期满印证书 jifen honour certificate {year} {kind}",
    "honour publish rectify": "打印、盖章、张贴；到整改期限复查，整改好的 jifen honour revoke {year} {kind} ‹户› --reason ‹理由›",
    "honour revoke": "打印更正公示，盖章、张贴，收回证书和牌匾",
    "honour revoke rectify": "打印更正公示，盖章、张贴",
    "redeem open": "当场办 jifen redeem desk，或印签领表 jifen redeem sheet {period}，填好后 jifen redeem import 签领表.xlsx",
    "redeem close": "打印兑换公示、盖章、张贴",
}  # fmt: skip
"""Command (and what is not known yet, or the nature of its list) → what is done by hand, or printed, right after it; its details stand in braces."""
AHEAD: Mapping[str, str] = {
    "board-due": "",
    "matter-due": "{due_on} {at} 前 ",
    "meeting-missing": "还没开会的先印空白评议表 jifen meeting sheet {subject}；开过会的 ",
}
"""Kind → what stands before a command whose day has not come, where that is not the day."""


def command(due: "Due") -> str:
    """The command that does it."""
    return COMMAND[_key(due)].format(**{**due.about, "subject": due.subject})


def _key(due: "Due") -> str:
    return f"{due.what} {due.step}".rstrip()


def text(due: "Due", today: date) -> str:
    """What is to be done, in a sentence."""
    sentence = in_words(TEXT[_key(due)])
    if due.what == "backup-old" and "last" not in due.about:
        sentence = NEVER_BACKED_UP
    if due.what == "meeting-missing" and not due.is_due(today):
        sentence = MONTH_UNDER_WAY
    period = labels.period(due.subject) if due.subject and "{period}" in sentence else ""
    running = {"running": labels.period(due.about["running"])} if "running" in due.about else {}
    told = {**due.about, **running, "subject": due.subject, "due_on": due.due_on.isoformat()}
    return sentence.format(**{**told, "period": period})


def item(due: "Due", today: date) -> str:
    """The sentence, and how late it is."""
    late = due.overdue(today)
    return text(due, today) + (f"（晚了 {late} 天）" if late else "")


def head(value: "Standing") -> Iterator[str]:
    """Village, today, the month's state, and when a copy was last put elsewhere."""
    yield f"{value.village}　今天 {value.today}"
    yield month(value.month, value.today) if value.month else "还没有录入哪个月。"
    copied = value.backed_up
    days = (value.today - copied).days if copied else 0
    yield f"最近备份到别处：{copied}（{f'{days} 天前' if days else '今天'}）" if copied else "最近备份到别处：还没有过"
    if value.undelivered:
        names = "、".join(place.name for place in value.undelivered)
        yield f"编了号却没有放好的文件：{names}。用 jifen verify --mend 再印一份。"


def month(value: "LastMonth", today: date) -> str:
    """`2025年7月：公示中，2025-07-29 至 2025-07-31，第 2 天，共 3 天 ■■□`."""
    state = f"{labels.period(str(value.period))}：{labels.MEETING_STATUS[value.status]}"
    if value.status != "published" or value.first is None or value.last is None:
        return state
    days, passed = (value.last - value.first).days + 1, (today - value.first).days + 1
    if passed < 1:
        return f"{labels.period(str(value.period))}：公示 {value.first} 至 {value.last}，还没有开始"
    if passed > days:
        return f"{labels.period(str(value.period))}：公示 {value.first} 至 {value.last}，已期满"
    return f"{state}，{value.first} 至 {value.last}，第 {passed} 天，共 {days} 天{_bar(passed, days)}"


def _bar(passed: int, days: int) -> str:
    """A window's days, those passed filled; none where they would not stand in the line. Of marks that GBK has, too."""
    return f" {'■' * passed}{'□' * (days - passed)}" if days <= _LONGEST_BAR else ""


def standing(value: "Standing") -> Iterator[str]:
    """All of `status`."""
    yield from head(value)
    yield f"要办的有 {len(value.due)} 件：" if value.due else "眼下没有要办的事。"
    for number, due in enumerate(value.due, 1):
        yield f"  {number}. {item(due, value.today)}"
        yield f"     {command(due)}"


def next_step(due: "Due | None", today: date, done: str, details: Mapping[str, object]) -> str | None:
    """The line behind a finished command `done`; None where nothing follows."""
    known = "undated" if details.get("undated") else str(details.get("nature", ""))
    first = FIRST.get(f"{done} {known}", FIRST.get(done, ""))
    told = [in_words(first).format_map(details)]
    if due is not None:
        ahead = "" if due.is_due(today) else AHEAD.get(due.what, "{due_on} 起 ")
        told.append(ahead.format(**{**due.about, "subject": due.subject, "due_on": due.due_on}) + command(due))
    line = "；".join(filter(None, told))
    return f"下一步：{line}" if line else None


def meant(value: "Meant") -> str:
    """A month or period that may be meant: `2025-07（已录入）`."""
    return value.subject + (f"（{labels.MEETING_STATUS[value.status]}）" if value.status else "")


def no_book(folder: str) -> Iterator[str]:
    """What somebody can do who has no book yet."""
    yield f"{folder} 里还没有账本（jifen.db）。"
    yield "  建一本新的：jifen init 村名 --township 乡镇 --hotline 监督电话"
    yield "  先看演示村：jifen demo"
    yield "账本在别的文件夹里的，先 cd 到那里，或加 --db 账本文件。"
