"""Rosters that give a line to each member: which lines are one household, and which of them is the head's.

A code merged down over its members, or repeated with 与户主关系, is one household. It decides nothing about the values.
"""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from jifen.reading.forms.form import FormRow
from jifen.reading.issue_log import IssueLog

HEAD_WORDS = frozenset(
    {"户主", "本人", "户主本人", "本人户主", "本人(户主)", "户主(本人)", "户主/本人", "本人/户主", "家长"}
)
_OF_THE_HOUSEHOLD = ("code", "grid", "group", "people", "tier", "status")
"""What may stand in the first line of a household only."""


def household_rows(rows: Sequence[FormRow], log: IssueLog) -> list[FormRow]:
    """One row a household, the head's; the issue is noted where two members are heads, and once where none is."""
    listed = _lists_members(rows)
    households: list[list[FormRow]] = []
    for row in rows:
        above = households[-1] if households else None
        if above and (_continues(above, row) or (listed and row.folded("code") == above[0].folded("code") != "")):
            above.append(row)
        else:
            households.append([row])
    headless = [lines for lines in households if _headless(lines)]
    if headless:
        first = headless[0][0]
        facts = {"household": first.text("code") or first.text("head"), "count": str(len(headless))}
        log.on("household-missing", first["head"], {"reason": "members", **facts})
    return [found for lines in households if (found := _head_of(lines, log)) is not None]


def _lists_members(rows: Sequence[FormRow]) -> bool:
    """Whether several codes stand on lines of different names, one below the other: members, not a slip."""
    runs = {above.folded("code") for above, row in pairwise(rows) if _one_code_two_names(above, row)}
    return len(runs - {""}) > 1


def _one_code_two_names(first: FormRow, second: FormRow) -> bool:
    return (
        first.folded("code") == second.folded("code") and len({first.folded("head"), second.folded("head")} - {""}) > 1
    )


def _headless(lines: Sequence[FormRow]) -> bool:
    """Whether several people stand under one code and none is called the head."""
    return not any(map(_is_head, lines)) and len({row.folded("head") for row in lines} - {""}) > 1


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
    if len(heads) > 1:
        log.on("row-repeated", heads[1]["head"], {"household": first.text("code"), "other": heads[0]["head"].cell})
        return None
    return None if _headless(lines) else _completed(heads[0] if heads else first, first)


def _completed(head: FormRow, first: FormRow) -> FormRow:
    blank = {key: first[key] for key in _OF_THE_HOUSEHOLD if key in head.cells and head[key].blank}
    return replace(head, cells={**head.cells, **blank})
