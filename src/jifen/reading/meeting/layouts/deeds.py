"""The sheet on which a meeting decides deeds that were claimed before: a row a deed, known by its number.

What the row repeats of the deed must agree with it; its points and its quantity the meeting may change. A
row without a number is an event like any other.
"""

import re
from decimal import Decimal

from jifen.domain.household import Household
from jifen.domain.life.deeds import Deed
from jifen.domain.points import ZERO, show, show_signed
from jifen.domain.rulebook import Rule
from jifen.reading.formats.workbook import address
from jifen.reading.meeting.columns import Column
from jifen.reading.meeting.identity import household_of, note_inactive, remember
from jifen.reading.meeting.layouts.event_row import AMOUNTS, READ_DOWN, EventRow
from jifen.reading.meeting.layouts.event_totals import EventTotals
from jifen.reading.meeting.layouts.events import is_blank_form_row, read_row, sums_of
from jifen.reading.meeting.layouts.measured import quantity_of
from jifen.reading.meeting.model import RefusedDeed
from jifen.reading.meeting.rows import household_rows
from jifen.reading.meeting.totals import Key
from jifen.reading.meeting.work import BlockWork
from jifen.reading.words.days import read_day
from jifen.reading.words.headers import label
from jifen.reading.words.marks import postpones
from jifen.reading.words.names import normalise_text
from jifen.reading.words.numbers import Fault, Points, is_none, plain_text, read_decision, read_points, read_quantity

_OWN = ("deed", "claim")
_MATTER = re.compile(r"第\s*\d+\s*号事项\s*[（(].*?[）)][，,、；;\s]*")
"""The matter that proposed a deed, as the sheet names it."""


def read_deeds(block: BlockWork) -> None:
    """Every row of the block."""
    kinds = (*READ_DOWN, *AMOUNTS, *_OWN)
    columns = {str(c.kind): c for c in reversed(block.columns) if c.kind in kinds}
    keys: dict[int, Key] = {c.index: (str(c.kind),) for c in block.of("points")}
    beside = EventTotals(block)
    for number, section in household_rows(block, keys):
        row = EventRow.of(block, number, columns)
        if is_none(row.cells["deed"]):
            if not is_blank_form_row(block, number):
                read_row(row, section, beside)
            continue
        _read(row, section)
    beside.check()


def _read(row: EventRow, section: str | None) -> None:
    block, number = row.block, row.number
    household = household_of(block, number, section)
    deed = _deed(row)
    decision = _decision(row, deed)
    if household is None or deed is None:
        return
    agrees = _agrees(row, deed, household)
    if decision is None:
        block.work.totals.add(block.number, number, {}, readable=True)
        return
    if not decision:
        block.work.skipped += 1
        if agrees:
            block.work.refused.append(RefusedDeed(block.work.month, deed.id, _why(row, deed), row.source("deed")))
        return
    named = row.block.work.context.rulebooks.on(deed.occurred_on).find(deed.rule) if deed.rule else None
    rule = named if named is not None and named.points.is_measured and deed.times is not None else None
    times = _times(row, deed, named)
    points = _points(row, deed, named, times) if rule is None else _stated(row)
    if isinstance(times, Fault) or isinstance(points, Fault) or not agrees or note_inactive(block, number, household):
        return
    remember(block, number, household)
    column = "points" if "points" in row.columns else "deed"
    worth = points if rule is None else rule.points.worth(times or ZERO) if rule.points.form == "steps" else ZERO
    block.work.add_line(
        household,
        deed.category,
        worth or ZERO,
        number,
        row.column(column),
        rule=deed.rule,
        occurred_on=deed.occurred_on,
        reason=_reason(row, deed) or deed.note or None,
        is_event=True,
        dated=True,
        deed=deed.id,
        quantity=times if rule is not None else None,
        stated=points if rule is not None else None,
    )
    stated = not is_none(row.cells.get("points"))
    block.work.totals.add(block.number, number, sums_of(points or ZERO, points or ZERO), readable=stated)


def _counted(row: EventRow) -> list[Column]:
    """The columns of the row in which the meeting wrote a quantity of its own."""
    columns = row.block.of("count", "measure")
    return [column for column in columns if not is_none(row.block.sheet.cell(row.number, column.index))]


