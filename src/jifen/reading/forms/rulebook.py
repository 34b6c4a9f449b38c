"""The rule book workbook (积分细则): the village's words for values and caps become the domain's."""

import re
from dataclasses import dataclass

from jifen.domain.points import PointsError, parse_points
from jifen.domain.rulebook import Cap, Per, Rule, RulePoints
from jifen.reading.forms.form import Form, FormRow, note_nothing_read, read_tables
from jifen.reading.issue_log import IssueLog
from jifen.reading.issues import Issue
from jifen.reading.words.names import normalise_code, normalise_text
from jifen.reading.words.numbers import broken

RULE_BOOK = Form(
    "rulebook",
    ("rule_code", "category", "rule_text", "points", "unit", "caps", "evidence", "hides_actor", "note"),
    (("rule_code", "category", "rule_text", "points"),),
    "rulebook",
)
PER_WORDS: dict[str, Per] = {
    "次": "event", "每次": "event", "件": "event",
    "月": "month", "每月": "month",
    "年": "year", "每年": "year", "年度": "year",
}  # fmt: skip
_YES = frozenset({"是", "√", "✓", "✔", "Y", "YES", "需", "需要", "1", "TRUE"})
_NO = frozenset({"", "否", "不", "N", "NO", "0", "FALSE", "×", "/", "-", "—", "无", "不需", "不需要"})
_CAP = re.compile(r"([+-]?[0-9]+(?:\.[0-9]+)?)分?/?(每次|每月|每年|次|件|月|年度|年)")
_CAP_REVERSED = re.compile(r"(每次|每月|每年|次|月|年)(?:限|最多|不超过)([0-9]+(?:\.[0-9]+)?)分?")


@dataclass(frozen=True, slots=True)
class RuleBookReading:
    """The rules in order and everything wrong with the file."""

    rules: tuple[Rule, ...]
    issues: tuple[Issue, ...]


def read_rulebook(path: str, data: bytes) -> RuleBookReading:
    """Every rule of the workbook. Never raises for what is in the file."""
    log = IssueLog(path)
    rules: list[Rule] = []
    seen: dict[str, str] = {}
    tables = read_tables(data, RULE_BOOK, log)
    for table in tables:
        for row in table.rows:
            rule = _rule(row, seen, log)
            if rule is not None:
                rules.append(rule)
    note_nothing_read(log, tables, rules, "no-rows")
    return RuleBookReading(tuple(rules), tuple(log.issues))


def _rule(row: FormRow, seen: dict[str, str], log: IssueLog) -> Rule | None:
    code = normalise_code(row.text("rule_code"))
    for key in ("rule_code", "category", "rule_text", "points"):
        cell = row[key]
        if fault := broken(cell.raw):
            log.fault_on(fault, cell)
            return None
        if cell.blank:
            log.add("field-missing", cell.sheet, cell.cell, facts={"field": key, "rule": code})
            return None
    cell = row["rule_code"]
    if code in seen:
        log.add("row-repeated", cell.sheet, cell.cell, code, {"rule": code, "other": seen[code]})
        return None
    seen[code] = cell.cell
    points, caps = _points(row, code, log), _caps(row, code, log)
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
    text = cell.folded.replace("分", "").replace("至", "~").replace("—", "~").replace("--", "~-")
    text = re.sub(r"^(加|奖)", "+", text)
    text = re.sub(r"^(减|扣)", "-", text)
    if re.fullmatch(r"[+-]?[0-9.]+-[0-9.]+", text):
        sign, text = ("-" if text.startswith("-") else ""), text.lstrip("+-")
        low, _, high = text.partition("-")
        text = f"{sign}{low}~{sign}{high}"
    try:
        return RulePoints.parse(text)
    except (PointsError, ValueError):
        log.on("points-invalid", cell, {"reason": "rule", "rule": code})
        return None


def _caps(row: FormRow, code: str, log: IssueLog) -> tuple[Cap, ...] | None:
    """`6/月`, `10/次，40/年`, `月限6`; a deduction's cap may bear its minus."""
    cell = row.get("caps")
    if cell is None or cell.blank:
        return ()
    caps: list[Cap] = []
    for part in re.split(r"[,，;；、]", cell.folded):
        cap = _cap(part) if part else None
        if part and (cap is None or any(c.per == cap.per for c in caps)):
            log.on("points-invalid", cell, {"reason": "cap", "rule": code})
            return None
        if cap is not None:
            caps.append(cap)
    return tuple(caps)


def _cap(text: str) -> Cap | None:
    match = _CAP.fullmatch(text)
    number, per = (match[1], match[2]) if match else ("", "")
    if not match and (turned := _CAP_REVERSED.fullmatch(text)):
        number, per = turned[2], turned[1]
    if not number:
        return None
    try:
        limit = abs(parse_points(number))
    except PointsError:
        return None
    return Cap(limit, PER_WORDS[per]) if limit else None


def _flag(row: FormRow, key: str, code: str, log: IssueLog) -> bool | None:
    cell = row.get(key)
    text = normalise_text(cell.found).upper() if cell is not None and cell.found else ""
    if text in _YES:
        return True
    if text in _NO or cell is None:
        return False
    log.on("decision-unclear", cell, {"reason": key, "rule": code})
    return None
