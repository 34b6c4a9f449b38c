"""The ledger, in and out."""

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from jifen.domain.as_of import NOW, AsOf
from jifen.domain.ledger import Entry, EntryKind, ScoreDecision, SheetLine, Source
from jifen.domain.period import Month, Period
from jifen.domain.points import from_hundredths
from jifen.store.rows import insert, insert_values, number, standing, unpaired

if TYPE_CHECKING:
    from jifen.domain.rulebook import Rule


@dataclass(frozen=True, slots=True)
class NewEntry:
    """An entry on its way in; `points` bear their sign."""

    household: str
    kind: EntryKind
    points: Decimal
    category: str | None = None
    rule: str | None = None
    wording: str | None = None
    hides_actor: bool = False
    occurred_on: date | None = None
    month: Month | None = None
    meeting_id: int | None = None
    reason: str | None = None
    actor: str | None = None
    source_file_id: int | None = None
    sheet: str | None = None
    cell: str | None = None
    reverses: int | None = None

    @classmethod
    def from_draft(cls, draft: SheetLine, rule: "Rule | None", meeting_id: int, source_file_id: int) -> "NewEntry":
        """A line of a sheet, with the rule's wording as it stands."""
        return cls(
            household=draft.household,
            kind="award" if draft.points > 0 else "deduction",
            points=draft.points,
            category=draft.category,
            rule=rule.code if rule else None,
            wording=rule.wording if rule else None,
            hides_actor=bool(rule and rule.hides_actor),
            occurred_on=draft.occurred_on,
            month=draft.month,
            meeting_id=meeting_id,
            reason=draft.reason,
            actor=draft.actor,
            source_file_id=source_file_id,
            sheet=draft.source.sheet,
            cell=draft.source.cell,
        )

    @classmethod
    def reversing(cls, entry: Entry, reason: str | None) -> "NewEntry":
        """The answer to a mistake: everything as in `entry`, the points the other way."""
        return cls(
            household=entry.household,
            kind="reversal",
            points=-entry.points,
            category=entry.category,
            rule=entry.rule,
            wording=entry.wording,
            hides_actor=entry.hides_actor,
            occurred_on=entry.occurred_on,
            month=entry.month,
            meeting_id=entry.meeting_id,
            reason=reason,
            reverses=entry.id,
        )


def add(connection: sqlite3.Connection, operation_id: int, new: Iterable[NewEntry]) -> None:
    """Post entries."""
    insert_values(connection, "entry", NewEntry, operation_id, new)


def add_one(connection: sqlite3.Connection, operation_id: int, new: NewEntry) -> int:
    """Post one entry, giving its id."""
    add(connection, operation_id, (new,))
    return number(connection, "SELECT max(id) FROM entry")


def add_conversion(connection: sqlite3.Connection, operation_id: int, new: NewEntry, period: Period) -> None:
    """Post what a period's final score comes to at the counter, and of which period it is."""
    entry_id = add_one(connection, operation_id, new)
    insert(connection, "conversion", entry_id=entry_id, operation_id=operation_id, period=str(period))


def converted(connection: sqlite3.Connection, period: Period, when: AsOf = NOW) -> dict[str, Decimal]:
    """Household → what was converted of a period, net of what was taken back since."""
    rows = connection.execute(
        "SELECT e.household, sum(e.points) FROM conversion AS c JOIN entry AS e ON e.id = c.entry_id "
        "WHERE c.period = ? AND c.operation_id <= ? AND NOT EXISTS "
        "(SELECT 1 FROM entry AS r WHERE r.reverses = e.id AND r.operation_id <= ?) GROUP BY e.household",
        (str(period), when.operation, when.operation),
    )
    return {code: from_hundredths(points) for code, points in rows}


