"""Villages that count in ways of their own, from the rule book to what a household spends; figures worked by hand."""

import tomllib
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from cli_support import Village, empty

__all__ = ["empty"]
FILES = sorted((Path(__file__).parent / "schemes").glob("*.toml"))
RULES = ["编号", "类别", "项目", "分值", "单位", "上限", "就高组", "加倍月数"]
EVENTS = ["日期", "户编号", "项目编号", "程度", "数量", "分值"]


def workbook(path: Path, pages: dict[str, list[list[Any]]]) -> Path:
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for name, rows in pages.items():
        page = book.create_sheet(name)
        for row in rows:
            page.append([None if cell == "" else cell for cell in row])
    book.save(path)
    return path


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_a_village_s_scheme_gives_the_figures_worked_by_hand(empty: Village, file: Path) -> None:
    told = tomllib.loads(file.read_text(encoding="utf-8"))
    lines = [["项目", "内容"], *([item, content] for item, content in told["scheme"].items())]
    rules = workbook(empty.folder / "细则.xlsx", {"积分细则": [RULES, *told["rules"]], "办法": lines})
    empty.today("2024-12-31")
    empty("init", told["village"], "--rulebook", rules)
    for number, household in enumerate(told["households"], 1):
        empty("roster", "add", household, f"户主{number}", "--grid", "1")
    for meeting in told["meetings"]:
        empty.today(meeting["held"])
        rows = [EVENTS, *meeting["rows"]]
        sheet = workbook(empty.folder / f"{meeting['title']}.xlsx", {meeting["title"]: rows})
        empty("meeting", "import", sheet, "--held-on", meeting["held"], "--yes")
        empty("meeting", "publish", meeting["period"], "--yes")
        empty.today(meeting["final"])
        empty("meeting", "finalize", meeting["period"], "--yes")
        ranked = empty.json("points", "rank", "--period", meeting["period"])
        found = [[r["household"], r["points"], r.get("score") or r["points"], r.get("grade") or ""] for r in ranked]
        assert found == meeting["ranks"]
    assert {b["household"]: b["available"] for b in empty.json("points", "balance")} == told["available"]
    assert empty.json("verify")["ok"]
