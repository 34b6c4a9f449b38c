"""A block's columns taken together: its layout, and what is wrong with its header."""

import re
from collections.abc import Sequence

from jifen.reading.issues import Question
from jifen.reading.meeting.columns import Column, Place
from jifen.reading.meeting.model import SheetLayout
from jifen.reading.meeting.months import months_in
from jifen.reading.meeting.rows import sort_row
from jifen.reading.meeting.work import BlockWork
from jifen.reading.words.headers import label, meaning, sign_of
from jifen.reading.words.left_aside import left_key, speaks_of_other_time
from jifen.reading.words.numbers import Fault, is_none, looks_like_points, read_direction
from jifen.reading.words.vocabulary import OTHER_FIGURES

_DEED = frozenset(
    {
        "award_text",
        "deduction_text",
        "rule_code",
        "rule_text",
        "category",
        "reason",
        "date",
        "direction",
        "decision",
        "actor",
    }
)
_YEAR = re.compile(r"(20[0-9]{2})年")
_FIGURES = OTHER_FIGURES | {"money"}


def layout_of(columns: Sequence[Column]) -> SheetLayout:
    """How a block of these columns is to be read."""
    kinds = {column.kind for column in columns}
    if not kinds & {"code", "code?", "head"}:
        return "ignored"
    if "item" in kinds:
        return "items"
    if "category" in kinds and any(c.kind == "category" and c.category for c in columns):
        return "wide"
    deed = kinds & _DEED
    if deed & {"rule_code", "rule_text", "category"} and "total" in kinds and "points" not in kinds:
        return "events"
    if deed <= {"reason", "actor"} and "total" in kinds and "points" not in kinds:
        return "summary"
    if deed and kinds & {"points", "count", "award", "deduction", "severity", "measure"}:
        return "events"
    if kinds & {"total", "award", "deduction", "points"}:
        return "summary" if not any(column.fault for column in columns) else "wide"
    if any(column.fault for column in columns):
        return "wide"
    return "events" if deed and "claim" in kinds else "ignored"


def unknown_figures(columns: Sequence[Column]) -> list[int]:
    """Columns whose numbers no table may drop: those nobody knows, and in a list of deeds points of any kind."""
    deeds = any(c.kind in _DEED - {"date", "actor"} for c in columns)
    return [c.index for c in columns if c.kind is None or (deeds and c.left in _FIGURES)]


def lend_sign(columns: Sequence[Column], sign: int) -> None:
    """The sign that a sheet's name or title gives to figures whose headers say nothing of it."""
    sign = sign or _sign_of_deeds(columns)
    if sign and not any(column.kind == "direction" for column in columns):
        for column in columns:
            if (column.scores or column.kind == "points") and column.rule is None and not column.own_sign:
                column.sign = column.sign or sign
    scoring = [column for column in columns if column.scores]
    if scoring and all(column.sign < 0 and not column.own_sign for column in scoring):
        for column in columns:
            if column.kind == "total":  # of a table of nothing but deductions, which are written without their sign
                column.kind = "deduction"


def _sign_of_deeds(columns: Sequence[Column]) -> int:
    """`减分事由` over the deeds says what the figures beside them are."""
    texts = [c for c in columns if c.kind in ("reason", "rule_text", "award_text", "deduction_text")]
    signs = {sign_of(label(column.label)) for column in texts} - {0}
    return signs.pop() if len(signs) == 1 else 0


def note_columns(block: BlockWork) -> bool:
    """Settle what depends on the other columns and note faults of the header; whether all of it is understood."""
    _settle_codes(block)
    _settle_names(block)
    _settle_decisions(block)
    if block.layout in ("wide", "items", "summary"):
        for column in block.columns:
            if column.kind == "points":
                column.kind = "total"
    whole = True
    if block.layout == "events":
        _settle_points(block)
    else:
        whole = _note_repeats(block)
        _note_deed_columns(block)
    whole = _note_unsigned_groups(block) and whole
    _note_months(block)
    open_ones = set(unknown_figures(block.columns)) if block.layout == "ignored" else set()
    used, among = _used(block), _among_categories(block)
    for column in block.columns:
        open_figures = column.index in open_ones
        if column.fault or column.kind is None or open_figures or (column.kind == "claim" and block.layout != "events"):
            whole = _note_unknown(block, column, used, among) and whole
    for index in block.strays:
        row = used.get(index)
        if row is not None and block.layout != "ignored":
            block.note("column-unclear", row, index, {"reason": "no-header"})
            whole = False
    return whole


def _used(block: BlockWork) -> dict[int, int]:
    """Columns nobody knows that hold what looks like points, with the first row of each."""
    unknown = {c.index for c in block.columns if c.fault or c.kind in (None, "claim")} | set(block.strays)
    if block.layout == "ignored":
        unknown |= set(unknown_figures(block.columns))
    used: dict[int, int] = {}
    for row in block.row_numbers() if unknown else []:
        cells = block.sheet.rows[row]
        hits = [i for i in unknown if i not in used and i in cells and looks_like_points(cells[i])]
        if hits and sort_row(block, row) in ("household", "total"):
            used.update(dict.fromkeys(hits, row))
    return used


