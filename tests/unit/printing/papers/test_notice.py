from decimal import Decimal

import pytest

from jifen.errors import JifenError
from jifen.messages import labels
from jifen.printing import words
from jifen.printing.papers import minutes, notice, reasons, statement

CODE = "3F2A-9C1D-07BE-55A0"
HEADER = ["序号", "网格", "户主", "本月加分", "本月扣分", "本月合计", "本年累计", "可兑换", "主要事由"]


@pytest.fixture
def sheet(village, opened):
    return opened(notice.monthly_paper(village.monthly(), CODE).xlsx()).active


def table(sheet):
    rows = [list(row) for row in sheet.iter_rows(values_only=True)]
    start = next(n for n, row in enumerate(rows) if row[0] == "序号")
    end = next(n for n, row in enumerate(rows) if str(row[0]).startswith("合计"))
    return rows[start], rows[start + 1 : end], rows[end]


def test_the_columns_are_those_of_the_office_form_and_all_households_stand_grid_by_grid(village, sheet):
    header, lines, _ = table(sheet)
    assert [name.replace("\n", "") for name in header] == HEADER
    households = [row for row in lines if isinstance(row[0], int)]
    assert [row[0] for row in households] == list(range(1, len(village.households()) + 1))
    assert [int(row[1]) for row in households] == sorted(int(row[1]) for row in households)
    assert sum("小计（10户）" in str(row[0]).replace("\n", "") for row in lines) == len(village.GRIDS)


def test_the_lines_add_up_to_the_subtotals_and_these_to_the_totals(village, sheet):
    _, lines, last = table(sheet)
    for column in range(3, 7):
        whole = sum(Decimal(str(row[column])) for row in lines if isinstance(row[0], int))
        parts = sum(Decimal(str(row[column])) for row in lines if not isinstance(row[0], int))
        assert whole == parts == Decimal(str(last[column]))
    assert last[0] == f"合计（{len(village.households())}户）"


def test_it_prints_on_a4_with_its_header_on_every_page_all_columns_on_one_and_pages_counted(sheet):
    header = next(n for n, row in enumerate(sheet.iter_rows(values_only=True), 1) if row[0] == "序号")
    assert sheet.page_setup.paperSize == 9
    assert sheet.print_title_rows == f"${header}:${header}"
    assert sheet.page_setup.scale == 100 and not sheet.sheet_properties.pageSetUpPr.fitToPage
    assert sum(d.width for d in sheet.column_dimensions.values()) * 5.6 <= (297 - 30) / 25.4 * 72 + 1
    assert sheet.oddFooter.right.text == "第&P页 共&N页"
    assert "沙院村公示〔2025〕7号" in sheet.oddFooter.left.text and CODE in sheet.oddFooter.left.text


def test_the_title_is_set_as_public_documents_are(sheet):
    title = next(cell for row in sheet.iter_rows() for cell in row if cell.value == "沙院村2025年7月积分公示表")
    assert title.font.name == "方正小标宋简体" and 22 <= title.font.sz <= 26


def test_window_hotline_signature_number_and_code_stand_at_the_foot(village, text_of):
    text = text_of(notice.monthly_paper(village.monthly(), CODE).xlsx())
    assert "公示期：2025年7月29日至7月31日（3天）。" in text
    assert "监督电话：0313-5551234" in text
    assert "红旗镇沙院村党支部　　红旗镇沙院村村民委员会（章）" in text
    assert f"编号：沙院村公示〔2025〕7号　　校验码：{CODE}" in text
    assert "本月加分公示期满无异议后方可兑换" in text
    assert "补录" not in text and "节假日" not in text and "送审稿" not in text


def test_before_publication_it_is_a_draft_without_number_code_or_window(village, text_of):
    text = text_of(notice.monthly_paper(village.monthly(published=False), None).xlsx())
    assert "送审稿（未公布，不编号）" in text and "公示期：（公布时填写）" in text
    assert "编号：" not in text and "校验码" not in text


def test_a_backdated_notice_and_a_year_without_holidays_say_so(village, text_of):
    content = village.monthly() | {"backdated": True, "workdays": "weekends"}
    text = text_of(notice.monthly_paper(content, CODE).xlsx())
    assert "补录：" in text and "未含节假日调休" in text
    text = text_of(notice.monthly_paper(content | {"workdays": "fixed"}, CODE).xlsx())
    assert "元旦、劳动节、国庆节不计" in text and "未含节假日调休" not in text


def test_a_month_without_a_meeting_and_one_without_points_say_so(village, text_of):
    unmet = village.monthly(count=0) | {"met": False, "held_on": None}
    assert "本月未评议。" in text_of(notice.monthly_paper(unmet, CODE).xlsx())
    quiet = village.monthly(count=1)
    text = text_of(notice.monthly_paper(quiet, CODE).xlsx())
    assert "本月无加分、扣分。" in text and "本月未评议" not in text
    assert "本月无加分" not in text_of(notice.monthly_paper(village.monthly(count=5), CODE).xlsx())


