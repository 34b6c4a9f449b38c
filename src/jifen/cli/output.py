"""What goes out: results on stdout, everything else on stderr."""

import json
import re
import sys
from collections.abc import Callable, Iterable, Mapping
from contextvars import ContextVar
from pathlib import Path
from typing import TYPE_CHECKING

from jifen.cli.arguments import Common
from jifen.domain.visible import escaped, visible
from jifen.errors import JifenError
from jifen.messages.results import Block, Table, checked, on_screen

if TYPE_CHECKING:
    import click


SPOKEN: ContextVar[Callable[[str], str] | None] = ContextVar("spoken", default=None)
"""How sentences are said to whoever works in the menu; None at the command line, where they stand as they are."""


def _shown(text: str) -> str:
    spoken = SPOKEN.get()
    return on_screen(visible(text if spoken is None else spoken(text)))


def say(text: str) -> None:
    """A message for the person, on stderr."""
    print(_shown(text), file=sys.stderr, flush=True)


def say_as_typed(text: str) -> None:
    """A command as somebody would type it, on stderr: in the menu, too."""
    print(on_screen(visible(text)), file=sys.stderr, flush=True)


def prompt(text: str) -> None:
    """What somebody is asked, on stderr; the answer stands on the same line."""
    print(_shown(text), end="", file=sys.stderr, flush=True)


def show(text: str) -> None:
    """A result for the person, on stdout."""
    print(_shown(text), flush=True)


def say_all(lines: Iterable[str]) -> None:
    """Several messages, a line each."""
    for line in lines:
        say(line)


def show_all(blocks: Iterable[Block]) -> None:
    """A result of several lines and tables."""
    for block in blocks:
        if isinstance(block, str):
            show(block)
        else:
            table(block)


def done(common: Common, words: str) -> str:
    """What happened, or would have."""
    return checked(words, applied=not common.dry_run)


def show_done(common: Common, value: Mapping[str, object], words: str) -> None:
    """What a command that writes did: its JSON, or a line."""
    if common.json:
        show_json({"ok": True, "applied": not common.dry_run, **value})
    else:
        show(words)


def show_value(common: Common, value: object, words: Iterable[Block]) -> None:
    """What was asked for: its JSON, or its lines and tables."""
    if common.json:
        show_json(value)
    else:
        show_all(words)


def show_json(value: object) -> None:
    """One JSON document on stdout. A console that is not Unicode gets escapes: no character is lost."""
    unicode_out = (sys.stdout.encoding or "").lower().replace("-", "").startswith("utf")
    print(escaped(json.dumps(value, ensure_ascii=not unicode_out, indent=2)), flush=True)


def table(content: Table) -> None:
    """A table on stdout. At a terminal it is fitted to the width, and what there was no room for is said."""
    from jifen.cli.tables import laid_out

    watched = sys.stdout.isatty()
    width = terminal_width() if watched else None
    layout = laid_out(content, width, _bar() if watched and content.bar else None)
    print("\n".join(layout.lines))
    if layout.dropped:
        say(f"屏幕窄，没有列出：{'、'.join(layout.dropped)}。把窗口拉宽再看；积分、名册等清单可加 -o 表.xlsx 写成表。")


def terminal_width() -> int:
    """Cells of a line at the terminal."""
    import shutil

    return shutil.get_terminal_size().columns


BLOCKS = "\u2588\u258f\u258e\u258d\u258c\u258b\u258a\u2589"
"""What rich draws bars of."""


def _bar() -> Callable[[float], str]:
    """How a bar of so many cells is drawn: with rich, else with what the console's encoding has."""
    try:
        BLOCKS.encode(sys.stdout.encoding or "ascii")
    except UnicodeEncodeError:
        return lambda cells: "=" * round(cells)
    from rich.bar import Bar
    from rich.console import Console

    console = Console(color_system=None, force_terminal=False, legacy_windows=False, width=200)

    def drawn(cells: float) -> str:
        bar = Bar(size=100, begin=0, end=cells, width=100)
        return "".join(segment.text for segment in console.render(bar)).rstrip()

    return drawn


