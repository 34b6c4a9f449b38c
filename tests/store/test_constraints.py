"""What the book holds by itself, whatever program writes: kinds, months, forms, a round's life, a year's end."""

import sqlite3
from contextlib import closing
from decimal import Decimal
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jifen.domain.points import show_signed
from jifen.domain.rulebook import Cap, RulePoints, parse_caps
from jifen.domain.rules.caps import PERIODS, Per
from jifen.domain.rules.values import Step
from jifen.store.migrations.steps import upgrade

REFUSED = sqlite3.IntegrityError


def step(book: sqlite3.Connection, status: str, round_id: int = 1) -> None:
    book.execute("INSERT INTO round_event (operation_id, round_id, status) VALUES (1, ?, ?)", (round_id, status))


@pytest.fixture
def round_open(neighbour: sqlite3.Connection) -> sqlite3.Connection:
    """A round that is open, with one item at its price."""
    neighbour.execute("INSERT INTO item (code, operation_id) VALUES ('A01', 1)")
    neighbour.execute("INSERT INTO redemption_round (operation_id, period) VALUES (1, '2025Q3')")
    step(neighbour, "open")
    neighbour.execute("INSERT INTO round_price (round_id, item, operation_id, points) VALUES (1, 'A01', 1, 500)")
    return neighbour


RECEIPT = (
    "INSERT INTO receipt (operation_id, round_id, household, number, redeemed_on, import_id) "
    "VALUES (1, 1, '01-01', ?, '2025-07-28', ?)"
)
PAYMENT = "INSERT INTO entry (operation_id, household, kind, points) VALUES (1, '01-01', 'redemption', -500)"
LINE = (
    "INSERT INTO receipt_line (operation_id, receipt_id, position, item, quantity, price, entry_id) "
    "VALUES (1, 1, ?, 'A01', 1, 500, ?)"
)


def test_a_kind_of_document_grows_by_a_row_and_nothing_else(neighbour: sqlite3.Connection) -> None:
    document = (
        "INSERT INTO document (operation_id, kind, period, year, seq, number, code, content) "
        "VALUES (1, 'honours', '2025', 2025, 1, '1号', 'AAAA-AAAA-AAAA-AAAA', '{}')"
    )
    with pytest.raises(REFUSED, match="document kind"):
        neighbour.execute(document)
    neighbour.execute("INSERT INTO document_kind (kind, title) VALUES ('honours', '荣誉')")
    neighbour.execute(document)
    for statement in ("UPDATE document_kind SET kind = 'x'", "DELETE FROM document_kind"):
        with pytest.raises(REFUSED, match="append-only"):
            neighbour.execute(statement)


@pytest.mark.parametrize("kind", ["", "荣誉", "Honours", "1st", "two words"])
def test_a_kind_is_a_plain_word(neighbour: sqlite3.Connection, kind: str) -> None:
    with pytest.raises(REFUSED, match="CHECK"):
        neighbour.execute("INSERT INTO document_kind (kind, title) VALUES (?, '荣誉')", (kind,))


@pytest.mark.parametrize(("month", "meeting"), [("2025-08", 1), ("2025-07", 2)])
@pytest.mark.parametrize("verb", ["INSERT", "INSERT OR REPLACE"])
def test_an_entry_has_the_month_of_its_meeting(
    neighbour: sqlite3.Connection, verb: str, month: str, meeting: int
) -> None:
    with pytest.raises(REFUSED, match="entry month"):
        neighbour.execute(
            f"{verb} INTO entry (operation_id, household, kind, points, category, month, meeting_id) "
            "VALUES (1, '01-01', 'award', 200, '环境卫生', ?, ?)",
            (month, meeting),
        )


@pytest.mark.parametrize(
    ("name", "right", "wrong"),
    [
        ("held_on", ["2025-07-14"], ["2025-02-30", "7月14日", "", "2025-7-14"]),
        ("expected", ["0", "12"], ["十二", "", "-1", "1.5", " 3"]),
        ("present", ["9"], ["9人"]),
        ("place", ["村部", ""], []),
    ],
)
def test_facts_of_a_meeting_have_their_form(
    neighbour: sqlite3.Connection, name: str, right: list[str], wrong: list[str]
) -> None:
    insert = "INSERT INTO meeting_fact (operation_id, meeting_id, name, value) VALUES (1, 1, ?, ?)"
    for value in wrong:
        with pytest.raises(REFUSED, match="meeting fact"):
            neighbour.execute(insert, (name, value))
    for value in right:
        neighbour.execute(insert, (name, value))


def rule(book: sqlite3.Connection, points: str, caps: str = "") -> None:
    number = book.execute("SELECT count(*) FROM rule").fetchone()[0]
    book.execute(
        "INSERT INTO rule (version_id, code, position, category, wording, points, caps) "
        "VALUES (1, ?, ?, '环境卫生', '清沟', ?, ?)",
        (f"R{number}", number, points, caps),
    )


@pytest.fixture
def rulebook(neighbour: sqlite3.Connection) -> sqlite3.Connection:
    neighbour.execute("INSERT INTO rulebook_version (operation_id, effective_on) VALUES (1, '2025-01-01')")
    return neighbour


