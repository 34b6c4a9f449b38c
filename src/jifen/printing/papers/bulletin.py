"""The village's bulletin of a period (村级积分简报): two pages for township and wall, one sheet a page.

It names nobody but the households of a red list that is out.
"""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from pathlib import Path

from jifen.domain.chain import shown
from jifen.domain.documents.bulletin import Bulletin, Graded, GridLine, MonthLine
from jifen.domain.period import Month
from jifen.domain.points import show, show_signed, total
from jifen.messages import labels
from jifen.messages.subjects import header, unit
from jifen.printing import words
from jifen.printing.engine.filling import Filling, Row, Table, Value
from jifen.printing.engine.paper import Paper
from jifen.printing.engine.texts import Texts

MOST_GRIDS = 36
"""Grids that stand on the page one by one; of more the first and the last, and what lies between in one row."""
MOST_NAMES = 80
"""Households of the red list that are named; more fill the page, and hang on the list itself."""
_MOST_GOODS = 8
_CATEGORY = ("类别", "加分", "扣分", "净分", "比上期")
_MONTH = ("月份", "得分户", "加分", "扣分", "净分", "状态", "公布", "公示期")
_GRID = ("网格", "户数", "得分户", "参与率", "积分", "户均")
_RULE = ("序号", "细则", "类别", "次数", "户数", "积分")
_TILES = {
    "参评户": "scoring", "得分户": "participating", "参与率": "share", "加分": "awards", "扣分": "deductions",
    "净分": "points",
}  # fmt: skip
"""The six figures on top, and what each is compared by."""


def bulletin_paper(content: Bulletin, *, own_templates: Path | None = None) -> Paper:
    """What the two pages say."""
    facts: dict[str, Value] = {
        "村名": content["village"],
        "乡镇": content["township"],
        "期间": labels.period(content["period"]),
        "上期": labels.period(content["previous"]),
        "截至": words.day(content["as_of"]),
        "链": shown(content["chain"]),
    }
    texts = Texts("积分简报", facts, own_templates)
    fields: dict[str, Value] = {
        **facts,
        "标题": texts("标题"),
        "编制": texts("编制"),
        "页脚": texts("标题") + texts("账链"),
        "说明": "".join(_notes(content, texts)) or None,
        **_tiles(content),
        "红榜": _red(content, texts),
        **_shop(content, texts),
        "异议": _objections(content, texts),
        "事项": _matters(content, texts),
        "等级": _grades(content, texts),
        "签字": texts("签字"),
    }
    tables = {
        "类": Table(_CATEGORY, _categories(content)),
        "月": Table(_MONTH, _months(content)),
        "格": Table(_GRID, [_grid(line) for line in _few(content["grids"])], texts("无网格")),
        "细则": Table(_RULE, _rules(content), texts("无细则")),
    }
    file = f"{content['village']}{labels.period(content['period'])}积分简报.xlsx"
    return Paper("村积分简报", Filling(fields, tables), own_templates, file)


def _notes(content: Bulletin, texts: Texts) -> list[str]:
    """What whoever reads the figures must know: months without a meeting, not over, not final; a period before."""
    told = {
        "缺月": content["missing"],
        "未到": content["later"],
        "未定案": content["unfinished"],
        "上期缺月": content["missing_before"],
    }
    found = [texts(name, 月份=months(listed)) for name, listed in told.items() if listed]
    return [*found, *([] if content["before"] else [texts("上期无")])]


def months(found: Sequence[str]) -> str:
    """`2025年7月至9月、11月`: months in a row as one, the year once, until it changes."""
    runs: list[list[Month]] = []
    for month in map(Month.parse, found):
        if runs and runs[-1][-1].plus(1) == month and month.number > 1:
            runs[-1].append(month)
        else:
            runs.append([month])
    told, year = [], 0
    for run in runs:
        first = f"{run[0].number}月" if run[0].year == year else f"{run[0].year}年{run[0].number}月"
        joint = "至" if len(run) > 2 else "、"
        told.append(first if len(run) == 1 else f"{first}{joint}{run[-1].number}月")
        year = run[0].year
    return "、".join(told)


def _tiles(content: Bulletin) -> dict[str, Value]:
    now: Mapping[str, object] = content["figures"]
    before: Mapping[str, object] | None = content["before"]
    found: dict[str, Value] = {}
    for name, key in _TILES.items():
        value = now[key]
        found[name] = "—" if value is None else f"{value}%" if key == "share" else Decimal(str(value))
        found[f"{name}比"] = _change(value, before[key] if before else None, "个百分点" if key == "share" else "")
    return found


def _change(now: object, before: object, unit: str) -> str | None:
    """`比上期+12`, `与上期持平`; nothing to compare with: nothing."""
    if now is None or before is None:
        return None
    difference = Decimal(str(now)) - Decimal(str(before))
    return f"比上期{show_signed(difference)}{unit}" if difference else "与上期持平"


def _red(content: Bulletin, texts: Texts) -> str:
    red = content["red"]
    if red is None:
        return texts("红榜未公示")
    if not red["lines"]:
        return texts("红榜无人", 编号=red["number"])
    named = words.names((line["household"], line["head"]) for line in red["lines"])
    heads = "、".join(list(named.values())[:MOST_NAMES])
    facts: dict[str, Value] = {"编号": red["number"], "公布日期": words.day(red["published_on"]), "户数": len(named)}
    return texts("红榜", **facts) + heads + ("等。" if len(named) > MOST_NAMES else "。")


