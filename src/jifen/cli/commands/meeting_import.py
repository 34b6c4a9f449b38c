"""meeting import at the screen: reading, asking, previewing, reporting."""

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jifen.cli.arguments import Common
from jifen.cli.output import say, show, show_json
from jifen.errors import UsageError

if TYPE_CHECKING:
    from jifen.services.meeting.import_model import Mode

ALLOWED = ("cap-exceeded", "date-outside-month", "household-inactive")


def mode(*, replace: bool, add: bool) -> "Mode":
    """`new`, `replace` or `add`; both at once is a wrong usage."""
    if replace and add:
        raise UsageError("replace-or-add")
    return "replace" if replace else "add" if add else "new"


def run(
    common: Common,
    files: Sequence[str],
    *,
    month: str | None,
    held_on: str | None,
    mode: "Mode",
    allow: Sequence[str],
    reason: str | None,
    report: str | None,
    force: bool,
) -> int:
    """Import and tell; gives the exit code."""
    from jifen.cli import parsing
    from jifen.cli.context import has_terminal, read_file, session
    from jifen.services.meeting.import_model import Options
    from jifen.services.meeting.sheet_import import import_meetings
    from jifen.services.places import refuse_book

    unknown = [code for code in allow if code not in ALLOWED]
    if unknown:
        raise UsageError("allow-unknown", found=unknown[0], known=list(ALLOWED))
    if allow and not (reason or "").strip():
        raise UsageError("reason-missing", option="--reason")
    options = Options(
        parsing.month(month) if month else None,
        parsing.day(held_on),
        mode,
        frozenset(allow),
        (reason or "").strip() or None,
    )
    data = [(path, None if Path(path).is_dir() else read_file(path)) for path in files]
    if report:
        _refuse_place(report, force=force)
    with session(common, preview) as opened:
        if report:
            refuse_book(opened, Path(report))
        if has_terminal() and not common.yes:
            opened.answer = answer
        with _progress() as opened.progress:
            result = import_meetings(opened, data, options)
    _tell(common, result)
    made: list[str] = []
    if not result.ok or (report and not common.dry_run):
        made = _report(common, result, data, report, force=force)
    if common.json:
        show_json(rendered(result) | ({"path": made[0], "paths": made} if made else {}))
    return 0 if result.ok else 4


def _refuse_place(report: str, *, force: bool) -> None:
    """Where the report cannot go is told before anything is read or written."""
    from jifen.errors import JifenError

    place = Path(report)
    if place.is_dir():
        raise JifenError("is-a-folder", path=report)
    if place.exists() and not force:
        raise JifenError("file-exists", path=report)
    if not place.absolute().parent.is_dir():
        raise JifenError("folder-missing", path=str(place.absolute().parent))


class _progress:  # noqa: N801
    """A bar on stderr, only where somebody watches and it takes longer than a second."""

    def __enter__(self) -> Any:
        import time

        self._began = time.monotonic()
        self._bar: Any = None
        return self._step

    def _step(self, done: int, total: int) -> None:
        import time

        if self._bar is None:
            if not sys.stderr.isatty() or done == 0 or time.monotonic() - self._began < 1:
                return
            from rich.console import Console
            from rich.progress import Progress

            self._bar = Progress(console=Console(stderr=True, markup=False), transient=True)
            self._bar.start()
            self._task = self._bar.add_task("正在读表", total=total)
        self._bar.update(self._task, completed=done)
        if done >= total:
            self._stop()

    def _stop(self) -> None:
        if self._bar is not None:
            self._bar.stop()
            self._bar = None

    def __exit__(self, *_: object) -> None:
        self._stop()


