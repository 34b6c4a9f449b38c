"""Groups of commands: what they have in common is said once, and each command gets the options common to all."""

import inspect
from collections.abc import Callable
from functools import wraps
from typing import Any

import typer

from jifen.cli.signatures import signed

Command = Callable[..., None]


class Group(typer.Typer):
    """A group that shows its help when no command is named.

    A command takes `common: Common` where others take typer's context; it stays callable as it is written.
    """

    def __init__(self, help: str | None = None, *, no_args_is_help: bool = True, **more: Any) -> None:
        super().__init__(
            help=help, no_args_is_help=no_args_is_help, add_completion=False, rich_markup_mode=None, **more
        )

    def command(self, name: str | None = None, **more: Any) -> Callable[[Command], Command]:  # type: ignore[override]
        """Add a command under this name, or its own."""
        add = super().command(name, **more)

        def register(function: Command) -> Command:
            add(_with_context(function))
            return function

        return register


def _with_context(function: Command) -> Command:
    """The function as typer wants it: `common` is what the context carries."""

    @wraps(function)
    def run(ctx: typer.Context, **given: Any) -> None:
        function(common=ctx.obj, **given)

    context = inspect.Parameter("ctx", inspect.Parameter.KEYWORD_ONLY, annotation=typer.Context)
    own = [p.replace(kind=p.KEYWORD_ONLY) for p in inspect.signature(function).parameters.values()]
    taken = [context, *(p for p in own if p.name != "common")]
    return signed(run, taken)
