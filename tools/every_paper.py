"""Every paper and form that the program prints, of one village, into its folder 纸: workbook, PDF and pictures.

A new paper is a line here. Used by `large_village.py` and `scheme_village.py`;
whoever changes a paper renders it and looks at the pages.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import openpyxl


@dataclass(frozen=True, slots=True)
class Village:
    """A village to print from. `clerk(day, *arguments)` runs a command and gives its JSON; `blank`: a month without
    meeting; `corrected`: months whose lines may be corrected."""

    clerk: Callable[..., Any]
    folder: Path
    today: str
    blank: str
    halves: tuple[str, ...]
    quarter: str
    months: tuple[str, ...]
    registers: tuple[str, ...] = ("--pdf",)
    """How the registers are printed: those of a large village take minutes as PDF."""


def print_everything(village: Village) -> None:
    """Print it all, on the village's day."""
    (village.folder / "纸").mkdir(exist_ok=True)
    for name, arguments in _papers(village):
        village.clerk(village.today, *arguments, "-o", f"纸/{name}.xlsx", "--pdf")
    _others(village)


def _papers(village: Village) -> Iterator[tuple[str, tuple[str, ...]]]:
    month = village.months[-1]
    notice = ("meeting", "notice", month)
    yield "积分公示", (*notice, "--png", "--phone", "--speech")
    yield "积分公示无零分", (*notice, "--no-zero")
    yield "积分公示大字", (*notice, "--large")
    yield "积分公示A3", (*notice, "--paper", "A3")
    yield "积分公示A3大字", (*notice, "--paper", "A3", "--large")
    yield "积分公示打码", (*notice, "--mask")
    yield "积分公示拼贴", (*notice, "--tiled")
    yield "会议记录", ("meeting", "minutes", village.months[0])
    for half in village.halves:
        for which, word in (("both", "合榜"), ("red", "红榜"), ("black", "黑榜")):
            yield f"{half}{word}", ("board", "notice", half, "--list", which, "--phone")
        yield f"{half}合榜大字", ("board", "notice", half, "--large")
        yield f"{half}合榜A3", ("board", "notice", half, "--paper", "A3")
    half = village.halves[-1]
    yield "荣誉证书", ("board", "certificate", half)
    for layout in ("wide", "grids", "items", "events"):
        yield f"空白表{layout}", ("meeting", "sheet", village.blank, "--layout", layout)
    yield "明码标分目录", ("redeem", "catalogue", village.quarter, "--tiled")
    yield "签领表", ("redeem", "sheet", village.quarter)
    yield "结算表", ("redeem", "settlement", village.quarter)
    yield "兑换登记表", ("redeem", "register", village.quarter)
    yield "兑换公示", ("redeem", "notice", village.quarter, "--phone")
    yield "盘点表", ("goods", "sheet")
    yield "捐赠榜", ("goods", "donors")
    yield "积分卡", ("points", "card")
    yield "网格员考核表", ("matter", "report", village.quarter)
    yield "网格一张表", ("grid", "sheet", "1")
    yield "异议申请表", ("objection", "form", month)
    yield from _of_households(village)


