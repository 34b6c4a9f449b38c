"""honour: honours and other lists of the village's own, from the candidates to certificate and plaque."""

from typing import TYPE_CHECKING, Annotated

import typer

from jifen.cli import parsing
from jifen.cli.arguments import Common
from jifen.cli.context import session
from jifen.cli.group import Group
from jifen.cli.options import Days, HouseholdArgument, Reason, Starts
from jifen.cli.output import done, say, show, show_all, show_done, show_value
from jifen.cli.papers import (
    LETTER,
    NOTICE,
    SHEET,
    AllowText,
    WhyAllowed,
    allowing,
    frozen,
    paper_options,
    paths_of,
    tell_correction,
    tell_files,
    tell_issued,
    tell_strays,
    warn_of_holidays,
)
from jifen.cli.running import show_one, take_file
from jifen.messages.shapes import honour as shapes
from jifen.messages.subjects import unit
from jifen.messages.summaries import honour as summaries

if TYPE_CHECKING:
    from jifen.services.publication.request import PaperRequest

app = Group(help="荣誉和别的名单（示范户、黄榜）：拟名单、评议、公示、证书、挂牌名单、撤销。")
apps = {"honour": app}

Year = Annotated[str, typer.Argument(metavar="年份", help="例如 2025；按半年、季、月评的写 2025H1、2025Q3、2025-07。")]
Kind = Annotated[str, typer.Argument(metavar="荣誉", help="名称或编号，见 jifen honour kinds。")]


@app.command()
def kinds(common: Common) -> None:
    """列出有哪几种荣誉、各要什么条件；村里可以改、可以添，见手册“每年：荣誉”。"""
    from jifen.services.honour.kinds import list_kinds, unread

    with session(common) as opened:
        tell_strays(unread(opened))
        found = list_kinds(opened)
    show_value(common, [shapes.kind(kind) for kind in found], [summaries.kinds(found)])


@app.command()
@paper_options(*SHEET)
def draft(common: Common, year: Year, kind: Kind, *, request: "PaperRequest") -> None:
    """拟名单：写出评议表，交评议会逐户决定；这一年（一期）没过完也可以先拟。"""
    from jifen.services.board.flow import draft as draw_up
    from jifen.services.honour.kinds import new_honour

    with session(common) as opened:
        drafted = draw_up(opened, new_honour(opened, parsing.period(year), kind), request)
    content = drafted.review
    if common.json:
        value = {"ok": True, "applied": not common.dry_run, **paths_of(drafted.files), **shapes.draft(content)}
        tell_issued(common, value, None, drafted.files)
        return
    show(summaries.drafted(content))
    if content["missing"]:
        say(f"提醒：缺 {'、'.join(content['missing'])} 的积分，公示上会写明。")
    tell_issued(common, {}, None, drafted.files)


@app.command()
def review(
    common: Common,
    year: Year,
    kind: Kind,
    file: Annotated[str, typer.Argument(metavar="文件", help="填好的评议表。")],
    allow_text: AllowText = None,
    reason: WhyAllowed = None,
) -> None:
    """读回评议表；有错一处不收，指出是哪一格。"""
    from jifen.services.board.flow import review as take
    from jifen.services.honour.kinds import honour_of

    period, let_through = parsing.period(year), allowing(allow_text, reason)
    result = take_file(
        common,
        file,
        lambda opened, path, data: take(opened, honour_of(opened, period, kind), path, data, let_through),
        shapes.review,
    )
    if not common.json:
        show(f"{'可以收下' if common.dry_run else '已收下'}评议结果：上榜 {result.listed['lines']} {unit()}。")


@app.command("show")
def show_honour(common: Common, year: Year, kind: Kind) -> None:
    """看一年（一期）的一种荣誉：初选、决定，或公示后现有的各户。"""
    from jifen.services.honour.views import show_honour as view_of

    period = parsing.period(year)
    show_one(common, lambda opened: view_of(opened, period, kind), shapes.honour, summaries.honour)


