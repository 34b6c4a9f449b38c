"""What is read on a telephone (手机版): a notice grid by grid, or a list, as narrow sheets that become pictures.

They say what the paper on the wall says, of the households of one grid, through templates of their own.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, cast

from jifen.domain.documents.published import Head
from jifen.domain.household import sort_key
from jifen.printing import words
from jifen.printing.engine.fitting import titles
from jifen.printing.engine.paper import Paper
from jifen.printing.engine.placeholders import as_text
from jifen.printing.engine.texts import Texts
from jifen.printing.papers import board, notice, redemption
from jifen.printing.papers.heading import head_facts

Content = Mapping[str, Any]
WIDTH = 1080
"""Pixels across a picture, as telephones show it."""
MOST = 20
"""So many lines of a list are read on one picture; a longer list is parted by grids."""


@dataclass(frozen=True, slots=True)
class Page:
    """A picture to be: what tells it from the others (`第3网格`; nothing where there is one), what stands on it."""

    label: str
    paper: Paper


@dataclass(frozen=True, slots=True)
class _Asked:
    """What all pages of one document are made with."""

    code: str | None
    own: Path | None
    mask: bool


def monthly(
    content: Content, code: str | None, *, own_templates: Path | None = None, mask: bool = False, which: str = "both"
) -> list[Page]:
    """The monthly notice, a page a grid."""
    asked = _Asked(code, own_templates, mask)
    name = "手机版评级公示" if any("score" in line for line in content["lines"]) else "手机版积分公示"
    return [_page(name, grid, own, asked, notice.monthly_paper) for grid, own in _grids(content, "lines")]


def redeemed(
    content: Content, code: str | None, *, own_templates: Path | None = None, mask: bool = False, which: str = "both"
) -> list[Page]:
    """The redemption notice, a page a grid."""
    asked, make = _Asked(code, own_templates, mask), redemption.redemption_paper
    return [_page("手机版兑换公示", grid, own, asked, make) for grid, own in _grids(content, "lines")]


def listed(
    content: Content, code: str | None, *, own_templates: Path | None = None, mask: bool = False, which: str = "both"
) -> list[Page]:
    """A list: a page for the red one and one for the black one, a long one by grids."""
    asked = _Asked(code, own_templates, mask)
    pages: list[Page] = []
    for name, template in (("red", "手机版红榜"), ("black", "手机版黑榜")):
        if which not in (name, "both"):
            continue
        parts = _grids(content, name) if len(content[name]) > MOST else [("", content)]
        pages += [_page(template, grid, own, asked, board.board_paper, name) for grid, own in parts]
    return pages


def _grids(content: Content, lines: str) -> list[tuple[str, Content]]:
    """Each grid with the content of its households only; the whole under no name where nobody stands on it."""
    names = sorted({line["grid"] for line in content[lines]}, key=sort_key)
    parts = ((name, [line for line in content[lines] if line["grid"] == name]) for name in names)
    return [(words.grid(name), {**content, lines: own}) for name, own in parts] or [("", content)]


def _page(
    template: str, grid: str, content: Content, asked: _Asked, make: Callable[..., Paper], part: str | None = None
) -> Page:
    """The wall's paper of this content under the telephone's template.

    `范围` says whose households stand on it; number and check code have a line each, so that neither is broken.
    """
    which = {"which": part} if part else {}
    wall = make(content, asked.code, own_templates=asked.own, mask=asked.mask, **which)
    texts = Texts("手机版", head_facts(cast(Head, content), asked.code), asked.own)
    number = {name: texts.when(content["number"], name) for name in ("编号", "校验码")}
    told = wall.filling.fields
    by_sense = {
        "标题": titles.broken(as_text(told.get("标题")), _TITLE_MOST),
        "落款一": titles.apart(as_text(told.get("落款一")), _SIGNED_MOST),
    }
    fields = {**told, **number, **by_sense, "范围": grid or None, "提醒": texts.when(True, "提醒")}
    label = "-".join(name for name in (_LISTS.get(part or "", ""), grid) if name)
    return Page(label, Paper(template, replace(wall.filling, fields=fields), asked.own))


_TITLE_MOST, _SIGNED_MOST = 14.0, 25.0
"""Characters of a title, and of those who sign, that stand side by side on a telephone."""
_LISTS = {"red": "红榜", "black": "黑榜"}