def test_equal_names_bear_their_code_away_ones_are_marked_and_debts_are_named(village, text_of):
    text = text_of(notice.monthly_paper(village.monthly(), CODE).xlsx())
    assert "王建国（02-03）" in text and "王建国（11-09）" in text and "欧阳修远|" in text
    assert text.count("（外出）") == 1 and "欠5分" in text


def test_masked_names_hide_the_middle_and_bear_the_code_where_the_mask_made_them_equal(village, text_of):
    assert [words.mask_name(n) for n in ("王建国", "王建", "欧阳修远", "王")] == ["王*国", "王*", "欧**远", "王"]
    masked = words.names([("01-01", "王建国"), ("01-02", "王卫国"), ("01-03", "李四")], mask=True)
    assert masked == {"01-01": "王*国（01-01）", "01-02": "王*国（01-02）", "01-03": "李*"}
    assert "王建国" not in text_of(notice.monthly_paper(village.monthly(), CODE, mask=True).xlsx())


def test_a_head_called_like_a_formula_stays_a_name(village, opened):
    content = village.monthly(count=1)
    content["lines"][0]["head"] = "=1+1"
    sheet = opened(notice.monthly_paper(content, CODE).xlsx()).active
    assert [c.data_type for row in sheet.iter_rows() for c in row if c.value == "=1+1"] == ["s"]


def test_reasons_hide_what_must_not_be_read_and_cannot_be_told_from_category_points():
    hidden = {"category": "遵规守法", "rule": "ZF02", "wording": None, "points": "5"}
    plain = {"category": "遵规守法", "rule": None, "wording": None, "points": "2"}
    taken = {"category": "遵规守法", "rule": None, "wording": None, "points": "-4"}
    named = {"category": "环境卫生", "rule": "HJ05", "wording": "参加集体环境整治", "points": "4"}
    assert reasons.compose([named, plain, hidden, taken]) == "遵规守法+7；参加集体环境整治+4；遵规守法-4"
    assert reasons.compose([]) == ""


def test_many_reasons_are_cut_where_the_room_ends_and_counted():
    many = [{"category": f"类别{n}", "rule": None, "wording": None, "points": str(9 - n)} for n in range(8)]
    assert reasons.compose(many, room=20) == "类别0+9；类别1+8；等8项"


def test_every_column_is_wide_enough_for_its_numbers(sheet):
    for row in sheet.iter_rows():
        for cell in row:
            if isinstance(cell.value, int | float):
                width = sheet.column_dimensions[cell.column_letter].width
                assert len(str(cell.value)) * 1.15 + 0.8 <= width, (cell.coordinate, cell.value)


def test_a_village_s_own_words_replace_single_lines_and_a_wrong_field_is_named(village, text_of, tmp_path):
    (tmp_path / "文字.toml").write_text('["积分公示"]\n"标题" = "{村名}光荣榜"\n', encoding="utf-8")
    text = text_of(notice.monthly_paper(village.monthly(), CODE, own_templates=tmp_path).xlsx())
    assert "沙院村光荣榜" in text and "监督电话：0313-5551234" in text
    (tmp_path / "文字.toml").write_text('["积分公示"]\n"标题" = "{村}光荣榜"\n', encoding="utf-8")
    with pytest.raises(JifenError) as refused:
        notice.monthly_paper(village.monthly(), CODE, own_templates=tmp_path).xlsx()
    assert refused.value.code == "template-placeholder-unknown"
    where = {"template": "文字.toml", "cell": "第 2 行（积分公示 标题）"}
    assert refused.value.facts == {**where, "found": "{村}", "meant": "{村名}"}
    for broken in ("[", '"积分公示" = "标题"'):
        (tmp_path / "文字.toml").write_text(broken, encoding="utf-8")
        with pytest.raises(JifenError, match=r"template-unreadable|text-not-text"):
            notice.monthly_paper(village.monthly(), CODE, own_templates=tmp_path).xlsx()


def test_a_correction_names_the_first_document_and_both_figures(village, text_of):
    text = text_of(notice.correction_paper(village.correction(), CODE).xlsx())
    assert "我村2025年7月28日公布的沙院村公示〔2025〕7号" in text
    assert "1|2|王建国（02-03）|参加集体环境整治|4|6|7月12日整治漏记一次，经核对签到表更正" in text
    assert "2|11|王建国（11-09）|遵规守法|5|0|重名误记" in text
    assert "编号：沙院村公示〔2025〕8号" in text


def test_a_withdrawal_names_document_and_reason(village, text_of):
    text = text_of(notice.void_paper(village.void(), CODE).xlsx())
    assert "沙院村公示〔2025〕7号（2025年7月积分公示表）自即日起作废" in text
    assert "作废原因：评议表录入时整列错位，须重新评议。" in text


