"""One word for each code that people read: statuses, kinds, events, outcomes, documents, periods.

Papers, messages, tables and pages take their words from here, so it knows nothing but `domain`. A second wording of the
same code stands beside the first under a name that says where it is needed.
"""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from jifen.domain.period import Period
from jifen.domain.points import show, show_signed
from jifen.domain.scheme.scheme import REST, scheme_lines
from jifen.messages.subjects import in_words, unit

if TYPE_CHECKING:
    from datetime import datetime

    from jifen.domain.life.flows import Deadline
    from jifen.domain.life.honours import HonourKind
    from jifen.domain.rulebook import Rule, RulePoints
    from jifen.domain.scheme.scheme import Scheme

HOUSEHOLD_STATUS = {"active": "参评", "away": "外出", "suspended": "暂停", "left": "迁出", "closed": "注销"}
HOUSEHOLD_IS = {
    "active": "参评", "away": "外出", "suspended": "暂停参评", "left": "已迁出", "closed": "已注销", "unregistered": "还没有立户",
}  # fmt: skip
"""The same inside a sentence: `03-07 王建国 已迁出，不能兑换`."""
HOUSEHOLD_EVENT = {
    "registered": "立户", "renamed": "换户主", "moved": "换网格", "away": "外出", "suspended": "暂停参评", "left": "迁出",
    "returned": "恢复参评", "split": "分户", "merged": "并户", "closed": "注销", "updated": "资料变更",
}  # fmt: skip
HOUSEHOLD_ATTRIBUTE = {
    "head": "户主", "grid": "网格", "group": "村民小组", "people": "人口", "tier": "户类别", "status": "参评状态",
}  # fmt: skip
RULE_ATTRIBUTE = {
    "category": "类别", "wording": "项目", "points": "分值", "unit": "单位", "caps": "上限", "needs_evidence": "需佐证",
    "hides_actor": "不公示行为人", "note": "备注", "group": "就高组", "double_months": "加倍月数",
    "valid_months": "有效月数",
}  # fmt: skip
RULE_CHANGE = {"added": "新增", "changed": "改", "removed": "删去"}
ALIAS_KIND = {"household": "户", "category": "类别"}

ENTRY_KIND = {
    "award": "加分", "deduction": "扣分", "reversal": "冲正", "opening": "期初", "transfer": "分户转入转出", "redemption": "兑换",
    "return": "退换", "carry-over": "结转", "expiry": "到期清零", "conversion": "折算",
    "cleared": "清零", "repaired": "信用修复",
}  # fmt: skip
PER = {"event": "次", "day": "天", "month": "月", "quarter": "季", "half": "半年", "year": "年"}
"""What a cap counts by: `10/次`, `年限40`."""
PER_CATEGORY = {f"category/{code}": f"类别/{word}" for code, word in PER.items() if code != "event"}
CAP_WORD = PER | {f"category/{code}": f"整类{word}" for code, word in PER.items() if code != "event"}
EVERY = {code: f"每{word}" for code, word in PER.items()} | {
    f"category/{code}": f"整类每{word}" for code, word in PER.items() if code != "event"
}

MEETING_STATUS = {"recorded": "已录入", "published": "公示中", "final": "已定案", "voided": "已作废"}
MEETING_FACT = {
    "held_on": "评议日期", "place": "地点", "chair": "主持人", "recorder": "记录人", "expected": "应到", "present": "实到",
    "panel": "评议小组", "supervisors": "监督人", "recusal": "回避",
}  # fmt: skip
IMPORT_MODE = {"new": "新导入", "replace": "换下旧表", "add": "补充"}
FILE_STATUS = {"imported": "新导入", "replaced": "换下旧表", "added": "补充", "unchanged": "没有变化"}
ALLOWED = {
    "cap-exceeded": "超过上限", "date-outside-month": "日期不在规定范围", "household-inactive": "该户未参评",
    "highest-only": "同一件事几条都记", "not-doubled": "再犯（再做）不加倍",
}  # fmt: skip
"""Findings that a meeting may let through."""

