"""The three figures, kept apart: points of a period, points of all time, points available. Sums only, no columns."""

import sqlite3
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Literal

from jifen.domain.as_of import NOW, AsOf
from jifen.domain.ledger import Balance, Score
from jifen.domain.period import Month, Period
from jifen.domain.points import ZERO, from_hundredths
from jifen.store.rows import standing

if TYPE_CHECKING:
    from jifen.domain.limits import CountedLine

_FIGURE = {
    "opening": "opening", "carry-over": "opening", "award": "earned", "deduction": "deducted",
    "redemption": "redeemed", "return": "redeemed", "expiry": "expired", "transfer": "transferred",
    "conversion": "earned",
}  # fmt: skip

# A reversal counts in the figure of what it reverses. Three narrow questions instead of one wide one: the sums come
# from the covering index alone, reversals from theirs, and only open months are looked at for what is pending.
_SUMS = """
SELECT household, kind, sum(points) FROM entry AS e WHERE e.kind <> 'reversal' {upto} {counted} GROUP BY household, kind
"""
_ANSWERS = """
SELECT e.household, old.kind, sum(e.points) FROM entry AS e JOIN entry AS old ON old.id = e.reverses
WHERE e.reverses IS NOT NULL AND e.kind = 'reversal' {upto} {counted} GROUP BY e.household, old.kind
"""
_PENDING = """
SELECT e.household, 'pending', sum(e.points) FROM entry AS e
WHERE e.month IN (SELECT month FROM meeting WHERE id IN ({open})) AND e.meeting_id IN ({open})
  AND (e.kind = 'award' OR (e.kind = 'reversal' AND e.points < 0)) {upto} {counted}
GROUP BY e.household
"""
_OPEN_DEDUCTIONS = """
SELECT e.household, sum(e.points) FROM entry AS e
WHERE e.month IN (SELECT month FROM meeting WHERE id IN ({open})) AND e.meeting_id IN ({open})
  AND (e.kind = 'deduction' OR (e.kind = 'reversal' AND e.points > 0)) AND e.operation_id <= :upto {counted}
GROUP BY e.household
"""
_DISPUTED = """
SELECT DISTINCT e.id, e.household, e.points FROM objection AS b CROSS JOIN entry AS e ON e.id = b.entry_id
WHERE e.points > 0 AND e.kind IN ('award', 'opening', 'transfer', 'carry-over')
  AND b.late = 0 AND {filed} {upto} {counted}
  AND NOT EXISTS (SELECT 1 FROM objection_decision AS x WHERE x.objection_id = b.id AND {decided})
  AND NOT EXISTS (SELECT 1 FROM entry AS r WHERE r.reverses = e.id AND r.operation_id <= :upto)
  AND (e.meeting_id IS NULL OR 'final' = (SELECT status FROM meeting_event
    WHERE meeting_id = e.meeting_id AND operation_id <= :upto ORDER BY id DESC LIMIT 1))
"""
_OPEN = """
SELECT meeting_id FROM (
  SELECT meeting_id, status, max(id) FROM meeting_event WHERE operation_id <= :upto GROUP BY meeting_id
) WHERE status IN ('recorded', 'published')
"""


def balances(connection: sqlite3.Connection, household: str | None = None, when: AsOf = NOW) -> dict[str, Balance]:
    """Balances of every household that has entries (or of one), as of `when`.

    `disputed` holds points of final meetings only: those of open ones are pending already. Of meetings whose scheme
    says so only the awards count, or nothing does: then what their final scores were converted to is `earned`.
    """
    values = {"upto": when.operation, "household": household}
    # `operation_id` is not in the covering index: it is asked only when the past is.
    narrow = "" if when == NOW else " AND e.operation_id <= :upto"
    narrow += "" if household is None else " AND e.household = :household"
    open_ids, counted = _open_ids(connection, when), _counted(connection)
    sums: dict[str, dict[str, int]] = {}
    for query in (_SUMS, _ANSWERS, _PENDING):
        for code, kind, points in connection.execute(query.format(upto=narrow, open=open_ids, counted=counted), values):
            figure = sums.setdefault(code, {})
            name = _FIGURE.get(kind, kind)
            figure[name] = figure.get(name, 0) + points
    for _, code, points in connection.execute(_disputed(narrow, counted), values):
        sums[code]["disputed"] = sums[code].get("disputed", 0) + points
    return {
        code: Balance(code, **{name: from_hundredths(value) for name, value in figure.items()})
        for code, figure in sorted(sums.items())
    }


