"""rollup: a village's sums leave the book, the township's receipt comes back; many villages are collected and shown."""

from pathlib import Path
from typing import Annotated

import typer

from jifen.cli import parsing
from jifen.cli.arguments import Common
from jifen.cli.context import TEMPLATES, read_file, session, today
from jifen.cli.group import Group
from jifen.cli.options import Force, PeriodArgument, PeriodOption
from jifen.cli.output import done, say_all, show_all, show_done, show_file, show_json, show_value
from jifen.cli.progress import watched
from jifen.errors import UsageError
from jifen.messages.shapes import rollup as shapes
from jifen.messages.summaries import rollup as summaries

apps = {"rollup": Group(help="汇总：村里导出合计数，乡镇、县里收来看。只有数，没有户，没有人名。")}
NAME = "{village}" + "{period}汇总.zip"


@apps["rollup"].command()
def export(
    common: Common,
    period: PeriodArgument,
    output: Annotated[
        str | None, typer.Option("-o", "--output", metavar="文件", help="写到哪里；不写则放进账本旁的“导出”。")
    ] = None,
    force: Force = False,
) -> None:
    """村里用：把一月、一季、半年或一年的合计数导出成一个 zip，交给乡镇。不到三户的并进“其他”。"""
    from jifen.messages.labels import period as words
    from jifen.services.rollup.export import export as write

    wanted = parsing.period(period)
    with session(common) as opened:
        made = write(opened, wanted, NAME.replace("{period}", words(str(wanted))), output, force=force)
    show_value(common, shapes.exported(made), summaries.exported(made, applied=not common.dry_run))


@apps["rollup"].command()
def receipt(
    common: Common,
    file: Annotated[str, typer.Argument(metavar="文件", help="乡镇退回的回执（json）。")],
) -> None:
    """村里用：把乡镇的收件回执记进账本，乡镇就成了那时账链的见证。"""
    from jifen.services.rollup.export import take_receipt

    with session(common) as opened:
        taken = take_receipt(opened, file, read_file(file))
    show_done(common, shapes.receipt(taken), done(common, summaries.receipt(taken)))


@apps["rollup"].command()
def collect(
    common: Common,
    paths: Annotated[
        list[str],
        typer.Argument(metavar="文件或文件夹", help="各村交来的：文件夹、U 盘、zip、邮件（eml），套几层都行。"),
    ],
    into: Annotated[str, typer.Option(metavar="文件夹", help="收到哪个汇总文件夹；还没有就新建。")],
    replace: Annotated[
        bool, typer.Option("--replace", help="与已收的不同的月份，换成这一次的；原来交的那份留着。")
    ] = False,
) -> None:
    """乡镇、县里用：收各村的汇总，逐个核对，给每个村留回执；收不了的说明是哪个、为什么，别的照收。"""
    from jifen.services.rollup.collect import collect as take

    with watched() as bar:
        found = take(
            [Path(path) for path in paths],
            Path(into),
            today(),
            replace=replace,
            dry_run=common.dry_run,
            progress=bar.step,
        )
    say_all(summaries.refused(found))
    if common.json:
        show_json(shapes.collected(found))
    else:
        show_all(summaries.collected(found, applied=not common.dry_run))
    if not found.taken:
        raise typer.Exit(4)


@apps["rollup"].command()
def report(
    common: Common,
    dataset: Annotated[str, typer.Argument(metavar="文件夹", help="rollup collect 收到的汇总文件夹。")],
    period: PeriodOption = None,
    engine: Annotated[
        str, typer.Option(metavar="引擎", help="duckdb（默认，这台电脑）或 spark（一台电脑装不下时）。")
    ] = "duckdb",
    output: Annotated[
        list[str] | None,
        typer.Option("-o", "--output", metavar="文件", help="另写成工作簿（.xlsx）或网页（.html），可写两个 -o。"),
    ] = None,
    force: Force = False,
) -> None:
    """乡镇、县里用：各村各月、各类别、各榜、物资和资金，还有要看一看的村；可出带图的工作簿和一页网页。"""
    from jifen.services.rollup import report as reports

    if engine not in ("duckdb", "spark"):
        raise UsageError("engine-unknown", found=engine)
    wanted = parsing.period(period) if period else None
    found = reports.report(dataset, wanted, "spark" if engine == "spark" else "duckdb", today())
    own = Path(dataset).absolute() / TEMPLATES
    paths = reports.write(found, output or [], own, force=force, dry_run=common.dry_run)
    if common.json:
        show_json(shapes.report(found, paths))
        return
    show_all(summaries.report(found.region))
    for path in paths:
        show_file(common, path)
