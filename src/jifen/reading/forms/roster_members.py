"""Rosters that give a line to each member: which lines are one household, and which of them is the head's.

A code merged down over its members, or repeated with 与户主关系, is one household. It decides nothing about the values.
"""

from collections.abc import Sequence
from dataclasses import replace

from jifen.reading.forms.form import FormRow
from jifen.reading.issue_log import IssueLog

HEAD_WORDS = frozenset({"户主", "本人", "户主本人", "本人户主", "本人(户主)", "户主(本人)"})
_OF_THE_HOUSEHOLD = ("code", "grid", "group", "people", "tier", "status")
"""What may stand in the first line of a household only."""


def household_rows(rows: Sequence[FormRow], log: IssueLog) -> list[FormRow]:
    """One row a household, the head's; the issue is noted where no member is the head, or two are."""
    households: list[list[FormRow]] = []
    for row in rows:
        if households and _continues(households[-1], row):
            households[-1].append(row)
        else:
            households.append([row])
    return [found for lines in households if (found := _head_of(lines, log)) is not None]


def _continues(lines: Sequence[FormRow], row: FormRow) -> bool:
    """Whether a row is a further member of the household above."""
    code, first = row.get("code"), lines[0]
    if code is not None and code.covered:
        return True
    blank = code is None or code.blank
    same = not blank and row.folded("code") == first.folded("code")
    if row.text("relation"):
        return (same or blank) and not (_is_head(row) and any(map(_is_head, lines)))
    return bool(row.text("member")) and same and row.folded("head") in ("", first.folded("head"))


def _is_head(row: FormRow) -> bool:
    return row.folded("relation") in HEAD_WORDS


def _head_of(lines: Sequence[FormRow], log: IssueLog) -> FormRow | None:
    first, heads = lines[0], [row for row in lines if _is_head(row)]
    names = {row.folded("head") for row in lines} - {""}
    if len(heads) > 1:
        log.on("row-repeated", heads[1]["head"], {"household": first.text("code"), "other": heads[0]["head"].cell})
        return None
    if not heads and len(names) > 1:
        facts = {"reason": "members", "household": first.text("code") or first.text("head")}
        log.on("household-missing", first["head"], facts)
        return None
    return _completed(heads[0] if heads else first, first)


def _completed(head: FormRow, first: FormRow) -> FormRow:
    blank = {key: first[key] for key in _OF_THE_HOUSEHOLD if key in head.cells and head[key].blank}
    return replace(head, cells={**head.cells, **blank})
