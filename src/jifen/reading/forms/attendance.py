"""The sheet of an activity on which people signed in (活动签到): a row a person."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from jifen.domain.household import Household
from jifen.domain.life.activities import Attendance
from jifen.reading.forms.deeds import FormContext, note_inactive, refuse_definite
from jifen.reading.forms.form import Form, FormRow, FormTable, conclude, find_household, read_tables
from jifen.reading.issue_log import IssueLog
from jifen.reading.issues import Issue
from jifen.reading.words.households import Households
from jifen.reading.words.marks import answer_word
from jifen.reading.words.names import normalise_name, normalise_text
from jifen.reading.words.numbers import Fault

ATTENDANCE = Form(
    "attendance",
    ("code", "head", "grid", "person", "present", "count"),
    (("present", "code"), ("present", "head")),
    "attendance",
)
_CAME = frozenset(["到", "已到", "来", "来了", "参加", "已参加", "出席", "V", "v", "Y", "y", "1", "○", "●"])
_NOT = frozenset(["未到", "没到", "没来", "未来", "缺席", "缺", "请假", "未参加", "没参加", "否", "0"])


@dataclass(frozen=True, slots=True)
class AttendanceRow:
    """Somebody who came, and where that stands."""

    came: Attendance
    sheet: str
    cell: str


def read_attendance(
    path: str, data: bytes, context: FormContext, on: date, quota: int | None, *, hours: bool
) -> tuple[tuple[AttendanceRow, ...], tuple[Issue, ...]]:
    """Everybody who came and everything wrong with the file. `hours`: each row says how long.

    Never raises for what is in it.
    """
    log = IssueLog(path)
    tables = read_tables(data, ATTENDANCE, log)
    reader = _Reader(context, log, Households(context.roster_on(on)), on, hours)
    rows = [came for table in tables for row in table.rows if (came := reader.read(table, row)) is not None]
    if quota is not None and len(rows) > quota:
        beyond = rows[quota]
        facts = {"count": str(len(rows)), "quota": str(quota)}
        log.add("quota-exceeded", beyond.sheet, beyond.cell, beyond.came.person, facts)
    conclude(log, tables, rows, "nobody")
    return tuple(rows), tuple(log.issues)


@dataclass(slots=True)
class _Reader:
    context: FormContext
    log: IssueLog
    households: Households
    on: date
    hours: bool
    seen: dict[tuple[str, str], str] = field(default_factory=dict)

    def read(self, table: FormTable, row: FormRow) -> AttendanceRow | None:
        """Who came in a row; None for nobody, and where something is wrong, which is noted."""
        if not self._is_used(row):
            return None
        before = len(self.log.issues)
        came = self._came(row)
        household = find_household(row, self.households, self.log)
        if not came or household is None:
            return None
        note_inactive(row, household, self.on, self.context, self.log)
        refuse_definite(row.get("person"), self.context, self.log)
        times = self._times(row)
        person = row.text("person") or household.head
        self._note_twice(row, household, person)
        if len(self.log.issues) > before:
            return None
        at = row.get("person") or row.identity
        cell = row.identity.cell if at.blank else at.cell
        return AttendanceRow(Attendance(household.code, person, times), table.sheet, cell)

    def _is_used(self, row: FormRow) -> bool:
        """A prepared line that nobody signed says nothing, whatever household it is of."""
        return any(cell is not None and not cell.blank for cell in (row.get("present"), row.get("count")))

    def _came(self, row: FormRow) -> bool:
        cell = row["present"]
        if cell.blank:
            self.log.on("decision-unclear", cell, {"reason": "attendance"})
            return False
        plain = normalise_text(cell.text)
        if plain in _CAME or plain in _NOT:
            return plain in _CAME
        said = answer_word(cell.text)
        if said is None:
            # Whoever signed with a name came.
            if row.get("person") and plain in (row.folded("person"), row.folded("head")):
                return True
            self.log.on("decision-unclear", cell, {"reason": "attendance"})
        return bool(said)

    def _times(self, row: FormRow) -> Decimal | None:
        cell = row.get("count")
        if not self.hours:
            return None
        if cell is None or cell.blank:
            self.log.on("field-missing", cell or row.identity, {"field": "hours", "household": row.text("code")})
            return None
        number = cell.number()
        if isinstance(number, Fault):
            self.log.fault_on(number, cell)
        elif number is not None and number > 0:
            return number
        else:
            self.log.on("points-invalid", cell, {"reason": "count"})
        return None

    def _note_twice(self, row: FormRow, household: Household, person: str) -> None:
        cell = row.get("person")
        at = row.identity if cell is None or cell.blank else cell
        first = self.seen.setdefault((household.code, normalise_name(person)), at.cell)
        if first != at.cell:
            self.log.on("row-repeated", at, {"reason": "person", "household": household.code, "other": first})
