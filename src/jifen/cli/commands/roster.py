"""roster, find and alias."""

from typing import TYPE_CHECKING, Annotated

import typer

from jifen.cli import parsing
from jifen.cli.arguments import Common
from jifen.cli.context import session
from jifen.cli.group import Group
from jifen.cli.lists import list_options
from jifen.cli.options import HouseholdArgument
from jifen.cli.output import say, show, show_done, show_json, table
from jifen.cli.running import import_file, show_list, show_one
from jifen.messages.shapes import roster as shapes
from jifen.messages.subjects import in_words, said
from jifen.messages.summaries import roster as summaries

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from jifen.cli.lists import ListOptions
    from jifen.domain.household import Household
    from jifen.services.session import Session

app = Group(help="花名册：户、网格、变动。")
alias_app = Group(help="记住的答复：哪个名字指哪一户、哪个表头指哪一类。")
find_app = Group()
apps = {"roster": app, "alias": alias_app, "find": find_app}

NewCode = Annotated[str, typer.Argument(metavar="户编号", help="例如 03-07；照村里编号的样子，3-7 也记成 03-07。")]
Head = Annotated[str, typer.Argument(metavar="户主", help="户主姓名。")]
On = Annotated[str | None, typer.Option(metavar="日期", help="自哪一天起，默认今天。")]


@app.command("import")
def import_(
    common: Common,
    file: Annotated[str, typer.Argument(metavar="文件", help="花名册（xlsx、xls、csv 等）。")],
    on: On = None,
) -> None:
    """导入花名册；以后再导入只记变动，缺的户不动。"""
    from jifen.services.roster.roster_import import import_roster

    import_file(
        common,
        file,
        lambda opened, path, data: import_roster(opened, path, data, parsing.day(on)),
        shapes.roster_import,
        summaries.roster_imported,
        summaries.roster_preview,
    )


@app.command("list")
@list_options("花名册", grid=True)
def list_(common: Common, *, options: "ListOptions") -> None:
    """列出各户。"""
    from jifen.services.roster.households import households_on

    grid = options.grid
    show_list(
        common,
        lambda opened: [h for h in households_on(opened, opened.today).values() if grid in (None, h.grid)],
        shapes.household,
        summaries.households,
        options,
    )


@app.command("show")
def show_household(common: Common, household: HouseholdArgument) -> None:
    """一户的资料和历次变动。"""
    from jifen.services.roster.households import history

    show_one(common, lambda opened: history(opened, household), shapes.history, summaries.history)


def _done(common: Common, value: "Household", words: str, extra: dict[str, object] | None = None) -> None:
    done = "可以办理" if common.dry_run else "已办理"
    show_done(
        common, {**shapes.household(value), **(extra or {})}, f"{done}：{value.code} {value.head} {in_words(words)}"
    )


@app.command()
def add(
    common: Common,
    code: NewCode,
    head: Head,
    grid: Annotated[str, typer.Option(metavar="网格", help="网格号。")],
    group: Annotated[str | None, typer.Option(metavar="小组", help="村民小组。")] = None,
    people: Annotated[str | None, typer.Option(metavar="人数", help="家庭人口。")] = None,
    on: On = None,
) -> None:
    """新立一户。"""
    from jifen.services.roster.households import add_household

    with session(common) as opened:
        found = add_household(
            opened, code, head, parsing.grid(grid) or "", group, parsing.count(people), parsing.day(on)
        )
    _done(common, found, "立户")


@app.command()
def rename(common: Common, household: HouseholdArgument, head: Head, on: On = None) -> None:
    """换户主（编号不变，积分不变）。"""
    from jifen.services.roster import households

    _change(common, "换户主", on, lambda opened, day: households.rename(opened, household, head, day))


@app.command()
def move(
    common: Common,
    household: HouseholdArgument,
    grid: Annotated[str, typer.Option(metavar="网格", help="搬到哪个网格。")],
    on: On = None,
) -> None:
    """换网格。"""
    from jifen.services.roster import households

    wanted = parsing.grid(grid) or ""
    _change(common, "换网格", on, lambda opened, day: households.move(opened, household, wanted, day))


