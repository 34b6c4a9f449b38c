"""A village whose households have points to spend and whose shelf is full; sheets are filled in as people do."""

import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path

import openpyxl
import pytest
from cli_support import Shared, Village

from jifen.cli.main import run

POINTS = {"01-01": "30", "01-02": "30", "01-03": "12.5", "01-04": "5", "02-01": "100", "02-02": "-3"}
GOODS = """编号,名称,规格,单位,积分价,参考价(元),数量,来源
A01,香皂,125克,块,5,3.5,10,村购
A02,洗衣液,2千克,瓶,20,15,4,捐赠：县供销社
B01,花生油,5升,桶,80,69.9,1,
B02,挂面,1千克,把,2.5,6,0,
"""


@pytest.fixture(scope="session")
def stocked_book(settled_book: Path, shared: Shared) -> Path:
    """The village with opening points and goods, nothing opened."""

    def build(folder: Path) -> None:
        book = shutil.copyfile(settled_book, folder / "jifen.db")
        opening = "户编号,期初积分\n" + "".join(f"{code},{points}\n" for code, points in POINTS.items())
        (folder / "期初.csv").write_text(opening, encoding="utf-8")
        (folder / "物品.csv").write_text(GOODS, encoding="utf-8")
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv("JIFEN_TODAY", "2025-09-30")
            assert run(["--db", str(book), "points", "opening", str(folder / "期初.csv"), "--yes"]) == 0
            assert run(["--db", str(book), "goods", "import", str(folder / "物品.csv")]) == 0

    return shared("stocked", build) / "jifen.db"


@pytest.fixture
def shop(empty: Village, stocked_book: Path) -> Village:
    """柳河村 with points and goods, on 8 October 2025."""
    shutil.copyfile(stocked_book, empty.book)
    empty.today("2025-10-08")
    return empty


@pytest.fixture
def market(shop: Village) -> Village:
    """The same with the session 2025Q3 open."""
    shop("redeem", "open", "2025Q3", "--yes")
    return shop


def built(stocked: Path, folder: Path, steps: Sequence[tuple[str, Sequence[str]]]) -> None:
    """A book brought to a state in this folder, to be copied for each test; `steps` are (today, command)."""
    book = shutil.copyfile(stocked, folder / "jifen.db")
    with pytest.MonkeyPatch.context() as patch:
        for today, command in steps:
            patch.setenv("JIFEN_TODAY", today)
            assert run(["--db", str(book), *command, "--yes"]) == 0, command


def available(village: Village, household: str) -> str:
    found: str = village.json("points", "balance", "--household", household)[0]["available"]
    return found


def on_hand(village: Village, item: str) -> int:
    return next(int(line["on_hand"]) for line in village.json("goods", "list") if line["item"] == item)


def written(village: Village, name: str, text: str) -> Path:
    path = village.folder / name
    path.write_text(text, encoding="utf-8")
    return path


def filled(village: Village, wishes: Mapping[str, Mapping[str, object]], name: str = "签领.xlsx") -> Path:
    """The printed sign-out sheet, filled in: household → header word (`A01`, `备注`) → what is written there."""
    printed = village.folder / f"空白{name}"
    village("redeem", "sheet", "2025Q3", "-o", printed, "--force")
    book = openpyxl.load_workbook(printed)
    sheet = book.worksheets[0]
    head = next(row for row in sheet.iter_rows() if any(cell.value == "户编号" for cell in row))
    columns = {str(cell.value).split(" ")[0]: cell.column for cell in head}
    codes = {str(sheet.cell(n, columns["户编号"]).value): n for n in range(head[0].row + 1, sheet.max_row + 1)}
    for household, told in wishes.items():
        for word, value in told.items():
            sheet.cell(codes[household], columns[word]).value = value
    path = village.folder / name
    book.save(path)
    return path


def unchanged(village: Village) -> tuple[int, ...]:
    """How many rows stand in the tables of the shop; the same before and after a refusal."""
    tables = ("operation", "entry", "movement", "receipt", "receipt_line", "round_price", "fund_entry", "item_event")
    return tuple(int(village.sql(f"SELECT count(*) FROM {table}")[0][0]) for table in tables)
