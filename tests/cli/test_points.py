"""Points: entries, balances, ranks, statements; points by hand; opening balances."""

from collections.abc import Sequence
from decimal import Decimal

import openpyxl
import pytest
from cli_support import Village, sheet_of
from sheet_support import table, wide

ENTRY = (
    *("id", "household", "head", "kind", "category", "rule", "points", "occurred_on", "month", "meeting_status"),
    *("pending", "disputed", "reason", "reverses", "source", "recorded_at", "operator"),
)
BALANCE = (
    *("household", "head", "grid", "status", "opening", "earned", "deducted", "redeemed", "expired", "transferred"),
    *("pending", "disputed", "available"),
)
JULY = ("--month", "2025-07", "--category", "环境卫生", "--reason", "评议会补记")


def july(village: Village, *rows: Sequence[object]) -> None:
    sheet = wide(village.folder / "七月.xlsx", {"2025年7月": rows}, held="2025年7月20日")
    village("meeting", "import", sheet, "--yes")


def account(village: Village, household: str = "01-01") -> dict[str, str]:
    found: dict[str, str] = village.json("points", "balance", "--household", household)[0]
    return found


def test_an_entry_has_the_contract_s_keys_and_says_where_it_comes_from(village: Village) -> None:
    july(village, ("01-01", 2, None), ("01-02", None, -3.5))
    found = village.json("points", "entries", "--month", "2025-07")
    assert [tuple(e) for e in found] == [ENTRY, ENTRY]
    assert list(found[0]["source"]) == ["path", "sheet", "cell"]
    assert found[0]["source"] == {"path": str(village.folder / "七月.xlsx"), "sheet": "2025年7月", "cell": "B4"}
    known = {name: found[1][name] for name in ENTRY if name not in ("id", "head", "source", "recorded_at", "operator")}
    assert known == {
        "household": "01-02",
        "kind": "deduction",
        "category": "公益志愿",
        "rule": None,
        "points": "-3.5",
        "occurred_on": "2025-07-20",
        "month": "2025-07",
        "meeting_status": "recorded",
        "pending": False,
        "disputed": False,
        "reason": None,
        "reverses": None,
    }
    assert (found[0]["kind"], found[0]["pending"], found[0]["head"]) == ("award", True, "林雪梅")
    assert found[0]["recorded_at"].endswith("Z")


def test_entries_are_narrowed_by_month_period_household_and_category(village: Village) -> None:
    july(village, ("01-01", 2, 1), ("01-02", 3, None))
    village("points", "add", "01-01", "1", "--month", "2025-03", "--category", "环境卫生", "--reason", "补")

    def found(*options: str) -> list[tuple[str, str]]:
        return [(e["household"], e["points"]) for e in village.json("points", "entries", *options)]

    assert found() == [("01-01", "2"), ("01-01", "1"), ("01-02", "3"), ("01-01", "1")]
    assert found("--month", "2025年3月") == [("01-01", "1")]
    assert found("--period", "2025Q3", "--household", "郭红霞") == [("01-02", "3")]
    assert found("--category", "公益志愿") == [("01-01", "1")]
    assert found("--month", "2031-01") == []
    assert found("--category", "没有这一类") == []


def test_a_balance_has_the_contract_s_keys_and_figures(village: Village) -> None:
    july(village, ("01-01", 5, -2))
    village("points", "opening", table(village.folder / "期初.xlsx", ("户编号", "期初积分"), ("01-01", 7.5)))
    found = account(village)
    assert tuple(found) == BALANCE
    assert found == {
        "household": "01-01",
        "head": "林雪梅",
        "grid": "1",
        "status": "active",
        "opening": "7.5",
        "earned": "5",
        "deducted": "-2",
        "redeemed": "0",
        "expired": "0",
        "transferred": "0",
        "pending": "5",
        "disputed": "0",
        "available": "5.5",
    }
    assert len(village.json("points", "balance")) == 180


