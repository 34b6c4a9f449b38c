"""Names, codes and grids as people write them, folded so that the same thing compares equal.

Folding never makes two different names one: widths, spaces, dots and forms of one character are folded, likeness is
not, nor what is a standard character of its own (喆 is not 哲).
"""

import re
import unicodedata
from functools import cache, lru_cache
from pathlib import Path


@cache
def _variants() -> dict[int, str]:
    """Variant and traditional forms of characters → the form compared by (`variants.txt`, which names its source)."""
    lines = (Path(__file__).parent / "variants.txt").read_text(encoding="utf-8").splitlines()
    pairs = [pair for line in lines if not line.startswith("#") for pair in line.split()]
    forms = {ord(pair[0]): pair[1] for pair in pairs}
    return {form: forms.get(ord(standard), standard) for form, standard in forms.items()}


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
    return _DOTS.sub("·", normalise_text(text)).translate(_variants())


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


_RUNS = re.compile(r"[0-9]+|[^\W\d_]+")
_SPOKEN = re.compile(r"(?:户|号户?)$")


@lru_cache(maxsize=65536)
def code_runs(text: str) -> tuple[str, ...]:
    """What a code is made of, whatever stands between: `3—7号` → 3, 7; `A03-7` → A, 03, 7."""
    plain = unicodedata.normalize("NFKC", text).strip().upper()
    return tuple(_RUNS.findall(_SPOKEN.sub("", plain)))


_SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖"
    "贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤"
)
"""The hundred most frequent surnames (公安部 2020年全国姓名报告)."""
_NAMES = re.compile(rf"(?:[{_SURNAMES}][一-鿿]{{1,2}}(?:[、,，/ ]|$))+")


def looks_like_person(text: str) -> bool:
    """Whether a text may be the name of a person, or several: who checked, who signed. Rare surnames are not known."""
    return bool(_NAMES.fullmatch(text.strip()))