def _shop(content: Bulletin, texts: Texts) -> dict[str, Value]:
    shop = content["shop"]
    goods = [f"{line['name']}{line['quantity']}{line['unit']}" for line in shop["goods"]]
    more = len(goods) - _MOST_GOODS
    told = "、".join(goods[:_MOST_GOODS]) + (f"等{len(goods)}种" if more > 0 else "")
    facts: dict[str, Value] = {"单数": shop["receipts"], "户数": shop["households"], "积分": shop["points"]}
    money: dict[str, Value] = {"收入": shop["income"], "支出": shop["spent"], "结余": shop["fund"]}
    return {
        "兑换": texts("兑换", 件数=shop["pieces"], **facts) if shop["receipts"] else texts("无兑换"),
        "兑换物品": texts("兑换物品", 物品=told) if told else None,
        "资金": texts("资金", **money),
    }


def _objections(content: Bulletin, texts: Texts) -> str:
    found = content["objections"]
    if not found["filed"]:
        return texts("无异议")
    counts: dict[str, Value] = {"件数": found["filed"], "成立": found["upheld"], "不成立": found["rejected"]}
    told = texts("异议", **counts, 在办=found["open"])
    if found["days"] is None:
        return told
    return told + (texts("异议天数", 天数=found["days"]) if Decimal(found["days"]) else texts("异议当天"))


def _matters(content: Bulletin, texts: Texts) -> str:
    """All of them, then every kind; counts only, whatever the kind."""
    found = content["matters"]
    if not found:
        return texts("无事项")
    keys = {"登记": "opened", "办结": "closed", "按时": "on_time", "超期": "overdue"}
    whole: dict[str, Value] = {name: sum(line[key] for line in found) for name, key in keys.items()}  # type: ignore[literal-required]
    kinds = [texts("事项类", 类型=line["kind"], 登记=line["opened"], 办结=line["closed"]) for line in found]
    return texts("事项", **whole) + "；".join(kinds) + "。"


def _grades(content: Bulletin, texts: Texts) -> str | None:
    """`2025年三季度：五星12户、四星3户；…`; nothing where the scheme has no grades."""
    told = [
        texts(
            "等级", 期间=labels.period(found["period"]) + ("" if found["final"] else "（公示中）"), 等级=_counted(found)
        )
        for found in content.get("graded", [])
    ]
    return "；".join(told) + "。" if told else None


def _counted(found: Graded) -> str:
    return "、".join(f"{line['grade'] or '没有等级'}{line['households']}{unit()}" for line in found["grades"])


def _categories(content: Bulletin) -> list[Row]:
    return [
        {
            "类别": line["category"],
            "加分": Decimal(line["awards"]),
            "扣分": Decimal(line["deductions"]),
            "净分": Decimal(line["points"]),
            "比上期": "—" if line["before"] is None else show_signed(Decimal(line["points"]) - Decimal(line["before"])),
        }
        for line in content["categories"]
    ]


def _months(content: Bulletin) -> list[Row]:
    rows: list[Row] = []
    year = 0
    for line in content["months"]:
        month = Month.parse(line["month"])
        rows.append(
            {
                "月份": month_label(line, with_year=month.year != year),
                "得分户": line["households"],
                "加分": Decimal(line["awards"]),
                "扣分": Decimal(line["deductions"]),
                "净分": Decimal(line["points"]),
                "状态": month_state(line, content["as_of"]),
                "公布": words.short_day(line["published_on"]) or "—",
                "公示期": month_window(line),
            }
        )
        year = month.year
    return rows


def month_label(line: MonthLine, *, with_year: bool) -> str:
    """`7月`, `25年1月`; of a meeting about more than a month its period: `三季度`, `25年一季度`."""
    year, _, told = labels.period(line.get("covers", line["month"])).partition("年")
    return f"{year[2:]}年{told}" if with_year or not told else told


def month_state(line: MonthLine, as_of: str) -> str:
    """`已定案`; of a month without a meeting whether it is over."""
    if line["status"] is not None:
        return labels.MEETING_STATUS[line["status"]]
    return "没有记录" if Month.parse(line["month"]).last.isoformat() < as_of else "未到"


def month_window(line: MonthLine) -> str:
    """`7月29日至7月31日`; a dash where nothing hangs."""
    first, last = line["notice_from"], line["notice_to"]
    return f"{words.short_day(first)}至{words.short_day(last)}" if first and last else "—"


def _few(lines: Sequence[GridLine]) -> Sequence[GridLine]:
    """As many grids as stand on a page: of more the first and the last, what lies between as one row of its sums."""
    if len(lines) <= MOST_GRIDS:
        return lines
    first = (MOST_GRIDS - 1) // 2
    last = MOST_GRIDS - 1 - first
    between = lines[first:-last]
    households = sum(line["households"] for line in between)
    points = total(Decimal(line["points"]) for line in between)
    rest: GridLine = {
        "grid": f"中间{len(between)}个{header('网格')}",
        "households": households,
        "participating": sum(line["participating"] for line in between),
        "points": show(points),
        "average": show(round(points / households, 1)) if households else None,
    }
    return [*lines[:first], rest, *lines[-last:]]


def _grid(line: GridLine) -> Row:
    return {
        "网格": words.grid_cell(line["grid"]),
        "户数": line["households"],
        "得分户": line["participating"],
        "参与率": f"{round(Decimal(100 * line['participating']) / line['households'])}%" if line["households"] else "—",
        "积分": Decimal(line["points"]),
        "户均": "—" if line["average"] is None else Decimal(line["average"]),
    }


def _rules(content: Bulletin) -> list[Row]:
    return [
        {
            "序号": number,
            "细则": f"{line['rule']} {line['wording']}",
            "类别": line["category"],
            "次数": line["times"],
            "户数": line["households"],
            "积分": Decimal(line["points"]),
        }
        for number, line in enumerate(content["rules"], 1)
    ]
