"""The review of a list read back: decisions and texts by household, and every cell a person must look at.

Sheets 红榜 and 黑榜 as the contract gives them; rows may be added on 黑榜, not on 红榜.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from jifen.domain.guards import Guards
from jifen.domain.household import Household, Roster
from jifen.domain.period import Period
from jifen.reading.formats.detect import read_workbook
from jifen.reading.formats.workbook import UnreadableError
from jifen.reading.forms.form import FormCell, FormRow, FormTable, tables_of
from jifen.reading.issue_log import IssueLog
from jifen.reading.issues import Issue
from jifen.reading.words.households import Households
from jifen.reading.words.names import normalise_text
from jifen.reading.words.numbers import Fault

Decision = Literal["list", "omit", "hold"]

COLUMNS: dict[str, tuple[str, ...]] = {
    "code": ("户编号", "户号", "户编码"),
    "head": ("户主", "户主姓名", "姓名"),
    "decision": ("决定", "评议决定"),
    "reason": ("理由", "上榜理由"),
    "article": ("条款", "违反条款"),
    "fact": ("事实",),
    "occurred_on": ("发生日期",),
    "told_on": ("告知日期",),
    "deadline": ("整改期限",),
    "outcome": ("复查结果",),
}
SHEETS: Mapping[str, str] = {"red": "红榜", "black": "黑榜"}
DECISIONS: Mapping[str, Decision] = {"上榜": "list", "不上榜": "omit", "暂缓": "hold"}
PUT_RIGHT, NOT_PUT_RIGHT = "已整改", "未整改"
_NEEDED = ("article", "fact", "told_on", "deadline", "outcome")


@dataclass(frozen=True, slots=True)
class Reviewed:
    """One row. `decision` None: blank. Texts are as the meeting left them; days only where they could be read."""

    household: str
    decision: Decision | None
    reason: str = ""
    article: str = ""
    fact: str = ""
    occurred_on: date | None = None
    told_on: date | None = None
    deadline: date | None = None
    outcome: str = ""


@dataclass(frozen=True, slots=True)
class ReviewContext:
    """What the reader may know. `red`: the candidates, `allowed`: the guards that the village lets through."""

    roster: Roster
    period: Period
    today: date
    red: Collection[str]
    guards: Guards
    allowed: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class ReviewReading:
    """Both sheets in order, and everything wrong with them."""

    red: tuple[Reviewed, ...]
    black: tuple[Reviewed, ...]
    issues: tuple[Issue, ...]


@dataclass(slots=True)
class _Reader:
    context: ReviewContext
    findings: IssueLog
    households: Households
    listed: dict[str, str] = field(default_factory=dict)
    """Where each household of the red list stands."""

    def table(self, name: str, table: FormTable) -> list[Reviewed]:
        rows: list[Reviewed] = []
        seen: dict[str, str] = {}
        for row in table.rows:
            found = self._household(table, row)
            if found is None:
                continue
            place = _identity(row)
            if found.code in seen:
                facts = {"household": found.code, "other": seen[found.code]}
                self.findings.add("row-repeated", table.sheet, place.cell, place.found, facts)
                continue
            seen[found.code] = place.cell
            rows.append(self._red(table, row, found) if name == "red" else self._black(table, row, found))
        return rows

    def _household(self, table: FormTable, row: FormRow) -> Household | None:
        code, head = row["code"], row.get("head")
        name = head.text if head else ""
        if code.blank and not name and all(row[k].blank for k in row.cells if k not in ("code", "head")):
            return None
        found = self.households.find(code.text, name, None)
        if found.household is None:
            problem = found.code or "household-unknown"
            by_name = problem in ("household-mismatch", "household-ambiguous", "household-missing") or code.blank
            cell = head if by_name and head is not None else code
            self.findings.add(problem, table.sheet, cell.cell, cell.found, found.facts, found.suggestions)
        return found.household

    def _decision(self, table: FormTable, row: FormRow) -> Decision | None:
        cell = row["decision"]
        if cell.blank:
            return None
        found = DECISIONS.get(cell.folded)
        if found is None:
            self.findings.add("decision-unclear", table.sheet, cell.cell, cell.found, {"reason": "list"})
        return found

    def _red(self, table: FormTable, row: FormRow, household: Household) -> Reviewed:
        place = _identity(row)
        if household.code not in self.context.red:
            facts = {"household": household.code, "period": str(self.context.period)}
            self.findings.add("candidate-unknown", table.sheet, place.cell, place.found, facts)
        decision = self._decision(table, row)
        if decision == "list":
            self.listed[household.code] = f"{table.sheet} {place.cell}"
            self._guard(table, row.get("reason"), facts=False)
        return Reviewed(household.code, decision, row.text("reason"))

    def _black(self, table: FormTable, row: FormRow, household: Household) -> Reviewed:
        decision = self._decision(table, row)
        days = {key: self._day(table, row, key) for key in ("occurred_on", "told_on", "deadline")}
        if decision == "list":
            self._black_line(table, row, household, days)
        return Reviewed(
            household.code,
            decision,
            row.text("reason"),
            row.text("article"),
            row.text("fact"),
            days["occurred_on"],
            days["told_on"],
            days["deadline"],
            row.text("outcome"),
        )

    def _day(self, table: FormTable, row: FormRow, key: str) -> date | None:
        cell = row.get(key)
        if cell is None:
            return None
        found = cell.day(self.context.period.last, self.context.today)
        if isinstance(found, Fault):
            self.findings.add(found.code, table.sheet, cell.cell, cell.found)
            return None
        return found

    def _black_line(
        self, table: FormTable, row: FormRow, household: Household, days: Mapping[str, date | None]
    ) -> None:
        place = _identity(row)
        code = household.code
        if not household.scores:
            facts = {"household": code, "status": household.status}
            self.findings.add("household-inactive", table.sheet, place.cell, place.found, facts)
        if code in self.listed:
            facts = {"household": code, "reason": "both-lists", "other": self.listed[code]}
            self.findings.add("row-repeated", table.sheet, place.cell, place.found, facts)
        for key in _NEEDED:
            cell = row.get(key)
            if cell is None or cell.blank:
                where = cell.cell if cell else place.cell
                self.findings.add("field-missing", table.sheet, where, None, {"field": key, "household": code})
        self._order(table, row, days)
        self._outcome(table, row)
        self._guard(table, row.get("article"), facts=True)
        self._guard(table, row.get("fact"), facts=True)

    def _order(self, table: FormTable, row: FormRow, days: Mapping[str, date | None]) -> None:
        """发生日期 ≤ 告知日期 ≤ 整改期限 < today."""
        today = self.context.today
        told, deadline, occurred = days["told_on"], days["deadline"], days["occurred_on"]
        if occurred is not None and told is not None and occurred > told:
            self._out_of_order(table, row, "told_on", "occurred_on", occurred)
        if told is not None and deadline is not None and told > deadline:
            self._out_of_order(table, row, "deadline", "told_on", told)
        elif deadline is not None and deadline >= today:
            self._out_of_order(table, row, "deadline", "today", today)

    def _out_of_order(self, table: FormTable, row: FormRow, key: str, other: str, day: date) -> None:
        facts = {"field": key, "other": other, "other_found": day.isoformat()}
        self.findings.add("date-order", table.sheet, row[key].cell, row[key].found, facts)

    def _outcome(self, table: FormTable, row: FormRow) -> None:
        cell = row.get("outcome")
        if cell is None or cell.blank or cell.folded == NOT_PUT_RIGHT:
            return
        why = "put-right" if cell.folded == PUT_RIGHT else "outcome"
        self.findings.add("decision-unclear", table.sheet, cell.cell, cell.found, {"reason": why})

    def _guard(self, table: FormTable, cell: FormCell | None, *, facts: bool) -> None:
        if cell is None or cell.blank:
            return
        for offence in self.context.guards.in_texts({cell.cell: cell.text}, facts=facts):
            if offence.guard not in self.context.allowed:
                told = {"guard": offence.guard, "word": offence.found, "basis": offence.basis}
                self.findings.add("text-forbidden", table.sheet, cell.cell, cell.found, told)


def _identity(row: FormRow) -> FormCell:
    """The cell that names the household: its code's, the name's where there is no code."""
    head = row.get("head")
    return head if row["code"].blank and head is not None else row["code"]


def read_review(path: str, data: bytes, context: ReviewContext) -> ReviewReading:
    """Both sheets of a review workbook. Never raises for what is in the file."""
    findings = IssueLog(path)
    tables = _tables(data, path, findings)
    reader = _Reader(context, findings, Households(context.roster))
    rows: dict[str, list[Reviewed]] = {"red": [], "black": []}
    for name, table in tables.items():
        rows[name] = reader.table(name, table)
    return ReviewReading(tuple(rows["red"]), tuple(rows["black"]), tuple(findings.issues))


def _tables(data: bytes, path: str, findings: IssueLog) -> dict[str, FormTable]:
    if not data.strip():
        findings.add("file-empty")
        return {}
    try:
        found = tables_of(read_workbook(data, path), COLUMNS, ("code", "decision"))
    except UnreadableError as fault:
        findings.add("file-unreadable", facts={"reason": fault.reason})
        return {}
    tables: dict[str, FormTable] = {}
    for name, word in SHEETS.items():
        named = [table for table in found if word in normalise_text(table.sheet)]
        if named:
            tables[name] = named[0]
        else:
            findings.add("table-not-found", facts={"reason": f"review-{name}"})
    return tables
