"""The sheet 办法 of a rule book: what a village writes about how it counts becomes the domain's scheme.

Every line is known or an issue at its cell; nothing is taken for the default because it could not be read.
"""

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from jifen.domain.points import parse_points, show
from jifen.domain.scheme.scheme import DEFAULT, REST, Scheme, Spendable, parse_scheme
from jifen.reading.formats.workbook import Sheet, Workbook
from jifen.reading.forms.form import Form, FormCell, FormRow, FormTable, find_tables
from jifen.reading.issue_log import IssueLog
from jifen.reading.words.grades import grades_in_words
from jifen.reading.words.names import normalise_text
from jifen.reading.words.numbers import is_none

SCHEME = Form(
    "scheme",
    ("seq", "scheme_item", "scheme_content", "note"),
    (("scheme_item", "scheme_content"),),
    "scheme",
    any_words=True,
)
_SHEET = re.compile(r"(?:积分|计分|评分|评议)?办法(?:设置|说明)?")
LISTED = 2
"""So many items of a scheme make a sheet one, whatever its name."""
_ORDINAL = re.compile(r"^[(（]?(?:[0-9]{1,2}|[一二三四五六七八九十]{1,3})[)）.、．]+")
_UNIT = re.compile(r"(?:[(（]分[)）])?[:：]?$")

