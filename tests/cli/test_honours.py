"""The year's honours: kinds as a village writes them, drafts, what the meeting decides, notices, what comes after."""

import sqlite3
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from board_support import columns
from cli_support import Village, remembered

from jifen.store.migrations.tools import without_triggers

FAMILY, WIFE = "最美家庭", "最美媳妇"
JANUARY = "2026-01-10"


@pytest.fixture
def over(half_year: Village) -> Village:
    """柳河村 in January, the year's first half final."""
    half_year.today(JANUARY)
    return half_year


@remembered
def draft(village: Village, kind: str = FAMILY) -> Path:
    path: str = village.json("honour", "draft", "2025", kind, "-o", f"{kind}.xlsx", "--force")["path"]
    return Path(path)


def fill(workbook: Path, rows: Mapping[str, Mapping[str, object]], *, clear: bool = True) -> Path:
    """The sheet with these cells; a household that is not on it goes into a free line. `clear`: no other decision."""
    book = openpyxl.load_workbook(workbook)
    sheet = book.worksheets[0]
    top, at = columns(sheet)
    lines = range(top + 1, sheet.max_row + 1)
    known = {sheet.cell(row, at["户编号"]).value: row for row in lines}
    free = [row for row in lines if not sheet.cell(row, at["户编号"]).value]
    for row in known.values() if clear else ():
        sheet.cell(row, at["决定"]).value = None
    for code, cells in rows.items():
        row = known[code] if code in known else free.pop(0)
        for name, value in {"户编号": code, **cells}.items():
            sheet.cell(row, at[name]).value = value
    path = workbook.with_name(f"填好{workbook.name}")
    book.save(path)
    return path


LISTED = {"决定": "上榜"}
PERSON = {"决定": "上榜", "姓名": "刘巧云", "理由": "悉心照料长辈"}


def candidates(village: Village, kind: str = FAMILY) -> list[str]:
    draft(village, kind)
    return [line["household"] for line in village.json("honour", "show", "2025", kind)["households"]]


@remembered
def published(village: Village, kind: str = FAMILY) -> dict[str, Any]:
    """The first two candidates honoured; of wives, the first one's."""
    first, second = candidates(village, kind)[:2]
    rows = {first: PERSON} if kind == WIFE else {first: LISTED, second: {**LISTED, "理由": "邻里有事热心相帮"}}
    village("honour", "review", "2025", kind, fill(draft(village, kind), rows))
    found: dict[str, Any] = village.json("honour", "publish", "2025", kind, "--yes")
    return found


def own(village: Village, text: str) -> None:
    folder = village.folder / "模板"
    folder.mkdir(exist_ok=True)
    (folder / "荣誉.toml").write_text(text, encoding="utf-8")


def issues(village: Village, kind: str, rows: Mapping[str, Mapping[str, object]]) -> list[tuple[str, str | None]]:
    before = village.operations()
    found = village.json("honour", "review", "2025", kind, fill(draft(village, kind), rows), code=4)
    assert village.operations() == before
    return [(issue["code"], issue["message"]) for issue in found["issues"]]


def refused(village: Village, *arguments: str | Path, code: int = 3) -> tuple[str, str]:
    before = village.operations(), village.files()
    error = village.json(*arguments, code=code)["error"]
    assert (village.operations(), village.files()) == before
    return error["code"], error["message"]


def texts(path: str | Path) -> list[str]:
    book = openpyxl.load_workbook(path)
    return [str(c.value) for sheet in book for row in sheet.iter_rows() for c in row if c.value is not None]


# --- kinds


def test_six_honours_are_shipped_and_a_village_adds_its_own_changes_one_and_gives_one_up(over: Village) -> None:
    shipped = over.json("honour", "kinds")
    assert [kind["name"] for kind in shipped] == [
        *("星级文明户", "五好家庭", FAMILY, "最美女婿", WIFE, "美丽庭院"),
    ]
    added = '["孝心之星"]\n"编号" = "filial"\n"授予" = "个人"\n'
    own(over, added + '["五好家庭"]\n"名额" = 3\n["最美女婿"]\n"停用" = true\n')
    found = {kind["name"]: kind for kind in over.json("honour", "kinds")}
    assert found["孝心之星"]["kind"] == "filial" and found["孝心之星"]["person"] is True
    assert found["五好家庭"]["number"] == "3" and found["五好家庭"]["red_lists"] == 1
    assert "最美女婿" not in found and len(found) == 6


