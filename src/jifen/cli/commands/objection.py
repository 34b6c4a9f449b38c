"""objection: filed, decided, answered."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Annotated, Any

import typer

from jifen.cli import parsing
from jifen.cli.arguments import Common
from jifen.cli.context import session
from jifen.cli.group import Group
from jifen.cli.options import EntryOption, Extra, HouseholdArgument, NewPoints, Rule
from jifen.cli.output import say, show, show_all, show_json, table
from jifen.cli.papers import LETTER, paper_options, paths_of, tell_issued
from jifen.cli.running import print_paper
from jifen.errors import UsageError
from jifen.messages.shapes import honour as honours
from jifen.messages.shapes import meeting as shapes
from jifen.messages.shapes.ledger import entry as entry_shape
from jifen.messages.summaries import honour as honour_summaries
from jifen.messages.summaries import meeting as summaries

if TYPE_CHECKING:
    from jifen.services.objection.decisions import Decided
    from jifen.services.publication.request import PaperRequest

app = Group(help="异议：受理、办结、答复。")
apps = {"objection": app}

Number = Annotated[int, typer.Argument(metavar="编号", help="异议编号，见 jifen objection list。")]


@app.command("file")
def file_(
    common: Common,
    period: Annotated[
        str, typer.Argument(metavar="月份或期间", help="对哪一期：2025-07 的积分，或 2025H1 的红黑榜，2025 的荣誉。")
    ],
    household: HouseholdArgument,
    reason: Annotated[str, typer.Option(metavar="理由", help="事实和理由。")],
    entry: Annotated[
        int | None,
        typer.Option(min=1, metavar="编号", help="对哪一笔有异议；不写则列出这一户的各笔和编号，办结时再指明。"),
    ] = None,
    document: Annotated[
        str | None,
        typer.Option(metavar="文号", help="这一期公示过几样的（如一年的几种荣誉），对哪一样：写文号，或荣誉名称。"),
    ] = None,
) -> None:
    """受理一件异议，列出这一户的各笔；指明了哪一笔的，那一笔标为“异议中”，办结前不能兑换。"""
    from jifen.services.objection.objections import file_objection

    with session(common) as opened:
        view = file_objection(opened, parsing.period(period), household, entry, reason, document)
    found = shapes.objection(view)
    if common.json:
        listed = [entry_shape(entry) for entry in view.entries]
        show_json({"ok": True, "applied": not common.dry_run, **found, "entries": listed})
        return
    late = "（逾期提出，照常受理，不影响定案）" if found["late"] else ""
    show(
        f"{'可以受理' if common.dry_run else '已受理'}第 {found['id']} 号异议{late}："
        f"{found['household']} {found['head']}，对 {found['document']}，{found['due_on']} 前答复。"
    )
    show_all(summaries.filed(view))
    if not view.holidays_known:
        say("提醒：那一年的放假安排程序里还没有：答复期限不计周末和元旦、劳动节、国庆节，其他节日和调休未计入。")


@app.command("list")
def list_(common: Common) -> None:
    """列出全部异议。"""
    from jifen.services.objection.objections import list_objections

    with session(common) as opened:
        found, today = list_objections(opened), opened.today
    if common.json:
        show_json([shapes.objection(view) for view in found])
        return
    table(summaries.objections(found))
    overdue = [str(o.id) for view in found if (o := view.objection).status == "open" and o.due_on < today]
    if overdue:
        say(f"提醒：第 {'、'.join(overdue)} 号已过答复期限，请尽快办结。")


@app.command()
@paper_options(*LETTER, "mask")
def decide(
    common: Common,
    number: Number,
    reason: Annotated[str, typer.Option(metavar="理由", help="核查情况和结论，印在答复单上。")],
    uphold: Annotated[bool, typer.Option("--uphold", help="成立：更正，出更正公示。")] = False,
    reject: Annotated[bool, typer.Option("--reject", help="不成立：不更正。")] = False,
    entry: EntryOption = None,
    extra: Extra = False,
    points: NewPoints = None,
    rule: Rule = None,
    category: Annotated[str | None, typer.Option(metavar="类别", help="或记在哪一类。")] = None,
    document: Annotated[
        str | None, typer.Option(metavar="文号", help="已经出过更正公示的，写它的文号；不再记分，只办结。")
    ] = None,
    reason_text: Annotated[
        str | None,
        typer.Option(
            "--reason-text",
            metavar="文字",
            help="对红黑榜：上榜理由改成什么，黑榜只添在日期、地点、条款后面；不写则撤下。",
        ),
    ] = None,
    *,
    request: "PaperRequest",
) -> None:
    """办结一件异议：成立的改一笔（--entry）或另加一笔（--extra），出更正公示；不成立的写明理由。"""
    from jifen.services.objection import decisions

    corrects = extra or any(value is not None for value in (entry, points, rule, category, reason_text))
    if uphold == reject:
        raise UsageError("uphold-or-reject")
    if reject and (corrects or document is not None):
        raise UsageError("reject-corrects-nothing")
    if document is not None and corrects:
        raise UsageError("document-alone")
    change = parsing.change(entry, points, rule, category, extra=extra)
    with session(common) as opened:
        if reject:
            done = decisions.reject(opened, number, reason)
        elif document is not None:
            done = decisions.uphold_by_document(opened, number, document, reason)
        else:
            done = decisions.uphold(opened, number, change, reason, reason_text, request)
    _tell_decided(common, done)


def _tell_decided(common: Common, done: "Decided") -> None:
    from jifen.messages.labels import OBJECTION_STATUS

    found = shapes.objection(done.view)
    issued = [{"number": i.content["number"], "code": i.code, **_lines(i.content)} for i in done.issued]
    value = {"ok": True, "applied": not common.dry_run, **found, "issued": issued, **honours.waiting(done.waiting)}
    if done.files.main is not None:
        value |= paths_of(done.files)
    words = f"第 {found['id']} 号异议：{OBJECTION_STATUS[done.view.objection.status]}。"
    words += "".join(f"出 {i['number']}。" for i in issued)
    if not issued and done.view.objection.correction:
        words += f"已由 {done.view.objection.correction} 更正。"
    told = [line for i in done.issued for line in summaries.corrected(i.content.get("lines", ()))]
    told += honour_summaries.waiting(done.waiting)
    tell_issued(common, value, "\n".join((words, *told)), done.files)


def _lines(content: Mapping[str, Any]) -> dict[str, Any]:
    """What a correction of a month changed; a list's correction tells it in words only."""
    return {"lines": content["lines"]} if "lines" in content else {}


@app.command()
@paper_options(*LETTER)
def form(
    common: Common,
    period: Annotated[
        str | None, typer.Argument(metavar="月份或期间", help="写上则印好对哪份公示；不写则空白。")
    ] = None,
    document: Annotated[
        str | None, typer.Option(metavar="文号", help="这一期公示过几样的，对哪一样：写文号，或荣誉名称。")
    ] = None,
    *,
    request: "PaperRequest",
) -> None:
    """印空白的异议申请表。"""
    from jifen.services.objection.content import print_form

    print_paper(
        common, lambda opened: print_form(opened, parsing.period(period) if period else None, request, document)
    )


@app.command()
@paper_options(*LETTER)
def reply(common: Common, number: Number, *, request: "PaperRequest") -> None:
    """印异议答复单。"""
    from jifen.services.objection.content import print_reply

    print_paper(common, lambda opened: print_reply(opened, number, request))