def _counted(connection: sqlite3.Connection) -> str:
    """What is left out of sums of what can be spent, as SQL text: nothing, where every meeting's points count."""
    found: dict[str, list[str]] = {}
    for kind, number in connection.execute("SELECT spendable, meeting_id FROM meeting_scheme WHERE spendable <> 'all'"):
        found.setdefault("deductions" if kind == "awards" else "all", []).append(str(number))
    parts = [f"coalesce(e.meeting_id, 0) NOT IN ({','.join(found['all'])})"] if "all" in found else []
    if "deductions" in found:
        lost = "(e.kind = 'deduction' OR (e.kind = 'reversal' AND e.points > 0))"
        parts.append(f"NOT ({lost} AND coalesce(e.meeting_id, 0) IN ({','.join(found['deductions'])}))")
    return "".join(f" AND {part}" for part in parts)


def _disputed(narrow: str, counted: str) -> str:
    filed, decided = standing("b", upto=":upto"), standing("x", upto=":upto")
    return _DISPUTED.format(upto=narrow, filed=filed, decided=decided, counted=counted)


def _open_ids(connection: sqlite3.Connection, when: AsOf) -> str:
    """Meetings that are neither final nor voided, as SQL text."""
    return ",".join(str(row[0]) for row in connection.execute(_OPEN, {"upto": when.operation}))


def settled(connection: sqlite3.Connection, when: AsOf = NOW) -> dict[str, Decimal]:
    """What each household that has entries could spend if the months that are not final were not there.

    Of these the awards are pending, which `available` leaves out; here the deductions are left out, too.
    """
    query = _OPEN_DEDUCTIONS.format(open=_open_ids(connection, when), counted=_counted(connection))
    open_deductions = dict(connection.execute(query, {"upto": when.operation}))
    return {
        code: found.available - from_hundredths(open_deductions.get(code, 0))
        for code, found in balances(connection, when=when).items()
    }


def balance(connection: sqlite3.Connection, household: str) -> Balance:
    """One household's balance; zeros where it has no entries."""
    return balances(connection, household).get(household, nothing(household))


def scores(
    connection: sqlite3.Connection,
    period: Period,
    *,
    final_only: bool = False,
    without: Collection[str] = (),
    when: AsOf = NOW,
) -> dict[str, Score]:
    """What each household's months of the period sum to; a reversal counts on the side it answers.

    Points that count for so many months only are left out once those are over on the period's last day; so are those
    of the categories `without`.
    """
    final = (
        " AND 'final' = (SELECT status FROM meeting_event WHERE meeting_id = e.meeting_id AND operation_id <= :upto "
        "ORDER BY id DESC LIMIT 1)"
        if final_only
        else ""
    )
    names = {f"category{number}": category for number, category in enumerate(without)}
    apart = f" AND e.category NOT IN ({', '.join(f':{name}' for name in names)})" if names else ""
    rows = connection.execute(
        "SELECT e.household, (e.kind = 'award') OR (e.kind = 'reversal' AND e.points < 0), sum(e.points) "
        f"FROM entry AS e WHERE e.month BETWEEN :first AND :last AND e.operation_id <= :upto{final}{apart} "
        f"{_not_lapsed(connection, period, when)} GROUP BY 1, 2",
        {"first": str(period.first), "last": str(period.last), "upto": when.operation, **names},
    )
    found: dict[str, Score] = {}
    for code, awarded, points in rows:
        score = found.get(code, Score(code))
        value = from_hundredths(points)
        found[code] = replace(score, awards=value) if awarded else replace(score, deductions=value)
    return found


