"""The rule book as a table that can be changed and imported again."""

import csv
import io
from collections.abc import Sequence

from jifen.domain.points import show
from jifen.domain.rulebook import Rule

HEADERS = ("编号", "类别", "项目", "分值", "单位", "上限", "需佐证", "不公示行为人", "备注")
_PER = {"event": "次", "month": "月", "year": "年"}


def caps(rule: Rule) -> str:
    """`10/次，40/年`; a deduction's cap is negative."""
    sign = "" if rule.points.positive else "-"
    return "，".join(f"{sign}{show(cap.limit)}/{_PER[cap.per]}" for cap in rule.caps)


def _row(rule: Rule) -> list[str]:
    flags = ["是" if flag else "" for flag in (rule.needs_evidence, rule.hides_actor)]
    return [rule.code, rule.category, rule.wording, str(rule.points), rule.unit, caps(rule), *flags, rule.note]


def rulebook_csv(rules: Sequence[Rule]) -> bytes:
    """UTF-8 with a mark, so that Excel opens it rightly."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(HEADERS)
    writer.writerows(_row(rule) for rule in rules)
    return out.getvalue().encode("utf-8-sig")


def rulebook_xlsx(rules: Sequence[Rule]) -> bytes:
    """One sheet, text cells only: `+2` stays text."""
    from openpyxl import Workbook
    from openpyxl.styles import Alignment, Font

    book = Workbook()
    sheet = book.active
    if sheet is None:
        raise ValueError("no sheet")
    sheet.title = "积分细则"
    for number, row in enumerate([list(HEADERS), *(_row(rule) for rule in rules)], 1):
        for column, text in enumerate(row, 1):
            cell = sheet.cell(number, column)
            cell.value = text or None
            if text:
                cell.data_type = "s"
            cell.number_format = "@"
            cell.font = Font(bold=number == 1)
            cell.alignment = Alignment(vertical="center", wrap_text=column in (3, 9))
    for column, width in zip("ABCDEFGHI", (8, 12, 48, 16, 8, 18, 8, 14, 30), strict=True):
        sheet.column_dimensions[column].width = width
    sheet.freeze_panes = "A2"
    sheet.print_title_rows = "1:1"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
