"""What the township sees: figures of the villages' own ledgers, on the screen, in the workbook and on the page."""

import shutil
import sys
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from cli_support import Shared, Village
from rollup_support import changed, other, packed, parts

pytest.importorskip("duckdb")
Files = dict[str, bytes]
WHATS = ("published-late", "objections-open", "many-points")
MONTHS = ("2025-01", "2025-02", "2025-03")


@pytest.fixture(scope="session")
def sent(half_year_book: Path, shared: Shared) -> Path:
    """What five villages of two townships send: 柳河村 as it is, four more as variations of it."""

    def build(folder: Path) -> None:
        from jifen.cli.main import run

        book = Path(shutil.copyfile(half_year_book, folder / "jifen.db"))
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv("JIFEN_TODAY", "2025-07-28")
            assert run(["--db", str(book), "settings", "set", "county", "示范县"]) == 0
            for month in MONTHS:
                assert run(["--db", str(book), "rollup", "export", month, "-o", str(folder / f"柳河{month}.zip")]) == 0
        for number, (name, township, vary) in enumerate(VILLAGES, 1):
            for month in MONTHS:
                found = vary(parts(folder / f"柳河{month}.zip"), month)
                if found:
                    packed(folder / f"{name}{month}.zip", other(found, name, number, township=township))

    return shared("sent", build)


def as_it_is(files: Files, month: str) -> Files:
    return files


def idle(files: Files, month: str) -> Files:
    """A village of which few take part, and which did not meet in March."""

    def few(text: str) -> str:
        head, line = text.split("\r\n")[:2]
        cells = line.split(",")
        cells[6] = "9"
        if month == "2025-03":
            cells[1], cells[2], cells[6] = "none", "", "0"
        return f"{head}\r\n{','.join(cells)}\r\n"

    texts: dict[str, Callable[[str], str]] = {"village.csv": few}
    if month == "2025-03":
        texts["sums.csv"] = texts["notices.csv"] = lambda text: text.split("\r\n")[0] + "\r\n"
    return changed(files, texts)


def generous(files: Files, month: str) -> Files:
    """One that gives ten times the points, publishes late, owes money and has an objection open."""
    head = "month,kind,pieces,yuan,points,households\r\n"
    return changed(
        files,
        {
            "sums.csv": lambda text: "\r\n".join(
                f"{line}0" if ",award," in line and "." not in line.rsplit(",", 1)[1] else line
                for line in text.split("\r\n")
            ),
            "notices.csv": lambda text: (
                f"{text.split(chr(13))[0]}\r\n{month},monthly,{month},{month}-27,,,3,40,2,1,1,0,9\r\n"
            ),
            "goods.csv": lambda text: (
                f"{head}{month},fund,,-12.5,,\r\n{month},received,9,45,,\r\n{month},redeemed,6,30,60,5\r\n"
                f"{month},stock,3,15,,\r\n"
            ),
            "boards.csv": lambda text: f"{text.split(chr(13))[0]}\r\n{month},red,{month},{month}-28,12,1\r\n",
        },
    )


def absent(files: Files, month: str) -> Files:
    """One whose February never arrived."""
    return {} if month == "2025-02" else files


VILLAGES: list[tuple[str, str, Callable[[Files, str], Files]]] = [
    ("沙院村", "金桥镇", as_it_is),
    ("石桥村", "金桥镇", idle),
    ("大屯村", "金桥镇", generous),
    ("新华村", "柳镇", absent),
]


@pytest.fixture
def office(empty: Village, sent: Path) -> Village:
    for path in sent.glob("*.zip"):
        shutil.copyfile(path, empty.folder / path.name)
    told = empty.json("rollup", "collect", ".", "--into", "汇总")
    assert (told["accepted"], told["refused"]) == (14, [])
    return empty


def reported(office: Village, *more: str, code: int = 0) -> Any:
    return office.json("rollup", "report", "汇总", *more, code=code)


def test_a_villages_figures_are_those_of_its_ledger(office: Village, half_year_book: Path) -> None:
    totals = reported(office)["totals"]
    (own,) = [t for t in totals if (t["village"], t["month"]) == ("柳河村", "2025-03")]
    entries = office.json("points", "entries", "--month", "2025-03", "--db", half_year_book)
    sides = {kind: sum(Decimal(e["points"]) for e in entries if e["kind"] == kind) for kind in ("award", "deduction")}
    assert [Decimal(own[n]) for n in ("points", "awards", "deductions")] == [sum(sides.values()), *sides.values()]
    assert own["participating"] == len({e["household"] for e in entries})
    assert {"county", "township", "village", "month", "households"} <= own.keys()
    assert len(totals) == 14 and [t["village"] for t in totals if t["township"] == "柳镇"] == ["新华村"] * 2


def test_shares_of_categories_make_a_whole_in_each_township(office: Village) -> None:
    by: dict[str, float] = {}
    for line in reported(office)["categories"]:
        by[line["township"]] = by.get(line["township"], 0.0) + line["share"]
    assert {place: round(share, 9) for place, share in by.items()} == {"金桥镇": 1.0, "柳镇": 1.0, "": 1.0}


def test_lists_goods_and_fund_are_told_village_by_village(office: Village) -> None:
    told = reported(office)
    lists = [(b["village"], b["month"], b["list"], b["households"], b["removed"]) for b in told["boards"]]
    assert lists == [("大屯村", month, "red", 12, 1) for month in MONTHS]
    goods = {g["village"]: g for g in told["goods"]}
    figures = [goods["大屯村"][n] for n in ("received", "redeemed", "points", "households", "stock", "fund")]
    assert figures == ["135.00", "90.00", "180", 15, "15.00", "-12.50"]


