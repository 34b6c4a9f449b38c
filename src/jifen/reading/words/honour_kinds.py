"""The kinds of honours and other lists (`荣誉.toml`): shipped ones, and what a village changes or adds.

A village's section of a shipped name need only hold the lines it changes; any other name is a kind of its own. What is
wrong is refused with its line. Whether rules and categories are those of the rule book is not known here.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from jifen import toml_file
from jifen.domain.life.honours import HonourKind, Share
from jifen.domain.points import parse_points
from jifen.errors import JifenError
from jifen.reading.words.names import normalise_text
from jifen.resources import data_dir

NAME = "荣誉.toml"
WAYS: Mapping[str, str] = {"自荐": "self", "互荐": "mutual", "组织": "organisation"}
"""Who nominates, as people write it."""
_BARS: Mapping[str, str] = {"一票否决": "veto", "黑榜": "black"}
_GIVEN: Mapping[str, bool] = {"户": False, "个人": True}
_CYCLES: Mapping[str, str] = {"月": "month", "季": "quarter", "半年": "half", "年": "year"}
_NATURES: Mapping[str, str] = {"表扬": "praise", "整改": "rectify"}
_COLOURS: Mapping[str, str] = {"红": "red", "黄": "yellow", "绿": "green", "蓝": "blue", "白": "white"}
_ID = re.compile(r"[a-z][a-z0-9-]*")
_TAKEN = frozenset({"red", "black", "both"})
"""Names under which other lists keep their lines."""
_PLACE = re.compile(r"前(\d+)名|前([\d.]+%)")
_MOST = 1000
_LONGEST = 20
_NO_SHEET = frozenset("\\/?*[]:'")
"""Marks that no sheet's name may have: the review's sheet is called like the honour."""
ID, GIVEN, OFF = "编号", "授予", "停用"


class _WrongError(Exception):
    """A value that means nothing: why, what may be written, and the part of it that is wrong."""

    def __init__(self, reason: str, known: Sequence[str] = (), found: Any = None) -> None:
        super().__init__(reason)
        self.reason, self.known, self.found = reason, list(known), found


def _id(value: Any) -> str:
    if not isinstance(value, str) or not _ID.fullmatch(value) or value in _TAKEN:
        raise _WrongError("id")
    return value


def _one_of(words: Mapping[str, Any]) -> Callable[[Any], Any]:
    def read(value: Any) -> Any:
        if not isinstance(value, str) or value not in words:
            raise _WrongError("choice", list(words))
        return words[value]

    return read


def _some_of(words: Mapping[str, str]) -> Callable[[Any], tuple[str, ...]]:
    def read(value: Any) -> tuple[str, ...]:
        if not isinstance(value, list) or not all(isinstance(word, str) and word in words for word in value):
            raise _WrongError("choices", list(words))
        return tuple(dict.fromkeys(words[word] for word in value))

    return read


def _points(value: Any) -> Decimal:
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        raise _WrongError("number", found=value)
    try:
        return parse_points(str(value))
    except ValueError:
        raise _WrongError("number", found=value) from None


def _count(value: Any) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= _MOST:
        raise _WrongError("count")
    return value


def _share(value: Any) -> Share:
    try:
        return Share.parse(normalise_text(str(value)))
    except ValueError:
        raise _WrongError("share") from None


def _place(value: Any) -> Share:
    found = _PLACE.fullmatch(normalise_text(str(value)))
    if found is None:
        raise _WrongError("place")
    try:
        return Share.parse(found[1] or found[2])
    except ValueError:
        raise _WrongError("place") from None


def _categories(value: Any) -> Mapping[str, Decimal]:
    if not isinstance(value, dict):
        raise _WrongError("categories")
    return {str(name): _points(least) for name, least in value.items()}


def _codes(value: Any) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(code, str) and code.strip() for code in value):
        raise _WrongError("codes")
    return tuple(code.strip() for code in value)


def _grades(value: Any) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(name, str) and name.strip() for name in value):
        raise _WrongError("grades")
    return tuple(dict.fromkeys(name.strip() for name in value))


def _above_zero(value: Any) -> Decimal:
    points = _points(value)
    if points <= 0:
        raise _WrongError("above-zero")
    return points


def _code(value: Any) -> str:
    if not isinstance(value, str) or not value.strip():
        raise _WrongError("code")
    return value.strip()


def _switch(value: Any) -> bool:
    if not isinstance(value, bool):
        raise _WrongError("switch")
    return value


_READERS: Mapping[str, tuple[str, Callable[[Any], Any]]] = {
    ID: ("id", _id),
    GIVEN: ("person", _one_of(_GIVEN)),
    "名额": ("number", _share),
    "积分不少于": ("points", _points),
    "积分排名": ("place", _place),
    "类别不少于": ("categories", _categories),
    "红榜次数": ("red_lists", _count),
    "推荐方式": ("ways", _some_of(WAYS)),
    "不评": ("barred_by", _some_of(_BARS)),
    "有这些扣分的不评": ("barring_rules", _codes),
    "撤销后几年不评": ("pause", _count),
    "奖励细则": ("award", _code),
    "周期": ("cycle", _one_of(_CYCLES)),
    "性质": ("nature", _one_of(_NATURES)),
    "底色": ("colour", _one_of(_COLOURS)),
    "等级": ("grades", _grades),
    "连续红榜": ("red_streak", _count),
    "连续黑榜": ("black_streak", _count),
    "最高积分": ("at_most", _points),
    "扣分不少于": ("deductions", _above_zero),
    "有这些扣分": ("broken_rules", _codes),
    OFF: ("off", _switch),
}
CATEGORIES, BARRING, AWARD, GRADES, BROKEN = "类别不少于", "有这些扣分的不评", "奖励细则", "等级", "有这些扣分"
"""Lines that name what only a rule book knows."""
_OF_PRAISE = frozenset(
    ("名额", "积分不少于", "积分排名", "类别不少于", "红榜次数", "连续红榜", "推荐方式", "有这些扣分的不评")
    + ("撤销后几年不评", "奖励细则")
)
_OF_BLAME = frozenset(("最高积分", "扣分不少于", "有这些扣分", "连续黑榜"))
"""Lines that only a kind of the one or the other nature may have."""


@dataclass(frozen=True, slots=True)
class HonourKinds:
    """The kinds in the order of the files, and where each stands."""

    kinds: tuple[HonourKind, ...]
    files: tuple[toml_file.TomlFile, ...]

    def line_of(self, kind: HonourKind, key: str) -> int:
        """The line a village has to look at: of its own file where that says so, else of the shipped one."""
        return next((line for file in self.files if (line := file.line_of(kind.name, key))), 0)


def load_kinds(own: Path | None = None) -> HonourKinds:
    """All kinds. Raises `JifenError`: `template-unreadable`, `honour-kind-wrong` (`line section key found reason`)."""
    shipped = _shipped()
    path = own / NAME if own is not None else None
    mine = toml_file.read(path) if path is not None and path.is_file() else None
    told = {name: dict(section) for name, section in shipped.values.items()}
    for name, section in (mine.values if mine is not None else {}).items():
        if not isinstance(section, dict):
            raise _refused(mine, name, None, "section")
        told[name] = {**told.get(name, {}), **section}
    files = (shipped,) if mine is None else (mine, shipped)
    kinds: list[HonourKind] = []
    for name, section in told.items():
        kind = _kind(files, name, section)
        if kind is None:
            continue
        if any(other.id == kind.id for other in kinds):
            raise _refused(_where(files, name, ID), name, ID, "id-twice", kind.id)
        kinds.append(kind)
    return HonourKinds(tuple(kinds), files)


def _kind(files: Sequence[toml_file.TomlFile], name: str, section: Mapping[str, Any]) -> HonourKind | None:
    if not name.strip() or len(name) > _LONGEST or set(name) & _NO_SHEET:
        raise _refused(_where(files, name, None), name, None, "name", name)
    values: dict[str, Any] = {}
    for key, value in section.items():
        file = _where(files, name, key)
        if key not in _READERS:
            raise _refused(file, name, key, "key", key, list(_READERS))
        field, read = _READERS[key]
        try:
            values[field] = read(value)
        except _WrongError as error:
            found = value if error.found is None else error.found
            raise _refused(file, name, key, error.reason, found, error.known) from None
    if values.pop("off", False):
        return None
    rectifies = values.get("nature") == "rectify"
    for key in section:
        if key in (_OF_PRAISE if rectifies else _OF_BLAME):
            raise _refused(_where(files, name, key), name, key, "of-praise" if rectifies else "of-blame")
    if rectifies:
        if values.get("person"):
            raise _refused(_where(files, name, GIVEN), name, GIVEN, "whole-households", section[GIVEN])
        values = {"person": False, "barred_by": ("black",), "colour": "yellow", **values, "ways": ()}
    for key in (ID, GIVEN):
        if _READERS[key][0] not in values:
            raise _refused(_where(files, name, None), name, None, "missing", key)
    return HonourKind(name=name, **values)


def _where(files: Sequence[toml_file.TomlFile], section: str, key: str | None) -> toml_file.TomlFile:
    """The file that says so: the village's own before the shipped one."""
    return next((f for f in files if section in f.values and (key is None or key in f.values[section])), files[0])


def _refused(
    file: toml_file.TomlFile | None, section: str, key: str | None, reason: str, found: Any = "", known: Any = ()
) -> JifenError:
    line = 0 if file is None else file.line_of(section, key) or file.line_of(section)
    facts = {
        "line": line,
        "section": section,
        "key": key or "",
        "found": toml_file.written(found),
        "known": list(known),
    }
    return JifenError("honour-kind-wrong", template=NAME, reason=reason, **facts)


@cache
def _shipped() -> toml_file.TomlFile:
    return toml_file.read(data_dir("templates") / NAME)