def _not_lapsed(connection: sqlite3.Connection, period: Period, when: AsOf) -> str:
    """SQL: points whose rule, as it held on their day, lets them still count on the period's last day."""
    if not connection.execute("SELECT 1 FROM rule_terms WHERE valid_months IS NOT NULL").fetchone():
        return ""
    from jifen.domain.rules.reckoning import oldest_valid
    from jifen.store.rulebooks import all_versions

    books = all_versions(connection, when).versions
    ends = [*(book.effective_from for book in books[1:]), None]
    lapsed = [
        f"('{rule.code.replace(chr(39), chr(39) * 2)}', '{'0000' if place == 0 else book.effective_from.isoformat()}', "
        f"'{min(filter(None, (end, oldest_valid(period.last.last, rule.valid_months)))).isoformat()}')"
        for place, (book, end) in enumerate(zip(books, ends, strict=True))
        for rule in book.rules
        if rule.valid_months
    ]
    if not lapsed:
        return ""
    day = "coalesce(e.occurred_on, date(e.month || '-01', '+1 month', '-1 day'))"
    return (
        f"AND NOT EXISTS (SELECT 1 FROM (VALUES {', '.join(lapsed)}) AS lapsed "
        f"WHERE column1 = e.rule AND {day} >= column2 AND {day} < column3)"
    )


def counted_lines(
    connection: sqlite3.Connection,
    months: Sequence[Month],
    *,
    household: str | None = None,
    rule: str | None = None,
    category: str | None = None,
    month: Month | None = None,
    replaced: Collection[Month] = (),
    by_day: bool = False,
) -> "list[CountedLine]":
    """What is in force of these months, summed by household, month, rule, category and sign (and day), as limits count
    it.

    `household` narrows to one; `rule`, `category` and `month` to what is under the rule, in the category or the month.
    `replaced`: months whose imported lines do not count, since they are about to be replaced.
    """
    values: dict[str, object] = {"household": household, "rule": rule, "month": str(month), "category": category}
    where = f"e.month IN ({_listed(months)}) AND e.kind <> 'reversal'"
    where += "" if household is None else " AND e.household = :household"
    where += "" if month is None else " AND (e.month = :month OR e.rule = :rule OR e.category = :category)"
    where += f" AND NOT (e.month IN ({_listed(replaced)}) AND e.source_file_id IS NOT NULL)" if replaced else ""
    day = "e.occurred_on" if by_day else "NULL"
    rows = connection.execute(
        f"SELECT e.household, e.month, sum(e.points), e.category, e.rule, {day} FROM entry AS e WHERE {where} "
        "AND NOT EXISTS (SELECT 1 FROM entry AS r WHERE r.reverses = e.id) "
        f"GROUP BY e.month, e.household, e.rule, e.category, e.points > 0, {day}",
        values,
    )
    from jifen.domain.limits import CountedLine

    return [
        CountedLine(code, Month.parse(of), from_hundredths(points), kind, named, date.fromisoformat(on) if on else None)
        for code, of, points, kind, named, on in rows
    ]


