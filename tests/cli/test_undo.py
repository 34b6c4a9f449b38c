"""Whatever was done last is taken back by its opposite: before it and after it the book says the same.

A village lives through every command the program knows. Each step is done, taken back, and done again.
"""

import importlib
import sqlite3
from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import astuple, replace
from decimal import Decimal
from pathlib import Path
from typing import Any, NamedTuple

import openpyxl
import pytest
from board_support import fill
from cli_support import Village
from sheet_support import table, wide
from shop_support import GOODS, filled, written

from jifen.domain.life.deeds import Deed
from jifen.domain.period import Period
from jifen.messages import labels
from jifen.services.office.undo import ANSWERS, BACKUP, COMMAND, FOR_GOOD, typed
from jifen.store import (
    boards,
    chain,
    documents,
    entries,
    figures,
    fund,
    goods,
    households,
    meetings,
    objections,
    redemption,
    rulebooks,
    vetoes,
    year_closings,
)
from jifen.store.life import activities, deeds, grids, matters

Arguments = Sequence[str | Path]


class Step(NamedTuple):
    """A command as the book keeps it, the day it is done on, and what is typed; `answers` what is asked meanwhile."""

    command: str
    day: str
    typed: Arguments | Callable[[Village], Arguments]
    paper: bool = False
    answers: tuple[str, ...] = ()
    code: int = 0


def state(book: Path) -> dict[str, Any]:
    """All that the book says, as its readers ask for it; what was taken back and its answers say nothing."""
    with closing(sqlite3.connect(book)) as c:
        rounds = redemption.rounds(c)
        drafts = [boards.last_draft(c, period) for period in ("2025H1", "2025Q2")]
        versions = rulebooks.all_versions(c).versions
        return {
            "balances": not_nothing(figures.balances(c)),
            "scores": not_nothing(figures.scores(c, Period.parse("2025"))),
            "final": not_nothing(figures.scores(c, Period.parse("2025"), final_only=True)),
            "settled": {code: points for code, points in figures.settled(c).items() if points},
            "entries": Counter(
                (
                    e.household,
                    e.kind,
                    e.points,
                    e.category,
                    e.rule,
                    e.wording,
                    e.occurred_on,
                    e.month,
                    e.reason,
                    e.actor,
                )
                + (e.source, e.meeting_status, e.disputed, e.by_hand)
                for e in entries.select(c, in_force=True)
                if e.kind != "return"
            ),
            "opened": entries.opened(c),
            "households": households.events(c),
            "aliases": households.aliases(c),
            "rules": versions,
            "settings": rulebooks.setting_rows(c),
            "meetings": meetings.all_meetings(c),
            "months": (figures.recorded_months(c), figures.month_sums(c), meetings.facts_named(c, "allowance")),
            "sheets": [(s, meetings.on_sheet(c, s.id)) for s in meetings.sheets(c)],
            "revisions": {m.id: meetings.revision(c, m.id) for m in meetings.all_meetings(c)},
            "documents": documents.ids(c),
            "objections": objections.select(c),
            "vetoes": vetoes.select(c),
            "drafts": drafts,
            "reviews": [boards.last_review(c, draft.id) for draft in drafts if draft],
            "boards": (boards.lines(c), boards.changes(c)),
            "items": goods.item_events(c),
            "shelf": (goods.lots(c), goods.movements(c), goods.counts(c)),
            "fund": (fund.balance(c), fund.entries(c)),
            "rounds": [(r, redemption.prices(c, r.id), redemption.on_sheets(c, r.id)) for r in rounds],
            "receipts": (redemption.receipts(c), redemption.returns(c), redemption.paper_numbers(c)),
            "matters": matters.every(c),
            "proposed": c.execute("SELECT 登记号, 户号, 细则, 申报分 FROM 平时登记").fetchall(),
            "grids": (grids.events(c), grids.meetings(c)),
            "deeds": [(replace(d, entry_id=None), decision(c, d)) for d in deeds.find(c)],
            "activities": [(a, activities.attendance(c, a.id)) for a in activities.find(c)],
            "years": year_closings.closings(c),
            "standing": {code: year_closings.standing(c, code) for code in ("01-01", "01-02", "02-01")},
            "views": [c.execute(f"SELECT * FROM {view}").fetchall() for view in ("花名册", "余额", "公示文件")],
        }


