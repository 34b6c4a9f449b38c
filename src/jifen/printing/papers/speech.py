"""Reading copies (广播稿) for the village's loudspeaker: plain text, whole sentences, figures a listener can follow.

Nothing is read out that is not on the sheet. Codes behind equal names become the grid: `第2网格的王建国`.
"""

from collections import Counter
from collections.abc import Iterable
from decimal import Decimal
from itertools import groupby

from jifen.domain.documents.published import (
    BlackLine,
    Board,
    Correction,
    CorrectionLine,
    Head,
    Monthly,
    MonthlyLine,
    Redemption,
    RedLine,
    Void,
)
from jifen.domain.period import Period
from jifen.domain.points import show
from jifen.domain.scheme.scheme import parse_scheme
from jifen.messages import labels
from jifen.messages.subjects import unit
from jifen.printing import words
from jifen.printing.papers.board_words import broken


def monthly(content: Monthly, *, mask: bool = False) -> str:
    """The month's points, grid by grid; households without points are not read out."""
    period = words.period_of(content)
    scored = [line for line in content["lines"] if Decimal(line["awards"]) or Decimal(line["deductions"])]
    if not content["met"]:
        body = [f"{period}没有召开积分评议会，{_this(content)}没有积分。"]
    elif not scored:
        body = [f"{period}没有加分、扣分。"]
    else:
        named = _named(((line["household"], line["head"], line["grid"]) for line in scored), mask)
        body = [f"{period}共有{len(scored)}{unit()}加分或者扣分。"]
        for grid, lines in groupby(scored, key=lambda line: line["grid"]):
            read = "；".join(_points(named[line["household"]], line) for line in lines)
            body.append(f"{words.grid(grid)}：{read}。")
        body += _spent(content)
    return _frame(content, f"现在播报{content['village']}{period}积分公示。", body)


def _this(content: Monthly) -> str:
    """What the notice's own period is called: `本月`, `本季`."""
    return labels.CYCLE_POINTS[Period.parse(content.get("covers", content["period"])).kind]


def _spent(content: Monthly) -> list[str]:
    """What of it can be redeemed and when, as the scheme has it; nothing where nothing can."""
    way = parse_scheme(content.get("scheme", {})).spendable
    told = {
        "above": f"公示期满没有异议以后，得分超过{show(way.above)}分的部分可以兑换。",
        "best": f"公示期满没有异议以后，得分在前{show(way.share)}%的{unit()}，每{unit()}{show(way.each)}分可以兑换。",
        "none": "",
    }.get(way.kind, f"{_this(content)}加分公示期满没有异议以后才能兑换。")
    return [told] if told else []


def board(content: Board, *, mask: bool = False) -> str:
    """The red list, and the black one with its facts."""
    period = labels.period(content["period"])
    everyone = [(line["household"], line["head"], line["grid"]) for line in (*content["red"], *content["black"])]
    named = _named(everyone, mask)
    body = [f"红榜共{len(content['red'])}{unit()}。" if content["red"] else "红榜本期无。"]
    body += [_red(line, named[line["household"]]) for line in content["red"]]
    body.append(f"黑榜共{len(content['black'])}{unit()}。" if content["black"] else "黑榜本期无。")
    body += [_black(line, named[line["household"]]) for line in content["black"]]
    return _frame(content, f"现在播报{content['village']}{period}红黑榜。", body)


def correction(content: Correction, *, mask: bool = False) -> str:
    """What was wrong on a notice and what is right."""
    named = _named(((line["household"], line["head"], line["grid"]) for line in content["lines"]), mask)
    published = words.day(content["corrects_published_on"])
    body = [f"{published}公布的{content['corrects_number']}有差错，现在更正如下。"]
    body += [_changed(line, named[line["household"]]) for line in content["lines"]]
    return _frame(content, f"现在播报{content['village']}{words.period_of(content)}积分更正公示。", body)


def _changed(line: CorrectionLine, name: str) -> str:
    what = line["wording"] or line["category"]
    return f"{name}，{what}，原来{line['before']}分，更正为{line['after']}分。原因：{line['why'].rstrip('。')}。"


def void(content: Void, *, mask: bool = False) -> str:
    """A notice that no longer holds; it names nobody, so `mask` changes nothing."""
    period = words.period_of(content)
    body = [
        f"{words.day(content['corrects_published_on'])}公布的{content['corrects_number']}自即日起作废。",
        f"原因：{content['why'].rstrip('。')}。{period}积分重新评议后另行公示。",
    ]
    return _frame(content, f"现在播报{content['village']}{period}积分公示作废公告。", body)


def redemption(content: Redemption, *, mask: bool = False) -> str:
    """Who took what for how many points."""
    lines = content["lines"]
    named = _named(((line["household"], line["head"], line["grid"]) for line in lines), mask)
    body = [f"共有{len(lines)}{unit()}兑换。" if lines else "本期无人兑换。"]
    for line in lines:
        goods = "、".join(f"{item['name']}{item['quantity']}{item['unit']}" for item in line["items"])
        body.append(f"{named[line['household']]}，兑换{goods}，用{line['points']}分。")
    return _frame(content, f"现在播报{content['village']}{labels.period(content['period'])}积分兑换公示。", body)


def _named(households: Iterable[tuple[str, str, str]], mask: bool) -> dict[str, str]:
    """Code → how the name is read: stars as `某`, equal names with their grid."""
    read = {code: (words.mask_name(head).replace("*", "某") if mask else head, grid) for code, head, grid in households}
    repeated = Counter(name for name, _ in read.values())
    return {code: f"{words.grid(grid)}的{name}" if repeated[name] > 1 else name for code, (name, grid) in read.items()}


def _points(name: str, line: MonthlyLine) -> str:
    parts = []
    if Decimal(line["awards"]):
        parts.append(f"加{line['awards']}分")
    if Decimal(line["deductions"]):
        parts.append(f"扣{show(abs(Decimal(line['deductions'])))}分")
    return f"{name}，{'，'.join(parts)}"


def _red(line: RedLine, name: str) -> str:
    streak = line.get("streak", 1)
    tail = f"，连续{streak}次上榜" if streak > 1 else ""
    return f"第{line['rank']}名，{name}，{_reached(line)}。上榜理由：{line['reason']}{tail}。"


def _reached(line: RedLine) -> str:
    """Its points; of a scheme with scores the score, and the grade."""
    grade = line.get("grade")
    return f"{line.get('score', line['points'])}分" + (f"，{grade}" if grade else "")


def _black(line: BlackLine, name: str) -> str:
    told, deadline = words.day(line["told_on"]), words.day(line["deadline"])
    return (
        f"{name}，{broken(line['article'])}：{line['fact']}。{told}告知，{deadline}前整改，复查结果{line['outcome']}。"
    )


def _frame(content: Head, opening: str, body: list[str]) -> str:
    window = words.window(content["notice_from"], content["notice_to"])
    closing = []
    if window:
        contact = content["contact"] or "村务监督委员会"
        closing.append(f"公示期从{window}。有异议的，请在公示期内向{contact}反映。")
    if content["hotline"]:
        closing.append(f"监督电话：{content['hotline']}。")
    closing.append(f"播报完毕。{content['village']}村民委员会。")
    return "\n".join(["各位村民：", opening, *body, *closing]) + "\n"
