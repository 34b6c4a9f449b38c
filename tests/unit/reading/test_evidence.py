"""What cells say besides their value, and what a name or a code is taken for."""

import io
import re
import zipfile
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont

from jifen.domain.household import Household, Roster
from jifen.messages.issues import message
from jifen.reading.formats.detect import read_workbook
from jifen.reading.formats.number_formats import format_kind
from jifen.reading.formats.workbook import LOWERED, RAISED, Cell, with_footnotes
from jifen.reading.words.headers import is_counted, is_statistic, signs
from jifen.reading.words.households import Households
from jifen.reading.words.names import normalise_name
from jifen.reading.words.numbers import lost_digits

SHEET = "xl/worksheets/sheet1.xml"
HOUSEHOLDS = Households(
    Roster(
        {
            h.code: h
            for h in (
                Household("03-07", "沈明月", "3"),
                Household("03-08", "王哲", "3"),
                Household("01-23", "李坤", "1"),
                Household("12-03", "张伟民", "12"),
                Household("12-04", "胡国", "12"),
            )
        }
    )
)


def packed(data: bytes, name: str, change: Any) -> bytes:
    """The workbook with one part of it changed."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(buffer, "w") as new:
        for part in old.namelist():
            text = old.read(part)
            new.writestr(part, change(text.decode()).encode() if part == name else text)
    return buffer.getvalue()


def rich(base: str, footnote: str) -> bytes:
    """A workbook with `footnote` as superscript behind `base` in C2."""
    book = openpyxl.Workbook()
    page = book.active or book.create_sheet("表")
    page.append(["户编号", "户主", "环境"])
    page.append(["01-01", "胡国", CellRichText(base, TextBlock(InlineFont(vertAlign="superscript"), footnote))])
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


@pytest.mark.parametrize(("base", "footnote"), [("2", "1"), ("2", "①"), ("2分", "注"), ("-1.5", "2")])
def test_a_footnote_behind_points_is_no_digit_of_them(read_data: Any, base: str, footnote: str) -> None:
    issue = read_data(rich(base, footnote), "2025年3月.xlsx").only
    assert (issue.code, issue.cell, issue.facts["reason"]) == ("points-invalid", "C2", "footnote")
    assert "脚注" in message(issue)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        (f"2{RAISED}1{LOWERED}", "2〔上标1〕"),
        (f"2{RAISED}1{LOWERED}{RAISED}2{LOWERED}", "2〔上标12〕"),
        (f"得分{RAISED}1{LOWERED}", "得分〔上标1〕"),
        (f"m{RAISED}2{LOWERED}", "m2"),
        (f"2{RAISED} {LOWERED}", "2"),
        ("21", "21"),
    ],
)
def test_superscript_is_set_apart_behind_figures_only(text: str, shown: str) -> None:
    assert with_footnotes(text) == shown


def test_a_formula_declared_as_text_without_a_result_was_never_calculated(book: Any, read_data: Any) -> None:
    data = book([["户编号", "户主", "环境"], ["01-01", "胡国", 2]])

    def change(text: str) -> str:
        return re.sub(r'<c r="C2"[^>]*><v>2</v></c>', '<c r="C2" t="str"><f>A1&amp;""</f></c>', text)

    assert read_data(packed(data, SHEET, change), "2025年3月.xlsx").faults == [("cell-uncalculated", "C2")]


def test_a_formula_whose_result_is_no_text_is_blank(book: Any, read_data: Any) -> None:
    data = book([["户编号", "户主", "环境", "公益"], ["01-01", "胡国", 2, 1]])

    def change(text: str) -> str:
        return re.sub(r'<c r="C2"[^>]*><v>2</v></c>', '<c r="C2" t="str"><f>""</f><v></v></c>', text)

    found = read_data(packed(data, SHEET, change), "2025年3月.xlsx")
    assert found.issues == []
    assert found.points == {"01-01 公益志愿": "1"}


@pytest.mark.parametrize(
    ("stored", "shown"),
    [
        ("好_xD83D__xDC4D_", "好\U0001f44d"),
        ("好_xD83D_", "好\ufffd"),
        ("好_xDC4D_的", "好\ufffd的"),
        ("_x005F_x41_", "_x41_"),
    ],
)
def test_halves_of_an_emoji_are_joined_or_replaced(book: Any, stored: str, shown: str) -> None:
    data = packed(
        book([["记号"]]), SHEET, lambda t: re.sub(r"<c r=\"A1\".*?</c>", f'<c r="A1" t="str"><v>{stored}</v></c>', t)
    )
    text = read_workbook(data).sheets[0].rows[1][1].text
    assert text == shown
    assert text.encode("utf-8")


def test_days_count_from_1904_where_the_workbook_itself_says_so(book: Any) -> None:
    data = book([["日期"], [45000]])

    def change(text: str) -> str:
        text = re.sub(r"<workbookPr[^>]*/?>(?:</workbookPr>)?", '<workbookPr date1904="1"/>', text)
        own = '<extLst><ext uri="x" xmlns:x15="urn:x15"><x15:workbookPr chartTrackingRefBase="1"/></ext></extLst>'
        return text.replace("</workbook>", f"{own}</workbook>")

    def dated(text: str) -> str:
        return text.replace("<v>45000</v>", "<v>45000</v>").replace('<c r="A2"', '<c r="A2" s="1"')

    styled = packed(
        packed(data, "xl/workbook.xml", change),
        "xl/styles.xml",
        lambda t: re.sub(r"<cellXfs[^>]*>", '<cellXfs count="2"><xf numFmtId="14"/><xf numFmtId="14"/>', t),
    )
    cell = read_workbook(packed(styled, SHEET, dated)).sheets[0].rows[2][1]
    assert cell.text == "2027-03-16"


@pytest.mark.parametrize(
    ("number", "code", "kind"),
    [
        (17, None, "month"), (57, None, "month"), (14, None, "date"), (31, None, "date"),
        (176, 'yyyy"年"m"月"', "month"), (176, 'yyyy"年"m"月"d"日"', "date"), (176, "[$-804]yyyy年m月;@", "month"),
        (176, "mmm-yy", "month"), (176, "h:mm", "date"), (176, "yyyy/m/d", "date"), (176, "mm:ss", "date"),
    ],
)  # fmt: skip
def test_a_date_format_without_a_day_shows_a_month(number: int, code: str | None, kind: str) -> None:
    assert format_kind(number, code) == kind


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("王喆", "王哲"),
        ("李堃", "李坤"),
        ("赵昇", "赵升"),
        ("孙淼", "孙森"),
        ("甯强", "宁强"),
        ("刘妺", "刘妹"),
        ("陈脩", "陈修"),
    ],
)
def test_a_character_of_its_own_is_no_form_of_another(one: str, other: str) -> None:
    assert normalise_name(one) != normalise_name(other)


@pytest.mark.parametrize(
    ("written", "name"),
    [("龍鳳蘭", "龙凤兰"), ("張國強", "张国强"), ("李徳峯", "李德峰"), ("阎秀", "闫秀"), ("閻秀", "闫秀")],
)
def test_forms_of_one_character_are_one_name(written: str, name: str) -> None:
    assert normalise_name(written) == normalise_name(name)


@pytest.mark.parametrize("code", ["3-7", "03-7", "0307", "03-07号", "3-7号", "０３－０７", "3-07户"])
def test_a_code_in_another_spelling_with_its_head_is_the_household(code: str) -> None:
    found = HOUSEHOLDS.find(code, "沈明月", None).household
    assert found is not None
    assert found.code == "03-07"


@pytest.mark.parametrize(
    ("code", "name", "fault"),
    [
        ("3-7", "王哲", "household-mismatch"), ("3-7", "", "household-unknown"), ("37", "沈明月", "household-unknown"),
        ("3-17", "沈明月", "household-unknown"), ("3-8", "王喆", "household-mismatch"),
    ],
)  # fmt: skip
def test_another_spelling_is_no_household_where_the_name_does_not_say_so(code: str, name: str, fault: str) -> None:
    assert HOUSEHOLDS.find(code, name, None).code == fault


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("张伟民家", "12-03"), ("张伟民（户主）", "12-03"), ("沈红（张伟民家）", "12-03"),
        ("沈红（户主：张伟民）", "12-03"),
        ("胡国（张伟民女婿）", "12-03"), ("胡国一家", "12-04"),
    ],
)  # fmt: skip
def test_a_name_that_says_whose_home_it_is_leads_there(name: str, code: str) -> None:
    found = HOUSEHOLDS.find("", name, None).household
    assert found is not None
    assert found.code == code


@pytest.mark.parametrize(
    ("name", "fault"),
    [("胡国（儿媳）", "household-mismatch"), ("胡国家", "household-unknown"), ("沈红（女）", "household-unknown")],
)
def test_a_relative_or_a_name_like_a_home_is_no_head(name: str, fault: str) -> None:
    assert HOUSEHOLDS.find("", name, None).code == fault


def test_a_member_in_the_column_of_names_is_told_where_to_go(read: Any) -> None:
    issue = read([["户编号", "姓名", "环境"], ["01-01", "胡小妹", 2]]).only
    assert (issue.code, issue.cell) == ("household-mismatch", "B2")
    assert "行为人" in message(issue)


@pytest.mark.parametrize(
    ("number", "lost"), [(610102198001011234.0, True), (1e15, True), (999999999999999.0, False), (307.0, False)]
)
def test_a_number_cell_keeps_fifteen_digits_of_a_code(number: float, lost: bool) -> None:
    assert lost_digits(Cell("number", number)) is lost


def test_what_closes_a_sheet_is_known_by_its_words() -> None:
    assert all(map(is_statistic, ("平均", "平均分", "全村平均", "户均得分", "最高分", "最低", "最大值")))
    assert not any(map(is_statistic, ("胡国", "合计", "最美家庭", "平安建设")))
    assert all(map(is_counted, ("180户", "共 180 户", "6人")))
    assert not any(map(is_counted, ("03-07", "胡国", "第6户", "6分")))
    assert all(map(signs, ("沙院村村民委员会", "2025年7月31日", "审核：", "二〇二五年七月", "沙院村村委会（盖章）")))
    assert not any(map(signs, ("胡国", "两分", "加2分")))


def test_a_worksheet_without_its_part_is_no_workbook(book: Any, read_data: Any) -> None:
    data = packed(
        book([["户主", "环境"], ["胡国", 2]]),
        "xl/_rels/workbook.xml.rels",
        lambda t: t.replace("sheet1.xml", "gone.xml"),
    )
    assert read_data(data, "2025年3月.xlsx").faults == [("file-unreadable", None)]


def test_the_list_of_forms_folds_every_form_into_one() -> None:
    table = Path(__file__).parents[3] / "src/jifen/reading/words/variants.txt"
    pairs = [
        p for line in table.read_text(encoding="utf-8").splitlines() if not line.startswith("#") for p in line.split()
    ]
    assert all(len(pair) == 2 for pair in pairs)
    forms = {pair[0]: pair[1] for pair in pairs}
    assert len(forms) == len(pairs)
    assert {normalise_name(form) for form in forms} == {normalise_name(standard) for standard in forms.values()}
