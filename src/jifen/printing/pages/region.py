"""Many villages on one page for township and county: figures, drawings, and what to look at; places unfold."""

from pathlib import Path
from typing import Any

from jifen.domain.documents.region import Region, Sums
from jifen.domain.period import Month
from jifen.messages import labels
from jifen.printing.pages import drawings
from jifen.printing.pages.render import render

REGION = "乡镇页面.html"
MOST_VILLAGES = 1200
"""Villages a page lists; of more it shows townships, and the workbook shows all."""
MOST_LOOKS, MOST_BARS = 300, 24


def region_page(content: Region, *, own: Path | None = None) -> str:
    """The page, whole in one file."""
    whole = content["figures"]["villages"] <= MOST_VILLAGES
    labels_of = [_label(line["month"]) for line in content["months"]]
    months = [{**line, "label": label} for line, label in zip(content["months"], labels_of, strict=True)]
    told = {
        "months": drawings.sides(months, labels_of, "各月加分和扣分，数字见旁边的表"),
        "categories": drawings.sides(
            content["categories"][:MOST_BARS],
            [line["category"] for line in content["categories"][:MOST_BARS]],
            "各类别加分和扣分，数字见旁边的表",
            lying=True,
        ),
        "shares": drawings.bars(_shares(content), "各地参与率，数字见下面的表"),
    }
    looks = [
        {**line, "told": labels.ATTENTION[line["what"]], "label": labels.period(line["month"])}
        for line in content["attention"][:MOST_LOOKS]
    ]
    page = {
        **content,
        "name": content["place"] or "各地",
        "span": _span(content),
        "months": months,
        "looks": looks,
        "more_looks": len(content["attention"]) - len(looks),
        "whole": whole,
        "words": labels.ROLLUP_WORD,
        "drawings": told,
        "lists": [{**line, "label": labels.period(line["period"])} for line in content["boards"]],
    }
    return render(REGION, page, own)


def _label(month: str) -> str:
    found = Month.parse(month)
    return f"{found.year % 100:02d}年{found.number}月"


def _span(content: Region) -> str:
    first, last = labels.period(content["first"]), labels.period(content["last"])
    return first if first == last else f"{first}至{last}"


def _shares(content: Region) -> list[tuple[str, str]]:
    """Participation of counties where there are several, else of townships, else of villages."""
    counties = content["counties"]
    townships = [township for county in counties for township in county["lines"]]
    named: list[tuple[str, Sums]]
    if len(counties) > 1:
        named = [(each["county"], each) for each in counties]
    elif len(townships) > 1:
        named = [(each["township"], each) for each in townships]
    else:
        named = [(each["village"], each) for township in townships for each in township["lines"]]
    pairs: list[tuple[str, Any]] = [(name or "未写", each["share"] or "0") for name, each in named]
    return pairs[:MOST_BARS]