def _filled(block: BlockWork, index: int) -> bool:
    return any(not is_none(block.sheet.cell(row, index)) for row in block.row_numbers())


def _settle_codes(block: BlockWork) -> None:
    """A column merely headed 编号 is the household's where it holds a household's code; else a running number.

    So is one under a header nobody knows, where most of it are such codes.
    """
    households = block.work.households
    has_code = block.first("code") is not None
    for column in block.columns:
        if column.kind != "code?" and (column.kind is not None or column.fault or has_code):
            continue
        cells = [block.sheet.cell(row, column.index) for row in block.row_numbers()]
        if column.kind is None:
            known = sum(cell is not None and households.knows_code(cell.text) for cell in cells)
            if 2 * known > sum(cell is not None for cell in cells):
                column.kind, column.left, has_code = "code", None, True
            continue
        known = any(cell is not None and households.knows_code(cell.text) for cell in cells)
        spelled = [cell for cell in cells if cell is not None and households.spells_code(cell.text)]
        known = known or 2 * len(spelled) > sum(cell is not None for cell in cells)
        only = block.first("head") is None
        column.kind = "code" if (known or only) and not has_code else "seq"
        has_code = has_code or column.kind == "code"


def _settle_names(block: BlockWork) -> None:
    """Of several columns of names the one that says 户主 is the household's; the others are persons."""
    names = block.of("head")
    if len(names) < 2:
        return
    chosen = next((c for c in names if "户" in label(c.label).plain), names[0])
    for column in names:
        if column is not chosen:
            column.kind, column.left = ("actor", None) if block.layout == "events" else ("ignore", "person")


def _settle_decisions(block: BlockWork) -> None:
    """Of several columns of decisions the one headed 评议结果 is the meeting's; without it all must agree."""
    decisions = block.of("decision")
    chosen = next((c for c in decisions if label(c.label).plain == "评议结果"), None)
    for column in decisions if chosen else ():
        if column is not chosen:
            column.kind, column.left = "ignore", "handled"


def _note_deed_columns(block: BlockWork) -> None:
    """Columns that change what points mean in a list of events, found where rows are households.

    A direction a row is read: 加 and 扣 may be two rows of one household.
    """
    if block.layout not in ("wide", "items"):
        return
    for column in block.of("direction", "count"):
        if _filled(block, column.index) and not (column.kind == "direction" and _directs_rows(block, column)):
            block.note_header("column-unclear", column, {"reason": "deed"})
            column.kind = "ignore"


def _directs_rows(block: BlockWork, column: Column) -> bool:
    """Whether every cell of the column is a direction, and nothing in it has been read as something else."""
    cells = [block.sheet.cell(row, column.index) for row in block.row_numbers()]
    return block.layout == "wide" and all(is_none(c) or not isinstance(read_direction(c), Fault) for c in cells)


def _settle_points(block: BlockWork) -> None:
    """Of several figures the decided one counts; claims alone are not decided."""
    points = block.of("points")
    if len(points) > 1:
        decided = [
            c
            for c in points
            if any(w in label(c.label).plain for w in ("核定", "评定", "审定", "最终", "终评", "确认", "实得"))
        ]
        got = decided or [c for c in points if "得分" in label(c.label).plain]
        if len(got) == 1:
            for column in points:
                column.kind, column.left = ("points", None) if column is got[0] else ("ignore", "claim")
        else:
            column = points[1]
            block.note_header("column-unclear", column, {"reason": "several", "other": points[0].label})
    single = block.first("points")
    if single is not None:
        totals = block.of("total")
        if totals and block.first("count") is not None:
            single.kind, totals[0].kind = "one_time", "points"
        for column in block.of("total"):
            column.kind = "event_total"
        return
    total = block.of("total")
    if total and not block.of("award", "deduction", "count"):
        total[0].kind = "points"
        return
    claims = block.of("claim")
    if claims and not block.of("award", "deduction", "count"):
        block.note_header("column-unclear", claims[0], {"reason": "claims-only"})


def _note_repeats(block: BlockWork) -> bool:
    """Two columns for the same points would count twice."""
    seen: dict[tuple[str | None, str | None, int], Column] = {}
    parts: dict[tuple[str | None, str | None, int], set[str]] = {}
    whole = _settle_other_times(block)
    for column in block.columns:
        if not column.scores:
            continue
        rule = column.rule.code if column.rule else None
        key = (column.category, rule, column.sign)
        if column.part and column.part not in parts.setdefault(key, set()):
            parts[key].add(column.part)
            if key not in seen or seen[key].part:
                seen[key] = column
                continue
        same = seen.get(key) or next((c for k, c in seen.items() if k[:2] == key[:2] and 0 in (k[2], key[2])), None)
        if same is None:
            seen[key] = column
            continue
        if rule is not None and same.counts != column.counts:
            counted, points = (column, same) if column.counts else (same, column)
            counted.kind, points.counted_at = "ignore", counted.index
            seen[key] = points
            continue
        facts = {"other": same.label, "name": column.category or ""}
        block.note_header("category-repeated", column, facts)
        column.kind = "ignore"
        whole = False
    return _note_total_and_items(block) and whole


