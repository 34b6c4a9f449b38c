"""What a sheet says of its month and its meeting: title lines, sheet name, headers, file name.

Several that agree are one; several that contradict each other are an issue. Nothing is taken from today's date.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import PurePath

from jifen.domain.period import REACH, Month, Period
from jifen.reading.formats.workbook import Cell, Sheet, address
from jifen.reading.issue_log import IssueLog
from jifen.reading.words.days import parse_day
from jifen.reading.words.headers import meaning
from jifen.reading.words.names import chinese_number, grid_named_in, normalise_text
from jifen.reading.words.numbers import Fault

_HAN = "〇零○一二三四五六七八九十"
_DATE = re.compile(
    rf"(?:(?:[0-9]{{2,4}}|[{_HAN}]{{4}})年)?(?:[0-9]{{1,2}}|[{_HAN}]{{1,3}})月(?:[0-9]{{1,2}}|[{_HAN}]{{1,3}})[日号至到-]|20[0-9]{{2}}[-./][0-9]{{1,2}}[-./][0-9]{{1,2}}"
)
_RANGE = re.compile(rf"(?:[0-9]{{1,2}}|[{_HAN}]{{1,3}})月?份?[-~至到—－、](?:[0-9]{{1,2}}|[{_HAN}]{{1,3}})月")
_EARLIER = re.compile(r"(?:截[至止]|上期|上月|至)[^,，。;；)）]*|自?[^,，。;；)）]*月(?:份)?起")
_FULL = re.compile(rf"(20[0-9]{{2}}|[0-9]{{2}}|二[{_HAN}]{{3}})年(?:度)?([0-9]{{1,2}}|[{_HAN}]{{1,3}})月")
_PLAIN = re.compile(
    r"(?<![0-9])(20[0-9]{2})[-._/]([0-9]{1,2})(?![-._/]?[0-9])|(?<![0-9])(20[0-9]{2})(0[1-9]|1[0-2])(?![0-9])"
)
_NUMBER = re.compile(rf"(?<![0-9年{_HAN}])([0-9]{{1,2}}|[{_HAN}]{{1,3}})月")
_YEAR = re.compile(r"(?<![0-9])(20[0-9]{2})(?![0-9])")
_YEAR_IN_WORDS = re.compile(rf"二[{_HAN}]{{3}}(?=年)")
_HELD = re.compile(r"(?:评议|评定|评审|评分|会议|打分|开会|召开)(?:日期|时间|日)[:：]?(.*)")
_DAY = re.compile(r"[:：](20[0-9]{2}.*|[0-9]{1,2}月.*)")
_HELD_VALUE = re.compile(
    rf"(?:(?:[0-9]{{2,4}}|[{_HAN}]{{4}})年)?(?:[0-9]{{1,2}}|[{_HAN}]{{1,3}})月(?:[0-9]{{1,2}}|[{_HAN}]{{1,3}})[日号]|[0-9]{{4}}([-./])[0-9]{{1,2}}\1[0-9]{{1,2}}"
)
_FIGURES = re.compile(
    r"月份?\s*(?:得分|积分|合计|加分|扣分|减分|评分|分值|总分|小计)|^\s*[0-9一二三四五六七八九十]{1,2}月份?\s*$"
)
_PLACE = re.compile(r"(?:评议|会议|开会)?地点[:：]\s*([^\s\u3000,，;；]+)")


_MONTH_LABEL = re.compile(r"(?:所属|评议|积分|统计|考评)?(?:年月|月份|期间|所属期)[:：]?")
_OTHER_UNIT = re.compile(r"单位\s*[:：]\s*(?:次数?|人次|小时|工日|元|件|个)(?=$|[\s，,；;)）])")


_QUARTERS = {"一": 1, "二": 4, "三": 7, "四": 10, "1": 1, "2": 4, "3": 7, "4": 10}
_SPAN = re.compile(
    rf"(?P<first>[0-9]{{1,2}}|[{_HAN}]{{1,3}})月?份?[-~至到—－、和与](?:20[0-9]{{2}}年)?"
    rf"(?P<last>[0-9]{{1,2}}|[{_HAN}]{{1,3}})月份?(?![0-9{_HAN}])"
    r"|(?P<several>(?:前[一二三四1-4两]|第?[一二三四1-4](?:季度?)?[-~至到—－、和与及]第?[一二三四1-4])季度?)"
    r"|第?(?P<quarter>[一二三四1-4])季度?|(?<![A-Za-z])[Qq](?P<q>[1-4])(?![0-9])|(?P<half>[上下])半年|截[至止](?:到)?[^,，。;；)）]*月(?:份|底|末)?"
)
_HEADS_A_TABLE = re.compile(r"(?:表|汇总|台账|明细|统计|公示|公布|登记|记录|榜|册|单|情况)(?:[（(][^（()）]*[)）])?$")
"""How a title ends; a line of notes may speak of any time."""


@dataclass(frozen=True, slots=True)
class Span:
    """Several months that a text speaks of: `first` to `last`, None where that is not said (截至7月累计)."""

    found: str
    first: int | None
    last: int | None
    source: str
    text: str
    cell: str | None = None

    def holds(self, number: int) -> bool:
        """Whether a month lies in it."""
        return self.first is not None and self.last is not None and self.first <= number <= self.last


def spans_in(text: str, source: str, cell: str | None = None) -> list[Span]:
    """The several months that a title or name speaks of; whole days (7月1日至7日) are none."""
    spans = []
    for match in _SPAN.finditer(_DATE.sub("", normalise_text(text))):
        first = last = None
        if quarter := match["quarter"] or match["q"]:
            first = _QUARTERS[quarter]
            last = first + 2
        elif match["half"]:
            first, last = (1, 6) if match["half"] == "上" else (7, 12)
        elif match["first"]:
            first, last = chinese_number(match["first"]), chinese_number(match["last"])
            if first is None or last is None or first == last or max(first, last) > 12:
                continue
        spans.append(Span(match[0], first, last, source, text, cell))
    return spans


@dataclass(frozen=True, slots=True)
class Evidence:
    """A month that something names; `year` None where it names only the number. `cell` None outside the sheet."""

    number: int
    year: int | None
    source: str
    found: str
    cell: str | None = None


@dataclass(slots=True)
class SheetFacts:
    """What stands around the table."""

    evidence: list[Evidence] = field(default_factory=list)
    spans: list[Span] = field(default_factory=list)
    named: list[Span] = field(default_factory=list)
    """What lines above the table speak of that do not end like its title: they count where nothing else does."""
    years: set[int] = field(default_factory=set)
    held_text: tuple[str, Cell, int, int] | None = None
    place: str | None = None
    grid: str | None = None
    other_unit: tuple[int, int] | None = None
    """Where a title says that the sheet's figures are no points: 单位：次."""


