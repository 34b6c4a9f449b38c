"""The review of a list read back: decisions and texts by household, and every cell a person must look at.

Sheets 红榜 and 黑榜 as the contract gives them; rows may be added on 黑榜, not on 红榜.
"""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date

from jifen.domain.guards import Guards, Offence
from jifen.domain.household import Household, Roster
from jifen.domain.period import Period
from jifen.reading.formats.workbook import Workbook
from jifen.reading.forms.form import Form, FormRow, FormTable, find_tables, lacking
from jifen.reading.forms.review_rows import Decision, Parting, ReviewRows, refuse_all
from jifen.reading.issue_log import IssueLog
from jifen.reading.issues import Issue
from jifen.reading.opened import read_opened
from jifen.reading.words.households import Households
from jifen.reading.words.names import normalise_text
from jifen.reading.words.numbers import Fault

REVIEW = Form(
    "review",
    (
        *("code", "head", "decision", "reason", "article", "fact", "occurred_on", "place"),
        *("told_on", "deadline", "outcome"),
    ),
    (("code", "decision"),),
    "review-red",
)
SHEETS: Mapping[str, tuple[str, str]] = {"red": ("红榜", "review-red"), "black": ("黑榜", "review-black")}
"""Of each list what its sheet is called, and the reason given where there is no such sheet."""
PUT_RIGHT, NOT_PUT_RIGHT = "已整改", "未整改"
_TOLD_DAY = re.compile(r"(?:(20[0-9]{2})年)?0?([1-9][0-9]?)月(?:0?([1-9][0-9]?)[日号])?")
"""A day, or a month, of which a fact speaks."""
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
    place: str = ""
    told_on: date | None = None
    deadline: date | None = None
    outcome: str = ""


@dataclass(frozen=True, slots=True)
class ReviewContext:
    """What the reader may know. `red`: the candidates; `parted`: of what the guards find, what refuses and what is let
    through."""

    roster: Roster
    period: Period
    today: date
    red: Collection[str]
    guards: Guards
    parted: Parting = refuse_all


@dataclass(frozen=True, slots=True)
class ReviewReading:
    """Both sheets in order, and everything wrong with them; `let_through`: texts a guard asks about and may stand."""

    red: tuple[Reviewed, ...]
    black: tuple[Reviewed, ...]
    issues: tuple[Issue, ...]
    let_through: tuple[Offence, ...] = ()