def _of_households(village: Village) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Papers of the longest name, of a household that owes points, and of one with deductions."""
    balances = village.clerk(village.today, "points", "balance")
    longest = max(balances, key=lambda row: len(row["head"]))["household"]
    owing = min(balances, key=lambda row: float(row["available"]))["household"]
    for word, code in (("长名", longest), ("欠分", owing)):
        yield f"明细单{word}", ("points", "statement", code)
        yield f"告知单{word}", ("redeem", "slip", code)
    half = village.halves[-1]
    entries = village.clerk(village.today, "points", "entries", "--period", half)
    lost = next(e["household"] for e in entries if e["kind"] == "deduction")
    yield "整改通知书", ("board", "rectification", half, lost, "--deadline", "2025-08-05", "--text", "村东水渠边")


def _others(village: Village) -> None:
    """What takes more than one command: drafts, corrections, objections, a month withdrawn, registers."""
    clerk, day, month = village.clerk, village.today, village.months[-1]
    clerk(day, "rules", "export", "纸/积分细则.xlsx", "--pdf")
    clerk(day, "registers", village.quarter, "-o", "纸/台账", *village.registers)
    entry = next(e for e in clerk(day, "points", "entries", "--month", month) if e["kind"] == "award")
    reason = ("--reason", "经核对签到册，当日参加两次，原记录漏记一次")
    changed = ("--entry", str(entry["id"]), "--points", "1.5", "--category", entry["category"])
    out = ("-o", "纸/更正公示.xlsx", "--pdf")
    clerk(day, "meeting", "correct", month, entry["household"], *changed, *reason, *out)
    other = next(e for e in clerk(day, "points", "entries", "--month", month) if e["household"] != entry["household"])
    about = (other["household"], "--entry", str(other["id"]), "--reason", "分数不对")
    filed = clerk(day, "objection", "file", month, *about)
    number = str(filed["id"])
    upheld = ("--uphold", "--entry", str(other["id"]), "--points", "1", "--category", other["category"], *reason)
    clerk(day, "objection", "decide", number, *upheld, "-o", "纸/异议更正公示.xlsx", "--pdf")
    clerk(day, "objection", "reply", number, "-o", "纸/异议答复单.xlsx", "--pdf")
    _lists_changed(village)
    _between_meetings(village)
    _month_withdrawn(village)


def _lists_changed(village: Village) -> None:
    clerk, day = village.clerk, village.today
    for half in village.halves:
        shown = clerk(day, "board", "show", half)
        if shown["red"]:
            one = shown["red"][0]["household"]
            out = ("--list", "red", "--reason", "理由写错", "-o", f"纸/{half}红榜更正.xlsx", "--pdf")
            clerk(day, "board", "correct", half, one, "--reason-text", "热心公益，常年清扫村道", *out)
        if shown["black"]:
            one = shown["black"][0]["household"]
            clerk(day, "board", "delist", half, one, "--reason", "已整改", "-o", f"纸/{half}撤榜.xlsx", "--pdf")
        clerk(day, "board", "notice", half, "-o", f"纸/{half}现行榜.xlsx", "--pdf")


def _between_meetings(village: Village) -> None:
    """Deeds with pictures that wait for a meeting, an activity to sign up for, registers to fill in by hand."""
    from PIL import Image

    clerk, day = village.clerk, village.today
    rules = [rule for rule in clerk(day, "rules", "list") if rule["points"] in ("+1", "+2")]
    who = [row["household"] for row in clerk(day, "roster", "list") if row["status"] == "active"]
    for number, code in enumerate(who[::7][:40]):
        picture = village.folder / f"照片{number}.jpg"
        Image.new("RGB", (1600, 1200), (40, 90 + 4 * number, 60)).save(picture)
        photo = ("--photo", picture.name) if number % 2 else ()
        about = ("--rule", rules[number % len(rules)]["code"], "--note", "清理门前水沟，帮邻居抬水泵，一直干到天黑")
        clerk(day, "deed", "add", code, *about, *photo, "--yes")
        picture.unlink()
    month = day[:7]
    clerk(day, "meeting", "sheet", month, "--layout", "deeds", "-o", "纸/平时登记评议表.xlsx", "--pdf")
    clerk(day, "deed", "photos", month, "-o", "纸/公示影像.xlsx", "--pdf")
    clerk(day, "deed", "photos", month, "--names", "-o", "纸/公示影像存档.xlsx", "--pdf")
    held = clerk(day, "activity", "add", "清沟义务劳动", "--on", day, "--rule", rules[0]["code"], "--place", "村口")
    clerk(day, "activity", "sheet", str(held["id"]), "-o", "纸/签到表.xlsx", "--pdf")
    clerk(day, "forms", "纸/空表")


def _month_withdrawn(village: Village) -> None:
    """A month by a filled-in sheet: the coloured copy of a wrong one, draft, notice, withdrawal."""
    clerk, day, month = village.clerk, "2025-07-31", village.blank
    blank = village.folder / "纸" / "空白表wide.xlsx"
    book = openpyxl.load_workbook(blank)
    sheet: Any = book.active
    rows = [row for row in sheet.iter_rows(min_row=5) if isinstance(row[0].value, int)]
    for row in rows[::3]:
        row[6].value, row[10].value = 2.5, 1
    book.save(village.folder / "本月.xlsx")
    for row in rows[::50]:
        row[2].value = "99-99"
    rows[1][6].value = "两分多"
    book.save(village.folder / "有错.xlsx")
    clerk(day, "meeting", "import", "有错.xlsx", "--month", month, "--report", "纸/标色表.xlsx", wrong=True)
    clerk(day, "meeting", "import", "本月.xlsx", "--month", month, "--held-on", day)
    clerk(day, "meeting", "notice", month, "-o", "纸/送审稿.xlsx", "--pdf")
    clerk(day, "meeting", "publish", month)
    clerk(day, "meeting", "void", month, "--reason", "三组的评议表漏收", "-o", "纸/作废公告.xlsx", "--pdf")


def print_scheme(village: Village) -> None:
    """What a scheme changes: notices with score, grade and place, lists by grade and apart, a score cleared, lists of
    the village's own."""
    clerk, day, month, half = village.clerk, village.today, village.months[-1], village.halves[-1]
    (village.folder / "纸").mkdir(exist_ok=True)
    _print(village, (*_of_a_scheme(village), *_in_any_book(village)))
    cleared = clerk(day, "points", "rank", "--period", village.quarter)[2]["household"]
    why = ("--document", "7月20日村民代表会议决定", "--reason", "弄虚作假", "--category", "遵规守法")
    clerk(day, "points", "clear", cleared, month, *why, "-o", "纸/清零更正公示.xlsx", "--pdf")
    clerk(day, "points", "statement", cleared, "-o", "纸/明细单清零.xlsx", "--pdf")
    clerk(day, "meeting", "minutes", month, "-o", "纸/会议记录清零.xlsx", "--pdf")
    why = ("--document", "7月20日复核决定", "--reason", "已承诺、服务满20小时")
    clerk(day, "points", "repair", cleared, month, *why, "-o", "纸/修复更正公示.xlsx", "--pdf")
    listed = clerk(day, "honour", "show", village.quarter, "黄榜")["households"][0]["household"]
    why = ("--reason", "7月20日复查已清理", "-o", "纸/黄榜撤下.xlsx", "--pdf")
    clerk(day, "honour", "revoke", village.quarter, "黄榜", listed, *why)
    clerk(day, "page", "-o", "纸/一页.html", "--households", "纸/户页面")
    clerk(day, "registers", village.quarter, "-o", "纸/台账", *village.registers)
    clerk(day, "board", "notice", half, "-o", "纸/现行榜.xlsx", "--pdf")


