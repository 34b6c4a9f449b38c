"""The village's bulletin says what is missing, names nobody but a red list that is out, and holds any village."""

from decimal import Decimal

import pytest

from jifen.printing.papers.bulletin import MOST_GRIDS, bulletin_paper, months


def fields(content):
    return bulletin_paper(content).filling.fields


def test_months_that_are_missing_or_open_are_said_on_the_paper(village):
    told = fields(village.bulletin() | {"later": ["2025-06"], "missing_before": ["2024-11", "2024-12"]})["说明"]
    assert "2025年4月没有评议会的记录" in told and "2025年6月还没有定案" in told
    assert "2025年6月还没有评议，数字只到2025年7月28日" in told and "缺2024年11月、12月" in told


def test_where_all_is_there_nothing_is_noted(village):
    assert fields(village.bulletin() | {"missing": [], "unfinished": []})["说明"] is None


def test_without_months_before_nothing_is_compared(village):
    content = village.bulletin() | {"before": None}
    found = fields(content)
    assert found["加分比"] is None and found["参与率比"] is None and "没有记录，不作比较" in found["说明"]


def test_a_change_says_how_much_and_in_what(village):
    found = fields(village.bulletin())
    assert (found["参评户比"], found["参与率比"], found["加分比"]) == ("比上期+2", "比上期+1.9个百分点", "比上期+81")
    same = village.bulletin()
    assert fields(same | {"before": same["figures"]})["净分比"] == "与上期持平"


@pytest.mark.parametrize(
    ("found", "told"),
    [
        (["2025-07"], "2025年7月"),
        (["2025-07", "2025-08"], "2025年7月、8月"),
        (["2025-07", "2025-08", "2025-09", "2025-11"], "2025年7月至9月、11月"),
        (["2024-11", "2024-12", "2025-01"], "2024年11月、12月、2025年1月"),
    ],
)
def test_months_in_a_row_are_told_as_one(found, told):
    assert months(found) == told


def test_households_of_one_name_bear_their_codes_and_no_list_names_nobody(village):
    assert "王建国（02-03）、王建国（05-03）" in fields(village.bulletin())["红榜"]
    assert fields(village.bulletin() | {"red": None})["红榜"] == "本期没有公示红榜。"


def test_grids_beyond_the_page_are_one_row_of_their_sums(village):
    content = village.bulletin(grids=60)
    rows = bulletin_paper(content).filling.tables["格"].rows
    assert len(rows) == MOST_GRIDS and rows[0]["网格"] == 1 and rows[-1]["网格"] == 60
    for column, key in (("户数", "households"), ("得分户", "participating"), ("积分", "points")):
        assert sum(row[column] for row in rows) == sum(Decimal(line[key]) for line in content["grids"])
    assert [row["网格"] for row in rows if not isinstance(row["网格"], int)] == ["中间25个网格"]


@pytest.mark.parametrize("grids", [0, 12, 35, 60])
def test_it_stands_on_two_pages_whatever_the_village_s_size(village, opened, grids):
    book = opened(bulletin_paper(village.bulletin(grids)).xlsx())
    assert [(s.page_setup.fitToWidth, s.page_setup.fitToHeight) for s in book.worksheets] == [(1, 1), (1, 1)]


def test_its_charts_are_drawn_from_the_rows_of_the_tables_and_end_with_them(village, opened):
    book = opened(bulletin_paper(village.bulletin(grids=30)).xlsx())
    refs = [series.val.numRef.f for chart in book.worksheets[0]._charts for series in chart.ser]
    assert len(refs) == 4
    for ref in refs:
        name, area = ref.replace("'", "").split("!")
        values = [cell.value for row in book[name][area.replace("$", "")] for cell in row]
        assert None not in values and len(values) == (12 if name == "各月各网格" else 8)


def test_matters_are_told_as_counts_by_kind_and_where_there_were_none_that_is_said(village):
    content = village.bulletin()
    told = fields(content)["事项"]
    assert told == ("登记4件，办结3件，其中按时2件；超期2件。矛盾调解登记3件、办结2件；微心愿登记1件、办结1件。")
    assert fields(content | {"matters": []})["事项"] == "本期没有事项。"