@pytest.mark.parametrize(
    "points",
    ["", "2", "+0", "-0.00", "+2~-3", "+2/-3", "+1~+2~+3", "+1~+2/+3", "+2/", "两分", "+2 ", "+1.234", "+1.2.3", "+.5"]
    + ["+5.", "--5", "+", '+2","+3', "+1e3", "+-2"]
    + [
        "ladder:h:",
        "ladder:10+2",
        "ladder:h:10",
        "ladder:h:10+0",
        "ladder:h:10+2;20-5",
        "ladder:h:1~2/3+2",
        "rate:h:1+2",
    ]
    + [
        "steps:y:10+2",
        "steps:y:1~2+2",
        "named:",
        "named:5-5",
        "named:a-5;b+5",
        'named:a"-5',
        "named:a-1.234",
        "named:a",
    ],
)
def test_points_of_a_rule_that_say_nothing_are_refused(rulebook: sqlite3.Connection, points: str) -> None:
    with pytest.raises(sqlite3.Error):
        rule(rulebook, points)


@pytest.mark.parametrize(
    "caps",
    ["6", "6/week", "/month", "-6/month", "6/month,", ",6/month", "6/month 10/year", "1.234/year", "6./month"]
    + ["6/category", "6/category/event", "6/category/week", "category/month", "6/category/category/month"],
)
def test_caps_that_say_nothing_are_refused(rulebook: sqlite3.Connection, caps: str) -> None:
    with pytest.raises(sqlite3.Error):
        rule(rulebook, "+2", caps)


SIZES = st.decimals(Decimal("0.01"), Decimal("999999.99"), places=2)


@st.composite
def points_of_a_rule(draw: st.DrawFn) -> RulePoints:
    sizes = draw(st.lists(SIZES, min_size=1, max_size=4))
    sign = draw(st.sampled_from((1, -1)))
    join = draw(st.sampled_from("~/")) if len(sizes) == 2 else "/"
    return RulePoints.parse(join.join(show_signed(sign * size) for size in sizes))


@pytest.fixture(scope="module")
def open_rulebook(tmp_path_factory: pytest.TempPathFactory) -> sqlite3.Connection:
    with closing(sqlite3.connect(tmp_path_factory.mktemp("rules") / "book.db", isolation_level=None)) as book:
        upgrade(book)
        book.execute(
            "INSERT INTO operation (command, done_at, done_on, operator) "
            "VALUES ('x', '2025-07-28T08:00:00Z', '2025-07-28', '文书')"
        )
        book.execute("INSERT INTO rulebook_version (operation_id, effective_on) VALUES (1, '2025-01-01')")
        book.execute("PRAGMA synchronous = OFF")
        yield book


WORDS = st.text(alphabet="一般较重严小时元次abc()", min_size=1, max_size=6)


@st.composite
def points_by_name_or_quantity(draw: st.DrawFn) -> RulePoints:
    sizes = sorted(draw(st.sets(SIZES, min_size=1, max_size=4)))
    values = tuple(draw(st.sampled_from((1, -1))) * size for size in sizes[:1])
    values += tuple(values[0].copy_sign(values[0]) / abs(values[0]) * size for size in sizes[1:])
    ends = sorted(draw(st.sets(SIZES, min_size=len(sizes), max_size=len(sizes))))
    form = draw(st.sampled_from(("named", "ladder", "steps")))
    if form == "named":
        names = draw(st.lists(WORDS, min_size=len(sizes), max_size=len(sizes), unique=True))
        return RulePoints("named", values, tuple(names))
    if form == "ladder":
        return RulePoints("ladder", values, steps=tuple(Step(end) for end in ends), measure=draw(WORDS))
    bands = tuple(Step(low, high, Decimal(10)) for low, high in pairwise([Decimal(0), *ends]))
    return RulePoints("steps", values, steps=bands, measure=draw(WORDS))


@given(points=points_by_name_or_quantity())
def test_every_value_by_name_or_quantity_is_taken_and_read_back(
    open_rulebook: sqlite3.Connection, points: RulePoints
) -> None:
    assert RulePoints.parse(str(points)) == points
    rule(open_rulebook, str(points))


@given(points=points_of_a_rule(), caps=st.lists(st.tuples(SIZES, st.sampled_from(PERIODS), st.booleans())))
def test_every_rule_the_program_writes_is_taken(
    open_rulebook: sqlite3.Connection, points: RulePoints, caps: list[tuple[Decimal, Per, bool]]
) -> None:
    text = ",".join(str(Cap(*cap)) for cap in caps)
    assert parse_caps(text) == tuple(Cap(*cap) for cap in caps)
    rule(open_rulebook, str(points), text)


def test_a_round_is_opened_once_and_closed_once(round_open: sqlite3.Connection) -> None:
    with pytest.raises(REFUSED, match="round life"):
        step(round_open, "open")
    step(round_open, "closed")
    for status in ("open", "closed"):
        with pytest.raises(REFUSED, match="round life"):
            step(round_open, status)