def rendered(result: Any) -> dict[str, Any]:
    """The contract's shape."""
    from jifen.domain.points import show as number
    from jifen.messages.shapes import issue

    return {
        "ok": result.ok,
        "applied": result.applied,
        "meetings": [
            {
                "month": str(m.month),
                "held_on": m.held_on.isoformat() if m.held_on else None,
                "revision": m.revision,
                "households": m.households,
                "entries": m.entries,
                "points": number(m.points),
            }
            for m in result.meetings
        ],
        "files": [
            {
                "path": f.reading.path,
                "status": f.status,
                "sheets": [
                    {
                        "name": s.name,
                        "month": str(s.month) if s.month else None,
                        "layout": s.layout,
                        "rows": s.rows,
                        "entries": s.entries,
                    }
                    for s in f.reading.sheets
                ],
            }
            for f in result.files
        ],
        "changes": [
            {
                "household": c.household,
                "category": c.category,
                "rule": c.rule,
                "before": number(c.before),
                "after": number(c.after),
            }
            for c in result.changes
        ],
        "issues": [issue(i) for i in result.issues],
    }


def preview(result: Any) -> None:
    """What will be written, before the question."""
    from jifen.cli.context import today
    from jifen.domain.points import show as number

    say("读到：")
    for file in result.files:
        word = {"imported": "新导入", "replaced": "换下旧表", "added": "补充", "unchanged": "没有变化"}[file.status]
        say(f"  {file.reading.path}：{word}")
    for m in result.meetings:
        held = f"评议日期 {m.held_on.isoformat()}" if m.held_on else "没有写评议日期（可加 --held-on 日期）"
        say(f"  {m.month}：{held}，{m.households} 户、{m.entries} 条、合计 {number(m.points)} 分")
    for change in result.changes:
        what = change.category + (f" {change.rule}" if change.rule else "")
        say(f"  改 {change.month} {change.household} {what}：{number(change.before)} → {number(change.after)}")
    if result.skipped:
        say(f"  另有 {result.skipped} 行评议没有通过，不记分。")
    now = today()
    for m in result.meetings:
        if (m.held_on or m.month.first) > now:
            say(f"  提醒：今天是 {now}，{m.held_on or m.month} 还没有到，请核对年份和月份。")
    for month, told, other in result.held_twice:
        say(
            f"  提醒：{month} 的表里写的评议日期是 {told}，另外记的是 {other}，请核对（meeting record --held-on 可改）。"
        )
    for month in result.inquorate:
        say(f"  提醒：{month} 实到不足应到的一半。")
    if result.missing_earlier:
        months = "、".join(f"{m.number}月" for m in result.missing_earlier)
        say(f"  提醒：年度上限未含{months}（那几个月只有类别分，没有细则编号）。")


def answer(question: Any) -> str | None:
    """Ask the person at the terminal; the answer is remembered."""
    from jifen.cli.context import choose
    from jifen.messages.issues import message
    from jifen.messages.shapes import where

    say(f"{where(question.issue)}：{message(question.issue)}")
    told = question.issue.suggestions if len(question.issue.suggestions) == len(question.choices) else question.choices
    chosen = choose("指的是哪一个？", list(told))
    return None if chosen is None else str(question.choices[chosen])


def _tell(common: Common, result: Any) -> None:
    from jifen.cli.reporting import tell_issues
    from jifen.domain.points import show as number

    if result.issues:
        tell_issues(result.issues)
    if common.json or not result.ok:
        return
    if all(file.status == "unchanged" for file in result.files):
        show("这些表已经导入过，没有变化。")
        return
    done = "已写入" if result.applied else "可以写入（只检查，没有写入）"
    for m in result.meetings:
        show(
            f"{done} {m.month}：{m.households} 户、{m.entries} 条、合计 {number(m.points)} 分（第 {m.revision} 次导入）。"
        )
    if result.applied:
        month = result.meetings[0].month if len(result.meetings) == 1 else "月份"
        show(f"下一步：jifen meeting publish {month}")


def _report(
    common: Common, result: Any, data: Sequence[tuple[str, bytes | None]], report: str | None, *, force: bool
) -> list[str]:
    """The coloured copies: where asked for, or offered at a terminal when there are errors."""
    from jifen.cli.context import ask, has_terminal

    silent = common.json or common.yes or not has_terminal()
    if report is None and (silent or not ask("要不要把有错的格子标好颜色，另存一份表？")):
        return []
    from jifen.cli import report as coloured

    made = coloured.write(result.issues, [(path, d) for path, d in data if d is not None], report, force=force)
    for path in made:
        say(f"标好颜色的表：{path}。改好后直接导入它。")
    return [str(path) for path in made]