DEED_STATUS = {"open": "待评议", "decided": "已通过", "refused": "未通过", "withdrawn": "已撤回"}
ACTIVITY_STATUS = {"planned": "待开展", "held": "已开展", "cancelled": "已取消"}

LIST = {"red": "红榜", "black": "黑榜", "both": "红黑榜"}
BOARD_STATUS = {"draft": "拟榜，未公示", "published": "已公示", "corrected": "已公示，有更正"}
BOARD_CHANGE = {"removed": "撤下", "reason": "更正内容", "delisted": "撤榜"}
BOARD_LINE_NOW = {"removed": "已从榜上撤下", "delisted": "已撤榜"}
"""What became of a line that was printed."""
HONOUR_CHANGE = {"removed": "撤下", "reason": "更正内容", "delisted": "撤销"}
HONOUR_RECTIFIED = {**HONOUR_CHANGE, "delisted": "已整改，撤下"}
"""The same of a list of what is to be rectified."""
HONOUR_STATUS = {"draft": "拟名单，未公示", "published": "已公示"}
CYCLE_POINTS = {"month": "本月", "quarter": "本季", "half": "半年", "year": "全年"}
CYCLE = {"month": "一月", "quarter": "一季", "half": "半年", "year": "一年"}
"""What a list covers, in words."""
LIST_COLOUR = {"red": "红", "yellow": "黄", "green": "绿", "blue": "蓝", "white": "白"}
HONOUR_WAY = {"self": "自荐", "mutual": "互荐", "organisation": "组织"}
HONOUR_BAR = {
    "veto": "一票否决", "black": "在黑榜",
    "unrated": "中途来去", "deduction": "有不评的扣分", "revoked": "撤销未满年限",
}  # fmt: skip
LEFT_OUT = {
    "away": "外出", "suspended": "暂停参评", "left": "迁出", "closed": "注销", "veto": "一票否决", "black": "在黑榜",
}  # fmt: skip
"""Why a household is not on the red list, before a number of households."""
BLACK_CAUSE = {
    "black-net": "本期积分过低",
    "black-deductions": "本期扣分过多",
    "black-rules": "违反指定条款",
}
GUARD = {
    "personal-data": "电话、证件号、银行卡号、住址", "sensitive-rule": "健康、信仰、信访、涉毒、受助状况", "speech-rule": "投诉和网络言论",
    "welfare-link": "与低保、补贴、证明、入学、参军、罚款挂钩", "abusive-word": "侮辱性的话", "relatives": "牵涉家属",
}  # fmt: skip
"""What each guard keeps off the wall."""

OBJECTION_OUTCOME = {"open": "处理中", "upheld": "成立", "rejected": "不成立"}
OBJECTION_STATUS = OBJECTION_OUTCOME | {"upheld": "成立，已更正"}
"""The outcome in a list, where nothing beside it says that a correction came of it."""

MATTER_STATUS = {"open": "办理中", "solved": "已解决", "unsolved": "未解决", "withdrawn": "已撤回"}
MATTER_EVENT = {
    "opened": "登记", "transferred": "转办", "urged": "督办", "called-back": "回访", "reopened": "重开", "closed": "办结",
    "rated": "评价",
}  # fmt: skip
"""What happened to a matter; a step of its own bears the name its kind gives it."""
MATTER_ROLE = {"reporter": "报告人", "mediator": "调解人"}
DEADLINE_UNIT = {"hours": "小时", "days": "天", "workdays": "个工作日"}
WANTED_HOUSEHOLD = {"required": "必写", "optional": "可写", "never": "不写"}
WANTED_PHOTO = {"required": "要", "optional": "可有", "never": "不要"}
JOINED = "其他"
"""What cells of fewer than three households are told as, together."""

