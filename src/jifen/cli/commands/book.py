"""init, demo, undo, verify, backup, restore, log, source."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from jifen.cli.arguments import Common
from jifen.cli.context import follow, session
from jifen.cli.group import Group
from jifen.cli.lists import list_options
from jifen.cli.output import done, say, say_all, show, show_done, show_json, show_value
from jifen.cli.running import show_list, tell_issues
from jifen.errors import UsageError
from jifen.messages.results import Block
from jifen.messages.shapes import book as shapes
from jifen.messages.shapes import sources as source_shapes
from jifen.messages.summaries import book as summaries
from jifen.messages.summaries import sources as source_words

if TYPE_CHECKING:
    from jifen.cli.lists import ListOptions
    from jifen.services.book.books import NewBook

apps = {name: Group() for name in ("init", "demo", "undo", "verify", "backup", "restore", "log")}
apps["source"] = Group("读进账本的原表：看存了什么，把存下的删去。")


@apps["init"].command()
def init(
    common: Common,
    name: Annotated[str, typer.Argument(metavar="村名", help="例如 沙院村。")],
    township: Annotated[str, typer.Option(help="乡镇。")] = "",
    county: Annotated[str, typer.Option(help="县（区）。")] = "",
    hotline: Annotated[str, typer.Option(help="监督电话，印在公示表上。")] = "",
    rulebook: Annotated[
        str | None, typer.Option(metavar="文件", help="本村积分细则（csv 或 xlsx）；不写则用自带的 57 条。")
    ] = None,
) -> None:
    """建一本新的村账本。"""
    from jifen.cli.context import new_book_path, operator, read_file, today
    from jifen.resources import data_dir
    from jifen.services.book.books import make_book

    if not name.strip():
        raise UsageError("setting-invalid", name="village", value=name, expected="text")
    given = {"village": name, "township": township, "county": county, "hotline": hotline}
    shipped = data_dir("templates") / "积分细则.csv"
    made = make_book(
        new_book_path(common),
        settings={key: value.strip() for key, value in given.items() if value.strip()},
        rulebook=(rulebook, read_file(rulebook)) if rulebook else None,
        shipped=(shipped.name, shipped.read_bytes()),
        operator=operator(common),
        today=today(),
        dry_run=common.dry_run,
    )
    _tell_made(common, made, name)
    _follow(common)


def _follow(common: Common) -> None:
    """Say what comes next in a book that was just made, or put in place."""
    if not (common.json or common.dry_run):
        with session(common) as opened:
            follow(common, opened)


def _tell_made(common: Common, made: "NewBook", name: str) -> None:
    from jifen.messages.shapes.issues import issue

    ok = all(found.severity == "warning" for found in made.issues)
    if common.json:
        issues = {} if ok else {"issues": [issue(found) for found in made.issues]}
        show_json({"ok": ok, "path": str(made.path), "village": name, "rules": made.rules, **issues})
    if not ok:
        tell_issues(made.issues)
        raise typer.Exit(4)
    if not common.json:
        show(f"{'可以建' if common.dry_run else '已建'}账本 {made.path}：{name}，积分细则 {made.rules} 条。")


@apps["demo"].command()
def demo(
    common: Common,
    folder: Annotated[
        str | None, typer.Argument(metavar="文件夹", help="放在哪里（新文件夹）；不写则自取一个名字。")
    ] = None,
) -> None:
    """建一个演示村：从评议表到印好的公示表，看一遍全过程。"""
    from jifen.cli.demonstration import run_demonstration

    run_demonstration(common, Path(folder) if folder else None)


@apps["undo"].command()
def undo(
    common: Common,
    reason: Annotated[str | None, typer.Option(metavar="理由", help="为什么撤销，记在账上；可以不写。")] = None,
) -> None:
    """撤销最后一步，不管是什么；已经出了公示文件的不能撤销，会说出该用哪个命令。"""
    from jifen.services.office.undo import undo as take_back

    with session(common, summaries.undo_preview) as opened:
        undone = take_back(opened, reason)
    show_done(common, shapes.undone(undone), done(common, summaries.undone(undone)))


@apps["verify"].command()
def verify(
    common: Common,
    code: Annotated[
        str | None, typer.Option(metavar="校验码", help="公示表页脚的校验码，例如 3F2A-9C1D-07BE-55A0。")
    ] = None,
    head: Annotated[
        str | None, typer.Option(metavar="账链", help="公示表上的账链，共十二位：那以前的账是不是原样都在。")
    ] = None,
    paper: Annotated[
        str | None,
        typer.Option(metavar="文件", help="jifen 印的公示文件（xlsx）：逐格与账本里存的那一份比，改过的格都说出来。"),
    ] = None,
    mend: Annotated[bool, typer.Option("--mend", help="编了号却没有放好的公示文件，照存的内容再印一份。")] = False,
) -> None:
    """核对账本；或凭校验码、账链、电子表核对一份已公示的文件。"""
    from jifen.services.book import verify as proving

    asked = (code is not None, head is not None, paper is not None, mend)
    if sum(asked) > 1:
        raise UsageError("verify-one")
    value: Mapping[str, Any]
    words: Iterable[Block]
    with session(common, altered=not any(asked)) as opened:
        if mend:
            from jifen.services.book.papers import mend as print_lost

            mended = print_lost(opened)
            value, words = shapes.mended(mended), summaries.mended(mended, applied=not common.dry_run)
        elif paper is not None:
            from jifen.cli.context import read_file
            from jifen.services.book.compare import compare

            compared = compare(opened, paper, read_file(paper))
            value, words = shapes.compared(compared), summaries.compared(compared)
        elif head is not None:
            contained = proving.prove_head(opened, head)
            value, words = shapes.contained(contained), summaries.contained(contained)
        elif code is not None:
            proof = proving.prove_document(opened, code)
            value, words = shapes.proof(proof), summaries.proof(proof)
        else:
            checks, last = proving.verify_book(opened), proving.head_of(opened)
            value, words = shapes.checks(checks, last), summaries.checks(checks, last)
    show_value(common, value, words)
    if not value["ok"]:
        raise typer.Exit(3)


@apps["backup"].command()
def backup(
    common: Common,
    folder: Annotated[
        str | None, typer.Argument(metavar="文件夹", help="放备份的地方（例如 U 盘）；不写则放在账本旁的“备份”。")
    ] = None,
) -> None:
    """备份账本，写完即核对。"""
    from jifen.services.book.books import back_up

    if folder and not Path(folder).exists():
        _new_folder(common, Path(folder).absolute())
    with session(common) as opened:
        called, on = summaries.copy_name(opened.settings()["village"]), summaries.day(opened.today)
        found = back_up(opened, Path(folder) if folder else None, called, on)
    show_value(common, shapes.backed_up(found), summaries.backed_up(found, applied=not common.dry_run))


def _new_folder(common: Common, folder: Path) -> None:
    """A stick that is not plugged in must not become a folder unnoticed: it is asked where somebody can answer, else said,
    and no more than the last folder is made."""
    from jifen.cli.context import confirmed, has_terminal
    from jifen.errors import JifenError

    say(f"没有文件夹 {folder}。要备份到 U 盘，请先插好，再核对盘符和写法。")
    if has_terminal():
        confirmed(common, "新建这个文件夹，备份在里面吗？")
    elif not (common.yes or folder.parent.is_dir()):
        raise JifenError("folder-missing", path=str(folder.parent))


@apps["restore"].command()
def restore(
    common: Common, file: Annotated[str, typer.Argument(metavar="备份文件", help="以前备份的 .db 文件。")]
) -> None:
    """用备份换回账本：先核对备份，说出会少掉什么；换之前先把现在的账本另存一份。"""
    from jifen.cli.context import BACKUPS, book_path, confirmed, new_book_path, operator, today
    from jifen.errors import BookError, JifenError
    from jifen.services.book import restore as restoring

    def confirm(replacement: restoring.Replacement) -> None:
        if replacement.present is not None:
            say_all(summaries.replacement(replacement, BACKUPS))
            confirmed(common, "确认换回吗？")

    try:
        book = book_path(common)
    except BookError:
        book = new_book_path(common)
    if Path(file).is_dir():
        raise JifenError("is-a-folder", path=file)
    done = restoring.restore(
        Path(file),
        book,
        book.absolute().parent / BACKUPS,
        operator=operator(common),
        today=today(),
        dry_run=common.dry_run,
        confirm=confirm,
    )
    show_value(common, shapes.restored(done), summaries.restored(done, applied=not common.dry_run))
    _follow(common)


@apps["log"].command()
@list_options("操作记录")
def log(
    common: Common,
    count: Annotated[int, typer.Option("-n", min=1, max=100000, metavar="条数", help="看最近多少条。")] = 20,
    *,
    options: "ListOptions",
) -> None:
    """谁在什么时候对账本做了什么。"""
    from jifen.services.book.opening import latest_operations

    show_list(common, lambda opened: latest_operations(opened, count), shapes.operation, summaries.log, options)


@apps["source"].command("list")
def sources(common: Common) -> None:
    """读过哪些表，各存了什么。"""
    from jifen.services.book.sources import list_sources

    show_list(common, list_sources, source_shapes.source, source_words.sources)


@apps["source"].command()
def erase(
    common: Common,
    number: Annotated[int, typer.Argument(metavar="编号", help="jifen source list 里的编号。")],
    reason: Annotated[str, typer.Option(metavar="理由", help="为什么删，例如 户主要求、表里有不该收的内容。")] = "",
) -> None:
    """把存下的一份原表从账本里删去，不能恢复；记下的分不变。"""
    from jifen.services.book.sources import erase_source

    with session(common, source_words.erase_preview) as opened:
        erased = erase_source(opened, number, reason)
    if common.json:
        show_json({"ok": True, "applied": not common.dry_run, **source_shapes.erased(erased)})
    else:
        show(done(common, source_words.erased(erased)))
