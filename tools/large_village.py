"""A village larger than any we know of, made by the commands a secretary types, to look at every paper printed from it.

`python tools/large_village.py FOLDER [--papers] [--demonstration]`: 620 households in 35 grids, heads of 2 to 12
characters, half points, debts, 30 goods, a meeting of 60 decisions with corrections, a half-year whose black list is
empty and one whose red list is. `--papers`: print every paper and form of it into FOLDER/纸, with PDF and pictures;
`--demonstration`: the same of the demonstration village, in FOLDER/演示村. Not shipped; the same every time.
"""

import argparse
import io
import json
import os
import random
import sys
from contextlib import chdir, redirect_stderr, redirect_stdout
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "src"))

from every_paper import Village, print_everything

HOUSEHOLDS, GRIDS, DECISIONS, GOODS = 620, 35, 60, 30
NAME = "大柳树湾村"
_SURNAMES = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜"
_GIVEN = "建国秀英桂兰志强玉珍德明春梅海燕文华永福小军红霞立新长生凤琴"
_LONG = (
    "欧阳建国", "司马玉兰", "尼玛次仁", "买买提·吐尔逊", "阿依古丽·艾合买提", "巴特尔·乌力吉孟和",
    "古丽巴哈尔·吾买尔江", "阿卜杜热合曼·买买提明", "努尔买买提·阿卜杜拉江木",
)  # fmt: skip
_ITEMS = (
    ("香皂", "块", 5), ("抽纸", "包", 4), ("洗衣粉", "袋", 14), ("食用盐", "袋", 3), ("酱油", "瓶", 9),
    ("毛巾", "条", 8), ("大米（东北珍珠米）", "袋", 60), ("菜籽油", "桶", 96.5), ("牙膏", "支", 7.5),
    ("洗洁精", "瓶", 8),
)  # fmt: skip


def day(text: str) -> date:
    return date.fromisoformat(text)


