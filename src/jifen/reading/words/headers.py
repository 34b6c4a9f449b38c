"""What headers mean: the words of `vocabulary`, and the patterns of rows that are totals or notes.

A label is compared without spaces, widths and what stands in brackets behind it.
"""

import re
from functools import lru_cache
from typing import Literal, NamedTuple, get_args

from jifen.reading.words.left_aside import left_by_notes, left_key
from jifen.reading.words.names import normalise_text
from jifen.reading.words.vocabulary import WORDS

Key = Literal[
    "seq", "code", "code?", "head", "actor", "grid", "group", "date", "direction", "rule_code", "rule_text", "category",
    "reason", "points", "claim", "count", "decision", "total", "award", "deduction", "month",
    "proposal", "confirmed", "deed", "severity", "ignore",
]  # fmt: skip

_MEANINGS: dict[str, Key] = {alias: key for key in get_args(Key) if key != "ignore" for alias in WORDS[key].split()}

_FIGURES = frozenset({"points", "total", "award", "deduction", "claim", "count"})
_BRACKETS = re.compile(r"[(\[【〔{]([^)\]】〕}]{0,80})[)\]】〕}]")
_MONTH_PREFIX = re.compile(r"^(?:[0-9]{2,4}年)?(?:[0-9]{1,2}|[一二三四五六七八九十]{1,2})月份?")
_PERIOD_PREFIX = re.compile(r"^(?:本月份?|当月|本期|本次|本季度?)(?=.)")


def without_month(plain: str) -> str:
    """`6月环境卫生` and `本月环境卫生` without the month in front."""
    return _PERIOD_PREFIX.sub("", _MONTH_PREFIX.sub("", plain))


class Label(NamedTuple):
    """A header cell's text, folded: `plain` without brackets, `notes` what stood in them."""

    plain: str
    notes: tuple[str, ...]
    whole: str


@lru_cache(maxsize=65536)
def label(text: str) -> Label:
    """Fold a header's text."""
    whole = normalise_text(text)
    notes = tuple(_BRACKETS.findall(whole))
    outside = _BRACKETS.sub("", whole) or "".join(notes)
    return Label(outside.strip(":：*﹡、,，。"), notes, whole)


@lru_cache(maxsize=65536)
def meaning(text: str) -> Key | None:
    """What a header means on its own; None where no village has used the word yet."""
    folded = label(text)
    key = _MEANINGS.get(folded.plain) or _MEANINGS.get(folded.whole)
    if key is None and (rest := _MONTH_PREFIX.sub("", folded.plain)) != folded.plain:
        key = _MEANINGS.get(rest) or _MEANINGS.get(f"本月{rest}")
    if key is None and (rest := _PERIOD_PREFIX.sub("", folded.plain)) != folded.plain:
        key = _MEANINGS.get(rest)
        key = key if key in _FIGURES else None
    if key is None and left_key(folded.plain) is not None:
        return "ignore"
    return "ignore" if key in _FIGURES and of_another_kind(folded) else key


def left_of(folded: Label) -> str | None:
    """The meaning under which a column is left aside, a key of `LEFT_ASIDE`; None where it is not."""
    return left_by_notes(folded.notes) or left_key(folded.plain)


def of_another_kind(folded: Label) -> bool:
    """`合计（上月）`, `环境卫生（元）`, `环境卫生（申报）`: by what stands in brackets not the points of this month."""
    return left_by_notes(folded.notes) is not None


_AWARD = re.compile(r"(?:加分|奖分|奖励|加项|得分项|正面|正向|^[加奖+]$)")
_DEDUCTION = re.compile(
    r"(?:扣分|减分|罚分|罚劣|负分|失分|丢分|倒扣|减扣|核减|负积分|[扣减]项|扣[除减罚]|负面|负向|反面|惩|处罚|^[扣减罚负−-]$)"
)
_BOTH = re.compile(
    r"加分?[/、和与或及]?[扣减]|[扣减]分?[/、和与或及]?加|增[/、和与或及]?减|[奖正][/、和与或及]?[惩罚扣负]|"
    r"[扣减罚].*(?:负|[-−])|负数|[+加][/]?[-−]|±"
)
_BLAME = re.compile(r"违规|违纪|违反|违法|失信|不良|不文明|陋习|红线|曝光|批评|黑榜|黑名单|禁止|反向|倒扣|约束")


