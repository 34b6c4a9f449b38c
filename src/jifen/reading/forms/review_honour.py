"""The review of an honour, or another list, read back: one sheet named after its kind.

Rows may be added for whoever was nominated; of what is to be rectified for whomever the meeting names.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date

from jifen.domain.guards import Guards, Offence
from jifen.domain.household import Household, Roster
from jifen.domain.life.honours import HonourKind
from jifen.domain.period import Month
from jifen.reading.formats.workbook import Workbook
from jifen.reading.forms.form import Form, FormCell, FormRow, FormTable, find_tables, lacking
from jifen.reading.forms.review_rows import Decision, Parting, ReviewRows, refuse_all
from jifen.reading.issue_log import IssueLog
from jifen.reading.issues import Issue
from jifen.reading.opened import read_opened
from jifen.reading.words.honour_kinds import WAYS
from jifen.reading.words.households import Households
from jifen.reading.words.names import normalise_text
from jifen.reading.words.numbers import Fault

_KEYS = ("code", "head", "way", "decision", "reason")
_NEEDED = (("code", "decision"),)
HOUSEHOLDS = Form("honour", _KEYS, _NEEDED, "review-honour")
PERSONS = Form("honour-person", (*_KEYS, "nominee"), _NEEDED, "review-honour")
RECTIFIED = Form("honour-rectify", ("code", "head", "decision", "fact", "deadline"), _NEEDED, "review-honour")
_SHORTEST_NAME, _LONGEST_NAME = 2, 20


@dataclass(frozen=True, slots=True)
class Nominated:
    """One row. `decision` None: blank; `person` blank where the whole household is meant. `fact` and `deadline`: what
    is to be rectified, and until when."""

    household: str
    decision: Decision | None
    reason: str = ""
    person: str = ""
    way: str | None = None
    fact: str = ""
    deadline: date | None = None


@dataclass(frozen=True, slots=True)
class HonourContext:
    """What the reader may know. `barred`: household → why it may not be honoured; `limit`: how many may be."""

    roster: Roster
    today: date
    kind: HonourKind
    candidates: Collection[str]
    barred: Mapping[str, str]
    limit: int | None
    guards: Guards
    parted: Parting = refuse_all


@dataclass(frozen=True, slots=True)
class HonourReading:
    """The sheet in order, and everything wrong with it; `let_through`: texts a guard asks about and may stand."""

    rows: tuple[Nominated, ...]
    issues: tuple[Issue, ...]
    let_through: tuple[Offence, ...] = ()


@dataclass(slots=True)
class _Reader:
    context: HonourContext
    rows: ReviewRows
    listed: list[FormCell] = field(default_factory=list)
    """The decisions of whoever is honoured."""

    @property
    def log(self) -> IssueLog:
        return self.rows.log

    def row(self, row: FormRow, household: Household) -> Nominated:
        decision = self.rows.decision(row)
        if self.context.kind.rectifies:
            return self._rectified(row, household, decision)
        if decision == "list":
            self.listed.append(row["decision"])
            self._may_be_honoured(row, household)
            self.rows.guard(row.get("reason"), facts=False)
            self.rows.guard(row.get("nominee"), facts=False)
        way = self._way(row, household.code, listed=decision == "list")
        person = self._person(row, household.code) if self.context.kind.person and decision == "list" else ""
        return Nominated(household.code, decision, row.text("reason"), person, way)

    def _rectified(self, row: FormRow, household: Household, decision: Decision | None) -> Nominated:
        """Whoever is listed has a fact, guarded as those of the black list are, and a day that is to come."""
        deadline = self._deadline(row.get("deadline"))
        if decision == "list":
            self._may_be_honoured(row, household)
            self._needed(row, household.code, "fact", "deadline")
            if deadline is not None and deadline <= self.context.today:
                facts = {"field": "deadline", "other": "past", "other_found": self.context.today.isoformat()}
                self.log.on("date-order", row["deadline"], facts)
            self.rows.guard(row.get("fact"), facts=True)
        return Nominated(household.code, decision, fact=row.text("fact"), deadline=deadline)

    def _deadline(self, cell: FormCell | None) -> date | None:
        if cell is None:
            return None
        day = cell.day(Month.of(self.context.today))
        if isinstance(day, Fault):
            self.log.fault_on(day, cell)
            return None
        return day

    def _needed(self, row: FormRow, code: str, *keys: str) -> None:
        for key in keys:
            cell = row.get(key)
            if cell is None or cell.blank:
                at = cell or row.identity
                self.log.add("field-missing", at.sheet, at.cell, None, {"field": key, "household": code})

    def _may_be_honoured(self, row: FormRow, household: Household) -> None:
        """Whoever is barred is not, and who is no candidate only where the kind lets somebody be nominated."""
        code, kind = household.code, self.context.kind
        why = self.context.barred.get(code)
        if why is None and code not in self.context.candidates and not (kind.ways or kind.rectifies):
            why = "candidates-only"
        if why is None:
            return
        reason = why if why in ("veto", "black", "deduction", "revoked", "candidates-only") else "status"
        facts = {"household": code, "head": household.head, "honour": self.context.kind.name, "reason": reason}
        self.log.on("candidate-unknown", row.identity, {**facts, "status": household.status})

    def _way(self, row: FormRow, code: str, *, listed: bool) -> str | None:
        """Who nominated; a household that points did not propose needs somebody."""
        cell = row.get("way")
        if cell is None or cell.blank:
            if listed and code not in self.context.candidates and self.context.kind.ways:
                at = cell or row.identity
                self.log.add("field-missing", at.sheet, at.cell, None, {"field": "way", "household": code})
            return None
        way = WAYS.get(cell.folded)
        if way is None or way not in self.context.kind.ways:
            allowed = "、".join(word for word, known in WAYS.items() if known in self.context.kind.ways)
            self.log.on("decision-unclear", cell, {"reason": "way", "ways": allowed})
        return way

    def _person(self, row: FormRow, code: str) -> str:
        """Whom the meeting names; without a name nobody is honoured, nor without what for."""
        self._needed(row, code, "nominee", "reason")
        cell = row.get("nominee")
        if cell is None or cell.blank:
            return ""
        if not _is_name(cell.text):
            self.log.on("decision-unclear", cell, {"reason": "nominee"})
        return cell.text

    def judge_number(self) -> None:
        """The first one beyond what the honour allows is named."""
        limit = self.context.limit
        if limit is not None and len(self.listed) > limit:
            facts = {"reason": "too-many", "count": str(len(self.listed)), "limit": str(limit)}
            self.log.on("decision-unclear", self.listed[limit], facts)


def _is_name(text: str) -> bool:
    """Whether a text is one name and nothing else: no age, no kinship in brackets, no second name behind a mark."""
    plain = "".join(text.split()).replace("·", "").replace("\u2022", "")
    return _SHORTEST_NAME <= len(plain) <= _LONGEST_NAME and plain.isalpha()


def read_honour(path: str, data: bytes, context: HonourContext) -> HonourReading:
    """The sheet of a review workbook. Never raises for what is in the file."""
    log = IssueLog(path)
    table = read_opened(data, log, lambda workbook: _of_kind(workbook, context.kind, log))
    reader = _Reader(context, ReviewRows(log, Households(context.roster), context.guards, context.parted))
    rows = reader.rows.each(table.rows, reader.row) if table is not None else []
    reader.judge_number()
    let_through = reader.rows.judge()
    return HonourReading(tuple(rows), tuple(log.issues), tuple(let_through))


def _of_kind(workbook: Workbook, kind: HonourKind, log: IssueLog) -> FormTable | None:
    """The table on the sheet that is named after the kind."""
    form = RECTIFIED if kind.rectifies else PERSONS if kind.person else HOUSEHOLDS
    word = normalise_text(kind.name)
    own = Workbook(workbook.kind, [sheet for sheet in workbook.sheets if word in normalise_text(sheet.name)])
    tables = find_tables(own, form)
    if tables:
        return tables[0]
    sheet, facts = lacking(own, form)
    log.add("table-not-found", sheet, facts={"reason": form.lacking, "honour": kind.name, **facts})
    return None
