"""The figures against a second reckoning in plain Python: any ledger, as of any operation."""

import os
import sqlite3
from contextlib import closing
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jifen.domain.as_of import AsOf
from jifen.domain.closing import POLICIES, Credit, Policy, close
from jifen.domain.ledger import Balance, Entry, Score
from jifen.domain.limits import Ceilings, CountedLine, cap_breaches, ceiling_breaches
from jifen.domain.period import Month, Period
from jifen.domain.points import total
from jifen.domain.rulebook import Rule, RulePoints, parse_caps
from jifen.store import entries, figures, year_closings

AT, TODAY = "2025-07-28T08:00:00Z", "2025-07-28"
MORE = 3 if os.environ.get("JIFEN_SOAK") else 1
HOUSEHOLDS = ("01-01", "01-02", "01-03")
MONTHS = ("2025-06", "2025-07", "2025-08")
PLUS, MINUS = ("award", "opening", "carry-over", "transfer"), ("deduction", "redemption", "expiry", "transfer")
FIGURE = {"carry-over": "opening", "award": "earned", "deduction": "deducted", "redemption": "redeemed"} | {
    "opening": "opening",
    "return": "redeemed",
    "expiry": "expired",
    "transfer": "transferred",
}


@dataclass(frozen=True)
class Line:
    operation: int
    id: int
    household: str
    kind: str
    points: int
    month: str | None = None
    answers: "Line | None" = None


@dataclass
class Ledger:
    """A book and, beside it, what was done to it."""

    book: sqlite3.Connection
    operation: int = 1
    lines: list[Line] = field(default_factory=list)
    states: list[tuple[int, str, str]] = field(default_factory=list)
    objections: list[tuple[int, int, int]] = field(default_factory=list)
    decisions: list[tuple[int, int]] = field(default_factory=list)

    def begin(self) -> None:
        self.book.execute(
            "INSERT INTO operation (command, done_at, done_on, operator) VALUES ('x', ?, ?, 'x')", (AT, TODAY)
        )
        self.operation += 1

    def post(self, household: str, kind: str, points: int, month: str | None, answers: Line | None = None) -> None:
        line = Line(self.operation, len(self.lines) + 1, household, kind, points, month, answers)
        category = "环境卫生" if month else None
        of = (answers or line).id
        rule = f"R{of % 2}" if month and of % 3 else None
        day = f"202{of % 3 + 3}-0{of % 9 + 1}-15" if of % 4 else None
        self.book.execute(
            "INSERT INTO entry (id, operation_id, household, kind, points, category, month, meeting_id, reverses, "
            "rule, occurred_on, source_file_id) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (line.id, self.operation, household, kind, points, category, month, self.meeting(month))
            + (answers.id if answers else None, rule, day, 1 if of % 2 and answers is None else None),
        )
        self.lines.append(line)

    def meeting(self, month: str | None) -> int | None:
        return MONTHS.index(month) + 1 if month else None

    def state(self, month: str, upto: int = 10**9) -> str:
        return [s for operation, m, s in self.states if m == month and operation <= upto][-1]

    def step(self, month: str, status: str) -> None:
        self.book.execute(
            "INSERT INTO meeting_event (operation_id, meeting_id, status) VALUES (?, ?, ?)",
            (self.operation, self.meeting(month), status),
        )
        self.states.append((self.operation, month, status))

    def answered(self, upto: int = 10**9) -> set[int]:
        return {line.answers.id for line in self.lines if line.answers and line.operation <= upto}

    def do(self, action: tuple[str, int, int, int]) -> None:
        """One operation; what the book would not let happen is left out."""
        verb, who, size, which = action
        household, month = HOUSEHOLDS[who % 3], MONTHS[which % 3]
        self.begin()
        if verb in PLUS + MINUS:
            points = size if verb in PLUS and (verb != "transfer" or which % 2) else -size
            scored = verb in ("award", "deduction")
            if not scored or self.state(month) != "voided":
                self.post(household, verb, points, month if scored else None)
        elif verb == "answer" and self.lines:
            line = self.lines[which % len(self.lines)]
            if line.id not in self.answered() and line.kind not in ("reversal", "return"):
                kind = "return" if line.kind == "redemption" and size % 2 else "reversal"
                self.post(line.household, kind, -line.points, line.month, line)
        elif verb == "object" and self.lines:
            line = self.lines[which % len(self.lines)]
            self.book.execute(
                "INSERT INTO objection (operation_id, document_id, household, entry_id, filed_on, due_on, late, "
                "reason) VALUES (?, 1, ?, ?, ?, ?, ?, 'x')",
                (self.operation, line.household, line.id, TODAY, TODAY, int(size % 3 == 0)),
            )
            self.objections.append((self.operation, line.id, size % 3 == 0))
        elif verb == "decide" and self.objections:
            number = which % len(self.objections)
            if number not in {decided for _, decided in self.decisions}:
                self.book.execute(
                    "INSERT INTO objection_decision VALUES (?, ?, 'rejected', ?, 'x', NULL)",
                    (number + 1, self.operation, TODAY),
                )
                self.decisions.append((self.operation, number))
        elif verb == "next":
            following = {"recorded": "published", "published": "final"}.get(self.state(month))
            if following:
                self.step(month, following)
        elif verb == "void" and self.state(month) in ("recorded", "published"):
            done = self.answered()
            for line in [x for x in self.lines if x.month == month and x.id not in done and x.kind != "reversal"]:
                self.post(line.household, "reversal", -line.points, month, line)
            self.step(month, "voided")

    def balances(self, upto: int) -> dict[str, Balance]:
        """The contract's figures, read off the list of what was done."""
        lines = [line for line in self.lines if line.operation <= upto]
        answered = self.answered(upto)
        found: dict[str, Balance] = {}
        for line in lines:
            of = line if line.kind == "return" else line.answers or line
            figure = FIGURE[of.kind]
            before = found.get(line.household, Balance(line.household))
            points = Decimal(line.points) / 100
            after = replace(before, **{figure: getattr(before, figure) + points})
            if of.kind == "award" and self.state(of.month or "", upto) in ("recorded", "published"):
                after = replace(after, pending=after.pending + points)
            disputed = any(
                operation <= upto and entry == line.id and not late and not self._decided(number, upto)
                for number, (operation, entry, late) in enumerate(self.objections)
            )
            open_month = line.month is not None and self.state(line.month, upto) != "final"
            positive = line.points > 0 and line.kind in ("award", "opening", "transfer", "carry-over")
            if disputed and positive and line.id not in answered and not open_month:
                after = replace(after, disputed=after.disputed + points)
            found[line.household] = after
        return found

    def _decided(self, number: int, upto: int) -> bool:
        return any(operation <= upto and decided == number for operation, decided in self.decisions)

    def scores(self, period: Period, upto: int, *, final_only: bool) -> dict[str, Score]:
        found: dict[str, Score] = {}
        months = {str(month) for month in period.months}
        for line in self.lines:
            if line.operation > upto or line.month not in months:
                continue
            if final_only and self.state(line.month or "", upto) != "final":
                continue
            side = "awards" if (line.answers or line).kind == "award" else "deductions"
            before = found.get(line.household, Score(line.household))
            value = getattr(before, side) + Decimal(line.points) / 100
            found[line.household] = replace(before, **{side: value})
        return found


