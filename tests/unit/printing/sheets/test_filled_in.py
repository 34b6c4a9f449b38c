"""What the program prints to be filled in, filled in, reads back without a question (issue 3)."""

import io
from datetime import date
from decimal import Decimal

import openpyxl
import pytest

from jifen.domain.household import Household, Roster
from jifen.domain.period import Period
from jifen.domain.rulebook import Rule, RuleBook, RuleBooks, RulePoints, parse_caps
from jifen.printing.sheets.meeting import meeting_sheet
from jifen.printing.sheets.review import review_workbook
from jifen.printing.sheets.rules import rulebook_xlsx
from jifen.reading.forms.review import ReviewContext, read_review
from jifen.reading.forms.rulebook import read_rulebook
from jifen.reading.meeting.model import ReadingContext
from jifen.reading.meeting.reader import read_meeting
from jifen.reading.words.guard_words import load_guards


@pytest.fixture
def context(village):
    content = village.blank()
    found = {line["household"]: Household(line["household"], line["head"], line["grid"]) for line in content["lines"]}
    rules = tuple(
        Rule(i["code"], i["category"], i["wording"], RulePoints.parse(i["points"]), i["unit"], parse_caps(i["caps"]))
        for i in content["items"]
    )
    return ReadingContext(lambda day: Roster(found), RuleBooks([RuleBook(rules)]), today=date(2025, 8, 30))


def cells(sheet, value):
    return [cell for row in sheet.iter_rows() for cell in row if cell.value == value]


def fill(data, marks):
    """`marks`: household → {header: what somebody writes under it}."""
    book = openpyxl.load_workbook(io.BytesIO(data))
    for sheet in book.worksheets:
        codes = {sheet.cell(r, c.column).value: r for c in cells(sheet, "户编号") for r in range(1, sheet.max_row + 1)}
        for code, written in marks.items():
            for header, value in written.items():
                headers = (c.column for row in sheet.iter_rows() for c in row if str(c.value).startswith(header))
                column = next(headers, None)
                if code in codes and column is not None:
                    sheet.cell(codes[code], column).value = value
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


EVENT = {"日期": "2025.8.3", "加/减": "加", "项目编号": "HJ05", "积分项目": "参加集体环境整治", "分值": 2}


@pytest.mark.parametrize(
    ("layout", "marks"),
    [
        ("wide", {"01-04": {"环境卫生": 2}, "05-05": {"环境卫生": 2}}),
        ("grids", {"01-04": {"环境卫生": 2}, "05-05": {"环境卫生": "加2"}}),
        ("items", {"01-04": {"HJ05": 2}, "05-05": {"HJ05": 2}}),
        ("events", {"01-04": EVENT, "05-05": EVENT}),
    ],
)
def test_a_blank_sheet_filled_in_reads_back_without_a_question(village, context, layout, marks):
    data = fill(meeting_sheet(village.blank(), layout), marks)
    reading = read_meeting("2025年8月积分.xlsx", data, context)
    assert [(issue.code, issue.cell) for issue in reading.issues] == []
    assert reading.questions == ()
    found = [(draft.household, draft.category, draft.points, str(draft.month)) for draft in reading.lines]
    assert found == [(code, "环境卫生", Decimal(2), "2025-08") for code in ("01-04", "05-05")]


def test_every_rule_of_the_book_has_a_column_that_is_read_as_that_rule(village, context):
    items = village.blank()["items"]
    worth = {item["code"]: float(item["points"].split("/")[0].split("~")[0]) for item in items}
    data = fill(meeting_sheet(village.blank(), "items"), {"01-04": worth})
    reading = read_meeting("2025年8月积分.xlsx", data, context)
    assert [(issue.code, issue.found) for issue in reading.issues] == []
    assert {line.rule: line.points for line in reading.lines} == {code: Decimal(str(p)) for code, p in worth.items()}


@pytest.mark.parametrize("layout", ["wide", "grids", "items", "events"])
def test_a_sheet_nobody_wrote_on_holds_no_points_and_no_fault(village, context, layout):
    reading = read_meeting("空表.xlsx", meeting_sheet(village.blank(), layout), context)
    assert ([issue.code for issue in reading.issues], reading.lines) == ([], ())


FACT = "；".join(f"2025年{month}月遵规守法类（扣{points}分）" for month in range(1, 7) for points in (1, 2, 9))


def test_a_household_with_many_deductions_is_one_row_of_the_review_and_comes_back_whole(village):
    content = village.review()
    line = {**content["black"][0], "fact": FACT}
    read = {h["household"]: Household(h["household"], h["head"], h["grid"]) for h in (*content["red"], line)}
    context = ReviewContext(
        Roster(read), Period.parse("2025H1"), date(2025, 7, 15), {h["household"] for h in content["red"]}, load_guards()
    )
    decided = {"决定": "上榜", "告知日期": "2025-07-01", "整改期限": "2025-07-10", "复查结果": "未整改"}
    data = fill(review_workbook({**content, "black": [line]}), {line["household"]: decided})
    reading = read_review("评议表.xlsx", data, context)
    assert [(issue.code, issue.cell) for issue in reading.issues] == []
    assert [found.fact for found in reading.black] == [FACT]


def test_a_rule_of_many_words_is_one_row_and_comes_back_whole():
    rule = Rule("HJ01", "环境卫生", "门前三包、" * 60, RulePoints.parse("+2"), note="说明，" * 60)
    reading = read_rulebook("积分细则.xlsx", rulebook_xlsx([rule]))
    assert reading.issues == ()
    assert [(found.wording, found.note) for found in reading.rules] == [(rule.wording, rule.note)]