def test_the_minutes_hold_every_household_that_scored_and_what_was_let_through(village, text_of):
    text = text_of(minutes.minutes_paper(village.minutes()).xlsx())
    assert "会议时间||2025年7月28日" in text and "实到人数不足应到人数的一半" in text
    scored = [line for line in village.minutes()["lines"] if line["items"]]
    assert len(scored) == text.count("|7月3日|") == text.count("|东沟修渠|") > 20
    assert "03-04 周有福|||超过上限：连续三天抢修水渠，会议一致同意||||8" in text
    assert "胡国（评议01-01 胡国户时）" in text and "成立，已更正：补记3分" in text
    assert "签到表" in text


def test_minutes_of_a_meeting_nobody_wrote_down_leave_blanks_and_no_warning(village, text_of):
    bare = {"held_on": None, "place": None, "chair": None, "recorder": None, "expected": None, "present": None}
    empty = {"panel": [], "supervisors": [], "recusals": [], "allowed": [], "notes": [], "objections": []}
    text = text_of(minutes.minutes_paper(village.minutes() | bare | empty).xlsx())
    assert "应到||　　人" in text and "不足" not in text and "放行" not in text


def test_a_statement_shows_every_entry_the_running_balance_and_what_is_pending(village, text_of):
    content = village.statement()
    text = text_of(statement.statement_paper(content).xlsx())
    assert text.count("东沟修渠清淤") == sum(line["reason"] == "东沟修渠清淤" for line in content["lines"])
    assert "待生效（公示至7月31日）" in text and "待生效（未公示）" in text and "异议中" in text
    assert "冲正第101号" in text and "上期结存" in text and "02-03" in text
    assert "补足前不能兑换" not in text
    owing = content | {"figures": content["figures"] | {"available": "-3.5"}, "lines": []}
    owed = text_of(statement.statement_paper(owing).xlsx())
    assert "欠3.5分" in owed and "补足前不能兑换" in owed and "本期无记录" in owed


def test_periods_days_and_numbers_are_written_as_offices_write_them():
    assert words.number("沙院村", 2025, 7) == "沙院村公示〔2025〕7号"
    assert [labels.period(p) for p in ("2025-07", "2025Q3", "2025H1", "2025H2", "2025")] == [
        "2025年7月",
        "2025年三季度",
        "2025年上半年",
        "2025年下半年",
        "2025年",
    ]
    assert words.day("2025-07-08") == "2025年7月8日"
    assert words.window("2025-12-30", "2025-12-30") == "2025年12月30日（1天）"
    assert words.days("2025-04-06", "2025-04-06") == "2025年4月6日"
    assert words.days("2025-04-06", "2025-04-08") == "2025年4月6日至2025年4月8日"
    assert words.window("2025-12-30", "2026-01-02") == "2025年12月30日至2026年1月2日（4天）"
    assert words.available("-0.5") == "欠0.5分"


def test_in_large_letters_the_reasons_stand_below_their_household_and_nothing_to_read_is_below_22_points(
    village, opened
):
    content = village.monthly(count=12)
    content["lines"][3]["reasons"] = []
    sheet = opened(notice.monthly_paper(content, CODE).xlsx(large=True)).active
    rows = [[cell for cell in row if cell.value not in (None, "")] for row in sheet.iter_rows()]
    texts = [str(row[0].value) for row in rows if row]
    start = texts.index("4")
    assert not texts[start + 1].startswith("事由"), "a household without reasons has no row for them"
    assert texts[start - 1].startswith("事由：") and texts[start + 2].startswith("事由：")
    boxed = {cell.font.sz for row in rows for cell in row if cell.border.left.style}
    assert min(boxed) >= 22
    ends = {item.id for item in sheet.row_breaks.brk}
    assert all(not str(sheet.cell(end + 1, 1).value).startswith("事由") for end in ends)


def test_a_village_that_changed_the_notice_alone_gets_its_own_in_large_letters_too(village, tmp_path):
    paper = notice.monthly_paper(village.monthly(count=3), CODE, own_templates=tmp_path)
    assert paper.template(large=True) == "积分公示表大字"
    (tmp_path / "积分公示表.xlsx").touch()
    assert paper.template(large=True) == "积分公示表"
    (tmp_path / "积分公示表大字.xlsx").touch()
    assert (paper.template(large=True), paper.template()) == ("积分公示表大字", "积分公示表")


def test_a_book_with_one_worker_a_grid_has_no_subtotals(village, text_of):
    content = village.graded()
    content["lines"] = [{**line, "grid": str(n)} for n, line in enumerate(content["lines"], 1)]
    paper = notice.monthly_paper(content, "code")
    assert "小计" in text_of(paper.xlsx())
    content["scheme"] = {**content["scheme"], "subject": "grid-worker"}
    text = text_of(notice.monthly_paper(content, "code").xlsx())
    assert "小计" not in text and "合计" in text
