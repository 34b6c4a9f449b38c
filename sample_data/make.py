"""Writes the sheets of the demonstration village: `python sample_data/make.py [FOLDER]` (default: beside this file).

The same bytes on every machine: fixed days in the properties, fixed times in the archives, and archives stored
without compression, because the outcome of compression differs between releases of zlib. Each month comes in another
of the layouts that village offices use; what they say is what `village.py` decided.
"""

import csv
import io
import itertools
import os
import re
import sys
import zipfile
from collections import defaultdict
from collections.abc import Callable, Iterable
from datetime import date, datetime
from pathlib import Path

os.environ["OPENPYXL_LXML"] = "False"  # lxml, where it happens to be installed, writes other bytes

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, NamedStyle, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet
from village import (
    HELD_ON,
    LATER,
    RULES_FILE,
    SEED,
    VILLAGE,
    YEAR,
    Deed,
    Dice,
    Household,
    Register,
    add_later,
    make_village,
    words,
)

HERE = Path(__file__).resolve().parent
SECOND = "下半年"
"""The folder of the second half-year's sheets."""
STAMP = datetime(2025, 1, 1)
SHORT = {
    "发展经济": "发展", "移风易俗": "移风", "环境卫生": "环境", "遵规守法": "遵规",
    "孝老爱亲": "孝老", "邻里和睦": "邻里", "公益志愿": "公益", "村务参与": "村务",
}  # fmt: skip
CATEGORIES = tuple(SHORT)
SIGNATURES = "评议小组签字：　　　　村监委监督签字：　　　　党支部书记：　　　　制表：　　　　（盖章）"
GOODS = (
    ("A01", "香皂", "108克/块", "块", 5, 2.5, 120, "采购"),
    ("A02", "抽纸", "3层100抽/包", "包", 4, 2, 200, "采购"),
    ("A03", "洗衣粉", "1千克/袋", "袋", 14, 7, 60, "采购"),
    ("A04", "洗洁精", "1.1千克/瓶", "瓶", 12, 6, 60, "采购"),
    ("A05", "毛巾", "34×74厘米/条", "条", 10, 5, 80, "采购"),
    ("A06", "牙膏", "120克/支", "支", 8, 4, 80, "采购"),
    ("B01", "食用盐", "400克/袋", "袋", 4, 2, 150, "采购"),
    ("B02", "酱油", "500毫升/瓶", "瓶", 12, 6, 50, "采购"),
    ("B03", "挂面", "1千克/把", "把", 12, 6, 80, "采购"),
    ("B04", "大米", "5千克/袋", "袋", 60, 30, 12, "捐赠（柳河乡友会）"),
    ("B05", "食用油", "1.8升/桶", "桶", 50, 25, 12, "捐赠（柳河乡友会）"),
    ("C01", "作业本", "10本/包", "包", 10, 5, 40, "捐赠（柳河小学校友会）"),
)

Sheets = dict[str, bytes]
Cell = str | int | float | None


def short_day(on: date) -> str:
    return f"{on.month}月{on.day}日"


def long_day(on: date) -> str:
    return f"{on.year}年{on.month}月{on.day}日"


DAYS: tuple[Callable[[date], str], ...] = (
    short_day,
    long_day,
    lambda on: f"{on.year}.{on.month}.{on.day}",
    lambda on: on.isoformat(),
)


def held_on(month: int) -> date:
    return date(YEAR, month, HELD_ON[month])


def spaced(name: str) -> str:
    """Names of two characters set as wide as those of three, as office people do."""
    return "　".join(name) if len(name) == 2 else name


# --- writing -------------------------------------------------------------------------------------------------------


def new_book() -> Workbook:
    """An empty workbook with the three styles that the sheets share."""
    book = Workbook()
    book.remove(book.worksheets[0])
    side = Side(style="thin")
    box = Border(left=side, right=side, top=side, bottom=side)
    centre = Alignment(horizontal="center", vertical="center", wrap_text=True)
    book.add_named_style(NamedStyle("标题", font=Font("宋体", size=18, bold=True), alignment=centre))
    book.add_named_style(NamedStyle("表头", font=Font("宋体", size=10, bold=True), alignment=centre, border=box))
    book.add_named_style(NamedStyle("格", font=Font("宋体", size=10), alignment=centre, border=box))
    return book