_COUNTED = f"""
{standing("q", upto=":upto")} AND 'voided' <> (SELECT status FROM meeting_event
  WHERE meeting_id = q.meeting_id AND operation_id <= :upto ORDER BY id DESC LIMIT 1)
AND (q.source_file_id IS NULL OR q.operation_id >= (SELECT max(base.operation_id) FROM meeting_sheet AS base
  WHERE base.meeting_id = q.meeting_id AND base.role = 'base' AND {standing("base", upto=":upto")}))
AND (q.entry_id IS NULL
  OR NOT EXISTS (SELECT 1 FROM entry AS r WHERE r.reverses = q.entry_id AND r.operation_id <= :upto)
  OR EXISTS (SELECT 1 FROM entry_again AS a WHERE a.stands_for = q.entry_id AND a.operation_id <= :upto
    AND NOT EXISTS (SELECT 1 FROM entry AS r WHERE r.reverses = a.entry_id AND r.operation_id <= :upto)))
"""
"""Quantities that count: of the sheets in force, of months not voided, their entries not reversed."""


def quantities(
    connection: sqlite3.Connection, years: Collection[int], *, replaced: Collection[Month] = (), when: AsOf = NOW
) -> dict[tuple[str, str, int], Decimal]:
    """How many hours, yuan or times each household has in a year, by (household, rule, year).

    `replaced`: months whose imported quantities do not count, since they are about to be replaced.
    """
    rows = connection.execute(
        "SELECT q.household, q.rule, CAST(substr(m.month, 1, 4) AS INTEGER), sum(q.amount) FROM quantity AS q "
        f"JOIN meeting AS m ON m.id = q.meeting_id WHERE substr(m.month, 1, 4) IN ({_quoted(years)}) AND {_COUNTED} "
        f"AND NOT (m.month IN ({_listed(replaced)}) AND q.source_file_id IS NOT NULL) GROUP BY 1, 2, 3",
        {"upto": when.operation},
    )
    return {(row[0], row[1], row[2]): from_hundredths(row[3]) for row in rows}


_IN_FORCE = "e.kind <> 'reversal' AND NOT EXISTS (SELECT 1 FROM entry AS r WHERE r.reverses = e.id)"


def points_by_rule(
    connection: sqlite3.Connection, years: Collection[int], rules: Collection[str]
) -> dict[tuple[str, str, int], Decimal]:
    """What stands of the years' months under some rules, by (household, rule, year)."""
    marks = ",".join("?" * len(rules))
    rows = connection.execute(
        "SELECT e.household, e.rule, CAST(substr(e.month, 1, 4) AS INTEGER), sum(e.points) FROM entry AS e "
        f"WHERE substr(e.month, 1, 4) IN ({_quoted(years)}) AND e.rule IN ({marks}) AND {_IN_FORCE} GROUP BY 1, 2, 3",
        list(rules),
    )
    return {(row[0], row[1], row[2]): from_hundredths(row[3]) for row in rows}


def last_used(connection: sqlite3.Connection) -> dict[str, Month]:
    """The last month in which anything stands under each rule."""
    known = f"rule IS NOT NULL AND month IS NOT NULL AND {_IN_FORCE}"
    query = f"SELECT rule, max(month) FROM entry AS e WHERE {known} GROUP BY 1"
    return {row[0]: Month.parse(row[1]) for row in connection.execute(query)}


def days_of(
    connection: sqlite3.Connection, rules: Collection[str], *, replaced: Collection[Month] = ()
) -> list[tuple[str, str, date]]:
    """(household, rule, day) of what stands under some rules, by day; the month's last where no day is known."""
    marks = ",".join("?" * len(rules))
    rows = connection.execute(
        f"SELECT e.household, e.rule, e.occurred_on, e.month FROM entry AS e WHERE e.rule IN ({marks}) AND {_IN_FORCE} "
        f"AND NOT (e.month IN ({_listed(replaced)}) AND e.source_file_id IS NOT NULL)",
        list(rules),
    )
    found = [(code, rule, date.fromisoformat(on) if on else Month.parse(of).last) for code, rule, on, of in rows]
    return sorted(found, key=lambda each: each[2])


def _quoted(years: Collection[int]) -> str:
    return ",".join(f"'{year:04d}'" for year in years)


