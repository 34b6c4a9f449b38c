"""Whom a book is about: the program's own words change, what people wrote stays."""

import ast
import io
import re
import tomllib
from pathlib import Path
from typing import get_args

import openpyxl
import pytest

from jifen.blank_forms import blank_forms
from jifen.domain.scheme.scheme import Subject
from jifen.messages import subjects
from jifen.messages.results import Table, in_words
from jifen.printing.engine import texts
from jifen.printing.engine.placeholders import tables_in
from jifen.printing.sheets.forms import blank_form
from jifen.reading.words.headers import meaning
from jifen.reading.words.vocabulary import OWN, words_of
from jifen.resources import data_dir

OTHERS = [subject for subject in get_args(Subject) if subject != "household"]
DATA = tomllib.loads(subjects._DATA.read_text(encoding="utf-8"))


def test_a_book_about_households_says_everything_as_it_is_written() -> None:
    assert subjects.in_words("户主 {户主}，{n} 户") == "户主 {户主}，{n} 户"
    assert subjects.headers(["户编号", "户主", "网格"]) == ["户编号", "户主", "网格"]
    assert (subjects.unit(), subjects.grid("3")) == ("户", "第3网格")


def test_a_sentence_speaks_of_members_and_leaves_what_is_filled_in() -> None:
    with subjects.about("party-member"):
        told = subjects.said(
            "{name} 等 {count} 户，户主不详，见第{grid}网格。", name="户主张户生", count=3, grid="一户"
        )
    assert told == "户主张户生 等 3 名，姓名不详，见第一户党小组。"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("合计（{总户数}户）", "合计（{总户数}名）"),
        ("户主{左.空}", "姓名{左.空}"),
        ("账户合计", "账户合计"),
        ("网格员签字", "网格员签字"),
        ("jifen meeting correct ‹月份› ‹户›", "jifen meeting correct ‹月份› ‹户›"),
        ("逐户看，一户一行", "逐人看，一名党员一行"),
    ],
)
def test_placeholders_commands_and_other_words_stay(text: str, told: str) -> None:
    with subjects.about("party-member"):
        assert subjects.in_words(text) == told


SPOKEN = Path(subjects.__file__).parents[1]
OF_TOWNSHIPS = "messages/summaries/rollup.py"
"""What a township asks is about villages of households."""


def test_every_sentence_that_counts_households_counts_by_unit() -> None:
    found = []
    for path in (path for room in ("messages", "cli", "printing") for path in (SPOKEN / room).rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            for before, part in (
                zip(node.values, node.values[1:], strict=False) if isinstance(node, ast.JoinedStr) else ()
            ):
                counted = isinstance(part, ast.Constant) and re.match(" ?户(?![主编])", str(part.value))
                if isinstance(before, ast.FormattedValue) and counted:
                    found.append(f"{path.relative_to(SPOKEN)}:{node.lineno}")
    assert [place for place in found if not place.startswith(OF_TOWNSHIPS)] == []


def test_a_column_named_after_a_category_keeps_its_name_and_no_two_become_alike() -> None:
    with subjects.about("party-member"):
        assert subjects.headers(["户编号", "户主", "户容户貌"]) == ["党员编号", "姓名", "户容户貌"]
        assert subjects.headers(["户主", "姓名"]) == ["户主", "姓名"]
        assert subjects.headers(["网格", "村民小组"]) == ["党小组", "村民小组"]


def test_a_table_names_its_narrow_columns_in_the_same_words() -> None:
    with subjects.about("grid-worker"):
        told = in_words(Table(("户编号", "户数", "事由"), [], drops=("户编号",), folds=("事由",), bar="户数"))
    assert (list(told.headers), told.drops, told.folds, told.bar) == (
        ["网格员编号", "人数", "事由"],
        ["网格员编号"],
        ["事由"],
        "人数",
    )


@pytest.mark.parametrize("subject", OTHERS)
def test_every_subject_has_the_same_words(subject: str) -> None:
    own = set(DATA[subject]["用词"])
    assert set(DATA["person"]["用词"]) <= own
    assert "户" in own and DATA[subject]["量词"]


@pytest.mark.parametrize("subject", OTHERS)
def test_a_sentence_in_the_place_of_a_shipped_one_asks_for_nothing_that_one_does_not(subject: str) -> None:
    shipped = tomllib.loads((data_dir("templates") / "文字.toml").read_text(encoding="utf-8"))
    for section, sentences in DATA[subject].get("文字", {}).items():
        for key, text in sentences.items():
            assert set(tables_in(text)) <= set(tables_in(shipped[section][key])), (section, key)


@pytest.mark.parametrize("subject", OTHERS)
@pytest.mark.parametrize(
    "form", ["roster", "opening", "review", "honour", "deeds", "attendance", "redemption-register"]
)
def test_what_our_forms_head_their_columns_with_is_read_again(subject: str, form: str) -> None:
    with subjects.about(subject):
        code, head = subjects.headers(["户编号", "户主"])
    assert meaning(code) == "code?" and meaning(head) == "head"
    assert code in words_of(form, "code")  # type: ignore[arg-type]
    assert head in words_of(form, "head")  # type: ignore[arg-type]


def test_no_new_word_means_anything_else_to_a_sheet_of_households() -> None:
    for subject in OTHERS:
        with subjects.about(subject):
            new = set(subjects.headers(["户编号"]))
        for form, keys in OWN.items():
            taken = {word for key, words in keys.items() if key != "code" for word in words.split()}
            assert not new & taken, (subject, form)


def test_what_was_done_is_told_as_it_was_done() -> None:
    before = texts.load("上榜理由（按项目）", common=False)
    with subjects.about("party-member"):
        assert texts.load("上榜理由（按项目）", common=False) == before


def test_a_village_s_own_sentence_stays_as_it_wrote_it(tmp_path) -> None:
    (tmp_path / "文字.toml").write_text('["积分公示"]\n"标题" = "{村名}各户积分"\n', encoding="utf-8")
    with subjects.about("party-member"):
        told = texts.load("积分公示", tmp_path)
    assert told["标题"] == "{村名}各户积分"
    assert "各党员积分" in told["引言"]


@pytest.mark.parametrize("subject", OTHERS)
def test_blank_forms_are_headed_in_the_words_of_the_subject(subject: str) -> None:
    form = next(form for form in blank_forms() if form.name == "期初积分")
    with subjects.about(subject):
        page = openpyxl.load_workbook(io.BytesIO(blank_form(form, {}))).worksheets[0]
        wanted = subjects.headers(["户编号", "户主", "期初积分"])
    assert [cell.value for cell in page[3]] == wanted
    assert wanted[0] != "户编号" and "一户" not in page["A2"].value