ROLLUP_WORD = {
    "village": "村情", "sums": "积分", "notices": "公示", "boards": "榜", "goods": "物资和资金", "matters": "事项",
    "award": "加分", "deduction": "扣分", "both": "加扣合并", "status": "状态", "held_on": "评议日期", "households": "户数",
    "active": "参评", "away": "外出", "participating": "得分户", "withheld": "不足三户未报", "entries": "笔数", "points": "分",
    "starts_on": "公示起", "ends_on": "公示止", "days": "天数", "delay": "拖了几天", "objections": "异议", "open": "未办",
    "upheld": "成立", "rejected": "不成立", "decision_days": "办结用天", "red": "红榜", "black": "黑榜", "removed": "撤下",
    "pieces": "件数", "yuan": "元", "received": "入库", "redeemed": "兑换", "other": "其他", "stock": "库存",
    "fund-in": "资金收入", "fund-out": "资金支出", "fund": "资金结余", "opened": "新增", "closed": "办结", "on_time": "按时",
    "overdue": "超期", "rated": "评价次数", "ratings": "评价分合计", "none": "没有评议", "monthly": "积分公示",
    "correction": "更正公示", "void": "作废公告", "board": "红黑榜", "board-correction": "红黑榜更正公示",
    "board-current": "红黑榜（现行）", "redemption": "兑换公示", "honour": "荣誉公示", "honour-correction": "荣誉更正公示",
    "recorded": "已录入", "published": "公示中", "final": "已定案", "voided": "已作废", "published_on": "公布日",
}  # fmt: skip
"""What stands in the tables of villages' sums."""

ATTENTION = {
    "not-sent": "没有交来", "no-meeting": "没有评议", "not-published": "评议了没有公示", "published-late": "公示拖得久",
    "objections-open": "异议没有办结", "matters-overdue": "事项超期办结", "fund-below-zero": "资金透支",
    "few-take-part": "参与率不到全县一半", "many-points": "户均加分超过全县三倍", "many-deductions": "户均扣分超过全县三倍",
}  # fmt: skip
"""Why somebody should look at a village's month."""

RECEIPTS = "回执"
"""The folder of receipts in a dataset of many villages."""

GOODS_ORIGIN = {"purchase": "村购", "donation": "捐赠", "opening": "期初"}
GOODS_MOVEMENT = {
    "in": "入库", "redemption": "兑换发出", "return": "退回", "write-off": "报损", "stocktake": "盘点差异",
    "reversal": "冲正",
}  # fmt: skip

DOCUMENT_STATUS = {"current": "有效", "corrected": "已有更正", "expired": "已过期，要揭下", "void": "已作废"}
CHECK = {
    "integrity": "账本文件完好", "foreign-keys": "各表之间对得上", "triggers": "防改写的锁都在", "entries": "每笔冲正都有来历",
    "numbers": "文号不断号", "documents": "公示文件没有被改过", "stock": "库存由进出逐笔算得", "points": "兑换积分与流水一致", "money": "资金由收支逐笔算得",
    "chain": "账链从头到尾接得上", "sources": "存下的原表没有被换过", "papers": "编了号的文件都已放好",
    "schema": "表的结构没有被动过", "transfers": "分户并户两边相抵", "published": "公示后改分都出过公示", "proofs": "公示文件照账重做一遍都一样",
    "forms": "期初、榜、签领与原表一致", "photos": "照片都在，没有被换过", "months": "每月与评议表一致",
}  # fmt: skip
SEVERITY = {"error": "要改", "warning": "提醒"}

