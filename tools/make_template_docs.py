"""Writes docs/templates.md: every template, its sheet's fields and the sentences of 文字.toml; `--check` compares.

The fields come from the fillings themselves, made of the invented village that the tests print.
"""

import importlib.util
import sys
import tomllib
from dataclasses import replace
from pathlib import Path

from jifen.printing.engine.filling import GROUP, LINE
from jifen.printing.papers import (
    board,
    bulletin,
    grids,
    handed,
    honour,
    minutes,
    notice,
    objection,
    phone,
    redemption,
    shop,
    statement,
)
from jifen.printing.papers.required import REQUIRED

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "docs" / "templates.md"
INTRO = (ROOT / "tools" / "templates_intro.md").read_text(encoding="utf-8")


def village():
    spec = importlib.util.spec_from_file_location("village", ROOT / "tests" / "unit" / "printing" / "village.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def few(content):
    """Of one line: a telephone's page a grid is one page."""
    return content | {"lines": content["lines"][:1]}


def roomy(v, lists):
    """Those that have a template of their own for large letters."""
    return *monthly(v), *(board.board_paper(lists, "x", part) for part in ("black", "both"))


def monthly(v):
    """The notice of a village without scores, with them, and with the place of each household."""
    contents = (v.monthly(), v.graded(), v.ranked(v.monthly()), v.ranked(v.graded()))
    return [notice.monthly_paper(content, "x") for content in contents]


def papers():
    v = village()
    form = {"village": "", "document": None, "period": None, "hotline": "", "contact": "", "days": 7}
    lists = v.board()
    return [
        *monthly(v),
        notice.correction_paper(v.correction(), "x"),
        notice.void_paper(v.void(), "x"),
        board.board_paper(lists, "x", "red"),
        board.board_paper(lists, "x", "black"),
        board.board_paper(lists, "x", "both"),
        *(replace(paper, name=paper.roomy) for paper in roomy(v, lists)),
        board.correction_paper(v.board_correction(), "x"),
        honour.notice_paper(v.honour(), "x"),
        honour.correction_paper(v.honour_correction(), "x"),
        honour.plaque_paper(v.certificates() | {"honour": "family", "name": "最美家庭"}),
        objection.form_paper(form),
        objection.reply_paper(v.reply()),
        minutes.minutes_paper(v.minutes()),
        statement.statement_paper(v.statement()),
        redemption.redemption_paper(v.redemption(), "x"),
        bulletin.bulletin_paper(v.bulletin()),
        grids.assessment_paper(v.assessment()),
        grids.grid_paper(v.grid_sheet()),
        shop.catalogue_paper(v.catalogue()),
        shop.slip_paper(v.slip()),
        shop.donors_paper(v.donors()),
        handed.card_paper(v.cards(2)),
        handed.card_paper(v.scored_cards(2)),
        handed.certificate_paper(v.certificates()),
        handed.rectification_paper(v.rectification()),
        *(page.paper for page in phone.monthly(v.monthly(count=1), "x") + phone.redeemed(v.redemption_of(1), "x")),
        *(page.paper for page in phone.monthly(few(v.ranked(v.graded())), "x")),
        *(page.paper for page in phone.listed(v.board(red=1, black=1), "x")),
    ]


def fields_of(paper) -> str:
    filling = paper.filling
    lines = [f"### {paper.name}", "", "`" + "` `".join(f"{{{name}}}" for name in filling.fields) + "`", ""]
    needed = ["或".join(f"`{{{field}}}`" for field in part.fields) for part in REQUIRED.get(paper.name, ())]
    lines += [f"必须有：{'、'.join(needed)}。", ""] if needed else []
    tables = {name: table.fields for name, table in filling.tables.items()}
    if filling.groups:
        tables |= {GROUP: filling.groups.group_fields, LINE: filling.groups.line_fields}
    for name, fields in tables.items():
        lines += [f"- {name}：`" + "` `".join(f"{{{name}.{field}}}" for field in fields) + "`"]
    return "\n".join([*lines, ""] if tables else lines)


def sentences() -> str:
    found = tomllib.loads((ROOT / "templates" / "文字.toml").read_text(encoding="utf-8"))
    lines = ["## 文字.toml 里的句子", ""]
    for section, texts in found.items():
        lines += [f"### {section}", "", "| 名称 | 自带的句子 |", "| --- | --- |"]
        lines += [f"| {name} | {text or '（不印）'} |" for name, text in texts.items()]
        lines.append("")
    return "\n".join(lines)


def page() -> str:
    return (
        INTRO + "## 每个模板可用的字段\n\n" + "\n".join(map(fields_of, papers())) + "\n" + sentences().rstrip() + "\n"
    )


def main() -> int:
    text = page()
    if "--check" in sys.argv:
        fresh = PAGE.is_file() and PAGE.read_text(encoding="utf-8") == text
        print("" if fresh else f"stale: {PAGE.name}; run tools/make_template_docs.py")
        return 0 if fresh else 1
    PAGE.write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