def decision(c: sqlite3.Connection, deed: Deed) -> object:
    """What a meeting gave for a deed, whatever the number of the entry that stands for it now; it must be in force."""
    if deed.entry_id is None:
        return None
    (entry,) = entries.select(c, entry_id=deed.entry_id, in_force=True)
    return entry.household, entry.points, entry.source


def not_nothing(found: dict[str, Any]) -> dict[str, Any]:
    """Without households whose figures are all zero: whether they have entries says nothing."""
    figures_of = {code: [f for f in astuple(value) if isinstance(f, Decimal)] for code, value in found.items()}
    return {code: values for code, values in figures_of.items() if any(values)}


def lives(village: Village, steps: Sequence[Step]) -> None:
    """Each step done, taken back (or refused where its paper has gone out), and done again."""
    for step in steps:
        village.today(step.day)
        before = state(village.book)
        _do(village, step)
        after = state(village.book)
        assert after != before, step
        if step.paper:
            said = village.json("undo", "--yes", code=3)
            assert said["error"]["code"] == "undo-refused", step
            assert state(village.book) == after, step
            continue
        last = village.operations()
        assert village.json("undo", "--yes") == {
            "ok": True,
            "applied": True,
            "undone": {"id": last, "command": typed(step.command)},
            "by": last + 1,
        }
        assert told(before, state(village.book)) == {}, step
        _do(village, step)


def told(one: dict[str, Any], other: dict[str, Any]) -> dict[str, Any]:
    return {name: (one[name], other[name]) for name in one if one[name] != other[name]}


def _do(village: Village, step: Step) -> None:
    if step.answers:
        village.answers(*step.answers)
    village(*(step.typed if isinstance(step.typed, list | tuple) else step.typed(village)), code=step.code)
    assert village.sql("SELECT command FROM operation ORDER BY id DESC LIMIT 1") == [(step.command,)]


ROSTER = "网格,户编号,户主姓名,家庭人口\n1,01-01,王建国,3\n1,01-02,李秀英,2\n2,02-01,张伟,4\n2,02-02,张伟,1\n"


def sheet(month: int, *rows: Sequence[object], name: str = "") -> Callable[[Village], Path]:
    return lambda village: wide(village.folder / f"{month}月{name}.xlsx", {f"2025年{month}月": rows})


def imported(month: int, *rows: Sequence[object], options: Arguments = (), name: str = "") -> Any:
    return lambda village: ["meeting", "import", sheet(month, *rows, name=name)(village), *options, "--yes"]


def named_twice(village: Village) -> Arguments:
    """A name that two households have, answered, and a household that nobody knows: nothing but the answer is kept."""
    path = table(village.folder / "重名.xlsx", ("户主", "环境卫生"), ("张伟", 3), ("没有此人", 3))
    book = openpyxl.load_workbook(path)
    book.worksheets[0].title = "2025年7月"
    book.save(path)
    return ["meeting", "import", path]


def last_id(village: Village, table_name: str) -> str:
    return str(village.sql(f"SELECT max(id) FROM {table_name}")[0][0])


