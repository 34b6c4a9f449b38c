"""Tables at a terminal: columns drop and texts fold, but no code, name or number is ever broken."""

import pytest

from jifen.cli.tables import Layout, cell_len, fold, laid_out
from jifen.messages.results import Table

ROWS = [
    ("03-07", "王建国", "3", "门前三包落实好，庭院常年整洁，参加清渠（HJ05×2）和夜间巡逻", "12.5", "张三"),
    ("11-102", "欧阳国良", "11", "", "-3", "李四"),
]
TABLE = Table(("户编号", "户主", "网格", "事由", "分", "经办"), ROWS, (4,), ("经办", "网格"), ("事由",), "分")


def shown(width: int | None) -> Layout:
    return laid_out(TABLE, width)


def test_where_nobody_watches_nothing_is_dropped_or_folded() -> None:
    layout = shown(None)
    assert layout.dropped == ()
    assert len(layout.lines) == 4
    assert ROWS[0][3] in layout.lines[2]
    assert "   12.5   " in layout.lines[2]
    assert layout.lines[3].endswith("  -3   李四")


@pytest.mark.parametrize("width", range(36, 130))
def test_at_any_width_codes_names_and_numbers_are_whole_and_no_line_is_too_wide(width: int) -> None:
    layout = shown(width)
    text = "\n".join(layout.lines)
    assert max(map(cell_len, layout.lines)) <= max(width, 42)
    for whole in ("03-07", "王建国", "11-102", "欧阳国良", "12.5", "-3"):
        assert whole in text
    assert "HJ05×2" in text


def test_texts_fold_before_columns_drop_and_these_drop_from_the_least_important() -> None:
    assert shown(120) == shown(None)
    assert shown(70).dropped == ()
    assert len(shown(70).lines) > 4
    assert shown(50).dropped == ("经办",)
    assert shown(45).dropped == ("经办", "网格")
    assert "经办" not in shown(50).lines[0]


def test_a_folded_text_is_all_there() -> None:
    text = "事由：2025-07-28 清渠 A01×2、B03×1，共 12.5 分"
    for width in range(10, 60):
        lines = fold(text, width)
        assert max(map(cell_len, lines)) <= width
        assert "".join(lines).replace(" ", "") == text.replace(" ", "")


def test_a_word_wider_than_its_line_is_broken_and_not_lost() -> None:
    assert fold("x" * 25, 10) == ["x" * 10, "x" * 10, "x" * 5]


def test_bars_stand_behind_the_lines_where_there_is_room() -> None:
    table = Table(("户", "分"), [("甲", "10"), ("乙", "5"), ("丙", "-1")], (1,), bar="分")
    lines = laid_out(table, 60, lambda cells: "=" * round(cells)).lines
    assert [line.count("=") for line in lines] == [0, 0, 20, 10, 0]
    assert laid_out(table, 15, lambda cells: "=" * round(cells)) == laid_out(table, 15)
    assert laid_out(table, None) == laid_out(table, 60)