def speaks_of_both(folded: Label) -> bool:
    """`加减分`, `加扣分情况`, `环境卫生（扣分用负数表示）`: each figure carries its own sign."""
    return any(_BOTH.search(text) for text in (folded.plain, *folded.notes)) and not wants_positive(folded)


def sign_of(folded: Label) -> int:
    """Whether a group or column is of awards (1) or deductions (-1); 0 where it says neither or both."""
    for text in (folded.plain, *folded.notes):
        if _BOTH.search(text):
            return 0
        award, deduction = bool(_AWARD.search(text)), bool(_DEDUCTION.search(text))
        if award != deduction:
            return 1 if award else -1
    return -1 if any(_BLAME.search(note) for note in folded.notes) else 0


def group_sign(folded: Label) -> int:
    """As `sign_of`, of a group over several columns: words of blame mean deductions there."""
    return sign_of(folded) or (-1 if _BLAME.search(folded.plain) and not speaks_of_both(folded) else 0)


_LONGEST_HEADING = 30
_SIGNED = re.compile(
    r"(?:.*[^加增减扣奖罚])?(?P<sign>加分|奖分|加项|正面|扣分|减分|扣减|扣罚|罚分|失分|负分|丢分|倒扣|核减|减扣|批评|惩罚|惩戒|扣除|扣项|减项|负面|违规|处罚)"
    r"(?:清单|明细|汇总|项目|事项|情况|登记|公示|统计|记录|台账|名单|部分|类|项)*(?:表|册|单|簿)?"
)


def sign_of_heading(text: str) -> int:
    """1 or -1 where a sheet's name, a title or a heading says that what stands below is of one direction alone."""
    folded = label(text)
    if speaks_of_both(folded) or len(folded.plain) > _LONGEST_HEADING:
        return 0
    match = _SIGNED.fullmatch(folded.plain)
    return 0 if match is None else 1 if match["sign"][0] in "加奖正" else -1


def wants_positive(folded: Label) -> bool:
    """`扣分项（填正数）`."""
    return "正数" in folded.whole


_PART = re.compile(
    r"[上下前后]半?月|[0-9]{1,2}日?[-至到~][0-9]{1,2}日|[上中下]旬|第?[1-5一二三四五]周|第[1-9一二三四五六]次"
)


def part_of_month(folded: Label) -> bool:
    """`上半月`, `中旬`, `第二周`: figures that add up to the month's."""
    return bool(_PART.fullmatch(folded.plain)) and folded.plain not in ("上月", "下月")


_TOTAL_ROW = re.compile(
    r"(?:(?:第?[0-9〇一二三四五六七八九十]+号?)?(?:微?网格|组|小组|村民小组|片区?|页|屯)|分微?网格|分组|各微?网格|各组|本页|全村|全部|本组|本网格|各户|户|总|村|本月|累计|以上|全表|本表|[0-9]{4}年[0-9]{1,2}月)*"
    r"(?:小计|合计|总计|共计|总合计|累计|总和|计)(?:[0-9]+户)?"
)
_GRAND = re.compile(r"总计|总合计|全村|共计|总和|全部|全表|本表")
_NOTE = re.compile(
    r"^(?:备?注[:：\d]|备注|注意|说明|填表|评议小组|评议组|评议人员|签字|签名|制表|制单|记录人|审核|复核|填报|填表|村监委|监督|支部书记|党支部|村委会|村民委员会|日期[:：]|公示"
    r"|[-—~*/(（]*(?:此行)?以下(?:空白|无)|空白$|单位[:：]|联系电话|统计人|网格员[:：]|网格长[:：]|组长[:：]|主持人|参加人员|应到|实到|第[0-9]+页|共[0-9]+页|[(（]盖章|年月日)"
)