def _settle_other_times(block: BlockWork) -> bool:
    """Under 累计 stands what 本月 has already; where nothing else has it, nobody can say whose month it is."""
    whole = True
    for column in block.columns:
        if not (column.scores and column.other_time):
            continue
        mine = any(
            c.scores and not c.other_time and (c.category, c.rule) == (column.category, column.rule)
            for c in block.columns
        )
        group = next((place for place in column.path[:-1] if speaks_of_other_time(label(place.text).plain)), None)
        if not mine:
            at = group or column.path[-1]
            block.note("column-unclear", at.row, at.column, {"reason": "other-time", "name": column.category or ""})
            whole = False
        column.kind, column.left = "ignore", (left_key(label(group.text).plain) if group else None)
    return whole


def _note_months(block: BlockWork) -> None:
    """`6月环境卫生` on a sheet of July."""
    month = block.work.month
    for column in block.of("category"):
        for place in column.path:
            for year, number in months_in(place.text):
                if number != month.number or year not in (None, month.year):
                    _note_month(block, place, f"{year or month.year:04d}-{number:02d}")
            years = {int(year) for year in _YEAR.findall(label(place.text).whole)}
            if years and month.year not in years:
                _note_month(block, place, f"{min(years)}年")


def _note_month(block: BlockWork, place: Place, found: str) -> None:
    facts = {"month": found, "source": "header", "other": str(block.work.month), "other_source": "title"}
    block.note("month-conflict", place.row, place.column, facts)


def _note_unsigned_groups(block: BlockWork) -> bool:
    """Beside a group of awards another over categories may well be of deductions: what it is called must say so."""
    award = any(c.scores and c.sign > 0 and c.groups for c in block.columns)
    whole = True
    for column in block.of("category") if award else ():
        group = column.path[-2] if len(column.path) > 1 else None
        if group is None or column.sign or column.own_sign or _is_neutral(group.text, block):
            continue
        if _filled(block, column.index):
            block.note("sign-unclear", group.row, group.column, {"reason": "group"})
            whole = False
    return whole


def _is_neutral(text: str, block: BlockWork) -> bool:
    """本月, 得分, a category: a group that leaves the sign to the cells."""
    return meaning(text) is not None or block.work.words.category(text) is not None


def _note_total_and_items(block: BlockWork) -> bool:
    """A column of a whole category beside one of its items: a total of them, or more points? Nobody can say."""
    whole = True
    for column in block.of("category"):
        item = next((c for c in block.of("item") if c.category == column.category and _same_sign(column, c)), None)
        if item is not None:
            other = f"{item.rule.code} {item.rule.wording}" if item.rule else item.label
            facts = {"other": other, "name": column.category or ""}
            block.note_header("category-repeated", column, facts)
            column.kind = "ignore"
            whole = False
    return whole


def _same_sign(column: Column, item: Column) -> bool:
    return column.sign == 0 or item.rule is None or (column.sign > 0) == item.rule.points.positive


def _note_unknown(block: BlockWork, column: Column, used: dict[int, int], among: frozenset[int]) -> bool:
    """A column nobody knows that holds numbers: a category, an item, or unclear. True where it may be left aside."""
    row = used.get(column.index)
    if column.kind == "claim" or (row is None and not (column.fault and _filled(block, column.index))):
        return True
    if block.layout == "ignored" and column.fault is None and not _in_points_group(column):
        if row is not None:
            block.note_header("column-unclear", column, {"reason": "unknown"})
        return False
    unnamed = column.index in among and block.work.words.category(column.label) is None
    code = column.fault or ("category-unknown" if unnamed else "column-unclear")
    near = column.suggestions or (block.work.words.near_categories(column.label) if code == "category-unknown" else ())
    issue = block.note_header(code, column, {"reason": "unknown"}, near)
    if code == "category-unknown":
        key = label(column.label).plain
        choices = tuple(dict.fromkeys((*near, *block.work.words.rulebook.categories)))
        block.work.log.ask(Question("category", key, choices, issue))
    return False


def _in_points_group(column: Column) -> bool:
    return any("得分" in label(p.text).whole or sign_of(label(p.text)) for p in column.path[:-1])


def _among_categories(block: BlockWork) -> frozenset[int]:
    """Where unknown columns stand under one group with known categories, or next to one in a header without groups."""
    grouped = {place for column in block.columns if column.scores for place in column.groups}
    among: set[int] = set()
    beside = False
    waiting: list[int] = []
    for column in block.columns:
        if column.kind is not None:
            beside = column.kind == "category" and not column.groups
            among.update(waiting if beside else ())
            waiting = []
        elif column.groups:
            if _in_points_group(column) or grouped & set(column.groups):
                among.add(column.index)
        elif beside:
            among.add(column.index)
        else:
            waiting.append(column.index)
    if block.layout in ("wide", "items"):
        return frozenset(among)
    return frozenset(c.index for c in block.columns if c.index in among and _in_points_group(c))