def test_villages_behind_and_out_of_line_are_named_and_no_others(office: Village) -> None:
    found = {(a["village"], a["month"], a["what"]) for a in reported(office)["attention"]}
    late = {("大屯村", month, what) for month in MONTHS for what in WHATS}
    assert found - late == {
        ("石桥村", "2025-01", "few-take-part"),
        ("石桥村", "2025-02", "few-take-part"),
        ("石桥村", "2025-03", "no-meeting"),
        ("大屯村", "2025-03", "fund-below-zero"),
        ("新华村", "2025-02", "not-sent"),
    }
    assert {("大屯村", month, "published-late") for month in MONTHS} <= found


def test_a_period_narrows_everything_and_one_without_months_is_refused(office: Village) -> None:
    told = reported(office, "--period", "2025-02")
    assert {t["month"] for t in told["totals"]} == {"2025-02"}
    assert {b["month"] for b in told["boards"]} == {"2025-02"}
    assert reported(office, "--period", "2024", code=3)["error"]["code"] == "dataset-without-period"
    assert office.json("rollup", "report", "没有", code=3)["error"]["code"] == "dataset-missing"
    assert reported(office, "--engine", "abacus", code=2)["error"]["code"] == "engine-unknown"
    far = office.json("rollup", "report", "s3a://bucket/x", code=3)
    assert far["error"]["code"] == "dataset-far"


def test_the_workbook_has_a_sheet_a_question_with_charts_of_its_cells(office: Village) -> None:
    told = reported(office, "-o", "汇总.xlsx")
    book = openpyxl.load_workbook(told["path"])
    assert book.sheetnames == ["各村", "各月", "各类别", "榜", "物资和资金", "要看一看的"]
    assert [len(sheet._charts) for sheet in book.worksheets] == [1, 1, 1, 0, 1, 0]
    rows = [[cell.value for cell in row] for row in book["各村"].iter_rows(min_row=4)]
    points = {row[2]: Decimal(str(row[7])) for row in rows if row[2]}
    for village, whole in points.items():
        assert whole == sum(Decimal(t["points"]) for t in told["totals"] if t["village"] == village)
    assert len(points) == 5


def test_the_page_unfolds_from_county_to_township_to_village_and_reaches_nowhere(office: Village) -> None:
    told = reported(office, "-o", "汇总.html", "-o", "汇总.xlsx")
    page = Path(told["path"]).read_text(encoding="utf-8")
    assert told["paths"] == ["汇总.html", "汇总.xlsx"]
    assert page.count("<details") == 3 and "<script" not in page and "http" not in page
    assert page.index("示范县") < page.index("<summary>柳镇") < page.index("<summary>金桥镇：3 个村")
    assert "没有交来" in page and "资金透支" in page and page.count("<svg") == 3


def test_files_are_not_written_over_and_other_kinds_are_refused(office: Village) -> None:
    reported(office, "-o", "汇总.html")
    assert reported(office, "-o", "又.xlsx", "-o", "汇总.html", code=3)["error"]["code"] == "file-exists"
    assert not (office.folder / "又.xlsx").exists(), "all of them or none"
    assert reported(office, "-o", "汇总.pdf", code=2)["error"]["code"] == "report-kind"
    assert reported(office, "-o", "没有/x.html", code=3)["error"]["code"] == "folder-missing"
    reported(office, "-o", "试.html", "--dry-run")
    assert not (office.folder / "试.html").exists()


def test_the_screen_tells_places_categories_and_what_to_look_at(office: Village) -> None:
    said = office("rollup", "report", "汇总").out
    assert "5 个村" in said and "各类别：" in said and "要看一看的：" in said
    assert any("石桥村" in line and "没有评议" in line for line in said.splitlines())


def test_a_town_may_change_the_page_and_a_page_that_reaches_out_is_refused(office: Village) -> None:
    own = office.folder / "汇总" / "模板"
    own.mkdir()
    (own / "乡镇页面.html").write_text("<p>{{ figures.villages }} 个</p>", encoding="utf-8")
    reported(office, "-o", "短.html")
    assert (office.folder / "短.html").read_text(encoding="utf-8") == "<p>5 个</p>"
    (own / "乡镇页面.html").write_text("<script>1</script>", encoding="utf-8")
    assert reported(office, "-o", "长.html", code=3)["error"]["code"] == "page-reaches-out"
    told = office.json("rollup", "collect", ".", "--into", "汇总")
    assert told["unchanged"] == 14, "the packages it keeps itself are not collected again"


def test_names_of_villages_are_text_wherever_they_stand(office: Village, sent: Path) -> None:
    odd = "=1+1<b>&村"
    packed(office.folder / "怪.zip", other(parts(sent / "柳河2025-01.zip"), odd, 99, township="<i>'镇\""))
    office("rollup", "collect", "怪.zip", "--into", "汇总")
    told = reported(office, "-o", "怪.html", "-o", "怪.xlsx")
    assert odd in {t["village"] for t in told["totals"]}
    assert "<b>" not in (office.folder / "怪.html").read_text(encoding="utf-8")
    cells = [c for row in openpyxl.load_workbook(office.folder / "怪.xlsx")["各村"].iter_rows() for c in row]
    assert {c.data_type for c in cells if c.value == odd} == {"s"}


def test_without_the_engine_it_is_said_what_to_install(office: Village, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "duckdb", None)
    assert "jifen[rollup]" in reported(office, code=3)["error"]["message"]
    for name in ("pyspark", "pyspark.errors", "pyspark.sql"):
        monkeypatch.setitem(sys.modules, name, None)
    assert "jifen[spark]" in reported(office, "--engine", "spark", code=3)["error"]["message"]
