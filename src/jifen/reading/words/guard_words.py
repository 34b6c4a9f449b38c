"""The kept lists of words for the guard rails (`把关词表.toml`): shipped ones, and words a village adds.

A village's own file only adds: what the shipped lists refuse is let through by a setting, never by a file.
"""

import re
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from jifen.domain.guards import Guard, Guards, Pattern, Scope, Signs
from jifen.errors import JifenError
from jifen.resources import data_dir

NAME = "把关词表.toml"
_SCOPES: Mapping[str, Scope] = {"细则": "rules", "文字": "texts", "事实": "facts", "都查": "both"}
_SIGNS: Mapping[str, Signs] = {"加分": "award", "扣分": "deduction"}


def load_guards(own: Path | None = None) -> Guards:
    """All guards. Raises `JifenError("template-unreadable")` where a village's file is no such list."""
    shipped = _read(data_dir("templates") / NAME)
    added = _read(own / NAME) if own is not None and (own / NAME).is_file() else {}
    unknown = [name for name in added if name not in shipped]
    if unknown:
        raise JifenError("template-unreadable", template=NAME, detail=unknown[0])
    return Guards(tuple(_guard(name, guard, added.get(name, {})) for name, guard in shipped.items()))


def _read(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise JifenError("template-unreadable", template=NAME, detail=str(error)) from None


def _guard(name: str, shipped: Mapping[str, Any], added: Mapping[str, Any]) -> Guard:
    try:
        groups = [*shipped.get("词组", ()), *added.get("词组", ())]
        expressions = [re.compile(text) for text in (*shipped.get("式样", ()), *added.get("式样", ()))]
        patterns = tuple(_pattern(group) for group in groups)
    except (re.error, TypeError, KeyError, AttributeError) as error:
        raise JifenError("template-unreadable", template=NAME, detail=f"{name}: {error}") from None
    return Guard(name, shipped["依据"], patterns, tuple(expressions), _SCOPES[shipped["范围"]])


def _pattern(group: Mapping[str, Any]) -> Pattern:
    signs = _SIGNS.get(str(group.get("分", "")), "any")
    return Pattern(tuple(group["词"]), tuple(group.get("旁", ())), tuple(group.get("除外", ())), signs)
