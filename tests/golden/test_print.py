"""Printed sheets against what they must hold: cell values and page set-up, a text file beside each.

`JIFEN_GOLDEN=write pytest tests/golden/test_print.py` writes the files anew; look at what changed before it is kept.
"""

import importlib.util
import io
import os
from pathlib import Path

import openpyxl
import pytest

from jifen.printing.engine.charts import references
from jifen.printing.papers import (
    board,
    bulletin,
    grids,
    handed,
    honour,
    minutes,
    notice,
    objection,
    phone,
    redemption,
    shop,
    statement,
)
from jifen.printing.sheets import meeting as meeting_sheet
from jifen.printing.sheets import review
from jifen.printing.sheets import shop as shop_sheets

HERE = Path(__file__).parent / "print"
VILLAGE = Path(__file__).parents[1] / "unit" / "printing" / "village.py"
CODE = "3F2A-9C1D-07BE-55A0"


def load_village():
    spec = importlib.util.spec_from_file_location("golden_village", VILLAGE)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def few(content, count=12):
    """The same content with fewer lines: what is compared must be readable."""
    return content | {"lines": content["lines"][:count]}


def sheets():
    v = load_village()
    lists = v.board(red=6, black=2)
    return {
        "积分公示表": notice.monthly_paper(few(v.monthly(), 22), CODE).xlsx(),
        "积分公示表（送审稿、打码）": notice.monthly_paper(few(v.monthly(published=False), 22), None, mask=True).xlsx(),
        "积分公示表（大字）": notice.monthly_paper(few(v.monthly(), 5), CODE).xlsx(large=True),
        "评级名次公示表": notice.monthly_paper(few(v.ranked(v.graded(), "group"), 22), CODE).xlsx(),
        "积分名次公示表（大字）": notice.monthly_paper(few(v.ranked(v.monthly()), 5), CODE).xlsx(large=True),
        "更正公示": notice.correction_paper(v.correction(), CODE).xlsx(),
        "作废公告": notice.void_paper(v.void(), CODE).xlsx(),
        "会议记录": minutes.minutes_paper(few(v.minutes())).xlsx(),
        "积分明细单": statement.statement_paper(v.statement()).xlsx(),
        "积分明细单（有得分）": statement.statement_paper(v.scored_statement()).xlsx(),
        "红榜": board.board_paper(lists, CODE, "red").xlsx(),
        "红榜（A3）": board.board_paper(lists, CODE, "red").xlsx(size="A3"),
        "黑榜": board.board_paper(lists, CODE, "black").xlsx(),
        "红黑榜": board.board_paper(lists, CODE, "both").xlsx(),
        "红黑榜（上下）": board.board_paper(v.board(red=14, black=1), CODE, "both").xlsx(),
        "黑榜（大字）": board.board_paper(lists, CODE, "black").xlsx(large=True),
        "红黑榜更正公示": board.correction_paper(v.board_correction(), CODE).xlsx(),
        "荣誉公示": honour.notice_paper(v.honour(), CODE).xlsx(),
        "荣誉公示（打码）": honour.notice_paper(v.honour(), CODE, mask=True).xlsx(),
        "整改公示": honour.notice_paper(v.rectified(), CODE).xlsx(),
        "荣誉更正公示": honour.correction_paper(v.honour_correction(), CODE).xlsx(),
        "挂牌名单": honour.plaque_paper(v.certificates(2) | {"honour": "family", "name": "最美家庭"}).xlsx(),
        "红黑榜评议表": review.review_workbook(v.review() | {"red": v.review()["red"][:4]}),
        "异议答复单": objection.reply_paper(v.reply()).xlsx(),
        "评议表（按类别）": meeting_sheet.meeting_sheet(few(v.blank()), "wide"),
        "评议表（按项目）": meeting_sheet.meeting_sheet(few(v.blank(), 3), "items"),
        "兑换公示表": redemption.redemption_paper(few(v.redemption()), CODE).xlsx(),
        "签领表": shop_sheets.sign_out(few(v.sign_out())),
        "兑换登记表": shop_sheets.register(v.register(6)),
        "兑换结算表": shop_sheets.settlement(v.settlement()),
        "盘点表": shop_sheets.counting_sheet(v.counting()),
        "村积分简报": bulletin.bulletin_paper(v.bulletin()).xlsx(),
        "网格员考核表": grids.assessment_paper(v.assessment()).xlsx(),
        "网格一张表": grids.grid_paper(v.grid_sheet()).xlsx(),
        "明码标分目录": shop.catalogue_paper(v.catalogue()).xlsx(),
        "捐赠榜": shop.donors_paper(v.donors()).xlsx(),
        "积分卡": handed.card_paper(v.cards(3)).xlsx(),
        "评级积分卡": handed.card_paper(v.scored_cards(3)).xlsx(),
        "荣誉证书": handed.certificate_paper(v.certificates(2)).xlsx(),
        "手机版积分公示": phone.monthly(v.monthly(count=5), CODE)[0].paper.xlsx(),
        "手机版评级公示": phone.monthly(few(v.ranked(v.graded()), 5), CODE)[0].paper.xlsx(),
        "手机版红榜": phone.listed(lists, CODE)[0].paper.xlsx(),
        "手机版黑榜": phone.listed(lists, CODE)[1].paper.xlsx(),
        "手机版兑换公示": phone.redeemed(few(v.redemption(), 4), CODE)[0].paper.xlsx(),
        "整改通知书": handed.rectification_paper(v.rectification()).xlsx(),
    }


