"""redeem desk: the redemption day itself – a household, what it takes, Enter; the last one can be undone."""

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from jifen.cli.arguments import Common
from jifen.cli.commands.redeem import app
from jifen.cli.context import session
from jifen.cli.output import say, show, show_json
from jifen.cli.questions import ask, line
from jifen.domain.points import show as show_points
from jifen.domain.points import total
from jifen.errors import JifenError
from jifen.messages.refusals import sentence
from jifen.messages.shapes.shop import receipt
from jifen.messages.summaries.shop import pieces

if TYPE_CHECKING:
    from jifen.domain.household import Household
    from jifen.services.session import Session
    from jifen.services.shop.redemption import ReceiptView

QUIT = frozenset({"q", "quit", "退出", "结束"})
UNDO = frozenset({"u", "undo", "撤销"})
PROXY = frozenset({"d", "代领"})
_JOINED = re.compile(r"(.*[\u4e00-\u9fff])([0-9]+)([^0-9.]*)")
"""A good, how many, and perhaps a word for the piece, without a blank."""
SHOWN = 12
HELP = (
    "户：编号（3-7 也行）、姓名或拼音首字母（如 wjg）。物品：A01 2 B03 1，只写编号算 1 件；名称和数量之间空一格；"
    "代领写 d 姓名 关系，也可以写在物品后面；"
    "直接输下一户就换户；u 撤销上一单；q 结束。"
)


@dataclass(slots=True)
class Desk:
    """A desk that is manned: the households, and the receipts made and undone in this sitting.

    `asks`: whether another household's slip is taken back only after a yes.
    """

    session: "Session"
    people: "list[Household]"
    made: "list[ReceiptView]" = field(default_factory=list)
    undone: list[str] = field(default_factory=list)
    by: str | None = None
    relation: str | None = None
    asks: bool = True


@app.command()
def desk(common: Common) -> None:
    """兑换台：输户、输物品和数量、回车，一单接一单；可撤销上一单。"""
    from jifen.services.roster.households import households_on
    from jifen.services.shop.redemption import running

    with session(common) as opened:
        held = running(opened, opened.today)
        found = Desk(opened, list(households_on(opened, opened.today).values()), asks=not common.yes)
        say(f"{held.period} 兑换台。{HELP}")
        try:
            _serve(found)
        except KeyboardInterrupt:
            say("")
    _finish(common, found)


def _finish(common: Common, found: Desk) -> None:
    points = total(view.points for view in found.made)
    if common.json:
        receipts = [receipt(view) for view in found.made]
        show_json({"ok": True, "receipts": receipts, "undone": found.undone, "points": show_points(points)})
    else:
        show(f"这一班共 {len(found.made)} 单，{show_points(points)} 分；撤销 {len(found.undone)} 单。")


def _serve(found: Desk) -> None:
    """One line after another; a household typed where a good is asked is the next one."""
    typed = line("\n户> ")
    while typed is not None:
        following = None
        if typed.lower() in QUIT:
            return
        if typed.lower() in UNDO:
            _undo(found)
        elif typed:
            who = _choose(found, typed)
            if who is not None:
                following = _customer(found, who)
        typed = following or line("\n户> ")


def _choose(found: Desk, typed: str) -> "Household | None":
    from jifen.services.roster.finding import best

    near = best(found.people, typed)
    if not near:
        say(f"没有“{typed}”。请输户编号、姓名或拼音首字母。")
        return None
    if len(near) == 1:
        return near[0]
    for number, who in enumerate(near[:SHOWN], 1):
        say(f"  {number}. {who.code} {who.head} 第{who.grid}网格")
    if len(near) > SHOWN:
        say(f"  ……共 {len(near)} 户，请多输几个字母。")
    picked = line("序号> ")
    if picked and picked.isascii() and picked.isdigit() and 1 <= int(picked) <= min(len(near), SHOWN):
        return near[int(picked) - 1]
    return None


def _customer(found: Desk, who: "Household") -> str | None:
    """What one household takes; gives what was typed of the next one where it was typed here."""
    if not _tell(found, who):
        return None
    found.by = found.relation = None
    while typed := line(f"{who.code} {who.head}> "):
        words = typed.replace("，", " ").replace("×", " ").replace("*", " ").split()
        if words[0].lower() in UNDO:
            _undo(found, who)
        elif words[0].lower() in PROXY:
            _fetched_by(found, words[1:])
        elif typed.lower() in QUIT or _names_household(found, words):
            return typed
        else:
            _serve_line(found, who, words)
    return None


