"""A village's scheme told as a story: `schemes/*.toml` has what it keeps on paper, what it does, and what must be seen.

`rulebook`, `scheme` (the sheet 办法) and `roster` are sheets; `steps` follow one another. A step has some of these,
taken in this order:
`day`     the day it is from then on;
`sheet`   a meeting's sheet as the village writes it, imported under its title's name (`file`: another one), held on
          that day; `pages`: a workbook of more sheets; `more`: options of the import; `issues`: it is refused with
          these (`G5 cap-exceeded`), or taken with these warnings where `taken` says so;
`draft`   a command that writes a review sheet; `decided`: what the meeting writes on its pages, each drawn, by the
          household; all others get the decision `rest`; `review`: the command that reads it back;
`run`     commands; `refused`: commands with the code of their refusal behind `=>`;
`paper`   a command that prints: its numbered rows must hold `rows`, by the paper's own headers;
`see`     a command whose JSON must hold `rows` (at `part`, where it is no list); a column 算法 is the hand's own.

Sheets are drawn: a line a row, `|` between cells, `<` a cell merged with the one to its left, `^` with the one above.
"""

import csv
import re
import shlex
import tomllib
from pathlib import Path
from typing import Any

import openpyxl
import xlsxwriter
from board_support import columns
from cli_support import Village

WORKED = "算法"
KEYS = {
    "户编号": "household", "名次": "rank", "加减分": "points", "加分": "awards", "扣分": "deductions", "得分": "score",
    "等级": "grade", "组": "among", "可用": "available", "历年所得": "earned", "历年所扣": "deducted",
    "已兑": "redeemed",
    "清零": "expired", "待定": "pending", "次数": "streak", "类": "tier", "事由": "reason", "数量": "quantity",
    "细则": "rule", "户类别": "tier", "分": "points", "应付": "liability",
}  # fmt: skip
"""A column of `rows` → the name of the figure in JSON."""
_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?")
Cells = list[list[str]]


def drawn(text: str) -> Cells:
    """The cells of a drawn sheet."""
    return [[cell.strip() for cell in line.split("|")] for line in text.strip("\n").split("\n")]


def write(path: Path, pages: dict[str, str]) -> Path:
    """A workbook of drawn sheets; a text file as other programs write it, of the one."""
    if path.suffix == ".csv":
        with path.open("w", encoding="gb18030", newline="") as file:
            csv.writer(file).writerows(drawn(*pages.values()))
        return path
    with xlsxwriter.Workbook(path) as book:
        for name, text in pages.items():
            page, cells = book.add_worksheet(name), drawn(text)
            for row, line in enumerate(cells):
                for column, cell in enumerate(line):
                    _put(page, cells, row, column, float(cell) if _NUMBER.fullmatch(cell) else cell)
    return path


def _put(page: Any, cells: Cells, row: int, column: int, value: object) -> None:
    """A cell, over all that is merged with it."""
    if value in ("", "<", "^"):
        return
    last_row, last_column = row, column
    while last_column + 1 < len(cells[row]) and cells[row][last_column + 1] == "<":
        last_column += 1
    while last_row + 1 < len(cells) and column < len(cells[last_row + 1]) and cells[last_row + 1][column] == "^":
        last_row += 1
    if (last_row, last_column) != (row, column):
        page.merge_range(row, column, last_row, last_column, "")
    page.write(row, column, value)


