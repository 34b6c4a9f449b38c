"""Households, remembered answers, settings and rules in lines and tables."""

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from jifen.domain.period import BEGINNING
from jifen.domain.points import ZERO, show, show_signed
from jifen.messages import labels
from jifen.messages.results import Block, Table, checked

if TYPE_CHECKING:
    from datetime import date

    from jifen.domain.household import Household, HouseholdEvent
    from jifen.domain.rulebook import Rule, RuleChange
    from jifen.domain.rules.remarks import Remark
    from jifen.domain.scheme.scheme import Scheme, SchemeChange
    from jifen.services.guards import JudgedOffence
    from jifen.services.office.trial import Trial, TriedHousehold
    from jifen.services.roster.finding import FoundHousehold
    from jifen.services.roster.households import HouseholdHistory
    from jifen.services.roster.roster_import import RosterImport
    from jifen.services.roster.rules import RuleSetting, RulesImport
    from jifen.services.roster.settings import SettingView
    from jifen.store.households import Alias


def households(values: Iterable["Household"]) -> Table:
    """The roster."""
    rows = [(h.code, h.head, h.grid, h.group, h.people, h.tier, labels.HOUSEHOLD_STATUS[h.status]) for h in values]
    return Table(
        ("户编号", "户主", "网格", "小组", "人口", "户类别", "状态"), rows, (4,), ("户类别", "小组", "人口"), ("小组",)
    )


def found(values: Iterable["FoundHousehold"]) -> Table:
    """Households that fit what was looked for."""
    who = ((v.household, v.available) for v in values)
    rows = [(h.code, h.head, h.grid, labels.HOUSEHOLD_STATUS[h.status], show(points)) for h, points in who]
    return Table(("户编号", "户主", "网格", "状态", "可用"), rows, (4,))


def history(value: "HouseholdHistory") -> Iterator[str]:
    """A household as it stands, and what happened to it."""
    h = value.household
    yield (
        f"{h.code} {h.head}　网格 {h.grid}　{h.group or ''}　{labels.HOUSEHOLD_STATUS[h.status]}　"
        f"可用积分 {show(value.available)}"
    )
    yield from map(_event, value.events)


def _event(value: "HouseholdEvent") -> str:
    told = {name: given for name in labels.HOUSEHOLD_ATTRIBUTE if (given := getattr(value, name)) is not None}
    words = "，".join(f"{labels.HOUSEHOLD_ATTRIBUTE[name]} {_attribute(name, given)}" for name, given in told.items())
    on = "自始" if value.on == BEGINNING else value.on.isoformat()
    other = f"（{value.other}）" if value.other else ""
    return f"  {on}　{labels.HOUSEHOLD_EVENT[value.kind]}{other}　{words}"


def _attribute(name: str, value: object) -> str:
    return labels.HOUSEHOLD_STATUS.get(str(value), str(value)) if name == "status" else str(value)


def roster_preview(value: "RosterImport") -> Iterator[str]:
    """What an import changes of known households, and the codes it would give."""
    yield from _proposed(value)
    yield f"花名册：新增 {len(value.added)} 户，原有户变动 {len(value.changes)} 处："
    for change in value.changes:
        before, after = _attribute(change.attribute, change.before or ""), _attribute(change.attribute, change.after)
        attribute = labels.HOUSEHOLD_ATTRIBUTE[change.attribute]
        yield f"  {change.household} {change.head}：{attribute} {before or '（空）'} → {after}"


def _proposed(value: "RosterImport") -> Iterator[str]:
    if value.proposed:
        yield f"表里没有户编号，按网格代编 {len(value.proposed)} 个："
        yield from (f"  {p.household} {p.head}　网格 {p.grid}" for p in value.proposed)
        yield "要用别的编号，就在表里加一列“户编号”再导入；编号记下以后不再变。"


def roster_imported(value: "RosterImport") -> Iterator[str]:
    """What an import did, and what comes next."""
    if value.status == "unchanged":
        yield "花名册没有变化。"
        return
    done = "已导入" if value.applied else "可以导入"
    yield f"{done}：新增 {len(value.added)} 户，变动 {len(value.changes)} 处。"
    if value.missing:
        yield f"表里没有这 {len(value.missing)} 户，原样不动：{'、'.join(value.missing)}"


def aliases(values: Iterable["Alias"]) -> Table:
    """Remembered answers."""
    rows = [(a.id, labels.ALIAS_KIND[a.kind], a.key, a.target, a.operator) for a in values]
    return Table(("编号", "种类", "写的是", "指的是", "经办"), rows, (0,), ("经办",), ("写的是",))


