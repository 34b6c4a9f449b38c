"""The kept lists of words for the guard rails (`把关词表.toml`): shipped ones, and words a village adds.

A village's own file only adds: what the shipped lists refuse is let through by a decision, never by a file.
"""

import re
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from jifen import toml_file
from jifen.domain.folding import Folding
from jifen.domain.guards import Expressions, Guard, Guards, Pattern, Scope, Signs
from jifen.errors import JifenError
from jifen.resources import data_dir

NAME = "把关词表.toml"
DIGITS, TRADITIONAL = "数字", "繁体字"
"""Sections of the shipped file that are no guards."""
_SCOPES: Mapping[str, Scope] = {"细则": "rules", "文字": "texts", "事实": "facts", "都查": "both"}
_SIGNS: Mapping[str, Signs] = {"加分": "award", "扣分": "deduction"}
_KEYS = frozenset({"词组", "确定", "式样"})
"""What a village may add to a guard; what is passed over is not its to say."""


def load_guards(own: Path | None = None) -> Guards:
    """All guards. Raises `JifenError("template-unreadable")` where a village's file is no such list."""
    path = own / NAME if own is not None else None
    file = toml_file.read(path) if path is not None and path.is_file() else None
    if file is None:
        return _plain()
    guards = [name for name in _shipped() if name not in (DIGITS, TRADITIONAL)]
    for name, guard in file.values.items():
        shipped = _shipped().get(name, {})
        if name in _shipped() and guard == shipped:
            continue  # a part of the shipped file that was copied along
        if name not in guards or not isinstance(guard, dict):
            _refuse_unknown(file, "", name, guards)
        for key, told in guard.items():
            if key not in _KEYS and told != shipped.get(key):
                _refuse_unknown(file, name, key, _KEYS)
    return _guards(file.values)


def _refuse_unknown(file: toml_file.TomlFile, section: str, name: str, known: Iterable[str]) -> None:
    line = file.line_of(section or name, name if section else None)
    facts = {"line": line, "section": section, "found": name, "meant": _near(name, known)}
    raise JifenError("text-unknown", template=NAME, **facts)


@cache
def _plain() -> Guards:
    return _guards({})


@cache
def _shipped() -> Mapping[str, Any]:
    return toml_file.read(data_dir("templates") / NAME).values


def _guards(added: Mapping[str, Any]) -> Guards:
    shipped = _shipped()
    names = [name for name in shipped if name not in (DIGITS, TRADITIONAL)]
    digits, traditional = shipped[DIGITS], shipped[TRADITIONAL]
    folding = Folding(
        dict(zip(digits["字"], digits["为"], strict=True)),
        dict(zip("".join(traditional["繁"]), "".join(traditional["简"]), strict=True)),
    )
    return Guards(tuple(_guard(name, shipped[name], added.get(name, {}), folding) for name in names), folding)


def _near(name: str, known: Iterable[str]) -> str:
    from difflib import get_close_matches

    return (get_close_matches(name, list(known), 1, 0.5) or [""])[0]


def _guard(name: str, shipped: Mapping[str, Any], added: Mapping[str, Any], folding: Folding) -> Guard:
    def expressions(key: str) -> Expressions:
        return tuple(re.compile(text) for text in (*shipped.get(key, ()), *added.get(key, ())))

    try:
        return Guard(
            name,
            shipped["依据"],
            tuple(_pattern(group, folding) for group in (*shipped.get("词组", ()), *added.get("词组", ()))),
            expressions("式样"),
            _SCOPES[shipped["范围"]],
            shipped.get("号码", False),
            expressions("确定"),
            expressions("放过"),
        )
    except (re.error, TypeError, KeyError, AttributeError) as error:
        raise JifenError("template-unreadable", template=NAME, reason="words", found=name, detail=str(error)) from None


def _pattern(group: Mapping[str, Any], folding: Folding) -> Pattern:
    """Words folded as the texts are in which they are looked for."""

    def words(key: str) -> tuple[str, ...]:
        return tuple(folding.words(folding.shown(word)) for word in group.get(key, ()))

    if not group["词"]:
        raise KeyError("词")
    return Pattern(words("词"), words("旁"), words("除外"), _SIGNS.get(str(group.get("分", "")), "any"))
