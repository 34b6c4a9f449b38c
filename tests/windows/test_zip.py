"""The zip for Windows, tried under wine as a secretary would: unzipped, double-clicked, typed, updated."""

import hashlib
import json
import os
import shutil
import sqlite3
import subprocess
import sys
import zipfile
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from cli_support import SAMPLES, Said
from laptop_support import ROOT, Laptop

from jifen import __version__

Shared = Callable[[str, Callable[[Path], object]], Path]
HOLD = """
import ctypes, sys, time
# read and write for this program alone: what an office program may ask for
held = ctypes.windll.kernel32.CreateFileW(sys.argv[1], 0xC0000000, 0, None, 3, 0, None)
print("held" if held != -1 else "no", flush=True)
sys.stdin.read()
"""


@pytest.fixture(scope="session")
def demonstrated(laptop: Laptop) -> Path:
    """The demonstration village, lived through under wine."""
    laptop.jifen("demo", "演示")
    return laptop.desk / "演示"


def linux(folder: Path, *words: str) -> Said:
    """A command of this checkout, on Linux."""
    done = subprocess.run(
        [sys.executable, "-m", "jifen", *words],
        check=False,
        capture_output=True,
        text=True,
        cwd=folder,
        env=os.environ | {"JIFEN_TODAY": "2025-07-28", "PYTHONPATH": str(ROOT / "src")},
    )
    return Said(done.returncode, done.stdout, done.stderr)


def documents(book: Path) -> list[tuple[str, str, dict[str, Any]]]:
    with closing(sqlite3.connect(book)) as connection:
        found = connection.execute("SELECT number, code, content FROM document ORDER BY id").fetchall()
    return [(number, code, json.loads(content)) for number, code, content in found]


def test_it_says_its_version_and_helps_in_chinese(laptop: Laptop) -> None:
    assert laptop.jifen("--version").out.strip() == f"jifen {__version__}"
    assert "积分评议会：评议表、公示、定案、更正。" in laptop.jifen("--help").out
    assert "没有“publsh”这个命令" in laptop.jifen("meeting", "publsh", code=2).err


def test_the_demonstration_is_that_of_linux_and_linux_proves_its_codes(demonstrated: Path, demonstration: Path) -> None:
    made, known = documents(demonstrated / "jifen.db"), documents(demonstration / "演示村" / "jifen.db")
    # The chain begins with the random number of each village; all else is the same to the letter.
    assert [(number, content | {"chain": None}) for number, _, content in made] == [
        (number, content | {"chain": None}) for number, _, content in known
    ]
    assert linux(demonstrated, "verify").code == 0
    assert all(linux(demonstrated, "verify", "--code", code).code == 0 for _, code, _ in made[:2])
    names = sorted(path.name for path in (demonstrated / "导出").iterdir())
    assert names == sorted(path.name for path in (demonstration / "演示村" / "导出").iterdir())


def test_papers_come_as_pdf_and_as_pictures(laptop: Laptop, demonstrated: Path) -> None:
    laptop.jifen("points", "statement", "04-06", "-o", "明细.xlsx", "--pdf", "--png", cwd=demonstrated)
    assert (demonstrated / "明细.pdf").read_bytes().startswith(b"%PDF")
    assert (demonstrated / "明细.png").read_bytes().startswith(b"\x89PNG")


def test_a_star_is_every_file_it_fits_where_the_console_expands_nothing(laptop: Laptop, settled_book: Path) -> None:
    village = laptop.desk / "通配"
    (village / "评议表").mkdir(parents=True)
    shutil.copyfile(settled_book, village / "jifen.db")
    for month in ("1月", "2月"):
        shutil.copy(next(SAMPLES.glob(f"2025年{month}*")), village / "评议表")
    ran = laptop.jifen("meeting", "import", r"评议表\*.XLSX", "--yes", cwd=village, JIFEN_TODAY="2025-03-01")
    assert "已写入 2025-01" in ran.out
    assert "已写入 2025-02" in ran.out
    refused = laptop.jifen("roster", "import", r"评议表\*.xlsx", cwd=village, code=3)
    assert "合得上的有 2 个文件" in refused.err


