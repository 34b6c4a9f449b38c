"""A village's sums leave it: right to the last point, the same bytes for the same book, and nobody in them."""

import hashlib
import json
import re
import sys
from collections import defaultdict
from decimal import Decimal
from pathlib import Path

import pytest
from cli_support import Village
from rollup_support import opened, parts
from shop_support import written

MARK = "莫外传"


def exported(village: Village, period: str, *more: str) -> Path:
    return village.folder / village.json("rollup", "export", period, *more)["path"]


def test_every_sum_is_that_of_the_ledger(half_year: Village) -> None:
    line = ("--extra", "--points", "2", "--category", "环境卫生", "--reason", "漏记", "--yes")
    half_year("meeting", "correct", "2025-03", "03-01", *line)
    manifest, rows = opened(exported(half_year, "2025H1"))
    assert manifest["months"] == [f"2025-0{n}" for n in range(1, 7)]
    told: dict[tuple[str, str], Decimal] = defaultdict(Decimal)
    for row in rows["sums"]:
        told[row["month"], row["kind"]] += Decimal(row["points"])
        assert int(row["households"]) >= 3
    kept: dict[tuple[str, str], Decimal] = defaultdict(Decimal)
    people: dict[str, set[str]] = defaultdict(set)
    for entry in half_year.json("points", "entries", "--period", "2025H1"):
        kept[entry["month"], entry["kind"]] += Decimal(entry["points"])
        people[entry["month"]].add(entry["household"])
    months = {month for month, _ in kept}
    assert {m: sum(v for (n, _), v in told.items() if n == m) for m in months} == {
        m: sum(v for (n, _), v in kept.items() if n == m) for m in months
    }
    assert {row["month"]: int(row["participating"]) for row in rows["village"]} == {m: len(people[m]) for m in months}
    roster = half_year.json("roster", "list")
    active = [h for h in roster if h["status"] == "active"]
    assert {(row["active"], row["status"]) for row in rows["village"]} == {(str(len(active)), "final")}


def test_the_manifest_names_village_head_and_the_digest_of_each_file(half_year: Village) -> None:
    told = half_year.json("rollup", "export", "2025-03")
    path = Path(half_year.folder / told["path"])
    assert path.name == "柳河村2025年3月汇总.zip"
    files = parts(path)
    manifest = json.loads(files.pop("manifest.json"))
    assert told["manifest"] == manifest
    assert manifest["files"] == {name: hashlib.sha256(data).hexdigest() for name, data in files.items()}
    assert set(files) == {f"{n}.csv" for n in ("village", "sums", "notices", "boards", "goods", "matters")}
    assert manifest["head"] == half_year.json("verify")["head"]
    assert manifest["village_id"] == half_year.sql("SELECT village_id FROM village")[0][0]


def test_the_same_book_gives_the_same_bytes_and_is_not_changed(half_year: Village) -> None:
    before = half_year.operations()
    first = exported(half_year, "2025Q1", "-o", "一.zip").read_bytes()
    half_year.today("2025-09-01")
    assert exported(half_year, "2025Q1", "-o", "二.zip").read_bytes() == first
    assert half_year.operations() == before
    assert half_year.json("rollup", "export", "2025Q1", "-o", "二.zip", code=3)["error"]["code"] == "file-exists"
    half_year("rollup", "export", "2025Q1", "-o", "三.zip", "--dry-run")
    assert not (half_year.folder / "三.zip").exists()


def test_nobody_and_nothing_anybody_wrote_is_in_it(market: Village) -> None:
    """A village whose every text is marked: names, reasons, rules, goods, donors; only village and categories pass."""
    market("roster", "rename", "01-05", f"{MARK}人")
    market("rules", "set", "HJ01", "--wording", MARK, "--yes")
    for code in ("01-01", "01-02", "01-03", "01-05"):
        line = ("5", "--month", "2025-10", "--rule", "HJ01", "--reason", MARK)
        market("points", "add", code, *line)
    market("fund", "in", "100", "--reason", MARK)
    market("goods", "receive", "A01", "3", "--donation", MARK, "--value", "9", "--receipt", MARK)
    market("goods", "write-off", "A01", "1", "--reason", MARK)
    market("redeem", "add", "02-01", "A01", "1", "--by", MARK, "--relation", MARK)
    market("meeting", "publish", "2025-10", "--yes")
    market("objection", "file", "2025-10", "01-01", "--reason", MARK)
    market("objection", "decide", "1", "--reject", "--reason", MARK)
    market("meeting", "record", "2025-10", "--place", MARK, "--note", MARK)
    path = exported(market, "2025")
    manifest, rows = opened(path)
    assert sum(map(len, rows.values())) > 15
    whole = b"".join(parts(path).values()).decode("utf-8")
    assert MARK not in whole
    assert [h["head"] for h in market.json("roster", "list") if h["head"] in whole] == []
    assert re.search(r"(?<![\d-])\d\d-\d\d(?![\d-])", whole) is None, "a household's code"
    han = set(re.findall(r"[\u4e00-\u9fff]+", whole))
    assert han <= {manifest["village"], *(row["category"] for row in rows["sums"])}


