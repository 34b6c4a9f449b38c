"""Lists: sorted, narrowed, written as a table, and fitted to the terminal."""

import csv
import fcntl
import os
import pty
import struct
import subprocess
import sys
import termios
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from cli_support import Village

LISTS: tuple[tuple[tuple[str, ...], str], ...] = (
    (("points", "balance"), "户编号"),
    (("points", "rank", "--period", "2025"), "名次"),
    (("points", "entries"), "编号"),
    (("roster", "list"), "户编号"),
    (("goods", "list"), "编号"),
    (("goods", "list", "--movements"), "编号"),
    (("fund", "list"), "编号"),
    (("redeem", "list", "2025Q3"), "单据号"),
    (("log",), "编号"),
)


def cells(path: Path) -> list[list[Any]]:
    if path.suffix == ".csv":
        text = path.read_bytes()
        assert text.startswith(b"\xef\xbb\xbf")
        return [list(row) for row in csv.reader(text.decode("utf-8-sig").splitlines())]
    sheet = openpyxl.load_workbook(path).worksheets[0]
    return [list(row) for row in sheet.iter_rows(values_only=True)]


@pytest.fixture
def traded(market: Village) -> Village:
    market("redeem", "add", "01-01", "A01", "2")
    market("redeem", "add", "01-03", "A01", "1", "--by", "=张小丽", "--relation", "儿媳")
    return market


@pytest.mark.parametrize("kind", ["xlsx", "csv"])
@pytest.mark.parametrize(("arguments", "first"), LISTS, ids=str)
def test_every_list_is_written_with_one_header_row_and_one_row_an_item(
    traded: Village, arguments: tuple[str, ...], first: str, kind: str
) -> None:
    listed = traded.json(*arguments)
    path = traded.folder / f"表.{kind}"
    assert traded.json(*arguments, "-o", path) == {"path": str(path)}
    found = cells(path)
    assert found[0][0] == first
    assert len(found) == len(listed) + 1
    told = traded(*arguments, "-o", path, code=3)
    assert "--force" in told.err
    assert f"已生成：{path}" in traded(*arguments, "-o", path, "--force").out


def test_numbers_are_numbers_codes_are_texts_and_nothing_is_a_formula(traded: Village) -> None:
    traded("points", "balance", "-o", traded.folder / "b.xlsx")
    header, *rows = cells(traded.folder / "b.xlsx")
    one = dict(zip(header, next(row for row in rows if row[0] == "01-01"), strict=True))
    assert (one["户编号"], one["网格"], one["期初"], one["可用"]) == ("01-01", "1", 30, 20)
    traded("redeem", "list", "2025Q3", "-o", traded.folder / "r.xlsx")
    sheet = openpyxl.load_workbook(traded.folder / "r.xlsx").worksheets[0]
    assert [cell.data_type for cell in sheet["G"]] == ["s", "n", "s"]
    assert sheet.auto_filter.ref == "A1:H3"
    assert sheet.freeze_panes == "A2"
    traded("redeem", "list", "2025Q3", "-o", traded.folder / "r.csv")
    assert not any(cell.startswith("=") for row in cells(traded.folder / "r.csv") for cell in row)


@pytest.mark.parametrize("kind", ["xlsx", "csv"])
def test_an_empty_list_keeps_its_header(village: Village, kind: str) -> None:
    path = village.folder / f"表.{kind}"
    village("fund", "list", "-o", path)
    assert cells(path) == [["编号", "日期", "摘要", "捐赠人", "收支（元）", "结余（元）", "经办"]]


def test_a_list_has_no_number_of_a_telephone_in_it(village: Village) -> None:
    reason = ("--category", "环境卫生", "--reason", "找 13812345678 核实")
    village("points", "add", "01-01", "2", "--month", "2025-07", *reason)
    for kind in ("xlsx", "csv"):
        path = village.folder / f"表.{kind}"
        assert "1 处" in village("points", "entries", "-o", path).err
        assert "13812345678" not in str(cells(path))
        assert "***" in str(cells(path))


@pytest.mark.parametrize("name", ["表.txt", "表", "表.xls"])
def test_other_kinds_of_file_are_wrong_usage(village: Village, name: str) -> None:
    assert village.json("roster", "list", "-o", village.folder / name, code=2)["error"]["code"] == "list-kind"
    assert not (village.folder / name).exists()


def test_a_list_is_sorted_by_any_of_its_columns(traded: Village) -> None:
    def codes(*more: str) -> list[str]:
        return [line["household"] for line in traded.json("points", "balance", *more)]

    everyone = codes()
    assert codes("--sort", "户编号") == everyone
    assert codes("--sort", "-户编号") == codes("--sort", "户编号", "--desc") == everyone[::-1]
    points = [float(line["available"]) for line in traded.json("points", "balance", "--sort", "可用")]
    assert points == sorted(points)
    assert len(set(points)) > 1
    grids = [int(line["grid"]) for line in traded.json("roster", "list", "--sort", "-网格")]
    assert grids == sorted(grids, reverse=True)
    assert traded.json("fund", "list", "--sort", "收支") == traded.json("fund", "list", "--sort", "收支（元）")