SCHEME = {
    "period": "评议周期", "base": "基础分", "floor": "最低分", "ceiling": "最高分", "grades": "等级", "spendable": "可兑换",
    "apart": "分组排名", "subject": "对象", "ranks": "公示名次", "newcomers": "中途来去", "redeem-from": "兑换最低分",
    "unscored": "不计入得分的类别",
}  # fmt: skip
"""Items of a scheme, as the sheet 办法 writes them."""
SCHEME_PERIOD = {"month": "每月", "quarter": "每季", "half": "每半年", "year": "每年"}
SCHEME_SPENDABLE = {"all": "加减分", "awards": "只兑加分", "none": "不兑换"}
SCHEME_NEWCOMERS = {"": "照全期", "whole": "照全期", "monthly": "按月折算", "out": "不参评"}
SCHEME_APART = {"": "不分", "tier": "户类别", "group": "村民小组", "grid": "网格"}
SCHEME_SUBJECT = {
    "household": "户", "person": "人", "group": "组", "grid-worker": "网格员", "party-member": "党员",
}  # fmt: skip

ALL_TOGETHER = "全体"
"""The one group of a book that is not about households and whose roster names none."""

OPERATION = {
    "init": "建账本", "restore": "换回备份", "settings set": "改规定", "alias add": "记下一条答复", "alias remove": "删去一条答复",
    "roster import": "导入花名册", "roster add": "立户", "roster split": "分户", "roster merge": "并户",
    "paper allow": "放行一段文字",
    "rules import": "导入积分细则", "rules set": "改一条细则", "meeting import": "导入评议表", "meeting record": "补记评议会", "meeting publish": "公示积分",
    "meeting finalize": "积分定案", "meeting correct": "更正积分", "meeting void": "作废一月积分",
    "points add": "手工记分", "points opening": "导入期初积分", "points reverse": "冲正一笔",
    "points clear": "清零（定级）", "points repair": "信用修复",
    "objection file": "受理异议", "objection decide": "办结异议", "veto add": "登记一票否决", "veto lift": "解除一票否决",
    "board draft": "拟红黑榜", "board review": "导入红黑榜评议表", "board publish": "公示红黑榜", "board correct": "更正红黑榜",
    "board delist": "撤榜", "board notice": "印现行红黑榜", "goods import": "导入物资目录", "goods receive": "物资入库",
    "goods write-off": "物资报损", "goods stocktake": "物资盘点", "fund in": "记一笔收入", "fund out": "记一笔支出",
    "redeem open": "开始兑换", "redeem import": "导入签领表", "redeem add": "兑换一单", "redeem return": "退换",
    "redeem close": "结束兑换", "year close": "年度结转",
    "year close --revert": "撤回年度结转", "source erase": "删去存下的原表", "goods reverse": "冲正一笔出入库",
    "fund reverse": "冲正一笔收支", "honour draft": "拟荣誉名单", "honour review": "导入荣誉评议表",
    "honour publish": "公示荣誉", "honour award": "荣誉加分", "honour revoke": "撤销荣誉", "undo": "撤销", "backup": "备份",
    "matter open": "登记一件事项", "matter step": "记事项的一步", "matter close": "办结一件事项", "matter rate": "评价一件事项",
    "matter import": "导入事项登记表", "grid set": "改网格", "grid meet": "记网格例会",
    "deed add": "登记一件事", "deed import": "导入平时登记", "deed withdraw": "撤回一件登记",
    "activity add": "定一个活动", "activity import": "导入活动签到", "activity cancel": "取消活动",
    "rollup receipt": "记下乡镇的回执",
}  # fmt: skip
"""What was done to the book, by the command it was done with."""

SETTING = {
    "village": "村名", "township": "乡镇", "county": "县（区）", "hotline": "监督电话，印在公示表上", "contact": "异议受理人",
    "month-max": "一户一月加分上限", "month-min": "一户一月扣分下限", "notice-days": "月度公示天数", "list-days": "红黑榜公示天数",
    "workdays": "公示期只算工作日（yes/no）", "objection-days": "异议几个工作日内答复",
    "red": "红榜怎么选：share:20 前两成，top:N 前 N 名，min:P 满 P 分，grid:N 每网格前 N 名，level:五星,四星 得分评到这些等级的", "red-by-tier": "红榜按户类别分别排名（yes/no）",
    "black-net": "合计低于此数列为黑榜候选", "black-deductions": "扣分达到此数列为黑榜候选", "black-rules": "有这些细则扣分的列为黑榜候选，如 ZF05,HJ11",
    "redeem-min": "起兑分", "redeem-max": "一户一次兑换上限，空为不限", "point-rate": "一分合多少元，空则按库存推算",
}  # fmt: skip