ADD = ("points", "add", "01-01", "2", "--category", "环境卫生", "--reason", "清沟")
JUNE = imported(6, ("01-01", 5, 2), ("01-02", 3, None), ("02-01", -2, None))
OPENING = Step(
    "points opening",
    "2025-01-04",
    lambda v: ["points", "opening", written(v, "期初.csv", "户编号,期初积分\n01-01,30\n01-02,20\n"), "--yes"],
)
CLEARED = ("01-01", "2025-06", "--document", "决定书1号", "--reason", "违法", "--yes")
LEDGER = (
    Step("roster import", "2025-01-02", lambda v: ["roster", "import", written(v, "花名册.csv", ROSTER), "--yes"]),
    Step("roster add", "2025-01-02", ("roster", "add", "02-03", "赵敏", "--grid", "2")),
    Step("rules import", "2025-01-02", lambda v: ["rules", "import", rulebook(v), "--yes"]),
    Step("rules set", "2025-01-02", ("rules", "set", "HJ01", "--points", "+3", "--yes")),
    Step("settings set", "2025-01-02", ("settings", "set", "hotline", "0771-12345")),
    Step("roster renamed", "2025-01-03", ("roster", "rename", "02-03", "赵小敏")),
    Step("roster moved", "2025-01-03", ("roster", "move", "02-03", "--grid", "1")),
    Step("roster left", "2025-01-03", ("roster", "leave", "02-03")),
    Step("roster returned", "2025-01-03", ("roster", "return", "02-03")),
    OPENING,
    Step("points reverse", "2025-01-04", lambda v: ["points", "reverse", standing(v, "opening"), "--reason", "多记了"]),
    Step("roster split", "2025-01-05", ("roster", "split", "01-02", "01-09", "李小弟", "--points", "5")),
    Step("roster merge", "2025-01-05", ("roster", "merge", "01-09", "01-01")),
    Step("roster closed", "2025-01-05", ("roster", "close", "02-03")),
    Step("alias add", "2025-06-28", named_twice, answers=("1",), code=4),
    Step("alias remove", "2025-06-28", lambda v: ["alias", "remove", last_id(v, "alias")]),
    Step(
        "meeting record", "2025-06-28", ("meeting", "record", "2025-06", "--held-on", "2025-06-28", "--place", "村部")
    ),
    Step("points add", "2025-06-28", (*ADD, "--month", "2025-06")),
    Step("meeting import", "2025-06-28", JUNE),
    Step("meeting import", "2025-06-28", imported(6, ("02-02", 2, None), options=("--add",), name="补")),
    Step(
        "meeting import",
        "2025-06-29",
        imported(6, ("01-01", 4, 2), ("01-02", 3, 1), ("02-02", 2, None), options=("--replace",), name="改"),
    ),
    Step("points reverse", "2025-06-29", lambda v: ["points", "reverse", standing(v, "award"), "--reason", "没有清"]),
    Step("points clear", "2025-06-29", ("points", "clear", *CLEARED, "--category", "环境卫生")),
    Step("points repair", "2025-06-29", ("points", "repair", *CLEARED)),
    Step("meeting void", "2025-06-29", ("meeting", "void", "2025-06", "--reason", "重评", "--yes")),
    Step("meeting import", "2025-06-29", imported(6, ("01-01", 5, 2), ("01-02", 3, None), ("02-01", -20, None))),
)


def rulebook(village: Village) -> Path:
    rows = (("GY01", "公益志愿", "参加义务劳动", "+2"), ("HJ01", "环境卫生", "乱倒垃圾", "-2"))
    return table(village.folder / "细则.xlsx", ("编号", "类别", "项目", "分值"), *rows)


def standing(village: Village, kind: str) -> str:
    """The first household's entry of a kind that stands; an award made by hand."""
    query = (
        "SELECT id FROM entry AS e WHERE kind = ? AND (kind = 'opening' OR source_file_id IS NULL) "
        "AND NOT EXISTS (SELECT 1 FROM entry AS r WHERE r.reverses = e.id) ORDER BY household, id"
    )
    return str(village.sql(query, kind)[0][0])


