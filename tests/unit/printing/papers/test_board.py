import io

import openpyxl
import pytest

from jifen.printing.papers import board, objection, speech
from jifen.printing.papers.kinds import KINDS
from jifen.printing.sheets import review

CODE = "3F2A-9C1D-07BE-55A0"


@pytest.mark.parametrize(
    ("which", "size", "paper", "orientation"),
    [
        ("red", None, 9, "portrait"),
        ("red", "A3", 8, "portrait"),
        ("black", None, 9, "landscape"),
        ("both", None, 9, "landscape"),
        ("both", "A3", 8, "landscape"),
    ],
)
def test_each_list_prints_on_the_paper_asked_for_all_columns_on_a_page(
    village, opened, which, size, paper, orientation
):
    sheet = opened(board.board_paper(village.board(), CODE, which).xlsx(size=size)).active
    assert (sheet.page_setup.paperSize, sheet.page_setup.orientation) == (paper, orientation)
    assert sheet.page_setup.scale == 100 and not sheet.sheet_properties.pageSetUpPr.fitToPage
    short, long = (297, 420) if paper == 8 else (210, 297)
    units = sum(dimension.width for dimension in sheet.column_dimensions.values())
    # A unit is at most 5.6 points wide; the margins are 15 mm each.
    assert 0.98 < units * 5.6 / 72 * 25.4 / ((long if orientation == "landscape" else short) - 30) < 1.001
    assert sheet.print_title_rows and sheet.oddFooter.right.text == "第&P页 共&N页"


def test_a_poster_on_a3_has_letters_that_grew_with_the_paper(village, opened):
    def title(size):
        sheet = opened(board.board_paper(village.board(), CODE, "red").xlsx(size=size)).active
        return next(c for row in sheet.iter_rows() for c in row if c.value == "沙院村2025年上半年红榜").font.sz

    assert title("A3") / title(None) == pytest.approx(1.414, abs=0.15) and title(None) >= 34


def test_the_red_list_names_everyone_with_rank_points_and_reason_and_how_it_was_chosen(village, text_of):
    content = village.board()
    text = text_of(board.board_paper(content, CODE, "red").xlsx())
    for line in content["red"]:
        assert f"{line['head']}|{line['points']}|{line['reason']}" in text
    assert "参评176户，按积分从高到低取参评户的20%，积分须大于0" in text
    assert "末位有3户积分相同，一并上榜" in text and "外出3户、迁出1户" in text and "本期缺2025年3月的积分" in text
    assert "（连续3次上榜）" in text and "本期无" not in text


def test_the_black_list_prints_facts_days_and_how_a_line_is_taken_off_and_no_points(village, text_of):
    text = text_of(board.board_paper(village.board(), CODE, "black").xlsx())
    assert "王建国（02-03）|《村规民约》第七条（环境卫生）|" in text
    assert "2025年5月21日|2025年6月20日|未整改|2026年1月15日" in text
    assert "撤榜办法：整改完成后" in text and "-12" not in text


@pytest.mark.parametrize("which", ["red", "black", "both"])
def test_an_empty_list_prints_that_there_is_none(village, text_of, which):
    text = text_of(board.board_paper(village.board(red=0, black=0), CODE, which).xlsx())
    assert text.count("本期无") == (2 if which == "both" else 1)


def test_classes_ranked_apart_have_a_heading_each(village, text_of):
    content = village.board(red=4)
    for n, line in enumerate(content["red"]):
        line["tier"] = "一类户" if n < 2 else "二类户"
    text = text_of(board.board_paper(content, CODE, "red").xlsx())
    assert text.index("一类户") < text.index(content["red"][0]["head"]) < text.index("二类户")
    assert text.count("类户") == 2


def test_side_by_side_the_shorter_list_ends_without_empty_boxes(village, opened):
    sheet = opened(board.board_paper(village.board(red=5, black=2), CODE, "both").xlsx()).active
    heads = {row[0].row: row for row in sheet.iter_rows() if isinstance(row[0].value, int)}
    rows = list(heads.values())
    assert [row[6].value for row in rows] == [2, 11, None, None, None]
    assert rows[1][6].border.left.style == "thin" and rows[2][6].border.left.style is None


def test_lines_still_in_force_are_marked(village, text_of):
    assert "现行（" in text_of(board.board_paper(village.board(current=True), CODE, "red").xlsx())
    assert "现行（" not in text_of(board.board_paper(village.board(), CODE, "red").xlsx())