@app.command()
@paper_options(*NOTICE)
def publish(
    common: Common, year: Year, kind: Kind, starts: Starts = None, days: Days = None, *, request: "PaperRequest"
) -> None:
    """公示荣誉：编号、定公示期、冻结内容，印出公示。"""
    from jifen.services.board.flow import publish as put_up
    from jifen.services.honour.kinds import honour_of

    first = parsing.day(starts, "nearest")
    with session(common, summaries.publish_preview) as opened:
        issued = put_up(opened, honour_of(opened, parsing.period(year), kind), first, days, request)
    content = issued.content
    told = frozen(issued, "number", "notice_from", "notice_to")
    value = {"ok": True, "applied": not common.dry_run, "year": content["period"], "kind": content["honour"]["kind"]}
    value |= {**told, "households": shapes.lines(content["lines"]), **paths_of(issued.files)}
    window = f"{content['notice_from']} 至 {content['notice_to']}"
    words = f"{content['number']}：{content['honour']['name']}公示 {window}，校验码 {issued.code}。"
    tell_issued(common, value, words, issued.files)
    warn_of_holidays(common, issued)


@app.command()
@paper_options(*NOTICE)
def notice(common: Common, year: Year, kind: Kind, *, request: "PaperRequest") -> None:
    """再印一次公示；公示前印送审稿。"""
    from jifen.services.board.flow import notice as print_notice
    from jifen.services.honour.kinds import honour_of
    from jifen.services.honour.views import changes_of

    with session(common) as opened:
        honour = honour_of(opened, parsing.period(year), kind)
        issued, changes = print_notice(opened, honour, request), changes_of(opened, honour)
    content = issued.content
    for change in changes:
        say(
            f"提醒：公示以后有更正（{change['number']}，{change['household']} {change['head']}），这一份照原样印，请和更正公示一起贴。"
        )
    value = {"ok": True, **frozen(issued, "number"), "changes": [*changes], **paths_of(issued.files)}
    number = f"{content['number']}，校验码 {issued.code}" if content["number"] else "送审稿，没有文号和校验码"
    tell_issued(common, value, f"{summaries.called(content)}：{number}。", issued.files)


@app.command()
@paper_options(*SHEET)
def certificate(
    common: Common,
    year: Year,
    kind: Kind,
    household: Annotated[str | None, typer.Argument(metavar="户", help="只印这一户；不写则各户都印。")] = None,
    *,
    request: "PaperRequest",
) -> None:
    """印荣誉证书，一户一页（A4 横）；已撤下、撤销的没有。"""
    from jifen.services.board.handed import print_certificates
    from jifen.services.honour.kinds import honour_of

    with session(common) as opened:
        honour = honour_of(opened, parsing.period(year), kind)
        files, content, last = print_certificates(opened, honour, household, request)
    if last is not None and content["issued_on"] <= last.isoformat():
        say(f"提醒：公示到 {last.isoformat()}，期满没有异议再发证书。")
    tell_files(common, files, {"number": content["number"], "households": len(content["lines"])})


@app.command()
@paper_options(*LETTER)
def plaques(common: Common, year: Year, kind: Kind, *, request: "PaperRequest") -> None:
    """印挂牌名单，做牌匾、送牌匾签收用；已撤下、撤销的不在内。"""
    from jifen.services.honour.views import print_plaques

    with session(common) as opened:
        files, count, last = print_plaques(opened, parsing.period(year), kind, request)
        early = last is not None and opened.today <= last
    if early:
        say(f"提醒：公示到 {last}，期满没有异议再挂牌。")
    tell_files(common, files, {"households": count})


@app.command()
def award(
    common: Common,
    year: Year,
    kind: Kind,
    household: Annotated[str | None, typer.Argument(metavar="户", help="只替这一户；不写则上榜的各户。")] = None,
) -> None:
    """公示期满，按奖励细则替上榜的各户申报加分，一户一次；给不给由评议会定。"""
    from jifen.services.honour.awarding import award as claim

    with session(common) as opened:
        found = claim(opened, parsing.period(year), kind, household)
    words, *rest = summaries.awarded(found)
    show_done(common, shapes.awarded(found), done(common, words))
    if not common.json:
        show_all(rest)


@app.command()
@paper_options(*("output", "pdf", "png", "large", "mask", "size", "force", "allow_text"))
def revoke(
    common: Common, year: Year, kind: Kind, household: HouseholdArgument, reason: Reason, *, request: "PaperRequest"
) -> None:
    """撤销一户的荣誉，出更正公示；撤销后的几年里不能再评（自带的是两年）。整改的名单：整改好了撤下一户。"""
    from jifen.services.honour.revoking import revoke as take_away

    with session(common) as opened:
        taken = take_away(opened, parsing.period(year), kind, household, reason, request)
    more = shapes.waiting(taken.waiting)
    tell_correction(common, taken.issued, "changes", summaries.waiting(taken.waiting), more)