@pytest.mark.parametrize(
    ("text", "line", "told"),
    [
        ('["甲"]\n"编号" = "a"\n"授予" = "全家"\n', 3, "“全家”，只能写 户、个人"),
        ('["甲"]\n"编号" = "red"\n"授予" = "户"\n', 2, "编号“red”不行"),
        ('["甲"]\n"授予" = "户"\n', 1, "少了“编号”"),
        ('["甲"]\n"编号" = "family"\n"授予" = "户"\n', 2, "重了"),
        ('["甲"]\n"编号" = "a"\n"授予" = "户"\n"名额" = "两成"\n', 4, "“两成”"),
        ('["五好家庭"]\n"积分排名" = "30"\n', 2, "前50名"),
        ('["五好家庭"]\n"积分不少于" = "很多"\n', 2, "要写一个数"),
        ('["五好家庭"]\n"推荐方式" = ["抽签"]\n', 2, "自荐、互荐、组织"),
        ('["五好家庭"]\n"推荐方式" = "互荐"\n', 2, '["互荐", "组织"]'),
        ('["五好家庭"]\n"类别不少于" = { "孝老爱亲" = "10分" }\n', 2, "写的是“10分”"),
        ('["五好家庭"]\n"名额" = ["10"]\n', 2, '写的是“["10"]”'),
        ('["五好家庭"]\n"红榜次数" = -1\n', 2, "0 或更大的整数"),
        ('["五好家庭"]\n"类别不少于" = 3\n', 2, "左边是类别"),
        ('["五好家庭"]\n"有这些扣分的不评" = "XL05"\n', 2, "细则编号"),
        ('["五好家庭"]\n"奖励细则" = 5\n', 2, "细则编号"),
        ('["五好家庭"]\n"停用" = "是"\n', 2, "true 或 false"),
        ('["五好家庭"]\n"名次" = 3\n', 2, "不认识“名次”"),
        ('["甲[乙]"]\n"编号" = "a"\n"授予" = "户"\n', 1, "不能用"),
        ('"五好家庭" = 3\n', 1, "要写成一段"),
    ],
)
def test_a_broken_file_is_refused_with_its_line_and_what_may_stand_there(
    over: Village, text: str, line: int, told: str
) -> None:
    own(over, text)
    code, message = refused(over, "honour", "kinds")
    assert code == "honour-kind-wrong" and f"第 {line} 行" in message and told in message


def test_rules_and_categories_that_the_rule_book_lacks_are_refused_with_their_line(over: Village) -> None:
    own(over, '["五好家庭"]\n"有这些扣分的不评" = ["XX99"]\n')
    code, message = refused(over, "honour", "draft", "2025", "五好家庭")
    assert code == "honour-rule-unknown" and "第 2 行" in message and "XX99" in message
    own(over, '["五好家庭"]\n"奖励细则" = "XX98"\n')
    assert refused(over, "honour", "draft", "2025", "five-good")[0] == "honour-rule-unknown"
    own(over, '["五好家庭"]\n"类别不少于" = { "尊师重教" = 2 }\n')
    code, message = refused(over, "honour", "draft", "2025", "five-good")
    assert code == "honour-category-unknown" and "尊师重教" in message and "孝老爱亲" in message


def test_an_honour_nobody_knows_a_half_year_and_a_year_to_come_are_refused(over: Village) -> None:
    code, message = refused(over, "honour", "draft", "2025", "最美村民")
    assert code == "honour-kind-unknown" and "最美家庭 family" in message
    assert refused(over, "honour", "draft", "2025H1", FAMILY)[0] == "honour-period"
    assert refused(over, "honour", "draft", "2027", FAMILY)[0] == "honour-year-ahead"


# --- candidates


