"""Issues of a workbook, told at the screen: all of them, each with its cell and what to do."""

from collections.abc import Mapping, Sequence
from typing import Any

import typer

from jifen.cli.arguments import Common
from jifen.cli.output import say, show_json
from jifen.messages.shapes import where
from jifen.reading.issues import Issue

SHOWN = 60


def tell_issues(issues: Sequence[Issue]) -> None:
    """Errors first, then warnings; a long list is cut at the screen and says so (JSON and the report hold all)."""
    from jifen.messages.issues import message

    errors = [issue for issue in issues if issue.severity == "error"]
    warnings = [issue for issue in issues if issue.severity == "warning"]
    if errors:
        say(f"表里有 {len(errors)} 处要改，什么也没有写入：")
    for issue in errors[:SHOWN]:
        say(f"  [{issue.code}] {where(issue)}：{message(issue)}")
    if len(errors) > SHOWN:
        say(f"  ……还有 {len(errors) - SHOWN} 处，加 --report 文件名.xlsx 可以得到标好颜色的全部清单。")
    if warnings:
        say(f"提醒 {len(warnings)} 处（不影响导入）：")
    for issue in warnings[:SHOWN]:
        say(f"  [{issue.code}] {where(issue)}：{message(issue)}")


def conclude(common: Common, ok: bool, issues: Sequence[Issue], value: Mapping[str, Any]) -> None:
    """How every command that reads a workbook ends: its JSON with the issues, the issues told, exit 4 on errors."""
    from jifen.messages.shapes import issue

    if common.json:
        show_json({"ok": ok, **value, "issues": [issue(found) for found in issues]})
    if issues:
        tell_issues(issues)
    if not ok:
        raise typer.Exit(4)