def test_a_category_that_bears_a_name_is_told_under_none(village: Village) -> None:
    sheet = written(village, "细则.csv", "编号,类别,项目,分值\nA1,林雪梅专项,帮工,+2\nA2,环境卫生,清洁,+2\n")
    village("rules", "import", sheet, "--yes")
    for code in ("01-01", "01-02", "01-03"):
        for rule in ("A1", "A2"):
            village("points", "add", code, "2", "--month", "2025-07", "--rule", rule, "--reason", "x")
    _, rows = opened(exported(village, "2025-07"))
    assert {row["category"] for row in rows["sums"]} == {"环境卫生", "其他"}


def test_points_of_two_households_stay_in_the_village(village: Village) -> None:
    for code in ("01-01", "01-02"):
        village("points", "add", code, "2", "--month", "2025-07", "--category", "环境卫生", "--reason", "x")
    _, rows = opened(exported(village, "2025-07"))
    assert rows["sums"] == [] and rows["village"][0]["withheld"] == "1"


def test_what_two_households_redeem_is_told_with_the_next_months(market: Village) -> None:
    market("redeem", "add", "02-01", "A01", "2")
    market("redeem", "add", "01-01", "A01", "1")
    market.today("2025-11-03")
    market("redeem", "add", "01-02", "A01", "1")
    _, rows = opened(exported(market, "2025"))
    goods = {(row["month"], row["kind"]): row for row in rows["goods"]}
    assert ("2025-10", "redeemed") not in goods
    redeemed = goods["2025-11", "redeemed"]
    assert (redeemed["pieces"], redeemed["points"], redeemed["households"]) == ("4", "20", "3")
    pieces = [goods[f"2025-{month}", "stock"]["pieces"] for month in ("09", "10", "11")]
    assert pieces == ["15", "15", "11"]
    assert goods["2025-11", "stock"]["yuan"] == "150.9"


def test_notices_tell_their_days_and_what_was_objected(half_year: Village) -> None:
    half_year("objection", "file", "2025-06", "01-01", "--reason", "x", "--yes")
    half_year.today("2025-07-18")
    half_year("objection", "decide", "1", "--reject", "--reason", "x")
    _, rows = opened(exported(half_year, "2025-06"))
    (notice,) = [row for row in rows["notices"] if row["kind"] == "monthly"]
    (kept,) = [m for m in half_year.json("meeting", "list") if m["month"] == "2025-06"]
    assert (notice["starts_on"], notice["ends_on"]) == (kept["notice_from"], kept["notice_to"])
    assert [notice[n] for n in ("objections", "open", "upheld", "rejected")] == ["1", "0", "0", "1"]
    assert notice["decision_days"] == "3"


def test_lists_are_told_as_counts(half_year: Village) -> None:
    from board_support import published

    told = published(half_year, "09-08")
    half_year("board", "delist", "2025H1", "09-08", "--reason", "已整改", "--yes")
    _, rows = opened(exported(half_year, "2025H1"))
    assert {(row["list"], row["households"], row["removed"]) for row in rows["boards"]} == {
        ("red", str(told["red"]), "0"),
        ("black", str(told["black"]), "1"),
    }


FLOW = {
    "id": "dispute",
    "name": MARK,
    "steps": [{"id": "accept", "name": MARK, "who": MARK, "deadline": {"hours": 24}}],
    "closing": {"days": 3},
    "photos": "optional",
    "household": "optional",
    "outcomes": ["solved", "unsolved", "withdrawn"],
    "rated": True,
    "deeds": {},
}


