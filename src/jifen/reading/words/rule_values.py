"""What a rule is worth, and how often, in a village's words: points, ladders, severities, limits, numbers of months."""

import re
from collections.abc import Callable, Sequence
from decimal import Decimal

from jifen.domain.points import PointsError, parse_points
from jifen.domain.rulebook import Cap, Per, RulePoints
from jifen.domain.rules.values import Step
from jifen.reading.formats.workbook import Cell
from jifen.reading.words.names import chinese_number, normalise_text
from jifen.reading.words.numbers import is_none

PER_WORDS: dict[str, Per] = {
    "次": "event", "件": "event", "天": "day", "日": "day", "月": "month", "季": "quarter", "季度": "quarter",
    "半年": "half", "年": "year", "年度": "year", "全年": "year",
}  # fmt: skip
_SIGNS = {
    **dict.fromkeys(("加", "奖", "奖励", "计", "记", "得", "给", "增加", "加计", "奖加"), "+"),
    **dict.fromkeys(("减", "扣", "扣除", "扣减", "减去", "罚", "倒扣"), "-"),
}
_SIGN = f"{'|'.join(sorted(_SIGNS, key=len, reverse=True))}|[+-]"
_UNITS = r"(?:人次|人|次|项|户|件|例|起|处|场|篇|条|个|天|日|周|月|季度?|半年|年度?|小时|回)"
_NUMBER = r"[+-]?[0-9]+(?:\.[0-9]+)?分?"
_WORDED = re.compile(
    rf"(?:(?:每|一|单){_UNITS}:?)?(?:酌情|视情节?|视情况|分别|可|予以|给予|一次性|各)*"
    rf"({_SIGN})?({_NUMBER}(?:(?:[~/]|或|-){_NUMBER})*)(?:不等)?"
    rf"(?:/?(?:每|一|单)?{_UNITS})?"
)
"""Points in a village's words: for each of what, a word for the sign, a figure or several, for each of what."""
_SPAN = re.compile(r"[~～—–至到]+")
_PARTS = re.compile(r"[,，;；、]")
_PLAIN = r"[0-9]+(?:\.[0-9]+)?"
_MEASURE = r"[\u3400-\u9fffA-Za-z]{0,6}?"
_WORTH = rf":?(?P<sign>{_SIGN})?(?P<value>{_PLAIN})分?"
_RUNG = re.compile(
    rf"(?:每年|全年|年)?(?:累计|累积)?(?P<from>满|达~?)?(?P<start>{_PLAIN})(?P<measure>{_MEASURE})"
    rf"(?P<over>(?:及?以上)?)(?:的)?{_WORTH}"
)
_BAND = re.compile(
    rf"(?:(?P<start>{_PLAIN})(?P<unit>{_MEASURE})(?:[~-](?P<end>{_PLAIN})(?P<other>{_MEASURE})|(?:及?以上|起))"
    rf"(?:(?P<part>的?部分)|的)?:?)?每满?(?P<every>{_PLAIN})(?P<measure>{_MEASURE}){_WORTH}"
)
_SEVERITY = re.compile(rf"(?P<name>[\u3400-\u9fff()]{{1,10}}?)的?{_WORTH}")
_PRIZE = re.compile(r"(?<=等)(奖):?[+加奖计记得给]?(?=[0-9])")
"""`一等奖10分`: the word belongs to the name, not to the figure."""
_NO_NAME = re.compile(r"^[每满达]|最多|最高|不超过|不得|上限|封顶|限")
_EVERY = r"(?:每户)?(每?次|每?件|每?[天日]|每个?月|月|每?个?季度?|每?半年|全年|每?年度?)"
_OTHER_PERIODS = r"每?个?(周|星期)"
"""Limits are not kept by these."""
_AT_MOST = (
    r"(?:累计|合计)?(?:限|最多|最高|至多|(?:最多)?不(?:得|能|可)?(?:超过|多于|高于)|上限为?|封顶)(?:[加扣得]分?)?"
)
_SIZE = r"([+-]?[0-9]+(?:\.[0-9]+)?)分?"
_CAP = re.compile(rf"(?:{_AT_MOST}(?=[0-9.]+[分/]))?([+-]?[0-9]+(?:\.[0-9]+)?)(?:分/?|/|(?=[每月年])){_EVERY}")
"""Without a slash or the word for points `3次` is a number of times, no limit."""
_CAP_WORDED = re.compile(rf"{_EVERY}{_AT_MOST}{_SIZE}(?:为限|封顶)?")
_CAP_BARE = re.compile(rf"{_EVERY}{_SIZE}(?:为限|封顶)?")
"""`每月4分`: a limit only where limits are asked for; beside points it may be what is given."""
_CAP_OTHERWISE = re.compile(rf"(?:{_AT_MOST})?{_SIZE}/?{_OTHER_PERIODS}|{_OTHER_PERIODS}(?:{_AT_MOST})?{_SIZE}.*")
_OF_CATEGORY = re.compile(r"(?:[每本同该一]|每一)?类别?(?:合计|的)?:?")
_PER_CATEGORY = re.compile(r"/(?:每?类别?)(?=/|每|$)")
_ALONE = re.compile(rf"(?:{_AT_MOST})?{_SIZE}(?:为限|封顶)?")
_NO_LIMIT = re.compile(r"(?:不限|不设(?:上?限)?|上?不封顶|没有(?:上限)?|无上限)")
_MONTHS = re.compile(r"([0-9]{1,3})(?:个?月)?|([0-9]{1,2})年")
_MONTHS_IN_WORDS = re.compile(r"([一二两三四五六七八九十]{1,3})(个月|年)")
BESIDE_POINTS = (_CAP, _CAP_WORDED)
"""Limits that are such wherever they stand."""
IN_CAPS = (*BESIDE_POINTS, _CAP_BARE)
MOST_MONTHS = 120