def add_decision(connection: sqlite3.Connection, operation_id: int, decision: ScoreDecision) -> None:
    """Keep by which document a score was set, and to what, beside the entry that does it."""
    insert(
        connection,
        "score_decision",
        entry_id=decision.entry_id,
        operation_id=operation_id,
        meeting_id=decision.meeting_id,
        household=decision.household,
        kind=decision.kind,
        score=decision.score,
        evidence=decision.evidence,
        reason=decision.reason,
    )


def decisions(connection: sqlite3.Connection, meeting_id: int) -> dict[str, list[ScoreDecision]]:
    """Household → the decisions about its score of a meeting's period that stand, in their order."""
    rows = connection.execute(
        "SELECT e.id, d.meeting_id, d.household, d.kind, d.score, d.evidence, d.reason, e.points, e.category, e.rule "
        "FROM score_decision AS d JOIN entry AS e ON e.id = coalesce("
        "(SELECT max(entry_id) FROM entry_again WHERE stands_for = d.entry_id), d.entry_id) "
        "WHERE d.meeting_id = ? AND NOT EXISTS (SELECT 1 FROM entry AS r WHERE r.reverses = e.id) ORDER BY d.entry_id",
        (meeting_id,),
    )
    found: dict[str, list[ScoreDecision]] = {}
    for row in rows:
        told = (from_hundredths(row[4]), row[5], row[6], from_hundredths(row[7]), row[8], row[9])
        found.setdefault(row[2], []).append(ScoreDecision(row[0], row[1], row[2], row[3], *told))
    return found


_SELECT = f"""
SELECT e.id, e.operation_id, e.household, e.kind, e.points, e.category, e.rule, e.wording, e.occurred_on, e.month,
  e.meeting_id, e.reason, e.actor, e.reverses, f.path, e.sheet, e.cell, o.done_at, o.operator, e.hides_actor,
  (SELECT status FROM meeting_event WHERE meeting_id = e.meeting_id AND operation_id <= :upto ORDER BY id DESC LIMIT 1),
  EXISTS (SELECT 1 FROM objection AS b WHERE b.entry_id = e.id AND b.late = 0
    AND {standing("b", upto=":upto")} AND NOT EXISTS
    (SELECT 1 FROM objection_decision AS x WHERE x.objection_id = b.id AND {standing("x", upto=":upto")})),
  e.source_file_id IS NULL, (SELECT kind FROM score_decision
    WHERE entry_id = coalesce((SELECT stands_for FROM entry_again WHERE entry_id = e.id), e.id))
FROM entry AS e JOIN operation AS o ON o.id = e.operation_id LEFT JOIN source_file AS f ON f.id = e.source_file_id
"""


def select(
    connection: sqlite3.Connection,
    *,
    period: Period | None = None,
    household: str | None = None,
    category: str | None = None,
    meeting_id: int | None = None,
    entry_id: int | None = None,
    operation_id: int | None = None,
    in_force: bool = False,
    by_hand: bool = False,
    without_undone: bool = False,
    after: int = 0,
    when: AsOf = NOW,
) -> list[Entry]:
    """Entries of operations later than `after`, oldest first. `in_force`: neither reversals nor what was reversed;
    `by_hand`: from no file; `without_undone`: as if what was taken back had never been."""
    where = ["e.operation_id <= :upto"]
    values: dict[str, object] = {"upto": when.operation, "after": after}
    if after:
        where.append("e.operation_id > :after")
    if period is not None:
        where.append("e.month BETWEEN :first AND :last")
        values |= {"first": str(period.first), "last": str(period.last)}
    narrowed = {"household": household, "category": category, "meeting_id": meeting_id, "id": entry_id}
    for name, value in {**narrowed, "operation_id": operation_id}.items():
        if value is not None:
            where.append(f"e.{name} = :{name}")
            values[name] = value
    if in_force:
        where.append(
            "e.kind <> 'reversal' AND NOT EXISTS "
            "(SELECT 1 FROM entry AS r WHERE r.reverses = e.id AND r.operation_id <= :upto)"
        )
    if by_hand:
        where.append("e.source_file_id IS NULL")
    if without_undone:
        where.append(unpaired("e"))
    rows = connection.execute(f"{_SELECT} WHERE {' AND '.join(where)} ORDER BY e.id", values)
    return [_entry(row) for row in rows]


