"""The rule book as a table that can be changed and imported again."""

import csv
import io
from collections.abc import Sequence
from typing import TYPE_CHECKING

from jifen.domain.rulebook import Rule
from jifen.domain.scheme.scheme import DEFAULT, Scheme
from jifen.messages import labels
from jifen.printing.engine.safe import csv_text

if TYPE_CHECKING:
    from openpyxl import Workbook

HEADERS = ("编号", "类别", "项目", "分值", "单位", "上限", "需佐证", "不公示行为人", "备注")
_WORTH = HEADERS.index("分值")
_WIDTHS = (8, 11, 42, 17, 8, 15, 8, 10, 16)
_TERMS = {"group": ("就高组", 8), "double_months": ("加倍月数", 10), "valid_months": ("有效月数", 10)}
"""Columns that only a rule book with such rules bears."""


def _terms(rules: Sequence[Rule]) -> list[str]:
    return [name for name in _TERMS if any(getattr(rule, name) for rule in rules)]


def _headers(rules: Sequence[Rule]) -> tuple[str, ...]:
    return (*HEADERS, *(_TERMS[name][0] for name in _terms(rules)))


def _row(rule: Rule, terms: Sequence[str]) -> list[str]:
    flags = ["是" if flag else "" for flag in (rule.needs_evidence, rule.hides_actor)]
    worth = [labels.points(rule.points), rule.unit, labels.caps(rule)]
    return [rule.code, rule.category, rule.wording, *worth, *flags, rule.note] + [
        str(getattr(rule, name) or "") for name in terms
    ]


def _by_steps(worth: str) -> str:
    """What a rule is worth as it is read on a wall, a step a line; read back, it means the same."""
    return worth.replace("；", "；\n").replace("+0~+", "0~")


def rulebook_csv(rules: Sequence[Rule]) -> bytes:
    """UTF-8 with a mark, so that Excel opens it rightly."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(_headers(rules))
    writer.writerows(map(csv_text, _row(rule, _terms(rules))) for rule in rules)
    return out.getvalue().encode("utf-8-sig")


def rulebook_xlsx(rules: Sequence[Rule], scheme: Scheme = DEFAULT) -> bytes:
    """A workbook with the same columns, all of them text, set up to be printed for the wall; the scheme on a sheet of
    its own, where it says anything."""
    from jifen.printing.engine.canvas import CODE, TEXT, TITLE, Canvas, finished, new_book

    book = new_book()
    terms, headers = _terms(rules), _headers(rules)
    widths = (*_WIDTHS, *(_TERMS[name][1] for name in terms))
    canvas = Canvas(book, "积分细则", widths, landscape=True).footer("积分细则")
    canvas.whole("积分细则", TITLE, 40)
    canvas.header(headers, 26)
    canvas.freeze(1)
    text = TEXT.but(number="@")
    looks = [text if header in ("项目", "备注") else CODE for header in headers]
    for rule in rules:
        row = _row(rule, terms)
        row[_WORTH] = _by_steps(row[_WORTH])
        canvas.cells([value or None for value in row], looks, 22)
    canvas.pages()
    if scheme != DEFAULT:
        _scheme(book, scheme)
    return finished(book)


def _scheme(book: "Workbook", scheme: Scheme) -> None:
    """How points are counted, an item a line."""
    from jifen.printing.engine.canvas import TEXT, TITLE, Canvas

    canvas = Canvas(book, "办法", (16, 60)).footer("积分办法")
    canvas.whole("积分办法", TITLE, 40)
    canvas.header(("项目", "内容"), 26)
    canvas.freeze(1)
    for item, content in labels.scheme(scheme).items():
        canvas.cells([item, content], [TEXT.but(number="@")] * 2, 24)
    canvas.pages()