def test_a_round_is_not_closed_before_it_was_opened(neighbour: sqlite3.Connection) -> None:
    neighbour.execute("INSERT INTO redemption_round (operation_id, period) VALUES (1, '2025Q3')")
    with pytest.raises(REFUSED, match="round life"):
        step(neighbour, "closed")


def test_one_round_is_open_at_a_time(round_open: sqlite3.Connection) -> None:
    round_open.execute("INSERT INTO redemption_round (operation_id, period) VALUES (1, '2025Q4')")
    with pytest.raises(REFUSED, match="round open"):
        step(round_open, "open", 2)
    step(round_open, "closed")
    step(round_open, "open", 2)


def test_nothing_goes_out_once_the_round_is_closed(round_open: sqlite3.Connection) -> None:
    round_open.execute(RECEIPT, ("2025Q3-0001", None))
    round_open.execute(PAYMENT)
    round_open.execute(LINE, (1, 2))
    step(round_open, "closed")
    for statement, values in (
        (RECEIPT, ("2025Q3-0002", None)),
        (LINE, (2, 2)),
        ("INSERT INTO round_price (round_id, item, operation_id, points) VALUES (1, 'A02', 1, 500)", ()),
        (
            "INSERT INTO redemption_import (operation_id, round_id, source_file_id, layout) VALUES (1, 1, 1, 'sheet')",
            (),
        ),
    ):
        with pytest.raises(REFUSED, match="round closed"):
            round_open.execute(statement, values)


def test_what_was_given_back_is_answered_in_the_ledger_also_later(round_open: sqlite3.Connection) -> None:
    round_open.execute(RECEIPT, ("2025Q3-0001", None))
    round_open.execute(PAYMENT)
    round_open.execute(LINE, (1, 2))
    step(round_open, "closed")
    back = (
        "INSERT INTO receipt_return (line_id, operation_id, returned_on, reason, entry_id) "
        "VALUES (1, 1, '2025-07-29', '换', ?)"
    )
    with pytest.raises(REFUSED, match="receipt return"):
        round_open.execute(back, (1,))
    round_open.execute(
        "INSERT INTO entry (operation_id, household, kind, points, reverses) VALUES (1, '01-01', 'return', 500, 2)"
    )
    round_open.execute(back, (3,))


def test_a_receipt_comes_from_an_import_of_its_own_round(round_open: sqlite3.Connection) -> None:
    with pytest.raises(REFUSED, match="receipt import"):
        round_open.execute(RECEIPT, ("2025Q3-0001", 7))


CLOSE = "INSERT INTO year_close (operation_id, year, policy, max_points, months) VALUES (1, 2025, ?, ?, ?)"


def test_a_year_has_one_closing_that_stands(neighbour: sqlite3.Connection) -> None:
    neighbour.execute(CLOSE, ("carry", None, None))
    with pytest.raises(REFUSED, match="year closed"):
        neighbour.execute(CLOSE, ("reset", None, None))
    neighbour.execute("INSERT INTO year_close_revert (year_close_id, operation_id) VALUES (1, 1)")
    neighbour.execute(CLOSE, ("reset", None, None))
    with pytest.raises(REFUSED, match="year closed"):
        neighbour.execute(CLOSE, ("carry", None, None))


@pytest.mark.parametrize(
    ("policy", "points", "months", "right"),
    [("cap", 5000, None, True), ("expire-after", None, 24, True), ("carry", None, None, True)]
    + [("cap", None, None, False), ("cap", 5000, 12, False), ("expire-after", None, None, False)]
    + [("carry", 5000, None, False), ("reset", None, 3, False)],
)
def test_a_policy_has_what_it_needs_and_nothing_else(
    neighbour: sqlite3.Connection, policy: str, points: int | None, months: int | None, right: bool
) -> None:
    if right:
        neighbour.execute(CLOSE, (policy, points, months))
        return
    with pytest.raises(REFUSED, match="year policy"):
        neighbour.execute(CLOSE, (policy, points, months))


def test_the_book_keeps_one_random_name_for_good(neighbour: sqlite3.Connection, path: Path) -> None:
    before = neighbour.execute("SELECT id, village_id FROM village").fetchall()
    assert [len(village_id) for _, village_id in before] == [32]
    for statement in (
        "UPDATE village SET village_id = 'x'",
        "DELETE FROM village",
        "INSERT INTO village (id, village_id) VALUES (2, '0123456789abcdef0123456789abcdef')",
        "INSERT OR REPLACE INTO village (id, village_id) VALUES (1, '0123456789abcdef0123456789abcdef')",
    ):
        with pytest.raises(REFUSED):
            neighbour.execute(statement)
    assert neighbour.execute("SELECT id, village_id FROM village").fetchall() == before


@pytest.mark.parametrize("column", ["entry.meeting_id", "document.corrects", "document.meeting_id"])
def test_what_is_asked_for_often_is_found_by_an_index(neighbour: sqlite3.Connection, column: str) -> None:
    table, name = column.split(".")
    plan = neighbour.execute(f"EXPLAIN QUERY PLAN SELECT * FROM {table} WHERE {name} = 1").fetchall()
    assert f"USING INDEX {table}_" in plan[0][3]