def by_household(connection: sqlite3.Connection, meeting_id: int, when: AsOf = NOW) -> dict[str, list[Entry]]:
    """A month's entries in force, by household."""
    found: dict[str, list[Entry]] = {}
    for entry in select(connection, meeting_id=meeting_id, in_force=True, when=when):
        found.setdefault(entry.household, []).append(entry)
    return found


def get(connection: sqlite3.Connection, entry_id: int) -> Entry | None:
    """One entry by its id."""
    found = select(connection, entry_id=entry_id)
    return found[0] if found else None


def actors(connection: sqlite3.Connection) -> set[str]:
    """Everybody of whom an entry says that it was they."""
    return {row[0] for row in connection.execute("SELECT DISTINCT actor FROM entry WHERE actor <> ''")}


def opened(connection: sqlite3.Connection) -> set[str]:
    """Households whose opening balance stands."""
    rows = connection.execute(
        "SELECT household FROM entry AS e WHERE kind = 'opening' "
        "AND NOT EXISTS (SELECT 1 FROM entry AS r WHERE r.reverses = e.id)"
    )
    return {row[0] for row in rows}


def imported(
    connection: sqlite3.Connection, meeting_id: int, base: int
) -> dict[tuple[str, str | None, str | None, Decimal], int]:
    """A month's imported lines by household, category, rule and points, and how often each is there.

    Those that went by a quantity are told by that, whatever it gave, with `MEASURED` in the category's place.
    As the sheets in force left them: what was reversed by hand or corrected since operation `base` still counts, what
    was reversed before it, or by it, does not. What was posted again since counts as what it stands for.
    """
    rows = connection.execute(
        "SELECT e.household, e.category, e.rule, e.points, count(*) FROM entry AS e WHERE e.meeting_id = :meeting "
        f"AND e.source_file_id IS NOT NULL AND e.reverses IS NULL AND {standing('e')} "
        "AND NOT (e.operation_id > :base AND e.operation_id IN (SELECT operation_id FROM undo)) AND NOT EXISTS "
        "(SELECT 1 FROM entry AS r WHERE r.reverses = e.id AND r.operation_id <= :base) "
        "AND NOT EXISTS (SELECT 1 FROM quantity AS q WHERE q.meeting_id = e.meeting_id AND q.household = e.household "
        "AND q.rule = e.rule AND q.source_file_id IS NOT NULL) GROUP BY 1, 2, 3, 4 UNION ALL "
        f"SELECT household, '{MEASURED}', rule, amount, count(*) FROM quantity WHERE meeting_id = :meeting "
        f"AND source_file_id IS NOT NULL AND operation_id >= :base AND {standing()} GROUP BY 1, 3, 4",
        {"meeting": meeting_id, "base": base},
    )
    return {(row[0], row[1], row[2], from_hundredths(row[3])): row[4] for row in rows}


def reversed_by(connection: sqlite3.Connection, entry_id: int) -> int | None:
    """The id of the entry that reverses this one."""
    row = connection.execute("SELECT id FROM entry WHERE reverses = ?", (entry_id,)).fetchone()
    return None if row is None else int(row[0])


def standing_id(connection: sqlite3.Connection, entry_id: int) -> int:
    """The entry that stands for this one: itself, or the last one that was posted again in its place."""
    query = "SELECT coalesce(max(entry_id), ?) FROM entry_again WHERE stands_for = ?"
    return number(connection, query, entry_id, entry_id)