NAMES = (
    *(
        "积分公示表",
        "积分公示表（送审稿、打码）",
        "积分公示表（大字）",
        "更正公示",
        "作废公告",
        "会议记录",
        "积分明细单",
    ),
    *("红榜", "红榜（A3）", "黑榜", "红黑榜", "红黑榜更正公示", "红黑榜评议表", "异议答复单", "评议表（按类别）"),
    *("评议表（按项目）", "兑换公示表", "签领表", "兑换登记表", "兑换结算表", "盘点表", "明码标分目录", "捐赠榜"),
    *("村积分简报", "红黑榜（上下）", "黑榜（大字）"),
    *("网格员考核表", "网格一张表"),
    *("整改公示", "荣誉公示", "荣誉公示（打码）", "荣誉更正公示", "挂牌名单"),
    *("评级名次公示表", "积分名次公示表（大字）", "积分明细单（有得分）", "评级积分卡", "手机版评级公示"),
    *("积分卡", "荣誉证书", "整改通知书", "手机版积分公示", "手机版红榜", "手机版黑榜", "手机版兑换公示"),
)


@pytest.fixture(scope="module")
def printed():
    return sheets()


def dump(data):
    """Cells, merges and page set-up of every sheet, a line each."""
    lines = []
    for sheet in openpyxl.load_workbook(io.BytesIO(data)).worksheets:
        page = sheet.page_setup
        lines += [
            f"== {sheet.title}",
            f"paper {page.paperSize} {page.orientation} fit {page.fitToWidth}x{page.fitToHeight}",
            f"repeat {sheet.print_title_rows} area {sheet.print_area}",
            f"foot {sheet.oddFooter.left.text} | {sheet.oddFooter.right.text}",
            "widths " + " ".join(f"{k}={d.width:g}" for k, d in sorted(sheet.column_dimensions.items())),
            "merged " + " ".join(str(r) for r in sheet.merged_cells.sorted()),
        ]
        if page.scale:
            lines.append(f"scale {page.scale} pages end {[one.id for one in sheet.row_breaks.brk]}")
        lines += [f"choice {r.sqref} {r.type} {r.formula1} {r.formula2}" for r in sheet.data_validations.dataValidation]
        lines += [f"chart {c.tagname} {' '.join(ref.f for ref in references(c))}" for c in sheet._charts]
        for row in sheet.iter_rows():
            values = [f"{c.coordinate}={c.value!r}" for c in row if c.value is not None]
            if values:
                lines.append(f"[{sheet.row_dimensions[row[0].row].height or 0:g}] " + " ".join(values))
    return "\n".join(lines) + "\n"


@pytest.mark.parametrize("name", NAMES)
def test_a_printed_sheet_holds_what_its_file_says(printed, name):
    path = HERE / f"{name}.txt"
    found = dump(printed[name])
    if os.environ.get("JIFEN_GOLDEN") == "write":
        path.write_text(found, encoding="utf-8")
    assert found == path.read_text(encoding="utf-8")


def test_every_file_has_its_sheet(printed):
    assert sorted(printed) == sorted(NAMES) == sorted(path.stem for path in HERE.glob("*.txt"))
