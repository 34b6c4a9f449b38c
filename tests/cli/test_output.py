"""Consoles as they are: GBK on a Chinese Windows, ASCII in a script, a reader that stops. JSON loses no character."""

import json
import os
import subprocess
import sys

import pytest
from cli_support import Village

RARE = "王𠀀𫖯"


def shell(village: Village, *arguments: str, encoding: str) -> subprocess.CompletedProcess[bytes]:
    environment = {**os.environ, "PYTHONIOENCODING": encoding, "JIFEN_TODAY": "2025-07-28"}
    environment.pop("PYTHONUTF8", None)
    command = [sys.executable, "-m", "jifen", *arguments]
    return subprocess.run(command, cwd=village.folder, env=environment, check=False, capture_output=True)


@pytest.fixture
def rare(village: Village) -> Village:
    village("roster", "add", "99-01", RARE, "--grid", "9")
    return village


@pytest.mark.parametrize("encoding", ["gbk", "ascii", "cp437"])
def test_a_console_without_a_character_shows_a_mark_and_does_not_crash(rare: Village, encoding: str) -> None:
    done = shell(rare, "roster", "list", encoding=encoding)
    assert done.returncode == 0
    assert b"99-01" in done.stdout
    assert b"Traceback" not in done.stderr
    if encoding == "gbk":
        assert "户主".encode("gbk") in done.stdout
        assert "王??".encode("gbk") in done.stdout


@pytest.mark.parametrize("encoding", ["gbk", "ascii", "utf-8", "utf-8-sig", "cp936"])
def test_json_keeps_every_character_whatever_the_console(rare: Village, encoding: str) -> None:
    done = shell(rare, "roster", "show", "99-01", "--json", encoding=encoding)
    assert done.returncode == 0
    assert json.loads(done.stdout.decode(encoding))["head"] == RARE


def test_a_refusal_in_a_gbk_console_is_readable(rare: Village) -> None:
    done = shell(rare, "roster", "show", "没有这户𠀀", encoding="gbk")
    assert done.returncode == 3
    assert done.stdout == b""
    assert "花名册里没有“没有这户?”" in done.stderr.decode("gbk")


def test_json_on_a_unicode_console_is_readable_as_it_stands(rare: Village) -> None:
    done = shell(rare, "roster", "show", "99-01", "--json", encoding="utf-8")
    assert RARE in done.stdout.decode("utf-8")


def test_a_reader_that_stops_is_no_error(rare: Village) -> None:
    program = f"{sys.executable} -m jifen roster list | head -n 1; exit ${{PIPESTATUS[0]}}"
    done = subprocess.run(["bash", "-c", program], cwd=rare.folder, check=False, capture_output=True, text=True)
    assert "Traceback" not in done.stderr
    assert done.stdout.startswith("户编号")


def test_what_is_printed_of_cells_is_no_markup(village: Village) -> None:
    village("roster", "add", "99-01", "[red]王[/red]", "--grid", "9")
    assert "[red]王[/red]" in village("roster", "list").out


def test_a_table_in_a_file_is_never_cut_off(village: Village) -> None:
    name = "很长的名字" * 30
    village("roster", "add", "99-01", name, "--grid", "9")
    assert name in village("roster", "list").out


def test_one_pdf_and_a_copy_of_the_book_tell_that_they_are_under_way(
    village: Village, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[tuple[int, int]] = []
    monkeypatch.setattr("jifen.cli.progress._Bar.step", lambda bar, done, total: told.append((done, total)))
    village("points", "statement", "01-01", "--pdf")
    assert told == [(0, 1), (1, 1)]
    told.clear()
    village("backup")
    assert (told[0], told[-1]) == ((0, 1), (1, 1))