def settings(values: Iterable["SettingView"]) -> Table:
    """Every setting, its value and what it means."""
    rows = [(s.name, s.value, s.default, s.since, labels.setting(s.name)) for s in values]
    return Table(
        ("名称", "现在的值", "默认", "自何日", "说明"), rows, (), ("默认", "自何日"), ("现在的值", "默认", "说明")
    )


def setting(name: str, value: str) -> str:
    """What a setting is now: `监督电话，印在公示表上（hotline）：0311-5550100`."""
    return f"{labels.setting(name)}（{name}）：{value or '（空）'}"


def rules(values: Iterable["Rule"]) -> Table:
    """The rule book."""
    rows = [(r.code, r.category, r.wording, labels.points(r.points), r.unit, labels.caps(r)) for r in values]
    return Table(("编号", "类别", "项目", "分值", "单位", "上限"), rows, (3,), ("单位",), ("项目", "分值", "上限"))


def rule(value: "Rule") -> Iterator[str]:
    """One rule in full."""
    yield f"{value.code} {value.category} {value.wording}"
    yield f"  分值 {labels.points(value.points)}　单位 {value.unit or '—'}　上限 {labels.caps(value) or '—'}"
    if value.group:
        yield f"  就高组 {value.group}：同一件事只记这一组里分最高的一条"
    if value.double_months:
        yield f"  加倍月数 {value.double_months}：{value.double_months} 个月内再犯（再做）加倍"
    if value.valid_months:
        yield f"  有效月数 {value.valid_months}：过了 {value.valid_months} 个月不再计入排名"
    if value.needs_evidence:
        yield "  需佐证"
    if value.hides_actor:
        yield "  不公示行为人"
    if value.note:
        yield f"  备注：{value.note}"


def rules_preview(value: "RulesImport") -> Iterator[str]:
    """What an import changes of the rules the village knew, from when, and what stays as it was."""
    if value.changes or not value.scheme_changes:
        yield f"积分细则：{_rule_counts(value.changes)}："
        yield from map(_rule_change, value.changes)
    yield from _scheme_changes(value.scheme_changes)
    yield f"{_since(value.effective_from)}起施行。"
    if value.recorded:
        months = "、".join(map(str, value.recorded))
        yield f"已录入的 {months} 是照旧细则记的，分不重算。"


def _scheme_changes(changes: "Sequence[SchemeChange]") -> Iterator[str]:
    """What is counted otherwise from now on."""
    for change in changes:
        before, after = (labels.scheme_content(change.item, text) for text in (change.before, change.after))
        yield f"  办法　{labels.SCHEME[change.item]}：{before} → {after}"


def scheme(value: "Scheme") -> Iterator[str]:
    """How points are counted."""
    for item, content in labels.scheme(value).items():
        yield f"{item}：{content}"


def _since(day: "date | None") -> str:
    return "自始" if day in (None, BEGINNING) else f"自 {day} "


def _rule_counts(changes: Sequence["RuleChange"]) -> str:
    counts = {word: sum(change.kind == kind for change in changes) for kind, word in labels.RULE_CHANGE.items()}
    return "、".join(f"{word} {count} 条" for word, count in counts.items() if count) or "只换了先后"


def _rule_change(value: "RuleChange") -> str:
    word, rule = labels.RULE_CHANGE[value.kind], value.after or value.before
    named = f"  {word} {value.code} {rule.category} {rule.wording}" if rule else ""
    if value.before is None or value.after is None:
        return f"{named}：{_rule_worth(rule)}" if rule else named
    before, after = _rule_words(value.before), _rule_words(value.after)
    named = f"  {word} {value.code} {value.before.wording}"
    differing = [f"{name} {old} → {after[name]}" for name, old in before.items() if old != after[name]]
    return f"{named}：{'；'.join(differing)}"


def _rule_worth(rule: "Rule") -> str:
    return f"分值 {labels.points(rule.points)}" + (f"，上限 {labels.caps(rule)}" if rule.caps else "")


def _rule_words(rule: "Rule") -> dict[str, str]:
    """A rule as people see it, by the name of each column; blank ones said."""
    known = {name: getattr(rule, name) for name in labels.RULE_ATTRIBUTE}
    known |= {"caps": labels.caps(rule), "points": labels.points(rule.points)}
    words = {"True": "是", "False": "否", "": "（空）", "None": "（空）"}
    return {labels.RULE_ATTRIBUTE[name]: words.get(str(value), str(value)) for name, value in known.items()}