@lru_cache(maxsize=16384)
def total_row(text: str) -> Literal["", "part", "grand"]:
    """Whether a text marks a row of totals, and of which kind."""
    plain = _BRACKETS.sub("", normalise_text(text)).strip(":：")
    if len(plain) > 24 or not _TOTAL_ROW.fullmatch(plain) or plain == "计":
        return ""
    return "grand" if _GRAND.search(plain) else "part"


_STATISTIC = re.compile(
    r"(?:全村|本村|各户|每户|本组|本网格|本表|本月|户|人)*(?:平均|均)(?:分|分数|得分|积分|值|数)?"
    r"|(?:全村|本村|本组|本网格|本表|本月)?(?:最高|最低|最大|最小)(?:分|分数|得分|积分|值|数)?|中位数|标准差"
)
_COUNTED = re.compile(r"(?:共计?|合?计)?[0-9]+(?:户|人|人次|条|项|件|次|行)")
_POST = re.compile(
    r"(?:(?:单位|分管)?负责人|经办人|承办人|组长|副组长|村?主任|村?支?书记?|第一书记|会计|报账员|网格[员长]|村民代表|代表|见证人"
    r"|[监计唱]票人|录入人|校对人?|核对人?|联系人|分管领导|驻村干部|领导|盖章|单位盖章)(?:[(（]?(?:签字|签名|签章|盖章)[)）]?)?"
)
_BODY = re.compile(
    r".{0,24}(?:村民委员会|村委会|居委会|居民委员会|党支部|党总支|党委|支部委员会|监督委员会|村监委|理事会"
    r"|评议(?:小|委员会)?组?|领导小组|村|社区|人民政府)(?:[(（]?(?:盖章|公章|章)[)）]?)?"
)
_DIGITS = "0-9〇零○一二三四五六七八九十"
_ON_DAY = re.compile(
    rf"(?:[{_DIGITS}]{{2,4}}年)?[{_DIGITS}]{{0,3}}月[{_DIGITS}]{{0,3}}[日号]?|20[0-9]{{2}}[-./][0-9]{{1,2}}[-./][0-9]{{1,2}}"
)


@lru_cache(maxsize=4096)
def is_statistic(text: str) -> bool:
    """Whether a text marks a row of averages or extremes: figures about figures, of no household."""
    return bool(_STATISTIC.fullmatch(normalise_text(text).strip(":：")))


def is_counted(text: str) -> bool:
    """Whether a text counts what stands above it: `180户`, `共180户`; beside a total a bare `180` does as well."""
    return bool(_COUNTED.fullmatch(normalise_text(text)))


def signs(text: str) -> bool:
    """Whether a text closes a sheet: a label to sign behind, the village or a body of it, a day."""
    return is_label(text) or is_body_or_day(text)


@lru_cache(maxsize=4096)
def is_label(text: str) -> bool:
    """Whether somebody signs behind this text: `制表人：`, `组长（签名）`, 负责人."""
    plain = normalise_text(text)
    return is_note(text) or plain.endswith(":") or bool(_POST.fullmatch(plain))


def is_body_or_day(text: str) -> bool:
    """Whether a text is the village, a body of it, or a day: what stands under a document by itself."""
    plain = normalise_text(text)
    return bool(_BODY.fullmatch(plain) or _ON_DAY.fullmatch(plain))


_PRICES = frozenset({"分值", "标准分", "分值标准", "单位分值", "每次分值", "满分", "积分标准", "计分标准"})


def is_price_row(text: str) -> bool:
    """Whether a text opens the line that repeats what each item is worth."""
    return label(text).plain in _PRICES


@lru_cache(maxsize=16384)
def is_note(text: str) -> bool:
    """Whether a text opens a line of notes or signatures."""
    plain = normalise_text(text)
    return bool(_NOTE.match(plain)) or "签字:" in plain or "盖章" in plain