def _serve_line(found: Desk, who: "Household", words: list[str]) -> None:
    """Goods, and behind them perhaps who fetches them: `牙膏 1 d 王小军 儿子`."""
    place = next((n for n, word in enumerate(words) if word.lower() in PROXY), len(words))
    if place < len(words):
        _fetched_by(found, words[place + 1 :])
    _redeem(found, who, words[:place])


def _fetched_by(found: Desk, words: list[str]) -> None:
    found.by, found.relation = (words + [None, None])[:2]
    say(f"代领：{found.by or '无'} {found.relation or ''}")


def _names_household(found: Desk, words: list[str]) -> bool:
    """Whether a line is a household and no good: what is both is a good, for that is what was asked."""
    from jifen.services.roster.finding import best
    from jifen.services.shop.inventory import knows_item

    return not knows_item(found.session, words[0]) and bool(best(found.people, " ".join(words)))


def _tell(found: Desk, who: "Household") -> bool:
    """Head, points, and what they are enough for."""
    from jifen.services.shop.held_back import refuse_held_back
    from jifen.services.shop.redemption import available, refuse_inactive, running
    from jifen.services.shop.redemption_content import can_have

    try:
        refuse_inactive(who)
        refuse_held_back(found.session, who)
        offers = can_have(found.session, who.code, running(found.session, found.session.today))
    except JifenError as error:
        say(sentence(error))
        return False
    say(f"{who.code} {who.head}，可用 {show_points(available(found.session, who.code))} 分")
    for stocked, price, most in offers:
        item = stocked.item
        say(f"  {item.code} {item.name} {show_points(price)}分，最多 {most} {item.unit or '件'}")
    if not offers:
        say("  现有积分或库存兑不了东西。")
    return True


def pairs(words: list[str]) -> list[tuple[str, str]]:
    """`A01 2 B03` → (A01, 2), (B03, 1): an item without a number is one piece."""
    found: list[tuple[str, str]] = []
    for word in words:
        if found and found[-1][1] == "" and word.lstrip("-+").replace(".", "", 1).isdigit():
            found[-1] = (found[-1][0], word)
        else:
            found.append((word, ""))
    return [(item, count or "1") for item, count in found]


def _torn(found: Desk, words: list[str]) -> list[str]:
    """`香皂2块` as `香皂` and `2`, where only what stands before the figure is a good; another word for the piece is left."""
    from jifen.services.shop.inventory import find_item, knows_item

    torn: list[str] = []
    for word in words:
        match = _JOINED.fullmatch(word)
        apart = match and not knows_item(found.session, word) and knows_item(found.session, match[1])
        if match and apart and match[3] in ("", find_item(found.session, match[1]).unit or "件"):
            torn += match.groups()[:2]
        else:
            torn.append(word)
    return torn


def _redeem(found: Desk, who: "Household", words: list[str]) -> None:
    from jifen.services.shop.redemption import add

    try:
        view = add(found.session, who.code, pairs(_torn(found, words)), by=found.by, relation=found.relation)
    except JifenError as error:
        say(sentence(error) + ("名称和数量之间空一格。" if error.code == "item-unknown" else ""))
        return
    found.made.append(view)
    left = f"用 {show_points(view.points)} 分，还剩 {show_points(view.available)} 分"
    say(f"  单据 {view.receipt.number}：{who.code} {who.head} {pieces(view)}，{left}")


def _undo(found: Desk, who: "Household | None" = None) -> None:
    """Take the last slip back; while another household `who` stands there, only after a yes."""
    from jifen.services.shop.redemption_return import give_back

    if not found.made:
        say("这一班还没有可撤销的单据。")
        return
    last = found.made[-1]
    slip = f"单据 {last.receipt.number}：{last.receipt.household} {last.head} {pieces(last)}"
    if found.asks and who is not None and who.code != last.receipt.household:
        say(f"上一单不是 {who.code} {who.head} 的，是{slip}")
        if not ask("撤销这一单吗？"):
            return
    try:
        give_back(found.session, last.receipt.number, None, "撤销")
    except JifenError as error:
        say(sentence(error))
        return
    found.made.pop()
    found.undone.append(last.receipt.number)
    say(f"已撤销{slip}")
