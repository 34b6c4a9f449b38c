"""The rule book workbook (积分细则): a row a rule; `rule_values` reads what stands in its cells."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from jifen.domain.rulebook import Cap, Rule, RulePoints, differing_category_caps
from jifen.domain.scheme.scheme import DEFAULT, Scheme
from jifen.reading.formats.workbook import Workbook
from jifen.reading.forms.form import Form, FormRow, FormTable, conclude, find_or_note, find_tables
from jifen.reading.forms.scheme import SchemeReading, read_scheme, with_categories, without_scheme
from jifen.reading.issue_log import IssueLog
from jifen.reading.issues import Issue
from jifen.reading.opened import read_opened
from jifen.reading.words.names import normalise_code, normalise_text
from jifen.reading.words.numbers import broken
from jifen.reading.words.rule_values import (
    BESIDE_POINTS,
    caps_in_words,
    differ,
    limits,
    months_in_words,
    period_without_caps,
    points_and_rest,
)

RULE_BOOK = Form(
    "rulebook",
    (
        *("seq", "rule_code", "category", "rule_text", "points", "unit", "caps", "evidence", "hides_actor", "note"),
        *("highest_group", "double_months", "valid_months"),
    ),
    (("rule_code", "category", "rule_text", "points"), ("category", "rule_text", "points")),
    "rulebook",
)
BY_ITEM = Form("rulebook-of-items", RULE_BOOK.keys, RULE_BOOK.needed, RULE_BOOK.lacking)
"""项目 | 内容 | 分值: the item is the category, what it contains the rules."""
_NUMBERED = re.compile(r"([0-9]{1,4})(?:\.0+)?[.、)]?")
_WITHOUT_CODE = ("category", "rule_text", "points")
_LIMIT = re.compile(
    r"(?:每|一|全)?(?:天|日|次|周|月|季度?|半年|年度?|户|人|项)[^,，。;；]{0,8}(?:限|最多|不超过|不得超过|封顶|上限|最高)[^,，。;；]{0,6}[0-9]"
    r"|(?:最多|不超过|不得超过|封顶|上限|最高|限)[^,，。;；]{0,8}[0-9]+(?:\.[0-9]+)?(?:分|次)|[0-9]+(?:\.[0-9]+)?分?封顶"
)
"""A limit written as a remark."""
_YES = frozenset({"是", "√", "✓", "✔", "Y", "YES", "需", "需要", "1", "TRUE"})
_NO = frozenset({"", "否", "不", "N", "NO", "0", "FALSE", "×", "/", "-", "—", "无", "不需", "不需要"})


@dataclass(frozen=True, slots=True)
class RuleBookReading:
    """The rules in order, the scheme beside them, and everything wrong with the file."""

    rules: tuple[Rule, ...]
    issues: tuple[Issue, ...]
    scheme: Scheme = DEFAULT


def read_rulebook(path: str, data: bytes) -> RuleBookReading:
    """Every rule of the workbook. Never raises for what is in the file."""
    log = IssueLog(path)
    rules: dict[str, tuple[Rule, FormRow]] = {}
    seen: dict[str, str] = {}
    tables, scheme = read_opened(data, log, lambda workbook: _read(workbook, log)) or ([], SchemeReading())
    categories = {normalise_text(row.text("category")) for table in tables for row in table.rows}
    for table in tables:
        codes = None if "rule_code" in table.columns else given_codes(table.rows)
        for number, row in enumerate(table.rows):
            rule = _rule(row, codes[number] if codes else None, seen, log)
            if rule is not None:
                rules[rule.code] = rule, row
    _note_differing_category_caps(rules, log)
    counted = with_categories(scheme, categories, log)
    conclude(log, tables, rules, "no-rows")
    return RuleBookReading(tuple(rule for rule, _ in rules.values()), tuple(log.issues), counted)


def _read(workbook: Workbook, log: IssueLog) -> tuple[list[FormTable], SchemeReading]:
    """The tables of rules, and the scheme on its own sheet."""
    return _tables(without_scheme(workbook), log), read_scheme(workbook, log)


def _tables(workbook: Workbook, log: IssueLog) -> list[FormTable]:
    """Rule books name category and item; without a category the item stands for one, its contents for rules."""
    return find_tables(workbook, RULE_BOOK) or find_tables(workbook, BY_ITEM) or find_or_note(workbook, RULE_BOOK, log)


def given_codes(rows: Sequence[FormRow]) -> list[str]:
    """Codes for a rule book that numbers its lines instead of coding them.

    Its own numbers where each stands once; numbered anew in every category 2-1; else the lines are counted.
    """
    numbers = [number[1] if (number := _NUMBERED.fullmatch(row.folded("seq"))) else "" for row in rows]
    categories = list(dict.fromkeys(row.folded("category") for row in rows))
    places = [categories.index(row.folded("category")) + 1 for row in rows]
    within = [f"{place}-{number}" for place, number in zip(places, numbers, strict=True)]
    for codes in (numbers, within) if all(numbers) else ():
        if len(set(codes)) == len(codes):
            return codes
    return [str(number) for number in range(1, len(rows) + 1)]


def _rule(row: FormRow, given: str | None, seen: dict[str, str], log: IssueLog) -> Rule | None:
    code = normalise_code(row.text("rule_code")) if given is None else given
    for key in ("rule_code", "category", "rule_text", "points") if given is None else _WITHOUT_CODE:
        cell = row[key]
        if fault := broken(cell.raw):
            log.fault_on(fault, cell)
            return None
        if cell.blank:
            log.add("field-missing", cell.sheet, cell.cell, facts={"field": key, "rule": code})
            return None
    cell = row["rule_code" if given is None else "rule_text"]
    if code in seen:
        log.add("row-repeated", cell.sheet, cell.cell, code, {"rule": code, "other": seen[code]})
        return None
    seen[code] = cell.cell
    points, caps = _points(row, code, log), _caps(row, code, log)
    terms = _terms(row, code, points, log)
    if not row.text("caps") and (limit := _LIMIT.search(row.folded("note"))):
        log.on("limit-unread", row["note"], {"rule": code, "limit": limit[0]})
    needs, hides = (_flag(row, key, code, log) for key in ("evidence", "hides_actor"))
    if points is None or caps is None or terms is None or needs is None or hides is None:
        return None
    return Rule(
        code,
        normalise_text(row.text("category")),
        row.text("rule_text"),
        points,
        normalise_text(row.text("unit")),
        caps,
        needs,
        hides,
        row.text("note"),
        terms.group,
        terms.double_months,
        terms.valid_months,
    )


def _points(row: FormRow, code: str, log: IssueLog) -> RulePoints | None:
    cell = row["points"]
    points, _ = points_and_rest(cell.folded)
    if points is None or _caps_beside_points(row) is None:
        log.on("points-invalid", cell, {"reason": "rule", "rule": code})
        return None
    return points


def _caps_beside_points(row: FormRow) -> tuple[Cap, ...] | None:
    """`每次加2分，每月最多6分`: limits behind the points. None where what stands there is no limit."""
    _, rest = points_and_rest(row.folded("points"))
    return limits(rest, BESIDE_POINTS, row.text("category"))


def _caps(row: FormRow, code: str, log: IssueLog) -> tuple[Cap, ...] | None:
    """`6/月`, `10/次，40/年`, `月限6`; a deduction's cap may bear its minus. Those beside the points hold, too."""
    cell, beside = row.get("caps"), _caps_beside_points(row) or ()
    if cell is None or cell.blank:
        return beside
    caps = caps_in_words(cell.folded, row.text("category"))
    if caps is not None and differ(every := tuple(dict.fromkeys((*caps, *beside)))):
        return every
    period = period_without_caps(cell.folded)
    log.on(
        "points-invalid",
        cell,
        {"rule": code, **({"reason": "cap-period", "period": period} if period else {"reason": "cap"})},
    )
    return None