def new_sheet(book: Workbook, name: str, title: str, widths: Iterable[float]) -> Worksheet:
    """A landscape A4 sheet with its title merged over all columns."""
    sheet: Worksheet = book.create_sheet(name)
    widths = list(widths)
    for column, width in enumerate(widths, 1):
        sheet.column_dimensions[get_column_letter(column)].width = width
    sheet.append([title])
    sheet.cell(1, 1).style = "标题"
    sheet.merge_cells(start_row=1, start_column=1, end_row=1, end_column=len(widths))
    sheet.row_dimensions[1].height = 30
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = 9
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    return sheet


def put(sheet: Worksheet, cells: Iterable[Cell], style: str = "格") -> int:
    """A row at the end, every cell styled; its number."""
    cells = list(cells)
    sheet.append(cells)
    row = sheet.max_row
    for column in range(1, len(cells) + 1):
        sheet.cell(row, column).style = style
    return row


def two_header_rows(sheet: Worksheet, upper: list[Cell], lower: list[Cell]) -> None:
    """Merged downwards where nothing stands below, to the right where a group goes on."""
    first = put(sheet, upper, "表头")
    put(sheet, lower, "表头")
    for column, below in enumerate(lower, 1):
        if below is None:
            sheet.merge_cells(start_row=first, start_column=column, end_row=first + 1, end_column=column)
    merge_groups(sheet, first, upper, lower)
    sheet.print_title_rows = f"1:{first + 1}"


def merge_groups(sheet: Worksheet, row: int, upper: list[Cell], lower: list[Cell]) -> None:
    starts = [i for i, text in enumerate(upper) if text is not None] + [len(upper)]
    for start, end in itertools.pairwise(starts):
        while end > start and lower[end - 1] is None:
            end -= 1
        if end - start > 1:
            sheet.merge_cells(start_row=row, start_column=start + 1, end_row=row, end_column=end)


def saved(book: Workbook) -> bytes:
    """The workbook's bytes, without a trace of when they were written."""
    book.properties.creator = "村文书"
    book.properties.created = STAMP
    written, fixed = io.BytesIO(), io.BytesIO()
    book.save(written)
    with zipfile.ZipFile(written) as source, zipfile.ZipFile(fixed, "w", zipfile.ZIP_STORED) as target:
        for name in source.namelist():
            content = source.read(name)
            if name == "docProps/core.xml":
                content = re.sub(rb"(<dcterms:modified[^>]*>)[^<]*", rb"\g<1>2025-01-01T00:00:00Z", content)
            info = zipfile.ZipInfo(name, (2025, 1, 1, 0, 0, 0))
            info.create_system = 0
            target.writestr(info, content)
    return fixed.getvalue()


# --- the roster and the goods --------------------------------------------------------------------------------------


def roster(households: list[Household]) -> bytes:
    book = new_book()
    header = words("序号 网格 户编号 户主姓名 村民小组 家庭人口 常住人口 党员数 户类别 人口类型 联系电话 参评状态 备注")
    sheet = new_sheet(book, "花名册", f"{VILLAGE}户主花名册", (6, 12, 9, 11, 10, 9, 9, 8, 9, 9, 14, 9, 12))
    sheet.append([f"单位：{VILLAGE}村民委员会", *[None] * 8, "2024年12月31日"])
    put(sheet, header, "表头")
    for number, h in enumerate(households, 1):
        person: list[Cell] = [h.people, h.at_home, h.members, h.tier, "户籍", None, h.status, None]
        put(sheet, [number, f"第{h.grid}微网格", h.code, spaced(h.head), h.group, *person])
    sheet.append([])
    sheet.append(["制表：　　　　审核："])
    return saved(book)