def months_in(text: str) -> list[tuple[int | None, int]]:
    """The months a text names, whole days and ranges left aside: (year or None, number)."""
    plain = _EARLIER.sub("", _RANGE.sub("", _DATE.sub("", normalise_text(text))))
    months: list[tuple[int | None, int]] = []
    for year, number in _FULL.findall(plain):
        months.append((_full_year(year), chinese_number(number) or 0))
    rest = _FULL.sub("", plain)
    for a, b, c, d in _PLAIN.findall(rest):
        months.append((int(a or c), int(b or d)))
    months.extend((None, chinese_number(number) or 0) for number in _NUMBER.findall(_PLAIN.sub("", rest)))
    return list(dict.fromkeys((year, number) for year, number in months if 1 <= number <= 12))


def _full_year(text: str) -> int | None:
    digits = "".join(str(chinese_number(c)) for c in text)
    return (int(digits) if len(digits) == 4 else 2000 + int(digits)) if digits.isdigit() else None


def file_evidence(path: str) -> tuple[list[Evidence], set[int]]:
    """What a file's name says: its months and years."""
    stem = PurePath(path.replace("\\", "/")).stem
    evidence = [Evidence(number, year, "file", stem) for year, number in months_in(stem)]
    return evidence, _years_in(stem)


def _years_in(text: str) -> set[int]:
    """The years a text names in four figures; in words only before 年: 二〇二五年."""
    plain = normalise_text(text)
    worded = (_full_year(year) for year in _YEAR_IN_WORDS.findall(plain))
    return {int(year) for year in _YEAR.findall(plain)} | {year for year in worded if year}


def sheet_facts(sheet: Sheet, top: int, bottom: int, columns: Iterable[tuple[str, int, int]]) -> SheetFacts:
    """Facts of the title lines above row `top`, the sheet's name, the headers, and the lines below."""
    facts = SheetFacts(grid=grid_named_in(sheet.name))
    facts.evidence.extend(Evidence(n, year, "sheet", sheet.name) for year, n in months_in(sheet.name))
    facts.spans.extend(spans_in(sheet.name, "sheet"))
    facts.years.update(_years_in(sheet.name))
    grids: set[str] = set()
    for row in sorted(sheet.rows):
        if row >= top and row <= bottom:
            continue
        for column, cell in sorted(sheet.rows[row].items()):
            if cell.kind in ("text", "date"):
                _note_cell(sheet, facts, grids, row, column, cell, above=row < top)
    if len(grids) == 1:
        facts.grid = facts.grid or grids.pop()
    for text, row, column in columns:
        if meaning(text) != "ignore" and _FIGURES.search(text):
            place = address(row, column)
            facts.evidence.extend(Evidence(n, year, "header", text, place) for year, n in months_in(text))
    return facts


