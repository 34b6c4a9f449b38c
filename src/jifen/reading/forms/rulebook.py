"""The rule book workbook (积分细则): the village's words for values and caps become the domain's."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from jifen.domain.points import PointsError, parse_points
from jifen.domain.rulebook import Cap, Per, Rule, RulePoints
from jifen.domain.scheme.scheme import DEFAULT, Scheme
from jifen.reading.formats.workbook import Cell, Workbook
from jifen.reading.forms.form import Form, FormRow, FormTable, conclude, find_or_note, find_tables
from jifen.reading.forms.scheme import read_scheme, without_scheme
from jifen.reading.issue_log import IssueLog
from jifen.reading.issues import Issue
from jifen.reading.opened import read_opened
from jifen.reading.words.names import normalise_code, normalise_text
from jifen.reading.words.numbers import broken, is_none

RULE_BOOK = Form(
    "rulebook",
    ("seq", "rule_code", "category", "rule_text", "points", "unit", "caps", "evidence", "hides_actor", "note"),
    (("rule_code", "category", "rule_text", "points"), ("category", "rule_text", "points")),
    "rulebook",
)
BY_ITEM = Form("rulebook-of-items", RULE_BOOK.keys, RULE_BOOK.needed, RULE_BOOK.lacking)
"""项目 | 内容 | 分值: the item is the category, what it contains the rules."""
PER_WORDS: dict[str, Per] = {
    "次": "event", "件": "event", "月": "month", "年": "year", "年度": "year", "全年": "year",
}  # fmt: skip
_SIGNS = {
    **dict.fromkeys(("加", "奖", "奖励", "计", "记", "得", "给", "增加", "加计", "奖加"), "+"),
    **dict.fromkeys(("减", "扣", "扣除", "扣减", "减去", "罚", "倒扣"), "-"),
}
_UNITS = r"(?:人次|人|次|项|户|件|例|起|处|场|篇|条|个|天|日|周|月|季度?|半年|年度?|小时|回)"
_NUMBER = r"[+-]?[0-9]+(?:\.[0-9]+)?分?"
_WORDED = re.compile(
    rf"(?:(?:每|一|单){_UNITS}:?)?(?:酌情|视情节?|视情况|分别|可|予以|给予|一次性|各)*"
    rf"({'|'.join(sorted(_SIGNS, key=len, reverse=True))}|[+-])?({_NUMBER}(?:(?:[~/]|或|-){_NUMBER})*)(?:不等)?"
    rf"(?:/?(?:每|一|单)?{_UNITS})?"
)
"""Points in a village's words: for each of what, a word for the sign, a figure or several, for each of what."""
_SPAN = re.compile(r"[~～—–至到]+")
_PARTS = re.compile(r"[,，;；、]")
_NUMBERED = re.compile(r"([0-9]{1,4})(?:\.0+)?[.、)]?")
_WITHOUT_CODE = ("category", "rule_text", "points")
_LIMIT = re.compile(
    r"(?:每|一|全)?(?:天|日|次|周|月|季度?|半年|年度?|户|人|项)[^,，。;；]{0,8}(?:限|最多|不超过|不得超过|封顶|上限|最高)[^,，。;；]{0,6}[0-9]"
    r"|(?:最多|不超过|不得超过|封顶|上限|最高|限)[^,，。;；]{0,8}[0-9]+(?:\.[0-9]+)?(?:分|次)|[0-9]+(?:\.[0-9]+)?分?封顶"
)
"""A limit written as a remark."""
_YES = frozenset({"是", "√", "✓", "✔", "Y", "YES", "需", "需要", "1", "TRUE"})
_NO = frozenset({"", "否", "不", "N", "NO", "0", "FALSE", "×", "/", "-", "—", "无", "不需", "不需要"})
_EVERY = r"(每?次|每?件|每个?月|月|全年|每?年度?)"
_OTHER_PERIODS = r"每?个?(季度?|半年|周|星期|天|日)"
"""Limits are not kept by these."""
_AT_MOST = r"(?:限|最多|最高|至多|(?:最多)?不(?:得|能|可)?(?:超过|多于|高于)|上限为?|封顶)(?:[加扣得]分?)?"
_SIZE = r"([+-]?[0-9]+(?:\.[0-9]+)?)分?"
_CAP = re.compile(rf"(?:{_AT_MOST}(?=[0-9.]+[分/]))?([+-]?[0-9]+(?:\.[0-9]+)?)(?:分/?|/|(?=[每月年])){_EVERY}")
"""Without a slash or the word for points `3次` is a number of times, no limit."""
_CAP_WORDED = re.compile(rf"{_EVERY}{_AT_MOST}{_SIZE}(?:为限|封顶)?")
_CAP_BARE = re.compile(rf"{_EVERY}{_SIZE}(?:为限|封顶)?")
"""`每月4分`: a limit only where limits are asked for; beside points it may be what is given."""
_CAP_OTHERWISE = re.compile(rf"(?:{_AT_MOST})?{_SIZE}/?{_OTHER_PERIODS}|{_OTHER_PERIODS}(?:{_AT_MOST})?{_SIZE}.*")


@dataclass(frozen=True, slots=True)
class RuleBookReading:
    """The rules in order, the scheme beside them, and everything wrong with the file."""

    rules: tuple[Rule, ...]
    issues: tuple[Issue, ...]
    scheme: Scheme = DEFAULT


