"""What the book keeps of a workbook: its cells, in one form for all formats, without what is nobody's business."""

from datetime import datetime
from pathlib import Path

import pytest

from jifen.domain.visible import escaped, on_a_line, visible
from jifen.reading.cleaning import clean
from jifen.reading.formats.detect import read_workbook
from jifen.reading.formats.kept import MARK, dump, load
from jifen.reading.formats.workbook import Area, Cell, Sheet, UnreadableError, Workbook
from jifen.reading.forms.roster import read_roster
from jifen.reading.opened import kept_form
from jifen.reading.words.private import private_kind

ROOT = Path(__file__).parents[3]
BOOKS = sorted(
    path
    for folder in (ROOT / "tests" / "golden" / "workbooks", ROOT / "sample_data")
    for path in folder.iterdir()
    if path.suffix in (".xlsx", ".xls", ".csv")
)


def content(workbook: Workbook) -> object:
    return workbook.kind, [
        (s.name, s.rows, s.merges, s.hidden_rows, s.hidden_columns, s.hidden) for s in workbook.sheets
    ]


def test_there_are_workbooks_of_several_formats() -> None:
    assert {path.suffix for path in BOOKS} == {".xlsx", ".xls", ".csv"}


@pytest.mark.parametrize("path", BOOKS, ids=lambda path: path.name)
def test_what_is_kept_reads_as_what_was_read(path: Path) -> None:
    data = path.read_bytes()
    try:
        read = read_workbook(data, "csv")
    except UnreadableError:
        assert kept_form(data).data == b""
        return
    clean(read)
    kept = kept_form(data).data
    assert content(read_workbook(kept)) == content(read)
    assert kept_form(kept).data == kept, "cleaning what is clean changes nothing"


def test_every_kind_of_cell_comes_back() -> None:
    cells = [
        Cell("text", "王𠀀\n国"), Cell("text", "\ud800"), Cell("number", 0.1), Cell("number", 3),
        Cell("number", -2.5, shown_sign=True), Cell("percent", 0.25), Cell("date", datetime(2025, 7, 28, 9, 30)),
        Cell("date", datetime(2025, 7, 1), month_only=True),
        Cell("bool", True), Cell("error", "#REF!"), Cell("uncalculated", "SUM(A1:A3)"), Cell("number", float("inf")),
    ]  # fmt: skip
    sheet = Sheet("七月", {2: dict(enumerate(cells, 1))}, [Area(1, 1, 1, 3)], {4}, {2, 3}, hidden=True)
    book = Workbook("xls", [sheet, Sheet("空")])
    again = load(dump(book))
    assert content(again) == content(book)
    assert [type(cell.value) for cell in again.sheets[0].rows[2].values()] == [type(cell.value) for cell in cells]


@pytest.mark.parametrize(
    "broken", [b"", b"{", b"[]", b"{}", b'{"kind":1,"sheets":[{"name":"x"}]}', b"\xff", b"[" * 99999]
)
def test_what_is_kept_and_broken_is_told_as_damaged(broken: bytes) -> None:
    with pytest.raises(UnreadableError, match="damaged"):
        read_workbook(MARK + broken)


@pytest.mark.parametrize(
    "header",
    ["户编号", "户籍编号", "账面数量", "证明材料", "健康", "健康体检", "健康生活", "缴纳医保", "居住环境", "生育",
        "计划生育", "反诈电话",
     "党员证", "荣誉证书", "打卡", "居家养老", "垃圾分类", "档案编号", "银行业务", "身体力行", "志愿服务证"],
)  # fmt: skip
def test_what_villages_score_and_number_is_no_personal_column(header: str) -> None:
    assert private_kind(header) is None


def cells_of(*rows: list[object]) -> Workbook:
    made = {
        r: {c: Cell("text" if isinstance(v, str) else "number", v) for c, v in enumerate(row, 1) if v is not None}  # type: ignore[arg-type]
        for r, row in enumerate(rows, 1)
    }
    return Workbook("xlsx", [Sheet("表", made)])


def texts(book: Workbook) -> list[list[str]]:
    return [[cell.text for _, cell in sorted(row.items())] for _, row in sorted(book.sheets[0].rows.items())]