@app.command()
def leave(common: Common, household: HouseholdArgument, on: On = None) -> None:
    """迁出本村。"""
    from jifen.services.roster import households

    _change(common, "迁出", on, lambda opened, day: households.leave(opened, household, day))


@app.command("return")
def return_(common: Common, household: HouseholdArgument, on: On = None) -> None:
    """迁回，或恢复参评。"""
    from jifen.services.roster import households

    _change(common, "恢复参评", on, lambda opened, day: households.come_back(opened, household, day))


@app.command()
def close(common: Common, household: HouseholdArgument, on: On = None) -> None:
    """注销一户。"""
    from jifen.services.roster import households

    _change(common, "注销", on, lambda opened, day: households.close(opened, household, day))


def _change(common: Common, words: str, on: str | None, change: "Callable[[Session, date | None], Household]") -> None:
    with session(common) as opened:
        found = change(opened, parsing.day(on))
    _done(common, found, words)


@app.command()
def split(
    common: Common,
    household: HouseholdArgument,
    new_code: Annotated[str, typer.Argument(metavar="新编号", help="分出来的户的编号。")],
    head: Head,
    points: Annotated[str, typer.Option(metavar="积分", help="带走多少可用积分。")] = "0",
    on: On = None,
) -> None:
    """分户。"""
    from jifen.domain.points import show as number
    from jifen.services.roster import households

    wanted = parsing.points(points)
    with session(common) as opened:
        old, new = households.split(opened, household, new_code, head, wanted, parsing.day(on))
    _done(common, new, f"由 {old.code} 分出，带走 {number(wanted)} 分", {"from": old.code, "points": number(wanted)})


@app.command()
def merge(
    common: Common,
    household: Annotated[str, typer.Argument(metavar="并走的户", help="并户后注销。")],
    into: Annotated[str, typer.Argument(metavar="并入的户", help="积分归这一户。")],
    on: On = None,
) -> None:
    """并户：可用积分一并转过去，原户注销。"""
    from jifen.domain.points import show as number
    from jifen.services.roster import households

    with session(common) as opened:
        found = households.merge(opened, household, into, parsing.day(on))
    gone, points = found.gone.code, number(found.points)
    _done(
        common,
        found.target,
        f"由 {gone} {found.gone.head} 并入，转来 {points} 分，{gone} 注销",
        {"from": gone, "points": points},
    )


@find_app.command()
def find(
    common: Common,
    text: Annotated[
        list[str], typer.Argument(metavar="找什么", help="户编号（3-7 也行）、姓名或其中几个字、拼音首字母。")
    ],
) -> None:
    """找一户：编号、姓名、几个字、拼音首字母都行；迁出、注销的也列。"""
    from jifen.services.roster.finding import find_all

    wanted = " ".join(text)
    with session(common) as opened:
        found, near = find_all(opened, wanted)
    if common.json:
        show_json([shapes.found(each) for each in found])
    elif found:
        table(summaries.found(found))
    else:
        say(said("没有合得上“{wanted}”的户。", wanted=wanted) + ("相近的有：" if near else ""))
        if near:
            table(summaries.found(near))


@alias_app.command("list")
def list_aliases(common: Common) -> None:
    """列出记住的答复。"""
    from jifen.services.roster.aliases import list_aliases as known

    show_list(common, known, shapes.alias, summaries.aliases)


@alias_app.command("remove")
def remove_alias(
    common: Common, number: Annotated[int, typer.Argument(metavar="编号", help="见 alias list。")]
) -> None:
    """忘掉一条，下次再问。"""
    from jifen.services.roster.aliases import remove_alias as remove

    with session(common) as opened:
        gone = remove(opened, number)
    if common.json:
        show_json({"ok": True, "id": gone.id, "key": gone.key, "target": gone.target})
    else:
        show(f"已忘掉：{gone.key} → {gone.target}")