def test_the_setting_for_the_red_list_reads_as_a_sentence():
    assert board.selector("top:30") == "按积分从高到低取前30名"
    assert board.selector("min:60") == "积分达到60分的户上榜"
    assert board.selector("grid:2") == "每个网格按积分取前2名"


def test_a_correction_of_a_list_names_list_line_before_after_and_why(village, text_of):
    text = text_of(board.correction_paper(village.board_correction(), CODE).xlsx())
    assert "1|黑榜|2|王建国|撤榜|公共道路边堆放粪堆|—|8月2日复查已清理" in text
    assert "沙院村公示〔2025〕12号（2025年上半年红黑榜）" in text


def test_the_review_workbook_has_the_contract_s_columns_and_red_is_filled_in_while_black_is_blank(village, opened):
    book = opened(review.review_workbook(village.review()))
    assert book.sheetnames == ["红榜", "黑榜"]
    tables = {}
    for sheet in book.worksheets:
        header = next(row for row in sheet.iter_rows() if any(c.value == "户编号" for c in row))
        names = [c.value for c in header]
        values = sheet.iter_rows(min_row=header[0].row + 1, values_only=True)
        tables[sheet.title] = [dict(zip(names, row, strict=True)) for row in values]
    assert {row["决定"] for row in tables["红榜"]} == {"上榜"} and len(tables["红榜"]) == 36
    candidate = tables["黑榜"][0]
    assert candidate["户编号"] == "02-03" and candidate["决定"] is None and candidate["复查结果"] is None
    wanted = {"户编号", "户主", "决定", "理由", "条款", "事实", "告知日期", "整改期限", "复查结果", "发生日期"}
    assert wanted <= set(candidate)
    assert sum(row["户编号"] is None for row in tables["黑榜"]) == 10


def test_decisions_and_outcomes_are_chosen_from_a_list(village, opened):
    book = opened(review.review_workbook(village.review()))
    found = {r.formula1: str(r.sqref) for r in book["黑榜"].data_validations.dataValidation}
    assert set(found) == {'"上榜,不上榜,暂缓"', '"已整改,未整改"'}
    assert found['"上榜,不上榜,暂缓"'].startswith("G")
    assert all(r.errorStyle == "stop" for r in book["红榜"].data_validations.dataValidation)


def test_a_reply_says_what_was_found_and_what_changed(village, text_of):
    text = text_of(objection.reply_paper(village.reply()).xlsx())
    assert "经核查，异议成立，予以更正。" in text
    assert "参加集体环境整治原4分，更正为6分；已发布沙院村公示〔2025〕8号。" in text
    rejected = village.reply() | {"status": "rejected", "correction": None, "changes": [], "late": True}
    text = text_of(objection.reply_paper(rejected).xlsx())
    assert "不予更正" in text and "更正内容" not in text and "公示期满后提出" in text


def test_the_form_leaves_room_and_says_when_the_village_answers(text_of):
    content = {"village": "沙院村", "document": None, "period": "2025-07", "hotline": "", "contact": "", "days": 7}
    text = text_of(objection.form_paper(content).xlsx())
    assert "7个工作日内" in text and "□漏记" in text and "监督电话" not in text and "2025年7月" in text


def test_the_reading_copy_reads_names_points_and_window_and_no_codes(village):
    text = speech.board(village.board())
    assert "第2网格的王建国，违反" in text and "02-03" not in text and "公示期从2025年7月29日至8月4日" in text
    assert "黑榜本期无。" in speech.board(village.board(black=0))
    read = speech.monthly(village.monthly())
    assert "第1网格：乔瑞年，加3分" in read and "扣3分" in read and "欧阳修远" in read
    assert "欧某某远" in speech.monthly(village.monthly(), mask=True)
    assert "没有召开积分评议会" in speech.monthly(village.monthly() | {"met": False})


def test_every_notice_that_names_points_has_a_reading_copy_that_ends_with_the_village(village):
    contents = [village.monthly(), village.correction(), village.void(), village.board(), village.redemption()]
    for content in contents:
        read = KINDS[content["kind"]].speech(content)
        assert read.startswith("各位村民：") and read.endswith("播报完毕。沙院村村民委员会。\n")
        assert "〔2025〕7号" in read or content["kind"] not in ("correction", "void")
    assert "第2网格的王建国，参加集体环境整治，原来4分，更正为6分。" in speech.correction(village.correction())
    assert "胡存，兑换洗衣液" not in speech.redemption(village.redemption(), mask=True)