ITEMS: Mapping[str, str] = {
    word: key
    for key, words in {
        "period": "评议周期 周期 评议时间 多久评一次 评议频次 积分周期 计分周期",
        "base": "基础分 基本分 底分 起始分 初始分 基础积分 初始积分",
        "floor": "最低分 下限 分数下限 最低积分",
        "ceiling": "最高分 上限 分数上限 最高积分 满分",
        "grades": "等级 星级 档次 等次 评星 等级划分 星级划分",
        "spendable": "可兑换 可兑换积分 兑换范围 可兑积分 兑换办法",
        "apart": "分组排名 排名分组 分开排名 排名办法",
        "subject": "对象 评议对象 积分对象 计分对象",
        "ranks": "公示名次 名次公示 公布名次 名次 公示排名 排名公示",
        "newcomers": "中途来去 中途进出 中途变动 中途迁入迁出 中途来去的户 新来户 迁入迁出 迁入迁出户",
        "redeem-from": "兑换最低分 最低兑换分 兑换门槛 兑换资格 兑换得分线 兑换资格分",
        "unscored": "不计入得分的类别 不计入得分 不计得分的类别 单列类别 单列 加分项单列 单列加分项",
    }.items()
    for word in words.split()
}
_REASONS: Mapping[str, str] = {
    "period": "scheme-period",
    "base": "scheme-base",
    "floor": "scheme-floor",
    "ceiling": "scheme-ceiling",
    "grades": "scheme-grades",
    "spendable": "scheme-spendable",
    "apart": "scheme-apart",
    "subject": "scheme-subject",
    "ranks": "scheme-ranks",
    "newcomers": "scheme-newcomers",
    "redeem-from": "scheme-redeem-from",
    "unscored": "scheme-unscored",
}
"""What is said of a content that cannot be read."""
_NUMBER = r"-?[0-9]+(?:\.[0-9]+)?"
_NOT_SET = re.compile(r"(?:不设|没有|无|不限|上?不封顶|不设限|不设[上下]限)")
_PERIOD = re.compile(
    r"(?:每|按|一)?个?(月|三个月|3个月|六个月|6个月|季|季度|半年|年|年度|全年)度?末?(?:[评议打]分?|评议|一评)?(?:一次|1次)?"
)
_PERIODS = {
    "月": "month",
    **dict.fromkeys(("季", "季度", "三个月", "3个月"), "quarter"),
    **dict.fromkeys(("半年", "六个月", "6个月"), "half"),
}
_NOTHING_LEFT = re.compile(
    r"(?:0分?[(（])?扣(?:完|光|到[0零]分?|至[0零]分?)(?:为止|即止)?(?:[)）]|[(（][0零]分?[)）])?|零分?"
)
_SPENDABLE: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"加减分|全部(?:积分)?|全部可兑换?|净分|合计"), "all"),
    (re.compile(r"只?(?:能)?兑?换?加分(?:部分)?|加分(?:可兑换?)?"), "awards"),
    (re.compile(r"不(?:能|可|参加|参与)?兑换?|无|不兑"), "none"),
)
_ABOVE = re.compile(
    rf"(?:(?:超过|超出|高于|大于|多于)({_NUMBER}|基础分|基本分|底分)分?|({_NUMBER}|基础分|基本分|底分)分?以上)(?:的)?(?:部分|积分|分)?(?:可兑换?)?"
)
_BEST = re.compile(
    rf"(?:按)?(?:得分|排名|积分)?(?:的)?最?前({_NUMBER})%(?:的)?(?:农?户|家庭|村民户)?[,，:：]?(?:每户|各户|各)"
    rf"(?:可|能)?(?:得|折|折算|奖|奖励|记|兑|兑换|发)?({_NUMBER})(?:个)?积?分(?:可?兑换?)?"
)
_NEWCOMERS: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"(?:照|按)?(?:整|全)(?:期|额)(?:计|算|计算|计分)?|照常(?:计分)?|照旧"), "whole"),
    (re.compile(r"按?(?:在村)?(?:的)?月(?:份|数)?(?:折算|折|计算|计|算)|折算"), "monthly"),
    (re.compile(r"不参评|不参加(?:评议|评比|评选|评级)|不评|不计(?:得)?分"), "out"),
)
_REDEEM_FROM = re.compile(
    rf"(?:低于|不足|不满|不到)({_NUMBER})分?的?(?:户)?(?:不|不能|不可|不得|不予)(?:参加|参与)?兑换?"
    rf"|(?:满|达到?|不低于|≥|>=)?({_NUMBER})分?(?:[(（]?含[)）]?)?(?:及?以上)?(?:的)?(?:户)?(?:才能|才可|方可|可以|可|能)?(?:兑换?)?"
)
_OF_BASE = frozenset({"基础分", "基本分", "底分"})
_APART = {"户类别": "tier", "类别": "tier", "村民小组": "group", "小组": "group", "组": "group", "网格": "grid"}
_SUBJECT = {
    **dict.fromkeys(("户", "农户", "家庭", "村民户"), "household"),
    **dict.fromkeys(("人", "村民", "个人"), "person"),
    **dict.fromkeys(("组", "村民小组", "小组"), "group"),
    "网格员": "grid-worker",
    "党员": "party-member",
}
_RANKS = {
    **dict.fromkeys(("是", "公示", "公布", "要", "有"), "yes"),
    **dict.fromkeys(("否", "不公示", "不公布", "不要", "不", "没有", "无"), ""),
}
_CATEGORIES = re.compile(r"[,，、/]+")


class _UnreadError(ValueError):
    """What stands there is not the content of its item."""


def without_scheme(workbook: Workbook) -> Workbook:
    """The workbook but for the sheet 办法."""
    return replace(workbook, sheets=[sheet for sheet in workbook.sheets if not _is_scheme(sheet)])


def _is_scheme(sheet: Sheet) -> bool:
    """By its name; under another name what lists the items of a scheme one below the other is one, too."""
    if _SHEET.fullmatch(normalise_text(sheet.name)):
        return True
    listed: dict[int, set[str]] = {}
    for row, column, cell in sheet.walk():
        key = ITEMS.get(_item(cell.text)) if cell.kind == "text" else None
        if key is not None and sheet.cell(row, column + 1) is not None:
            listed.setdefault(column, set()).add(key)
    return any(len(keys) >= LISTED for keys in listed.values())


def _item(text: str) -> str:
    """An item without the number before it, the colon and the unit behind it: `1. 基础分（分）：`."""
    return _UNIT.sub("", _ORDINAL.sub("", normalise_text(text)))