def test_matters_are_counts_by_kind_and_time(village: Village) -> None:
    """Written as the book keeps them: the commands that fill these tables are others' work."""
    import sqlite3
    from contextlib import closing

    with closing(sqlite3.connect(village.book)) as book, book:
        for number in range(1, 5):
            household = f"01-0{number}" if number < 4 else None
            book.execute(
                "INSERT INTO matter (id, operation_id, kind, flow, household, text) VALUES (?, 1, ?, ?, ?, ?)",
                (number, "dispute", json.dumps(FLOW), household, MARK),
            )
            late = number == 2
            events = [
                ("opened", "2025-07-01T09:00", None, None, None),
                ("step", "2025-07-03T09:00" if late else "2025-07-02T08:00", "accept", None, None),
                ("closed", "2025-07-04T08:00", None, "solved" if number < 4 else "withdrawn", None),
                *([("rated", "2025-07-05T08:00", None, None, 4)] if number == 1 else []),
            ]
            for kind, at, step, outcome, rating in events:
                book.execute(
                    "INSERT INTO matter_event (operation_id, matter_id, kind, happened_at, step, outcome, rating) "
                    "VALUES (1, ?, ?, ?, ?, ?, ?)",
                    (number, kind, at, step, outcome, rating),
                )
        book.execute(
            "INSERT INTO matter (id, operation_id, kind, flow, household, text) VALUES (9, 1, 'wish', ?, NULL, ?)",
            (json.dumps(FLOW | {"id": "wish"}), MARK),
        )
        book.execute(
            "INSERT INTO matter_event (operation_id, matter_id, kind, happened_at) VALUES (1, 9, 'opened', ?)",
            ("2025-07-06T10:00",),
        )
    path = exported(village, "2025-07")
    _, rows = opened(path)
    assert MARK not in b"".join(parts(path).values()).decode("utf-8")
    (row,) = rows["matters"]
    counts = [row[n] for n in ("kind", "opened", "closed", "on_time", "overdue", "rated", "ratings")]
    assert counts == ["other", "5", "3", "2", "1", "1", "4"], "one wish alone is told with the disputes"


def test_a_period_under_way_ends_with_this_month_and_a_later_one_is_refused(village: Village) -> None:
    manifest, rows = opened(exported(village, "2025"))
    assert manifest["months"][-1] == "2025-07" and {row["status"] for row in rows["village"]} == {"none"}
    assert village.json("rollup", "export", "2025-08", code=3)["error"]["code"] == "rollup-not-begun"


def receipt(village: Village, name: str = "回执.json", **changed: object) -> Path:
    path = exported(village, "2025-03", "-o", f"{name}.zip")
    manifest = opened(path)[0]
    told = {name: manifest[name] for name in ("village", "village_id", "period", "head")}
    told |= {"format": "jifen-receipt", "version": 1, "received_on": "2025-07-20"}
    told["sha256"] = hashlib.sha256(path.read_bytes()).hexdigest()
    return written(village, name, json.dumps(told | changed, ensure_ascii=False))


def test_a_receipt_makes_the_township_a_witness_of_the_head(half_year: Village) -> None:
    slip = receipt(half_year)
    half_year("points", "add", "01-01", "2", "--month", "2025-07", "--category", "环境卫生", "--reason", "x")
    told = half_year.json("rollup", "receipt", slip)
    assert told["ok"] and told["received_on"] == "2025-07-20"
    (last,) = half_year.json("log", "-n", "1")
    assert last["command"] == "rollup receipt"
    assert half_year.json("verify")["ok"]
    assert half_year.json("rollup", "receipt", slip, code=3)["error"]["code"] == "receipt-known"
    half_year("undo", "--yes")
    assert half_year.json("rollup", "receipt", slip)["ok"]


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"village_id": "0" * 32}, "receipt-of-other"),
        ({"head": "0" * 64}, "receipt-head-unknown"),
        ({"head": "0"}, "receipt-unreadable"),
        ({"format": "something"}, "receipt-unreadable"),
    ],
)
def test_a_receipt_that_proves_nothing_of_this_book_is_refused(
    half_year: Village, changed: dict[str, object], code: str
) -> None:
    before = half_year.operations()
    assert half_year.json("rollup", "receipt", receipt(half_year, **changed), code=3)["error"]["code"] == code
    half_year("rollup", "receipt", written(half_year, "乱.json", "["), code=3)
    assert half_year.operations() == before


def test_the_village_needs_nothing_of_the_office_above(half_year: Village, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("duckdb", "pyspark", "pyarrow", "pandas"):
        monkeypatch.setitem(sys.modules, name, None)
    for words in (["status"], ["rollup", "export", "2025-03"], ["points", "balance"], ["page"], ["rollup", "--help"]):
        half_year(*words)
