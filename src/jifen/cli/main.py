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
    "init": ("book",),
    "demo": ("demo",),
    "settings": ("settings",),
    "roster": ("roster",),
    "alias": ("roster",),
    "rules": ("rules",),
    "meeting": ("meeting", "meeting_publication"),
    "points": ("points",),
    "objection": ("objection",),
    "veto": ("veto",),
    "board": ("board", "board_publication"),
    "goods": ("goods",),
    "fund": ("fund",),
    "redeem": ("redeem", "redeem_desk", "redeem_printing"),
    "year": ("year",),
    "registers": ("year",),
    "report": ("office.report",),
    "page": ("office.page",),
    "templates": ("templates",),
    "verify": ("book",),
    "backup": ("book",),
    "restore": ("book",),
    "log": ("book",),
    "source": ("book",),
}
"""Top-level names and the modules of `cli.commands` each is made of, imported when the name is asked for.

The first one holds the name's app in `apps`; the others register their commands on it.
"""
_NEXT = "jifen.next"
"""Where a context keeps the word behind the top-level name."""


class RootGroup(TyperGroup):
    """The top level: commands are found by name, so that one command imports one module."""

    def list_commands(self, ctx: "click.Context") -> list[str]:
        """Every name, in the order of a village's work."""
        return list(TREE)

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


def run(arguments: Sequence[str]) -> int:
    """Run one command; gives the exit code. Only a bug leaves by an exception."""
    import click

    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    common = Common(json="--json" in arguments)
    try:
        common, rest = split_common(arguments)
        command = typer.main.get_command(app)
        result = command.main(rest, prog_name="jifen", standalone_mode=False, obj=common)
        return result if isinstance(result, int) else 0
    except JifenError as error:
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