def test_points_of_a_category_propose_and_the_best_households_come_filled_in(over: Village) -> None:
    sums: dict[str, float] = {}
    for entry in over.json("points", "entries", "--period", "2025", "--category", "孝老爱亲"):
        sums[entry["household"]] = sums.get(entry["household"], 0) + float(entry["points"])
    wanted = {code for code, points in sums.items() if points >= 2}
    active = {h["household"] for h in over.json("roster", "list") if h["status"] == "active"}
    assert set(candidates(over)) == wanted & active
    workbook = draft(over)
    sheet = openpyxl.load_workbook(workbook).worksheets[0]
    assert sheet.title == FAMILY
    top, at = columns(sheet)
    decisions = [sheet.cell(row, at["决定"]).value for row in range(top + 1, sheet.max_row + 1)]
    assert 0 < decisions.count("上榜") <= 10


def test_persons_are_never_filled_in_and_their_sheet_asks_for_the_name(over: Village) -> None:
    sheet = openpyxl.load_workbook(draft(over, WIFE)).worksheets[0]
    top, at = columns(sheet)
    assert "姓名" in at
    values = [sheet.cell(row, at[name]).value for row in range(top + 1, sheet.max_row + 1) for name in ("决定", "姓名")]
    assert set(values) == {None}


def test_who_stood_on_no_red_list_of_the_year_is_not_proposed_where_one_is_asked_for(over: Village) -> None:
    draft(over, "五好家庭")
    assert over.json("honour", "show", "2025", "five-good")["households"] == []


def test_a_veto_and_a_deduction_by_a_named_rule_bar_candidates_and_nominees(over: Village) -> None:
    first, second = candidates(over)[:2]
    over("veto", "add", first, "--ground", "违法", "--document", "决定书3号", "--from", "2025-06-01")
    deduction = over.sql(
        "SELECT household, rule FROM entry WHERE kind = 'deduction' AND rule IS NOT NULL ORDER BY id LIMIT 1"
    )[0]
    own(over, f'["{FAMILY}"]\n"有这些扣分的不评" = ["{deduction[1].lower()}"]\n')
    again = candidates(over)
    assert first not in again and second in again and deduction[0] not in again
    nominated = {code: {**LISTED, "推荐方式": "组织"} for code in (first, deduction[0])}
    found = issues(over, FAMILY, nominated)
    assert [code for code, _ in found] == ["candidate-unknown", "candidate-unknown"]
    assert "一票否决" in found[0][1] and "扣分" in found[1][1]


# --- the review


def test_whoever_is_nominated_needs_a_known_household_and_somebody_who_speaks_for_it(over: Village) -> None:
    strange = next(h["household"] for h in over.json("roster", "list") if h["household"] not in candidates(over))
    found = issues(over, FAMILY, {strange: LISTED, "99-99": {**LISTED, "推荐方式": "自荐"}})
    assert [code for code, _ in found] == ["field-missing", "household-unknown"]
    rows = {strange: {**LISTED, "推荐方式": "抽签"}}
    assert [code for code, _ in issues(over, FAMILY, rows)] == ["decision-unclear"]
    over("honour", "review", "2025", FAMILY, fill(draft(over), {strange: {**LISTED, "推荐方式": "互荐"}}))
    assert [line["household"] for line in over.json("honour", "show", "2025", FAMILY)["households"]] == [strange]


def test_an_honour_without_nominations_is_given_to_candidates_only(over: Village) -> None:
    own(over, f'["{FAMILY}"]\n"推荐方式" = []\n')
    known = candidates(over)
    strange = next(h["household"] for h in over.json("roster", "list") if h["household"] not in known)
    path = draft(over)
    book = openpyxl.load_workbook(path)
    sheet = book.worksheets[0]
    _, at = columns(sheet)
    assert "推荐方式" not in at
    sheet.cell(sheet.max_row + 1, at["户编号"]).value = strange
    sheet.cell(sheet.max_row, at["决定"]).value = "上榜"
    book.save(path)
    found = over.json("honour", "review", "2025", FAMILY, path, code=4)["issues"]
    assert [issue["code"] for issue in found] == ["candidate-unknown"] and "初选名单" in found[0]["message"]


def test_a_person_needs_one_name_and_a_reason_and_no_child_is_named(over: Village) -> None:
    first, second, third = candidates(over, WIFE)[:3]
    found = issues(
        over,
        WIFE,
        {
            first: LISTED,
            second: {**PERSON, "姓名": "小丽（8岁）"},
            third: {**PERSON, "理由": "带着孩子王小明一起孝敬老人，王小明今年8岁"},
        },
    )
    assert sorted(code for code, _ in found) == ["decision-unclear", "field-missing", "field-missing", "text-forbidden"]


