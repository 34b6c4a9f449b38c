"""The sheet 办法 of a rule book: what a village writes about how it counts becomes the domain's scheme.

Every line is known or an issue at its cell; nothing is taken for the default because it could not be read.
"""

import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import pairwise

from jifen.domain.points import PointsError, parse_points, show
from jifen.domain.scheme.scheme import DEFAULT, REST, Scheme, Spendable, parse_grades, parse_scheme
from jifen.reading.formats.workbook import Sheet, Workbook
from jifen.reading.forms.form import Form, FormCell, FormRow, find_tables
from jifen.reading.issue_log import IssueLog
from jifen.reading.words.names import normalise_text

SCHEME = Form(
    "scheme", ("seq", "scheme_item", "scheme_content", "note"), (("scheme_item", "scheme_content"),), "scheme"
)
_SHEET = re.compile(r"(?:积分|计分|评分|评议)?办法(?:设置|说明)?")

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
    "newcomers": "scheme-newcomers",
    "redeem-from": "scheme-redeem-from",
    "unscored": "scheme-unscored",
}
"""What is said of a content that cannot be read."""
_NUMBER = r"-?[0-9]+(?:\.[0-9]+)?"
_NOT_SET = re.compile(r"(?:不设|没有|无|不限|不封顶|不设限)")
_PERIOD = re.compile(r"(?:每|按|一)?个?(月|季|季度|半年|年|年度|全年)度?(?:评议?)?(?:一次|1次)?")
_PERIODS = {"月": "month", "季": "quarter", "季度": "quarter", "半年": "half"}
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
_CATEGORIES = re.compile(r"[,，、/]+")
_PARTS = re.compile(r"[;；,，、\n]+")
_FROM = r"(?:≥|>=|满|达到?|不低于)?"
_UP = r"分?(?:[(（]?含[)）]?)?(?:及?以上|起)?"
_GRADE = re.compile(rf"(.*?[^0-9:：=≥>.-])[:：=]?{_FROM}({_NUMBER})(?:[-~—至]({_NUMBER}))?{_UP}")
_GRADE_BEHIND = re.compile(rf"{_FROM}({_NUMBER})(?:[-~—至]({_NUMBER}))?{_UP}(?:为|评为|是|[:：=])?([^0-9].*)")
_REST = re.compile(
    rf"(.+?)[:：=]?(?:其余|其他|(?:低于|不足|不满)({_NUMBER})分?|({_NUMBER})分?以下)|(?:其余|其他)(?:为|评为|[:：=])?(.+)"
)


class _UnreadError(ValueError):
    """What stands there is not the content of its item."""


def without_scheme(workbook: Workbook) -> Workbook:
    """The workbook but for the sheet 办法."""
    return replace(workbook, sheets=[sheet for sheet in workbook.sheets if not _is_scheme(sheet)])


def _is_scheme(sheet: Sheet) -> bool:
    return bool(_SHEET.fullmatch(normalise_text(sheet.name)))


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
    for row in (row for table in tables for row in table.rows):
        _take(row, lines, log)
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


def _take(row: FormRow, lines: dict[str, tuple[str, FormRow]], log: IssueLog) -> None:
    """One line of the sheet; a blank content says nothing, as a form that is not filled in."""
    item, content = row["scheme_item"], row["scheme_content"]
    key = ITEMS.get(item.folded)
    if key is None:
        log.on("cell-unread", item, {"reason": "scheme"})
    elif key in lines:
        log.on("row-repeated", item, {"reason": "scheme", "other": lines[key][1]["scheme_item"].cell})
    elif not content.blank or content.found:
        try:
            lines[key] = (_READERS[key](content.folded or normalise_text(content.found or "")), row)
        except (_UnreadError, PointsError):
            log.on("points-invalid", content, {"reason": _REASONS[key]})


def _scheme(lines: Mapping[str, tuple[str, FormRow]], log: IssueLog) -> Scheme:
    found = {key: text for key, (text, _) in lines.items() if text}
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
    match = re.fullmatch(rf"({_NUMBER})分?", text)
    if match is None:
        raise _UnreadError(text)
    return show(parse_points(match[1]))


def _bound(text: str) -> str:
    """A number; `扣完为止` is nothing left, and what is not set is no bound."""
    if _NOT_SET.fullmatch(text):
        return ""
    return "0" if text in ("扣完为止", "扣完", "扣到0为止", "扣至0分") else _number(text)


def _grades(text: str) -> str:
    """`五星:95；四星:85`, `五星≥95`, `95分以上为五星`, `优秀90-100；良好80-89`, `其余为D`."""
    found = [_grade(part) for part in _PARTS.split(text) if part]
    try:
        grades = parse_grades(";".join(f"{name}:{least}" for name, least, _ in found))
    except ValueError:
        raise _UnreadError(text) from None
    tops = {name: top for name, _, top in found if top is not None}
    for higher, grade in pairwise(grades):
        if grade.name in tops and not _meets(tops[grade.name], higher.least, rest=grade.least is None):
            raise _UnreadError(text)
    return ";".join(map(str, grades))


def _meets(top: Decimal, higher: Decimal | None, *, rest: bool) -> bool:
    """Whether a grade that is said to end at `top` leaves no gap below the next higher one, nor reaches into it."""
    gap = (higher or Decimal()) - top
    return gap == 0 if rest else 0 < gap <= 1


def _grade(text: str) -> tuple[str, str, Decimal | None]:
    """Name, from where, and up to where it is said to reach."""
    if match := _REST.fullmatch(text):
        end = match[2] or match[3]
        return _name(match[1] or match[4]), REST, parse_points(end) if end else None
    match = _GRADE.fullmatch(text)
    name = match[1] if match else None
    if match is None:
        match = _GRADE_BEHIND.fullmatch(text)
        if match is None:
            raise _UnreadError(text)
        name, least, top = match[3], match[1], match[2]
    else:
        least, top = match[2], match[3]
    return _name(name or ""), least, parse_points(top) if top else None


def _name(text: str) -> str:
    name = text.strip(":：= ")
    if not name or ":" in name:
        raise _UnreadError(text)
    return name


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
    return "" if _NOT_SET.fullmatch(text) else ";".join(filter(None, re.split(r"[;；\n]+", text)))


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


_READERS: Mapping[str, Callable[[str], str]] = {
    "period": _period,
    "base": _number,
    "floor": _bound,
    "ceiling": _bound,
    "grades": _grades,
    "spendable": _spendable,
    "apart": _apart,
    "subject": _subject,
    "newcomers": _newcomers,
    "redeem-from": _redeem_from,
    "unscored": _unscored,
}
