"""Deeds on paper: the sheet a meeting decides them on, and a page of their pictures. Nothing of it is numbered."""

from collections.abc import Callable, Iterable
from datetime import date

from jifen.domain.documents.deeds import ClaimedDeeds, ClaimedLine, PhotoLine, PhotoPage
from jifen.domain.documents.lines import Placed
from jifen.domain.documents.statement import ClaimedDeed
from jifen.domain.household import sort_key
from jifen.domain.life.deeds import Deed
from jifen.domain.period import Month, Period
from jifen.domain.points import show
from jifen.errors import JifenError
from jifen.printing.engine.checks.readback import listing
from jifen.printing.engine.filling import Picture
from jifen.printing.sheets import deeds as sheets
from jifen.reading.photos import thumbnail
from jifen.services.life.deeds import DeedView, list_deeds, open_for, views
from jifen.services.life.photos import pictures_of
from jifen.services.publication.gate import print_workbook
from jifen.services.publication.guarding import mask_of
from jifen.services.publication.request import AS_IT_IS, PaperRequest, PrintedFiles
from jifen.services.session import Session
from jifen.store import entries, meetings
from jifen.store.life import deeds

_THUMB, _LARGE = 220, 900
"""Pixels of the longer side, on the meeting's sheet and on a page of pictures."""


def print_claimed(
    session: Session, month: Month, held_on: date | None, request: PaperRequest = AS_IT_IS
) -> PrintedFiles:
    """The sheet of deeds that the month's meeting may decide; refused where there is none."""
    found = open_for(session, month, held_on)
    if not found:
        raise JifenError("deeds-none-open", month=str(month))
    lines = [_claimed(view) for view in sorted(found, key=_by_grid)]
    period = str(session.rulebooks().covering(month))
    content: ClaimedDeeds = {"village": session.settings()["village"], "month": period, "lines": lines}
    pictures = _pictures(session, (line["photos"][:1] for line in lines), _THUMB, sheets.THUMB_MM)
    name = sheets.claimed_file(content)
    data = listing(sheets.claimed_deeds(content, pictures), (line["household"] for line in lines), name)
    return print_workbook(session, data, name, request)


def _by_grid(view: DeedView) -> tuple[object, ...]:
    return sort_key(view.grid), sort_key(view.deed.household), view.deed.occurred_on, view.deed.id


def _claimed(view: DeedView) -> ClaimedLine:
    deed = view.deed
    placed: Placed = {"household": deed.household, "head": view.head, "grid": view.grid}
    return {
        **placed,
        "deed": deed.id,
        "on": deed.occurred_on.isoformat(),
        "rule": deed.rule,
        "wording": view.wording,
        "category": deed.category,
        "times": None if deed.times is None else show(deed.times),
        "measure": view.measure,
        "points": show(deed.points),
        "note": deed.note,
        "photos": list(deed.photos),
        "matter": None if deed.matter_id is None else (deed.matter_id, deed.matter or ""),
    }


def claimed_by(session: Session, household: str, period: Period | None) -> list[ClaimedDeed]:
    """A household's deeds of a period (by their day, or the month that decided them), and what became of each."""
    found = deeds.find(session.connection, household=household)
    return [_became(session, view) for view in views(session, [d for d in found if in_period(d, period)])]


def in_period(deed: Deed, period: Period | None) -> bool:
    """Whether a deed was done, or decided, in a period; all of them where none is asked for."""
    return period is None or Month.of(deed.occurred_on) in period or (deed.month is not None and deed.month in period)


def _became(session: Session, view: DeedView) -> ClaimedDeed:
    deed = view.deed
    entry = entries.get(session.connection, deed.entry_id) if deed.entry_id is not None else None
    met = meetings.get(session.connection, entry.meeting_id) if entry and entry.meeting_id else None
    found: ClaimedDeed = {
        "deed": deed.id,
        "on": deed.occurred_on.isoformat(),
        "category": deed.category,
        "wording": view.wording,
        "note": deed.note,
        "points": show(deed.points),
        "status": deed.status,
        "month": str(deed.month) if deed.month else None,
        "given": show(entry.points) if entry else "0" if deed.status == "decided" else None,
        "reason": deed.reason,
    }
    if met and met.period:
        found["period"] = str(met.period)
    return found


def print_photos(
    session: Session, period: Period, request: PaperRequest = AS_IT_IS, *, named: bool = False
) -> tuple[PrintedFiles, int]:
    """Pages of the pictures of a period's deeds that were not refused or withdrawn, and how many they are.

    Nobody is named and what was noted does not stand there, unless asked for (`named`). Refused where there is none.
    """
    found = [view for view in list_deeds(session, period=period) if view.deed.status in ("open", "decided")]
    mask = None if named else mask_of(session)
    lines = [line for view in sorted(found, key=_by_grid) for line in _shown(view, mask)]
    pictures = _pictures(session, ([line["photo"]] for line in lines), _LARGE, sheets.PAGE_MM)
    if not pictures:
        raise JifenError("photos-none", period=str(period))
    content: PhotoPage = {"village": session.settings()["village"], "period": str(period), "lines": lines}
    data = sheets.photo_page(content, pictures)
    return print_workbook(session, data, sheets.photo_file(content, named=named), request), len(lines)


def _shown(view: DeedView, mask: Callable[[str], str] | None) -> list[PhotoLine]:
    deed, what = view.deed, view.wording or view.deed.category
    named = mask is None
    return [
        {
            "photo": photo,
            "on": deed.occurred_on.isoformat(),
            "grid": view.grid,
            "what": what if mask is None else mask(what),
            "head": view.head if named else None,
            "note": (deed.note or None) if named else None,
        }
        for photo in deed.photos
    ]


def _pictures(
    session: Session, wanted: Iterable[list[str]], pixels: int, room: tuple[float, float]
) -> dict[str, Picture]:
    """Small pictures that fit into `room` (mm); those that are lost or damaged are left out: `verify` names them."""
    places = pictures_of(session)
    found: dict[str, Picture] = {}
    for photo in dict.fromkeys(photo for photos in wanted for photo in photos):
        place = places.get(photo)
        small = thumbnail(place.read_bytes(), pixels) if place is not None and place.is_file() else None
        if small is not None:
            scale = min(room[0] / small.width, room[1] / small.height)
            found[photo] = Picture(small.data, small.width * scale, small.height * scale)
    return found
