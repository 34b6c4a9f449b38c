"""Every paper comes as workbook, PDF and picture, on the paper asked for; without typst the workbook leaves."""

import re
import shutil
import sys
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from cli_support import SAMPLES, Shared, Village

from jifen.cli.main import run
from jifen.errors import JifenError
from jifen.printing.engine.fonts import find_fonts

HALF_YEAR = (
    ("meeting", "notice", "2025-03"),
    ("meeting", "minutes", "2025-03"),
    ("meeting", "sheet", "2025-07"),
    ("meeting", "sheet", "2025-07", "--layout", "items"),
    ("points", "statement", "01-01"),
    ("board", "draft", "2025H1"),
    ("objection", "form", "2025-03"),
    ("rules", "export", "细则.xlsx"),
)
SHOP = (
    ("redeem", "sheet", "2025Q3"),
    ("redeem", "catalogue", "2025Q3"),
    ("redeem", "slip", "01-01"),
    ("redeem", "settlement", "2025Q3"),
    ("redeem", "register", "2025Q3"),
    ("redeem", "notice", "2025Q3"),
    ("goods", "sheet"),
    ("goods", "donors"),
)
FORMS = ("--pdf", "--png", "--paper", "A3")
Size = tuple[int, int]


@pytest.fixture(scope="session")
def small_book(shared: Shared) -> Path:
    """Twelve households in two grids whose first half-year is final: what is long is set elsewhere."""
    codes = [f"{grid:02d}-{seat:02d}" for grid in (1, 2) for seat in range(1, 7)]

    def build(folder: Path) -> None:
        book = str(folder / "jifen.db")
        roster = "".join(f"{code},{code[:2].lstrip('0')},王{code[1]}{code[-1]},在村\n" for code in codes)
        (folder / "花名册.csv").write_text(f"户编号,网格,户主,状态\n{roster}", encoding="utf-8")
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv("JIFEN_TODAY", "2024-12-31")
            assert run(["--db", book, "init", "柳河村", "--rulebook", str(SAMPLES / "积分细则.csv")]) == 0
            assert run(["--db", book, "roster", "import", str(folder / "花名册.csv"), "--yes"]) == 0
            for month in range(1, 7):
                lines = "".join(f"{code},{number % 5 + 1}\n" for number, code in enumerate(codes, month))
                sheet = folder / f"2025年{month}月.csv"
                sheet.write_text(f"2025年{month}月积分\n户编号,环境卫生\n{lines}", encoding="utf-8")
                patch.setenv("JIFEN_TODAY", f"2025-{month:02d}-28")
                assert run(["--db", book, "meeting", "import", str(sheet), "--yes"]) == 0
                assert run(["--db", book, "meeting", "publish", f"2025-{month:02d}", "--yes"]) == 0
                held = ["--held-on", f"2025-{month:02d}-27"]
                assert run(["--db", book, "meeting", "record", f"2025-{month:02d}", *held]) == 0
                patch.setenv("JIFEN_TODAY", f"2025-{month + 1:02d}-10")
                assert run(["--db", book, "meeting", "finalize", f"2025-{month:02d}", "--yes"]) == 0

    return shared("small", build) / "jifen.db"


@pytest.fixture
def half_year(empty: Village, small_book: Path) -> Village:
    """A small 柳河村 on 2025-07-15, its first half-year final."""
    shutil.copyfile(small_book, empty.book)
    empty.today("2025-07-15")
    return empty


@pytest.fixture
def fonts() -> None:
    try:
        find_fonts([])
    except JifenError:
        pytest.skip("this machine has no Chinese font")


def size_of(pdf: Path) -> Size:
    found = re.search(rb"/MediaBox\s*\[\s*0 0 ([\d.]+) ([\d.]+)", pdf.read_bytes())
    assert found is not None
    return round(float(found[1])), round(float(found[2]))


def comes_in_every_form(village: Village, command: tuple[str, ...]) -> None:
    found = [Path(path) for path in village.json(*command, *FORMS)["paths"]]
    kinds = {path.suffix: path for path in found}
    assert set(kinds) == {".xlsx", ".pdf", ".png"} and all(path.is_file() for path in found)
    assert all(sheet.page_setup.paperSize == 8 for sheet in openpyxl.load_workbook(kinds[".xlsx"]).worksheets)
    assert sorted(size_of(kinds[".pdf"])) == [842, 1191]
    assert kinds[".png"].read_bytes().startswith(b"\x89PNG")