VERBS = st.sampled_from(
    [*PLUS, *MINUS, "award", "award", "deduction", *["answer", "object", "decide", "next"] * 2, "void"]
)
ACTIONS = st.lists(st.tuples(VERBS, st.integers(0, 2), st.integers(1, 5000), st.integers(0, 50)), max_size=30)


def ledger_of(blank: sqlite3.Connection, actions: list[tuple[str, int, int, int]]) -> Ledger:
    book = sqlite3.connect(":memory:", isolation_level=None)
    blank.backup(book)
    ledger = Ledger(book)
    for month in MONTHS:
        book.execute("INSERT INTO meeting (operation_id, month) VALUES (1, ?)", (month,))
        ledger.step(month, "recorded")
    for action in actions:
        ledger.do(action)
    return ledger


@pytest.fixture(scope="module")
def blank(tmp_path_factory: pytest.TempPathFactory) -> Any:
    from jifen.store.connection import create

    path: Path = tmp_path_factory.mktemp("figures") / "jifen.db"
    with closing(create(path)) as book:
        book.execute("INSERT INTO operation (command, done_at, done_on, operator) VALUES ('x', ?, ?, 'x')", (AT, TODAY))
        book.execute("INSERT INTO source_file (operation_id, path, sha256) VALUES (1, 'x.xlsx', ?)", ("0" * 64,))
        book.executemany("INSERT INTO household VALUES (?, 1)", ((code,) for code in HOUSEHOLDS))
        book.execute(
            "INSERT INTO document (operation_id, kind, period, year, seq, number, code, content) "
            "VALUES (1, 'monthly', '2025-07', 2025, 1, '1', 'AAAA-AAAA-AAAA-AAAA', '{}')"
        )
        yield book