def _note_cell(
    sheet: Sheet, facts: SheetFacts, grids: set[str], row: int, column: int, cell: Cell, *, above: bool
) -> None:
    text = cell.text
    plain = normalise_text(text)
    match = _HELD.search(plain) or (_DAY.search(plain) if above and plain.startswith("日期") else None)
    if match and facts.held_text is None:
        value = _HELD_VALUE.search(match[1])
        if value:
            facts.held_text = (value[0], cell, row, column)
        elif not match[1].strip(":：") and (beside := _right_of(sheet, row, column)) and _opens_day(beside[1]):
            facts.held_text = (beside[1].text, *(beside[1], row, beside[0]))
        elif re.match(r"[:：]?[0-9]", match[1]):
            facts.held_text = (match[1], cell, row, column)
    if named := _PLACE.search(text):
        facts.place = facts.place or named[1]
    if above and _OTHER_UNIT.search(text):
        facts.other_unit = facts.other_unit or (row, column)
    if above and not cell.month_only and cell.kind == "date" and _asks_for_month(sheet, row, column):
        text = cell.text[:7]
    if above and (cell.kind == "text" or text != cell.text or cell.month_only):
        place = address(row, column)
        facts.evidence.extend(Evidence(n, y, "title", text, place) for y, n in months_in(text))
        spans = facts.spans if _HEADS_A_TABLE.search(plain) else facts.named
        spans.extend(spans_in(text, "title", place))
        facts.years.update(_years_in(_DATE.sub("", plain)))
        if grid := grid_named_in(text):
            grids.add(grid)


def _opens_day(cell: Cell) -> bool:
    """Whether a cell beside 评议日期 is meant as a day: a form may be left blank there."""
    if cell.month_only:
        return False
    return cell.kind in ("date", "number") or bool(re.match(rf"[0-9{_HAN}]", normalise_text(cell.text)))


def _asks_for_month(sheet: Sheet, row: int, column: int) -> bool:
    """Whether 月份 stands beside a date: the day in it is whatever the spreadsheet made of a month."""
    left = max((c for c in sheet.rows[row] if c < column), default=None)
    return left is not None and bool(_MONTH_LABEL.fullmatch(normalise_text(sheet.rows[row][left].text)))


def _right_of(sheet: Sheet, row: int, column: int) -> tuple[int, Cell] | None:
    right = sorted(c for c in sheet.rows[row] if c > column)
    return (right[0], sheet.rows[row][right[0]]) if right else None


def decide_month(
    sheet: Sheet,
    facts: SheetFacts,
    names: Sequence[str],
    asked: Month | None,
    others: Month | None,
    covering: Callable[[Month], Period],
    log: IssueLog,
) -> Month | None:
    """The one month everything agrees on; an issue where it does not or where nothing names one.

    `names` are what the file is and was called; `asked` is `--month`; `others` the month of the workbook's other
    sheets, for a sheet that names none. `covering`: the period of the meeting to which a month belongs; where that is
    longer, its name is evidence of its last month, and no other month has a meeting.
    """
    from_files = [file_evidence(name) for name in names]
    file_years = {year for _, years in from_files for year in years}
    evidence = [*facts.evidence, *(one for named, _ in from_files for one in named)]
    if asked is not None:
        evidence.append(Evidence(asked.number, asked.year, "option", str(asked)))
    spans = [*facts.spans, *(span for name in names for span in spans_in(PurePath(name).stem, "file"))]
    near = others or asked
    whole, spans = _whole_periods(spans, facts, file_years, near, covering)
    evidence = [*whole, *evidence]
    if not evidence and not spans:
        evidence, named = _whole_periods(facts.named, facts, file_years, near, covering)
        spans = named if others is None else spans
    if not evidence and not spans:
        evidence = _whole_years(facts, file_years, covering)
    if not evidence:
        if others is None and spans:
            reason = "span-year" if _lacks_year(spans[0], facts, file_years, covering) else "span"
            facts_of = {"reason": reason, "span": spans[0].found}
            log.add("month-unknown", sheet.name, spans[0].cell, spans[0].text, facts_of)
        elif others is None:
            log.add("month-unknown", sheet.name, facts={"reason": "none"})
        elif _note_span(sheet, facts, spans, others, log):
            return None
        return others
    first = evidence[0]
    for other in evidence[1:]:
        years = {first.year, other.year} - {None}
        if other.number != first.number or len(years) > 1:
            _conflict(sheet, log, first, other)
            return None
        first = first if first.year else other
    year = first.year or _year_for(first.number, facts, file_years, others)
    if year is None:
        log.add("month-unknown", sheet.name, first.cell, first.found, {"reason": "year", "number": str(first.number)})
        return None
    month = Month(year, first.number)
    if _note_span(sheet, facts, spans, month, log):
        return None
    if covering(month).last != month:
        known = {"month": str(month), "reason": "cycle", "other": str(covering(month))}
        log.add("month-conflict", sheet.name, first.cell, first.found, known)
        return None
    return month


