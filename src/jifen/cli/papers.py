"""What every command that prints shares: its options, and how its files are told."""

import inspect
from collections.abc import Callable, Iterable, Mapping
from functools import wraps
from typing import TYPE_CHECKING, Annotated, Any

import typer

from jifen.cli.arguments import Common
from jifen.cli.options import Force
from jifen.cli.output import done, say, say_all, show, show_file, show_json
from jifen.cli.signatures import signed
from jifen.errors import UsageError
from jifen.messages.subjects import in_words

if TYPE_CHECKING:
    from jifen.printing.engine.checks.own_folder import Stray
    from jifen.services.guards import Allowing
    from jifen.services.publication.gate import Issued
    from jifen.services.publication.request import PaperRequest, PrintedFiles

AllowText = Annotated[
    list[str] | None,
    typer.Option(
        "--allow-text",
        metavar="名称",
        help="放行把关拦下、由人斟酌的一段文字（几段的写 名称=户编号 或 名称=文字），要写 --reason；印在会议记录里。",
    ),
]
WhyAllowed = Annotated[str | None, typer.Option("--reason", metavar="理由", help="为什么放行（--allow-text）。")]
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
    "allow_text": (AllowText, None),
}
"""The options of papers, in the order in which the help lists them: type and default."""
SHEET = ("output", "pdf", "png", "size", "force")
LETTER = ("output", "pdf", "png", "large", "size", "force", "allow_text")
POSTED = ("output", "pdf", "png", "large", "size", "tiled", "force", "allow_text")
NOTICE = ("output", "pdf", "png", "large", "mask", "size", "tiled", "force", "allow_text")
"""The options of a sheet to fill in, of what is read or handed to somebody, of what hangs in the shop, of a notice."""


def paper_options(*names: str) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Give a command these options of papers; what was asked comes to it as one `request` (a `PaperRequest`)."""

    def decorate(command: Callable[..., None]) -> Callable[..., None]:
        own = [p for name, p in inspect.signature(command).parameters.items() if name != "request"]
        asks_why = "allow_text" in names and all(p.name != "reason" for p in own)
        keyword = inspect.Parameter.KEYWORD_ONLY
        added = [
            inspect.Parameter(name, keyword, default=default, annotation=annotation)
            for name, (annotation, default) in _OPTIONS.items()
            if name in names
        ]
        if asks_why:
            added.append(inspect.Parameter("reason", keyword, default=None, annotation=WhyAllowed))

        @wraps(command)
        def run(**values: Any) -> None:
            asked = {name: values.pop(name) for name in names}
            asked["reason"] = values.pop("reason") if asks_why else values.get("reason")
            command(**values, request=_request(asked))

        taken = [p.replace(kind=keyword) for p in own] + added
        return signed(run, taken)

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
    told = {name: value for name, value in asked.items() if name not in ("allow_text", "reason")}
    return PaperRequest(**{**told, "size": size, "allowing": allowing(asked.get("allow_text"), asked.get("reason"))})


def allowing(texts: list[str] | None, reason: str | None) -> "Allowing":
    """Which texts are let through though a guard asks about them: `abusive-word`, or one of several `abusive-word=03-07`."""
    from jifen.domain.settings import GUARDS
    from jifen.services.guards import NOTHING, Allowing
    from jifen.services.session import reason_given

    if not texts:
        return NOTHING
    parts = [text.partition("=") for text in texts]
    for guard, _, _ in parts:
        if guard.strip() not in GUARDS:
            raise UsageError("allow-unknown", found=guard, known=list(GUARDS))
    return Allowing(tuple((guard.strip(), part.strip()) for guard, _, part in parts), reason_given(reason))


def paths_of(files: "PrintedFiles") -> dict[str, Any]:
    """What JSON tells of the files of a paper: the one asked for first, and all."""
    return {"path": str(files.main), "paths": [str(path) for path in files.paths]}


def tell_files(common: Common, files: "PrintedFiles", extra: Mapping[str, Any] | None = None) -> None:
    """Say which files there are now; in JSON with what the command has to add."""
    tell_issued(common, {"ok": True, **paths_of(files), **(extra or {})}, None, files)


def tell_list(common: Common, files: "PrintedFiles") -> None:
    """Where a list was written."""
    tell_issued(common, {"path": str(files.main)}, None, files)


def tell_issued(
    common: Common, value: Mapping[str, Any], words: str | None, files: "PrintedFiles | None" = None
) -> None:
    """What became of a document: its JSON, or the words and its files."""
    if files is not None:
        _warn(files)
    if common.json:
        show_json(value)
        return
    if words is not None:
        show(done(common, words))
    if files is not None:
        show_files(common, files)


def _warn(files: "PrintedFiles") -> None:
    """What was not made or lacks characters, what masking does not hide, what was hidden unasked, and what lies unused
    among the village's templates."""
    if files.unset:
        say("提醒：这台电脑装不上排版部件（typst），PDF 和图片没有出；工作簿已备好，可用办公软件打印或另存为 PDF。")
    if files.missing:
        say(
            f"提醒：字体里没有这些字，PDF 和图片上会是空框：{'、'.join(files.missing)}。"
            "请用工作簿打印，或装上含这些字的字体。"
        )
    if files.masked:
        say(in_words("提醒：姓名打了码，同村人看网格、户编号和事由多半仍认得出是谁，不要当作匿名往外发。"))
    if files.hidden:
        say(f"提醒：有 {files.hidden} 处文字带着电话、证件号、银行卡号或未成年人的姓名，印成了 ***。")
    tell_strays(files.strays)


def tell_strays(strays: "Iterable[Stray]") -> None:
    """What lies unused among the village's templates."""
    from jifen.messages.refusals_templates import stray

    say_all(stray(found.name, found.why, found.meant) for found in strays)


def tell_correction(
    common: Common, issued: "Issued", lines: str, told: Iterable[str] = (), more: Mapping[str, Any] | None = None
) -> None:
    """A correction in public; `lines` is the part of its content that says what changed, `told` what there is to say
    of it, `more` what JSON has besides."""
    corrects = issued.content["corrects_number"]
    value = {
        "ok": True,
        "applied": not common.dry_run,
        **frozen(issued, "number", lines),
        "corrects": corrects,
        **(more or {}),
    }
    words = "\n".join((f"{issued.content['number']}：更正 {corrects}，校验码 {issued.code}。", *told))
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
    if issued.content["workdays"] == "fixed" and not common.json:
        say(
            "提醒：那一年的放假安排程序里还没有：周末和元旦、劳动节、国庆节不计，其他节日和调休未计入。公示表上已写明。"
        )