def points_and_rest(text: str) -> tuple[RulePoints | None, list[str]]:
    """What a rule is worth, and the parts of the text behind it, which must be limits."""
    parts = [part for part in _PARTS.split(_SPAN.sub("~", text.rstrip("。"))) if part]
    plain = points_in_words(parts[0]) if parts else None
    if plain is not None:
        return plain, parts[1:]
    for read in (_steps, _ladder, _severities):
        for count in range(len(parts), 0, -1):
            if (found := _sound(read, parts[:count])) is not None:
                return found, parts[count:]
    return None, parts[1:]


def points_in_words(text: str) -> RulePoints | None:
    """`+2`, `一次加50分`, `加30分/次`, `每次扣3—15分`, `2分或5分`; None for anything else."""
    match = _WORDED.fullmatch(_SPAN.sub("~", text.replace("--", "~-")))
    if match is None:
        return None
    sign, body = _SIGNS.get(match[1] or "", match[1] or ""), match[2].replace("分", "")
    if re.fullmatch(r"[0-9.]+-[0-9.]+", body):
        body = body.replace("-", "~")
    parts = re.split(r"[~/]|或", body)
    if sign == "+" and any(part.startswith("-") for part in parts):
        return None
    signed = ("~" if "~" in body else "/").join(part if part[:1] in "+-" else sign + part for part in parts)
    try:
        return RulePoints.parse(signed)
    except (PointsError, ValueError):
        return None


def _sound(read: Callable[[Sequence[str]], RulePoints | None], parts: Sequence[str]) -> RulePoints | None:
    try:
        return read(parts)
    except (PointsError, ValueError):
        return None


def _worth(match: re.Match[str]) -> Decimal:
    """The value with its sign; without one it is an award."""
    sign = match["sign"] or "+"
    return parse_points(_SIGNS.get(sign, sign) + match["value"])


def _measure(words: Sequence[str]) -> str:
    """The one word for what is counted; raises `ValueError` where there is none, or two."""
    known = {word for word in words if word}
    if len(known) != 1:
        raise ValueError(str(sorted(known)))
    return known.pop()


def _ladder(parts: Sequence[str]) -> RulePoints | None:
    """`10小时+2；20小时+5`, `满10次加2分，满20次加5分`; a single step must say that it is to be reached."""
    rungs = [_RUNG.fullmatch(part) for part in parts]
    known = [rung for rung in rungs if rung is not None]
    if len(known) < len(parts) or (len(parts) == 1 and not (known[0]["from"] or known[0]["over"])):
        return None
    if any(rung["sign"] is None and ":" not in part for rung, part in zip(known, parts, strict=True)):
        return None
    steps = tuple(Step(parse_points(rung["start"])) for rung in known)
    measure = _measure([rung["measure"] for rung in known])
    return RulePoints("ladder", tuple(_worth(rung) for rung in known), steps=steps, measure=measure)


def _steps(parts: Sequence[str]) -> RulePoints | None:
    """`100–1000元每100元+1；1001–5000元每400元+1`, `每10元+0.1`."""
    bands = [_BAND.fullmatch(part) for part in parts]
    known = [band for band in bands if band is not None]
    if len(known) < len(parts) or any(band["start"] is None for band in known[1:]):
        return None
    if known[0]["part"] and parse_points(known[0]["start"]) > 1:
        return None  # what lies below it counts for nothing, which steps do not say
    steps = tuple(
        Step(
            parse_points(band["start"] or "0"),
            parse_points(band["end"]) if band["end"] else None,
            parse_points(band["every"]),
        )
        for band in known
    )
    measure = _measure([word for band in known for word in (band["unit"], band["other"], band["measure"]) if word])
    return RulePoints("steps", tuple(_worth(band) for band in known), steps=steps, measure=measure)