CORRECT = ("meeting", "correct", "2025-06", "01-02", "--extra", "--points", "1", "--category", "公益志愿")
FILE = ("objection", "file", "2025-06", "01-01", "--reason", "少记了")
PUBLIC = (
    Step("meeting publish", "2025-06-29", ("meeting", "publish", "2025-06", "--yes"), paper=True),
    Step("objection file", "2025-07-01", FILE),
    Step("objection decide", "2025-07-02", lambda v: decide(v, "--reject")),
    Step("objection file", "2025-07-02", lambda v: [*FILE, "--entry", first_award(v)]),
    Step(
        "objection decide",
        "2025-07-02",
        lambda v: [*decide(v, "--uphold", "--extra", "--points", "1", "--category", "公益志愿"), "--yes"],
        paper=True,
    ),
    Step("meeting correct", "2025-07-03", (*CORRECT, "--reason", "漏记", "--yes"), paper=True),
    Step("meeting finalize", "2025-07-10", ("meeting", "finalize", "2025-06", "--yes")),
    Step(
        "veto add",
        "2025-07-10",
        ("veto", "add", "01-02", "--ground", "违法", "--document", "决定书3号", "--from", "2025-06-01"),
    ),
    Step("veto lift", "2025-07-10", lambda v: ["veto", "lift", last_id(v, "veto")]),
    Step("board draft", "2025-07-15", ("board", "draft", "2025H1", "--allow-missing", "-o", "评议.xlsx", "--force")),
    Step(
        "board review",
        "2025-07-15",
        lambda v: ["board", "review", "2025H1", fill(v, v.folder / "评议.xlsx", ("02-01",))],
    ),
    Step("board publish", "2025-07-15", ("board", "publish", "2025H1", "--yes"), paper=True),
    Step(
        "board correct",
        "2025-07-16",
        ("board", "correct", "2025H1", "01-01", "--list", "red", "--remove", "--reason", "算错", "--yes"),
        paper=True,
    ),
    Step(
        "board delist", "2025-07-20", ("board", "delist", "2025H1", "02-01", "--reason", "已清理", "--yes"), paper=True
    ),
    Step("board notice", "2025-07-21", ("board", "notice", "2025H1"), paper=True),
)


def decided(village: Village) -> Path:
    return fill(village, village.folder / "评议.xlsx", ("02-01",))


def decide(village: Village, *how: str) -> list[str]:
    return ["objection", "decide", last_id(village, "objection"), *how, "--reason", "查过了"]


def first_award(village: Village) -> str:
    return str(village.sql("SELECT max(id) FROM entry WHERE household = '01-01' AND kind = 'award'")[0][0])


RECEIVE = ("goods", "receive", "A01", "6", "--purchase", "供销社", "--price", "3", "--receipt", "7788")
SHOP = (
    Step("goods import", "2025-10-01", lambda v: ["goods", "import", written(v, "物品.csv", GOODS)]),
    Step("fund in", "2025-10-01", ("fund", "in", "500", "--reason", "集体拨入", "--donor", "王老板")),
    Step("fund out", "2025-10-01", ("fund", "out", "20", "--reason", "运费")),
    Step("fund reverse", "2025-10-01", lambda v: ["fund", "reverse", donation(v), "--reason", "记错了"]),
    Step("goods receive", "2025-10-01", RECEIVE),
    Step("goods write-off", "2025-10-01", ("goods", "write-off", "A01", "12", "--reason", "受潮")),
    Step("goods reverse", "2025-10-01", lambda v: ["goods", "reverse", moved(v, "write-off"), "--reason", "没有受潮"]),
    Step("goods reverse", "2025-10-01", lambda v: ["goods", "reverse", moved(v, "in"), "--reason", "退货"]),
    Step("goods stocktake", "2025-10-01", lambda v: ["goods", "stocktake", counted(v), "--yes"]),
    Step("redeem open", "2025-10-08", ("redeem", "open", "2025Q3", "--yes")),
    Step("goods receive", "2025-10-08", ("goods", "receive", "B02", "3", "--donation", "道教协会", "--value", "6")),
    Step("redeem add", "2025-10-08", ("redeem", "add", "01-02", "A01", "2", "--yes")),
    Step("redeem import", "2025-10-08", lambda v: ["redeem", "import", filled(v, {"01-01": {"A01": 1, "B02": 2}})]),
    Step("redeem return", "2025-10-08", lambda v: ["redeem", "return", receipt(v), "--reason", "换一种"]),
    Step("points add", "2025-10-08", (*ADD, "--month", "2025-10")),
    Step(
        "paper allow",
        "2025-10-08",
        ("goods", "donors", "--allow-text", "sensitive-rule=道教协会", "--reason", "单位名称", "--force"),
    ),
    Step("meeting void", "2025-10-08", ("meeting", "void", "2025-10", "--reason", "不评了", "--yes")),
    Step("redeem close", "2025-10-09", ("redeem", "close", "2025Q3", "--yes"), paper=True),
    Step("year close", "2026-01-05", ("year", "close", "2025", "--policy", "cap", "--limit", "10", "--yes")),
    Step("year close --revert", "2026-01-05", ("year", "close", "2025", "--revert", "--yes")),
    Step("year close", "2026-01-06", ("year", "close", "2025", "--policy", "reset", "--yes")),
    Step("year close --revert", "2026-01-06", ("year", "close", "2025", "--revert", "--yes")),
)


