"""The kept lists of words for the guard rails (`把关词表.toml`): shipped ones, and words a village adds.

A village's own file only adds: what the shipped lists refuse is let through by a setting, never by a file.
"""

import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from jifen import toml_file
from jifen.domain.guards import Guard, Guards, Pattern, Scope, Signs
from jifen.errors import JifenError
from jifen.resources import data_dir

NAME = "把关词表.toml"
_SCOPES: Mapping[str, Scope] = {"细则": "rules", "文字": "texts", "事实": "facts", "都查": "both"}
_SIGNS: Mapping[str, Signs] = {"加分": "award", "扣分": "deduction"}


def load_guards(own: Path | None = None) -> Guards:
    """All guards. Raises `JifenError("template-unreadable")` where a village's file is no such list."""
    shipped = toml_file.read(data_dir("templates") / NAME).values
    file = toml_file.read(own / NAME) if own is not None and (own / NAME).is_file() else None
    added = file.values if file is not None else {}
    for name in added:
        if file is not None and name not in shipped:
            raise JifenError(
                "text-unknown",
                template=NAME,
                line=file.line_of(name),
                section="",
                found=name,
                meant=_near(name, shipped),
            )
    return Guards(tuple(_guard(name, guard, added.get(name, {})) for name, guard in shipped.items()))


def _near(name: str, known: Iterable[str]) -> str:
    from difflib import get_close_matches

    return (get_close_matches(name, list(known), 1, 0.5) or [""])[0]


def _guard(name: str, shipped: Mapping[str, Any], added: Mapping[str, Any]) -> Guard:
    try:
        groups = [*shipped.get("词组", ()), *added.get("词组", ())]
        expressions = [re.compile(text) for text in (*shipped.get("式样", ()), *added.get("式样", ()))]
        patterns = tuple(_pattern(group) for group in groups)
    except (re.error, TypeError, KeyError, AttributeError) as error:
        raise JifenError("template-unreadable", template=NAME, reason="words", found=name, detail=str(error)) from None
    return Guard(name, shipped["依据"], patterns, tuple(expressions), _SCOPES[shipped["范围"]])


def _pattern(group: Mapping[str, Any]) -> Pattern:
    signs = _SIGNS.get(str(group.get("分", "")), "any")
    return Pattern(tuple(group["词"]), tuple(group.get("旁", ())), tuple(group.get("除外", ())), signs)