def test_more_than_the_honour_allows_and_a_household_twice_are_named(over: Village) -> None:
    own(over, f'["{FAMILY}"]\n"名额" = 1\n')
    first, second = candidates(over)[:2]
    found = issues(over, FAMILY, {first: LISTED, second: LISTED})
    assert [code for code, _ in found] == ["decision-unclear"] and "名额是 1 户" in found[0][1]
    path = fill(draft(over), {first: LISTED})
    book = openpyxl.load_workbook(path)
    sheet = book.worksheets[0]
    _, at = columns(sheet)
    sheet.cell(sheet.max_row + 1, at["户编号"]).value = first
    book.save(path)
    twice = over.json("honour", "review", "2025", FAMILY, path, code=4)["issues"]
    assert [issue["code"] for issue in twice] == ["row-repeated"]


def test_the_sheet_of_another_honour_is_not_taken(over: Village) -> None:
    draft(over)
    found = over.json("honour", "review", "2025", FAMILY, draft(over, WIFE), code=4)["issues"]
    assert [issue["code"] for issue in found] == ["table-not-found"] and FAMILY in found[0]["message"]


# --- publication


def test_an_honour_goes_from_the_draft_to_the_wall_and_is_proved(over: Village) -> None:
    issued = published(over)
    assert (issued["notice_from"], issued["notice_to"]) == ("2026-01-11", "2026-01-17")
    shown = over.json("honour", "show", "2025", FAMILY)
    first, second = shown["households"]
    assert set(first) == {"household", "head", "grid", "points", "reason"}
    assert (shown["year"], shown["kind"], shown["status"]) == ("2025", "family", "published")
    assert (shown["number"], shown["code"]) == (issued["number"], issued["code"])
    assert "邻里有事热心相帮" in (first["reason"], second["reason"])
    on_paper = texts(issued["path"])
    assert any(issued["code"] in text for text in on_paper) and any(FAMILY in text for text in on_paper)
    assert {f"{first['head']}家庭", f"{second['head']}家庭"} <= set(on_paper)
    proof = over.json("verify", "--code", issued["code"])
    assert proof["ok"] and proof["document"]["kind"] == "honour" and proof["later"] == []
    assert over.json("verify")["ok"] is True


def test_two_honours_of_a_year_are_two_documents_and_one_kind_is_published_once(over: Village) -> None:
    first, second = published(over), published(over, WIFE)
    assert first["number"] != second["number"]
    assert refused(over, "honour", "publish", "2025", FAMILY, "--yes")[0] == "honour-published"
    assert refused(over, "honour", "draft", "2025", FAMILY)[0] == "honour-published"
    assert over.json("verify")["ok"] is True


def test_a_year_that_is_not_over_is_drafted_and_decided_but_not_published(half_year: Village) -> None:
    first = candidates(half_year)[0]
    half_year("honour", "review", "2025", FAMILY, fill(draft(half_year), {first: LISTED}))
    assert refused(half_year, "honour", "publish", "2025", FAMILY, "--yes")[0] == "honour-year-not-over"
    half_year("points", "add", first, "2", "--month", "2025-07", "--category", "环境卫生", "--reason", "清沟")
    half_year.today(JANUARY)
    assert refused(half_year, "honour", "publish", "2025", FAMILY, "--yes")[0] == "honour-months-open"


def test_nothing_is_published_without_draft_and_review_nor_where_points_changed_since(over: Village) -> None:
    assert refused(over, "honour", "publish", "2025", FAMILY, "--yes")[0] == "honour-not-drafted"
    first = candidates(over)[0]
    assert refused(over, "honour", "publish", "2025", FAMILY, "--yes")[0] == "honour-not-reviewed"
    over("honour", "review", "2025", FAMILY, fill(draft(over), {first: LISTED}))
    correction = ("--extra", "--points", "2", "--category", "环境卫生", "--reason", "漏记", "--yes")
    over("meeting", "correct", "2025-06", first, *correction)
    code, message = refused(over, "honour", "publish", "2025", FAMILY, "--yes")
    assert code == "honour-changed" and first in message