def test_what_is_empty_comes_last_in_either_direction(village: Village) -> None:
    village("roster", "add", "19-01", "新户", "--grid", "19")
    for sort in ("小组", "-小组"):
        assert village.json("roster", "list", "--sort", sort)[-1]["household"] == "19-01"


def test_a_list_is_narrowed_to_a_grid_to_its_first_lines_and_to_few_points(traded: Village) -> None:
    assert {line["grid"] for line in traded.json("points", "balance", "--grid", "第3网格")} == {"3"}
    assert [line["household"] for line in traded.json("redeem", "list", "2025Q3", "--grid", "2")] == []
    assert len(traded.json("redeem", "list", "2025Q3", "--grid", "1")) == 2
    assert {line["household"] for line in traded.json("points", "entries", "--grid", "1")} <= {
        line["household"] for line in traded.json("roster", "list", "--grid", "1")
    }
    assert len(traded.json("points", "balance", "--top", "3")) == 3
    few = traded.json("points", "balance", "--below", "10")
    assert few
    assert all(float(line["available"]) < 10 for line in few)
    assert len(few) < len(traded.json("points", "balance"))


@pytest.mark.parametrize(
    ("more", "code"),
    [(("--sort", "年龄"), "sort-unknown"), (("--desc",), "sort-missing"), (("--below", "多"), "points-invalid")],
)
def test_what_cannot_be_sorted_or_narrowed_by_is_wrong_usage(
    village: Village, more: tuple[str, ...], code: str
) -> None:
    assert village.json("points", "balance", *more, code=2)["error"]["code"] == code


def test_movements_are_what_came_and_went(traded: Village) -> None:
    found = traded.json("goods", "list", "--movements")
    assert list(found[0])[:5] == ["movement", "day", "item", "quantity", "lot"]
    assert {line["reverses"] for line in found} == {None}
    assert [(line["item"], line["quantity"]) for line in found[-2:]] == [("A01", -2), ("A01", -1)]


def at_a_terminal(village: Village, width: int, encoding: str, *arguments: str) -> str:
    """What stands on a terminal of this width."""
    master, slave = pty.openpty()
    fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", 50, width, 0, 0))
    environment = {**os.environ, "PYTHONIOENCODING": encoding}
    for name in ("COLUMNS", "LINES"):
        environment.pop(name, None)
    with subprocess.Popen(
        [sys.executable, "-m", "jifen", *arguments], cwd=village.folder, env=environment, stdout=slave, stderr=slave
    ) as running:
        os.close(slave)
        told = b""
        while True:
            try:
                more = os.read(master, 65536)
            except OSError:  # the other end is closed
                break
            if not more:
                break
            told += more
        assert running.wait() == 0
    os.close(master)
    return told.decode(encoding).replace("\r\n", "\n")


def test_a_balance_fits_eighty_columns_and_says_what_it_leaves_out(traded: Village) -> None:
    from jifen.cli.tables import cell_len

    told = at_a_terminal(traded, 80, "utf-8", "points", "balance").splitlines()
    assert max(cell_len(line) for line in told if line.startswith("0")) <= 80
    assert any(line.startswith("屏幕窄，没有列出：") for line in told)
    assert told[0].startswith("户编号")
    assert "可用" in told[0]


@pytest.mark.parametrize(("encoding", "mark"), [("utf-8", "█"), ("gbk", "█"), ("gb2312", "=")])
def test_a_rank_is_drawn_with_bars_of_what_the_console_has(village: Village, encoding: str, mark: str) -> None:
    village("points", "add", "01-01", "5", "--month", "2025-07", "--category", "环境卫生", "--reason", "x")
    told = at_a_terminal(village, 80, encoding, "points", "rank", "--period", "2025-07")
    assert mark * 20 in told.splitlines()[2]
    assert mark not in told.splitlines()[3]
    assert "█" not in village("points", "rank", "--period", "2025-07").out


@pytest.mark.parametrize(
    "command",
    [
        ("roster", "list"),
        ("points", "balance"),
        ("points", "entries"),
        ("points", "rank", "--period", "2025-07"),
        ("points", "card"),
    ],
)
def test_a_grid_that_is_none_is_refused_with_those_there_are(village: Village, command: tuple[str, ...]) -> None:
    error = village.json(*command, "--grid", "77", code=3)["error"]
    assert error["code"] == "grid-unknown"
    assert "1、2、3" in error["message"]


def test_a_grid_that_was_left_is_still_one_of_the_village_s(village: Village) -> None:
    village("roster", "add", "77-01", "新来的", "--grid", "77")
    assert len(village.json("roster", "list", "--grid", "77")) == 1
    village("roster", "move", "77-01", "--grid", "1")
    assert village.json("roster", "list", "--grid", "77") == []