@dataclass(frozen=True, slots=True)
class SchemeReading:
    """A scheme, and the cell that names categories beside the score; whether there are such, the rules must say."""

    scheme: Scheme = DEFAULT
    categories: FormCell | None = None


def read_scheme(workbook: Workbook, log: IssueLog) -> SchemeReading:
    """What the sheet 办法 says; the default where there is none. Issues stand at the cells they are about."""
    sheets = [sheet for sheet in workbook.sheets if _is_scheme(sheet)]
    if not sheets:
        return SchemeReading()
    tables = find_tables(replace(workbook, sheets=sheets), SCHEME)
    if not tables:
        log.add("table-not-found", sheets[0].name, facts={"reason": "scheme"})
    lines: dict[str, tuple[str, FormRow]] = {}
    for table in tables:
        _note_beside(next(sheet for sheet in sheets if sheet.name == table.sheet), table, log)
        for row, more in _joined(table.rows):
            _take(row, more, lines, log)
    unscored = lines.get("unscored")
    return SchemeReading(_scheme(lines, log), unscored[1]["scheme_content"] if unscored else None)


def with_categories(reading: SchemeReading, known: Collection[str], log: IssueLog) -> Scheme:
    """The scheme with the names of categories as the rules beside it write them; one they do not have is an issue."""
    scheme, cell = reading.scheme, reading.categories
    if cell is None or not scheme.unscored:
        return scheme
    parts = ([part] if part in known else _CATEGORIES.split(part) for part in scheme.unscored)
    names = dict.fromkeys(name for part in parts for name in part if name)
    for name in names:
        if name not in known:
            log.on("points-invalid", cell, {"reason": _REASONS["unscored"], "category": name})
    return replace(scheme, unscored=tuple(names))


def _note_beside(sheet: Sheet, table: FormTable, log: IssueLog) -> None:
    """What stands in a column of its own beside the lines may be a line, too: it is read by nobody."""
    numbers = {row.number for row in table.rows}
    known = set(table.columns.values())
    for row, column, cell in sheet.walk():
        if row in numbers and column not in known and not is_none(cell):
            log.at("cell-unread", sheet, row, column)


def _joined(rows: Sequence[FormRow]) -> list[tuple[FormRow, list[str]]]:
    """Lines, each with the contents below it that belong to the same item: its cell is merged down over them."""
    found: list[tuple[FormRow, list[str]]] = []
    for row in rows:
        if found and row["scheme_item"].covered:
            found[-1][1].append(row["scheme_content"].found or "")
        else:
            found.append((row, []))
    return found


def _take(row: FormRow, more: Sequence[str], lines: dict[str, tuple[str, FormRow]], log: IssueLog) -> None:
    """One line of the sheet; a blank content says nothing, as a form that is not filled in."""
    item, content = row["scheme_item"], row["scheme_content"]
    key = ITEMS.get(_item(item.found or ""))
    text = "\n".join(filter(None, [content.found, *more]))
    if key is None:
        log.on("cell-unread", item, {"reason": "scheme"})
    elif key in lines:
        log.on("row-repeated", item, {"reason": "scheme", "other": lines[key][1]["scheme_item"].cell})
    elif text.strip() and (not content.blank or more or key == "spendable"):
        try:
            lines[key] = (_READERS[key](text if key in _BY_LINES else normalise_text(text)), row)
        except (_UnreadError, ValueError):
            log.on("points-invalid", content, {"reason": _REASONS[key]})


def _scheme(lines: Mapping[str, tuple[str, FormRow]], log: IssueLog) -> Scheme:
    """The scheme of these lines. Points of other subjects than households are not redeemed unless a line says so."""
    found = {key: text for key, (text, _) in lines.items() if text}
    if found.get("subject", DEFAULT.subject) != DEFAULT.subject:
        found.setdefault("spendable", "none")
    if found.get("spendable") == f"above:{REST}":
        found["spendable"] = f"above:{found.get('base', '0')}"
    try:
        return parse_scheme(found)
    except ValueError:
        at = next(lines[key][1] for key in ("base", "floor", "ceiling") if key in lines)
        log.on("points-invalid", at["scheme_content"], {"reason": "scheme-base-against"})
        return DEFAULT