_QUARTERS = "一二三四"


def scheme(value: "Scheme") -> dict[str, str]:
    """A scheme as a village writes it, item by item; what nobody set is left out, but for the first and the spendable."""
    said = scheme_lines(value)
    words = {key: scheme_content(key, said.get(key, "")) for key in SCHEME if key in said or key in _ALWAYS}
    return {SCHEME[key]: text for key, text in words.items()}


_ALWAYS = ("period", "base", "spendable")


def scheme_content(key: str, text: str) -> str:
    """The content of a line in the village's words; blank: what the default means."""
    if key == "grades":
        return "；".join(f"{name}:{'其余' if least == REST else least}" for name, least in _grades(text)) or "不设"
    if key == "spendable" and text.startswith("above:"):
        return f"超过{text.removeprefix('above:')}的部分"
    if key == "spendable" and text.startswith("best:"):
        return "前{}%每户{}分".format(*text.split(":")[1:])
    if key == "unscored":
        return text.replace(";", "；") or "没有"
    known = {
        "period": SCHEME_PERIOD | {"": "每月"},
        "spendable": SCHEME_SPENDABLE | {"": "加减分"},
        "apart": SCHEME_APART,
        "newcomers": SCHEME_NEWCOMERS,
        "subject": SCHEME_SUBJECT | {"": "户"},
        "ranks": {"": "否", "yes": "是"},
        "base": {"": "0"},
    }
    return known.get(key, {}).get(text, text) or "不设"


def _grades(text: str) -> list[tuple[str, str]]:
    parts = (part.rpartition(":") for part in text.split(";") if part)
    return [(name, least) for name, _, least in parts]


def operation(command: str) -> str:
    """What was done, of a command as the book keeps it; `roster moved` and the like by their event."""
    return in_words(OPERATION.get(command) or HOUSEHOLD_EVENT.get(command.removeprefix("roster "), command))


def setting(name: str) -> str:
    """What a setting means; of `allow-GUARD` what the guard keeps off the wall."""
    told = GUARD.get(name.removeprefix("allow-"))
    return in_words(SETTING.get(name, "")) or f"公示放行{told}的细则；纸上的文字另用 --allow-text（yes/no）"


def left_out(counts: Mapping[str, int]) -> str:
    """`外出2户、在黑榜1户`: households that are not on the red list, by why."""
    return "、".join(f"{LEFT_OUT.get(why, why)}{count}{unit()}" for why, count in counts.items() if count)


def honour_conditions(kind: "HonourKind") -> str:
    """`全年积分不少于1分，环境卫生不少于10分，全年上过1次红榜`: what a kind of list asks of whoever points propose; of
    what is to be rectified any one thing of those told."""
    if kind.rectifies:
        return "，或".join(told for told in honour_causes(kind).values() if told)
    place = "" if kind.place is None else f"积分排名前{kind.place}{'' if kind.place.percent else '名'}"
    span = CYCLE_POINTS[kind.cycle]
    parts = [
        f"{span}积分不少于{show(kind.points)}分" if kind.points is not None else "",
        place,
        *(f"{name}不少于{show(least)}分" for name, least in kind.categories.items()),
        f"评为{'、'.join(kind.grades)}" if kind.grades else "",
        f"{span}上过{kind.red_lists}次红榜" if kind.red_lists else "",
        f"连续{kind.red_streak}次上红榜" if kind.red_streak else "",
    ]
    return "，".join(part for part in parts if part)


