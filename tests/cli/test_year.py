"""The year's end: what lapses, what is carried, and taking it back."""

import shutil
from pathlib import Path

import pytest
from cli_support import Shared, Village
from shop_support import available, built, unchanged


def award(village: Village, household: str, points: str, month: str) -> None:
    day = f"{month}-20"
    village.today(day)
    arguments = ("--category", "环境卫生", "--reason", "打扫")
    village("points", "add", household, points, "--month", month, *arguments)


def settle(village: Village, month: str) -> None:
    year, number = month.split("-")
    village.today(f"{month}-25")
    village("meeting", "publish", month, "--days", "1", "--yes")
    village.today(f"{year}-{number}-27")
    village("meeting", "finalize", month, "--yes")


@pytest.fixture(scope="session")
def december_book(stocked_book: Path, shared: Shared) -> Path:
    given = ("--category", "环境卫生", "--reason", "打扫")
    steps = []
    for month, points in (("2025-10", "5"), ("2025-12", "4")):
        steps += [
            (f"{month}-20", ("points", "add", "01-01", points, "--month", month, *given)),
            (f"{month}-25", ("meeting", "publish", month, "--days", "1")),
            (f"{month}-27", ("meeting", "finalize", month)),
        ]
    steps += [
        ("2025-12-28", ("redeem", "open", "2025Q4")),
        ("2025-12-28", ("redeem", "add", "01-01", "A01", "2")),
        ("2025-12-28", ("redeem", "close", "2025Q4")),
    ]
    return shared("december", lambda folder: built(stocked_book, folder, steps)) / "jifen.db"


@pytest.fixture
def december(empty: Village, december_book: Path) -> Village:
    """01-01: 30 from September's opening balance, 5 of October, 4 of December, 10 redeemed; on 5 January 2026."""
    shutil.copyfile(december_book, empty.book)
    empty.today("2026-01-05")
    return empty


@pytest.mark.parametrize(
    ("policy", "after"),
    [
        (("carry",), "29"),
        (("reset",), "0"),
        (("cap", "--limit", "12.5"), "12.5"),
        (("expire-after", "--months", "3"), "9"),
        (("expire-after", "--months", "2"), "4"),
        (("expire-after", "--months", "12"), "29"),
    ],
)
def test_a_dry_run_lists_every_household_and_the_closing_does_what_it_said(
    december: Village, policy: tuple[str, ...], after: str
) -> None:
    before = unchanged(december)
    dry = december.json("year", "close", "2025", "--policy", *policy, "--dry-run")
    assert unchanged(december) == before
    assert dry["applied"] is False
    assert len(dry["households"]) == 180
    told = {h["household"]: (h["before"], h["after"]) for h in dry["households"]}
    assert told["01-01"] == ("29", after)
    assert told["02-02"] == ("-3", "-3")
    done = december.json("year", "close", "2025", "--policy", *policy, "--yes")
    assert done["households"] == dry["households"]
    held = {h["household"]: h["available"] for h in december.json("points", "balance")}
    assert held == {household: now for household, (_, now) in told.items()}
    assert december.json("verify")["ok"]


def test_closing_entries_are_of_their_own_kind_and_ranks_of_past_periods_stay(december: Village) -> None:
    ranks = [december.json("points", "rank", "--period", period) for period in ("2025Q4", "2025", "2025-10")]
    december("year", "close", "2025", "--policy", "cap", "--limit", "20", "--yes")
    entries = december.json("points", "entries", "--household", "01-01")[-3:]
    assert [(e["kind"], e["points"], e["month"], e["occurred_on"]) for e in entries] == [
        ("expiry", "-9", None, "2025-12-31"),
        ("carry-over", "-20", None, "2025-12-31"),
        ("carry-over", "20", None, "2026-01-01"),
    ]
    assert [december.json("points", "rank", "--period", p) for p in ("2025Q4", "2025", "2025-10")] == ranks
    held = december.json("points", "balance", "--household", "01-01")[0]
    assert (held["opening"], held["earned"], held["redeemed"], held["expired"]) == ("30", "9", "-10", "-9")


