"""Answers as figures for people: summed from village to township to county, points and yuan as they are written."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from itertools import groupby
from typing import Any

from jifen.domain.documents.region import (
    CategorySums,
    CountySums,
    GoodsSums,
    ListSums,
    LookAt,
    MonthSums,
    Region,
    Sums,
    TownshipSums,
    VillageSums,
)
from jifen.domain.money import show_yuan
from jifen.domain.rollup.package import hundredths
from jifen.store.rollup.questions import Answer, Asked, Question

Row = dict[str, Any]
_TENTH = Decimal("0.1")
_PERCENT = frozenset({"few-take-part"})
_YUAN = frozenset({"fund-below-zero"})


def region(answers: dict[Question, Answer], asked: Asked, today: date) -> Region:
    """All of it."""
    totals = answers["totals"]
    return {
        "place": _place(totals),
        "first": asked.first_month,
        "last": asked.last_month,
        "as_of": today.isoformat(),
        "figures": sums(totals),
        "counties": _counties(totals),
        "months": _months(totals),
        "categories": _categories(answers["categories"]),
        "boards": _lists(answers["boards"]),
        "goods": [_goods(row) for row in answers["goods"]],
        "attention": [_look(row) for row in answers["attention"]],
    }


def _place(totals: Answer) -> str:
    counties = {row["county"] for row in totals}
    townships = {row["township"] for row in totals}
    return "".join(next(iter(names)) if len(names) == 1 else "" for names in (counties, townships))


def sums(rows: Iterable[Row]) -> Sums:
    """Figures of some villages' months: households as of each one's last month, participation over all months."""
    found = list(rows)
    last = {row["village_id"]: row for row in found}
    scoring, part = sum(row["scoring"] for row in found), sum(row["participating"] for row in found)
    points = {name: hundredths(sum(row[name] for row in found)) for name in ("awards", "deductions", "points")}
    return {
        "villages": len(last),
        "households": sum(row["households"] for row in last.values()),
        "scoring": scoring,
        "participating": part,
        "share": _percent(part, scoring),
        "awards": points["awards"],
        "deductions": points["deductions"],
        "points": points["points"],
        "withheld": sum(row["withheld"] for row in found),
    }


def _percent(part: int, whole: int) -> str | None:
    return _rounded(Decimal(100 * part) / whole) if whole else None


def _rounded(value: Decimal) -> str:
    return str(value.quantize(_TENTH, ROUND_HALF_UP))


def _counties(totals: Answer) -> list[CountySums]:
    """Rows come by county, township and village."""
    found: list[CountySums] = []
    for county, of_county in _by(totals, "county"):
        townships: list[TownshipSums] = []
        for township, own in _by(of_county, "township"):
            villages = [_village(list(rows)) for _, rows in _by(own, "village_id")]
            townships.append({**sums(own), "township": township, "lines": villages})
        found.append({**sums(of_county), "county": county, "lines": townships})
    return found


def _village(rows: Sequence[Row]) -> VillageSums:
    last = rows[-1]
    return {**sums(rows), "village": last["village"], "month": last["month"], "status": last["status"]}


def _by(rows: Iterable[Row], name: str) -> Iterable[tuple[str, list[Row]]]:
    return ((key, list(own)) for key, own in groupby(rows, key=lambda row: row[name]))


def _months(totals: Answer) -> list[MonthSums]:
    by_month: dict[str, list[Row]] = defaultdict(list)
    for row in totals:
        by_month[row["month"]].append(row)
    return [{**sums(by_month[month]), "month": month} for month in sorted(by_month)]


def _categories(rows: Answer) -> list[CategorySums]:
    """Over all townships, the most awarded first."""
    whole = sum(row["awards"] for row in rows)
    by_name: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        by_name[row["category"]].append(row)
    counts = {name: {n: sum(r[n] for r in own) for n in _COUNTED} for name, own in by_name.items()}
    return [
        {
            "category": name,
            "villages": own["villages"],
            "entries": own["entries"],
            "awards": hundredths(own["awards"]),
            "deductions": hundredths(own["deductions"]),
            "points": hundredths(own["points"]),
            "share": _percent(own["awards"], whole),
        }
        for name, own in sorted(counts.items(), key=lambda each: (-each[1]["awards"], each[0]))
    ]


_COUNTED = ("villages", "entries", "awards", "deductions", "points")


def _lists(rows: Answer) -> list[ListSums]:
    """By township, period and list."""
    found: dict[tuple[str, str, str, str], list[Row]] = defaultdict(list)
    for row in rows:
        found[row["county"], row["township"], row["period"], row["list"]].append(row)
    return [
        {
            "county": county,
            "township": township,
            "period": period,
            "list": name,
            "villages": len({row["village_id"] for row in own}),
            "households": sum(row["households"] for row in own),
            "removed": sum(row["removed"] for row in own),
            "objections": sum(row["objections"] for row in own),
        }
        for (county, township, period, name), own in sorted(found.items())
    ]


def _goods(row: Row) -> GoodsSums:
    return {
        "county": row["county"],
        "township": row["township"],
        "village": row["village"],
        "received": show_yuan(row["received"]),
        "redeemed": show_yuan(row["redeemed"]),
        "points": hundredths(row["points"]),
        "households": row["households"],
        "stock": show_yuan(row["stock"]),
        "fund_in": show_yuan(row["fund_in"]),
        "fund_out": show_yuan(row["fund_out"]),
        "fund": show_yuan(row["fund"]),
    }


def _look(row: Row) -> LookAt:
    return {
        "county": row["county"],
        "township": row["township"],
        "village": row["village"],
        "month": row["month"],
        "what": row["what"],
        "value": _figure(row["what"], row["value"]),
        "usual": _figure(row["what"], row["usual"]),
    }


def _figure(what: str, value: float | None) -> str:
    if value is None:
        return ""
    exact = Decimal(repr(value))
    if what in _PERCENT:
        return f"{_rounded(exact * 100)}%"
    if what in _YUAN:
        return show_yuan(int(exact * 100))
    return _rounded(exact).removesuffix(".0")
