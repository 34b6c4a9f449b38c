"""Placeholders `{字段}`, `{行.字段}`, `{组.字段}`, `{名.字段}`: finding and replacing them in text."""

import re
from collections.abc import Mapping
from decimal import Decimal

from jifen.domain.points import show
from jifen.printing.engine.filling import GROUP, LINE, Filling, Picture, Row, Value, Yuan

PLACEHOLDER = re.compile(r"\{([^{}\n]+)\}")
NOTHING = "无"
"""Key of what a table without rows says instead."""

Scope = Mapping[str, Row]
"""Table name → the row in force; the name `""` holds the scalars."""


def split(found: str) -> tuple[str, str]:
    """`行.户主` → (`行`, `户主`); a scalar has the name `""`."""
    name, dot, key = found.strip().partition(".")
    return (name.strip(), key.strip()) if dot else ("", name)


def tables_in(text: str) -> list[tuple[str, str]]:
    """Every placeholder of a text, split."""
    return [split(found) for found in PLACEHOLDER.findall(text)]


def known(filling: Filling) -> dict[str, frozenset[str]]:
    """Table name → the fields a template may ask for."""
    fields = {"": frozenset(filling.fields)}
    fields |= {name: frozenset(table.fields) for name, table in filling.tables.items()}
    if filling.groups is not None:
        fields[GROUP] = frozenset(filling.groups.group_fields)
        fields[LINE] = frozenset(filling.groups.line_fields)
    return fields


def value_of(found: str, scope: Scope) -> Value:
    """What a placeholder stands for; nothing where its table has no row here (the shorter of two side by side)."""
    name, key = split(found)
    return scope.get(name, {}).get(key)


def is_beside(text: str, scope: Scope) -> bool:
    """Whether a cell belongs to the shorter of two tables side by side, which has no row here: it stays blank."""
    names = [name for name, _ in tables_in(text)]
    return bool(names) and not any(name in scope for name in names)


def nothing(text: str, scope: Scope) -> tuple[str, str | None]:
    """A cell's table, and what stands in its place where it has no rows and says so."""
    name = next((name for name, _ in tables_in(text) if name), "")
    told = scope.get(name, {}).get(NOTHING) if name else None
    return name, None if told is None else str(told)


def as_text(value: Value) -> str:
    """A value inside a sentence; a picture says nothing there."""
    if value is None or isinstance(value, Picture):
        return ""
    if isinstance(value, Yuan):
        return f"{value:.2f}"
    return show(value) if isinstance(value, Decimal) else str(value)


def resolve(text: str, scope: Scope) -> Value:
    """The text with its placeholders replaced; a number stays one where it is the whole text."""
    whole = PLACEHOLDER.fullmatch(text)
    if whole:
        return value_of(whole[1], scope)
    return PLACEHOLDER.sub(lambda match: as_text(value_of(match[1], scope)), text)
