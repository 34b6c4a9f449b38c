"""The rule book workbook (积分细则): the village's words for values and caps become the domain's."""

import re
from dataclasses import dataclass

from jifen.domain.points import PointsError, parse_points
from jifen.domain.rulebook import Cap, Per, Rule, RulePoints
from jifen.reading.formats.detect import read_workbook
from jifen.reading.formats.workbook import UnreadableError
from jifen.reading.forms.form import FormCell, FormRow, FormTable, tables_of
from jifen.reading.issue_log import IssueLog
from jifen.reading.issues import Issue
from jifen.reading.words.names import normalise_code, normalise_text

COLUMNS: dict[str, tuple[str, ...]] = {
    "code": ("编号", "项目编号", "细则编号", "代码"),
    "category": ("类别", "积分类别", "大类"),
    "wording": ("项目", "积分项目", "项目名称", "内容", "标准"),
    "points": ("分值", "积分", "加减分", "分数"),
    "unit": ("单位", "计分单位"),
    "caps": ("上限", "封顶", "限额"),
    "evidence": ("需佐证", "佐证", "是否需佐证"),
    "hides_actor": ("不公示行为人",),
    "note": ("备注", "说明"),
}
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
    findings = IssueLog(path)
    rules: list[Rule] = []
    seen: dict[str, str] = {}
    for table in _tables(data, findings):
        for row in table.rows:
            rule = _rule(table, row, seen, findings)
            if rule is not None:
                rules.append(rule)
    if not rules and not findings.issues:
        findings.add("table-not-found", facts={"reason": "no-rows"})
    return RuleBookReading(tuple(rules), tuple(findings.issues))


def _tables(data: bytes, findings: IssueLog) -> list[FormTable]:
    if not data.strip():
        findings.add("file-empty")
        return []
    try:
        book = read_workbook(data, "csv")
        if book.empty:
            findings.add("file-empty")
            return []
        tables = tables_of(book, COLUMNS, ("code", "category", "wording", "points"))
    except UnreadableError as fault:
        findings.add("file-unreadable", facts={"reason": fault.reason})
        return []
    if not tables:
        findings.add("table-not-found", facts={"reason": "rulebook"})
    return tables


def _rule(table: FormTable, row: FormRow, seen: dict[str, str], findings: IssueLog) -> Rule | None:
    code = normalise_code(row.text("code"))
    for key in ("code", "category", "wording", "points"):
        cell = row[key]
        if cell.raw is not None and cell.raw.kind in ("error", "uncalculated"):
            fault = "cell-error" if cell.raw.kind == "error" else "cell-uncalculated"
            findings.add(fault, table.sheet, cell.cell, cell.found)
            return None
        if cell.blank:
            findings.add("field-missing", table.sheet, cell.cell, facts={"field": key, "rule": code})
            return None
    if code in seen:
        findings.add("row-repeated", table.sheet, row["code"].cell, code, {"rule": code, "other": seen[code]})
        return None
    seen[code] = row["code"].cell
    points, caps = _points(table, row, code, findings), _caps(table, row, code, findings)
    needs, hides = (_flag(table, row, key, code, findings) for key in ("evidence", "hides_actor"))
    if points is None or caps is None or needs is None or hides is None:
        return None
    return Rule(
        code,
        normalise_text(row.text("category")),
        row.text("wording"),
        points,
        normalise_text(row.text("unit")),
        caps,
        needs,
        hides,
        row.text("note"),
    )


def _points(table: FormTable, row: FormRow, code: str, findings: IssueLog) -> RulePoints | None:
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
        findings.add("points-invalid", table.sheet, cell.cell, cell.found, {"reason": "rule", "rule": code})
        return None


def _caps(table: FormTable, row: FormRow, code: str, findings: IssueLog) -> tuple[Cap, ...] | None:
    """`6/月`, `10/次，40/年`, `月限6`; a deduction's cap may bear its minus."""
    cell = row.get("caps")
    if cell is None or cell.blank:
        return ()
    caps: list[Cap] = []
    for part in re.split(r"[,，;；、]", cell.folded):
        cap = _cap(part) if part else None
        if part and (cap is None or any(c.per == cap.per for c in caps)):
            findings.add("points-invalid", table.sheet, cell.cell, cell.found, {"reason": "cap", "rule": code})
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


def _flag(table: FormTable, row: FormRow, key: str, code: str, findings: IssueLog) -> bool | None:
    cell: FormCell | None = row.get(key)
    text = normalise_text(cell.found).upper() if cell is not None and cell.found else ""
    if text in _YES:
        return True
    if text in _NO or cell is None:
        return False
    findings.add("decision-unclear", table.sheet, cell.cell, cell.found, {"reason": key, "rule": code})
    return None
