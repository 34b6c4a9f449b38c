"""A village with a scheme, large or small, and beside it a party branch and grid workers with books of their own.

`python tools/scheme_village.py FOLDER [--households 620] [--papers]`: quarters from a base of 100 with five grades,
what lies above is spendable, ranked by village group; a rule book with every form of rule; lists of the village's own,
a score cleared. `--papers`: every paper of it into FOLDER/*/纸. Not shipped; the same every time.
"""

import argparse
import random
import sys
from pathlib import Path
from typing import Any

import openpyxl

from every_paper import Village, print_other_books, print_scheme
from large_village import HOUSEHOLDS, Clerk, columns, day, heads, minutes, write

_RULES = (
    ("XY01", "公益志愿", "志愿服务", "10小时+2；20小时+5；50小时+10", "", "40/年", "", "", ""),
    ("XY02", "公益志愿", "捐资助学、修路等公益事业", "100–1000元每100元+1；1001–5000元每400元+1", "", "", "", "", ""),
    ("XY03", "公益志愿", "无偿献血", "+5", "次", "10/半年", "", "", "12"),
    ("HJ01", "环境卫生", "庭院整洁，门前三包落实，评为本季度示范庭院", "+5", "次", "5/季", "庭院", "", ""),
    ("HJ02", "环境卫生", "庭院整洁", "+2", "次", "2/天，10/类别/季", "庭院", "", ""),
    ("HJ03", "环境卫生", "乱倒垃圾、污水，焚烧秸秆", "一般-5；较重-10；严重-15", "次", "", "", "3", ""),
    ("ZF01", "遵规守法", "违反村规民约的其他行为，由评议会在范围里定", "-3~-15", "次", "", "", "", ""),
    ("MF01", "移风易俗", "红白事简办，照检查清单逐项打分", "0~10", "次", "", "", "", ""),
    ("MF02", "移风易俗", "参加村里的文体活动", "+1/+2", "次", "4/月", "", "", "6"),
    ("CW01", "村务参与", "参加村民会议", "+1.5", "次", "", "", "", ""),
)
_RULE_HEADER = ("编号", "类别", "项目", "分值", "单位", "上限", "就高组", "加倍月数", "有效月数")
_SCHEME = (
    ("评议周期", "每季"), ("基础分", "100"), ("最低分", "0"), ("最高分", "130"),
    ("等级", "五星级文明诚信示范农户:115；四星:108；三星:100；二星:90；一星:其余"),
    ("可兑换", "超过100的部分"), ("分组排名", "村民小组"), ("公示名次", "是"), ("中途来去", "按月折算"),
)  # fmt: skip
_BRANCH = (
    ("评议周期", "每季"), ("基础分", "70"), ("最低分", "0"), ("最高分", "100"),
    ("等级", "优秀:90；合格:60；不合格:其余"), ("公示名次", "是"), ("对象", "党员"),
)  # fmt: skip
_WORKERS = (
    ("评议周期", "每月"), ("基础分", "40"), ("等级", "优秀:50；合格:40；待改进:其余"), ("公示名次", "是"),
    ("对象", "网格员"),
)  # fmt: skip
_BRANCH_RULES = (
    ("DY01", "组织生活", "按时参加三会一课", "+2", "次"),
    ("DY02", "志愿服务", "党员志愿服务", "10小时+5；20小时+10", ""),
    ("DY03", "纪律", "无故不参加组织生活", "-5", "次"),
)
_WORKER_RULES = (
    ("WG01", "事项办理", "按时办结", "+1", "件"),
    ("WG02", "群众评价", "群众评价满分", "+2", "件"),
    ("WG03", "事项办理", "超期", "-2", "件"),
)
LISTS = """["示范户"]
"编号" = "model"
"授予" = "户"
"周期" = "季"
"等级" = ["五星级文明诚信示范农户"]
"底色" = "绿"

["黄榜"]
"编号" = "yellow"
"性质" = "整改"
"周期" = "季"
"最高积分" = -1
"扣分不少于" = 10
"""


def rule_book(path: Path, rules: tuple[tuple[str, ...], ...], scheme: tuple[tuple[str, str], ...]) -> None:
    """A rule book with its sheet 办法."""
    write(path, _RULE_HEADER, list(rules))
    book = openpyxl.load_workbook(path)
    sheet: Any = book.create_sheet("办法")
    for row in (("项目", "内容"), *scheme):
        sheet.append(row)
    book.save(path)