class Clerk:
    """Who types the commands, in the village's folder; a refusal ends the run."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def __call__(self, on: str, *arguments: str, wrong: bool = False) -> Any:
        from jifen.cli.main import run

        os.environ |= {"JIFEN_TODAY": on, "JIFEN_OPERATOR": "村文书"}
        out, err = io.StringIO(), io.StringIO()
        with chdir(self.folder), redirect_stdout(out), redirect_stderr(err):
            code = run([*arguments, "--db", "jifen.db", "--yes", "--json"])
        if code and not wrong:
            sys.exit(f"{on} jifen {' '.join(arguments)}: exit {code}\n{err.getvalue()}{out.getvalue()[:3000]}")
        return json.loads(out.getvalue() or "null")


def heads(chance: random.Random) -> list[str]:
    """As many heads, some of whom share a name, of 2 to 12 characters."""
    names = [chance.choice(_SURNAMES) + "".join(chance.sample(_GIVEN, chance.randint(1, 2))) for _ in range(HOUSEHOLDS)]
    for number in range(7, HOUSEHOLDS, 23):
        names[number] = _LONG[number // 23 % len(_LONG)]
    return names


def register(folder: Path, chance: random.Random) -> list[tuple[str, str, int]]:
    """Write the roster; gives code, head and grid of each household."""
    people = []
    for number, head in enumerate(heads(chance)):
        grid = number % GRIDS + 1
        people.append((f"{grid:02}-{number // GRIDS + 1:02}", head, grid))
    people.sort()
    rows = [
        (f"第{grid}微网格", code, head, f"{grid % 9 + 1}组", chance.randint(1, 8), "外出" if n % 97 == 5 else "参评")
        for n, (code, head, grid) in enumerate(people)
    ]
    write(folder / "花名册.xlsx", ("网格", "户编号", "户主姓名", "村民小组", "家庭人口", "参评状态"), rows)
    return people


def write(path: Path, header: tuple[str, ...], rows: list[Any]) -> None:
    book = openpyxl.Workbook()
    sheet: Any = book.active
    for row in (header, *rows):
        sheet.append(row)
    book.save(path)


def columns(sheet: Any) -> tuple[int, dict[str, int]]:
    """The row of the headers and the column of each."""
    for row in sheet.iter_rows():
        if any(cell.value == "户编号" for cell in row):
            below = list(sheet[row[0].row + 1])
            named = {str(cell.value).splitlines()[0]: cell.column for cell in (*below, *row) if cell.value is not None}
            return row[0].row, named
    raise ValueError(sheet.title)


def fill_meeting(path: Path, target: Path, chance: random.Random, *, bad: bool = False) -> None:
    """A filled-in copy of a blank sheet by categories: half points, some deductions, many blanks."""
    book = openpyxl.load_workbook(path)
    sheet: Any = book.active
    start, named = columns(sheet)
    gains = [named[name] for name in ("环境卫生", "公益志愿", "村务参与", "移风易俗", "邻里和睦")]
    for row in range(start + 2, sheet.max_row + 1):
        if not isinstance(sheet.cell(row, 1).value, int):
            continue
        for column in gains:
            if chance.random() < 0.45:
                sheet.cell(row, column).value = chance.randint(1, 12) / 2
        if chance.random() < (0.06 if bad else 0.02):
            sheet.cell(row, named["环境卫生"]).value = -chance.randint(2, 16) / 2
    book.save(target)


def fill_events(path: Path, target: Path, people: list[tuple[str, str, int]], chance: random.Random) -> None:
    """A sheet of events by rules and days, two hundred of them."""
    rules = [("HJ02", 2), ("HJ05", 2), ("GY01", 1), ("CW03", 3), ("HJ10", -2), ("HJ01", 5)]
    book = openpyxl.load_workbook(path)
    sheet: Any = book.active
    start, named = columns(sheet)
    chosen = chance.sample(people, 200)
    for row in range(start + 1, sheet.max_row + 1):
        number = row - start - 1
        code, head, grid = chosen[number] if number < len(chosen) else (None, None, None)
        if not isinstance(sheet.cell(row, 1).value, int):
            continue
        rule, points = chance.choice(rules)
        values = {"网格": grid, "户编号": code, "户主": head}
        if code:
            values |= {"日期": f"2025-05-{chance.randint(1, 28):02}", "项目编号": rule, "分值": points}
        for name, value in values.items():
            sheet.cell(row, named[name]).value = value
    book.save(target)


def months(clerk: Clerk, people: list[tuple[str, str, int]], chance: random.Random) -> None:
    """From December to June: sheets by categories, May by events; the notices hang, then they are final."""
    ends = {"2024-12": "2024-12-31", "2025-01": "2025-01-31", "2025-02": "2025-02-28", "2025-03": "2025-03-31",
            "2025-04": "2025-04-30", "2025-05": "2025-05-31", "2025-06": "2025-06-30"}  # fmt: skip
    for month, last in ends.items():
        layout = "events" if month == "2025-05" else "wide"
        blank, filled = f"空白{month}.xlsx", f"评议表{month}.xlsx"
        clerk(last, "meeting", "sheet", month, "--layout", layout, "-o", blank)
        if layout == "events":
            fill_events(clerk.folder / blank, clerk.folder / filled, people, chance)
            minutes(clerk, last, month)
        else:
            fill_meeting(clerk.folder / blank, clerk.folder / filled, chance, bad=month == "2024-12")
        clerk(last, "meeting", "import", filled, "--month", month, "--held-on", last)
        clerk(last, "meeting", "publish", month)
        clerk(str(day(last).fromordinal(day(last).toordinal() + 4)), "meeting", "finalize", month)


def minutes(clerk: Clerk, last: str, month: str) -> None:
    """What the meeting decided, sixty times, some of it long."""
    kinds = (
        "李家沟清淤由二组负责，六月十五日前完成",
        "公益岗轮换名单照上月不变",
        "村道两侧的柴草由各户自行移走，逾期的由网格员登记后统一清运，清运费用从集体收入中列支，不向农户收取",
        "同意",
    )
    notes = [f"--note=第{n + 1}件：{kinds[n % len(kinds)]}" for n in range(DECISIONS)]
    people = ("--chair", "赵德明", "--recorder", "钱文华", "--expected", "41", "--present", "38")
    facts = ("--place", "村部会议室", *people)
    clerk(last, "meeting", "record", month, "--held-on", last, *facts, "--panel", "、".join(_LONG), *notes)


def corrections(clerk: Clerk) -> None:
    """Lines of the meeting by events put right: changed, cancelled, one more; some households owe points by it."""
    entries = clerk("2025-07-14", "points", "entries", "--month", "2025-05")
    why = ("--reason", "经核对签到册，原记录有误")
    for number, entry in enumerate(entries[:12]):
        asked = ("--points", "1.5", "--category", entry["category"]) if number % 3 else ()
        about = (entry["household"], "--entry", str(entry["id"]))
        clerk("2025-07-14", "meeting", "correct", "2025-05", *about, *asked, *why)
    balances = clerk("2025-07-14", "points", "balance")
    poor = [b["household"] for b in balances if 0 < float(b["available"]) < 6][:6]
    lost = ("--extra", "--points", "-8.5", "--category", "环境卫生", "--reason", "六月二十日清运时仍未移走，会议补记")
    for code in poor:
        clerk("2025-07-14", "meeting", "correct", "2025-06", code, *lost)


def lists(clerk: Clerk) -> None:
    """The second half of 2024 with a black list and no red one, the first of 2025 with a red list and no black one."""
    clerk("2025-03-10", "settings", "set", "red", "min:500")
    for period, on, told, until in (
        ("2024H2", "2025-03-10", "2024-12-10", "2025-01-05"),
        ("2025H1", "2025-07-10", "2025-06-05", "2025-07-05"),
    ):
        if period == "2025H1":
            clerk(on, "settings", "set", "red", "share:20")
        draft = clerk(on, "board", "draft", period, "--allow-missing", "-o", f"评议{period}.xlsx")
        book = openpyxl.load_workbook(clerk.folder / draft["path"])
        sheet = book["黑榜"]
        start, named = columns(sheet)
        for row in range(start + 1, sheet.max_row + 1):
            if not sheet.cell(row, named["户编号"]).value:
                continue
            listed = period == "2024H2" and row < start + 15
            values: dict[str, str] = {"决定": "上榜" if listed else "不上榜"}
            if listed:
                values |= {"条款": "乱倒垃圾、污水", "事实": "在渠边倒建筑垃圾两车", "发生日期": "2024-12-05",
                           "告知日期": told, "整改期限": until, "复查结果": "未整改"}  # fmt: skip
            for name, value in values.items():
                sheet.cell(row, named[name]).value = value
        book.save(clerk.folder / f"评议{period}已填.xlsx")
        clerk(on, "board", "review", period, f"评议{period}已填.xlsx")
        clerk(on, "board", "publish", period)


def shop(clerk: Clerk, chance: random.Random) -> None:
    """Thirty goods, some given, a session at which two hundred households take something."""
    rows = []
    for n in range(GOODS):
        name, unit, price = _ITEMS[n % len(_ITEMS)]
        more = "" if n < len(_ITEMS) else f"{'甲乙'[n // len(_ITEMS) - 1]}级"
        rows.append((f"A{n + 1:02}", f"{name}{more}", "500克" if n % 2 else "", unit, price, price / 2, 400, "采购"))
    header = ("编号", "名称", "规格", "单位", "积分价", "参考价(元)", "数量", "来源")
    write(clerk.folder / "物资.xlsx", header, rows)
    clerk("2025-07-12", "fund", "in", "30000", "--reason", "集体收入")
    clerk("2025-07-12", "goods", "import", "物资.xlsx")
    donors = ("县供销合作社联合社", "在外乡贤赵建国", "大柳树湾村商会（筹）全体会员单位", "王*华")
    for n in range(24):
        item = f"A{n + 1:02}"
        given = ("--donation", donors[n % 4], "--value", f"{20 + n * 7.5:.2f}", "--receipt", f"{n + 1:04}")
        clerk("2025-07-12", "goods", "receive", item, "10", *given)
    clerk("2025-07-12", "redeem", "open", "2025Q2")
    blank = clerk("2025-07-12", "redeem", "sheet", "2025Q2", "-o", "签领.xlsx")
    book = openpyxl.load_workbook(clerk.folder / blank["path"])
    for sheet in book.worksheets:
        start, named = columns(sheet)
        items = [column for name, column in named.items() if name[:1] == "A" and name[1:3].isdigit()]
        prices = {column: _price(sheet, start, column) for column in items}
        for row in range(start + 1, sheet.max_row + 1):
            has = sheet.cell(row, named["可用积分"]).value
            if isinstance(has, int | float) and has >= 20 and chance.random() < 0.5:
                column = chance.choice([c for c in items if prices[c] <= has / len(book.worksheets)] or [None])
                if column:
                    sheet.cell(row, column).value = 1
    book.save(clerk.folder / "签领已填.xlsx")
    clerk("2025-07-13", "redeem", "import", "签领已填.xlsx")
    clerk("2025-07-14", "redeem", "close", "2025Q2")


def _price(sheet: Any, start: int, column: int) -> float:
    import re

    texts = [str(sheet.cell(row, column).value or "") for row in (start, start + 1)]
    found = re.search(r"([\d.]+)分", "".join(texts))
    return float(found[1]) if found else 1e9


def build(folder: Path) -> Village:
    """The whole village in a new folder."""
    chance = random.Random(620)
    folder.mkdir(parents=True)
    clerk = Clerk(folder)
    people = register(folder, chance)
    clerk("2024-12-01", "init", NAME, "--township", "示范镇", "--county", "示范县", "--hotline", "0000-0000000")
    clerk("2024-12-01", "roster", "import", "花名册.xlsx")
    months(clerk, people, chance)
    lists(clerk)
    shop(clerk, chance)
    corrections(clerk)
    known = ("2025-05", "2025-06")
    return Village(clerk, folder, "2025-07-20", "2025-07", ("2024H2", "2025H1"), "2025Q2", known, registers=())


def demonstration(folder: Path) -> Village:
    """The demonstration village, as `jifen demo` makes it."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    from jifen.cli.main import run

    with redirect_stdout(io.StringIO()):
        run(["demo", str(folder)])
    return Village(Clerk(folder), folder, "2025-07-20", "2025-07", ("2025H1",), "2025Q2", ("2025-05", "2025-06"))


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--papers", action="store_true")
    parser.add_argument("--demonstration", action="store_true")
    asked = parser.parse_args()
    village = demonstration(asked.folder / "演示村") if asked.demonstration else build(asked.folder / NAME)
    if asked.papers:
        print_everything(village)
    return 0


if __name__ == "__main__":
    sys.exit(main())
