"""A double click on Windows: which folder is the village's, and what becomes of sheets dropped on the icon."""

import shutil
from pathlib import Path

import pytest
from cli_support import SAMPLES, Village

from jifen.cli.desktop.places import AMONG_DOCUMENTS, BESIDE, remembered
from jifen.cli.desktop.start import start

NOWHERE = Path("/proc")
"""A folder in which nobody can make a file."""


class Laptop:
    """The program in its folder, somebody at the screen; `laptop(answers…)` is a double click."""

    def __init__(self, empty: Village, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
        self.home, self._village, self._capsys, self._monkeypatch = empty.folder, empty, capsys, monkeypatch
        self.unzipped("积分-0.1.0")

    def unzipped(self, name: str) -> Path:
        program = self.home / "程序们" / name
        program.mkdir(parents=True)
        self.lies_in(program)
        return program

    def lies_in(self, program: Path) -> None:
        self._monkeypatch.setenv("JIFEN_PROGRAM", str(program))

    def __call__(self, *answers: str, dropped: tuple[Path, ...] = ()) -> str:
        self._village.answers(*answers)
        self._capsys.readouterr()
        assert start([str(path) for path in dropped]) == 0
        said = self._capsys.readouterr()
        return said.err + said.out

    @property
    def documents(self) -> Path:
        return self.home / "Documents" / AMONG_DOCUMENTS

    @property
    def beside(self) -> Path:
        return self.home / "程序们" / BESIDE


@pytest.fixture
def laptop(empty: Village, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Laptop:
    monkeypatch.setattr("jifen.cli.menu.front.has_screen", lambda: True)
    monkeypatch.setattr("jifen.cli.desktop.places.has_screen", lambda: True)
    monkeypatch.setenv("HOME", str(empty.folder))
    monkeypatch.setenv("APPDATA", str(empty.folder / "AppData"))
    return Laptop(empty, capsys, monkeypatch)


def book_in(folder: Path, settled_book: Path) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(settled_book, folder / "jifen.db")
    return folder


def test_the_first_time_it_asks_where_the_village_s_files_are_to_be_and_remembers(laptop: Laptop) -> None:
    said = laptop("", "0")
    assert "放在哪里？" in said
    assert f"村里的文件夹：{laptop.documents}" in said
    assert "放在哪里？" not in laptop("0"), "nor before there is a book"
    assert remembered() == laptop.documents


def test_a_book_among_the_documents_is_found_without_asking(laptop: Laptop, settled_book: Path) -> None:
    book_in(laptop.documents, settled_book)
    said = laptop("0")
    assert "柳河村　今天 2025-07-28" in said
    assert "放在哪里" not in said


def test_the_next_version_beside_the_old_one_finds_the_book_beside_both(laptop: Laptop, settled_book: Path) -> None:
    laptop("2", "0")
    book_in(laptop.beside, settled_book)
    newer = laptop.unzipped("积分-0.2.0")
    assert f"村里的文件夹：{laptop.beside}" in laptop("0")
    assert list(newer.iterdir()) == [], "nothing of the village's lies in the program's folder"


def test_a_folder_of_one_s_own_is_remembered_and_may_be_named_by_its_book(laptop: Laptop, settled_book: Path) -> None:
    own = book_in(laptop.home / "我的 村", settled_book)
    laptop("3", f'"{own / "jifen.db"}"', "0")
    assert f"村里的文件夹：{own}" in laptop("0")


def test_of_two_books_the_one_that_is_meant_is_asked_for_by_number(laptop: Laptop, settled_book: Path) -> None:
    book_in(laptop.documents, settled_book)
    book_in(laptop.beside, settled_book)
    said = laptop("", "9", "1", "0")
    assert "有几本账本，用哪一本？" in said
    assert f"村里的文件夹：{laptop.beside}" in said
    assert laptop("0", "0").count("村里的文件夹") == 0, "0 leaves"


def test_a_book_that_is_gone_is_not_begun_anew_in_silence(laptop: Laptop, settled_book: Path) -> None:
    stick = book_in(laptop.home / "U盘", settled_book)
    laptop("3", str(stick), "0")
    shutil.rmtree(stick)
    said = laptop("0")
    assert f"上次的账本在 {stick}，现在找不到" in said
    assert "村里的文件夹" not in said
    assert not stick.exists()


def test_from_a_stick_that_cannot_be_written_to_the_book_goes_elsewhere_and_that_is_said(laptop: Laptop) -> None:
    laptop.lies_in(NOWHERE / "程序")
    said = laptop("", "0")
    assert f"程序所在的 {NOWHERE} 写不进去，账本要放在别处。" in said
    assert "程序旁边" not in said
    assert f"村里的文件夹：{laptop.documents}" in said


@pytest.mark.parametrize("typed", ["程序们/积分-0.1.0/账本", "/proc/账本"])
def test_where_no_village_s_files_can_lie_is_said_and_asked_again(laptop: Laptop, typed: str) -> None:
    said = laptop("3", str(laptop.home / typed), "1", "0")
    assert said.count("放在哪里？") == 2
    assert "不能放在里面" in said or "写不进去，请另选一处" in said
    assert f"村里的文件夹：{laptop.documents}" in said


def test_nothing_typed_makes_a_book_in_the_program_s_folder(laptop: Laptop, empty: Village) -> None:
    program = laptop.unzipped("积分-0.3.0")
    for words in (("init", "沙院村", "--db", program / "jifen.db"), ("demo", program / "演示")):
        assert "程序自己的文件夹" in empty(*words, code=3).err
    assert list(program.iterdir()) == []


def test_dropped_sheets_are_taken_for_what_they_are(laptop: Laptop, settled_book: Path) -> None:
    book_in(laptop.documents, settled_book)
    months = [next(SAMPLES.glob(f"2025年{month}月*")) for month in (1, 2)]
    said = laptop("是", "0", dropped=(SAMPLES / "物资清单.xlsx", *months))
    assert "已写入 2025年1月" in said
    assert "已写入 2025年2月" in said
    commands = [line for line in said.splitlines() if line.startswith("> jifen ")]
    assert [line.split(" ")[2:4] for line in commands] == [["meeting", "import"], ["goods", "import"]]
    assert str(months[1]) in commands[0], "the sheets of one drop are one import"


def test_what_a_dropped_sheet_is_is_asked_where_its_headers_leave_a_doubt(laptop: Laptop, settled_book: Path) -> None:
    book_in(laptop.documents, settled_book)
    said = laptop("1", "0", dropped=(SAMPLES / "花名册.xlsx",))
    assert "是什么表？\n  1. 花名册\n" in said, "what its name says is offered first, and taken only when chosen"
    assert "> jifen roster import" in said
    assert "> jifen" not in laptop("0", "0", dropped=(SAMPLES / "花名册.xlsx",))


def test_where_there_is_no_book_yet_it_is_made_before_the_sheets_are_taken(laptop: Laptop) -> None:
    said = laptop("", "沙院村", "", "", "", "1", "0", dropped=(SAMPLES / "花名册.xlsx",))
    assert said.index("> jifen init 沙院村") < said.index("> jifen roster import")
    assert not [line for line in said.splitlines() if "jifen " in line and not line.startswith("> jifen ")]


def test_a_dropped_file_that_cannot_be_taken_keeps_no_other_from_it(laptop: Laptop, settled_book: Path) -> None:
    book_in(laptop.documents, settled_book)
    other = laptop.home / "照片.jpg"
    other.write_bytes(b"x")
    gone = laptop.home / "没有了.xlsx"
    said = laptop("0", dropped=(other, gone, SAMPLES / "物资清单.xlsx"))
    assert f"{other} 不是表格，没有导入。" in said
    assert "没有了.xlsx" in said
    assert "> jifen goods import" in said
