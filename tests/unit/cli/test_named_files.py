"""Files as people name them where no shell expands `*.xlsx`, and workbooks that another program has open."""

from pathlib import Path

import pytest

from jifen.cli.context import read_file
from jifen.cli.named_files import named_file, named_files
from jifen.errors import JifenError
from jifen.services.outbox import denied


@pytest.fixture(autouse=True)
def sheets(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    for name in ("2月.xlsx", "10月.XLSX", "~$2月.xlsx", "说明[旧].docx", "问?.csv"):
        (tmp_path / name).write_bytes(b"x")
    (tmp_path / "一月.xlsx").mkdir()
    return tmp_path


def test_a_star_is_every_file_it_fits_in_the_order_of_their_numbers() -> None:
    assert named_files(["*.xlsx"]) == ["2月.xlsx", "10月.XLSX"], "no folder, and nothing an open window left"


def test_a_file_named_twice_is_one_file() -> None:
    assert named_files(["10月.XLSX", "*月.xlsx"]) == ["10月.XLSX", "2月.xlsx"]


def test_brackets_are_letters_as_on_the_console_of_windows() -> None:
    assert named_file("说明[旧].d?cx") == "说明[旧].docx"


def test_a_file_called_like_a_pattern_is_that_file() -> None:
    assert named_file("问?.csv") == "问?.csv"


def test_a_word_without_a_pattern_stays_as_it_is_whether_there_is_such_a_file_or_not() -> None:
    assert named_files(["没有.xlsx", "一月.xlsx"]) == ["没有.xlsx", "一月.xlsx"]


def test_the_folder_before_a_pattern_stays_before_each_name(sheets: Path) -> None:
    assert named_files([str(sheets / "2*")]) == [str(sheets / "2月.xlsx")]


@pytest.mark.parametrize(("word", "code"), [("*.ods", "file-pattern-empty"), ("哪里/*.xlsx", "file-pattern-empty")])
def test_a_pattern_that_fits_no_file_is_refused(word: str, code: str) -> None:
    with pytest.raises(JifenError) as refused:
        named_files([word])
    assert refused.value.code == code


def test_where_one_file_is_read_a_pattern_that_fits_several_is_refused_and_names_them() -> None:
    with pytest.raises(JifenError) as refused:
        named_file("*.xlsx")
    assert refused.value.code == "file-pattern-many"
    assert refused.value.facts["names"] == ["2月.xlsx", "10月.XLSX"]


def test_a_workbook_that_says_it_is_open_is_read_as_it_was_saved_and_that_is_said(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert read_file("2月.xlsx") == b"x"
    assert "正在 WPS 或 Excel 里开着，读到的是上次保存的内容" in capsys.readouterr().err
    assert read_file("10月.XLSX") == b"x"
    assert capsys.readouterr().err == ""


@pytest.mark.parametrize(
    ("name", "winerror", "code"),
    [
        ("2月.xlsx", None, "file-in-use"),  # it says so itself
        ("10月.XLSX", 32, "file-in-use"),  # Windows says so
        ("10月.XLSX", 5, "no-permission"),
        ("10月.XLSX", None, "no-permission"),
    ],
)
def test_a_file_that_another_program_keeps_is_told_from_one_that_is_forbidden(
    name: str, winerror: int | None, code: str
) -> None:
    error = PermissionError(13, "denied", name)
    if winerror is not None:
        error.winerror = winerror  # type: ignore[attr-defined,unused-ignore]
    assert denied(Path(name), error).code == code