def test_the_rules_of_a_draft_hold_though_the_village_changes_or_drops_the_kind(over: Village) -> None:
    own(over, '["孝心之星"]\n"编号" = "filial"\n"授予" = "户"\n"名额" = 2\n')
    first = candidates(over, "孝心之星")[0]
    over("honour", "review", "2025", "filial", fill(draft(over, "孝心之星"), {first: LISTED}))
    (over.folder / "模板" / "荣誉.toml").unlink()
    issued = over.json("honour", "publish", "2025", "孝心之星", "--yes")
    assert over.json("verify", "--code", issued["code"])["ok"] is True


def test_a_person_is_named_on_notice_and_certificate_and_hidden_on_a_masked_copy(over: Village) -> None:
    issued = published(over, WIFE)
    head = over.json("honour", "show", "2025", WIFE)["households"][0]["head"]
    assert f"刘巧云（{head}家）" in texts(issued["path"])
    told = over.json("honour", "certificate", "2025", WIFE)
    assert "刘巧云：" in texts(told["path"]) and any("“最美媳妇”" in text for text in texts(told["path"]))
    masked = texts(over.json("honour", "notice", "2025", WIFE, "--mask", "-o", "打码.xlsx")["path"])
    assert "刘*云" in " ".join(masked) and "刘巧云" not in " ".join(masked)


def test_before_publication_the_notice_is_a_draft_without_number(over: Village) -> None:
    first = candidates(over)[0]
    over("honour", "review", "2025", FAMILY, fill(draft(over), {first: LISTED}))
    found = over.json("honour", "notice", "2025", FAMILY)
    assert (found["number"], found["code"]) == (None, None) and "送审稿" in found["path"]


def test_the_rule_that_rewards_is_named_before_and_on_the_notice(over: Village) -> None:
    own(over, f'["{FAMILY}"]\n"奖励细则" = "XL01"\n')
    first = candidates(over)[0]
    over("honour", "review", "2025", FAMILY, fill(draft(over), {first: LISTED}))
    entries = over.sql("SELECT count(*) FROM entry")
    said = over("honour", "publish", "2025", FAMILY, "--yes")
    assert "XL01" in said.err
    assert over.sql("SELECT count(*) FROM entry") == entries, "publishing posts nothing"
    path = next(over.folder.rglob("*最美家庭公示.xlsx"))
    assert any("XL01" in text and "+5" in text for text in texts(path))


# --- afterwards


def test_an_honour_taken_away_is_announced_loses_certificate_and_plaque_and_bars_for_two_years(over: Village) -> None:
    issued = published(over)
    first, second = (line["household"] for line in over.json("honour", "show", "2025", FAMILY)["households"])
    told = over.json("honour", "revoke", "2025", FAMILY, first, "--reason", "申报弄虚作假")
    assert told["corrects"] == issued["number"] and told["changes"][0]["change"] == "delisted"
    assert "撤销" in texts(told["path"])
    shown = over.json("honour", "show", "2025", FAMILY)
    assert [line["household"] for line in shown["households"]] == [second]
    assert shown["changes"][0]["why"] == "申报弄虚作假"
    over.today("2026-02-01")
    assert over.json("honour", "certificate", "2025", FAMILY)["households"] == 1
    assert over.json("honour", "plaques", "2025", FAMILY)["households"] == 1
    assert refused(over, "honour", "certificate", "2025", FAMILY, first)[0] == "honour-line-missing"
    assert refused(over, "honour", "revoke", "2025", FAMILY, first, "--reason", "x")[0] == "honour-line-missing"
    assert "照原样印" in over("honour", "notice", "2025", FAMILY, "--force").err
    proof = over.json("verify", "--code", issued["code"])
    assert proof["document"]["status"] == "corrected" and proof["later"][0]["now"] == "delisted"
    assert over.json("verify")["ok"] is True
    for day, barred in (("2027-01-10", True), ("2028-01-20", False)):
        over.today(day)
        year = str(int(day[:4]) - 1)
        over("honour", "draft", year, "星级文明户")
        over("honour", "draft", year, FAMILY)
        known = over.sql("SELECT json_extract(content, '$.review.barred') FROM board_draft ORDER BY id DESC LIMIT 1")
        assert (f'"{first}":"revoked"' in known[0][0]) is barred