@pytest.mark.parametrize(
    ("red", "black", "name"), [(6, 2, "红黑榜"), (30, 1, "红黑榜上下"), (0, 10, "红黑榜上下"), (5, 0, "红黑榜")]
)
def test_lists_stand_side_by_side_unless_one_is_far_longer(village, red, black, name):
    assert board.board_paper(village.board(red=red, black=black), CODE).template() == name


def test_where_one_list_is_far_longer_the_other_follows_it_across_the_whole_page(village, opened):
    sheet = opened(board.board_paper(village.board(red=30, black=0), CODE).xlsx()).active
    told = [str(row[0].value) for row in sheet.iter_rows() if row[0].value in ("红榜", "黑榜")]
    assert told == ["红榜"] * 30 + ["黑榜"]
    last = next(row for row in sheet.iter_rows() if row[0].value == "黑榜")
    assert last[1].value == "本期无" and f"B{last[1].row}:E{last[1].row}" in map(str, sheet.merged_cells.ranges)


@pytest.mark.parametrize("which", ["red", "black", "both"])
def test_in_large_letters_nothing_of_a_list_is_below_22_points(village, opened, which):
    sheet = opened(board.board_paper(village.board(red=20, black=2), CODE, which).xlsx(large=True)).active
    assert min(c.font.sz for row in sheet.iter_rows() for c in row if c.value and c.border.left.style) >= 22


GRADED = {"base": "100", "grades": "五星:105;四星:*"}


def graded(content, **more):
    """The same list of a village whose scheme has scores and grades."""
    red = [
        line | {"score": str(110 - n), "grade": "五星" if n < 6 else "四星"} for n, line in enumerate(content["red"])
    ]
    black = [line | {"score": "88", "grade": "四星"} for line in content["black"]]
    return content | {"scheme": GRADED | more, "red": red, "black": black}


@pytest.mark.parametrize("which", ["red", "both"])
def test_where_the_scheme_has_scores_they_stand_in_place_of_points_with_the_grade_below(village, text_of, which):
    content = graded(village.board(red=8, black=1))
    text = text_of(board.board_paper(content, CODE, which).xlsx())
    assert "得分、等级" in text and "110五星" in text and "103四星" in text
    assert f"{content['red'][0]['points']}|" not in text
    assert "按得分从高到低取参评户的20%" in text and "得分相同，一并上榜" in text


def test_one_table_of_both_lists_says_the_score_of_either(village, text_of):
    text = text_of(board.board_paper(graded(village.board(red=14, black=1)), CODE, "both").xlsx())
    assert "88四星" in text and "110五星" in text


def test_a_list_by_grades_does_not_ask_for_points(village, text_of):
    content = graded(village.board(red=3)) | {"selector": "level:五星,四星", "tied": 0}
    text = text_of(board.board_paper(content, CODE, "red").xlsx())
    assert "得分评为五星、四星的户上榜。" in text and "积分须大于0" not in text


def test_side_by_side_the_reason_says_the_place_within_what_is_ranked_apart(village, text_of):
    content = graded(village.board(red=4), apart="group")
    for n, line in enumerate(content["red"]):
        line |= {"among": "一组" if n < 2 else "二组", "rank": n % 2 + 1}
    assert "二组第2名。" in text_of(board.board_paper(content, CODE, "both").xlsx())
    alone = text_of(board.board_paper(content, CODE, "red").xlsx())
    assert "第2名。" not in alone and alone.index("一组") < alone.index("二组")
    assert "村民小组分开排名" in alone


def test_the_reading_copy_says_score_and_grade(village):
    assert "110分，五星。" in speech.board(graded(village.board()))


def test_a_group_without_a_name_is_no_grid_and_each_line_says_its_place_in_it(village, text_of):
    content = graded(village.board(red=4), apart="group")
    for n, line in enumerate(content["red"]):
        line |= {"among": "1" if n < 2 else "2", "rank": n % 2 + 1}
    text = text_of(board.board_paper(content, CODE, "red").xlsx())
    assert "2组第2" in text and "第2网格" not in text


def test_a_long_grade_stays_in_one_row_of_the_red_list(village):
    content = graded(village.board(red=2))
    for line in content["red"]:
        line["grade"] = "五星级文明诚信示范农户"
    sheet = openpyxl.load_workbook(io.BytesIO(board.board_paper(content, CODE, "red").xlsx())).active
    heads = [n for row in sheet.iter_rows() for n, cell in [(row[0].row, row[3].value)] if "五星级" in str(cell)]
    assert len(heads) == 2 and heads[1] == heads[0] + 1