def test_points_become_available_when_the_month_is_final_and_go_when_it_is_corrected(village: Village) -> None:
    july(village, ("01-01", 5, None))
    village.today("2025-07-21")
    village("meeting", "publish", "2025-07", "--yes")
    assert (account(village)["available"], account(village)["pending"]) == ("0", "5")
    village.today("2025-07-25")
    village("meeting", "finalize", "2025-07", "--yes")
    assert (account(village)["available"], account(village)["pending"]) == ("5", "0")
    entry = village.json("points", "entries")[0]["id"]
    village("meeting", "correct", "2025-07", "01-01", "--entry", str(entry), "--reason", "记错户", "--yes")
    assert (account(village)["available"], account(village)["earned"]) == ("0", "0")
    reversal = village.json("points", "entries")[-1]
    assert (reversal["kind"], reversal["reverses"], reversal["category"]) == ("reversal", entry, "环境卫生")
    assert (reversal["month"], reversal["pending"], reversal["points"]) == ("2025-07", False, "-5")


def test_a_rank_has_the_contract_s_keys_and_equal_points_share_a_place(village: Village) -> None:
    july(village, ("01-02", 5, None), ("01-03", 2, 3), ("01-01", 6, -2))
    found = village.json("points", "rank", "--period", "2025-07")
    assert tuple(found[0]) == ("rank", "household", "head", "grid", "points", "awards", "deductions")
    assert [(r["rank"], r["household"], r["points"]) for r in found[:4]] == [
        *((1, "01-02", "5"), (1, "01-03", "5"), (3, "01-01", "4"), (4, "01-04", "0"))
    ]
    assert (found[2]["awards"], found[2]["deductions"]) == ("6", "-2")
    assert len(found) == sum(h["status"] == "active" for h in village.json("roster", "list"))
    assert {r["points"] for r in village.json("points", "rank", "--period", "2025-07", "--final")} == {"0"}
    assert [r["household"] for r in village.json("points", "rank", "--period", "2025-07", "--grid", "1")][:1] == [
        "01-02"
    ]
    assert village.json("points", "rank", "--period", "2025年三季度")[0]["points"] == "5"
    assert village.json("points", "rank", "--period", "2025年上半年")[0]["points"] == "0"


def test_opening_and_transfer_do_not_rank(village: Village) -> None:
    village("points", "opening", table(village.folder / "期初.xlsx", ("户编号", "期初积分"), ("01-01", 50)))
    village("roster", "split", "01-01", "77-01", "甲", "--points", "20")
    assert {r["points"] for r in village.json("points", "rank", "--period", "2025")} == {"0"}


@pytest.mark.parametrize("points", ["2", "+2", "２", "2.0"])
def test_points_by_hand_are_posted_pending_and_bear_who_and_why(village: Village, points: str) -> None:
    told = village.json("points", "add", "林雪梅", points, *JULY, "--operator", "会计老李")
    entry = told["entry"]
    assert tuple(entry) == ENTRY
    assert (told["ok"], told["applied"]) == (True, True)
    assert (entry["household"], entry["points"], entry["reason"], entry["operator"]) == (
        *("01-01", "2", "评议会补记", "会计老李"),
    )
    assert (entry["source"], entry["pending"], entry["occurred_on"]) == (None, True, None)
    assert village.json("meeting", "list")[0]["status"] == "recorded"


