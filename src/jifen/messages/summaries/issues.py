"""Issues of a workbook in lines: all of them, each with its cell and what to do."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from jifen.messages.issues import message

if TYPE_CHECKING:
    from jifen.reading.issues import Issue

SHOWN = 60


def where(value: "Issue") -> str:
    """File, sheet and cell of an issue in one line."""
    return " ".join(part for part in (value.path, value.sheet, value.cell) if part)


def line(value: "Issue") -> str:
    """Where, and the sentence."""
    return f"{where(value)}：{message(value)}"


def issue_lines(issues: Sequence["Issue"]) -> Iterator[str]:
    """Errors first, then warnings; a long list is cut and says so (JSON and the coloured copy hold all)."""
    errors = [issue for issue in issues if issue.severity == "error"]
    warnings = [issue for issue in issues if issue.severity == "warning"]
    if errors:
        yield f"表里有 {len(errors)} 处要改，什么也没有写入："
    yield from (f"  [{issue.code}] {line(issue)}" for issue in errors[:SHOWN])
    if len(errors) > SHOWN:
        yield f"  ……还有 {len(errors) - SHOWN} 处，加 --report 文件名.xlsx 可以得到标好颜色的全部清单。"
    if warnings:
        yield f"提醒 {len(warnings)} 处（不影响导入）："
    yield from (f"  [{issue.code}] {line(issue)}" for issue in warnings[:SHOWN])
