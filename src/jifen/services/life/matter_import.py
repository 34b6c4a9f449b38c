"""A register of matters into the book: rows it does not hold yet are opened, those it holds stay as they are."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from jifen.domain.life.matters import Matter
from jifen.reading.words.flows import load_flows
from jifen.services.guards import known_guards
from jifen.services.intake import Form, FormImport, has_errors, taking
from jifen.services.life.grids import known
from jifen.services.life.matter_views import MatterView, view
from jifen.services.roster.households import roster_on
from jifen.services.session import Session
from jifen.store.life import matters

if TYPE_CHECKING:
    from jifen.reading.forms.matters import MatterRow


@dataclass(frozen=True, slots=True)
class MatterImport(FormImport):
    """What an import of matters did, or would do; `known`: how many of its rows the book held already."""

    opened: tuple[MatterView, ...] = ()
    known: int = 0


def import_matters(session: Session, path: str, data: bytes) -> MatterImport:
    """Open every matter of a register that the book does not hold: of the same kind, day, household, grid and text.

    A matter that has come to a later step has done the one before it, when it was brought: more is not on the sheet.
    """
    from jifen.reading.forms.matters import MattersContext, read_matters

    with taking(session, "matter import", path, data) as form:
        guards = known_guards(session)
        context = MattersContext(
            roster=roster_on(session, session.today),
            flows=load_flows(session.folders.templates),
            grids=known(session),
            today=session.today,
            definite=lambda text: guards.definite("", text),
        )
        rows, issues = read_matters(path, data, context)
        if has_errors(issues):
            return form.rejected(MatterImport, issues)
        held = set(map(_identity, matters.every(session.connection)))
        new = [row for row in rows if (row.flow.id, row.at, row.household, row.grid, row.text) not in held]
        if not new:
            return form.unchanged(MatterImport, issues=issues, known=len(rows))
        opened = _opened(session, form, new)
        return form.imported(MatterImport, issues, opened=opened, known=len(rows) - len(new))


def _identity(matter: Matter) -> tuple[str, datetime, str | None, str | None, str]:
    return matter.flow.id, matter.opened_at, matter.household, matter.grid, matter.text


def _opened(session: Session, form: Form, rows: "Sequence[MatterRow]") -> tuple[MatterView, ...]:
    file, operation, connection = form.keep(content=False), form.operation.operation_id, session.connection
    added = []
    for row in rows:
        told = {"household": row.household, "grid": row.grid, "reported_by": row.reported_by}
        number = matters.add(connection, operation, row.flow, row.text, **told, source_file_id=file, source=row.source)
        matters.add_event(connection, operation, number, "opened", row.at, person=row.reported_by)
        if row.done is not None:
            matters.add_event(connection, operation, number, "step", row.at, step=row.done.id)
        added.append(number)
    return tuple(view(session, number) for number in added)
