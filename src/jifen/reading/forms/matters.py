"""The register of matters (事项登记): a row a matter, with the step it has come to."""

import unicodedata
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time

from jifen.domain.guards import Offence
from jifen.domain.household import Household, Roster
from jifen.domain.ledger import Source
from jifen.domain.life.flows import Flow, FlowStep
from jifen.domain.period import Month
from jifen.reading.forms.form import Form, FormCell, FormRow, conclude, find_household, read_tables
from jifen.reading.issue_log import IssueLog
from jifen.reading.issues import Issue
from jifen.reading.words.days import parse_day
from jifen.reading.words.households import Households
from jifen.reading.words.names import normalise_grid
from jifen.reading.words.numbers import Fault
from jifen.reading.words.times import split_time

MATTERS = Form(
    "matters",
    ("date", "matter_kind", "grid", "code", "head", "matter_text", "reporter", "matter_step"),
    (("matter_kind", "matter_text"),),
    "matters",
)


@dataclass(frozen=True, slots=True)
class MattersContext:
    """What the reader must know of the village: `definite` finds in a text what nobody may let through."""

    roster: Roster
    flows: Mapping[str, Flow]
    grids: Collection[str]
    today: date
    definite: Callable[[str], Offence | None]


@dataclass(frozen=True, slots=True)
class MatterRow:
    """A matter on a sheet; `at` is midnight where only the day is written, `done` the last step that was done."""

    flow: Flow
    at: datetime
    household: str | None
    grid: str | None
    text: str
    reported_by: str | None
    done: FlowStep | None
    source: Source


def read_matters(path: str, data: bytes, context: MattersContext) -> tuple[tuple[MatterRow, ...], tuple[Issue, ...]]:
    """Every matter of the file and everything wrong with it. Never raises for what is in it."""
    log = IssueLog(path)
    rows: list[MatterRow] = []
    seen: dict[tuple[object, ...], str] = {}
    reading = _Reading(context, log, Households(context.roster))
    tables = read_tables(data, MATTERS, log)
    for table in tables:
        for row in table.rows:
            found = reading.row(path, table.sheet, row)
            if found is None:
                continue
            key = (found.flow.id, found.at, found.household, found.grid, found.text)
            if key in seen:
                log.on("row-repeated", row["matter_text"], {"other": seen[key]})
            else:
                seen[key] = row["matter_text"].cell
                rows.append(found)
    conclude(log, tables, seen, "no-rows")
    return tuple(rows), tuple(log.issues)


@dataclass(frozen=True, slots=True)
class _Reading:
    context: MattersContext
    log: IssueLog
    households: Households

    def row(self, path: str, sheet: str, row: FormRow) -> MatterRow | None:
        before = len(self.log.issues)
        flow = self._flow(row["matter_kind"])
        at = self._at(row)
        who = self._household(row, flow)
        grid = self._grid(row.get("grid"), who)
        text = self._text(row["matter_text"])
        by = row.get("reporter")
        person = self._text(by) if by is not None and not by.blank else None
        done = self._done(row.get("matter_step"), flow)
        if len(self.log.issues) > before or flow is None or at is None:
            return None
        source = Source(path, sheet, row["matter_text"].cell)
        return MatterRow(flow, at, who.code if who else None, grid, text, person, done, source)

    def _flow(self, cell: FormCell) -> Flow | None:
        flows = self.context.flows
        found = next((flow for flow in flows.values() if cell.folded in (flow.name, flow.id)), None)
        if cell.blank:
            self.log.on("field-missing", cell, {"field": "matter_kind"})
        elif found is None:
            self.log.on("kind-unknown", cell, {"known": "、".join(flow.name for flow in flows.values())})
        return found

    def _at(self, row: FormRow) -> datetime | None:
        """The day a matter was brought, with the time where one is written behind it."""
        cell = row.get("date")
        if cell is None or cell.blank or cell.raw is None:
            self.log.on("field-missing", cell or row["matter_text"], {"field": "day"})
            return None
        if isinstance(cell.raw.value, datetime):
            found: datetime | date | Fault | None = cell.raw.value.replace(second=0, microsecond=0, tzinfo=None)
        else:
            found = self._written(cell)
        if isinstance(found, Fault) or found is None:
            self.log.fault_on(found or Fault("date-invalid"), cell)
            return None
        at = found if isinstance(found, datetime) else datetime.combine(found, time.min)
        if at.date() > self.context.today or at.year < 2000:
            self.log.on("date-invalid", cell, {"reason": "later", "last": self.context.today.isoformat()})
            return None
        return at

    def _written(self, cell: FormCell) -> datetime | date | Fault | None:
        month, today = Month.of(self.context.today), self.context.today
        plain = unicodedata.normalize("NFKC", cell.text).strip()
        written = split_time(plain) if cell.raw is not None and cell.raw.kind == "text" else None
        if written is None:
            return cell.day(month, today)
        before, clock, _ = written
        day = parse_day(before, month, today)
        if isinstance(day, date) and clock is not None:
            return datetime.combine(day, clock)
        return day if isinstance(day, Fault) else Fault("date-invalid")

    def _household(self, row: FormRow, flow: Flow | None) -> Household | None:
        named = [cell for key in ("code", "head") if (cell := row.get(key)) is not None]
        if all(cell.blank for cell in named):
            if flow is not None and flow.household == "required":
                self.log.on("field-missing", named[0] if named else row["matter_text"], {"field": "household"})
            return None
        if flow is not None and flow.household == "never":
            self.log.on("household-mismatch", row.identity, {"reason": "kind", "kind": flow.name})
            return None
        return find_household(row, self.households, self.log)

    def _grid(self, cell: FormCell | None, who: Household | None) -> str | None:
        if cell is None or cell.blank:
            return who.grid if who else None
        grid = normalise_grid(cell.text)
        if grid not in self.context.grids:
            self.log.on("grid-unknown", cell, {"known": "、".join(self.context.grids)})
        return grid

    def _text(self, cell: FormCell) -> str:
        if cell.blank:
            self.log.on("field-missing", cell, {"field": "matter_text"})
        offence = self.context.definite(cell.text)
        if offence is not None:
            facts = {"reason": "definite", "word": offence.found, "basis": offence.basis}
            self.log.on("text-forbidden", cell, facts)
        return cell.text

    def _done(self, cell: FormCell | None, flow: Flow | None) -> FlowStep | None:
        """The step before the one a matter has come to: of the first one none."""
        if cell is None or cell.blank or flow is None:
            return None
        place = next((n for n, step in enumerate(flow.steps) if cell.folded in (step.name, step.id)), None)
        if place is None:
            self.log.on("step-unknown", cell, {"kind": flow.name, "known": "、".join(s.name for s in flow.steps)})
            return None
        return flow.steps[place - 1] if place else None
