"""Build the command tree late, run it behind one error boundary, give the exit code."""

import copy
import gettext
import os
import sys
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jifen.cli.arguments import HELP, Common, split_common
from jifen.errors import JifenError
from jifen.messages import subjects

if TYPE_CHECKING:
    import click

# The words of click and typer come from a catalogue of ours; both ask gettext when they are imported.
os.environ["LANGUAGE"] = "zh_CN"
gettext.bindtextdomain("jifen", str(Path(__file__).parent / "locale"))
gettext.textdomain("jifen")

import typer  # noqa: E402
from typer.core import TyperGroup  # noqa: E402
from typer.main import get_command_name  # noqa: E402

TREE: dict[str, tuple[str, ...]] = {
    "status": ("office.status",),
    "undo": ("book",),
    "init": ("book",),
    "demo": ("book",),
    "settings": ("settings",),
    "find": ("roster",),
    "roster": ("roster",),
    "alias": ("roster",),
    "rules": ("rules",),
    "forms": ("templates",),
    "templates": ("templates",),
    "deed": ("life.deed",),
    "activity": ("life.activity",),
    "matter": ("life.matter",),
    "grid": ("life.grid",),
    "meeting": ("meeting", "meeting_publication"),
    "points": ("points",),
    "objection": ("objection",),
    "veto": ("veto",),
    "board": ("board", "board_publication"),
    "honour": ("life.honour",),
    "goods": ("goods",),
    "fund": ("fund",),
    "redeem": ("redeem", "redeem_desk", "redeem_printing"),
    "year": ("year",),
    "registers": ("year",),
    "report": ("office.report",),
    "page": ("office.page",),
    "rollup": ("rollup",),
    "backup": ("book",),
    "verify": ("book",),
    "restore": ("book",),
    "log": ("book",),
    "source": ("book",),
}
"""Top-level names and the modules of `cli.commands` each is made of, imported when the name is asked for.

The first one holds the name's app in `apps`; the others register their commands on it.
"""
STAGES: dict[str, tuple[str, ...]] = {
    "每天打开": ("status", "find", "undo"),
    "开始（账本、花名册、细则）": ("init", "demo", "settings", "roster", "alias", "rules", "templates", "forms"),
    "平时（登记、活动）": (
        "deed",
        "activity",
        "matter",
        "grid",
    ),
    "每个月（开会、导入、公示、定案）": ("meeting", "points"),
    "异议": ("objection",),
    "每半年（红黑榜）": ("veto", "board"),
    "每年（荣誉）": ("honour",),
    "每季度（积分超市）": ("goods", "fund", "redeem"),
    "年终与检查": ("year", "registers", "report", "page"),
    "汇总（村到乡镇、县）": ("rollup",),
    "账本（备份、核对）": ("backup", "verify", "restore", "log", "source"),
}
"""Headings of the help in the order of the village's work, each with its names; what stands under none comes last."""
OTHERS = "其他"
_NEXT = "jifen.next"
"""Where a context keeps the word behind the top-level name."""


def staged() -> dict[str, list[str]]:
    """Heading → the names there are of it; no heading without a name."""
    placed = {name for names in STAGES.values() for name in names}
    found = {heading: [name for name in names if name in TREE] for heading, names in STAGES.items()}
    found[OTHERS] = [name for name in TREE if name not in placed]
    return {heading: names for heading, names in found.items() if names}


