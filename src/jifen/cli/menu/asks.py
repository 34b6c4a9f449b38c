"""What a step of the menu asks for, by the placeholder in its command: a function a kind, each gives words to type.

`[]` is no answer (Enter), None the end: the step is left, the menu comes again. Nothing here decides: every word goes to
the command, which looks at it as if somebody had typed it.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from jifen.cli.arguments import Common
from jifen.cli.context import session
from jifen.cli.menu import between, files
from jifen.cli.output import say
from jifen.cli.questions import choose_by_number, choose_or_first, line, listed, picked
from jifen.domain.period import Period
from jifen.messages import subjects

if TYPE_CHECKING:
    from decimal import Decimal

    from jifen.domain.ledger import Entry

Words = list[str]
Ask = Callable[[Common, str, Words, bool], Words | None]
"""(common, what the placeholder says, the words so far, whether it may be left away) → words."""


def text(common: Common, name: str, words: Words, optional: bool) -> Words | None:
    """Anything."""
    typed = line(f"{name}{'（没有就直接回车）' if optional else ''}：")
    return None if typed is None else [typed] if typed else []


def amount(common: Common, name: str, words: Words, optional: bool) -> Words | None:
    """Points, asked again until they are some."""
    from jifen.cli import parsing
    from jifen.errors import UsageError
    from jifen.messages.refusals import sentence

    while typed := line(f"{name}："):
        try:
            parsing.points(typed)
        except UsageError as error:
            say(sentence(error))
        else:
            return [typed]
    return None if typed is None else []


def rule(common: Common, name: str, words: Words, optional: bool) -> Words | None:
    """A rule by its code or by some words of it; several that fit are offered by number."""
    typed = line("哪一条细则（编号，或其中几个字）：")
    if not typed or typed == BACK:
        return [] if typed == "" else None
    with session(common) as opened:
        known = opened.rulebooks().on(opened.today).rules
    near = [r for r in known if r.code.upper() == typed.upper()] or [
        r for r in known if typed in f"{r.wording}{r.category}"
    ]
    if not near:
        say(f"现行细则里没有“{typed}”。全部细则：")
    found = (near or list(known))[:RULES]
    if len(near) == 1:
        return [near[0].code]
    place = choose_or_first("哪一条？", [f"{r.code} {r.category}　{r.wording}" for r in found])
    return None if place is None else [found[place].code]


def file(common: Common, name: str, words: Words, optional: bool) -> Words | None:
    """A workbook by its number, or a path; of meeting sheets several. Enter is the first where one is needed and fits."""
    command = "init" if words[:1] == ["init"] else " ".join(words[:2])
    found = files.workbooks(common, command)
    if command == files.IMPORT:
        found = list(dict.fromkeys([*files.unread_sheets(common), *found]))
    if optional:  # what may be left away is no occasion to look through everything
        found = [path for path in found if files.fits(path, command)]
    first = bool(found) and files.fits(found[0], command)
    several = command == "meeting import"
    if found:
        more = f"（还有 {len(found) - files.SHOWN} 个更早的没有列出）" if len(found) > files.SHOWN else ""
        listed(f"{name}，像这一步用的、最新的在前{more}：", [files.listed(path) for path in found[: files.SHOWN]])
    enter = (
        "没有就直接回车"
        if optional
        else "直接回车：1，0 返回"
        if first
        else "0 返回"
        if found
        else "例如 D:\\积分\\表.xlsx，0 返回"
    )
    many = "，几个的用空格隔开" if several else ""
    typed = line(f"请输入序号{many}，或打路径（{enter}）：" if found else f"{name}的路径（{enter}）：")
    if typed is None or typed == BACK:
        return None
    if not typed:
        return [] if optional or not first else [files.as_typed(found[0])]
    return _chosen_files(typed, found, several=several)


def unread_sheet(common: Common, name: str, words: Words, optional: bool) -> Words | None:
    """The one meeting sheet that was not imported yet; asked for where there are several or none. What it would bring is
    shown before anything is written."""
    alone = files.only_unread(common)
    if alone is None:
        return file(common, "文件", words, optional)
    say(f"没有导入过的评议表只有一份：{files.listed(alone)}。要导入别的，回菜单进“导入”。")
    return [files.as_typed(alone)]


def photo(common: Common, name: str, words: Words, optional: bool) -> Words | None:
    """A picture, dragged into the window or typed."""
    typed = line("照片（把文件拖进来，没有就直接回车）：")
    return None if typed is None else [typed.strip("\"'“”")] if typed else []


def _chosen_files(typed: str, found: Sequence[Path], *, several: bool) -> Words:
    """Numbers as the files they stand for; anything else is a path, as a window that it was dragged into quotes it."""
    numbers = re.split(r"[\s,，、]+", typed) if several else [typed]
    places = [picked(number, min(len(found), files.SHOWN)) for number in numbers]
    if all(place is not None for place in places):
        return [files.as_typed(found[place]) for place in places if place is not None]
    return [typed.strip("\"'“”")]


def subject(common: Common, name: str, words: Words, optional: bool) -> Words | None:
    """A month, period or year: the one the command means, one of several by number, or typed."""
    from jifen.messages.summaries.due import meant as word
    from jifen.services.office.left_out import MEANT, meant

    command = " ".join(words[:2])
    with session(common) as opened:
        found = meant(opened, command) if command in MEANT else []
    if len(found) == 1:
        return [found[0].subject]
    if not found:
        typed = text(common, f"{name}（例如 {EXAMPLES.get(name, '2025-07')}，0 返回）", words, optional)
        return None if typed == [BACK] else typed
    listed(f"{name}：", [word(each) for each in found])
    answer = line("请输入序号，或打出来（直接回车：1，0 返回）：")
    if answer is None or answer == BACK:
        return None
    place = picked(answer or "1", len(found))
    return [answer if place is None else found[place].subject]


BACK = "0"
"""What leaves a question for the menu."""
RULES = 60
"""So many rules at most are offered by number."""
EXAMPLES = {
    "月份": "2025-07", "期间": "2025Q3、2025H1", "年份": "2025", "年份或期间": "2025；按半年评的 2025H1",
}  # fmt: skip


def household(common: Common, name: str, words: Words, optional: bool) -> Words | None:
    """A household in any spelling; several that fit are offered by number."""
    from jifen.cli.commands.redeem_desk import SHOWN
    from jifen.services.roster.finding import best
    from jifen.services.roster.households import households_on

    typed = line(subjects.in_words("哪一户（户编号、户主姓名或拼音首字母，0 返回）："))
    if not typed or typed == BACK:
        return [] if typed == "" else None
    with session(common) as opened:
        near = best(list(households_on(opened, opened.today).values()), typed)[:SHOWN]
    if len(near) == 1:
        say(f"{near[0].code} {near[0].head}，{subjects.grid(near[0].grid)}。")
    if len(near) < 2:
        return [near[0].code if near else typed]
    place = choose_by_number(
        subjects.in_words("是哪一户？"), [f"{h.code} {h.head} {subjects.grid(h.grid)}" for h in near]
    )
    return None if place is None else [near[place].code]


def goods(common: Common, name: str, words: Words, optional: bool) -> Words | None:
    """An item on the list of goods, by its number or as somebody types it."""
    from jifen.services.shop.inventory import items

    with session(common) as opened:
        found = list(items(opened).values())
    if not found:
        return text(common, name, words, optional)
    place = choose_by_number("哪一样物品？", [f"{item.code} {item.name}" for item in found])
    return None if place is None else [found[place].code]


LAYOUTS = (
    ("一户一行，一类一列（最省纸；查不出单条细则的上限）", "wide"),
    ("一户一行，一网格一张", "grids"),
    ("一户一行，一条细则一列", "items"),
    ("一件事一行（写细则编号，上限都查得到）", "events"),
)
"""Blank meeting sheets by what stands in a row."""


def one_of(choices: Sequence[tuple[str, str]], common: Common, name: str, words: Words, optional: bool) -> Words | None:
    """One of several by number; its words may hold placeholders of their own."""
    place = choose_or_first(f"{name}：", [subjects.in_words(title) for title, _ in choices])
    return None if place is None else filled(common, (choices[place][1],), words)


POLICIES = (
    ("全部结转到下一年", "carry"),
    ("清零", "reset"),
    ("每户最多留若干分", "cap --limit ‹最多留多少分›"),
    ("满若干个月的清零", "expire-after --months ‹几个月›"),
)


def objection(common: Common, name: str, words: Words, optional: bool) -> Words | None:
    """An objection by its number; those that wait are listed."""
    from jifen.services.objection.objections import list_objections

    with session(common) as opened:
        found = [v for v in list_objections(opened) if name == "异议编号" or v.objection.status == "open"]
    if not found:
        say("没有异议。")
        return None
    if len(found) == 1:
        return [str(found[0].objection.id)]
    titles = [f"第 {v.objection.id} 号　{v.objection.household} {v.head}：{v.objection.reason}" for v in found]
    place = choose_or_first("哪一件异议？", titles)
    return None if place is None else [str(found[place].objection.id)]


def outcome(common: Common, name: str, words: Words, optional: bool) -> Words | None:
    """How an objection ends: rejected, or upheld with the line it changes; of a list, with the household taken off."""
    from jifen.services.objection.objections import find_objection

    with session(common) as opened:
        found = find_objection(opened, int(words[-1]))
    titles = ["不成立", "成立"]
    place = choose_or_first("核查的结果：", titles)
    if not place:
        return None if place is None else ["--reject"]
    if Period.parse(found.period).kind != "month":
        return ["--uphold"]
    changed = _changed(common, found.period, found.household, named=found.entry_id)
    return None if changed is None else ["--uphold", *changed]


def correction(common: Common, name: str, words: Words, optional: bool) -> Words | None:
    """Which line of a household's month is changed, or that one more is written."""
    return _changed(common, words[2], words[3], named=None)


