"""Words on goods lists and sign-out sheets: who fetched it, where goods come from, how many."""

import pytest

from jifen.reading.formats.workbook import Cell
from jifen.reading.forms.form import FormCell
from jifen.reading.forms.goods import source
from jifen.reading.forms.items import whole
from jifen.reading.forms.redemption_model import proxy


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("张小丽（儿媳）", ("张小丽", "儿媳")),
        ("张小丽(儿媳)代领", ("张小丽", "儿媳")),
        ("张小丽 儿媳", ("张小丽", "儿媳")),
        ("由张小丽（儿媳）代领", ("张小丽", "儿媳")),
        ("代领：张小丽", ("张小丽", None)),
        ("代领人:张小丽（儿媳）", ("张小丽", "儿媳")),
        ("张小丽", ("张小丽", None)),
        ("李·阿依古丽（女儿）", ("李·阿依古丽", "女儿")),
        ("", None),
        ("  ", None),
        ("Li Wei Jun", ("Li Wei Jun", None)),
    ],
)
def test_who_fetched_it_is_read_with_the_relation(text: str, expected: tuple[str, str | None] | None) -> None:
    assert proxy(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("捐赠：县供销社", ("donation", "县供销社")),
        ("捐赠（王老板）", ("donation", "王老板")),
        ("县供销社捐赠", ("donation", "县供销社")),
        ("捐赠", ("donation", "")),
        ("采购：粮油店", ("opening", "粮油店")),
        ("村购", ("opening", "")),
        ("粮油店", ("opening", "粮油店")),
        ("", ("opening", "")),
    ],
)
def test_where_goods_come_from_is_read_from_the_source(text: str, expected: tuple[str, str]) -> None:
    assert source(text) == expected


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        (Cell("number", 2.0), 2), (Cell("text", "2"), 2), (Cell("text", "２块"), 2), (Cell("text", "2.0"), 2),
        (Cell("number", 0.0), 0), (Cell("number", 1.5), None), (Cell("number", -1.0), None),
        (Cell("text", "1.5"), None), (Cell("text", "-1"), None), (Cell("text", "两块"), None),
        (Cell("number", 1e7), None), (Cell("percent", 0.5), None), (Cell("text", "1,000"), None),
    ],
)  # fmt: skip
def test_a_quantity_on_a_sheet_is_a_whole_number(cell: Cell, expected: int | None) -> None:
    assert whole(FormCell("表", "D2", cell)) == expected