def test_a_closing_is_taken_back_as_a_whole(december: Village) -> None:
    before = december.json("points", "balance")
    december("year", "close", "2025", "--policy", "reset", "--yes")
    assert (
        december.json("year", "close", "2025", "--policy", "carry", "--yes", code=3)["error"]["code"] == "year-closed"
    )
    dry = december.json("year", "close", "2025", "--revert", "--dry-run")
    assert dry["reverted"] is True
    assert available(december, "01-01") == "0"
    december("year", "close", "2025", "--revert", "--yes")
    assert december.json("points", "balance") == before
    refused = december.json("year", "close", "2025", "--revert", "--yes", code=3)
    assert refused["error"]["code"] == "year-not-closed"
    december("year", "close", "2025", "--policy", "cap", "--limit", "1", "--yes")
    assert available(december, "01-01") == "1"
    assert december.json("verify")["ok"]


def test_the_next_year_counts_from_what_was_left(december: Village) -> None:
    december("year", "close", "2025", "--policy", "expire-after", "--months", "3", "--yes")
    award(december, "01-01", "6", "2026-02")
    settle(december, "2026-02")
    december.today("2027-01-05")
    later = december.json("year", "close", "2026", "--policy", "expire-after", "--months", "12", "--dry-run")
    told = {h["household"]: (h["before"], h["expired"]) for h in later["households"]}
    assert told["01-01"] == ("15", "9")
    december("year", "close", "2026", "--policy", "reset", "--yes")
    refused = december.json("year", "close", "2025", "--revert", "--yes", code=3)
    assert refused["error"]["code"] == "year-later"


def test_an_open_session_is_said_before_points_lapse(december: Village) -> None:
    december("redeem", "open", "2026Q1", "--yes")
    said = december("year", "close", "2025", "--policy", "reset", "--dry-run")
    assert "2026Q1 的兑换还开着" in said.err
    assert "结转前" in said.out


def test_points_of_the_new_year_are_left_alone(december: Village) -> None:
    award(december, "01-01", "6", "2026-01")
    settle(december, "2026-01")
    december("year", "close", "2025", "--policy", "reset", "--yes")
    assert available(december, "01-01") == "6"


def test_points_under_an_objection_wait_for_the_decision(december: Village) -> None:
    entry = next(e["id"] for e in december.json("points", "entries", "--month", "2025-12") if e["household"] == "01-01")
    december.today("2025-12-26")
    december("objection", "file", "2025-12", "01-01", "--reason", "记错", "--entry", str(entry))
    december.today("2026-01-05")
    dry = december.json("year", "close", "2025", "--policy", "reset", "--dry-run")
    told = {h["household"]: (h["before"], h["after"]) for h in dry["households"]}
    assert told["01-01"] == ("25", "0")
    december("year", "close", "2025", "--policy", "reset", "--yes")
    held = december.json("points", "balance", "--household", "01-01")[0]
    assert (held["disputed"], held["available"]) == ("4", "0")


def test_a_year_with_an_open_month_is_not_closed(shop: Village) -> None:
    award(shop, "01-01", "5", "2025-10")
    shop.today("2026-01-05")
    before = unchanged(shop)
    refused = shop.json("year", "close", "2025", "--policy", "carry", "--yes", code=3)
    assert refused["error"]["code"] == "year-open"
    assert "2025-10" in refused["error"]["message"]
    assert unchanged(shop) == before


@pytest.mark.parametrize(
    ("arguments", "exit_code", "code"),
    [
        (("2025",), 2, "policy-missing"),
        (("2025", "--policy", "forget"), 2, "policy-unknown"),
        (("2025", "--policy", "cap"), 2, "policy-limit"),
        (("2025", "--policy", "cap", "--limit", "-1"), 2, "policy-limit"),
        (("2025", "--policy", "carry", "--limit", "5"), 2, "policy-limit"),
        (("2025", "--policy", "expire-after"), 2, "policy-months"),
        (("2025", "--policy", "reset", "--months", "3"), 2, "policy-months"),
        (("2025Q3", "--policy", "reset"), 2, "year-invalid"),
        (("2026", "--policy", "reset"), 3, "year-ahead"),
        (("2025", "--revert"), 3, "year-not-closed"),
        (("2025", "--policy", "reset"), 3, "confirmation-needed"),
    ],
)
def test_what_is_no_closing_is_refused(shop: Village, arguments: tuple[str, ...], exit_code: int, code: str) -> None:
    before = unchanged(shop)
    assert shop.json("year", "close", *arguments, code=exit_code)["error"]["code"] == code
    assert unchanged(shop) == before
