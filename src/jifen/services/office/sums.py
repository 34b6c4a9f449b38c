"""A period in figures, as bulletin and page show them: households, categories, months, grids, rules, shop, objections.

Points agree with `points rank` and `points entries`: a reversal counts on the side it answers. It reads, and changes
nothing.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from statistics import median

from jifen.domain.documents.bulletin import (
    CategoryLine,
    Figures,
    GoodsOut,
    GradeCount,
    Graded,
    GridLine,
    KeptRule,
    MonthLine,
    Objections,
    Shop,
    Sides,
)
from jifen.domain.documents.lines import goods_named
from jifen.domain.goods import Movement
from jifen.domain.household import GONE, Household, sort_key
from jifen.domain.ledger import Score
from jifen.domain.money import show_yuan
from jifen.domain.period import Month, Period
from jifen.domain.points import show, total
from jifen.services.book.registers import window
from jifen.services.ledger.course import newest_first
from jifen.services.ledger.months import met_about
from jifen.services.meeting.meetings import notice_of
from jifen.services.roster.households import households_on
from jifen.services.session import Session
from jifen.services.shop import inventory
from jifen.store import documents, entries, figures, fund, goods, meetings, objections, redemption
from jifen.store.figures import Sum

_TENTH = Decimal("0.1")


@dataclass(frozen=True, slots=True)
class Scored:
    """Everybody known by the period's last day, and what they scored in it."""

    people: Mapping[str, Household]
    scores: Mapping[str, Score]

    def took_part(self, household: str) -> bool:
        """Whether anything is left of what it gained or lost."""
        score = self.scores.get(household)
        return score is not None and (score.awards != 0 or score.deductions != 0)


def scored(session: Session, period: Period) -> Scored:
    """The households of a period and their points."""
    return Scored(households_on(session, period.last_day), figures.scores(session.connection, period))


def previous(period: Period) -> Period:
    """As many months before."""
    return Period(period.first.plus(-len(period.months)), period.first.plus(-1))


def figures_of(found: Scored) -> Figures:
    """Households, participation and points."""
    scoring = [code for code, household in found.people.items() if household.scores]
    part = sum(found.took_part(code) for code in scoring)
    awards = total(score.awards for score in found.scores.values())
    deductions = total(score.deductions for score in found.scores.values())
    return {
        "households": sum(household.status not in GONE for household in found.people.values()),
        "scoring": len(scoring),
        "participating": part,
        "share": _rounded(Decimal(100 * part), len(scoring)),
        "awards": show(awards),
        "deductions": show(deductions),
        "points": show(awards + deductions),
    }


def _rounded(value: Decimal, parts: int) -> str | None:
    """A quotient to a tenth; None for none."""
    return show((value / parts).quantize(_TENTH, ROUND_HALF_UP)) if parts else None


def categories(session: Session, period: Period, before: Period | None = None) -> list[CategoryLine]:
    """Categories of the rule book in its order, also without points, then others that were scored in."""
    now = figures.sums_by(session.connection, period, "category")
    then = figures.sums_by(session.connection, before, "category") if before else {}
    named = [rule.category for rule in session.rulebooks().on(period.last_day).rules]
    return [
        {
            "category": name,
            **_sides(now.get(name, Sum(name))),
            "before": show(then.get(name, Sum(name)).points) if before else None,
        }
        for name in dict.fromkeys((*named, *now, *then))
    ]


def _sides(found: Sum) -> Sides:
    return {"awards": show(found.awards), "deductions": show(found.deductions), "points": show(found.points)}


def months(session: Session, shown: Period, own: Period) -> list[MonthLine]:
    """Each month of `shown` that is met about, with the period its meeting covers: points, the meeting's state, its
    notice; `own` tells the period's from those before."""
    sums = figures.sums_by(session.connection, shown, "month")
    live = {m.month: m for m in meetings.all_meetings(session.connection) if m.status != "voided"}
    lines: list[MonthLine] = []
    for month, covers in met_about(session, shown).items():
        meeting = live.get(month)
        notice = notice_of(session, meeting) if meeting else None
        content = notice.content if notice else {}
        found = sums.get(str(month), Sum(str(month)))
        lines.append(
            {
                "month": str(month),
                "own": month in own,
                "status": meeting.status if meeting else None,
                "households": found.households,
                **_sides(found),
                "published_on": content.get("published_on"),
                "notice_from": content.get("notice_from"),
                "notice_to": content.get("notice_to"),
                "covers": str(covers),
            }
        )
        if covers.kind == "month":
            del lines[-1]["covers"]
    return lines