def _listed(months: Collection[Month]) -> str:
    """Months as SQL text; they are digits and a hyphen, whatever happens."""
    return ",".join(f"'{month}'" for month in months)


def month_sums(connection: sqlite3.Connection, meeting_id: int | None = None) -> dict[int, tuple[int, int, Decimal]]:
    """Of each meeting (or of one): households with points, entries in force, net points."""
    narrow = "" if meeting_id is None else " AND e.meeting_id = :meeting"
    rows = connection.execute(
        "SELECT e.meeting_id, count(DISTINCT e.household), count(*), sum(e.points) FROM entry AS e "
        "WHERE e.kind IN ('award', 'deduction') AND NOT EXISTS (SELECT 1 FROM entry AS r WHERE r.reverses = e.id)"
        f"{narrow} GROUP BY e.meeting_id",
        {"meeting": meeting_id},
    )
    return {row[0]: (row[1], row[2], from_hundredths(row[3])) for row in rows}


@dataclass(frozen=True, slots=True)
class Sum:
    """What a category or month of some period sums to, each side net of its reversals; of how many households."""

    name: str
    households: int = 0
    awards: Decimal = ZERO
    deductions: Decimal = ZERO

    @property
    def points(self) -> Decimal:
        """Awards and deductions together."""
        return self.awards + self.deductions


def sums_by(connection: sqlite3.Connection, period: Period, column: Literal["category", "month"]) -> dict[str, Sum]:
    """The period's points by category or by month, by its name; households with nothing left of them do not count."""
    rows = connection.execute(
        f"SELECT name, count(*) FILTER (WHERE gained <> 0 OR lost <> 0), sum(gained), sum(lost) FROM ("
        f"SELECT e.{column} AS name, e.household, "
        "sum(iif((e.kind = 'award') OR (e.kind = 'reversal' AND e.points < 0), e.points, 0)) AS gained, "
        "sum(iif((e.kind = 'award') OR (e.kind = 'reversal' AND e.points < 0), 0, e.points)) AS lost "
        f"FROM entry AS e WHERE e.month BETWEEN :first AND :last GROUP BY e.{column}, e.household) GROUP BY name",
        {"first": str(period.first), "last": str(period.last)},
    )
    return {row[0]: Sum(row[0], row[1], from_hundredths(row[2]), from_hundredths(row[3])) for row in rows}


@dataclass(frozen=True, slots=True)
class Kept:
    """A rule that was kept: how often it was awarded, to how many households, for how many points."""

    rule: str
    category: str
    wording: str
    times: int
    households: int
    points: Decimal


def kept_rules(connection: sqlite3.Connection, period: Period) -> list[Kept]:
    """Rules awarded in the period and in force, the most often awarded first; the wording is that of the last award."""
    rows = connection.execute(
        "SELECT rule, category, wording, count(*), count(DISTINCT household), sum(points), max(id) FROM entry AS e "
        "WHERE e.month BETWEEN :first AND :last AND e.kind = 'award' AND e.rule IS NOT NULL "
        "AND NOT EXISTS (SELECT 1 FROM entry AS r WHERE r.reverses = e.id) "
        "GROUP BY rule ORDER BY 4 DESC, 5 DESC, rule",
        {"first": str(period.first), "last": str(period.last)},
    )
    return [Kept(row[0], row[1], row[2] or row[1], row[3], row[4], from_hundredths(row[5])) for row in rows]


def recorded_months(connection: sqlite3.Connection) -> list[Month]:
    """Months with a meeting that is not voided, in order."""
    rows = connection.execute(
        "SELECT DISTINCT month FROM meeting AS m WHERE 'voided' <> "
        "(SELECT status FROM meeting_event WHERE meeting_id = m.id ORDER BY id DESC LIMIT 1) ORDER BY month"
    )
    return [Month.parse(row[0]) for row in rows]


def nothing(household: str) -> Balance:
    """The balance of a household without entries."""
    return Balance(household, ZERO)
