"""The monthly notice (积分公示表), its correction (更正公示) and its withdrawal (作废公告)."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import groupby
from pathlib import Path

from jifen.domain.documents.published import Correction, CorrectionLine, Monthly, MonthlyLine, Void
from jifen.domain.ledger import Spendable
from jifen.domain.period import Period
from jifen.domain.points import show, total
from jifen.domain.scheme.scheme import DEFAULT, Scheme, parse_scheme
from jifen.messages import labels
from jifen.messages.subjects import in_words
from jifen.printing import words
from jifen.printing.engine.filling import Filling, Group, Groups, Row, Table, Value
from jifen.printing.engine.paper import Paper
from jifen.printing.engine.texts import Texts
from jifen.printing.papers import reasons
from jifen.printing.papers.heading import corrects_facts, head_facts, head_fields, named, shown_names

LINE_FIELDS = ("序号", "网格", "户编号", "户主", "本月加分", "本月扣分", "本月合计", "本年累计", "可兑换", "主要事由")
_GRADED = ("得分", "等级", "等级名", "名次", "排位")
SUM_FIELDS = ("户数", "加分", "扣分", "合计", "累计", "可兑换")
_CHANGE_FIELDS = ("序号", "网格", "户编号", "户主", "项目", "原公示", "更正为", "更正原因")


def monthly_paper(
    content: Monthly, code: str | None, *, own_templates: Path | None = None, mask: bool = False
) -> Paper:
    """What the notice says. The sums are those of the lines shown (issue 2: they add up)."""
    held = words.day(content["held_on"])
    this = labels.CYCLE_POINTS[Period.parse(content.get("covers", content["period"])).kind]
    texts = Texts("积分公示", {**head_facts(content, code), "评议日期": held, "本期": this}, own_templates)
    lines = content["lines"]
    settled = bool(content.get("settled"))
    scored = any(Decimal(line["awards"]) or Decimal(line["deductions"]) for line in lines)
    fields: dict[str, Value] = {
        **head_fields(content, code, texts),
        "引言": texts.when(content["met"], "引言" if held else "引言无日期"),
        "未评议": texts.when(not content["met"], "未评议"),
        "无得分": texts.when(content["met"] and not scored, "无得分"),
        "说明": _explained(content, texts),
        "本期": this,
        **{f"总{key}": value for key, value in _sums(lines, settled=settled).items()},
    }
    name = _template(lines)
    return Paper(name, Filling(fields, groups=_by_grid(content, mask)), own_templates, wall=True, roomy=f"{name}大字")


def _template(lines: Sequence[MonthlyLine]) -> str:
    """By what stands on it: scores and grades, places."""
    scored, ranked = any("score" in line for line in lines), any("rank" in line for line in lines)
    return f"{'评级' if scored else '积分'}{'名次' if ranked else ''}公示表"


def _explained(content: Monthly, texts: Texts) -> str:
    """What the columns mean; where households owe points, that the sum leaves them out."""
    if not content.get("settled"):
        return texts("说明")
    held = Spendable.of(Decimal(line["available"]) for line in content["lines"])
    facts: dict[str, Value] = {"可兑合计": held.points, "欠分户数": held.debtors, "欠分": held.owed}
    scheme = parse_scheme(content.get("scheme", {}))
    counted = _counted(scheme, texts) if scheme != DEFAULT else texts("可兑换说明")
    counted += _ranked(scheme, texts) if any("rank" in line for line in content["lines"]) else ""
    return counted + (texts("欠分说明", **facts) if held.debtors else "")


def _counted(scheme: Scheme, texts: Texts) -> str:
    """How points are counted where the rule book says so: scores, grades, what can be spent."""
    bounds = [f"最低{show(scheme.floor)}分"] if scheme.floor is not None else []
    bounds += [f"最高{show(scheme.ceiling)}分"] if scheme.ceiling is not None else []
    grades = "，".join(
        f"其余{each.name}" if each.least is None else f"{each.name}{show(each.least)}分以上" for each in scheme.grades
    )
    told = [
        texts("得分说明", 基础分=show(scheme.base), 上下限="，" + "、".join(bounds) if bounds else "")
        if scheme.scores
        else "说明：",
        texts.when(grades, "等级说明", 等级=grades) or "",
        *_left_out(scheme, texts),
        texts(
            _SPENT[scheme.spendable.kind],
            起兑线=show(scheme.spendable.above),
            前列=show(scheme.spendable.share),
            每户分=show(scheme.spendable.each),
        ),
        "" if scheme.redeem_from is None else texts("兑换最低", 兑换最低分=show(scheme.redeem_from)),
        texts("可兑换说明办法") if scheme.spendable.kind != "none" else "",
    ]
    return "".join(told)


def _ranked(scheme: Scheme, texts: Texts) -> str:
    """How the places come about."""
    by = "得分" if scheme.scores else texts("名次依据")
    return texts("名次分组说明" if scheme.apart else "名次说明", 依据=by, 分组=labels.SCHEME_APART[scheme.apart])


def _left_out(scheme: Scheme, texts: Texts) -> Iterator[str]:
    """Whose scores, and which points, are not counted as the rest."""
    newcomers = {"monthly": "中途按月", "out": "中途不参评"}.get(scheme.newcomers)
    if newcomers:
        yield texts(newcomers)
    if scheme.unscored:
        yield texts("单列", 单列类别="、".join(scheme.unscored))


_SPENT = {"all": "兑换全部", "above": "兑换超出", "best": "兑换前列", "awards": "兑换加分", "none": "不能兑换"}


def _by_grid(content: Monthly, mask: bool) -> Groups:
    lines, settled = content["lines"], bool(content.get("settled"))
    apart = content.get("scheme", {}).get("apart", "")
    shown = shown_names(lines, mask=mask)
    numbered = list(enumerate(lines, 1))
    summed = not _are_single(content)
    groups = []
    for grid, members in groupby(numbered, key=lambda item: item[1]["grid"]):
        own = list(members)
        sums = _sums([line for _, line in own], settled=settled)
        fields: Row = {"网格": words.grid(grid), **sums} if summed else dict.fromkeys(("网格", *SUM_FIELDS))
        groups.append(Group(fields, [_monthly_row(n, line, shown[line["household"]], apart) for n, line in own]))
    return Groups(("网格", *SUM_FIELDS), (*LINE_FIELDS, *_GRADED), groups)


def _are_single(content: Monthly) -> bool:
    """Whether each grid has a single line, as in a book about grid workers: its sums would say it twice."""
    grids = [line["grid"] for line in content["lines"]]
    return len(grids) == len(set(grids)) and parse_scheme(content.get("scheme", {})).subject != DEFAULT.subject


def _monthly_row(number: int, line: MonthlyLine, name: str, apart: str) -> Row:
    return {
        "序号": number,
        "网格": words.grid_cell(line["grid"]),
        "户编号": line["household"],
        "户主": name + ("（外出）" if line["status"] == "away" else ""),
        "本月加分": Decimal(line["awards"]),
        "本月扣分": Decimal(line["deductions"]),
        "本月合计": Decimal(line["points"]),
        "本年累计": Decimal(line["year"]),
        "可兑换": words.available(line["available"]),
        "主要事由": reasons.compose(line["reasons"]),
        "得分": _score(line.get("score", line["points"])),
        "等级": words.graded(line.get("grade"), line.get("streak")),
        "等级名": line.get("grade") or "",
        **_place(line, apart),
    }


def _score(score: str | None) -> Value:
    return "未参评" if score is None else Decimal(score)


def _place(line: MonthlyLine, apart: str) -> Row:
    """Its place as a figure, or among a tier or group, whose lines do not stand together, `一组第2`; and with its
    streak in a sentence. Blank: it is not ranked."""
    streak = f"连续{line['streak']}次{line.get('grade')}" if "streak" in line else ""
    if "rank" not in line:
        return {"名次": "", "排位": streak}
    rank, among = line["rank"], line.get("among", "")
    place = words.place(rank, among, apart)
    if isinstance(place, str):
        return {"名次": place, "排位": "，".join(filter(None, (streak, f"{place}名")))}
    told = f"{in_words('本网格') if among else ''}第{rank}名"
    return {"名次": place, "排位": "，".join(filter(None, (streak, told)))}


def _sums(lines: Sequence[MonthlyLine], *, settled: bool) -> dict[str, Value]:
    available = [Decimal(line["available"]) for line in lines]
    return {
        "户数": len(lines),
        "加分": total(Decimal(line["awards"]) for line in lines),
        "扣分": total(Decimal(line["deductions"]) for line in lines),
        "合计": total(Decimal(line["points"]) for line in lines),
        "累计": total(Decimal(line["year"]) for line in lines),
        "可兑换": words.spendable(Spendable.of(available)) if settled else total(available),
    }


def correction_paper(
    content: Correction, code: str | None, *, own_templates: Path | None = None, mask: bool = False
) -> Paper:
    """What the correction says; it names the document it corrects."""
    texts = Texts("更正公示", {**head_facts(content, code), **corrects_facts(content)}, own_templates)
    fields: dict[str, Value] = {**head_fields(content, code, texts), "引言": texts("引言")}
    shown = shown_names(content["lines"], mask=mask)
    rows = [_change_row(n, line, shown[line["household"]]) for n, line in enumerate(content["lines"], 1)]
    return Paper("更正公示", Filling(fields, {"更正": Table(_CHANGE_FIELDS, rows)}), own_templates, wall=True)


def _change_row(number: int, line: CorrectionLine, name: str) -> Row:
    return {
        "序号": number,
        **named(line, name),
        "项目": line["wording"] or line["category"],
        "原公示": Decimal(line["before"]),
        "更正为": Decimal(line["after"]),
        "更正原因": line["why"],
    }


def void_paper(content: Void, code: str | None, *, own_templates: Path | None = None, mask: bool = False) -> Paper:
    """What the announcement says."""
    facts = {**head_facts(content, code), **corrects_facts(content), "原因": content["why"].rstrip("。")}
    texts = Texts("作废公告", facts, own_templates)
    body = {key: texts(key) for key in ("正文一", "正文二", "正文三")}
    return Paper("作废公告", Filling({**head_fields(content, code, texts), **body}), own_templates, wall=True)