def print_other_books(village: Village) -> None:
    """The papers of a book about others than households: a party branch's, grid workers'."""
    clerk, day, half = village.clerk, village.today, village.halves[-1]
    (village.folder / "纸").mkdir(exist_ok=True)
    clerk(day, "board", "draft", half, "--allow-missing", "-o", "纸/红黑榜评议表.xlsx", "--pdf")
    clerk(day, "board", "review", half, _nobody_black(village.folder / "纸" / "红黑榜评议表.xlsx"))
    clerk(day, "board", "publish", half)
    _print(village, _in_any_book(village))


def _nobody_black(path: Path) -> str:
    """The review filled in: the red list as proposed, nobody on the black one."""
    book = openpyxl.load_workbook(path)
    sheet: Any = book["黑榜"]
    decision = next(cell for row in sheet.iter_rows() for cell in row if cell.value == "决定")
    for row in range(decision.row + 1, sheet.max_row + 1):
        if sheet.cell(row, 3).value:
            sheet.cell(row, decision.column).value = "不上榜"
    filled = path.with_name("红黑榜评议表已填.xlsx")
    book.save(filled)
    return str(filled)


def _print(village: Village, papers: Iterable[tuple[str, tuple[str, ...]]]) -> None:
    for name, arguments in papers:
        village.clerk(village.today, *arguments, "-o", f"纸/{name}.xlsx", "--pdf")


def _of_a_scheme(village: Village) -> Iterator[tuple[str, tuple[str, ...]]]:
    notice, half = ("meeting", "notice", village.months[-1]), village.halves[-1]
    yield "评级公示", (*notice, "--phone", "--speech")
    yield "红榜", ("board", "notice", half, "--list", "red", "--phone")
    yield "黑榜", ("board", "notice", half, "--list", "black", "--phone")
    for kind in ("示范户", "黄榜"):
        yield kind, ("honour", "notice", village.quarter, kind)
        yield f"{kind}打码大字", ("honour", "notice", village.quarter, kind, "--mask", "--large")
    yield "示范户证书", ("honour", "certificate", village.quarter, "示范户")
    yield "示范户挂牌", ("honour", "plaques", village.quarter, "示范户")


def _in_any_book(village: Village) -> Iterator[tuple[str, tuple[str, ...]]]:
    """What every book prints, whomever it is about."""
    village.clerk(village.today, "rules", "export", "纸/积分细则.xlsx", "--pdf")
    month, half, clerk = village.months[-1], village.halves[-1], village.clerk
    notice = ("meeting", "notice", month)
    yield "公示", notice
    yield "公示大字", (*notice, "--large")
    yield "公示A3", (*notice, "--paper", "A3")
    yield "公示打码", (*notice, "--mask")
    yield "会议记录", ("meeting", "minutes", month)
    yield "合榜", ("board", "notice", half)
    yield "合榜A3", ("board", "notice", half, "--paper", "A3")
    yield "合榜大字", ("board", "notice", half, "--large")
    yield "证书", ("board", "certificate", half)
    yield "积分卡", ("points", "card")
    yield "简报", ("report", village.quarter)
    yield "简报半年", ("report", half)
    for layout in ("wide", "items", "events"):
        yield f"空白表{layout}", ("meeting", "sheet", village.blank, "--layout", layout)
    ranks = clerk(village.today, "points", "rank", "--period", village.quarter)
    longest = max(ranks, key=lambda row: len(row["head"]))["household"]
    for word, code in (("长名", longest), ("最高", ranks[0]["household"]), ("最低", ranks[-1]["household"])):
        yield f"明细单{word}", ("points", "statement", code)
        yield f"明细单{word}大字", ("points", "statement", code, "--large", "--period", village.quarter)