def test_honours_not_published_have_nothing_to_revoke_or_certify(over: Village) -> None:
    draft(over)
    assert refused(over, "honour", "revoke", "2025", FAMILY, "01-01", "--reason", "x")[0] == "honour-not-published"
    assert refused(over, "honour", "certificate", "2025", FAMILY)[0] == "honour-not-published"
    published(over, WIFE)
    only = over.json("honour", "show", "2025", WIFE)["households"][0]["household"]
    over("honour", "revoke", "2025", WIFE, only, "--reason", "x")
    assert refused(over, "honour", "certificate", "2025", WIFE)[0] == "honour-empty"


def test_an_objection_says_which_honour_of_the_year_and_upheld_takes_the_line_off(over: Village) -> None:
    published(over)
    issued = published(over, WIFE)
    only = over.json("honour", "show", "2025", WIFE)["households"][0]["household"]
    file = ("objection", "file", "2025", only, "--reason", "不是她")
    code, message = refused(over, *file)
    assert code == "objection-which" and "最美媳妇" in message and "最美家庭" in message
    assert refused(over, *file, "--document", "红黑榜")[0] == "objection-which"
    assert over.json(*file, "--document", issued["number"])["document"] == issued["number"]
    assert over.json(*file, "--document", WIFE)["document"] == issued["number"]
    decided = over.json("objection", "decide", "1", "--uphold", "--reason", "核实有误")
    assert decided["issued"][0]["number"]
    shown = over.json("honour", "show", "2025", WIFE)
    assert shown["households"] == [] and shown["changes"][0]["change"] == "removed"
    assert over.json("honour", "show", "2025", FAMILY)["changes"] == []
    over.today("2027-01-10")
    over("honour", "draft", "2026", WIFE)
    known = over.sql("SELECT json_extract(content, '$.review.barred') FROM board_draft ORDER BY id DESC LIMIT 1")
    assert f'"{only}"' not in known[0][0], "what was wrong from the start is no honour taken away"
    assert over.json("verify")["ok"] is True


def test_an_objection_to_the_year_s_only_honour_needs_no_more_and_may_change_its_words(over: Village) -> None:
    published(over)
    first = over.json("honour", "show", "2025", FAMILY)["households"][0]["household"]
    over("objection", "file", "2025", first, "--reason", "写得不对")
    text = ("--reason-text", "悉心照料长辈")
    over("objection", "decide", "1", "--uphold", *text, "--reason", "核实")
    assert over.json("honour", "show", "2025", FAMILY)["households"][0]["reason"] == "悉心照料长辈"
    assert over.json("verify")["ok"] is True


def test_a_household_s_page_tells_its_honours_and_what_became_of_them(over: Village) -> None:
    published(over)
    published(over, WIFE)
    only = over.json("honour", "show", "2025", WIFE)["households"][0]["household"]
    over("honour", "revoke", "2025", FAMILY, only, "--reason", "弄虚作假")
    told = texts(over.json("points", "statement", only)["path"])
    assert "荣誉记录：2025年最美家庭（已撤销）、2025年最美媳妇（刘巧云）。" in told
    other = over.json("honour", "show", "2025", FAMILY)["households"][0]["household"]
    assert "荣誉记录：2025年最美家庭。" in texts(over.json("points", "statement", other)["path"])


def test_decisions_altered_behind_the_program_s_back_are_seen_by_notice_and_sheet(over: Village) -> None:
    issued = published(over)
    with closing(sqlite3.connect(over.book, isolation_level=None)) as book, without_triggers(book):
        book.execute("UPDATE board_review SET content = replace(content, '邻里有事热心相帮', '捐款一万元')")
    wrong = {check["name"] for check in over.json("verify", code=3)["checks"] if not check["ok"]}
    assert {"proofs", "forms", "chain"} <= wrong
    assert over.json("verify", "--code", issued["code"], code=3)["ok"] is False


def test_lists_know_nothing_of_honours_and_honours_nothing_of_lists(over: Village) -> None:
    published(over)
    assert over.json("board", "draft", "2025", "--allow-missing")["ranked"] > 0
    assert over.json("board", "show", "2025")["status"] == "draft"
    page = over.json("page")
    assert page["path"]