def goods() -> bytes:
    book = new_book()
    sheet = new_sheet(book, "物资清单", f"{VILLAGE}积分超市物资清单", (8, 12, 16, 8, 10, 12, 8, 24))
    put(sheet, words("编号 名称 规格 单位 积分价 参考价(元) 数量 来源"), "表头")
    for item in GOODS:
        put(sheet, item)
    return saved(book)


# --- the months ----------------------------------------------------------------------------------------------------


def grids_of(households: list[Household]) -> list[int]:
    return sorted({h.grid for h in households})


def by_category(deeds: Iterable[Deed]) -> dict[tuple[str, str], int]:
    """Net points by household and category."""
    sums: dict[tuple[str, str], int] = defaultdict(int)
    for deed in deeds:
        if deed.counts:
            sums[deed.household, deed.rule.category] += deed.points
    return sums


def wide(month: int, households: list[Household], deeds: list[Deed]) -> bytes:
    """One row a household, one column a category, subtotals; strokes for none, as on a sheet filled in by hand."""
    book = new_book()
    title = f"{VILLAGE}{YEAR}年{month}月积分评议汇总表"
    sheet = new_sheet(book, f"{YEAR}年{month}月", title, (6, 9, 10, *[7] * 8, 10, 10, 12))
    sheet.append(["网格：全村", None, None, None, f"评议日期：{long_day(held_on(month))}", *[None] * 7, "单位：分"])
    upper: list[Cell] = ["序号", "户编号", "户主", "本月得分（加分为正、扣分为负）", *[None] * 7]
    lower: list[Cell] = [None, None, None, *SHORT.values()]
    two_header_rows(sheet, [*upper, "本月合计", "签字", "备注"], [*lower, None, None, None])
    sums, village, number = by_category(deeds), 0, 0
    for grid in grids_of(households):
        subtotal = 0
        for h in (h for h in households if h.grid == grid):
            number += 1
            points = [sums.get((h.code, c)) or strokes(h.code, i) for i, c in enumerate(CATEGORIES)]
            total = sum(p for p in points if isinstance(p, int))
            subtotal += total
            put(sheet, [number, h.code, spaced(h.head), *points, total, None, None])
        village += subtotal
        total_row(sheet, f"第{grid}微网格小计", subtotal)
    total_row(sheet, "合　计", village)
    sheet.append(["备注：空白、“/”和“—”均表示本月无得分。"])
    sheet.append([SIGNATURES])
    return saved(book)


def strokes(code: str, column: int) -> str | None:
    """Mostly nothing; here and there a stroke."""
    return {0: "/", 1: "—"}.get((int(code[:2]) * 7 + int(code[3:]) * 3 + column * 5) % 11)


def total_row(sheet: Worksheet, label: str, total: int) -> None:
    row = put(sheet, [label, *[None] * 10, total, None, None], "表头")
    sheet.merge_cells(start_row=row, start_column=1, end_row=row, end_column=3)


def by_grid(month: int, households: list[Household], deeds: list[Deed]) -> bytes:
    """A sheet a grid, and a summary sheet that says every total again."""
    book = new_book()
    summary = new_sheet(book, "汇总", f"{VILLAGE}{YEAR}年{month}月各户积分汇总", (6, 14, 10, 12, 12))
    put(summary, ["序号", "网格", "户编号", "户主", "本月合计"], "表头")
    sums = by_category(deeds)
    for grid in grids_of(households):
        title = f"第{grid}微网格{YEAR}年{month}月积分评议表"
        sheet = new_sheet(book, f"第{grid}网格", title, (6, 9, 10, *[7] * 8, 10, 10, 12))
        sheet.append([f"网格：第{grid}微网格", *[None] * 3, f"评议日期：{long_day(held_on(month))}"])
        upper: list[Cell] = ["序号", "户编号", "户主", "本月得分（加分为正、扣分为负）", *[None] * 7]
        lower: list[Cell] = [None, None, None, *SHORT.values()]
        two_header_rows(sheet, [*upper, "本月合计", "签字", "备注"], [*lower, None, None, None])
        whole = 0
        for number, h in enumerate((h for h in households if h.grid == grid), 1):
            points = [sums.get((h.code, c)) or None for c in CATEGORIES]
            total = sum(filter(None, points))
            whole += total
            put(sheet, [number, h.code, h.head, *points, total, None, None])
            put(summary, [summary.max_row - 1, f"第{grid}微网格", h.code, h.head, total])
        total_row(sheet, "合　计", whole)
        sheet.append([SIGNATURES])
    return saved(book)


