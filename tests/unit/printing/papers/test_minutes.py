"""The minutes say every decision in a row of its own."""

from decimal import Decimal

from jifen.printing.papers.minutes import minutes_paper


def with_decisions(village, count):
    content = village.minutes()
    first = content["lines"][0]
    item = first["items"][0]
    first["items"] = [
        {**item, "occurred_on": f"2025-07-{n % 28 + 1:02d}", "reason": f"第{n + 1}次出工"} for n in range(count)
    ]
    return content


def decisions(sheet):
    """The rows of the table as the columns' names → values."""
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    top = next(n for n, row in enumerate(rows) if row[0] == "序号")
    last = next(n for n, row in enumerate(rows) if row[0] == "合计")
    return [dict(zip(rows[top], row, strict=True)) for row in rows[top + 1 : last]]


def test_sixty_decisions_of_one_household_stand_in_sixty_rows_with_whose_they_are(village, opened):
    content = with_decisions(village, 60)
    household = content["lines"][0]["household"]
    sheet = opened(minutes_paper(content).xlsx()).worksheets[0]
    rows = decisions(sheet)
    own = [row for row in rows if row["户编号"] == household]
    assert [row["事由"] for row in own] == [f"第{n}次出工" for n in range(1, 61)]
    assert {(row["户主"], row["核定分"]) for row in own} == {(content["lines"][0]["head"], 3)}
    assert own[0]["日期"] == "7月1日" and own[0]["评议项目"].startswith("GY01 ")
    assert [row["序号"] for row in rows] == list(range(1, len(rows) + 1))
    assert max(sheet.row_dimensions[n].height for n in range(1, sheet.max_row + 1)) < 409


def test_a_households_sum_stands_at_its_first_decision_alone(village, opened):
    content = village.minutes()
    rows = decisions(opened(minutes_paper(content).xlsx()).worksheets[0])
    sums = [row["户合计"] for row in rows if row["户合计"] is not None]
    assert sums == [float(Decimal(line["points"])) for line in content["lines"]]
    assert rows[0]["户合计"] is not None


def test_signatures_never_stand_on_a_page_of_their_own(village, opened):
    sheet = opened(minutes_paper(with_decisions(village, 60)).xlsx()).worksheets[0]
    last = sheet.row_breaks.brk[-1].id
    below = [cell.value for row in sheet.iter_rows(min_row=last + 1) for cell in row if cell.value]
    assert "与会人员签字：" in below and "合计" in below
    assert sheet.page_setup.scale >= 96 and not sheet.sheet_properties.pageSetUpPr.fitToPage


def test_what_was_decided_stands_a_row_each_before_the_table_whose_column_names_every_page_repeats(village, opened):
    content = village.minutes() | {"notes": [f"第{n}件：同意" for n in range(1, 61)]}
    sheet = opened(minutes_paper(content).xlsx()).worksheets[0]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    told = [row[:2] for row in rows if str(row[1]).endswith("件：同意")]
    assert told == [[n, f"第{n}件：同意"] for n in range(1, 61)]
    repeated = int(sheet.print_title_rows.split("$")[-1])
    assert max(n for n, row in enumerate(rows, 1) if row[1] == "第60件：同意") < repeated
    after = [row[0] for row in rows[repeated:]]
    assert after.index("会后更正") < after.index("表决")
    assert "沙院村公示〔2025〕8号更正：01-02 赵敏，环境卫生原8分，更正为7分（复核）" in after


def test_minutes_without_decisions_of_their_own_say_so(village, opened):
    sheet = opened(minutes_paper(village.minutes() | {"notes": []}).xlsx()).worksheets[0]
    assert "议定事项：无" in [row[0].value for row in sheet.iter_rows()]
