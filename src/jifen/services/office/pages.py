"""The pages for a screen: the village at a glance, and one a household, its head masked, for the code on its card."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from jifen.domain.chain import SHOWN
from jifen.domain.documents.lines import goods_named, placed
from jifen.domain.documents.pages import (
    BoardsInForce,
    DueLine,
    HouseholdLine,
    HouseholdPage,
    RankLine,
    Shelf,
    VillagePage,
)
from jifen.domain.documents.statement import StatementLine
from jifen.domain.household import GONE
from jifen.domain.period import Month, Period
from jifen.domain.points import show
from jifen.printing.pages import compose
from jifen.services.board.lines import lines_in_force
from jifen.services.ledger.accounts import ranking
from jifen.services.ledger.course import Courses
from jifen.services.life.matter_report import counts
from jifen.services.meeting.points import statement
from jifen.services.office import sums
from jifen.services.places import file_name, place_of
from jifen.services.publication.request import PrintedFiles
from jifen.services.publication.screens import Veil, leave
from jifen.services.roster.households import households_on
from jifen.services.session import Session
from jifen.services.shop import inventory
from jifen.services.shop.redemption_content import offers
from jifen.store import chain, documents

_MONTHS, _LEAST = 12, 6


@dataclass(frozen=True, slots=True)
class Asked:
    """How pages are wanted. `name`: how the village's is called where no place is given; `households`: a folder for a
    page each; `mask`: names on the village's page."""

    name: str
    output: str | None = None
    households: Path | None = None
    mask: bool = False
    force: bool = False


def print_pages(
    session: Session, asked: Asked, period: Period | None = None, due: Sequence[DueLine] | None = None
) -> tuple[VillagePage, PrintedFiles]:
    """The village's page, of a period or the year of the latest month, and those of households where asked for."""
    session.refuse_others("page")
    own = session.folders.templates
    veil = Veil(session)
    content: VillagePage = veil.over(village(session, period, due), mask=asked.mask)
    place = place_of(session, asked.output, asked.name)
    pages = [(place, compose.village_page(content, masked=asked.mask, own=own))]
    if asked.households is not None:
        codes = [code for code, who in households_on(session, session.today).items() if who.status not in GONE]
        courses = Courses(session)
        for count, code in enumerate(codes, 1):
            told: HouseholdPage = veil.over(household(session, code, courses), mask=True)
            pages.append((asked.households / file_name(f"{code}.html"), compose.household_page(told, own=own)))
            session.progress(count, len(codes))
    return content, leave(session, pages, veil, folder=asked.households, force=asked.force, mask=asked.mask)


def village(session: Session, period: Period | None, due: Sequence[DueLine] | None) -> VillagePage:
    """The village as it stands."""
    settings = session.settings()
    last = sums.last_recorded(session)
    shown = period or Period(Month(last.year, 1), Month(last.year, 12))
    until = max(min(shown.last, last), shown.first)
    found = sums.scored(session, shown)
    return {
        "village": settings["village"],
        "township": settings["township"],
        "period": str(shown),
        "as_of": session.today.isoformat(),
        "chain": chain.last_head(session.connection)[:SHOWN],
        "due": None if due is None else list(due),
        "figures": sums.figures_of(found),
        "months": sums.months(session, Period(shown.first, until), shown),
        "categories": sums.categories(session, shown),
        "grids": sums.grids(found),
        "rank": _rank(session, shown),
        "shop": _shelf(session),
        "boards": _boards(session),
        "matters": counts(session, shown),
    }


def _rank(session: Session, period: Period) -> list[RankLine]:
    return [
        {
            "rank": found.place.rank,
            **placed(found.household),
            "points": show(found.place.score.points),
            "awards": show(found.place.score.awards),
            "deductions": show(found.place.score.deductions),
        }
        for found in ranking(session, period)
    ]


def _shelf(session: Session) -> Shelf:
    held = inventory.open_round(session)
    last = held.last.isoformat() if held is not None and held.last else None
    return {
        "open": {"period": held.period, "begins": held.begins.isoformat(), "last": last} if held else None,
        "goods": [
            {
                **goods_named(stocked.item),
                "spec": stocked.item.spec or "",
                "price": show(price),
                "on_hand": stocked.on_hand,
            }
            for stocked, price in offers(session, held)
        ],
    }


def _boards(session: Session) -> BoardsInForce:
    standing = lines_in_force(session, session.today)
    lists = documents.select(session.connection, kind="board")
    last = lists[-1] if lists else None
    red = [line.content for line in standing if line.list == "red" and last and line.document_id == last.id]
    return {
        "period": last.period if last else None,
        "number": last.number if last else None,
        "red": [{"household": line["household"], "head": line["head"], "grid": line["grid"]} for line in red],
        "black": [
            {
                "household": line.household,
                "head": line.content["head"],
                "article": line.content["article"],
                "until": line.until.isoformat() if line.until else None,
            }
            for line in standing
            if line.list == "black"
        ],
    }


def household(session: Session, code: str, courses: Courses) -> HouseholdPage:
    """A household's account without what somebody wrote beside its lines."""
    found = statement(session, code, None, courses)
    lines = [_line(line) for line in found["lines"]]
    page: HouseholdPage = {
        "household": found["household"],
        "head": found["head"],
        "grid": found["grid"],
        "village": found["village"],
        "as_of": found["as_of"],
        "figures": found["figures"],
        "months": [str(month) for month in _shown(lines, sums.last_recorded(session))],
        "lines": lines,
    }
    if "course" in found:
        page["course"] = found["course"]
    return page


def _line(line: StatementLine) -> HouseholdLine:
    return {
        "on": line["on"],
        "month": line["month"],
        "kind": line["kind"],
        "category": line["category"],
        "wording": line["wording"],
        "points": line["points"],
        "running": line["running"],
        "pending": line["pending"],
        "disputed": line["disputed"],
    }


def _shown(lines: Sequence[HouseholdLine], last: Month) -> list[Month]:
    """The months its charts show: the last six, up to twelve where it has points before them."""
    first = min((line["month"] for line in lines if line["month"]), default=str(last))
    return [month for back in range(1 - _MONTHS, 1) if str(month := last.plus(back)) >= first or back > -_LEAST]
