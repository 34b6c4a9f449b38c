"""How commands that read a workbook end: the JSON with its issues, the issues told, the exit code."""

from collections.abc import Mapping, Sequence

import typer

from jifen.cli.arguments import Common
from jifen.cli.output import say_all, show_json
from jifen.reading.issues import Issue


def tell_issues(issues: Sequence[Issue]) -> None:
    """All issues on stderr."""
    from jifen.messages.summaries.issues import issue_lines

    say_all(issue_lines(issues))


def conclude(common: Common, ok: bool, issues: Sequence[Issue], value: Mapping[str, object]) -> None:
    """How every command that reads a workbook ends: its JSON with the issues, the issues told, exit 4 on errors."""
    if common.json:
        shown: list[object] = []
        if issues:
            from jifen.messages.shapes.issues import issue

            shown = [issue(found) for found in issues]
        show_json({"ok": ok, **value, "issues": shown})
    if issues:
        tell_issues(issues)
    if not ok:
        raise typer.Exit(4)
