"""What a paper must carry: a village's template that leaves one of it out is refused with the field's name."""

import shutil
from dataclasses import replace
from functools import cache

import openpyxl
import pytest

from jifen.errors import JifenError
from jifen.printing.engine import placeholders
from jifen.printing.engine.paper import Paper
from jifen.printing.papers import (
    board,
    bulletin,
    grids,
    handed,
    honour,
    minutes,
    notice,
    objection,
    phone,
    redemption,
    required,
    shop,
    statement,
)
from jifen.resources import data_dir

FORM = {"village": "沙院村", "document": None, "period": None, "hotline": "110", "contact": "", "days": 7}


def large(paper):
    """The paper as one that is always printed from its roomy template."""
    return replace(paper, name=paper.roomy)


MAKERS = {
    "积分公示表": lambda v, code: notice.monthly_paper(v.monthly(), code),
    "积分公示表大字": lambda v, code: large(notice.monthly_paper(v.monthly(), code)),
    "评级公示表": lambda v, code: notice.monthly_paper(v.graded(), code),
    "评级公示表大字": lambda v, code: large(notice.monthly_paper(v.graded(), code)),
    "积分名次公示表": lambda v, code: notice.monthly_paper(v.ranked(v.monthly()), code),
    "积分名次公示表大字": lambda v, code: large(notice.monthly_paper(v.ranked(v.monthly()), code)),
    "评级名次公示表": lambda v, code: notice.monthly_paper(v.ranked(v.graded(), "group"), code),
    "评级名次公示表大字": lambda v, code: large(notice.monthly_paper(v.ranked(v.graded(), "group"), code)),
    "更正公示": lambda v, code: notice.correction_paper(v.correction(), code),
    "作废公告": lambda v, code: notice.void_paper(v.void(), code),
    "红榜": lambda v, code: board.board_paper(v.board(), code, "red"),
    "黑榜": lambda v, code: board.board_paper(v.board(), code, "black"),
    "黑榜大字": lambda v, code: large(board.board_paper(v.board(), code, "black")),
    "红黑榜": lambda v, code: replace(board.board_paper(v.board(), code, "both"), long=False),
    "红黑榜上下": lambda v, code: large(board.board_paper(v.board(), code, "both")),
    "红黑榜更正公示": lambda v, code: board.correction_paper(v.board_correction(), code),
    "荣誉公示": lambda v, code: honour.notice_paper(v.honour(), code),
    "整改公示": lambda v, code: honour.notice_paper(v.rectified(), code),
    "荣誉更正公示": lambda v, code: honour.correction_paper(v.honour_correction(), code),
    "挂牌名单": lambda v, code: honour.plaque_paper(v.certificates(2) | {"honour": "family", "name": "最美家庭"}),
    "异议申请表": lambda v, code: objection.form_paper(FORM),
    "异议答复单": lambda v, code: objection.reply_paper(v.reply()),
    "会议记录": lambda v, code: minutes.minutes_paper(v.minutes()),
    "积分明细单": lambda v, code: statement.statement_paper(v.scored_statement()),
    "兑换公示表": lambda v, code: redemption.redemption_paper(v.redemption(), code),
    "村积分简报": lambda v, code: bulletin.bulletin_paper(v.bulletin()),
    "网格员考核表": lambda v, code: grids.assessment_paper(v.assessment()),
    "网格一张表": lambda v, code: grids.grid_paper(v.grid_sheet()),
    "明码标分目录": lambda v, code: shop.catalogue_paper(v.catalogue()),
    "兑换告知单": lambda v, code: shop.slip_paper(v.slip()),
    "捐赠榜": lambda v, code: shop.donors_paper(v.donors()),
    "积分卡": lambda v, code: handed.card_paper(v.cards(9)),
    "评级积分卡": lambda v, code: handed.card_paper(v.scored_cards(9)),
    "荣誉证书": lambda v, code: handed.certificate_paper(v.certificates(2)),
    "整改通知书": lambda v, code: handed.rectification_paper(v.rectification()),
    "手机版积分公示": lambda v, code: phone.monthly(v.monthly(), code)[0].paper,
    "手机版评级公示": lambda v, code: phone.monthly(v.ranked(v.graded()), code)[0].paper,
    "手机版兑换公示": lambda v, code: phone.redeemed(v.redemption(), code)[0].paper,
    "手机版红榜": lambda v, code: phone.listed(v.board(), code, which="red")[0].paper,
    "手机版黑榜": lambda v, code: phone.listed(v.board(), code, which="black")[0].paper,
}


@cache
def made(village, name) -> Paper:
    return MAKERS[name](village, "3F2A-9C1D-07BE-55A0")


def paper_of(village, name, own=None) -> Paper:
    return replace(made(village, name), own=own)


def own_template(folder, name, change):
    path = folder / f"{name}.xlsx"
    shutil.copy(data_dir("templates") / path.name, path)
    book = openpyxl.load_workbook(path)
    change(book)
    book.save(path)
    return folder


