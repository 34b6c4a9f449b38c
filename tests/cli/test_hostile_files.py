"""What is no file, or far too big, is said in a sentence: nothing is waited for, and nothing huge is read."""

import os
import socket
from collections.abc import Callable
from pathlib import Path

import pytest
from cli_support import Village

from jifen.cli.context import MAX_FILE


def a_pipe(path: Path) -> Path:
    os.mkfifo(path)
    return path


def a_socket(path: Path) -> Path:
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(str(path))
    return path


def a_device(_: Path) -> Path:
    return Path("/dev/zero")


def a_huge_file(path: Path) -> Path:
    with path.open("wb") as file:
        file.truncate(MAX_FILE + 1)
    return path


COMMANDS = [
    ("meeting", "import"),
    ("roster", "import"),
    ("rules", "import"),
    ("goods", "import"),
    ("points", "opening"),
    ("matter", "import"),
]


@pytest.mark.skipif(os.name == "nt", reason="Windows has no pipes and devices among its files")
@pytest.mark.parametrize("make", [a_pipe, a_socket, a_device])
@pytest.mark.parametrize("command", COMMANDS)
def test_what_is_no_file_of_bytes_is_refused_without_being_opened(
    village: Village, monkeypatch: pytest.MonkeyPatch, command: tuple[str, str], make: Callable[[Path], Path]
) -> None:
    monkeypatch.chdir(village.folder)
    path = make(Path("管道.csv"))
    assert village.json(*command, path, "--yes", code=3)["error"]["code"] == "not-a-file"


@pytest.mark.parametrize("command", COMMANDS)
def test_a_file_too_big_for_any_sheet_is_refused_by_its_size(village: Village, command: tuple[str, str]) -> None:
    path = a_huge_file(village.folder / "大.csv")
    said = village(*command, path, "--yes", code=3).err
    assert "64 MB" in said


def test_a_report_is_refused_with_the_file_it_would_be_of(village: Village) -> None:
    path = a_huge_file(village.folder / "大.csv")
    report = village.folder / "标错.xlsx"
    village("meeting", "import", path, "--report", report, "--yes", code=3)
    assert not report.exists()


def test_a_workbook_too_big_to_correct_by_hand_has_no_coloured_copy_and_that_is_said(village: Village) -> None:
    path = village.folder / "2025年7月.csv"
    path.write_text("户主,环境卫生\n" + "某某,1\n" * 50_001, encoding="utf-8")
    report = village.folder / "标错.xlsx"
    said = village("meeting", "import", path, "--report", report, "--yes", code=4).err
    assert "没有另存标好颜色的表" in said
    assert not report.exists()