class Story:
    """A scheme of `schemes`, lived through in a village."""

    def __init__(self, village: Village, file: Path) -> None:
        self.village, self.told = village, tomllib.loads(file.read_text(encoding="utf-8"))

    def begin(self) -> None:
        """The rule book, the roster, the settings."""
        told, folder = self.told, self.village.folder
        pages = {"积分细则": told["rulebook"]} | ({"办法": told["scheme"]} if "scheme" in told else {})
        self.village.today(told.get("begun", "2024-12-31"))
        self.village("init", told["village"], "--rulebook", write(folder / "细则.xlsx", pages))
        self.village("roster", "import", write(folder / "花名册.xlsx", {"花名册": told["roster"]}), "--yes")
        for name, value in told.get("settings", {}).items():
            self.village("settings", "set", name, value)
        for name, text in told.get("files", {}).items():
            write(folder / name, {"Sheet1": text})
        for name, text in told.get("templates", {}).items():
            (folder / "模板").mkdir(exist_ok=True)
            (folder / "模板" / name).write_text(text, encoding="utf-8")

    def rules(self) -> tuple[int, int]:
        """How many rules award and how many deduct, as the book has them."""
        worth = [str(rule["points"]) for rule in self.village.json("rules", "list")]
        awarding = sum("+" in points for points in worth)
        return awarding, len(worth) - awarding

    def step(self, step: dict[str, Any]) -> None:
        """One step."""
        if day := step.get("day"):
            self.day = day
            self.village.today(day)
        if "sheet" in step or "pages" in step:
            self._meet(step)
        if "draft" in step:
            self._review(step)
        for line in step.get("run", ()):
            self.village(*shlex.split(line))
        for line in step.get("refused", ()):
            command, _, code = line.partition("=>")
            error = self.village.json(*shlex.split(command), code=3)["error"]
            assert error["code"] == code.strip(), error
        if "paper" in step:
            seen, wanted = self._printed(step), _wanted(step["rows"])
            assert seen == wanted, f"{step['paper']}: printed {seen}, by hand {wanted}"
        if "see" in step:
            found = self.village.json(*shlex.split(step["see"]))
            found = found[step["part"]] if "part" in step else found
            seen, wanted = _chosen(found if isinstance(found, list) else [found], step["rows"]), _wanted(step["rows"])
            assert seen == wanted, f"{step['see']}: seen {seen}, by hand {wanted}"

    def _review(self, step: dict[str, Any]) -> None:
        """A review sheet, filled in and read back."""
        path = self.village.json(*shlex.split(step["draft"]), "--force")["path"]
        book = openpyxl.load_workbook(path)
        for name, text in step["decided"].items():
            head, *rows = drawn(text)
            cells = {row[0]: dict(zip(head, row, strict=True)) for row in rows}
            top, at = columns(book[name])
            for row in range(top + 1, book[name].max_row + 1):
                code = book[name].cell(row, at[head[0]]).value
                told = cells.pop(code, {"决定": step["rest"]} if code else {})
                for column, value in told.items():
                    book[name].cell(row, at[column]).value = value
            assert not cells, f"{name}: not on the sheet {list(cells)}"
        filled = Path(path).with_name(f"填好{Path(path).name}")
        book.save(filled)
        self.village(*shlex.split(step["review"]), filled)

    def _printed(self, step: dict[str, Any]) -> Cells:
        """The numbered rows of a paper, under the headers that the step names."""
        path = self.village.json(*shlex.split(step["paper"]), "--force")["path"]
        wanted = [name for name in drawn(step["rows"])[0] if name != WORKED]
        at: dict[str, int] = {}
        found = []
        for row in openpyxl.load_workbook(path).worksheets[0].iter_rows(values_only=True):
            labels = {str(cell).replace("\n", ""): place for place, cell in enumerate(row) if cell is not None}
            at = labels if "序号" in labels else at
            if at and isinstance(row[at["序号"]], int):
                found.append([_shown(row[at[name]]) for name in wanted])
        return found

    def _meet(self, step: dict[str, Any]) -> None:
        """A meeting's sheet, taken or refused."""
        pages = step.get("pages") or {"Sheet1": step["sheet"]}
        title = drawn(next(iter(pages.values())))[0][0]
        file = write(self.village.folder / step.get("file", f"{title}.xlsx"), pages)
        issues, taken = step.get("issues", []), step.get("taken", "issues" not in step)
        code = 0 if taken else 4
        more = shlex.split(step.get("more", ""))
        said = self.village.json("meeting", "import", file, "--held-on", self.day, "--yes", *more, code=code)
        assert sorted(f"{i['cell']} {i['code']}" for i in said["issues"]) == sorted(issues), said["issues"]


def _wanted(text: str) -> Cells:
    """The rows that must be seen, but for what the hand notes for itself."""
    head, *rows = drawn(text)
    kept = [column for column, name in enumerate(head) if name != WORKED]
    return [[row[column] if column < len(row) else "" for column in kept] for row in rows]


def _chosen(found: list[dict[str, Any]], text: str) -> Cells:
    """The same columns of what is seen."""
    keys = [KEYS[name] for name in drawn(text)[0] if name != WORKED]
    return [[_shown(line.get(key)) for key in keys] for line in found]


def _shown(value: object) -> str:
    return "" if value is None else str(value)