@settings(derandomize=True, max_examples=50 * MORE, deadline=None)
@given(actions=ACTIONS, back=st.integers(0, 12))
def test_balances_are_what_a_second_reckoning_gives(
    blank: sqlite3.Connection, actions: list[tuple[str, int, int, int]], back: int
) -> None:
    ledger = ledger_of(blank, actions)
    with closing(ledger.book):
        assert figures.balances(ledger.book) == ledger.balances(10**9)
        upto = max(1, ledger.operation - back)
        assert figures.balances(ledger.book, when=AsOf(upto)) == ledger.balances(upto)
        for code, balance in ledger.balances(10**9).items():
            assert figures.balances(ledger.book, code) == {code: balance}
            assert balance.pending >= 0
            assert balance.earned >= balance.pending
            held = sum((e.points for e in entries.select(ledger.book, household=code)), Decimal(0))
            assert balance.available == held - balance.pending - balance.disputed


@settings(derandomize=True, max_examples=33 * MORE, deadline=None)
@given(
    actions=ACTIONS,
    back=st.integers(0, 12),
    final_only=st.booleans(),
    text=st.sampled_from(["2025-07", "2025Q3", "2025"]),
)
def test_a_period_s_points_are_what_a_second_reckoning_gives(
    blank: sqlite3.Connection, actions: list[tuple[str, int, int, int]], back: int, final_only: bool, text: str
) -> None:
    ledger = ledger_of(blank, actions)
    period = Period.parse(text)
    with closing(ledger.book):
        for upto in (10**9, max(1, ledger.operation - back)):
            found = figures.scores(ledger.book, period, final_only=final_only, when=AsOf(upto))
            assert found == ledger.scores(period, upto, final_only=final_only)


@settings(derandomize=True, max_examples=20 * MORE, deadline=None)
@given(actions=ACTIONS)
def test_entries_in_force_add_up_to_their_month_and_pending_ones_to_what_is_pending(
    blank: sqlite3.Connection, actions: list[tuple[str, int, int, int]]
) -> None:
    ledger = ledger_of(blank, actions)
    with closing(ledger.book):
        every = entries.select(ledger.book)
        sums = figures.month_sums(ledger.book)
        for number, month in enumerate(MONTHS, 1):
            inside = entries.select(ledger.book, meeting_id=number, in_force=True)
            told = (len({e.household for e in inside}), len(inside), sum((e.points for e in inside), Decimal(0)))
            assert sums.get(number, (0, 0, Decimal(0))) == told
            assert told[2] == sum((e.points for e in every if str(e.month) == month), Decimal(0))
        for code, balance in figures.balances(ledger.book).items():
            assert balance.pending == sum((e.points for e in every if e.household == code and e.pending), Decimal(0))


def credit(entry: Entry) -> Credit:
    """Line by line, as the year's end was reckoned before it was summed in SQL."""
    day = entry.occurred_on or date.fromisoformat(entry.recorded_at[:10])
    return Credit(entry.month or Month.of(day), entry.points, entry.pending or entry.disputed)


@settings(derandomize=True, max_examples=40 * MORE, deadline=None)
@given(actions=ACTIONS, limit=st.integers(0, 60), months=st.integers(1, 30), year=st.sampled_from((2023, 2024, 2025)))
def test_a_year_s_end_is_what_it_is_line_by_line(
    blank: sqlite3.Connection, actions: list[tuple[str, int, int, int]], limit: int, months: int, year: int
) -> None:
    ledger = ledger_of(blank, actions)
    with closing(ledger.book):
        every = entries.select(ledger.book)
        answered = {entry.reverses for entry in every}
        standing = [e for e in every if e.reverses is None and e.id not in answered and e.kind != "carry-over"]
        balances = figures.balances(ledger.book)
        for code in HOUSEHOLDS:
            own = [entry for entry in standing if entry.household == code]
            credits = [credit(entry) for entry in own if entry.points > 0]
            spent = -total(entry.points for entry in own if entry.points < 0)
            available = balances.get(code, figures.nothing(code)).available
            summed, gone = year_closings.standing(ledger.book, code)
            assert (gone, total(c.points for c in summed)) == (spent, total(c.points for c in credits))
            assert len(summed) == len({(c.month, c.held) for c in credits})
            for name in POLICIES:
                policy = Policy(
                    name,
                    Decimal(limit) if name == "cap" else None,
                    months if name == "expire-after" else None,
                )
                assert close(code, summed, gone, available, year, policy) == close(
                    code, credits, spent, available, year, policy
                )