EVENT_HEADER = words("序号 日期 网格 户编号 户主 行为人 加/减 项目编号 积分项目 事项详情 分值 申报来源 评议结果 备注")


def event_row(number: int, deed: Deed, head: str) -> list[Cell]:
    return [
        number,
        DAYS[(number * 5 // 3) % len(DAYS)](deed.on),
        f"第{int(deed.household[:2])}微网格",
        deed.household,
        head,
        deed.actor,
        "加" if deed.points > 0 else "减",
        deed.rule.code,
        deed.rule.wording,
        deed.detail,
        abs(deed.points),
        deed.told_by,
        deed.verdict,
        None,
    ]


def events(month: int, households: list[Household], deeds: list[Deed]) -> bytes:
    """One row an event; the cells of a household with several are merged down."""
    book = new_book()
    widths = (6, 13, 12, 9, 10, 9, 7, 9, 26, 28, 7, 9, 9, 10)
    sheet = new_sheet(book, "明细", f"{VILLAGE}{YEAR}年{month}月积分登记明细表", widths)
    sheet.append([f"评议日期：{long_day(held_on(month))}　　主持人：村党支部"])
    put(sheet, EVENT_HEADER, "表头")
    sheet.print_title_rows = "1:3"
    heads = {h.code: h.head for h in households}
    first, before = 0, ""
    for number, deed in enumerate(deeds, 1):
        row = put(sheet, event_row(number, deed, heads[deed.household]))
        if deed.household != before:
            first, before = row, deed.household
        elif number == len(deeds) or deeds[number].household != before:
            for column in (3, 4, 5):
                sheet.merge_cells(start_row=first, start_column=column, end_row=row, end_column=column)
    sheet.append(["记录人：　　　　审核人："])
    return saved(book)


def items(month: int, households: list[Household], deeds: list[Deed], register: Register) -> bytes:
    """A column an item under its category, three header rows; cells as people type them."""
    book = new_book()
    used = [r for r in register.rules.values() if any(d.rule is r for d in deeds)]
    title = f"{VILLAGE}{YEAR}年{month}月积分项目评议表"
    sheet = new_sheet(book, "项目得分", title, (6, 9, 10, *[9] * len(used), 10, 10))
    sheet.append([f"评议时间：{long_day(held_on(month))}上午　　地点：村党群服务中心"])
    categories = [r.category for r in used]
    first: list[Cell] = [c if i == categories.index(c) else None for i, c in enumerate(categories)]
    upper: list[Cell] = ["网格", "户编号", "户主姓名", *first, "合计得分", "备注"]
    lower: list[Cell] = [None, None, None, *(f"{r.code} {r.wording}" for r in used), None, None]
    two_header_rows(sheet, upper, lower)
    values = [f"{r.points}/{r.unit}{r.cap_text}（得分）" for r in used]
    put(sheet, [None, None, None, *values, None, None], "表头")
    sheet.print_title_rows = "1:5"
    sheet.page_setup.paperSize = 8
    sheet.row_dimensions[4].height, sheet.row_dimensions[5].height = 76, 40
    points: dict[tuple[str, str], int] = defaultdict(int)
    for deed in deeds:
        points[deed.household, deed.rule.code] += deed.points
    for h in households:
        row = [points.get((h.code, r.code), 0) for r in used]
        cells = [typed(p, h.grid + column) if p else None for column, p in enumerate(row)]
        put(sheet, [h.grid, h.code, h.head, *cells, sum(row), None])
    sheet.append([SIGNATURES])
    return saved(book)


def typed(points: int, turn: int) -> Cell:
    """`2`, `+2`, `加2`, `２`, `2分`; `-2`, `扣2分`, `－２`."""
    wide_digits = str(abs(points)).translate({ord(str(i)): chr(ord("０") + i) for i in range(10)})
    if points > 0:
        return (points, f"+{points}", points, f"加{points}", points, wide_digits, points, f"{points}分")[turn % 8]
    return (points, f"扣{-points}分", points, "－" + wide_digits)[turn % 4]


def split(month: int, households: list[Household], deeds: list[Deed]) -> bytes:
    """Awards and deductions in column groups of their own; deductions are written without a sign."""
    book = new_book()
    lost = tuple(c for c in CATEGORIES if any(d.rule.category == c and d.points < 0 for d in deeds))
    title = f"{VILLAGE}{YEAR}年{month}月积分评议表"
    sheet = new_sheet(book, f"{month}月", title, (6, 11, 9, 10, *[9] * (8 + len(lost)), 10, 10))
    sheet.append([f"评议日期：{long_day(held_on(month))}"])
    groups: list[Cell] = ["加分项", *[None] * 7, "扣分项（填正数）", *[None] * (len(lost) - 1)]
    upper: list[Cell] = ["序号", "网格", "户编号", "户主", *groups, "本月合计", "签字"]
    two_header_rows(sheet, upper, [None, None, None, None, *CATEGORIES, *lost, None, None])
    sheet.row_dimensions[3].height = 28
    gained = by_category(d for d in deeds if d.points > 0)
    taken = by_category(d for d in deeds if d.points < 0)
    for number, h in enumerate(households, 1):
        up = [gained.get((h.code, c)) for c in CATEGORIES]
        down = [-p if (p := taken.get((h.code, c))) else None for c in lost]
        total = sum(filter(None, up)) - sum(filter(None, down))
        put(sheet, [number, f"第{h.grid}微网格", h.code, h.head, *up, *down, total, None])
    sheet.append([SIGNATURES])
    return saved(book)


def events_csv(households: list[Household], deeds: list[Deed]) -> bytes:
    """The event list as a text file in GB 18030, as a program on an old computer saves it."""
    heads = {h.code: h.head for h in households}
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(EVENT_HEADER)
    writer.writerows(event_row(number, deed, heads[deed.household]) for number, deed in enumerate(deeds, 1))
    return text.getvalue().encode("gb18030")


def make() -> Sheets:
    """Every file of the village by its name."""
    rules_file = HERE.parent / "templates" / RULES_FILE  # the rule book that ships with the program
    households, register = make_village(rules_file)
    staying = [h for h in households if h.status != "迁出"]
    deeds = {month: register.of_month(month) for month in HELD_ON}
    first = {
        "花名册.xlsx": roster(households),
        RULES_FILE: rules_file.read_bytes(),
        "物资清单.xlsx": goods(),
        f"{YEAR}年1月积分评议汇总表.xlsx": wide(1, staying, deeds[1]),
        f"{YEAR}年2月积分（分网格）.xlsx": by_grid(2, staying, deeds[2]),
        f"{YEAR}年3月积分明细.xlsx": events(3, staying, deeds[3]),
        f"{YEAR}年4月项目评议表.xlsx": items(4, staying, deeds[4], register),
        f"{YEAR}年5月积分评议表（加扣分开）.xlsx": split(5, staying, deeds[5]),
        f"{YEAR}年6月积分明细.csv": events_csv(staying, deeds[6]),
    }
    add_later(Dice(SEED + 1), register, households)
    later = {f"{SECOND}/{YEAR}年{m}月积分明细.csv": events_csv(staying, register.of_month(m)) for m in LATER}
    return first | later


def main() -> None:
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else HERE
    (folder / SECOND).mkdir(parents=True, exist_ok=True)
    for name, content in make().items():
        (folder / name).write_bytes(content)


if __name__ == "__main__":
    main()