class RootGroup(TyperGroup):
    """The top level: commands are found by name, so that one command imports one module."""

    def list_commands(self, ctx: "click.Context") -> list[str]:
        """Every name, in the order of a village's work."""
        return [name for names in staged().values() for name in names]

    def format_commands(self, ctx: "click.Context", formatter: "click.HelpFormatter") -> None:
        """The names under the heading of their stage."""
        width = max(map(len, TREE))
        for heading, names in staged().items():
            with formatter.section(heading):
                commands = [(name, self.get_command(ctx, name)) for name in names]
                told = [(name.ljust(width), command.get_short_help_str(100)) for name, command in commands if command]
                formatter.write_dl(told)

    def get_command(self, ctx: "click.Context", cmd_name: str) -> "click.Command | None":
        """Import the modules of this name only."""
        if cmd_name not in TREE:
            return None
        first, *_ = [import_module(f"jifen.cli.commands.{module}") for module in TREE[cmd_name]]
        app = first.apps[cmd_name]
        command = _one_command(app, ctx.meta.get(_NEXT) if ctx else None) or typer.main.get_command(app)
        command.name = cmd_name
        _in_chinese(command)
        return command

    def resolve_command(self, ctx: "click.Context", args: list[str]) -> Any:
        """Keep the second word, so that of its group one command is built."""
        ctx.meta[_NEXT] = args[1] if len(args) > 1 else None
        return super().resolve_command(ctx, args)

    def invoke(self, ctx: "click.Context") -> object:
        """The one error boundary: refusals become a sentence and an exit code."""
        try:
            return super().invoke(ctx)
        except (JifenError, OSError) as error:
            from jifen.cli.output import refused

            raise typer.Exit(refused(ctx.obj, error)) from None
        except KeyboardInterrupt:
            # Caught before typer turns it into a silent exit: whoever pressed Ctrl-C wants to know what became of it.
            raise typer.Exit(cancelled()) from None


def _one_command(group: typer.Typer, name: str | None) -> TyperGroup | None:
    """The group with the command of this name only: typer reads the signature of each one it builds, which takes time.

    None where the group has no such command, or stands for a single one.
    """
    commands = group.registered_commands
    wanted = [c for c in commands if c.callback and name == (c.name or get_command_name(c.callback.__name__))]
    if not wanted or len(commands) == 1:
        return None
    one = copy.copy(group)
    one.registered_commands = wanted
    return typer.main.get_group(one)


def _in_chinese(command: "click.Command") -> None:
    """What click and typer write themselves and no catalogue reaches; completion of theirs is English, too."""
    command.options_metavar = "[选项]"
    command.params = [p for p in command.params if p.name not in ("install_completion", "show_completion")]
    if isinstance(command, TyperGroup):
        command.subcommand_metavar = "命令 [参数]..."
        command.suggest_commands = False
        for inner in command.commands.values():
            _in_chinese(inner)
    else:
        command.epilog = HELP


app = typer.Typer(
    cls=RootGroup,
    add_completion=False,
    suggest_commands=False,
    options_metavar="[选项]",
    subcommand_metavar="命令 [参数]...",
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
    help="积分：村积分制的记账、公示、红黑榜与兑换。",
    epilog=HELP,
)


@app.callback()
def root() -> None:
    """积分：村积分制的记账、公示、红黑榜与兑换。"""


def run(arguments: Sequence[str], told: Common | None = None) -> int:
    """Run one command; gives the exit code. Only a bug leaves by an exception."""
    import click

    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    common = Common(json="--json" in arguments)
    if told is None:
        subjects.speak_of(subjects.HOUSEHOLD)
    try:
        common, rest = split_common(arguments)
        if not rest:
            from jifen.cli.menu.front import begin

            return begin(common)
        command = typer.main.get_command(app)
        result = command.main(rest, prog_name="jifen", standalone_mode=False, obj=common)
        if told is not None:
            told.wrong, told.refusal = common.wrong, common.refusal
        if common.following and not result:
            from jifen.cli.output import say

            say(common.following)
        return result if isinstance(result, int) else 0
    except (JifenError, OSError) as error:
        from jifen.cli.output import refused

        return refused(common, error)
    except click.ClickException as error:
        from jifen.cli.output import misused

        return misused(common, error)
    except (click.Abort, KeyboardInterrupt):
        return cancelled()


def cancelled() -> int:
    """Ctrl-C: what was not finished is rolled back; gives the exit code."""
    from jifen.cli.output import say

    say("\n已取消。没做完的这一步什么也没有写入。")
    return 3
