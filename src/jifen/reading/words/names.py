"""Names, codes and grids as people write them, folded so that the same thing compares equal.

Folding never makes two different names one: widths, spaces, dots and variant forms of a character are folded,
likeness is not.
"""

import re
import unicodedata
from functools import lru_cache

_VARIANTS = str.maketrans(
    {
        "阎": "闫", "閆": "闫", "閻": "闫",
        "昇": "升", "陞": "升",
        "淼": "淼",
        "甯": "宁", "寧": "宁", "寗": "宁",
        "昰": "是",
        "峯": "峰",
        "喆": "哲", "嚞": "哲",
        "堃": "坤",
        "燊": "燊",
        "彥": "彦",
        "鷄": "鸡",
        "羣": "群",
        "竝": "并",
        "畧": "略",
        "囯": "国", "圀": "国", "國": "国",
        "脩": "修",
        "芲": "花",
        "妺": "妹",
        "旾": "春",
        "秌": "秋",
        "煕": "熙", "熈": "熙",
        "強": "强", "彊": "强",
        "華": "华", "偉": "伟", "張": "张", "劉": "刘", "陳": "陈", "楊": "杨", "趙": "赵", "黃": "黄", "黄": "黄",
        "吳": "吴", "呉": "吴", "孫": "孙", "馬": "马", "鄭": "郑", "謝": "谢", "許": "许", "鄧": "邓", "馮": "冯",
        "羅": "罗", "葉": "叶", "蕭": "萧", "盧": "卢", "蔣": "蒋", "賈": "贾", "鍾": "钟", "鐘": "钟", "韓": "韩",
        "龔": "龚", "嚴": "严", "賀": "贺", "顧": "顾", "錢": "钱", "湯": "汤", "陸": "陆", "貴": "贵", "財": "财",
        "軍": "军", "榮": "荣", "蘭": "兰", "鳳": "凤", "龍": "龙", "麗": "丽", "紅": "红", "慶": "庆", "麥": "麦",
        "愛": "爱", "東": "东", "長": "长", "壽": "寿", "樹": "树", "興": "兴", "豐": "丰", "雲": "云", "義": "义",
        "學": "学", "寶": "宝", "寳": "宝", "廣": "广", "德": "德", "徳": "德", "勝": "胜", "發": "发", "鎖": "锁",
    }
)  # fmt: skip
"""Variant and traditional forms of characters that stand in names → the form compared by.

阎 and 闫 were one surname until 1977; registers mix them.
"""

_DOTS = re.compile(r"[·•・‧∙⋅･.．●○°]")
_SPACES = re.compile(r"[\s\x00-\x1f\x7f\u200b-\u200f\u2060\ufeff\u00ad\u3000]+")
_BRACKETS = re.compile(r"[(\[【〔{<《]([^)\]】〕}>》]{0,80})[)\]】〕}>》]")
"""Bounded: ten thousand brackets that never close would otherwise each be followed to the end."""
_DASHES = re.compile(r"[‐‑‒–—―−－﹣_~～]")
_DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2, "○": 0}


@lru_cache(maxsize=65536)
def normalise_text(text: str) -> str:
    """Widths and compatibility forms folded, spaces of every kind and invisible characters removed."""
    return _SPACES.sub("", unicodedata.normalize("NFKC", text))


@lru_cache(maxsize=65536)
def normalise_name(text: str) -> str:
    """A person's name to compare by: NFKC, without spaces, dots folded to `·`, variant forms to one."""
    return _DOTS.sub("·", normalise_text(text)).translate(_VARIANTS)


@lru_cache(maxsize=65536)
def split_name(text: str) -> tuple[str, tuple[str, ...]]:
    """A name and what stands in brackets behind it: `王建国（11网格）` → 王建国, 11网格."""
    plain = normalise_text(text)
    return normalise_name(_BRACKETS.sub("", plain)), tuple(note for note in _BRACKETS.findall(plain) if note)


@lru_cache(maxsize=65536)
def normalise_code(text: str) -> str:
    """A household or rule code to compare by: NFKC, no spaces, one kind of dash, capitals."""
    return _DASHES.sub("-", normalise_text(text)).upper()


def chinese_number(text: str) -> int | None:
    """`十一`, `二十`, `〇三`, `12` → a number below 100; None for anything else."""
    plain = normalise_text(text)
    if plain.isascii() and plain.isdigit():
        return int(plain) if len(plain) <= 4 else None
    if not plain or any(c != "十" and c not in _DIGITS for c in plain):
        return None
    if "十" not in plain:
        return int("".join(str(_DIGITS[c]) for c in plain))
    tens, _, ones = plain.partition("十")
    if len(tens) > 1 or len(ones) > 1 or "十" in ones:
        return None
    return (_DIGITS[tens] if tens else 1) * 10 + (_DIGITS[ones] if ones else 0)


_GRID = re.compile(r"^第?([0-9]+|[〇零一二三四五六七八九十]+)号?(?:微?网格|网|格|片区?|号网格)?$")
_GRID_BEFORE = re.compile(r"^(?:微?网格|片区?)(?:编号|号)?[:：]?第?([0-9]+|[〇零一二三四五六七八九十]+)号?$")


@lru_cache(maxsize=8192)
def normalise_grid(text: str) -> str:
    """`第3微网格`, `三网格`, `网格3` → `3`; any other text as it stands, without spaces."""
    plain = normalise_text(text)
    match = _GRID.match(plain) or _GRID_BEFORE.match(plain)
    if match:
        number = chinese_number(match[1])
        if number is not None:
            return str(number)
    return plain


_GRID_WITHIN = re.compile(
    r"第?([0-9]{1,4}|[〇零一二三四五六七八九十]{1,3})号?微?网格(?!员|长)|微?网格[:：]?第?([0-9]{1,4})(?![0-9年月])"
)


def grid_named_in(text: str) -> str | None:
    """The one grid a title, sheet name or bracket names; None for none or several."""
    grids = {str(chinese_number(a or b)) for a, b in _GRID_WITHIN.findall(normalise_text(text))}
    return grids.pop() if len(grids) == 1 else None


def alike(name: str, known: str) -> bool:
    """Whether a name is a near miss of another: one character wrong, missing or too many. For suggestions only."""
    if name == known or not name or not known:
        return False
    if len(name) == len(known):
        return sum(a != b for a, b in zip(name, known, strict=True)) == 1 and len(name) > 1
    longer, shorter = (name, known) if len(name) > len(known) else (known, name)
    if len(longer) - len(shorter) != 1 or len(shorter) < 2:
        return False
    return any(longer[:i] + longer[i + 1 :] == shorter for i in range(len(longer)))