def donation(village: Village) -> str:
    return str(village.sql("SELECT max(id) FROM fund_entry WHERE donor IS NOT NULL")[0][0])


def moved(village: Village, kind: str) -> str:
    """The newest movement of a kind that stands."""
    query = "SELECT max(id) FROM movement AS m WHERE kind = ? AND NOT EXISTS "
    return str(village.sql(f"{query} (SELECT 1 FROM movement_reversal WHERE reverses = m.id)", kind)[0][0])


def counted(village: Village) -> Path:
    return table(village.folder / "盘点.xlsx", ("编号", "实盘数量", "原因"), ("A01", 9, "少一块"), ("A02", 5, "多一瓶"))


def receipt(village: Village) -> str:
    return str(village.json("redeem", "list", "2025Q3", "--household", "01-02")[-1]["receipt"])


@pytest.fixture
def founded(empty: Village) -> Village:
    empty.today("2025-01-01")
    empty("init", "试村", "--hotline", "0771-1")
    return empty


@pytest.fixture
def settled(founded: Village) -> Village:
    """The same with its households and what two of them bring along."""
    for step in (LEDGER[0], OPENING):
        _do(founded, step)
    return founded


def proved(village: Village) -> None:
    assert [check for check in village.json("verify")["checks"] if not check["ok"]] == []


def test_every_command_about_households_rules_and_points_is_taken_back(founded: Village) -> None:
    lives(founded, LEDGER)
    proved(founded)


def test_what_gave_out_a_paper_names_what_answers_it_and_the_rest_is_taken_back(settled: Village) -> None:
    _do(settled, LEDGER[-1])
    lives(settled, PUBLIC)
    proved(settled)


def test_every_command_of_the_shop_is_taken_back(settled: Village) -> None:
    lives(settled, SHOP)
    proved(settled)
    registers = settled.json("registers", "2025Q3", "-o", settled.folder / "台账")
    assert registers["totals"]["pieces"] == 3, "every register agrees, what was taken back stands in none"


def others() -> list[Step]:
    """The steps of the other lives, which stand in modules of their own, `test_undo_life_*`."""
    modules = [importlib.import_module(path.stem) for path in Path(__file__).parent.glob("test_undo_life_*.py")]
    return [step for module in modules for step in module.STEPS]


def test_the_lives_know_every_command() -> None:
    told_of = {step.command for step in (*LEDGER, *PUBLIC, *SHOP, *others())}
    alone = {COMMAND, BACKUP, "source erase", "rollup receipt", *FOR_GOOD}  # the receipt: test_rollup_export
    known = {command for command in told_of if not command.startswith("roster ") or command in labels.OPERATION}
    assert known | alone == set(labels.OPERATION)
    events = {command.removeprefix("roster ") for command in told_of if command.startswith("roster ")}
    assert events >= {"renamed", "moved", "left", "returned", "closed"}


def test_every_table_of_the_chain_has_an_answer() -> None:
    assert set(ANSWERS) == set(chain.COVERED)