def grids(found: Scored) -> list[GridLine]:
    """Grids in their order; a household that has left since keeps its points where it lived last."""
    own: dict[str, list[Household]] = {}
    for household in found.people.values():
        own.setdefault(household.grid, []).append(household)
    lines: list[GridLine] = []
    for grid in sorted(own, key=sort_key):
        scoring = [household for household in own[grid] if household.scores]
        points = total(found.scores[h.code].points for h in own[grid] if h.code in found.scores)
        if not scoring and not points:
            continue
        lines.append(
            {
                "grid": grid,
                "households": len(scoring),
                "participating": sum(found.took_part(household.code) for household in scoring),
                "points": show(points),
                "average": _rounded(points, len(scoring)),
            }
        )
    return lines


def graded(session: Session, period: Period) -> list[Graded]:
    """How many households came to each grade, period by period of the scheme, as far as their notices are out."""
    lines: list[Graded] = []
    for found in newest_first(session, period.last):
        if found.period.first < period.first:
            break
        if found.scheme.grades:
            people = households_on(session, found.period.last_day)
            counts = Counter(grade for code, grade in found.grades.items() if code in people and people[code].scores)
            names = [*(grade.name for grade in found.scheme.grades), None]
            told: list[GradeCount] = [{"grade": name, "households": counts[name]} for name in names if counts[name]]
            lines.append({"period": str(found.period), "final": found.final, "grades": told})
    return lines[::-1]


def best_kept(session: Session, period: Period, most: int) -> list[KeptRule]:
    """The rules most often awarded."""
    return [
        {
            "rule": kept.rule,
            "category": kept.category,
            "wording": kept.wording,
            "times": kept.times,
            "households": kept.households,
            "points": show(kept.points),
        }
        for kept in figures.kept_rules(session.connection, period)[:most]
    ]


def shop(session: Session, period: Period) -> Shop:
    """What was redeemed and moved between the settlement before and the period's own, as the registers have it."""
    connection = session.connection
    after, when = window(session, period)
    made = [r for r in redemption.receipts(connection, when=when) if after < r.operation_id and r.kept]
    paid = [e for e in entries.select(connection, after=after, when=when) if e.kind in ("redemption", "return")]
    moved = [m for m in goods.movements(connection, after=after, when=when) if m.kind in ("redemption", "return")]
    booked = fund.entries(connection, after=after, when=when)
    return {
        "receipts": len(made),
        "households": len({receipt.household for receipt in made}),
        "points": show(-total(entry.points for entry in paid)),
        "pieces": -sum(move.quantity for move in moved),
        "goods": _goods(session, moved),
        "income": show_yuan(sum(line.cents for line in booked if line.cents > 0)),
        "spent": show_yuan(-sum(line.cents for line in booked if line.cents < 0)),
        "fund": show_yuan(fund.balance(connection, when)),
    }


def _goods(session: Session, moved: Iterable[Movement]) -> list[GoodsOut]:
    sums = Counter[str]()
    for move in moved:
        sums[move.item] -= move.quantity
    known = inventory.items(session)
    return [{**goods_named(known[code]), "quantity": count} for code, count in sums.most_common() if count > 0]


def objections_to(session: Session, period: Period) -> Objections:
    """Objections to what was published of the period and of the months and periods within it."""
    connection = session.connection
    about = [d.id for d in documents.select(connection) if _within(Period.parse(d.period), period)]
    filed = objections.select(connection, documents=about) if about else []
    days = [(o.decided_on - o.filed_on).days for o in filed if o.decided_on is not None]
    counts = Counter(o.status for o in filed)
    return {
        "filed": len(filed),
        "upheld": counts["upheld"],
        "rejected": counts["rejected"],
        "open": counts["open"],
        "days": show(Decimal(str(median(days)))) if days else None,
    }


def _within(inner: Period, outer: Period) -> bool:
    return outer.first <= inner.first and inner.last <= outer.last


def trend(session: Session, period: Period) -> Period:
    """The months a chart shows: the period's and as many before, no fewer than six; none before the first on record."""
    recorded = [*figures.recorded_months(session.connection), period.first]
    earliest = min(previous(period).first, period.last.plus(-5))
    return Period(min(max(earliest, recorded[0]), period.first), period.last)


def last_recorded(session: Session) -> Month:
    """The latest month with a meeting; that of today where none is recorded."""
    recorded = figures.recorded_months(session.connection)
    return recorded[-1] if recorded else Month.of(session.today)