EXTRA = "--extra --points ‹加多少分（扣分写-2）› --rule ‹细则编号›"


def _changed(common: Common, period: str, household: str, *, named: int | None) -> Words | None:
    """`--entry 12 --points 2`, or `--extra --points 2 --rule HJ02`; a line that was named needs no number."""
    from jifen.cli import parsing
    from jifen.services.ledger.accounts import list_entries

    with session(common) as opened:
        every = list_entries(opened, parsing.period(period), household, None)
    gone = {entry.reverses for entry in every}
    found = [e for e in every if e.id not in gone and e.reverses is None and named in (None, e.id)]
    titles = [_entry(entry) for entry in found] + ["漏记了，另加一笔"]
    place = choose_by_number("改哪一笔？", titles)
    if place is None:
        return None
    if place == len(titles) - 1:
        return filled(common, (EXTRA,), [])
    which = [] if named is not None else ["--entry", str(found[place].id)]
    points = amount(common, "改为多少分（扣分写 -2；取消这一笔就直接回车）", [], True)
    if not points:
        return None if points is None else which
    return None if (signed := _signed(points[0], found[place].points)) is None else [*which, "--points", signed]


def _signed(typed: str, before: "Decimal") -> str | None:
    """What was typed of a deduction without a sign may be meant either way: asked, never guessed."""
    if before > 0 or typed[0] in "+＋-－−–":
        return typed
    place = choose_or_first(f"原来是扣分。{typed} 分是扣还是加？", [f"扣 {typed} 分", f"加 {typed} 分"])
    return None if place is None else (f"-{typed}", f"+{typed}")[place]