def standing_of(connection: sqlite3.Connection, operation_id: int) -> list[Entry]:
    """What stands of an operation's entries, those among it that were posted again in their place."""
    query = (
        "SELECT a.entry_id FROM entry AS e JOIN entry_again AS a ON a.stands_for = e.id "
        "WHERE e.operation_id = ? ORDER BY a.entry_id"
    )
    again = [row[0] for row in connection.execute(query, (operation_id,))]
    posted = select(connection, operation_id=operation_id, in_force=True)
    return [*posted, *(found for entry_id in again for found in select(connection, entry_id=entry_id, in_force=True))]


MEASURED = "#"
"""What stands for the category where a line is told by its quantity."""


@dataclass(frozen=True, slots=True)
class NewQuantity:
    """How many hours, yuan or times on its way in; `entry_id` is the entry that they gave."""

    meeting_id: int
    household: str
    rule: str
    amount: Decimal
    occurred_on: date | None = None
    entry_id: int | None = None
    source_file_id: int | None = None
    sheet: str | None = None
    cell: str | None = None


def add_quantities(connection: sqlite3.Connection, operation_id: int, new: Iterable[NewQuantity]) -> None:
    """Keep quantities."""
    insert_values(connection, "quantity", NewQuantity, operation_id, new)


_COPIED = (
    "household, kind, points, category, rule, wording, hides_actor, occurred_on, month, meeting_id, reason, actor, "
    "source_file_id, sheet, cell"
)


def answer(connection: sqlite3.Connection, operation_id: int, undone_id: int, reason: str | None) -> None:
    """Post the opposite of all an operation posted: what stands of it reversed, what it reversed posted again.

    A reversal is not reversed: the entry it answered comes once more, as it was, and stands for the first.
    """
    connection.execute(
        "INSERT INTO entry (operation_id, household, kind, points, category, rule, wording, hides_actor, occurred_on, "
        "month, meeting_id, reason, reverses) SELECT :by, household, 'reversal', -points, category, rule, wording, "
        "hides_actor, occurred_on, month, meeting_id, :reason, id FROM entry AS e WHERE (operation_id = :undone "
        "OR id IN (SELECT a.entry_id FROM entry AS first JOIN entry_again AS a ON a.stands_for = first.id "
        "WHERE first.operation_id = :undone)) "
        "AND reverses IS NULL AND NOT EXISTS (SELECT 1 FROM entry AS r WHERE r.reverses = e.id) ORDER BY id",
        {"by": operation_id, "undone": undone_id, "reason": reason},
    )
    query = (
        "SELECT r.reverses, coalesce((SELECT stands_for FROM entry_again WHERE entry_id = r.reverses), r.reverses) "
        "FROM entry AS r WHERE r.operation_id = ? AND r.reverses IS NOT NULL ORDER BY r.id"
    )
    again = f"INSERT INTO entry (operation_id, {_COPIED}) SELECT ?, {_COPIED} FROM entry WHERE id = ?"
    for reversed_id, first in connection.execute(query, (undone_id,)).fetchall():
        new = connection.execute(again, (operation_id, reversed_id)).lastrowid
        insert(connection, "entry_again", entry_id=new, operation_id=operation_id, stands_for=first)


def _entry(row: tuple[Any, ...]) -> Entry:
    source = Source(row[14], row[15], row[16]) if row[14] is not None else None
    return Entry(
        id=row[0],
        operation_id=row[1],
        household=row[2],
        kind=row[3],
        points=from_hundredths(row[4]),
        category=row[5],
        rule=row[6],
        wording=row[7],
        occurred_on=date.fromisoformat(row[8]) if row[8] else None,
        month=Month.parse(row[9]) if row[9] else None,
        meeting_id=row[10],
        reason=row[11],
        actor=row[12],
        reverses=row[13],
        source=source,
        recorded_at=row[17],
        operator=row[18],
        hides_actor=bool(row[19]),
        meeting_status=row[20],
        disputed=bool(row[21]),
        by_hand=bool(row[22]),
        decided=row[23],
    )
