"""Which form a file is, as far as its headers tell. It reads nothing of what the rows say."""

import re
from collections.abc import Callable, Mapping
from typing import Literal

from jifen.reading.formats.workbook import UnreadableError, Workbook
from jifen.reading.forms.attendance import ATTENDANCE
from jifen.reading.forms.deeds import DEEDS
from jifen.reading.forms.form import Form, FormTable, find_tables
from jifen.reading.forms.goods import COUNTS, GOODS
from jifen.reading.forms.matters import MATTERS
from jifen.reading.forms.opening import OPENING
from jifen.reading.forms.redemption_register import REGISTER
from jifen.reading.forms.redemption_sheet import SIGN_OUT_SHEET
from jifen.reading.forms.review import REVIEW, SHEETS
from jifen.reading.forms.review_honour import HOUSEHOLDS, RECTIFIED
from jifen.reading.forms.roster import ROSTER
from jifen.reading.forms.rulebook import RULE_BOOK
from jifen.reading.opened import opened_workbook
from jifen.reading.words.headers import meaning

Kind = Literal[
    "meeting", "roster", "rulebook", "opening", "goods", "stocktake", "redemption", "review",
    "deeds", "attendance", "matters", "honour",
]  # fmt: skip
_Fits = Callable[[FormTable], bool]
_ASIDE = frozenset({"序号", "备注"})
"""Headers of a roster that say nothing of what it is."""
_POINTS = re.compile("分[值数]?$")
_PRICED = re.compile(r"[(（][0-9.]+积?分[)）]")
_OF_ROSTER = frozenset({"people", "tier", "phone", "status", "relation", "member"})
"""Columns that a roster has and a scoring sheet seldom."""
_OF_MEETING = frozenset(
    {"date", "direction", "rule_code", "rule_text", "reason", "points", "total", "award", "deduction"}
)
"""What headers of a scoring sheet mean, and those of a roster never."""


def _of_no_household(table: FormTable) -> bool:
    """A rule book and a list of goods name nobody; a sheet of deeds or receipts has columns like theirs, and names."""
    return not {"head", "code", "户主", "户编号"} & {*table.columns, *table.others.values()}


def _is_signed(table: FormTable) -> bool:
    """What is signed for what was taken: points at hand, a place to sign, goods with their prices."""
    priced = any(_PRICED.search(header) for header in table.others.values())
    return priced and {"available", "signature"} <= table.columns.keys()


def _is_bare(table: FormTable) -> bool:
    """A scoring sheet may say how many points there were before; a form for that says nothing else."""
    return not set(table.others.values()) - _ASIDE


def _is_undecided(table: FormTable) -> bool:
    """A scoring sheet has columns like those of deeds and matters, and says what was decided."""
    headers = table.others.values()
    return not any(meaning(header) in _DECIDED or _POINTS.search(header.strip()) for header in headers)


def _has(*keys: str) -> _Fits:
    """What has these columns beside those a form needs, and no points that were given."""
    return lambda table: set(keys) <= table.columns.keys() and _is_undecided(table)


def _is_to_rectify(table: FormTable) -> bool:
    """Whether it asks what is to be put right until when, and is not the black list."""
    return {"fact", "deadline"} <= table.columns.keys() and not _is_list_of_candidates(table)


def _is_list_of_candidates(table: FormTable) -> bool:
    return table.sheet in {name for name, _ in SHEETS.values()}


def _always(table: FormTable) -> bool:
    return True


_DECIDED = frozenset({"points", "total", "award", "deduction"})
_SURE: Mapping[Kind, tuple[tuple[Form, _Fits], ...]] = {
    "review": ((REVIEW, _is_list_of_candidates),),
    "honour": ((HOUSEHOLDS, _has("way")), (RECTIFIED, _is_to_rectify)),
    "matters": ((MATTERS, _has("matter_step")),),
    "deeds": ((DEEDS, _has("claim")),),
    "attendance": ((ATTENDANCE, _has("person")),),
    "redemption": ((REGISTER, _always), (SIGN_OUT_SHEET, _is_signed)),
    "stocktake": ((COUNTS, _always),),
    "opening": ((OPENING, _is_bare),),
    "goods": ((GOODS, _of_no_household),),
    "rulebook": ((RULE_BOOK, _of_no_household),),
}
_NEAR: tuple[tuple[Kind, Form], ...] = (("deeds", DEEDS), ("attendance", ATTENDANCE))
"""Forms that lack what only they have, and may be a scoring sheet as well."""


def kinds(data: bytes) -> tuple[Kind, ...]:
    """What a file may be: one kind where its headers leave no doubt, else several; none of what is no workbook.

    Meeting sheets come in any layout: what is no other form may be one.
    """
    try:
        workbook = opened_workbook(data)
        return () if workbook is None else _kinds(workbook)
    except UnreadableError:
        return ()


def _kinds(workbook: Workbook) -> tuple[Kind, ...]:
    sure: list[Kind] = [
        kind
        for kind, forms in _SURE.items()
        if any(fits(table) for form, fits in forms for table in find_tables(workbook, form))
    ]
    if sure:
        return tuple(sure)
    if near := [kind for kind, form in _NEAR if any(map(_is_undecided, find_tables(workbook, form)))]:
        return ("meeting", *near)
    rosters = find_tables(workbook, ROSTER)
    if not rosters:
        return ("meeting",)
    counted = any(_is_scored(table) for table in rosters)
    told = any(_OF_ROSTER & table.columns.keys() for table in rosters)
    if counted == told:
        return ("meeting", "roster")
    return ("meeting",) if counted else ("roster",)


def _is_scored(table: FormTable) -> bool:
    """Whether a column that no roster has speaks of points and deeds, or holds numbers."""
    strange = {f"column:{index}": header for index, header in table.others.items() if header not in _ASIDE}
    if any(meaning(header) in _OF_MEETING for header in strange.values()):
        return True
    cells = (row.get(key) for row in table.rows for key in strange)
    return any(cell is not None and cell.raw is not None and cell.raw.kind == "number" for cell in cells)