def honour_causes(kind: "HonourKind") -> dict[str, str]:
    """What each line of a kind that is to be rectified says; blank: it says nothing."""
    return {
        "at_most": f"积分不超过{show(kind.at_most)}分" if kind.at_most is not None else "",
        "grades": f"评为{'、'.join(kind.grades)}" if kind.grades else "",
        "deductions": f"扣{show(kind.deductions)}分以上" if kind.deductions is not None else "",
        "broken_rules": f"有{'、'.join(kind.broken_rules)}的扣分" if kind.broken_rules else "",
        "black_streak": f"连续{kind.black_streak}次上黑榜" if kind.black_streak else "",
    }


def honour_change(change: str, *, rectifies: bool) -> str:
    """What a correction says of a line of a village's own list."""
    return (HONOUR_RECTIFIED if rectifies else HONOUR_CHANGE).get(change, change)


def period(text: str) -> str:
    """`2025-07` → `2025年7月`, `2025Q3` → `2025年三季度`, `2025H1` → `2025年上半年`, `2025` → `2025年`."""
    value = Period.parse(text)
    tail = {
        "month": f"{value.first.number}月",
        "quarter": f"{_QUARTERS[value.number - 1]}季度" if value.kind == "quarter" else "",
        "half": "上半年" if value.number == 1 else "下半年",
        "year": "",
    }
    return f"{value.year}年{tail[value.kind]}"


def caps(rule: "Rule") -> str:
    """`10/次，40/年`; a deduction's cap is negative."""
    sign = "" if rule.points.positive else "-"
    return "，".join(f"{sign}{show(cap.limit)}/{(PER | PER_CATEGORY)[cap.counts_by]}" for cap in rule.caps)


def worth(canonical: str) -> str:
    """What a rule is worth, of the text the book keeps it as."""
    from jifen.domain.rulebook import RulePoints

    return points(RulePoints.parse(canonical))


def points(value: "RulePoints") -> str:
    """What a rule is worth as its village writes it: `10小时+2；20小时+5`, `每10元+0.1`, `一般-5；较重-10`, `-3~-15`."""
    if value.form == "named":
        return "；".join(f"{name}{show_signed(v)}" for name, v in zip(value.names, value.values, strict=True))
    if not value.is_measured:
        return str(value)
    reached = "满" if len(value.steps) == 1 else ""
    told = []
    for step, worth in zip(value.steps, value.values, strict=True):
        if step.every is None:
            told.append(f"{reached}{show(step.start)}{value.measure}{show_signed(worth)}")
            continue
        end = f"–{show(step.end)}{value.measure}" if step.end is not None else f"{value.measure}以上"
        band = f"{show(step.start)}{end}" if step.start or step.end is not None else ""
        told.append(f"{band}每{show(step.every)}{value.measure}{show_signed(worth)}")
    return "；".join(told)


def deadline(value: "Deadline | None") -> str:
    """`2小时`, `3天`, `5个工作日`; nothing where there is none."""
    return f"{value.count}{DEADLINE_UNIT[value.unit]}" if value is not None else ""


def minute(value: "datetime | None") -> str:
    """`2025-07-01 09:00`; of a moment of which only the day is known `2025-07-01`."""
    if value is None:
        return ""
    return value.strftime("%Y-%m-%d %H:%M" if value.hour or value.minute else "%Y-%m-%d")


def deed_note(note: str, matter: int | None, kind: str | None) -> str:
    """What was noted of a deed, and the matter that proposed it: `第 8 号事项（矛盾调解）`. In the office alone."""
    about = f"第 {matter} 号事项（{kind or ''}）" if matter is not None else ""
    return "，".join(filter(None, (about, note)))


def receipt_name(village: str, told: str, digest: str) -> str:
    """`沙院村2025年7月回执-3f2a9c1d.json`."""
    return f"{village}{period(told)}{RECEIPTS}-{digest}.json"


def rollup_word(word: str) -> str:
    """A word of the tables of villages' sums; a category or a figure stays as it is."""
    return ROLLUP_WORD.get(word, word)