def test_what_a_gbk_console_cannot_show_is_replaced_and_breaks_nothing(laptop: Laptop, settled_book: Path) -> None:
    village = laptop.desk / "生僻字"
    village.mkdir()
    shutil.copyfile(settled_book, village / "jifen.db")
    laptop.jifen("roster", "rename", "03-07", "𠮷明", cwd=village)
    assert "?明" in laptop.jifen("find", "03-07", cwd=village).out
    (found,) = json.loads(laptop.jifen("find", "03-07", "--json", cwd=village).raw)
    assert found["head"] == "𠮷明"


def test_a_workbook_open_elsewhere_is_to_be_closed_first(laptop: Laptop, settled_book: Path) -> None:
    village = laptop.desk / "开着的表"
    village.mkdir()
    shutil.copyfile(settled_book, village / "jifen.db")
    sheet = village / "表.xlsx"
    shutil.copy(next(SAMPLES.glob("2025年1月*")), sheet)
    program = str(laptop.program / "program" / "python.exe")
    with subprocess.Popen(
        ["wine", program, "-c", HOLD, laptop.named(sheet)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=laptop.environment,
    ) as holding:
        assert holding.stdout is not None
        assert holding.stdout.readline().strip() == b"held"
        refused = laptop.jifen("meeting", "import", "表.xlsx", "--yes", cwd=village, code=3)
        assert "请先在 WPS 里关闭" in refused.err
        holding.communicate()
    laptop.jifen("meeting", "import", "表.xlsx", "--yes", cwd=village, JIFEN_TODAY="2025-02-01")


def test_a_new_user_comes_from_a_double_click_to_a_printed_notice(laptop: Laptop) -> None:
    sheets = laptop.desk / "我的 表"
    sheets.mkdir()
    roster, sheet = sheets / "花名册.xlsx", sheets / "一月.xlsx"
    shutil.copy(SAMPLES / "花名册.xlsx", roster)
    shutil.copy(next(SAMPLES.glob("2025年1月*")), sheet)
    icon = laptop.named(laptop.program / "积分.cmd")
    shown = laptop.typed(
        ["cmd", "/c", "call", icon, laptop.named(roster)],  # without `call`, cmd takes the outer quotes away
        [
            ("放在哪里？", ""),
            ("村名：", "沙院村"),
            *((question, "") for question in ("乡镇", "监督电话", "细则文件")),
            ("是什么表？", "1"),
            ("新增 180 户", "0"),
        ],
        JIFEN_TODAY="2025-01-26",
    )
    assert "新增 180 户" in shown
    (book,) = laptop.folder.glob("windows/drive_c/users/*/Documents/积分/jifen.db")
    village = book.parent
    shutil.copy(sheet, village)
    laptop.typed(
        ["cmd", "/c", "call", icon],
        [
            ("请输入序号（直接回车：1", ""),
            ("确认写入吗", "是"),
            ("确认写入吗", "是"),
            ("已生成", "0"),
        ],
        JIFEN_TODAY="2025-01-26",
    )
    assert [path.name for path in (village / "导出").iterdir()] == ["沙院村2025年1月积分公示表.xlsx"]


def test_the_program_s_folder_stays_as_it_was_unzipped(laptop: Laptop, zip_file: Path, demonstrated: Path) -> None:
    with zipfile.ZipFile(zip_file) as archive:
        packed = {name.partition("/")[2]: hashlib.sha256(archive.read(name)).digest() for name in archive.namelist()}
    there = {
        path.relative_to(laptop.program).as_posix(): hashlib.sha256(path.read_bytes()).digest()
        for path in laptop.program.rglob("*")
        if path.is_file()
    }
    assert there == packed
    refused = laptop.jifen("init", "沙院村", cwd=laptop.program, code=3)
    assert "程序自己的文件夹" in refused.err


def test_inside_the_zip_it_says_that_it_is_to_be_unzipped(laptop: Laptop, tmp_path: Path) -> None:
    shutil.copy(laptop.program / "积分.cmd", tmp_path)
    shown = laptop.typed(["cmd", "/c", laptop.named(tmp_path / "积分.cmd")], [("解压", "")])
    assert "请先把整个压缩包解压到一个文件夹" in shown


def test_two_builds_are_the_same_bytes(zip_file: Path, tmp_path: Path) -> None:
    again = tmp_path / "again.zip"
    subprocess.run([sys.executable, ROOT / "tools" / "windows" / "build.py", again], check=True, capture_output=True)
    assert hashlib.sha256(again.read_bytes()).digest() == hashlib.sha256(zip_file.read_bytes()).digest()
