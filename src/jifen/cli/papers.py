"""Documents as files: which printing function a kind has, what the file is called, workbook, PDF and picture.

The one place that writes notices; commands hand over the content and the options they were given.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Annotated, Any

import typer

from jifen.cli.arguments import Common
from jifen.errors import UsageError

Output = Annotated[str | None, typer.Option("-o", metavar="文件", help="写到哪里；不写则放进账本旁的“导出”。")]
Force = Annotated[bool, typer.Option("--force", help="已有同名文件时覆盖。")]
Pdf = Annotated[bool, typer.Option("--pdf", help="另出 PDF，不用办公软件。")]
Png = Annotated[bool, typer.Option("--png", help="另出图片，一页一张，可发村民群。")]
Large = Annotated[bool, typer.Option("--large", help="大字版。")]
Mask = Annotated[bool, typer.Option("--mask", help="姓名打码：王*国。")]
Speech = Annotated[bool, typer.Option("--speech", help="另出广播稿（文本），给大喇叭念。")]
Size = Annotated[str | None, typer.Option("--paper", metavar="纸张", help="A3 或 A4；不写则按模板。")]


@dataclass(frozen=True, slots=True)
class PaperOptions:
    """What every notice may be asked for."""

    output: str | None = None
    force: bool = False
    pdf: bool = False
    png: bool = False
    large: bool = False
    mask: bool = False
    size: str | None = None
    speech: bool = False

    def checked(self) -> "PaperOptions":
        """Refuse what can be refused before anything is written: paper that is not known."""
        if self.size is not None and self.size.upper() not in ("A3", "A4"):
            raise UsageError("paper-unknown", found=self.size)
        return self


_PAPERS: Mapping[str, tuple[str, str]] = {
    "monthly": ("notice", "monthly_paper"),
    "correction": ("notice", "correction_paper"),
    "void": ("notice", "void_paper"),
    "board": ("board", "board_paper"),
    "board-current": ("board", "board_paper"),
    "board-correction": ("board", "correction_paper"),
    "redemption": ("redemption", "redemption_paper"),
}
"""Kind of document → module of `printing` and function that says what the sheet says."""

_NAMES: Mapping[str, str] = {
    "monthly": "积分公示表",
    "correction": "积分更正公示",
    "void": "积分公示作废公告",
    "board": "红黑榜",
    "board-current": "红黑榜",
    "board-correction": "红黑榜更正公示",
    "redemption": "积分兑换公示",
}
_LISTS: Mapping[str, str] = {"red": "红榜", "black": "黑榜", "both": "红黑榜"}
_NUMBERED = ("correction", "void", "board-correction", "board-current")
"""Kinds of which a period may see several: the number is part of the name."""
SPOKEN = ".广播稿.txt"
"""What the name of a reading copy ends with; it bears a mark so that Notepad reads it as Unicode."""


def default_name(content: Mapping[str, Any], which: str | None = None) -> str:
    """`沙院村2025年7月积分公示表.xlsx`; what is not published yet says 送审稿."""
    from jifen.messages.labels import period

    kind = content["kind"]
    title = _LISTS[which] if which else _NAMES[kind]
    number = str(content["number"] or "")
    marks = [
        "现行" if kind == "board-current" else "",
        number.partition("〕")[2] if kind in _NUMBERED else "",
        "" if number else "送审稿",
    ]
    return _marked(f"{content['village']}{period(content['period'])}{title}.xlsx", marks)


def _marked(name: str, marks: list[str]) -> str:
    told = "，".join(mark for mark in marks if mark)
    return str(Path(name).with_stem(f"{Path(name).stem}（{told}）")) if told else name


def check_target(session: Any, options: PaperOptions) -> None:
    """Before a document is issued: are the places that `-o` names free? A refusal must leave nothing written."""
    options.checked()
    if options.output:
        _check_free(session, Path(options.output), options)


def print_document(
    common: Common,
    session: Any,
    content: Mapping[str, Any],
    code: str | None,
    options: PaperOptions,
    *,
    which: str | None = None,
    issued: bool = False,
) -> dict[str, Any]:
    """Write a document's files; gives what JSON tells: `path`, and `paths` of all.

    `issued`: the document was frozen a moment ago, so a file of its default name is never a reason to fail: the new
    one gets a number behind its name. A dry run writes nothing.
    """
    paper = _paper(session, content, code, options, which)
    spoken = None
    if options.speech:
        from jifen.printing.papers.speech import READERS

        spoken = READERS[content["kind"]](content, mask=options.mask)
    return print_paper(common, session, paper, default_name(content, which), options, issued=issued, spoken=spoken)


def _paper(session: Any, content: Mapping[str, Any], code: str | None, options: PaperOptions, which: str | None) -> Any:
    module, function = _PAPERS[content["kind"]]
    compose = getattr(import_module(f"jifen.printing.papers.{module}"), function)
    more = {"which": which or "both"} if function == "board_paper" else {}
    return compose(content, code, own_templates=session.folders.templates, mask=options.mask, **more)


def print_paper(
    common: Common,
    session: Any,
    paper: Any,
    name: str,
    options: PaperOptions,
    *,
    issued: bool = False,
    spoken: str | None = None,
) -> dict[str, Any]:
    """Write one sheet as a workbook, and as PDF, pictures and reading copy where asked; see `print_document`."""
    from jifen.cli.context import write_file

    path = _place(session, name, options.checked(), issued=issued)
    files = _files(paper, path, options)
    if spoken is not None:
        files.append((path.with_suffix(SPOKEN), spoken.encode("utf-8-sig")))
    if not common.dry_run:
        for place, data in files:
            write_file(place, data)
    if options.pdf or options.png:
        _tell_missing(paper)
    written = [place for place, _ in files]
    wanted = ".pdf" if options.pdf else ".png" if options.png else path.suffix
    first = path if options.output else next(place for place in written if place.suffix == wanted)
    return {"path": str(first), "paths": [str(place) for place in written]}


def _tell_missing(paper: Any) -> None:
    """Rare characters that no font at hand has print as boxes: the person must know."""
    from jifen.cli.output import say

    lacking = _typeset("missing")(paper)
    if lacking:
        say(
            f"提醒：字体里没有这些字，PDF 和图片上会是空框：{'、'.join(lacking)}。请用工作簿打印，或装上含这些字的字体。"
        )


def _place(session: Any, name: str, options: PaperOptions, *, issued: bool) -> Path:
    from jifen.cli.context import file_name

    if options.output:
        path = Path(options.output)
    else:
        marks = [options.size.upper() if options.size else "", *_versions(options)]
        path = session.folders.exports / file_name(_marked(name, marks))
    if issued and not options.force:
        first, count = path, 1
        while any(place.exists() for place in _siblings(path, options)):
            count += 1
            path = first.with_stem(f"{first.stem}-{count}")
        return path
    _check_free(session, path, options)
    return path


def _versions(options: PaperOptions) -> list[str]:
    return ["大字" if options.large else "", "打码" if options.mask else ""]


def _siblings(path: Path, options: PaperOptions) -> list[Path]:
    """Every place a notice at `path` takes (of pictures the first page's)."""
    versions = ((".pdf", options.pdf), (".png", options.png), (SPOKEN, options.speech))
    asked = [suffix for suffix, on in versions if on]
    return list(dict.fromkeys([path, *(path.with_suffix(suffix) for suffix in asked)]))


def _check_free(session: Any, path: Path, options: PaperOptions) -> None:
    from jifen.cli.context import target

    for place in _siblings(path, options):
        target(session, str(place) if options.output else None, place.name, force=options.force)


def _files(paper: Any, path: Path, options: PaperOptions) -> list[tuple[Path, bytes]]:
    """The workbook at `path` (unless it is to be a PDF or a picture), the others beside it."""
    size = options.size.upper() if options.size else None
    kind = path.suffix.lower()
    found: list[tuple[Path, bytes]] = []
    if kind not in (".pdf", ".png"):
        found.append((path, paper.xlsx(large=options.large, size=size)))
    if options.pdf or kind == ".pdf":
        found.append((path.with_suffix(".pdf"), _typeset("pdf")(paper, large=options.large, size=size)))
    if options.png or kind == ".png":
        pages = _typeset("png")(paper, large=options.large, size=size)
        for number, page in enumerate(pages, 1):
            stem = path.stem if number == 1 else f"{path.stem}-{number}"
            found.append((path.with_name(f"{stem}.png"), page))
    return found


def _typeset(name: str) -> Callable[..., Any]:
    found: Callable[..., Any] = getattr(import_module("jifen.printing.engine.typeset"), name)
    return found


def tell(common: Common, files: Mapping[str, Any], extra: Mapping[str, Any] | None = None) -> None:
    """Say which files there are now; in JSON with what the command has to add."""
    from jifen.cli.output import show, show_json

    if common.json:
        show_json({"ok": True, **files, **(extra or {})})
        return
    for path in files["paths"]:
        show(f"{'将生成' if common.dry_run else '已生成'}：{path}")


def tell_issued(common: Common, value: Mapping[str, Any], words: str) -> None:
    """What became of a document: its JSON, or the words and the files named in `paths`."""
    from jifen.cli.output import show, show_json

    if common.json:
        show_json(value)
        return
    show(f"（只检查，没有写入）{words}" if common.dry_run else words)
    for path in value.get("paths", ()):
        show(f"{'将生成' if common.dry_run else '已生成'}：{path}")