def _times(row: EventRow, deed: Deed, rule: Rule | None) -> Decimal | Fault | None:
    """How much, or how often, the meeting lets pass: its own figure, else what was claimed; a fault is noted."""
    filled = _counted(row)
    if not filled:
        return deed.times
    if rule is None or not (rule.points.is_measured or rule.points.form == "fixed"):
        if is_none(row.cells.get("points")):
            row.block.note("decision-unclear", row.number, filled[0].index, {"reason": "quantity"})
            return Fault("decision-unclear", "quantity")
        return deed.times
    found = quantity_of(row, rule)
    if found is None:
        row.block.note("decision-unclear", row.number, filled[0].index, {"reason": "no-quantity"})
        return Fault("decision-unclear", "no-quantity")
    return found if isinstance(found, Fault) else found.amount


def _stated(row: EventRow) -> Decimal | Fault | None:
    """What the row says that the deed's quantity gives, to be compared; None where it leaves that to the rule."""
    points = read_points(row.cells.get("points"))
    if points == "tick":
        points = Fault("points-invalid", "tick")
    if isinstance(points, Fault):
        return row.fault(points, "points")
    return points.value if isinstance(points, Points) else None


def _reason(row: EventRow, deed: Deed) -> str | None:
    """What the row tells of the deed, but for the matter that proposed it: matters stand in no notice."""
    told = row.text("reason")
    return _MATTER.sub("", told).strip() if told and deed.matter_id is not None else told


def _place(row: EventRow) -> str:
    return address(row.number, row.column("deed"))


def _deed(row: EventRow) -> Deed | None:
    """The deed that the row's number means; None where there is none, or where it stood before."""
    work, cell = row.block.work, row.cells["deed"]
    plain = normalise_text(cell.text if cell else "").removeprefix("第").removesuffix("号").removesuffix(".0")
    deed = work.context.deeds.get(int(plain)) if plain.isascii() and plain.isdigit() else None
    if deed is None:
        row.note("deed-unknown", "deed")
        return None
    first = work.deeds.setdefault(deed.id, _place(row))
    if first != _place(row):
        row.note("row-repeated", "deed", {"reason": "deed", "deed": str(deed.id), "other": first})
        return None
    return deed


def _decision(row: EventRow, deed: Deed | None) -> bool | None:
    """Whether the meeting let it pass; None where it decided nothing, or where that is unclear, which is noted."""
    column = row.columns.get("decision")
    figure = not is_none(row.cells.get("points")) or _changed(row, deed)
    cell = row.cells.get("decision")
    if column is None or cell is None or is_none(cell) or postpones(cell.text):
        if figure:
            at = "decision" if column is not None else "points" if "points" in row.columns else "deed"
            row.note("decision-unclear", at, {"reason": "blank" if is_none(cell) else "points"})
        return None
    decision = read_decision(cell)
    if isinstance(decision, Fault):
        row.fault(decision, "decision")
        return None
    points = read_points(row.cells.get("points"))
    if not decision and isinstance(points, Points) and points.value:
        row.note("decision-unclear", "decision", {"reason": "points"})
        return None
    return decision


def _changed(row: EventRow, deed: Deed | None) -> bool:
    """Whether the row has another quantity than was claimed; one that repeats the claim decides nothing."""
    if deed is None:
        return False
    found = [read_quantity(row.block.sheet.cell(row.number, column.index), "") for column in _counted(row)]
    return any(amount != deed.times for amount in found)


def _agrees(row: EventRow, deed: Deed, household: Household) -> bool:
    """Whether what the row repeats is what was claimed; what is not is said at its cell."""
    log = row.block.work.log
    before = len(log.issues)
    about = {"reason": "deed", "deed": str(deed.id)}
    if household.code != deed.household:
        kind = "code" if row.block.first("code") else "head"
        column = row.block.first(kind)
        assert column is not None  # the household was found by one of them
        row.block.note("household-mismatch", row.number, column.index, {**about, "household": deed.household})
    for kind in ("rule_code", "rule_text"):
        text = row.text(kind)
        if text and not _means(row, deed, text):
            row.note("rule-unknown", kind, {**about, "claimed": deed.rule or deed.category})
    if (named := row.text("category")) and row.block.work.words.category(named) != deed.category:
        row.note("rule-unknown", "category", {**about, "claimed": deed.category})
    _check_day(row, deed, about)
    if "claim" in row.columns and not is_none(row.cells["claim"]):
        claim = read_points(row.cells["claim"])
        if not isinstance(claim, Points) or claim.value != deed.points:
            row.note(
                "total-mismatch", "claim", {"reason": "claim", "deed": str(deed.id), "expected": show(deed.points)}
            )
    return len(log.issues) == before


