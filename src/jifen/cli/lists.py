"""What every list shares: where it goes, which lines of it, and in which order. Its lines are those of its table."""

import inspect
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import wraps
from typing import Annotated, Any, TypeVar

import typer

from jifen.cli import parsing
from jifen.cli.options import Force
from jifen.cli.signatures import signed
from jifen.errors import UsageError
from jifen.messages.results import Table, in_words

Item = TypeVar("Item")

_OPTIONS: dict[str, tuple[Any, Any]] = {
    "grid": (Annotated[str | None, typer.Option("--grid", metavar="网格", help="只列一个网格。")], None),
    "sort": (
        Annotated[
            str | None, typer.Option("--sort", metavar="栏", help="按哪一栏排（写表头上的字），前面加 - 就从大到小。")
        ],
        None,
    ),
    "descending": (Annotated[bool, typer.Option("--desc", help="从大到小（和 --sort 一起写）。")], False),
    "top": (Annotated[int | None, typer.Option("--top", min=1, metavar="行数", help="只列前几行。")], None),
    "below": (Annotated[str | None, typer.Option("--below", metavar="分", help="只列低于这么多分的户。")], None),
    "output": (
        Annotated[
            str | None,
            typer.Option(
                "-o", "--output", metavar="文件", help="写成表：.xlsx 打开看，.csv 给别的程序读。不写则列在屏幕上。"
            ),
        ],
        None,
    ),
    "force": (Force, False),
}
"""The options of lists, in the order in which the help lists them: type and default."""


@dataclass(frozen=True, slots=True)
class ListOptions:
    """What was asked of a list. `title` says what it is, `points` which column `below` speaks of."""

    title: str = ""
    points: str | None = None
    grid: str | None = None
    sort: str | None = None
    descending: bool = False
    top: int | None = None
    below: Decimal | None = None
    output: str | None = None
    force: bool = False

    @property
    def chooses(self) -> bool:
        """Whether it is not all of them in their own order."""
        return self.sort is not None or self.top is not None or self.below is not None or self.descending


WHOLE = ListOptions()


def list_options(
    title: str, *, grid: bool = False, below: str | None = None
) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Give a command the options of lists; what was asked comes to it as `options`.

    `grid`: households stand in it; `below`: the column of points that can be asked for.
    """
    left_out = {name for name, wanted in (("grid", grid), ("below", below is not None)) if not wanted}
    names = [name for name in _OPTIONS if name not in left_out]

    def decorate(command: Callable[..., None]) -> Callable[..., None]:
        own = [p for name, p in inspect.signature(command).parameters.items() if name != "options"]
        keyword = inspect.Parameter.KEYWORD_ONLY
        added = [
            inspect.Parameter(name, keyword, default=_OPTIONS[name][1], annotation=_OPTIONS[name][0]) for name in names
        ]

        @wraps(command)
        def run(**values: Any) -> None:
            asked = {name: values.pop(name) for name in names}
            command(**values, options=_options(ListOptions(title, below), asked))

        taken = [p.replace(kind=keyword) for p in own] + added
        return signed(run, taken)

    return decorate


def _options(plain: ListOptions, asked: dict[str, Any]) -> ListOptions:
    """What was asked, as values."""
    text = asked.get("below")
    values = {"grid": parsing.grid(asked.get("grid")), "below": None if text is None else parsing.points(text)}
    if asked["descending"] and asked["sort"] is None:
        raise UsageError("sort-missing")
    return replace(plain, **{**asked, **values})


def chosen(items: Sequence[Item], words: Callable[[Iterable[Item]], Table], options: ListOptions) -> list[Item]:
    """The items asked for, in the order asked for. An item's cells are those of its row; what is empty comes last."""
    if not options.chooses:
        return list(items)
    plain = words(items)
    table = in_words(plain)
    pairs = list(zip(table.rows, items, strict=True))
    if options.below is not None and options.points is not None:
        place = list(plain.headers).index(options.points)
        pairs = [pair for pair in pairs if Decimal(str(pair[0][place])) < options.below]
    if options.sort is not None:
        name = options.sort.strip().lstrip("-\u2212")
        place = _column(table, name)
        number = place in table.numbers
        known = [pair for pair in pairs if pair[0][place] not in (None, "")]
        blank = [pair for pair in pairs if pair[0][place] in (None, "")]
        descending = options.descending or name != options.sort.strip()
        known.sort(key=lambda pair: _key(pair[0][place], number=number), reverse=descending)
        pairs = known + blank
    return [item for _, item in pairs[: options.top]]


def _column(table: Table, name: str) -> int:
    """The place of the column whose header was written, with or without its unit in brackets."""
    for place, header in enumerate(table.headers):
        if _plain(name) in (_plain(header), _plain(header.partition("（")[0])):
            return place
    raise UsageError("sort-unknown", found=name, known=list(table.headers))


def _plain(text: str) -> str:
    return re.sub(r"[（(]|[)）]|\s", " ", text).strip()


def _key(cell: object, *, number: bool) -> Any:
    """Numbers by size; of texts the digits in them, too, and characters as GB 18030 has them: the usual ones by pinyin."""
    text = str(cell)
    if number:
        return Decimal(text)
    parts = re.split(r"([0-9]+)", text)
    return [(int(part), b"") if place % 2 else (-1, part.encode("gb18030")) for place, part in enumerate(parts)]
