"""The review of an honour read back: one sheet named after its kind; rows may be added for whoever was nominated."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from jifen.domain.guards import Guards, Offence
from jifen.domain.household import Household, Roster
from jifen.domain.life.honours import HonourKind
from jifen.reading.formats.workbook import Workbook
from jifen.reading.forms.form import Form, FormCell, FormRow, FormTable, find_tables, lacking
from jifen.reading.forms.review_rows import Decision, Parting, ReviewRows, refuse_all
from jifen.reading.issue_log import IssueLog
from jifen.reading.issues import Issue
from jifen.reading.opened import read_opened
from jifen.reading.words.honour_kinds import WAYS
from jifen.reading.words.households import Households
from jifen.reading.words.names import normalise_text

_KEYS = ("code", "head", "way", "decision", "reason")
_NEEDED = (("code", "decision"),)
HOUSEHOLDS = Form("honour", _KEYS, _NEEDED, "review-honour")
PERSONS = Form("honour-person", (*_KEYS, "nominee"), _NEEDED, "review-honour")
_SHORTEST_NAME, _LONGEST_NAME = 2, 20


@dataclass(frozen=True, slots=True)
class Nominated:
    """One row. `decision` None: blank; `person` blank where the whole household is meant."""

    household: str
    decision: Decision | None
    reason: str = ""
    person: str = ""
    way: str | None = None


@dataclass(frozen=True, slots=True)
class HonourContext:
    """What the reader may know. `barred`: household → why it may not be honoured; `limit`: how many may be."""

    roster: Roster
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
        if decision == "list":
            self.listed.append(row["decision"])
            self._may_be_honoured(row, household)
            self.rows.guard(row.get("reason"), facts=False)
            self.rows.guard(row.get("nominee"), facts=False)
        way = self._way(row, household.code, listed=decision == "list")
        person = self._person(row, household.code) if self.context.kind.person and decision == "list" else ""
        return Nominated(household.code, decision, row.text("reason"), person, way)

    def _may_be_honoured(self, row: FormRow, household: Household) -> None:
        """Whoever is barred is not, and who is no candidate only where the kind lets somebody be nominated."""
        code = household.code
        why = self.context.barred.get(code)
        if why is None and code not in self.context.candidates and not self.context.kind.ways:
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
        cell, reason = row.get("nominee"), row.get("reason")
        for key, found in (("nominee", cell), ("reason", reason)):
            if found is None or found.blank:
                at = found or row.identity
                self.log.add("field-missing", at.sheet, at.cell, None, {"field": key, "household": code})
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
    form, word = PERSONS if kind.person else HOUSEHOLDS, normalise_text(kind.name)
    own = Workbook(workbook.kind, [sheet for sheet in workbook.sheets if word in normalise_text(sheet.name)])
    tables = find_tables(own, form)
    if tables:
        return tables[0]
    sheet, facts = lacking(own, form)
    log.add("table-not-found", sheet, facts={"reason": form.lacking, "honour": kind.name, **facts})
    return None
