"""Letters, columns and rows from the number of rows, the columns and the page."""

from dataclasses import replace

import pytest

from jifen.printing.engine.fitting import fit
from jifen.printing.engine.fitting.layout import Cell, Line, Part, Room
from jifen.printing.engine.measure import LINE

WIDE, UPRIGHT = Room(757.0, 500.0), Room(510.0, 746.0)
WIDTHS = [5.0, 15.0, 60.0]


def cell(column, value, size=14.0, **more):
    look = {"wrap": True, "across": "left" if column == 3 else "center", "boxed": True} | more
    return Cell(column, more.pop("span", column), value, None, size, look["wrap"], look["across"], boxed=look["boxed"])


def table(names, words="参加集体环境整治", size=14.0):
    header = Line(
        [cell(n, text, size) for n, text in enumerate(("序号", "户主", "主要事由"), 1)], 26.0, Part.COLUMNS, 2
    )
    body = [
        Line([cell(1, n, size), cell(2, name, size), cell(3, words, size)], 26.0, Part.BODY, 3)
        for n, name in enumerate(names, 1)
    ]
    sign = Line([Cell(1, 3, "沙院村村民委员会（章）", None, 16.0, True, "right")], 38.0, Part.TAIL, 4)
    return [header, *body, sign]


def points(layout, column):
    return layout.widths[column - 1] * fit.UNIT


def test_five_rows_are_printed_bigger_and_higher_than_five_hundred():
    few, many = (fit.fitted(table(["王建国"] * n), WIDTHS, UPRIGHT, large=False) for n in (5, 500))
    assert few.scales.table > 1.2 and few.ends == []
    assert many.scales.table >= 1.0 and len(many.ends) > 10
    assert few.heights[1] > 1.5 * many.heights[1]


@pytest.mark.parametrize("room", [WIDE, UPRIGHT])
def test_the_columns_fill_the_page_and_hold_their_longest_name_on_one_line(room):
    layout = fit.fitted(table(["王建", "欧阳修远", "王建国"] * 20), WIDTHS, room, large=False)
    assert sum(layout.widths) * fit.WIDEST_UNIT == pytest.approx(room.width)
    assert points(layout, 2) >= 4 * 14 * layout.scales.table
    assert len({layout.heights[n] for n in range(1, 61)}) == 1


def test_large_names_have_22_points():
    layout = fit.fitted(table(["王建国"] * 40), WIDTHS, WIDE, large=True)
    assert fit.font_size(cell(2, "王建国"), layout.scales) >= 22


def test_letters_shrink_only_where_the_columns_would_not_stand_side_by_side():
    names = [
        Line([cell(n, "王建国张伟" if n < 9 else "事由", across="center") for n in range(1, 10)], 26.0, Part.BODY, 1)
    ]
    narrow = fit.fitted(names, [10.0] * 9, Room(600.0, 500.0), large=False)
    assert narrow.scales.table < 1.0 and narrow.holds


def test_a_fact_of_150_characters_does_not_fill_a_page():
    layout = fit.fitted(table(["王建国"], words="在村东大街公共道路边堆放粪堆" * 11), WIDTHS, WIDE, large=True)
    assert max(layout.heights) <= WIDE.height * 0.75


def test_bigger_paper_has_bigger_letters():
    small = fit.fitted(table(["王建国"] * 90), WIDTHS, UPRIGHT, large=False)
    big = fit.fitted(table(["王建国"] * 90), WIDTHS, Room(757.0, 1095.0), large=False, ratio=297 / 210)
    assert big.scales.table / small.scales.table == pytest.approx(1.414, abs=0.2)


def test_a_column_left_blank_keeps_its_width():
    lines = [
        Line([cell(1, "王建国"), cell(2, None), cell(3, "参加集体环境整治")], 26.0, Part.BODY, 1) for _ in range(9)
    ]
    layout = fit.fitted(lines, [20.0, 30.0, 50.0], WIDE, large=False)
    assert layout.widths[1] / sum(layout.widths) == pytest.approx(0.3)


def test_large_print_takes_another_page_rather_than_make_what_stands_around_the_table_smaller():
    notes = [Line([Cell(1, 3, "说明", None, 16.0)], 38.0, Part.TAIL, 5)] * 9
    layout = fit.fitted([*table(["王建国"] * 40), *notes], WIDTHS, WIDE, large=True)
    assert fit.font_size(notes[0].cells[0], layout.scales) == 22
    assert not layout.closes and layout.ends[-1] > 40
    assert fit.font_size(cell(2, "王建国"), layout.scales) >= 22


def test_an_empty_table_leaves_half_its_room_to_the_one_beside_it():
    row = Line([cell(1, "王建国"), cell(2, "理由", across="left")], 26.0, Part.BODY, 2)
    nothing = cell(3, "本期无").but(joined=True, span=4)
    head = Line([cell(n, "名称") for n in (1, 2, 3, 4)], 26.0, Part.COLUMNS, 1)
    long = cell(2, "积极参加村庄清洁行动；红白事简办，不铺张；邻里有事热心相帮" * 3, across="left")
    widths = [15.0, 60.0, 30.0, 30.0]
    first = Line([cell(1, "王建国"), long, nothing], 26.0, Part.BODY, 2)
    empty = fit.fitted([head, first, row], widths, WIDE, large=False)
    whole = sum(widths)
    units = WIDE.width / fit.WIDEST_UNIT
    assert empty.widths[2] == pytest.approx(30 / whole * units / 2, abs=0.1)
    assert empty.widths[1] > 60 / whole * units


@pytest.mark.parametrize("text", ["9月11日", "12月10日", "3月5日", "1.5分"])
@pytest.mark.parametrize("size", [14.0, 14.5, 16.0])
def test_a_column_as_wide_as_its_longest_text_holds_it_on_one_line(text, size):
    many = [
        Line([cell(1, "3", size), cell(2, f"2025年\n{text}", size), cell(3, "清沟" * 25, size)], 20.0, Part.BODY, 1)
    ] * 90
    layout = fit.fitted(many, WIDTHS, WIDE, large=False)
    assert layout.heights[0] < 2.5 * fit.font_size(many[0].cells[1], layout.scales) * LINE + 6


def test_the_only_row_of_a_list_grows_by_less_than_a_line():
    facts = "2025年5月在村道上堆放柴草，占用半幅路面，经三次上门提醒以后仍然没有清理" * 3
    lines = table(["王建国"], facts)
    layout = fit.fitted(lines, WIDTHS, WIDE, large=False)
    line = fit.font_size(cell(3, facts), layout.scales) * LINE
    assert layout.heights[1] < 5 * line + 6


def test_a_column_of_grades_holds_the_longest_streak_on_one_line():
    def line(text):
        return Line([Cell(1, 1, text, None, 12.0, across="center", boxed=True)], 20, Part.BODY, 1)

    sheet = fit._Sheet.of([line("五星级文明诚信示范农户"), line("三星（连续12次）")], [9.0])
    needs, _, _ = fit._needs(replace(sheet, name=5.4), fit.AS_IT_IS)
    assert needs[1] * fit.UNIT >= 6.2 * 12 + 5
