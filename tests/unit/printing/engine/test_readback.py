"""A paper on which something is lost, doubled or out of order does not leave, whatever made it so."""

from dataclasses import replace
from decimal import Decimal

import openpyxl
import pytest

from jifen.errors import JifenError
from jifen.printing.engine import template as engine
from jifen.printing.engine.canvas import CODE, Canvas, finished, new_book
from jifen.printing.engine.checks import readback
from jifen.printing.engine.filling import Filling, Group, Groups, Table, Yuan
from jifen.printing.engine.pack import pack
from jifen.printing.papers import board, minutes, notice, objection, redemption, shop, statement

ROWS = [{"户主": f"户主{n}", "编号": f"01-{n:02}", "分": Decimal(n)} for n in range(1, 61)]
FILLING = Filling({"题": "公示", "无": None}, {"户": Table(("户主", "编号", "分"), ROWS)})
LAYOUT = (["{题}"], ["{无}"], ["户主", "编号", "分"], ["{户.户主}", "{户.编号}", "{户.分}"], ["完"])


def compared(path, filling, data=None):
    readback.check(path.read_bytes(), data or engine.fill(path, filling), filling, path.name)


def with_plan(monkeypatch, change):
    """Fill with a plan that has gone wrong."""
    planned = engine.plan
    monkeypatch.setattr(engine, "plan", lambda texts, filling: change(list(planned(texts, filling))))


def differs(path, filling, data=None):
    with pytest.raises(JifenError) as refused:
        compared(path, filling, data)
    assert refused.value.code == "paper-differs"
    return refused.value.facts


def test_what_was_filled_as_it_should_passes(template):
    compared(template(*LAYOUT), FILLING)


@pytest.mark.parametrize("lost", [0, 2, 30, 61])
def test_a_row_that_was_lost_is_named(template, monkeypatch, lost):
    with_plan(monkeypatch, lambda rows: rows[:lost] + rows[lost + 1 :])
    facts = differs(template(*LAYOUT), FILLING)
    assert facts["what"] == "row"
    assert facts["row"] == ("公示" if lost == 0 else f"户主{lost - 1} 01-{lost - 1:02} {lost - 1}")
    assert facts["cell"] == ("A1" if lost == 0 else "A4")


def test_fifteen_of_sixty_that_were_lost_at_the_end_are_missed(template, monkeypatch):
    with_plan(monkeypatch, lambda rows: rows[:-16] + rows[-1:])
    assert differs(template(*LAYOUT), FILLING)["row"].startswith("户主46 ")


def test_rows_out_of_order_are_told(template, monkeypatch):
    with_plan(monkeypatch, lambda rows: [*rows[:5], rows[6], rows[5], *rows[7:]])
    assert differs(template(*LAYOUT), FILLING)["what"] == "row"


def test_a_household_that_stands_there_twice_is_told(template, monkeypatch):
    with_plan(monkeypatch, lambda rows: [*rows[:10], rows[9], *rows[10:]])
    assert differs(template(*LAYOUT), FILLING) | {"template": ""} == {
        "template": "",
        "what": "twice",
        "cell": "",
        "row": "户主8 01-08 8",
    }


@pytest.mark.parametrize("value", [8, "户主8 ", "7.5", None])
def test_a_figure_or_name_that_became_another_one_is_told(template, opened, value):
    path = template(*LAYOUT)
    book = opened(engine.fill(path, FILLING))
    book.active["C10" if value != "户主8 " else "A10"] = value
    if value in (8, "户主8 "):  # the value that stood there, and blanks nobody sees
        compared(path, FILLING, pack(book))
    else:
        assert differs(path, FILLING, pack(book))["row"].startswith("户主8 ")


def test_a_text_longer_than_a_cell_holds_is_not_cut_off_in_silence(template):
    path = template(["{题}"])
    assert differs(path, Filling({"题": "字" * 40_000}))["what"] == "row"


def test_a_row_higher_than_any_office_program_shows_is_told(template):
    path = template(["{题}"])
    book = openpyxl.load_workbook(path)
    book.active.row_dimensions[1].height = 450
    book.save(path)
    facts = differs(path, Filling({"题": "第0项"}))
    assert (facts["what"], facts["cell"]) == ("cut", "A1") and facts["row"].startswith("第0项")


LONG = Filling({"题": "\n".join(f"第{n}项" for n in range(60))})


def wrapped(path):
    book = openpyxl.load_workbook(path)
    book.active["A1"].alignment = openpyxl.styles.Alignment(wrap_text=True)
    book.save(path)
    return path