def without(*fields):
    """Take the fields out of every cell and footer."""
    asked = ["{" + field + "}" for field in fields]

    def change(book):
        for sheet in book.worksheets:
            for row in sheet.iter_rows():
                for cell in row:
                    for field in asked:
                        if isinstance(cell.value, str):
                            cell.value = cell.value.replace(field, "") or None
            for part in (sheet.oddFooter.left, sheet.oddFooter.center, sheet.oddFooter.right, sheet.oddHeader.left):
                for field in asked:
                    part.text = part.text and part.text.replace(field, "x")

    return change


def refused(paper):
    with pytest.raises(JifenError) as found:
        required.check(paper)
    return found.value


@pytest.mark.parametrize("name", MAKERS)
def test_the_shipped_template_carries_all_its_paper_must(village, name):
    required.check(paper_of(village, name))


def test_every_paper_says_what_it_must_carry():
    assert set(required.REQUIRED) == {path.stem for path in data_dir("templates").glob("*.xlsx")} == set(MAKERS)


@pytest.mark.parametrize("name", MAKERS)
def test_every_part_that_must_be_there_can_be_given_by_a_field_that_the_paper_knows(village, name):
    known = placeholders.known(paper_of(village, name).filling)
    unknown = [
        part.fields
        for part in required.REQUIRED[name]
        if not any(key in known.get(table, ()) for table, key in map(placeholders.split, part.fields))
    ]
    assert unknown == []


PARTS = [(name, part) for name, parts in required.REQUIRED.items() for part in parts]


@pytest.mark.parametrize(("name", "part"), PARTS, ids=[f"{name}-{part.fields[0]}" for name, part in PARTS])
def test_a_template_without_a_part_is_refused_with_its_field_unless_there_is_nothing_to_say(
    village, tmp_path, name, part
):
    paper = paper_of(village, name, own_template(tmp_path, name, without(*part.fields)))
    scalars = [field for field in part.fields if "." not in field]
    if scalars and all(paper.filling.fields.get(field) is None for field in scalars):
        required.check(paper)
        return
    error = refused(paper)
    assert (error.code, error.facts["template"]) == ("template-field-missing", f"{name}.xlsx")
    assert error.facts["field"] in {
        other.fields[0] for other in required.REQUIRED[name] if set(other.fields) & set(part.fields)
    }


def test_the_hotline_is_asked_for_only_where_one_is_set(village, tmp_path):
    own = own_template(tmp_path, "积分公示表", without("监督电话"))
    assert refused(paper_of(village, "积分公示表", own)).facts["field"] == "监督电话"
    silent = notice.monthly_paper({**village.monthly(), "hotline": ""}, "x", own_templates=own)
    required.check(silent)


def test_a_withdrawal_has_no_window_and_needs_none(village, tmp_path):
    required.check(paper_of(village, "作废公告", own_template(tmp_path, "作废公告", without("公示期"))))


def hide_column(book):
    book.active.column_dimensions["C"].hidden = True


def merge_over(book):
    book.active.merge_cells("B8:C8")


def hide_sheet(book):
    book.create_sheet("空白")["A1"] = "{标题}"
    book.active.sheet_state = "hidden"


@pytest.mark.parametrize(
    ("change", "field"), [(hide_column, "行.户主"), (merge_over, "行.户主"), (hide_sheet, "公示期")]
)
def test_what_stands_where_the_paper_does_not_show_it_does_not_count(village, tmp_path, change, field):
    assert (
        refused(paper_of(village, "积分公示表", own_template(tmp_path, "积分公示表", change))).facts["field"] == field
    )


def test_the_number_may_stand_in_the_footer_alone_but_the_window_may_not(village, tmp_path):
    required.check(paper_of(village, "红榜", own_template(tmp_path, "红榜", without("编号行", "送审稿"))))

    def window_in_footer(book):
        without("公示期")(book)
        book.active.oddFooter.center.text = "{公示期}"

    own = own_template(tmp_path, "积分公示表", window_in_footer)
    assert refused(paper_of(village, "积分公示表", own)).facts["field"] == "公示期"


@pytest.mark.parametrize(
    "other", ["积分公示表.xls", "积分公示表.et", "积分公示表.xlsx.xlsx", "积分公示表.ods", "文字.txt", "文字.toml.txt"]
)
def test_a_template_saved_in_another_format_under_the_paper_s_name_is_refused(village, tmp_path, other):
    (tmp_path / other).write_bytes(b"x")
    error = refused(paper_of(village, "积分公示表", tmp_path))
    wanted = "文字.toml" if other.startswith("文字") else "积分公示表.xlsx"
    assert (error.code, error.facts) == ("template-other-format", {"found": other, "template": wanted})
    if wanted.endswith(".xlsx"):
        required.check(paper_of(village, "红榜", tmp_path))
        shutil.copy(data_dir("templates") / wanted, tmp_path)
        required.check(paper_of(village, "积分公示表", tmp_path))
