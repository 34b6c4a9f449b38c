"""Issues of a workbook, told at the screen: all of them, each with its cell and what to do."""

from collections.abc import Sequence

from jifen.cli.output import say
from jifen.cli.rendering import where
from jifen.importing.issues import Issue

SHOWN = 60


def tell_issues(issues: Sequence[Issue]) -> None:
    """Errors first, then warnings; a long list is cut at the screen and says so (JSON and the report hold all)."""
    from jifen.cli.issue_messages import message

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
