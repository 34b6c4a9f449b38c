"""What a template must ask for so that its paper carries it; which fields those are is said beside the papers."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from jifen.errors import JifenError
from jifen.printing.engine.checks.spelling import margins
from jifen.printing.engine.checks.workbook_xml import Sheet
from jifen.printing.engine.filling import GROUP, LINE, Filling
from jifen.printing.engine.placeholders import tables_in


@dataclass(frozen=True, slots=True)
class Must:
    """A part the paper must carry: one of `fields` (`公示期`, `行.户主`) where there is something to say.

    A scalar is not asked for while it has no value (no hotline is set); the rows of a table always are, unless
    `if_any`. `body`: the page's header and footer do not count.
    """

    fields: tuple[str, ...]
    if_any: bool = False
    body: bool = False


def must(*fields: str, if_any: bool = False, body: bool = False) -> Must:
    """A part of a paper; see `Must`."""
    return Must(fields, if_any, body)


def check(sheets: Sequence[Sheet], needed: Sequence[Must], filling: Filling, template: str) -> None:
    """Raise `template-field-missing` (`template`, `field`, `others` that would do) at the first part that is missing.

    Only what reaches the paper counts: no hidden sheet or column, nothing inside a merged range.
    """
    visible = [sheet for sheet in sheets if sheet.visible]
    body = _asked(str(value) for sheet in visible for _, value in sheet.shown())
    anywhere = body | _asked(text for sheet in visible for _, text in margins(sheet))
    for part in needed:
        if _has_something(part, filling) and not set(part.fields) & (body if part.body else anywhere):
            first, *others = part.fields
            raise JifenError("template-field-missing", template=template, field=first, others=others)


def _asked(texts: Iterable[str]) -> set[str]:
    return {f"{name}.{key}" if name else key for text in texts for name, key in tables_in(text)}


def _has_something(part: Must, filling: Filling) -> bool:
    named = [field.rpartition(".") for field in part.fields]
    if all(not name for name, _, _ in named):
        return any(filling.fields.get(key) is not None for _, _, key in named)
    return not part.if_any or any(_has_rows(filling, name) for name, _, _ in named)


def _has_rows(filling: Filling, name: str) -> bool:
    if name in (GROUP, LINE):
        return filling.groups is not None and bool(filling.groups.groups)
    return name in filling.tables and bool(filling.tables[name].rows)