def _severities(parts: Sequence[str]) -> RulePoints | None:
    """`一般-5；较重-10；严重-15`, `轻微扣2分，严重扣5分`; one alone is no choice."""
    named = [_SEVERITY.fullmatch(_PRIZE.sub(r"\1:+", part)) for part in parts]
    known = [each for each in named if each is not None]
    if len(known) < len(parts) or len(parts) < 2 or any(_NO_NAME.search(each["name"]) for each in known):
        return None
    if any(each["sign"] is None for each in known):
        return None
    return RulePoints("named", tuple(_worth(each) for each in known), tuple(each["name"] for each in known))


def caps_in_words(text: str, category: str = "") -> tuple[Cap, ...] | None:
    """`6/月`, `10/次，40/年`, `每月最多6分`, `10/类别/月`; none where the text says that there is no limit.

    None where a part is no limit, or two count by the same.
    """
    if _NO_LIMIT.fullmatch(text):
        return ()
    return limits(_PARTS.split(text.rstrip("。")), IN_CAPS, category)


def period_without_caps(text: str) -> str | None:
    """The word for a period by which no limit is kept, where one is written: `每周5分`."""
    found = (_CAP_OTHERWISE.fullmatch(part) for part in _PARTS.split(text.rstrip("。")))
    return next((match[2] or match[3] for match in found if match), None)


def limits(parts: Sequence[str], forms: Sequence[re.Pattern[str]], category: str = "") -> tuple[Cap, ...] | None:
    """Each part a limit, each by another period; None otherwise."""
    caps = [_cap(part, forms, normalise_text(category)) for part in parts if part]
    known = tuple(cap for cap in caps if cap is not None)
    return known if len(known) == len(caps) and differ(known) else None


def differ(caps: Sequence[Cap]) -> bool:
    """Whether each counts by another period."""
    return len({cap.counts_by for cap in caps}) == len(caps)


def _cap(text: str, forms: Sequence[re.Pattern[str]], category: str) -> Cap | None:
    plain, of_category = _without_category(text, category)
    if of_category and (alone := _ALONE.fullmatch(plain)) is not None:
        return _sized(alone[1], "month", of_category=True)  # a meeting's month where nothing else is said
    match = next((match for form in forms if (match := form.fullmatch(plain))), None)
    if match is None:
        return None
    first, second = match.groups()
    number, per = (second, first) if _period(first) else (first, second)
    by = _period(per)
    return _sized(number, by, of_category=of_category) if by and not (of_category and by == "event") else None


def _period(text: str) -> Per | None:
    return PER_WORDS.get(text.lstrip("每个"))


def _without_category(text: str, category: str) -> tuple[str, bool]:
    """A limit without the words that make it one of the whole category: `10/类别/月`, `本类每月最多10分`, its name."""
    if category and text.startswith(category):
        rest = text.removeprefix(category)
        return _OF_CATEGORY.sub("", rest, count=1) if _OF_CATEGORY.match(rest) else rest, True
    if (match := _OF_CATEGORY.match(text)) is not None:
        return text[match.end() :], True
    plain = _PER_CATEGORY.sub("", text, count=1)
    return plain, plain != text


def _sized(number: str, per: Per, *, of_category: bool) -> Cap | None:
    try:
        limit = abs(parse_points(number))
    except PointsError:
        return None
    return Cap(limit, per, of_category) if limit else None


def typed_points(text: str) -> RulePoints | None:
    """Points of a rule as somebody types them."""
    points, rest = points_and_rest(normalise_text(text))
    return None if rest else points


def typed_caps(text: str, category: str = "") -> tuple[Cap, ...] | None:
    """Limits as somebody types them: none for a blank, `无` or `none`; None where it cannot be read."""
    folded = normalise_text(text)
    return () if is_none(Cell("text", text)) or folded.lower() == "none" else caps_in_words(folded, category)


def months_in_words(text: str) -> int | None:
    """`3`, `3个月`, `1年`, `半年`, `两年` as months; None for anything else."""
    if worded := _MONTHS_IN_WORDS.fullmatch(text):
        text = f"{chinese_number(worded[1])}{worded[2]}"
    match = _MONTHS.fullmatch("6" if text == "半年" else text)
    months = (int(match[1]) if match[1] else 12 * int(match[2])) if match else 0
    return months if 1 <= months <= MOST_MONTHS else None
