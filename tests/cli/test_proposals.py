"""A notebook of free texts: nothing is posted by itself; what is confirmed in the copy with proposals is imported."""

from pathlib import Path

import openpyxl
import pytest
from cli_support import Village
from sheet_support import table

HEADER = ("日期", "户编号", "事由", "分值")
DEEDS = (
    ("7月3日", "01-01", "参加村里集体环境整治，清沟", 2),
    ("7月5日", "01-02", "唱歌", 1),
)


@pytest.fixture
def notebook(village: Village) -> Path:
    return table(village.folder / "2025年7月登记本.xlsx", HEADER, *DEEDS)


def confirmed(path: Path, *marks: str | None) -> Path:
    """The copy with the column to confirm filled in, row by row."""
    book = openpyxl.load_workbook(path)
    page = book.worksheets[1]
    heads = {cell.value: cell.column for cell in page[1]}
    for row, mark in enumerate(marks, 2):
        page.cell(row, heads["确认项目"], mark)
    book.save(path)
    return path


def test_free_texts_are_refused_and_a_copy_with_proposals_lies_beside_the_file(
    village: Village, notebook: Path
) -> None:
    before = village.operations()
    said = village.json("meeting", "import", notebook, "--yes", code=4)
    assert [issue["code"] for issue in said["issues"]] == ["rule-unknown", "rule-unknown"]
    assert "确认项目" in said["issues"][0]["message"]
    page = openpyxl.load_workbook(said["path"]).worksheets[1]
    assert [cell.value for cell in page[1]] == [*HEADER, "建议项目", "确认项目"]
    assert str(page["E2"].value).startswith("HJ05 ")
    assert [page["F2"].value, page["E3"].value, page["F3"].value] == [None, None, None]
    assert village.operations() == before


def test_a_dry_run_writes_no_copy(village: Village, notebook: Path) -> None:
    files = set(village.files())
    village("meeting", "import", notebook, "--dry-run", code=4)
    assert set(village.files()) == files


def test_an_unconfirmed_copy_posts_nothing_and_a_confirmed_one_is_imported(village: Village, notebook: Path) -> None:
    copy = Path(village.json("meeting", "import", notebook, "--yes", code=4)["path"])
    village("meeting", "import", copy, "--yes", code=4)
    assert village.json("points", "entries", "--month", "2025-07") == []
    village("meeting", "import", confirmed(copy, "√"), "--yes", code=4)
    assert village.json("points", "entries", "--month", "2025-07") == []
    village("meeting", "import", confirmed(copy, "√", "FZ03"), "--yes")
    entries = village.json("points", "entries", "--month", "2025-07")
    assert [(e["household"], e["rule"], e["points"], e["reason"]) for e in entries] == [
        ("01-01", "HJ05", "2", DEEDS[0][2]),
        ("01-02", "FZ03", "1", DEEDS[1][2]),
    ]


def test_what_was_confirmed_stays_when_the_copy_is_copied_again(village: Village, notebook: Path) -> None:
    copy = Path(village.json("meeting", "import", notebook, "--yes", code=4)["path"])
    again = village.json("meeting", "import", confirmed(copy, "√"), "--report", village.folder / "再.xlsx", code=4)
    page = openpyxl.load_workbook(again["path"]).worksheets[1]
    assert [page["F2"].value, page.max_column] == ["√", 6]