@dataclass(frozen=True, slots=True)
class _Terms:
    """How a rule counts beside others and over time."""

    group: str = ""
    double_months: int | None = None
    valid_months: int | None = None


def _terms(row: FormRow, code: str, points: RulePoints | None, log: IssueLog) -> _Terms | None:
    """The three columns that most rule books lack; doubling needs a value that says whether it is doubled."""
    months: dict[str, int | None] = {}
    for key in ("double_months", "valid_months"):
        cell = row.get(key)
        months[key] = None if cell is None or cell.blank else months_in_words(cell.folded)
        if cell is not None and not cell.blank and months[key] is None:
            log.on("points-invalid", cell, {"reason": "months", "rule": code})
            return None
    if months["double_months"] and points is not None and points.form not in ("fixed", "named"):
        log.on("points-invalid", row["double_months"], {"reason": "double-form", "rule": code})
        return None
    return _Terms(normalise_text(row.text("highest_group")), **months)


def _note_differing_category_caps(rules: Mapping[str, tuple[Rule, FormRow]], log: IssueLog) -> None:
    """A limit of a whole category is one limit, whichever rules it is written beside."""
    for rule, first in differing_category_caps(rule for rule, _ in rules.values()):
        row = rules[rule.code][1]
        at = cell if (cell := row.get("caps")) is not None and not cell.blank else row["points"]
        log.on("points-invalid", at, {"reason": "cap-differs", "rule": rule.code, "other": first.code})


def _flag(row: FormRow, key: str, code: str, log: IssueLog) -> bool | None:
    cell = row.get(key)
    text = normalise_text(cell.found).upper() if cell is not None and cell.found else ""
    if text in _YES:
        return True
    if text in _NO or cell is None:
        return False
    log.on("decision-unclear", cell, {"reason": key, "rule": code})
    return None
