"""What every command that prints shares: its options, and how its files are told."""

import inspect
from collections.abc import Callable, Mapping
from functools import wraps
from typing import TYPE_CHECKING, Annotated, Any

import typer

from jifen.cli.arguments import Common
from jifen.cli.options import Force
from jifen.cli.output import done, say, show, show_file, show_json
from jifen.errors import UsageError

if TYPE_CHECKING:
    from jifen.services.publication.gate import Issued
    from jifen.services.publication.request import PaperRequest, PrintedFiles

_OPTIONS: Mapping[str, tuple[Any, Any]] = {
    "output": (
        Annotated[
            str | None, typer.Option("-o", "--output", metavar="文件", help="写到哪里；不写则放进账本旁的“导出”。")
        ],
        None,
    ),
    "pdf": (Annotated[bool, typer.Option("--pdf", help="另出 PDF，不用办公软件。")], False),
    "png": (Annotated[bool, typer.Option("--png", help="另出图片，一页一张，可发村民群。")], False),
    "large": (Annotated[bool, typer.Option("--large", help="大字版。")], False),
    "mask": (Annotated[bool, typer.Option("--mask", help="姓名打码：王*国。")], False),
    "size": (Annotated[str | None, typer.Option("--paper", metavar="纸张", help="A3 或 A4；不写则按模板。")], None),
    "tiled": (
        Annotated[bool, typer.Option("--tiled", help="按 A3 排版，另出拆成两张 A4 的拼贴 PDF。")],
        False,
    ),
    "phone": (
        Annotated[
            bool,
            typer.Option(
                "--phone",
                help="另出手机图片（宽 1080），一个网格一张，发村民群用。图片发出去收不回来，宜加 --mask 打码。",
            ),
        ],
        False,
    ),
    "speech": (Annotated[bool, typer.Option("--speech", help="另出广播稿（文本），给大喇叭念。")], False),
    "force": (Force, False),
}
"""The options of papers, in the order in which the help lists them: type and default."""
SHEET = ("output", "pdf", "png", "size", "force")
LETTER = ("output", "pdf", "png", "large", "size", "force")
POSTED = ("output", "pdf", "png", "large", "size", "tiled", "force")
NOTICE = ("output", "pdf", "png", "large", "mask", "size", "tiled", "force")
"""The options of a sheet to fill in, of what is read or handed to somebody, of what hangs in the shop, of a notice."""


def paper_options(*names: str) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Give a command these options of papers; what was asked comes to it as one `request` (a `PaperRequest`)."""

    def decorate(command: Callable[..., None]) -> Callable[..., None]:
        own = [p for name, p in inspect.signature(command).parameters.items() if name != "request"]
        keyword = inspect.Parameter.KEYWORD_ONLY
        added = [
            inspect.Parameter(name, keyword, default=default, annotation=annotation)
            for name, (annotation, default) in _OPTIONS.items()
            if name in names
        ]

        @wraps(command)
        def run(**values: Any) -> None:
            asked = {name: values.pop(name) for name in names}
            command(**values, request=_request(asked))

        taken = [p.replace(kind=keyword) for p in own] + added
        run.__signature__ = inspect.Signature(taken)  # type: ignore[attr-defined]
        run.__annotations__ = {p.name: p.annotation for p in taken}
        return run

    return decorate


def _request(asked: Mapping[str, Any]) -> "PaperRequest":
    """What was asked, checked: a paper that is not known is a wrong usage. A poster in pieces is set on A3."""
    from jifen.services.publication.request import PaperRequest

    size = asked["size"].upper() if asked.get("size") else None
    if size not in (None, "A3", "A4"):
        raise UsageError("paper-unknown", found=asked["size"])
    if asked.get("tiled"):
        if size == "A4":
            raise UsageError("tiles-need-large-paper")
        size = "A3"
    return PaperRequest(**{**asked, "size": size})


def paths_of(files: "PrintedFiles") -> dict[str, Any]:
    """What JSON tells of the files of a paper: the one asked for first, and all."""
    return {"path": str(files.main), "paths": [str(path) for path in files.paths]}


def tell_files(common: Common, files: "PrintedFiles", extra: Mapping[str, Any] | None = None) -> None:
    """Say which files there are now; in JSON with what the command has to add."""
    tell_issued(common, {"ok": True, **paths_of(files), **(extra or {})}, None, files)


def tell_issued(
    common: Common, value: Mapping[str, Any], words: str | None, files: "PrintedFiles | None" = None
) -> None:
    """What became of a document: its JSON, or the words and its files."""
    if files is not None and files.unset:
        say("提醒：这台电脑装不上排版部件（typst），PDF 和图片没有出；工作簿已备好，可用办公软件打印或另存为 PDF。")
    if files is not None and files.missing:
        say(
            f"提醒：字体里没有这些字，PDF 和图片上会是空框：{'、'.join(files.missing)}。"
            "请用工作簿打印，或装上含这些字的字体。"
        )
    if common.json:
        show_json(value)
        return
    if words is not None:
        show(done(common, words))
    if files is not None:
        show_files(common, files)


def tell_correction(common: Common, issued: "Issued", lines: str) -> None:
    """A correction in public; `lines` is the part of its content that says what changed."""
    corrects = issued.content["corrects_number"]
    value = {"ok": True, "applied": not common.dry_run, **frozen(issued, "number", lines), "corrects": corrects}
    words = f"{issued.content['number']}：更正 {corrects}，校验码 {issued.code}。"
    tell_issued(common, value | paths_of(issued.files), words, issued.files)


def show_files(common: Common, files: "PrintedFiles") -> None:
    """Where the files of a paper went, or would go."""
    for path in files.paths:
        show_file(common, path)


def frozen(issued: "Issued", *names: str) -> dict[str, Any]:
    """Parts of a document's content, with its code, as JSON tells them."""
    return {**{name: issued.content[name] for name in names}, "code": issued.code}


def warn_of_holidays(common: Common, issued: "Issued") -> None:
    """A window in working days of a year whose holidays the program does not know yet."""
    if issued.content["workdays"] == "weekends" and not common.json:
        say("提醒：公示期的节假日安排程序里还没有，只扣除了周末（未含节假日调休）。")