@dataclass(slots=True)
class _Reader:
    context: ReviewContext
    rows: ReviewRows
    listed: dict[str, str] = field(default_factory=dict)
    """Where each household of the red list stands."""

    @property
    def log(self) -> IssueLog:
        return self.rows.log

    def table(self, name: str, table: FormTable) -> list[Reviewed]:
        return self.rows.each(table.rows, self._red if name == "red" else self._black)

    def _red(self, row: FormRow, household: Household) -> Reviewed:
        place = row.identity
        if household.code not in self.context.red:
            facts = {"household": household.code, "period": str(self.context.period)}
            self.log.on("candidate-unknown", place, facts)
        decision = self.rows.decision(row)
        if decision == "list":
            self.listed[household.code] = f"{place.sheet} {place.cell}"
            self.rows.guard(row.get("reason"), facts=False)
        return Reviewed(household.code, decision, row.text("reason"))

    def _black(self, row: FormRow, household: Household) -> Reviewed:
        decision = self.rows.decision(row)
        days = {key: self._day(row, key) for key in ("occurred_on", "told_on", "deadline")}
        if decision == "list":
            self._black_line(row, household, days)
        return Reviewed(
            household.code,
            decision,
            row.text("reason"),
            row.text("article"),
            row.text("fact"),
            days["occurred_on"],
            row.text("place"),
            days["told_on"],
            days["deadline"],
            row.text("outcome"),
        )

    def _day(self, row: FormRow, key: str) -> date | None:
        cell = row.get(key)
        if cell is None:
            return None
        day = cell.day(self.context.period.last, self.context.today)
        if isinstance(day, Fault):
            self.log.fault_on(day, cell)
            return None
        return day

    def _black_line(self, row: FormRow, household: Household, days: Mapping[str, date | None]) -> None:
        place = row.identity
        code = household.code
        if not household.scores:
            facts = {"household": code, "status": household.status}
            self.log.on("household-inactive", place, facts)
        if code in self.listed:
            facts = {"household": code, "reason": "both-lists", "other": self.listed[code]}
            self.log.on("row-repeated", place, facts)
        for key in _NEEDED:
            cell = row.get(key)
            if cell is None or cell.blank:
                where = cell.cell if cell else place.cell
                self.log.add("field-missing", place.sheet, where, None, {"field": key, "household": code})
        self._order(row, days)
        self._outcome(row)
        self.rows.guard(row.get("article"), facts=True)
        self.rows.guard(row.get("fact"), facts=True)
        self.rows.guard(row.get("place"), facts=True)

    def _order(self, row: FormRow, days: Mapping[str, date | None]) -> None:
        """发生日期 ≤ 告知日期 ≤ 整改期限 < today."""
        today = self.context.today
        told, deadline, occurred = days["told_on"], days["deadline"], days["occurred_on"]
        if occurred is not None and told is not None and occurred > told:
            self._out_of_order(row, "told_on", "occurred_on", occurred)
        else:
            self._as_told(row, occurred)
        if told is not None and deadline is not None and told > deadline:
            self._out_of_order(row, "deadline", "told_on", told)
        elif deadline is not None and deadline >= today:
            self._out_of_order(row, "deadline", "today", today)

    def _as_told(self, row: FormRow, occurred: date | None) -> None:
        """The day beside the fact is one of which the fact speaks, where it speaks of any."""
        told = [(m[1], m[2], m[3]) for m in _TOLD_DAY.finditer(row.folded("fact"))]
        if occurred is None or not told:
            return
        own = (occurred.year, occurred.month, occurred.day)
        if not any(all(text in (None, str(n)) for text, n in zip(each, own, strict=True)) for each in told):
            self.log.on("date-invalid", row["occurred_on"], {"reason": "fact"})

    def _out_of_order(self, row: FormRow, key: str, other: str, day: date) -> None:
        facts = {"field": key, "other": other, "other_found": day.isoformat()}
        self.log.on("date-order", row[key], facts)

    def _outcome(self, row: FormRow) -> None:
        cell = row.get("outcome")
        if cell is None or cell.blank or cell.folded == NOT_PUT_RIGHT:
            return
        why = "put-right" if cell.folded == PUT_RIGHT else "outcome"
        self.log.on("decision-unclear", cell, {"reason": why})


def read_review(path: str, data: bytes, context: ReviewContext) -> ReviewReading:
    """Both sheets of a review workbook. Never raises for what is in the file."""
    log = IssueLog(path)
    tables = read_opened(data, log, lambda workbook: _by_list(workbook, log)) or {}
    reader = _Reader(context, ReviewRows(log, Households(context.roster), context.guards, context.parted))
    rows: dict[str, list[Reviewed]] = {"red": [], "black": []}
    for name, table in tables.items():
        rows[name] = reader.table(name, table)
    let_through = reader.rows.judge()
    return ReviewReading(tuple(rows["red"]), tuple(rows["black"]), tuple(log.issues), tuple(let_through))


def _by_list(workbook: Workbook, log: IssueLog) -> dict[str, FormTable]:
    """The table of each list, by its sheet's name; of a list without one the issue says what its sheet lacks."""
    tables = find_tables(workbook, REVIEW)
    found: dict[str, FormTable] = {}
    for name, (word, reason) in SHEETS.items():
        several = [table for table in tables if word in normalise_text(table.sheet)]
        if several:
            found[name] = several[0]
            continue
        own = Workbook(workbook.kind, [sheet for sheet in workbook.sheets if word in normalise_text(sheet.name)])
        sheet, facts = lacking(own, REVIEW)
        log.add("table-not-found", sheet, facts={"reason": reason, **facts})
    return found