def _whole_periods(
    spans: Sequence[Span],
    facts: SheetFacts,
    file_years: set[int],
    others: Month | None,
    covering: Callable[[Month], Period],
) -> tuple[list[Evidence], list[Span]]:
    """Spans that are the very period of a meeting, as evidence of its last month; and the others."""
    evidence, rest = [], []
    for span in spans:
        year = _year_for(span.last, facts, file_years, others) if span.first and span.last else None
        period = covering(Month(year, span.last)) if year and span.last else None
        if period and period.kind != "month" and (period.first.number, period.last.number) == (span.first, span.last):
            evidence.append(Evidence(period.last.number, year, span.source, span.found, span.cell))
        else:
            rest.append(span)
    return evidence, rest


def _lacks_year(span: Span, facts: SheetFacts, file_years: set[int], covering: Callable[[Month], Period]) -> bool:
    """Whether a span would be the period of a meeting, were its year said."""
    if span.first is None or span.last is None or _year_for(span.last, facts, file_years, None):
        return False
    period = covering(Month(2000, span.last))
    return period.kind != "month" and (period.first.number, period.last.number) == (span.first, span.last)


def _whole_years(facts: SheetFacts, file_years: set[int], covering: Callable[[Month], Period]) -> list[Evidence]:
    """A title or name that says a year and no more, where a meeting covers the year."""
    years = facts.years or file_years
    if len(years) != 1 or covering(month := Month(next(iter(years)), 12)).kind != "year":
        return []
    return [Evidence(12, month.year, "title" if facts.years else "file", str(month.year))]


def _note_span(sheet: Sheet, facts: SheetFacts, spans: Sequence[Span], month: Month, log: IssueLog) -> bool:
    """Whether a title or name speaks of several months; not where a title names the one of them this sheet is of.

    A file may be a quarter's, with a sheet a month in it.
    """
    titled = any(one.source == "title" and one.number == month.number for one in facts.evidence)
    for span in spans:
        in_name = span.source == "file" or any(one.source == "sheet" for one in facts.evidence)
        if span.holds(month.number) and (titled or (span.source != "title" and in_name)):
            continue
        if titled and span.first is None:
            continue
        found = {"reason": "span", "span": span.found, "source": span.source, "other": str(month)}
        log.add("month-conflict", sheet.name, span.cell, span.text, found)
        return True
    return False


def _conflict(sheet: Sheet, log: IssueLog, first: Evidence, other: Evidence) -> None:
    at, against = (first, other) if first.cell or not other.cell else (other, first)
    facts = {
        "month": _show(at), "source": at.source, "other": _show(against), "other_source": against.source,
        "other_found": against.found,
    }  # fmt: skip
    if against.cell:
        facts["other_cell"] = against.cell
    log.add("month-conflict", sheet.name, at.cell, at.found, facts)


def _show(evidence: Evidence) -> str:
    return f"{evidence.year:04d}-{evidence.number:02d}" if evidence.year else f"{evidence.number:02d}"


def _year_for(number: int | None, facts: SheetFacts, file_years: set[int], others: Month | None) -> int | None:
    for years in (facts.years, file_years, {others.year} if others else set()):
        if len(years) == 1:
            return next(iter(years))
        if years:
            return None
    if facts.held_text and number is not None:
        day = parse_day(facts.held_text[0], Month(2000, number))
        if isinstance(day, date) and day.year != 2000:
            for year in (day.year, day.year - 1):
                if Month(year, number).first <= day <= Month(year, number).last + REACH:
                    return year
    return None


def held_on(sheet: Sheet, facts: SheetFacts, month: Month, covers: Period, log: IssueLog) -> date | None:
    """The day of the meeting as the sheet gives it; an issue where it is no day or lies before the period it covers."""
    if facts.held_text is None:
        return None
    text, cell, row, column = facts.held_text
    if cell.kind == "date":
        text = cell.text[:10]
    day = parse_day(text, month, month.plus(1).last, covers)
    if isinstance(day, Fault):
        log.at("date-invalid", sheet, row, column, {"reason": "held"})
        return None
    if day is not None and day < covers.first_day:
        facts_of = {"month": str(month), "source": "title", "other": str(Month.of(day)), "other_source": "held"}
        log.at("month-conflict", sheet, row, column, {**facts_of, "other_found": day.isoformat()})
        return None
    return day