def test_a_word_of_a_header_in_a_reason_takes_nothing_away() -> None:
    book = cells_of(
        ["户编号", "户主", "与户主关系", "加减", "事由", "分值"],
        ["01-01", "王建国", "户主", "加分", "电话", 2.0],
        ["01-03", "张三", "户主", None, "电话"],
        ["01-02", "李四", "户主", "加分", "清沟", 2.0],
    )
    before = texts(book)
    assert clean(book).columns == []
    assert texts(book) == before


def test_the_next_table_below_and_the_foot_of_the_sheet_stay() -> None:
    book = cells_of(
        ["户编号", "户主", "住址", "环境卫生"],
        ["01-01", "王建国", "沙院村七号", 2.0],
        ["户编号", "户主", "公益志愿", "环境卫生"],
        ["01-02", "李四", 3.0, 1.0],
        [None, None, "评议日期：2025年7月28日"],
    )
    (left,) = clean(book).columns
    assert (left.column, left.header, left.kind, left.cells) == ("C", "住址", "address", 1)
    assert texts(book)[1:] == [
        ["01-01", "王建国", "***", "2"],
        ["户编号", "户主", "公益志愿", "环境卫生"],
        ["01-02", "李四", "3", "1"],
        ["评议日期：2025年7月28日"],
    ]


def test_a_column_of_points_under_such_a_header_stays() -> None:
    book = cells_of(["户编号", "户主", "电话"], ["01-01", "王建国", 2.0], ["01-02", "李四", "√"])
    assert clean(book).columns == []
    assert texts(book)[1] == ["01-01", "王建国", "2"]


def test_digits_in_a_box_each_under_a_merged_header_go_as_a_number_does() -> None:
    digits = [float(d) for d in "330122198001012345"]
    book = cells_of(["户编号", "户主", "身份证号"], ["01-01", "王建国", *digits])
    book.sheets[0].merges.append(Area(1, 3, 1, 20))
    (left,) = clean(book).columns
    assert left.cells == 18
    assert texts(book)[1] == ["01-01", "王建国", *["***"] * 18]


def test_a_number_a_spreadsheet_rounded_is_starred_and_a_long_household_code_is_not() -> None:
    book = cells_of(["户编号", "备注"], ["330122001002003", 330122198001012345.0], ["330122001002004", 13857112233.0])
    assert clean(book).starred == [("表", "B2"), ("表", "B3")]
    assert texts(book)[1:] == [["330122001002003", "***"], ["330122001002004", "***"]]


def test_the_rest_of_a_text_stays_as_it_is_written() -> None:
    book = cells_of(["事由"], ["清沟，打（１３８）５７１１-２２３３找他；及格"])
    clean(book)
    assert texts(book)[1] == ["清沟，打（***找他；及格"]


def test_a_label_beside_a_table_loses_what_it_says() -> None:
    book = cells_of(
        ["沙院村", "住址：沙院村七号"],
        ["联系电话：", "请打办公室"],
        ["户编号", "户主", "分值"],
        ["01-01", "王建国", 2.0],
    )
    clean(book)
    assert texts(book)[:2] == [["沙院村", "住址：***"], ["联系电话：", "***"]]


MARKS = "\x00\x1b\x7f\x9b\xad\u200b\u200f\u202e\u2066\ufeff\u3164\U000e0041"


def test_marks_nobody_sees_go_and_all_else_stays() -> None:
    assert visible(f"王{MARKS}建\n\t国𠀀é") == "王建\n\t国𠀀é"
    assert visible("plain \x1b[31m") == "plain [31m"
    assert on_a_line("甲\r\n乙\t丙") == "甲  乙 丙"


def test_json_keeps_them_as_escapes() -> None:
    import json

    told = escaped(json.dumps({"x": MARKS}, ensure_ascii=False))
    assert json.loads(told) == {"x": MARKS}
    assert told == visible(told)


@pytest.mark.parametrize("code", ["330122198001012345", "13857112233"])
def test_a_roster_whose_codes_are_numbers_of_persons_is_refused(code: str) -> None:
    reading = read_roster("x.csv", f"户编号,户主姓名,网格\n{code},王建国,1\n330122001002003,李四,1\n".encode())
    (issue,) = reading.issues
    told = (issue.code, issue.facts["reason"], issue.cell, issue.found)
    assert told == ("household-unknown", "personal", "A2", "***")