def refused(common: Common | None, error: JifenError | OSError) -> int:
    """Say why not, and what to do; gives the exit code."""
    from jifen.messages.refusals import sentence

    if isinstance(error, BrokenPipeError):
        return _reader_gone()
    refusal = error if isinstance(error, JifenError) else _of_system(error)
    text = sentence(refusal)
    if common is not None:
        common.refusal = refusal
    if common is not None and common.json:
        from jifen.messages.shapes.refusals import details

        show_json({"ok": False, "error": {"code": refusal.code, "message": text, **details(refusal)}})
    say(text)
    return refusal.exit_code


def _reader_gone() -> int:
    """Whoever read our output stopped (`| head`): nothing more can be said there."""
    import os

    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return 0


def _of_system(error: OSError) -> JifenError:
    import errno
    import os

    codes = {
        errno.ENOENT: "file-missing",
        errno.EISDIR: "is-a-folder",
        errno.ENOTDIR: "not-a-folder",
        errno.ENOSPC: "disk-full",
        errno.EACCES: "no-permission",
        errno.EPERM: "no-permission",
        errno.EROFS: "no-permission",
        errno.EEXIST: "not-a-folder",
    }
    code = codes.get(error.errno or 0, "system")
    if isinstance(error, PermissionError) and error.filename:
        from jifen.services.outbox import denied

        return denied(Path(os.fsdecode(error.filename)), error)
    return JifenError(code, path=str(error.filename or ""), detail=error.strerror or str(error))


def misused(common: Common, error: "click.ClickException") -> int:
    """Wrong usage, in click's words from our catalogue. A group alone is asked what it can do: its help says."""
    import click

    if isinstance(error, click.exceptions.NoArgsIsHelpError):
        if common.json:
            show_json({"ok": False, "error": {"code": "usage", "message": "还要写上做什么。"}})
        say(error.format_message())
        return 2
    text = _missing(error)
    if text is None:
        text = _ranges(re.sub(r"\.$", "。", error.format_message()))
        text += _alike(error, text)
        if isinstance(error, click.exceptions.MissingParameter) and (meant := getattr(error.param, "help", None)):
            text += str(meant)
    if common.json:
        show_json({"ok": False, "error": {"code": "usage", "message": text}})
    context = getattr(error, "ctx", None)
    if context is not None and context.command is not None and SPOKEN.get() is None:
        say(context.get_usage())
        say(f"要看说明，请输入：{context.command_path} --help")
    say(f"错误：{text}")
    return 2


def _ranges(text: str) -> str:
    """A range of numbers as people write it: click's `1<=x<=5` is `1 到 5`."""
    text = re.sub(r"(-?[\d.]+)<=x<=(-?[\d.]+)", r"\1 到 \2", text)
    text = re.sub(r"x>=(-?[\d.]+\d|-?\d)", r"\1 或更大的数", text)
    return re.sub(r"x<=(-?[\d.]+\d|-?\d)", r"\1 或更小的数", text)


def _missing(error: "click.ClickException") -> str | None:
    """An option that has to be written, in the words in which services ask for a reason; None for any other mistake."""
    import click

    option = getattr(error, "param", None)
    if not isinstance(error, click.exceptions.MissingParameter) or option is None or option.param_type_name != "option":
        return None
    return f"请用 {option.opts[0]} 写明{option.metavar or '内容'}。"


def _alike(error: "click.ClickException", text: str) -> str:
    """The command somebody may have meant who typed one that is not there."""
    from difflib import get_close_matches

    context = getattr(error, "ctx", None)
    typed = re.fullmatch(r"没有“(.+)”这个命令。", text)
    if typed is None or context is None:
        return ""
    if typed[1].lower() in ("撤销", "撤消", "回退", "back"):
        return "要撤销最后一步，请用 jifen undo；要改更早的一笔，没公示的用 jifen points reverse，公示过的用 jifen meeting correct。"
    near = get_close_matches(typed[1], context.command.list_commands(context), 1, 0.8)
    return f"要写的是不是 {context.command_path} {near[0]}？" if near else ""


def show_file(common: Common, path: Path) -> None:
    """Where a file went, or would go."""
    show(f"{'将生成' if common.dry_run else '已生成'}：{path}")