def _period(text: str) -> str:
    match = _PERIOD.fullmatch(text)
    if match is None:
        raise _UnreadError(text)
    return _PERIODS.get(match[1], "year")


def _number(text: str) -> str:
    match = re.fullmatch(rf"(?:每户)?({_NUMBER})分?", text)
    if match is None:
        raise _UnreadError(text)
    return show(parse_points(match[1]))


def _base(text: str) -> str:
    return "0" if _NOT_SET.fullmatch(text) else _number(text)


def _floor(text: str) -> str:
    """A number; `扣完为止` is nothing left, and what is not set is no bound."""
    if _NOT_SET.fullmatch(text):
        return ""
    if _NOTHING_LEFT.fullmatch(text):
        return "0"
    return _number(re.sub(r"^(?:最低为?|不低于)", "", text))


def _ceiling(text: str) -> str:
    """A number: `120`, `封顶120分`, `不超过120分`."""
    return "" if _NOT_SET.fullmatch(text) else _number(re.sub(r"^(?:最高为?|不超过|封顶)|封顶$", "", text))


def _spendable(text: str) -> str:
    for pattern, kind in _SPENDABLE:
        if pattern.fullmatch(text):
            return kind
    if best := _BEST.fullmatch(text):
        return _checked_best(f"best:{show(parse_points(best[1]))}:{show(parse_points(best[2]))}")
    match = _ABOVE.fullmatch(text)
    if match is None:
        raise _UnreadError(text)
    number = match[1] or match[2]
    return f"above:{REST if number in _OF_BASE else show(parse_points(number))}"


def _checked_best(text: str) -> str:
    try:
        return str(Spendable.parse(text))
    except ValueError:
        raise _UnreadError(text) from None


def _newcomers(text: str) -> str:
    kind = next((kind for pattern, kind in _NEWCOMERS if pattern.fullmatch(text)), None)
    if kind is None:
        raise _UnreadError(text)
    return kind


def _redeem_from(text: str) -> str:
    """`60`, `60分以上`, `低于60分不能兑换`: who scored less cannot redeem."""
    if _NOT_SET.fullmatch(text):
        return ""
    match = _REDEEM_FROM.fullmatch(text)
    if match is None:
        raise _UnreadError(text)
    return show(parse_points(match[1] or match[2]))


def _unscored(text: str) -> str:
    """Names of categories; which of them there are is asked once the rules are read."""
    parts = [normalise_text(part) for part in re.split(r"[;；\n]+", text)]
    return "" if _NOT_SET.fullmatch(normalise_text(text)) else ";".join(filter(None, parts))


def _apart(text: str) -> str:
    plain = re.sub(r"^(?:按|分)|(?:分别?|分开)?(?:排名|排)$", "", text)
    if _NOT_SET.fullmatch(plain) or plain in ("不分", "不", "全村"):
        return ""
    if plain not in _APART:
        raise _UnreadError(text)
    return _APART[plain]


def _subject(text: str) -> str:
    if text not in _SUBJECT:
        raise _UnreadError(text)
    return _SUBJECT[text]


def _ranks(text: str) -> str:
    if text not in _RANKS:
        raise _UnreadError(text)
    return _RANKS[text]


_READERS: Mapping[str, Callable[[str], str]] = {
    "period": _period,
    "base": _base,
    "floor": _floor,
    "ceiling": _ceiling,
    "grades": grades_in_words,
    "spendable": _spendable,
    "apart": _apart,
    "subject": _subject,
    "ranks": _ranks,
    "newcomers": _newcomers,
    "redeem-from": _redeem_from,
    "unscored": _unscored,
}
_BY_LINES = frozenset({"grades", "unscored"})
"""Contents of several parts, which may stand in lines of their own."""
