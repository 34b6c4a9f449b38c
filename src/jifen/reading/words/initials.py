"""Pinyin initials of names, to find a household by `wjg`: a table of single characters and the surnames it reads wrong.

The table is written by `tools/make_initials.py`. Initials are for searching only; nothing is ever decided by them.
"""

from functools import cache
from pathlib import Path

FIRST = 0x4E00
SURNAMES: dict[str, str] = {
    "单": "s", "解": "x", "仇": "q", "曾": "z", "查": "z", "任": "r", "华": "h", "区": "o", "朴": "p", "翟": "z", "盖": "g",
    "葛": "g", "乐": "yl", "缪": "m", "繁": "p", "种": "c", "折": "s", "员": "y", "宓": "m", "逄": "p", "覃": "qt", "召": "s",
    "秘": "b", "冼": "x", "洗": "x", "那": "n", "炅": "g", "隗": "kw", "郗": "xc", "於": "y", "能": "n", "哈": "h", "粘": "n",
    "车": "c", "长": "zc", "尉": "yw", "澹": "t", "万": "wm", "谌": "cs", "相": "x", "都": "d", "瞿": "q", "祭": "z", "贲": "b",
    "沈": "s", "石": "s", "盛": "s", "柏": "b", "卜": "b", "晁": "c", "褚": "c", "郇": "xh", "家": "j", "乜": "n", "佴": "n",
    "朝": "zc", "重": "c", "调": "d", "适": "k", "黑": "h", "咸": "x", "奇": "q", "干": "g", "塔": "t", "幺": "y", "要": "y",
    "钭": "t", "蔚": "yw", "撒": "s", "瞫": "s", "冯": "f", "曲": "q", "阚": "k", "亓": "q", "俞": "y", "余": "y", "薄": "b",
    "大": "dt", "中": "z", "行": "hx", "降": "jx", "参": "sc", "弹": "td", "着": "z", "藏": "zc", "贾": "j", "傅": "f", "呙": "g",
}  # fmt: skip
"""Surnames whose reading is not the character's usual one, or has several: each letter is accepted."""


@cache
def _letters() -> str:
    text = (Path(__file__).parent / "initials.txt").read_text(encoding="ascii")
    return text.replace("\n", "")


def readings(name: str) -> tuple[str, ...]:
    """For each character the letters it may begin with; a character the table does not know gives none."""
    table = _letters()
    letters_of_each = []
    for place, char in enumerate(name):
        index = ord(char) - FIRST
        usual = table[index] if 0 <= index < len(table) else char.lower()
        letters_of_each.append(SURNAMES.get(char, usual) if place == 0 else usual)
    return tuple(letters_of_each)


def matches(name: str, typed: str) -> bool:
    """Whether the letters typed are the beginning of the name's initials."""
    letters = typed.lower()
    known = readings(name)
    return bool(letters) and len(letters) <= len(known) and all(c in r for c, r in zip(letters, known, strict=False))
