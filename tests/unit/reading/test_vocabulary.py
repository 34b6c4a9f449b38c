"""One vocabulary for all forms: a word for a household passes in each, and no wide word takes a form's own column."""

from collections import Counter
from typing import Any

import pytest

from jifen.domain.household import Household, Roster
from jifen.reading.formats.workbook import Cell, Sheet, Workbook
from jifen.reading.forms.form import Form, find_tables
from jifen.reading.forms.goods import COUNTS, GOODS
from jifen.reading.forms.opening import OPENING, read_opening
from jifen.reading.forms.redemption_register import REGISTER
from jifen.reading.forms.redemption_sheet import SIGN_OUT_SHEET
from jifen.reading.forms.review import REVIEW
from jifen.reading.forms.roster import ROSTER, read_roster
from jifen.reading.forms.rulebook import RULE_BOOK, read_rulebook
from jifen.reading.words.headers import meaning
from jifen.reading.words.vocabulary import OWN, WORDS

FORMS = (ROSTER, RULE_BOOK, OPENING, REVIEW, GOODS, COUNTS, REGISTER, SIGN_OUT_SHEET)
IDENTITY = [(key, word) for key in ("code", "head", "grid") for word in WORDS[key].split()]


def table_of(header: list[str], form: Form) -> Any:
    """The columns of a form's one table under this header."""
    sheet = Sheet("表", {1: {i: Cell("text", text) for i, text in enumerate(header, 1)}, 2: {1: Cell("text", "01-01")}})
    (table,) = find_tables(Workbook("xlsx", [sheet]), form)
    return table


@pytest.mark.parametrize(("key", "word"), IDENTITY)
def test_every_word_for_a_household_passes_in_every_form_that_has_the_column(key: str, word: str) -> None:
    assert meaning(word) == key
    for form in FORMS:
        if key not in form.keys:
            continue
        rest = {"code", "head", *form.needed[-1]} - {key}
        header = [word, *(next(w for w, (k, _) in form.by_word.items() if k == other) for other in sorted(rest))]
        assert table_of(header, form).columns[key] == 1, form.name


def test_every_form_that_names_households_knows_every_word_for_them() -> None:
    named = {form.name for form in FORMS if "head" in form.keys}
    assert named == {"roster", "opening", "review", "redemption-register", "redemption-sheet"}
    assert all({"code", "head"} <= set(form.keys) for form in FORMS if form.name in named)


def test_a_word_means_one_thing_and_a_form_takes_it_for_one_key() -> None:
    words = Counter(word for aliases in WORDS.values() for word in aliases.split())
    assert [word for word, times in words.items() if times > 1] == []
    for form, keys in OWN.items():
        own = Counter(word for aliases in keys.values() for word in aliases.split())
        assert [word for word, times in own.items() if times > 1] == [], form


@pytest.mark.parametrize("form", FORMS)
def test_every_key_a_form_asks_for_has_words_and_every_own_word_is_asked_for(form: Form) -> None:
    assert {key for key, _ in form.by_word.values()} == set(form.keys)
    assert set(OWN.get(form.name, {})) <= set(form.keys)


@pytest.mark.parametrize(
    ("form", "header", "key", "column"),
    [
        (ROSTER, ["姓名", "户编号", "户主"], "head", 3),
        (ROSTER, ["户编号", "户主", "类别", "户类别"], "tier", 3),
        (RULE_BOOK, ["条款", "编号", "类别", "细则", "项目", "得分", "分值"], "rule_code", 2),
        (RULE_BOOK, ["条款", "编号", "类别", "细则", "项目", "得分", "分值"], "rule_text", 5),
        (RULE_BOOK, ["条款", "编号", "类别", "细则", "项目", "得分", "分值"], "points", 7),
        (GOODS, ["编号", "名称", "积分", "积分价"], "price", 4),
        (REVIEW, ["户编号", "评议结果", "决定"], "decision", 3),
        (REVIEW, ["户编号", "决定", "事实", "理由"], "reason", 4),
        (REGISTER, ["登记日期", "日期", "户编号", "物品编号", "数量"], "date", 2),
        (REGISTER, ["户编号", "物品编号", "数量", "合计积分"], "spent", 4),
        (OPENING, ["户编号", "可用积分", "期初积分"], "opening", 3),
    ],
)
def test_a_forms_own_word_is_the_column_whatever_wider_word_stands_beside_it(
    form: Form, header: list[str], key: str, column: int
) -> None:
    assert table_of(header, form).columns[key] == column


def test_words_that_pass_in_a_meeting_sheet_pass_in_roster_and_opening_balances(book: Any) -> None:
    head = ["序号", "网格", "农户编号", "户主名称", "户籍人数"]
    reading = read_roster("花名册.xlsx", book([head, [1, "第1微网格", "01-01", "胡国", 5]]))
    assert reading.issues == ()
    assert [(row.code, row.head, row.grid, row.people) for row in reading.rows] == [("01-01", "胡国", "1", 5)]
    village = Roster({"01-01": Household("01-01", "胡国", "1")})
    rows, issues = read_opening("x", book([["农户编号", "户主名称", "期初积分"], ["01-01", "胡国", 3]]), village)
    assert (issues, [row.household for row in rows]) == ((), ["01-01"])


def test_one_word_is_a_category_of_rules_and_a_tier_of_households(book: Any) -> None:
    roster = read_roster("x", book([["户编号", "户主", "类别"], ["01-01", "胡国", "三类户"]]))
    assert roster.rows[0].tier == "三类户"
    rules = read_rulebook("x", book([["编号", "类别", "项目", "分值"], ["HJ01", "环境卫生", "清洁户", "+2"]]))
    assert (rules.rules[0].code, rules.rules[0].category) == ("HJ01", "环境卫生")
    assert meaning("类别") == "category"
    assert meaning("编号") == "code?"