def _entry(entry: "Entry") -> str:
    from jifen.domain.points import show_signed
    from jifen.messages import labels

    what = entry.wording or entry.reason or entry.category or ""
    return f"{labels.ENTRY_KIND[entry.kind]} {show_signed(entry.points)} 分　{what}（编号 {entry.id}）"


def backup_folder(common: Common, name: str, words: Words, optional: bool) -> Words | None:
    """Where the copy goes: Enter for the folder it went to last; one that is not there is said before it is asked."""
    from jifen.services.book.books import last_place

    with session(common) as opened:
        last = last_place(opened)
    if last is None:
        typed = line("备份到哪个文件夹（U 盘插好，写它的盘符，例如 E:\\，0 返回）：")
        return [typed] if typed and typed != BACK else None
    if not last.is_dir():
        say(f"上次备份在 {last}，现在没有这个文件夹：U 盘没有插好，或者盘符变了。")
    typed = line(f"备份到哪个文件夹（{'直接回车' if last.is_dir() else '插好以后直接回车'}：{last}，0 返回）：")
    return None if typed is None or typed == BACK else [typed or str(last)]


ASKS: Mapping[str, Ask] = {
    "文件": file,
    "没导入过的评议表": unread_sheet,
    "照片": photo,
    "文件夹": backup_folder,
    "细则文件": file,
    "月份": subject,
    "期间": subject,
    "年份": subject,
    "年份或期间": subject,
    "分": amount,
    "加多少分（扣分写-2）": amount,
    "细则编号": rule,
    "户": household,
    "异议": objection,
    "异议编号": objection,
    "--uphold或--reject": outcome,
    "改哪一笔": correction,
    "办法": partial(one_of, POLICIES),
    "物品": goods,
    "填法": partial(one_of, LAYOUTS),
    "活动": between.activity,
    "事项类型": between.matter_kind,
    "事项": between.matter,
    "步骤": between.matter_step,
    "结果": partial(one_of, between.OUTCOMES),
    "网格": between.grid,
    "荣誉": between.honour,
}
"""Placeholder → how it is asked for; every other one is a text."""
_PLACEHOLDER = re.compile(r"‹(.+)›")


def filled(common: Common, parts: Sequence[str], before: Words) -> Words | None:
    """A command's words, what is asked for filled in; None where somebody left, or gave nothing that is needed."""
    words = list(before)
    for part in parts:
        optional, start = part.startswith("?"), len(words)
        for word in part.removeprefix("?").split(" "):
            asked = _PLACEHOLDER.fullmatch(word)
            answer = ASKS.get(asked[1], text)(common, asked[1], words, optional) if asked else [word]
            if answer is None or not (answer or optional):
                return None
            if not answer:
                del words[start:]
                break
            words += answer
    return words[len(before) :]