def test_points_by_rule_take_its_category_and_wording(village: Village) -> None:
    rule = village.json("rules", "show", "HJ05")
    value = rule["points"].split("~")[0].split("/")[0]
    entry = village.json("points", "add", "01-01", value, "--month", "2025-07", "--rule", "hj05", "--reason", "x")[
        "entry"
    ]
    assert (entry["rule"], entry["category"]) == ("HJ05", rule["category"])


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("01-01", "31", *JULY), "cap-exceeded"),
        (("01-01", "-21", *JULY), "cap-exceeded"),
        (("88-88", "2", *JULY), "household-unknown"),
        (("01-01", "2", "--month", "2025-07", "--rule", "ZZ99", "--reason", "x"), "rule-unknown"),
        (("01-01", "2", "--month", "2025-07", "--category", "别的", "--reason", "x"), "category-unknown"),
        (("01-01", "-99", "--month", "2025-07", "--rule", "HJ01", "--reason", "x"), "sign-unclear"),
        (("01-01", "0.01", "--month", "2025-07", "--rule", "HJ01", "--reason", "x"), "points-out-of-range"),
        (("01-01", "2", *JULY, "--on", "2025-08-01"), "date-outside-month"),
        (("01-01", "2", *JULY, "--on", "2025-05-29"), "date-outside-month"),
    ],
    ids=lambda value: value if isinstance(value, str) else " ".join(value[:2]),
)
def test_points_by_hand_are_held_to_the_rules_of_a_sheet(
    village: Village, arguments: tuple[str, ...], code: str
) -> None:
    before = village.book.read_bytes()
    assert village.json("points", "add", *arguments, code=3)["error"]["code"] == code
    assert village.book.read_bytes() == before


def test_the_ceiling_counts_what_the_month_holds_already(village: Village) -> None:
    july(village, ("01-01", 20, 9))
    village("points", "add", "01-01", "1", *JULY)
    assert village.json("points", "add", "01-01", "0.5", *JULY, code=3)["error"]["code"] == "cap-exceeded"
    village("points", "add", "01-01", "-20", *JULY)
    village("points", "add", "01-02", "30", *JULY)


def test_a_household_that_does_not_score_gets_nothing(village: Village) -> None:
    village("roster", "leave", "01-01")
    told = village.json("points", "add", "01-01", "2", *JULY, code=3)["error"]
    assert told["code"] == "household-inactive"
    assert "已迁出" in told["message"]


def test_an_entry_is_reversed_once_and_a_reversal_never(village: Village) -> None:
    july(village, ("01-01", 5, None))
    told = village.json("points", "reverse", "1", "--reason", "记错了")["entry"]
    assert (told["points"], told["reverses"], told["kind"], told["pending"]) == ("-5", 1, "reversal", True)
    assert account(village)["earned"] == "0"
    for number in ("1", str(told["id"])):
        assert (
            village.json("points", "reverse", number, "--reason", "再来", code=3)["error"]["code"] == "entry-reversed"
        )
    assert village.json("points", "reverse", "999", "--reason", "x", code=3)["error"]["code"] == "entry-unknown"
    assert village.json("points", "reverse", "1", "--reason", " ", code=2)["error"]["code"] == "reason-missing"


def test_a_transfer_is_not_reversed_by_hand(village: Village) -> None:
    village("points", "opening", table(village.folder / "期初.xlsx", ("户编号", "期初积分"), ("01-01", 50)))
    village("roster", "split", "01-01", "77-01", "甲", "--points", "20")
    assert village.json("points", "reverse", "2", "--reason", "x", code=3)["error"]["code"] == "entry-kind"


def test_opening_balances_are_spendable_in_no_month_and_taken_once(village: Village) -> None:
    file = table(
        village.folder / "期初.xlsx", ("户编号", "户主", "期初积分"), ("01-01", "林雪梅", 12.5), ("01-02", "郭红霞", 0)
    )
    told = village.json("points", "opening", file)
    assert {k: told[k] for k in ("ok", "applied", "status", "entries", "points")} == {
        "ok": True,
        "applied": True,
        "status": "imported",
        "entries": 1,
        "points": "12.5",
    }
    entry = village.json("points", "entries")[0]
    assert (entry["kind"], entry["month"], entry["category"], entry["meeting_status"]) == ("opening", None, None, None)
    assert entry["source"]["cell"] == "C2"
    assert (account(village)["available"], account(village)["earned"]) == ("12.5", "0")
    again = village.json("points", "opening", file)
    assert (again["ok"], again["applied"], again["status"]) == (True, False, "unchanged")
    other = table(village.folder / "期初2.xlsx", ("户编号", "户主", "期初积分"), ("01-01", "林雪梅", 3))
    refused = village.json("points", "opening", other, code=4)
    assert [(i["code"], i["found"]) for i in refused["issues"]] == [("row-repeated", "01-01")]


