"""What the templates of the pages are given: the contents, words for months and states, the drawings."""

from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path

from jifen.domain.chain import shown
from jifen.domain.documents.pages import HouseholdLine, HouseholdPage, VillagePage
from jifen.domain.period import Month, Period
from jifen.domain.points import ZERO, show, total
from jifen.messages import labels
from jifen.printing import words
from jifen.printing.pages import drawings
from jifen.printing.pages.render import HOUSEHOLD, VILLAGE, render
from jifen.printing.papers.bulletin import month_label, month_state, month_window

MOST_GRIDS = 24
"""Grids that a chart shows; a table shows them all."""


def village_page(content: VillagePage, *, masked: bool, own: Path | None = None) -> str:
    """The village at a glance."""
    begins = [Period.parse(line.get("covers", line["month"])).first.number for line in content["months"]]
    labels_of = [month_label(line, with_year=n == 1) for line, n in zip(content["months"], begins, strict=True)]
    months = [
        {**line, "label": label, "state": month_state(line, content["as_of"]), "window": month_window(line)}
        for line, label in zip(content["months"], labels_of, strict=True)
    ]
    grids = [(words.grid(line["grid"]), line["average"] or "0") for line in content["grids"][:MOST_GRIDS]]
    told = {
        "months": drawings.sides(months, labels_of, "各月加分和扣分，数字见旁边的表"),
        "categories": drawings.sides(
            content["categories"],
            [line["category"] for line in content["categories"]],
            "各类别加分和扣分，数字见旁边的表",
            lying=True,
        ),
        "grids": drawings.bars(grids, "各网格户均积分，数字见旁边的表"),
    }
    page = {**content, "chain": shown(content["chain"]), "months": months, "drawings": told, "masked": masked}
    return render(VILLAGE, page, own)


def household_page(content: HouseholdPage, *, own: Path | None = None) -> str:
    """One household's page; masked is what it was given."""
    months = [_month(content["lines"], month) for month in content["months"]]
    told_months = [_label(month) for month in content["months"]]
    held = [_running(content["lines"], month) for month in content["months"]]
    told = {
        "months": drawings.sides(months, told_months, "每月加分和扣分，每一笔见下表"),
        "balance": drawings.line(list(zip(told_months, held, strict=True)), "每月底的结存，每一笔见下表"),
    }
    lines = [{**line, "about": _about(line), **_when(line)} for line in content["lines"]]
    page = {**content, "lines": lines, "drawings": told, **_course(content)}
    return render(HOUSEHOLD, page, own)


def _course(content: HouseholdPage) -> dict[str, object]:
    """The scores, and how often in a row the last final one's grade: `连续三次五星`."""
    course = content.get("course")
    scores = course["scores"] if course else []
    final = [score for score in scores if score["final"]]
    count = course.get("streak") if course else None
    return {"scores": scores, "streak": f"{words.in_a_row(count)}{final[-1]['grade']}" if count and final else ""}


def _label(month: str) -> str:
    """`7月`; January tells its year: `25年1月`."""
    found = Month.parse(month)
    return f"{found.year % 100:02d}年1月" if found.number == 1 else f"{found.number}月"


_SAID = ("reversal", "cleared", "repaired")


def _about(line: HouseholdLine) -> str:
    """`环境卫生：月检清洁户`; a reversal and a score that was set say so, what has no category what kind it is."""
    named = "：".join(part for part in (line["category"], line["wording"]) if part)
    kind = labels.ENTRY_KIND[line["kind"]]
    return f"{kind}（{named}）" if named and line["kind"] in _SAID else named or kind


def _when(line: HouseholdLine) -> dict[str, str]:
    """Year and day apart; without a day the month."""
    told = line["on"] or line["month"]
    month = words.short_day(line["on"]) if line["on"] else f"{int(told[5:7])}月" if told else ""
    return {"year": (told or "")[:4], "day": month}


def _month(lines: Sequence[HouseholdLine], month: str) -> dict[str, str]:
    """What a month came to, a reversal on the side it answers."""
    own = [(line["kind"], Decimal(line["points"])) for line in lines if line["month"] == month]
    awards = total(p for kind, p in own if kind == "award" or (kind == "reversal" and p < ZERO))
    return {"awards": show(awards), "deductions": show(total(p for _, p in own) - awards)}


def _running(lines: Sequence[HouseholdLine], month: str) -> str:
    """What was held at the end of a month: after its last line, or the last one before it."""
    held = [line["running"] for line in lines if (line["month"] or (line["on"] or "")[:7]) <= month]
    return held[-1] if held else "0"