def village(folder: Path, households: int) -> Village:
    """The village: two quarters at their meetings, the second by events; lists; the third quarter not yet met."""
    chance = random.Random(households)
    folder.mkdir(parents=True)
    clerk = Clerk(folder)
    grids = max(2, households // 18)
    people = sorted(
        (f"{n % grids + 1:02}-{n // grids + 1:02}", name) for n, name in enumerate(heads(chance)[:households])
    )
    rows = [
        (f"第{int(code[:2])}微网格", code, head, f"{int(code[:2]) % 9 + 1}组", 3, "外出" if n % 97 == 5 else "参评")
        for n, (code, head) in enumerate(people)
    ]
    write(folder / "花名册.xlsx", ("网格", "户编号", "户主姓名", "村民小组", "家庭人口", "参评状态"), rows)
    rule_book(folder / "细则.xlsx", _RULES, _SCHEME)
    (folder / "模板").mkdir()
    (folder / "模板" / "荣誉.toml").write_text(LISTS, encoding="utf-8")
    where = ("--township", "示范镇", "--county", "示范县", "--hotline", "0000-0000000")
    clerk("2025-01-01", "init", "大柳树湾村", *where, "--rulebook", "细则.xlsx")
    clerk("2025-01-01", "roster", "import", "花名册.xlsx")
    clerk("2025-02-03", "roster", "add", f"{grids:02}-90", "古丽巴哈尔·吾买尔江", "--grid", str(grids), "--people", "4")
    for month, last in (("2025-03", "2025-03-31"), ("2025-06", "2025-06-30")):
        sheet = events([code for code, _ in people], month, chance)
        write(folder / f"{month}.xlsx", ("日期", "户编号", "项目编号", "程度", "数量", "分值"), sheet)
        minutes(clerk, last, month)
        clerk(last, "meeting", "import", f"{month}.xlsx", "--month", month, "--held-on", last)
        if month == "2025-06":
            why = ("--document", "6月30日村民代表会议决定", "--reason", "酒后驾车", "--category", "遵规守法")
            clerk(last, "points", "clear", people[3][0], month, *why)
        clerk(last, "meeting", "publish", month)
        clerk(str(day(last).fromordinal(day(last).toordinal() + 4)), "meeting", "finalize", month)
    lists(clerk)
    return Village(clerk, folder, "2025-07-20", "2025-09", ("2025H1",), "2025Q2", ("2025-03", "2025-06"), registers=())


def events(codes: list[str], month: str, chance: random.Random) -> list[tuple[Any, ...]]:
    """Two or so lines a household: hours, yuan, severities, plain points."""
    kinds = (
        ("XY01", "", (12, 22, 55), 5), ("XY02", "", (300, 1000, 3000), 5), ("XY03", "", (), 5), ("HJ01", "", (), 5),
        ("HJ03", "较重", (), 1), ("MF01", "", (), 7.5), ("CW01", "", (), 1.5), ("ZF01", "", (), -11.5),
    )  # fmt: skip
    rows: list[tuple[Any, ...]] = []
    for code in codes:
        for rule, named, amounts, points in chance.sample(kinds, chance.randint(0, 3)):
            amount = chance.choice(amounts) if amounts else ""
            value = "" if named or amounts else points
            rows.append((f"{month}-{chance.randint(1, 28):02}", code, rule, named, amount, value))
    return rows


def lists(clerk: Clerk) -> None:
    """The half-year's red list by grade and a black one, and the two lists of the village's own."""
    on = "2025-07-10"
    clerk(on, "settings", "set", "red", "level:五星级文明诚信示范农户,四星")
    draft = clerk(on, "board", "draft", "2025H1", "-o", "评议.xlsx", "--pdf")
    decided = {"条款": "乱倒垃圾、污水，焚烧秸秆", "事实": "在渠边倒建筑垃圾两车", "发生日期": "2025-06-05",
               "告知日期": "2025-06-10", "整改期限": "2025-07-05", "复查结果": "未整改"}  # fmt: skip
    review(clerk.folder / draft["path"], "黑榜", decided, 12)
    clerk(on, "board", "review", "2025H1", draft["path"])
    clerk(on, "board", "publish", "2025H1")
    for kind, values in (
        ("示范户", {}),
        ("黄榜", {"事实": "2025年6月5日，村东渠边，倒建筑垃圾两车", "整改期限": "2025-08-05"}),
    ):
        clerk(on, "honour", "draft", "2025Q2", kind, "-o", f"{kind}.xlsx", "--pdf")
        review(clerk.folder / f"{kind}.xlsx", kind, values, 40)
        clerk(on, "honour", "review", "2025Q2", kind, f"{kind}.xlsx")
        clerk(on, "honour", "publish", "2025Q2", kind)


def review(path: Path, title: str, values: dict[str, str], most: int) -> None:
    """Fill in a review: that many listed with these values, the rest not."""
    book = openpyxl.load_workbook(path)
    sheet = book[title]
    start, named = columns(sheet)
    taken = 0
    for row in range(start + 1, sheet.max_row + 1):
        if not sheet.cell(row, named["户编号"]).value:
            continue
        taken += 1
        chosen = values if taken <= most else {}
        for name, value in {"决定": "上榜" if taken <= most else "不上榜", **chosen}.items():
            sheet.cell(row, named[name]).value = value
    book.save(path)


def branch(folder: Path) -> Village:
    """A party branch of 41 members in three groups, by quarters."""
    rows = [(f"第{n % 3 + 1}党小组", f"{n % 3 + 1:02}-{n // 3 + 1:02}", head) for n, head in enumerate(_some(41))]
    rule_book(folder / "细则.xlsx", _BRANCH_RULES, _BRANCH)
    done = (("DY01", 1), ("DY02", 12))
    met = [(n, code) for n, (_, code, _) in enumerate(rows) if n % 5]
    sheet = [(f"2025-06-{n % 28 + 1:02}", code, rule, amount) for n, code in met for rule, amount in done]
    sheet += [("2025-06-05", rows[7][1], "DY03", 1), ("2025-06-06", rows[8][1], "DY03", 1)]
    return _other_book(folder, "大柳树湾村党支部", ("党小组", "党员编号", "姓名"), sorted(rows), sheet)


def workers(folder: Path) -> Village:
    """Grid workers, one a grid, by months."""
    rows = [(f"第{n + 1}微网格", f"{n + 1:02}-01", head) for n, head in enumerate(_some(35))]
    rule_book(folder / "细则.xlsx", _WORKER_RULES, _WORKERS)
    sheet = [("2025-06-09", code, "WG01", n % 9 + 1) for n, (_, code, _) in enumerate(rows) if n % 4]
    sheet += [("2025-06-10", code, "WG03", 1) for _, code, _ in rows[::6]]
    return _other_book(folder, "大柳树湾村网格员", ("网格", "网格员编号", "姓名"), rows, sheet)


def _some(number: int) -> list[str]:
    """Names no two of which are the same."""
    return list(dict.fromkeys(heads(random.Random(number))))[:number]


def _other_book(folder: Path, name: str, header: tuple[str, ...], rows: list[Any], sheet: list[Any]) -> Village:
    clerk = Clerk(folder)
    write(folder / "名册.xlsx", header, rows)
    clerk("2025-04-01", "init", name, "--township", "示范镇", "--rulebook", "细则.xlsx")
    clerk("2025-04-01", "roster", "import", "名册.xlsx")
    write(folder / "2025-06.xlsx", ("日期", header[1], "项目编号", "数量"), sheet)
    on, month = "2025-06-30", "2025-06"
    minutes(clerk, on, month)
    clerk(on, "meeting", "import", "2025-06.xlsx", "--month", month, "--held-on", on)
    clerk(on, "meeting", "publish", month)
    clerk("2025-07-04", "meeting", "finalize", month)
    return Village(clerk, folder, "2025-07-20", "2025-07", ("2025H1",), "2025Q2", (month,), registers=())


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--households", type=int, default=HOUSEHOLDS)
    parser.add_argument("--papers", action="store_true")
    asked = parser.parse_args()
    met = village(asked.folder / "村", asked.households)
    others = []
    for word, build in (("支部", branch), ("网格员", workers)):
        (asked.folder / word).mkdir()
        others.append(build(asked.folder / word))
    if asked.papers:
        print_scheme(met)
        for other in others:
            print_other_books(other)
    return 0


if __name__ == "__main__":
    sys.exit(main())
