"""A village's months as sums: every table of the package, composed from the book. Small cells are joined on the way."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from jifen.domain.household import GONE
from jifen.domain.period import Month, Period
from jifen.domain.rollup.joining import LEAST, Cell, told
from jifen.domain.rollup.tables import Row, in_order
from jifen.messages.labels import JOINED
from jifen.services.roster.households import households_on
from jifen.services.session import Session
from jifen.store import boards, documents, meetings, objections
from jifen.store.documents import Document
from jifen.store.rollup import village

BOTH = "both"
"""The kind under which awards and deductions stand that may not be told apart."""


def scores(session: Session, months: Sequence[Month]) -> tuple[list[Row], list[Row]]:
    """The tables `sums` and `village`."""
    sides: dict[str, dict[str, list[village.Scored]]] = defaultdict(lambda: defaultdict(list))
    for line in village.scored(session.connection, str(months[0]), str(months[-1])):
        sides[line.month][line.kind].append(line)
    heads = {h.head for month in months for h in households_on(session, month.last).values() if len(h.head) > 1}
    sums: list[Row] = []
    villages: list[Row] = []
    for month in months:
        own = sides[str(month)]
        cells = {kind: _cells(own[kind], heads) for kind in ("award", "deduction")}
        found = told(cells, JOINED, BOTH)
        sums += [
            (str(month), kind, cell.name, cell.entries, len(cell.households), cell.points)
            for kind, cell in (found or ())
        ]
        villages.append(_village(session, month, own, withheld=found is None))
    return sums, villages


def _cells(lines: Iterable[village.Scored], heads: set[str]) -> list[Cell]:
    """A cell a category. A category that bears somebody's name is told under none."""
    found: dict[str, Cell] = {}
    for line in lines:
        name = JOINED if any(head in line.category for head in heads) else line.category
        own = Cell(name, frozenset([line.household]), line.entries, line.points)
        found[name] = found[name].with_(own) if name in found else own
    return list(found.values())


def _village(session: Session, month: Month, own: Mapping[str, list[village.Scored]], *, withheld: bool) -> Row:
    people = households_on(session, month.last).values()
    status = [household.status for household in people]
    may = {household.code for household in people if household.scores}
    lines = [line for kind in ("award", "deduction") for line in own[kind]]
    part = {line.household for line in lines if line.household in may}
    meeting = meetings.live(session.connection, month)
    return (
        str(month),
        meeting.status if meeting else "none",
        str(meeting.held_on) if meeting and meeting.held_on else None,
        sum(each not in GONE for each in status),
        status.count("active"),
        status.count("away"),
        len(part),
        int(withheld),
    )


def notices(session: Session, months: Sequence[Month]) -> list[Row]:
    """Everything published about these months, with its days and what was objected to it."""
    held = {m.id: m.held_on for m in meetings.all_meetings(session.connection)}
    filed = defaultdict(list)
    for objection in objections.select(session.connection):
        filed[objection.document_id].append(objection)
    rows: list[Row] = []
    for document in documents.select(session.connection):
        month = _month(document)
        if month not in months:
            continue
        about = filed[document.id]
        status = [objection.status for objection in about]
        days = sum((o.decided_on - o.filed_on).days for o in about if o.decided_on)
        counts = tuple(status.count(name) for name in ("open", "upheld", "rejected"))
        own = held.get(document.meeting_id or 0) if document.kind == "monthly" else None
        rows.append((*_published(document, own or month.last), len(about), *counts, days))
    return list(in_order(rows))


def _month(document: Document) -> Month:
    return Period.parse(document.period).last


def _published(document: Document, since: date) -> Row:
    out = date.fromisoformat(document.content["published_on"])
    starts, ends = document.notice_from, document.notice_to
    return (
        str(_month(document)),
        document.kind,
        document.period,
        str(out),
        str(starts) if starts else None,
        str(ends) if ends else None,
        (ends - starts).days + 1 if starts and ends else None,
        (out - since).days,
    )


def lists(session: Session, months: Sequence[Month]) -> list[Row]:
    """How many households each published list bears: red, black, and those of honours."""
    gone = {
        line
        for line, changes in boards.changes(session.connection).items()
        if any(change.kind in ("removed", "delisted") for change in changes)
    }
    rows: list[Row] = []
    for document in documents.select(session.connection):
        if document.kind not in ("board", "honour") or _month(document) not in months:
            continue
        lines = boards.lines(session.connection, document_id=document.id)
        names = {line.list for line in lines} | ({"red", "black"} if document.kind == "board" else set())
        for name in names:
            own = [line.id for line in lines if line.list == name]
            out = str(document.content["published_on"])
            rows.append(
                (str(_month(document)), name, document.period, out, len(own), sum(line in gone for line in own))
            )
    return list(in_order(rows))


def shop(session: Session, months: Sequence[Month]) -> list[Row]:
    """Goods and fund month by month, each reckoned from the book's beginning."""
    last = str(months[-1])
    moved, spent = village.moved(session.connection, last), village.spent(session.connection, last)
    booked = {month: (gained, paid) for month, gained, paid in village.booked(session.connection, last)}
    known = sorted({*(m.month for m in moved), *(month for month, _, _ in spent), *booked, *map(str, months)})
    shelf, fund = _Shelf(), 0
    rows: list[Row] = []
    for month in known:
        flows = shelf.month([m for m in moved if m.month == month], [each[1:] for each in spent if each[0] == month])
        gained, paid = booked.get(month, (0, 0))
        fund += gained - paid
        flows |= {"fund-in": (None, gained, None, None), "fund-out": (None, paid, None, None)}
        if Month.parse(month) in months:
            rows += [(month, name, *figures) for name, figures in flows.items() if any(figures)]
            rows.append((month, "stock", shelf.pieces, shelf.cents, None, None))
            rows.append((month, "fund", None, fund, None, None))
    return list(in_order(rows))


_Figures = tuple[int | None, int, int | None, int | None]
"""Pieces, cents, points, households."""


@dataclass(slots=True)
class _Shelf:
    """What lies there. What fewer than three households redeemed is told with the next month's, and lies there until
    then: so neither a month nor what is left tells it."""

    pieces: int = 0
    cents: int = 0
    _taken: tuple[int, int, int] = (0, 0, 0)
    _by: frozenset[str] = frozenset()

    def month(self, moved: Sequence[village.Moved], spent: Sequence[tuple[str, int]]) -> dict[str, _Figures]:
        """What came and went in a month."""
        flows: dict[str, _Figures] = {}
        for name in ("received", "other"):
            own = [move for move in moved if move.flow == name]
            flows[name] = (sum(m.pieces for m in own), sum(m.cents for m in own), None, None)
        out = [move for move in moved if move.flow == "redeemed"]
        pieces, cents, points = self._taken
        self._taken = (
            pieces - sum(m.pieces for m in out),
            cents - sum(m.cents for m in out),
            points + sum(each for _, each in spent),
        )
        self._by |= {m.household for m in out if m.household} | {who for who, _ in spent}
        taken, by = self._taken, len(self._by)
        if by >= LEAST:
            flows["redeemed"] = (*taken, by)
            self._taken, self._by = (0, 0, 0), frozenset()
        told = flows.get("redeemed", (0, 0, 0, 0))
        self.pieces += sum(flows[name][0] or 0 for name in ("received", "other")) - (told[0] or 0)
        self.cents += sum(flows[name][1] for name in ("received", "other")) - told[1]
        return flows