def test_a_text_that_goes_on_in_the_rows_below_is_read_as_one(template, opened):
    path = wrapped(template(["{题}"]))
    written = engine.fill(path, LONG)
    assert opened(written).active.max_row > 1
    compared(path, LONG, written)


def test_a_piece_of_a_long_text_that_is_missing_or_changed_is_told(template, opened):
    path = wrapped(template(["{题}"]))
    for change in (None, "另一句"):
        book = opened(engine.fill(path, LONG))
        book.active.cell(book.active.max_row, 1).value = change
        assert differs(path, LONG, pack(book))["what"] == "row"


def test_a_footer_that_lost_its_number_is_told(template, monkeypatch):
    path = template(["{题}"])
    book = openpyxl.load_workbook(path)
    book.active.oddFooter.left.text = "编号 {编号}"
    book.save(path)
    filling = Filling({"题": "公示", "编号": "沙院村A&B〔2025〕7号"})
    compared(path, filling)
    monkeypatch.setattr(engine, "_margin", lambda text, filling: "编号")
    assert differs(path, filling)["what"] == "margin"


AWKWARD = ["=1+1", "王\x0b建国", "a\r\nb", "  x  ", "<b>&amp;", "𠮷田", "0012", "1e5", "-0", "\u3000", "", None, "TRUE"]


def test_awkward_texts_and_figures_are_no_difference(template):
    rows = [{"户主": text, "编号": "x", "分": Yuan("69.90")} for text in AWKWARD]
    rows += [{"户主": "数", "编号": None, "分": value} for value in (Decimal("0.1"), Decimal("-2.50"), 0, 10**12)]
    compared(template(*LAYOUT), Filling({"题": "公示", "无": None}, {"户": Table(("户主", "编号", "分"), rows)}))


def test_tables_side_by_side_and_groups_are_compared_too(template, monkeypatch):
    pair = Filling({}, {"左": Table(("名",), [{"名": "甲"}, {"名": "乙"}]), "右": Table(("名",), [{"名": "丙"}])})
    compared(template(["{左.名}", "{右.名}"]), pair)
    compared(template(["{左.名}", "{右.名}"]), replace(pair, tables={**pair.tables, "右": Table(("名",), [])}))
    groups = [Group({"名": n}, [{"户": f"{n}{i}"} for i in range(3)]) for n in ("一", "二")]
    grouped = Filling({}, groups=Groups(("名",), ("户",), groups))
    path = template(["{组.名}组"], ["{行.户}"], ["{组.名}小计"])
    compared(path, grouped)
    with_plan(monkeypatch, lambda rows: rows[:-1])
    assert differs(path, grouped)["row"] == "二小计"


def test_on_a_drawn_sheet_every_household_stands_once_and_in_order(opened):
    canvas = Canvas(book := new_book(), "签领表", [10, 20])
    for code in ("01-01", "01-02", "02-01"):
        canvas.cells([code, f"{code} 王建国"], CODE)
    data = finished(book)
    assert readback.listing(data, ["01-01", "01-02", "02-01"], "签领表.xlsx") is data
    for wanted, missing in ((["01-01", "01-03"], "01-03"), (["01-02", "01-01"], "01-01"), (["01-01"] * 2, "01-01")):
        with pytest.raises(JifenError) as refused:
            readback.listing(data, wanted, "签领表.xlsx")
        assert refused.value.facts == {"template": "签领表.xlsx", "what": "listed", "cell": "", "row": missing}


def test_every_paper_of_the_invented_village_stands_on_its_sheet_as_it_is_meant(village):
    lists = village.board()
    form = {"village": "沙院村", "document": None, "period": None, "hotline": "", "contact": "", "days": 7}
    papers = [
        notice.monthly_paper(village.monthly(), "x"),
        notice.correction_paper(village.correction(), "x"),
        notice.void_paper(village.void(), "x"),
        *(board.board_paper(lists, "x", which) for which in ("red", "black", "both")),
        board.correction_paper(village.board_correction(), "x"),
        objection.form_paper(form),
        objection.reply_paper(village.reply()),
        minutes.minutes_paper(village.minutes()),
        statement.statement_paper(village.statement()),
        redemption.redemption_paper(village.redemption(), "x"),
        shop.catalogue_paper(village.catalogue()),
        shop.slip_paper(village.slip()),
        shop.donors_paper(village.donors()),
    ]
    for paper in papers:
        assert paper.xlsx()