def _means(row: EventRow, deed: Deed, text: str) -> bool:
    """Whether a text names the deed's rule: of a deed without one its category. The rule may be gone by now."""
    plain = normalise_text(text)
    if deed.rule is None:
        return row.block.work.words.category(text) == deed.category or plain == normalise_text(deed.category)
    rule = row.block.work.words.rule(text)
    return rule.code == deed.rule if rule is not None else plain.startswith(normalise_text(deed.rule))


def _check_day(row: EventRow, deed: Deed, about: dict[str, str]) -> None:
    work = row.block.work
    place = "date" if "date" in row.columns else "deed"
    if "date" in row.columns:
        day = read_day(row.cells["date"], work.month, work.held, work.covers)
        if isinstance(day, Fault):
            row.fault(day, "date")
            return
        if day is not None and day != deed.occurred_on:
            row.note("date-invalid", "date", {**about, "expected": deed.occurred_on.isoformat()})
            return
    first, last = work.reach
    if not first <= deed.occurred_on <= last:
        span = {"first": first.isoformat(), "last": last.isoformat()}
        through = "date-outside-month" in work.context.allow
        row.note("date-outside-month", place, {"day": deed.occurred_on.isoformat(), **span}, let_through=through)


def _points(row: EventRow, deed: Deed, rule: Rule | None, times: Decimal | Fault | None) -> Decimal | Fault:
    """What the meeting gives: its own figure, else what was claimed, or what its own quantity comes to under a fixed
    value; a fault where that is unclear, which is noted."""
    due, changed = deed.points, isinstance(times, Decimal) and times != deed.times
    if changed and rule is not None and rule.points.form == "fixed" and isinstance(times, Decimal):
        due = rule.points.values[0] * times
    given = _given(row, deed)
    if not isinstance(given, Decimal):
        return given or due
    if due in (deed.points, given) or rule is None or not isinstance(times, Decimal):
        return given
    facts = {"reason": "quantity", "household": deed.household, "rule": rule.code, "wording": rule.wording}
    facts |= {"allowed": str(rule.points), "points": show_signed(given), "expected": show_signed(due)}
    row.note("points-out-of-range", "points", {**facts, "quantity": show(times), "measure": ""})
    return Fault("points-out-of-range", "quantity")


def _given(row: EventRow, deed: Deed) -> Decimal | Fault | None:
    """The meeting's own figure; None where it wrote none."""
    cell = row.cells.get("points")
    if is_none(cell):
        return None
    points = read_points(cell)
    if isinstance(points, Fault):
        row.fault(points, "points")
    elif not isinstance(points, Points):
        row.fault(Fault("points-invalid", "tick"), "points")
    elif points.value == ZERO:
        row.note("decision-unclear", "points", {"reason": "nothing"})
    elif (points.value > 0) != (deed.points > 0):
        row.note("sign-unclear", "points", {"allowed": show_signed(deed.points), "rule": deed.rule or ""})
    elif row.block.is_spread(row.number, row.column("points")):
        row.fault(Fault("points-invalid", "merged"), "points")
    else:
        return points.value
    return Fault("decision-unclear")


def _why(row: EventRow, deed: Deed) -> str | None:
    """Why it was refused: what stands under a reason of its own, else as the deed's wording where that was changed."""
    for column in row.block.columns:
        own = column.left == "note" and _GROUND.search(label(column.label).plain)
        if own and (text := plain_text(row.block.sheet.cell(row.number, column.index))):
            return text
    said = row.text("reason")
    return said if said and said != deed.note else None


_GROUND = re.compile("理由|原因|依据|备注|说明")