def test_an_opening_balance_that_was_reversed_may_be_taken_again(village: Village) -> None:
    file = table(village.folder / "期初.xlsx", ("户编号", "户主", "期初积分"), ("01-01", "林雪梅", 12.5))
    village("points", "opening", file)
    village("points", "reverse", "1", "--reason", "抄错")
    assert account(village)["opening"] == "0"
    assert village.json("points", "opening", file)["status"] == "imported"
    assert (account(village)["opening"], account(village)["available"]) == ("12.5", "12.5")


@pytest.mark.parametrize(
    "row", [("99-99", "无此人", 5), ("01-01", "林雪梅", "很多"), ("01-01", "郭红霞", 5), ("01-01", "林雪梅", 1.234)]
)
def test_faults_of_an_opening_sheet_are_told_and_nothing_is_written(village: Village, row: tuple[object, ...]) -> None:
    before = village.book.read_bytes()
    file = table(village.folder / "期初.xlsx", ("户编号", "户主", "期初积分"), ("01-02", "郭红霞", 5), row)
    found = village.json("points", "opening", file, code=4)
    assert found["ok"] is False
    assert [i["cell"][1:] for i in found["issues"]] == ["3"]
    assert village.book.read_bytes() == before


@pytest.mark.parametrize("gone", ["leave", "close"])
def test_a_household_that_is_gone_takes_no_opening_balance(village: Village, gone: str) -> None:
    village("roster", gone, "01-02")
    file = table(
        village.folder / "期初.xlsx", ("户编号", "户主", "期初积分"), ("01-01", "林雪梅", 5), ("01-02", None, 5)
    )
    found = village.json("points", "opening", file, code=4)
    assert [(i["code"], i["cell"]) for i in found["issues"]] == [("household-inactive", "A3")]
    assert "期初积分" in found["issues"][0]["message"]
    assert account(village)["opening"] == "0"


def test_a_statement_shows_every_entry_and_ends_at_the_balance(village: Village) -> None:
    village("points", "opening", table(village.folder / "期初.xlsx", ("户编号", "期初积分"), ("01-01", 7.5)))
    july(village, ("01-01", 5, -2))
    told = village.json("points", "statement", "01-01", "-o", village.folder / "明细.xlsx")
    path = str(village.folder / "明细.xlsx")
    assert told == {"ok": True, "path": path, "paths": [path]}
    page = openpyxl.load_workbook(village.folder / "明细.xlsx").active
    assert page is not None
    values = [cell.value for row in page.iter_rows() for cell in row if cell.value is not None]
    numbers = [Decimal(str(v)) for v in values if isinstance(v, int | float)]
    assert {Decimal("7.5"), Decimal(5), Decimal(-2), Decimal("10.5")} <= set(numbers)
    assert any("林雪梅" in str(v) for v in values)
    assert village.json("points", "statement", "01-01", "-o", "明细.xlsx", code=3)["error"]["code"] == "file-exists"
    village("points", "statement", "01-01", "-o", "明细.xlsx", "--force", "--period", "2025-07")


def test_a_head_s_name_that_no_file_may_bear_still_gives_a_file(village: Village) -> None:
    village("roster", "add", "77-01", "张三/李四:王?", "--grid", "1")
    path = village.json("points", "statement", "77-01")["path"]
    assert path.endswith("积分明细单_77-01_张三_李四_王__2025-07-28.xlsx")
    village("roster", "add", "77-02", "王" * 200, "--grid", "1")
    village("points", "statement", "77-02")


def test_all_points_of_the_case_month_are_pending_or_deducted(village: Village) -> None:
    village("meeting", "import", sheet_of(village, 1), "--yes")
    entries = village.json("points", "entries")
    for one in village.json("points", "balance"):
        mine = [e for e in entries if e["household"] == one["household"]]
        assert Decimal(one["pending"]) == sum((Decimal(e["points"]) for e in mine if e["pending"]), Decimal(0))
        assert Decimal(one["available"]) == sum((Decimal(e["points"]) for e in mine if not e["pending"]), Decimal(0))
