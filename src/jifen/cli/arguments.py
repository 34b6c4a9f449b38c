"""Arguments before click sees them: common options anywhere, negative numbers as values."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from jifen.domain.visible import visible
from jifen.errors import JifenError, UsageError

if TYPE_CHECKING:
    from jifen.reading.issues import Issue

_NEGATIVE = re.compile(r"-(\d+(\.\d*)?|\.\d+)")
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]+")
_VALUED = ("--db", "--operator")
_FLAGS = ("--json", "--dry-run", "--yes")
HELP = "通用选项（写在命令前后都行）：--db 文件，--operator 姓名，--json，--dry-run 只检查不写入，--yes 不再询问"


@dataclass(slots=True)
class Common:
    """The options every command takes; `following` is the line behind a command that changed the book,
    `wrong` what was wrong with the workbooks that the last command read, `refusal` why it was not done."""

    db: str | None = None
    operator: str | None = None
    json: bool = False
    dry_run: bool = False
    yes: bool = False
    following: str | None = None
    wrong: "Sequence[Issue]" = ()
    refusal: JifenError | None = None


def _legible(argument: str) -> str:
    """Control characters (line breaks) as spaces: they would tear lists and sheets; marks that nobody sees not at all.

    Half characters are refused. The name of a file that is there stays as it is.
    """
    if any("\ud800" <= character <= "\udfff" for character in argument):
        raise UsageError("argument-unreadable", found=ascii(argument))
    legible = visible(_CONTROL.sub(" ", argument))
    return argument if legible != argument and _is_file(argument) else legible


def _is_file(argument: str) -> bool:
    from pathlib import Path

    return not _CONTROL.search(argument) and Path(argument).exists()


def split_common(arguments: Sequence[str]) -> tuple[Common, list[str]]:
    """Take the common options out, wherever they stand; give the rest with negative numbers made safe.

    click takes `-2` for an option; written with a true minus (`−2`) it passes as a value, and every reader of numbers
    here knows it.
    """
    common, rest = Common(), []
    waiting = iter(arguments)
    for argument in waiting:
        argument = _legible(argument)
        name, equals, value = argument.partition("=")
        if argument == "--":
            rest += [argument, *map(_legible, waiting)]
        elif name in _VALUED:
            given = value if equals else _legible(next(waiting, ""))
            if not given or (not equals and given.partition("=")[0] in (*_VALUED, *_FLAGS)):
                raise UsageError("option-empty", option=name)
            setattr(common, name[2:], given)
        elif argument in _FLAGS:
            setattr(common, argument[2:].replace("-", "_"), True)
        elif _NEGATIVE.fullmatch(argument):
            rest.append("\u2212" + argument[1:])
        else:
            rest.append(argument)
    return common, rest