@pytest.mark.usefixtures("fonts")
@pytest.mark.parametrize("command", HALF_YEAR, ids=" ".join)
def test_a_paper_of_meetings_and_lists_comes_in_every_form(half_year: Village, command: tuple[str, ...]) -> None:
    comes_in_every_form(half_year, command)


@pytest.mark.usefixtures("fonts")
@pytest.mark.parametrize("command", SHOP, ids=" ".join)
def test_a_paper_of_the_shop_comes_in_every_form(market: Village, command: tuple[str, ...]) -> None:
    comes_in_every_form(market, command)


@pytest.mark.usefixtures("fonts")
def test_the_seven_registers_come_in_every_form_into_their_folder(half_year: Village) -> None:
    found = [Path(path) for path in half_year.json("registers", "2025Q1", "-o", "台账", "--pdf")["paths"]]
    assert [path.suffix for path in found] == [".xlsx", ".pdf"] * 7 and all(path.is_file() for path in found)
    found[0].unlink()
    # One of the PDFs alone stands in the way as well.
    assert half_year.json("registers", "2025Q1", "-o", "台账", "--pdf", code=3)["error"]["code"] == "file-exists"
    half_year("registers", "2025Q1", "-o", "台账", "--pdf", "--force")


@pytest.mark.usefixtures("fonts")
def test_what_a_round_leaves_behind_comes_as_pdf_too(market: Village) -> None:
    found = [Path(path) for path in market.json("redeem", "close", "2025Q3", "--pdf", "--yes")["paths"]]
    assert [path.suffix for path in found] == [".xlsx", ".pdf"] * 3 and all(path.is_file() for path in found)


@pytest.mark.usefixtures("fonts")
def test_rules_go_to_the_place_and_form_their_name_says(half_year: Village) -> None:
    found = half_year.json("rules", "export", "细则.csv", "--pdf")
    assert [Path(path).name for path in found["paths"]] == ["细则.csv", "细则.pdf"]
    assert Path("细则.csv").read_text("utf-8-sig").startswith("编号,")
    assert half_year.json("rules", "export", "张贴.pdf")["paths"] == ["张贴.pdf"]
    assert Path("张贴.pdf").read_bytes().startswith(b"%PDF")


@pytest.mark.usefixtures("fonts")
def test_a_poster_in_pieces_is_set_on_a3_and_stands_beside(half_year: Village) -> None:
    found = half_year.json("meeting", "notice", "2025-03", "--tiled", "-o", "榜.xlsx")
    assert [Path(path).name for path in found["paths"]] == ["榜.xlsx", "榜（拼贴）.pdf"]
    assert sorted(size_of(Path("榜（拼贴）.pdf"))) == [595, 842]
    assert half_year.json("meeting", "notice", "2025-03", "--tiled", "-o", "榜.xlsx", code=3)["error"]["code"] == (
        "file-exists"
    )


def broken() -> Callable[..., object]:
    """A typst that is there and cannot be loaded, as where its library lacks one of the system's."""

    def find_spec(name: str, *_: object) -> None:
        if name == "typst":
            raise OSError("DLL load failed while importing _typst")

    return find_spec


@pytest.mark.parametrize("there", [False, True])
def test_without_typst_the_workbook_leaves_and_a_sentence_says_what_is_lacking(
    half_year: Village, monkeypatch: pytest.MonkeyPatch, there: bool
) -> None:
    if there:
        monkeypatch.delitem(sys.modules, "typst", raising=False)
        finder = type("Finder", (), {"find_spec": staticmethod(broken())})
        monkeypatch.setattr(sys, "meta_path", [finder, *sys.meta_path])
    else:
        monkeypatch.setitem(sys.modules, "typst", None)
    half_year.today("2025-09-08")
    said = half_year("meeting", "notice", "2025-03", "--pdf", "--png", "-o", "公示.xlsx")
    assert "PDF 和图片没有出" in said.err and "公示.xlsx" in said.out and "公示.pdf" not in said.out
    assert Path("公示.xlsx").is_file() and not Path("公示.pdf").exists()
    # Asked for by its name alone, it leaves as the workbook beside that name.
    assert half_year.json("points", "statement", "01-01", "-o", "明细.pdf")["paths"] == ["明细.xlsx"]
    assert Path("明细.xlsx").is_file()
    assert "PDF 和图片没有出" not in half_year("points", "statement", "01-02").err
    half_year("registers", "2025Q1", "-o", "台账", "--pdf")
    assert {path.suffix for path in Path("台账").iterdir()} == {".xlsx"}