def counted(entry: Entry) -> CountedLine:
    assert entry.month is not None
    return CountedLine(entry.household, entry.month, entry.points, entry.category or "", entry.rule, entry.occurred_on)


RULES = {
    f"R{n}": Rule(f"R{n}", "环境卫生", "x", RulePoints.parse("+1"), caps=parse_caps("20/month,45/year")) for n in (0, 1)
}


@settings(derandomize=True, max_examples=40 * MORE, deadline=None)
@given(actions=ACTIONS, size=st.integers(1, 5000), which=st.integers(0, 17), replaced=st.booleans())
def test_limits_find_the_same_in_sums_as_line_by_line(
    blank: sqlite3.Connection, actions: list[tuple[str, int, int, int]], size: int, which: int, replaced: bool
) -> None:
    ledger = ledger_of(blank, actions)
    month = Month.parse(MONTHS[which % 3])
    rule = RULES[f"R{which % 2}"]
    new = CountedLine(HOUSEHOLDS[which // 6], month, Decimal(size) / 100, rule=rule.code if which % 5 else None)
    year = [Month(2025, number) for number in range(1, 13)]
    with closing(ledger.book):
        force = entries.select(ledger.book, period=Period.parse("2025"), in_force=True)
        kept = [counted(e) for e in force if not (replaced and e.month == month and not e.by_hand)]
        summed = figures.counted_lines(ledger.book, year, replaced=[month] if replaced else [])
        beside = figures.counted_lines(ledger.book, year, household=new.household, rule=new.rule, month=month)
        ceilings = Ceilings(Decimal(30), Decimal(-20))
        pairs = [(kept, summed), *([] if replaced else [(kept, beside)])]
        for before, after in pairs:
            assert cap_breaches([new], before, lambda _: rule) == cap_breaches([new], after, lambda _: rule)
            assert ceiling_breaches([new], before, ceilings) == ceiling_breaches([new], after, ceilings)


@settings(derandomize=True, max_examples=20 * MORE, deadline=None)
@given(actions=ACTIONS)
def test_what_is_asked_narrowly_is_part_of_what_is_asked_widely(
    blank: sqlite3.Connection, actions: list[tuple[str, int, int, int]]
) -> None:
    ledger = ledger_of(blank, actions)
    with closing(ledger.book):
        force = entries.select(ledger.book, in_force=True)
        assert entries.opened(ledger.book) == {e.household for e in force if e.kind == "opening"}
        sums = figures.month_sums(ledger.book)
        for number in range(1, len(MONTHS) + 1):
            assert figures.month_sums(ledger.book, number) == {k: v for k, v in sums.items() if k == number}
        every = entries.select(ledger.book)
        for operation in range(1, ledger.operation + 1):
            own = [e for e in every if e.operation_id == operation]
            assert entries.select(ledger.book, operation_id=operation) == own
            assert entries.select(ledger.book, after=operation) == [e for e in every if e.operation_id > operation]


@settings(derandomize=True, max_examples=20 * MORE, deadline=None)
@given(actions=ACTIONS)
def test_the_view_of_balances_is_the_same_reckoning(
    blank: sqlite3.Connection, actions: list[tuple[str, int, int, int]]
) -> None:
    ledger = ledger_of(blank, actions)
    with closing(ledger.book):
        ledger.book.executemany(
            "INSERT INTO household_event (operation_id, household, effective_on, kind, head, grid, status) "
            "VALUES (1, ?, '0001-01-01', 'registered', '王', '1', 'active')",
            ((code,) for code in HOUSEHOLDS),
        )
        balances = ledger.balances(10**9)
        names = ("opening", "earned", "deducted", "redeemed", "expired", "transferred", "pending", "disputed")
        rows = ledger.book.execute(
            "SELECT 户号, 期初, 加分, 扣分, 兑换, 到期, 转入转出, 公示中, 异议中, 可用 FROM 余额"
        )
        for code, *told in rows:
            balance = balances.get(code, Balance(code))
            wanted = [*(getattr(balance, name) for name in names), balance.available]
            assert [Decimal(str(value)) for value in told] == wanted
