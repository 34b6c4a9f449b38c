"""A grid worker's sheet of deeds into the book: claims, each once, however often the growing sheet comes again."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from jifen.domain.household import Roster
from jifen.domain.life.deeds import Deed
from jifen.domain.points import ZERO, show_signed, total
from jifen.reading.issues import Issue
from jifen.services.intake import FormImport, has_errors, taking
from jifen.services.life.deeds import posted_deed, same_claims
from jifen.services.publication.guarding import Definite
from jifen.services.roster.households import roster_on
from jifen.services.session import Session
from jifen.store.life import deeds

if TYPE_CHECKING:
    from jifen.reading.forms.deeds import DeedRow, FormContext


@dataclass(frozen=True, slots=True)
class DeedImport(FormImport):
    """What an import of deeds did, or would do; `already`: rows that an earlier import brought."""

    deeds: int = 0
    households: int = 0
    points: Decimal = ZERO
    already: int = 0


def form_context(session: Session) -> "FormContext":
    """What readers of deeds and of attendance may know of the book."""
    from jifen.reading.forms.deeds import FormContext

    known: dict[date, Roster] = {}

    def roster(day: date) -> Roster:
        if day not in known:
            known[day] = roster_on(session, day)
        return known[day]

    return FormContext(roster, session.rulebooks(), session.today, Definite(session).find)


def import_deeds(session: Session, path: str, data: bytes) -> DeedImport:
    """Take deeds from a sheet. Rows that an earlier sheet brought, word for word, are not taken again."""
    from jifen.reading.forms.deeds import read_deeds

    with taking(session, "deed import", path, data) as form:
        rows, issues = read_deeds(path, data, form_context(session))
        if has_errors(issues):
            return form.rejected(DeedImport, issues)
        new = list(_unknown(session, rows))
        already = len(rows) - len(new)
        if not new:
            return form.unchanged(DeedImport, already=already)
        issues = (*issues, *_told_before(session, rows, new))
        session.backup()
        file_id = form.keep()
        deeds.add(session.connection, form.operation.operation_id, (_new(row, file_id) for row in new))
        figures = {"households": len({row.household for row in new}), "points": total(row.points for row in new)}
        return form.imported(DeedImport, issues, deeds=len(new), already=already, **figures)


def _new(row: "DeedRow", file_id: int) -> deeds.NewDeed:
    return deeds.NewDeed(
        row.household,
        row.on,
        row.category,
        row.points,
        row.rule,
        row.times,
        row.by,
        row.note,
        source_file_id=file_id,
        sheet=row.source.sheet,
        cell=row.source.cell,
    )


def _unknown(session: Session, rows: "Iterable[DeedRow]") -> "Iterator[DeedRow]":
    """Rows that no earlier sheet brought, whatever became of their deeds since."""
    known = Counter(_content(deed) for deed in deeds.find(session.connection) if deed.path is not None)
    for row in rows:
        key = (row.household, row.on, row.category, row.points, row.rule, row.times, row.by, row.note)
        if known[key]:
            known[key] -= 1
        else:
            yield row


def _content(deed: Deed) -> tuple[object, ...]:
    what = (deed.household, deed.occurred_on, deed.category, deed.points, deed.rule, deed.times)
    return (*what, deed.reported_by, deed.note)


def _told_before(session: Session, rows: "tuple[DeedRow, ...]", new: "list[DeedRow]") -> Iterator[Issue]:
    """New rows that may tell of a deed the book, or the sheet itself, has already: a person looks."""
    from jifen.reading.forms.deeds import repeated

    for row, first in repeated(rows):
        if row in new:
            yield _issue(row, {"other": first.source.cell or "", "other_sheet": first.source.sheet or ""})
    claims = same_claims(session)
    for row in new:
        deed = claims.get(Deed(0, row.household, row.on, row.category, row.points, row.rule).identity)
        if deed is not None:
            yield _issue(row, {"reason": "deed", "deed": str(deed.id)})
            continue
        entry = posted_deed(session, row.household, row.on, row.category, row.rule, row.points)
        if entry is not None:
            yield _issue(row, {"reason": "by-hand" if entry.by_hand else "on-sheet", "entry": str(entry.id)})


def _issue(row: "DeedRow", facts: dict[str, str]) -> Issue:
    told = {"household": row.household, "rule": row.rule or row.category, "day": row.on.isoformat(), **facts}
    source = row.source
    return Issue("event-repeated", source.path, source.sheet, source.cell, show_signed(row.points), told)