def read_rulebook(path: str, data: bytes) -> RuleBookReading:
    """Every rule of the workbook. Never raises for what is in the file."""
    log = IssueLog(path)
    rules: list[Rule] = []
    seen: dict[str, str] = {}
    tables, scheme = read_opened(data, log, lambda workbook: _read(workbook, log)) or ([], DEFAULT)
    for table in tables:
        codes = None if "rule_code" in table.columns else given_codes(table.rows)
        for number, row in enumerate(table.rows):
            rule = _rule(row, codes[number] if codes else None, seen, log)
            if rule is not None:
                rules.append(rule)
    conclude(log, tables, rules, "no-rows")
    return RuleBookReading(tuple(rules), tuple(log.issues), scheme)


def _read(workbook: Workbook, log: IssueLog) -> tuple[list[FormTable], Scheme]:
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
    if not row.text("caps") and (limit := _LIMIT.search(row.folded("note"))):
        log.on("limit-unread", row["note"], {"rule": code, "limit": limit[0]})
    needs, hides = (_flag(row, key, code, log) for key in ("evidence", "hides_actor"))
    if points is None or caps is None or needs is None or hides is None:
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
    )


def _points(row: FormRow, code: str, log: IssueLog) -> RulePoints | None:
    cell = row["points"]
    points = points_in_words(_PARTS.split(cell.folded)[0])
    if points is None or _caps_beside_points(row) is None:
        log.on("points-invalid", cell, {"reason": "rule", "rule": code})
        return None
    return points


def _caps_beside_points(row: FormRow) -> tuple[Cap, ...] | None:
    """`每次加2分，每月最多6分`: limits behind the points. None where what stands there is no limit."""
    return _limits(_PARTS.split(row.folded("points"))[1:], (_CAP, _CAP_WORDED))


def points_in_words(text: str) -> RulePoints | None:
    """`+2`, `一次加50分`, `加30分/次`, `每次扣3—15分`, `2分或5分`; None for anything else."""
    match = _WORDED.fullmatch(_SPAN.sub("~", text.replace("--", "~-")))
    if match is None:
        return None
    sign, body = _SIGNS.get(match[1] or "", match[1] or ""), match[2].replace("分", "")
    if re.fullmatch(r"[0-9.]+-[0-9.]+", body):
        body = body.replace("-", "~")
    parts = re.split(r"[~/]|或", body)
    if sign == "+" and any(part.startswith("-") for part in parts):
        return None
    signed = ("~" if "~" in body else "/").join(part if part[:1] in "+-" else sign + part for part in parts)
    try:
        return RulePoints.parse(signed)
    except (PointsError, ValueError):
        return None


def _caps(row: FormRow, code: str, log: IssueLog) -> tuple[Cap, ...] | None:
    """`6/月`, `10/次，40/年`, `月限6`; a deduction's cap may bear its minus. Those beside the points hold, too."""
    cell, beside = row.get("caps"), _caps_beside_points(row) or ()
    if cell is None or cell.blank:
        return beside
    caps = caps_in_words(cell.folded)
    if caps is not None and _differ(every := tuple(dict.fromkeys((*caps, *beside)))):
        return every
    period = period_without_caps(cell.folded)
    log.on(
        "points-invalid",
        cell,
        {"rule": code, **({"reason": "cap-period", "period": period} if period else {"reason": "cap"})},
    )
    return None


def caps_in_words(text: str) -> tuple[Cap, ...] | None:
    """`6/月`, `10/次，40/年`, `每月最多6分`; None where a part is no limit, or two count by the same."""
    return _limits(_PARTS.split(text.rstrip("。")), (_CAP, _CAP_WORDED, _CAP_BARE))


def period_without_caps(text: str) -> str | None:
    """The word for a period by which no limit is kept, where one is written: `每季度5分`."""
    found = (_CAP_OTHERWISE.fullmatch(part) for part in _PARTS.split(text.rstrip("。")))
    return next((match[2] or match[3] for match in found if match), None)


def _limits(parts: Sequence[str], forms: Sequence[re.Pattern[str]]) -> tuple[Cap, ...] | None:
    caps = [_cap(part, forms) for part in parts if part]
    known = tuple(cap for cap in caps if cap is not None)
    return known if len(known) == len(caps) and _differ(known) else None


def _differ(caps: Sequence[Cap]) -> bool:
    """Whether each counts by another period."""
    return len({cap.per for cap in caps}) == len(caps)


def typed_points(text: str) -> RulePoints | None:
    """Points of a rule as somebody types them."""
    return points_in_words(normalise_text(text))


def typed_caps(text: str) -> tuple[Cap, ...] | None:
    """Limits as somebody types them: none for a blank, `无` or `none`; None where it cannot be read."""
    folded = normalise_text(text)
    return () if is_none(Cell("text", text)) or folded.lower() == "none" else caps_in_words(folded)


def _cap(text: str, forms: Sequence[re.Pattern[str]]) -> Cap | None:
    match = next((match for form in forms if (match := form.fullmatch(text))), None)
    if match is None:
        return None
    first, second = match.groups()
    number, per = (second, first) if first.lstrip("每个") in PER_WORDS else (first, second)
    try:
        limit = abs(parse_points(number))
    except PointsError:
        return None
    return Cap(limit, PER_WORDS[per.lstrip("每个")]) if limit else None


def _flag(row: FormRow, key: str, code: str, log: IssueLog) -> bool | None:
    cell = row.get(key)
    text = normalise_text(cell.found).upper() if cell is not None and cell.found else ""
    if text in _YES:
        return True
    if text in _NO or cell is None:
        return False
    log.on("decision-unclear", cell, {"reason": key, "rule": code})
    return None