def rules_imported(value: "RulesImport") -> Iterator[str]:
    """What an import of a rule book did."""
    if value.status == "unchanged":
        yield "和现行细则一样，没有变化。"
        return
    done = "已导入" if value.applied else "可以导入"
    yield f"{done}积分细则 {value.rules} 条、{value.categories} 类，{_since(value.effective_from)}起施行。"
    old = "程序自带的" if value.first else "以前的"
    yield f"和{old}细则比：{_rule_counts(value.changes)}。" if value.changes else "细则没有变，改的是办法。"
    if not value.asks:
        new = [change for change in value.changes if change.kind == "added"]
        all_new = (
            value.first and len(new) == value.rules
        )  # nothing of the shipped book stays: told without a line a rule
        yield from map(_rule_change, new if all_new else value.changes)
        yield from _scheme_changes(value.scheme_changes)


def rule_set(value: "RuleSetting") -> Iterator[str]:
    """What became of one rule."""
    if not value.changes:
        yield "和现行细则一样，没有变化。"
        return
    yield checked(f"已改，{_since(value.effective_from)}起施行；以前记的分不重算。", applied=value.applied)
    yield from map(_rule_change, value.changes)


def _tried(value: "TriedHousehold") -> tuple[str, ...]:
    """Score and grade by either rule book: `108 五星`, `未参评`; nothing where neither has scores."""
    if value.by_now is None or value.by_then is None:
        return ()
    return tuple(
        "未参评" if by.score is None else f"{show(by.score)} {by.grade or ''}".rstrip()
        for by in (value.by_now, value.by_then)
    )


def trial(value: "Trial") -> Iterator[Block]:
    """What a sheet would give under another rule book, household by household, and what a year would cost."""
    rows = [(t.household, t.head, show(t.now), show(t.then), show_signed(t.then - t.now)) for t in value.households]
    scores = [_tried(tried) for tried in value.households]
    headers = ("户编号", "户主", "现行细则", "新细则", "差", *(("现行得分", "新办法得分") if any(scores) else ()))
    yield Table(
        headers, [(*row, *score) for row, score in zip(rows, scores, strict=True)], tuple(range(2, len(headers)))
    )
    for each in value.undecided:
        yield f"要重新评：{each.household} {each.rule}（{each.cell}，现在 {show(each.points)} 分），新细则里算不出，没有计入"
    for household, rule in value.over:
        yield f"会超过新细则的上限：{household} {rule}".rstrip()
    yield f"加分合计：现行 {show(value.awards_now)} 分，新细则 {show(value.awards_then)} 分（表上 {value.months} 个月）。"
    now, then = value.yuan(value.awards_now), value.yuan(value.awards_then)
    if now is None or then is None:
        yield "一分合多少元还不知道（没有库存，也没有设 point-rate），一年的花费算不出。"
        return
    yield f"照这样一年，按一分 {value.rate} 元：现行约 {now} 元，新细则约 {then} 元。什么也没有记。"


def remarks(values: Sequence["Remark"]) -> Iterator[str]:
    """What may be odd about rules; nothing of it is refused."""
    for value in values:
        named = f"{value.rule.code} {value.rule.wording}"
        if value.kind == "unreachable" and value.cap is not None:
            every = labels.EVERY[value.cap.counts_by]
            points, limit = show(value.value or ZERO), show(value.cap.limit)
            yield f"提醒：{named}：{points} 分超过{every}上限 {limit} 分，永远记不到"
        elif value.kind == "overlapping" and value.other is not None:
            yield f"提醒：{named} 和 {value.other.code} {value.other.wording} 说法相近，同一件事可能记两次；要的话写成同一个就高组"
        else:
            since = f"上一次是 {value.last_used}" if value.last_used else "从来没有用过"
            yield f"提醒：{named} 一年没有用过（{since}）"


def offences(values: Sequence["JudgedOffence"]) -> Iterator[str]:
    """Rules that a guard forbids, and how each is let through."""
    for value in values:
        o = value.offence
        state = f"已由 allow-{o.guard} 放行" if value.allowed else f"放行用 settings set allow-{o.guard} yes"
        yield f"{o.where} {o.text}：“{o.found}”，{labels.GUARD[o.guard]}不得记分公示（{state}）"
        yield f"  依据：{o.basis}"
    yield f"查出 {len(values)} 处。" if values else "细则没有不该记分、不能公示的条目。"
