"""Blank forms: drawn without a book, filled in by a person, imported; their examples never are."""

import csv
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from cli_support import Village

HEADERS = {
    "花名册": "网格 户编号 户主姓名 村民小组 家庭人口 户类别 联系电话 参评状态",
    "积分细则": "编号 类别 项目 分值 单位 上限 需佐证 不公示行为人 备注",
    "物资清单": "编号 名称 规格 单位 积分价 参考价 数量 来源",
    "期初积分": "户编号 户主 期初积分",
    "兑换登记": "日期 户编号 户主 物品编号 名称 数量 单价 消耗积分 代领人 单据号 备注",
    "平时登记": "日期 户编号 户主 细则 类别 次数 申报分 登记人 事由",
    "活动签到": "户编号 户主 参加人 签到",
    "事项登记": "日期 类型 网格 户编号 内容 登记人 目前步骤",
}
"""Those of the contract, in its order."""
IMPORTS = {
    "花名册": ("roster", "import"),
    "积分细则": ("rules", "import"),
    "物资清单": ("goods", "import"),
    "期初积分": ("points", "opening"),
    "兑换登记": ("redeem", "import"),
}
EXAMPLES = 4
"""The row of the first example; two stand there."""


def form(village: Village, name: str) -> Path:
    village("forms", str(village.folder / "空表"))
    return village.folder / "空表" / f"{name}.xlsx"


def filled(path: Path, *rows: Sequence[object], at: int = EXAMPLES + 2) -> Path:
    """The form with these rows written from row `at` on, a value a column; what is None stays as it is."""
    book = openpyxl.load_workbook(path)
    sheet = book.worksheets[0]
    for number, row in enumerate(rows, at):
        for column, value in enumerate(row, 1):
            if value is not None:
                sheet.cell(number, column).value = value
    book.save(path)
    return path


def codes(found: dict[str, Any]) -> list[tuple[object, object]]:
    return [(issue["code"], issue["cell"]) for issue in found["issues"]]


def test_blank_forms_need_no_book_and_have_the_headers_of_the_contract(empty: Village) -> None:
    found = empty.json("forms")
    folder = empty.folder / "导出" / "空表"
    assert found["paths"] == [str(folder / f"{name}.xlsx") for name in HEADERS]
    assert not empty.book.exists()
    for name, headers in HEADERS.items():
        sheet = openpyxl.load_workbook(folder / f"{name}.xlsx").worksheets[0]
        head, first, second = list(sheet.iter_rows(EXAMPLES - 1, EXAMPLES + 1, max_col=len(headers.split())))
        assert [cell.value for cell in head] == headers.split(), name
        assert all(cell.comment and cell.comment.text for cell in head if cell.value != "备注"), name
        for row in (first, second):
            assert any(str(cell.value).endswith("（示例）") for cell in row), name
            assert {cell.font.color.rgb for cell in row} == {"007F7F7F"}, name
        assert all(sheet.cell(EXAMPLES + 2, column).value is None for column in range(1, len(head) + 1))
        assert sheet.print_title_rows == "$3:$3" and sheet.page_setup.paperSize == 9
    assert "空表 8 张" in empty("forms", "--dry-run", "别处").out and not (empty.folder / "别处").exists()


def test_how_a_limit_is_written_stands_at_its_header(empty: Village) -> None:
    sheet = openpyxl.load_workbook(form(empty, "积分细则")).worksheets[0]
    comment = next(cell.comment for cell in sheet[EXAMPLES - 1] if cell.value == "上限")
    assert comment and all(words in comment.text for words in ("10/次", "2/月", "40/年", "10/次，40/年"))


def test_a_form_that_was_begun_is_not_overwritten_and_an_untouched_one_is_no_obstacle(empty: Village) -> None:
    path = filled(form(empty, "花名册"), (1, "01-01", "甲"))
    begun = path.read_bytes()
    error = empty.json("forms", str(path.parent), code=3)["error"]
    assert error["code"] == "file-exists" and "花名册.xlsx" in error["message"] and path.read_bytes() == begun
    empty("forms", str(path.parent), "--force")
    assert path.read_bytes() != begun
    empty("forms", str(path.parent))


def offered(path: Path) -> dict[str, tuple[str, str]]:
    """What may be chosen, by the header it stands under, and what happens with anything else."""
    sheet = openpyxl.load_workbook(path).worksheets[0]
    return {
        str(sheet.cell(EXAMPLES - 1, area.min_col).value): (str(rule.formula1).strip('"'), str(rule.errorStyle))
        for rule in sheet.data_validations.dataValidation
        for area in rule.sqref.ranges
    }


def test_with_a_book_its_grids_and_categories_may_be_chosen(village: Village) -> None:
    roster = offered(form(village, "花名册"))
    grids = sorted({int(household["grid"]) for household in village.json("roster", "list")})
    assert roster["网格"] == (",".join(map(str, grids)), "warning") and len(grids) > 12
    assert set(roster["户类别"][0].split(",")) == {"一类户", "二类户", "三类户"}
    assert roster["参评状态"] == ("参评,外出,暂停,迁出,注销", "stop")
    known = dict.fromkeys(rule["category"] for rule in village.json("rules", "list"))
    assert offered(village.folder / "空表" / "平时登记.xlsx")["类别"] == (",".join(known), "warning")


@pytest.mark.parametrize("name", IMPORTS)
@pytest.mark.parametrize("saved_as", ["xlsx", "csv"])
def test_an_untouched_form_is_imported_by_nobody(market: Village, name: str, saved_as: str) -> None:
    path = form(market, name)
    if saved_as == "csv":
        sheet = openpyxl.load_workbook(path).worksheets[0]
        path = path.with_suffix(".csv")
        with path.open("w", encoding="utf-8-sig", newline="") as file:
            csv.writer(file).writerows(sheet.iter_rows(values_only=True))
    before = market.book.read_bytes()
    found = market.json(*IMPORTS[name], path, "--yes", code=4)
    assert [issue["code"] for issue in found["issues"]] == ["file-empty", "example-left"]
    told = market(*IMPORTS[name], path, "--yes", code=4).err
    assert "只有自带的示例" in told and "示例 2 行不导入（第 4、5 行）" in told
    assert market.book.read_bytes() == before


def roster_of(village: Village) -> list[Any]:
    wanted = ("household", "head", "grid", "people", "status")
    return [tuple(h[name] for name in wanted) for h in village.json("roster", "list") if h["household"] > "80"]


def rules_of(village: Village) -> list[Any]:
    return [(r["code"], r["wording"], r["points"], r["cap"]) for r in village.json("rules", "list")]


def goods_of(village: Village) -> list[Any]:
    wanted = ("item", "name", "price", "on_hand", "donated")
    return [tuple(g[name] for name in wanted) for g in village.json("goods", "list") if g["item"] > "C"]


def opening_of(village: Village) -> list[Any]:
    entries = village.json("points", "entries")
    return [(e["household"], e["points"]) for e in entries if e["kind"] == "opening" and e["household"] > "05"]


def redeemed(village: Village) -> list[Any]:
    return [(r["household"], r["points"], r["day"], r["by"]) for r in village.json("redeem", "list", "2025Q3")]


@pytest.mark.parametrize(
    ("name", "rows", "state", "expected"),
    [
        (
            "花名册",
            [("81", "81-01", "赵一"), ("82", "82-01", "钱二", "一组", 5, "二类户", None, "外出")],
            roster_of,
            [("81-01", "赵一", "81", None, "active"), ("82-01", "钱二", "82", 5, "away")],
        ),
        (
            "积分细则",
            [("XX01", "环境卫生", "门前清洁", "+2", "次", "10/次，40/年"), ("XX02", "移风易俗", "大操大办", "-5~-10")],
            rules_of,
            [("XX01", "门前清洁", "+2", "10/次，40/年"), ("XX02", "大操大办", "-5~-10", "")],
        ),
        (
            "物资清单",
            [
                ("C01", "脸盆", None, "个", 8, 6, 30, "采购"),
                ("C02", "雨伞", None, "把", 20.5, None, 4, "捐赠：县供销社"),
            ],
            goods_of,
            [("C01", "脸盆", "8", 30, 0), ("C02", "雨伞", "20.5", 4, 4)],
        ),
        ("期初积分", [("05-01", None, 20), ("05-02", None, 7.5)], opening_of, [("05-01", "20"), ("05-02", "7.5")]),
        (
            "兑换登记",
            [
                ("2025-10-08", "01-01", None, "A01", "香皂", 2, 5, 10, "王五（儿媳）", "0007"),
                ("10月8日", "01-03", None, "A01", None, 1),
            ],
            redeemed,
            [("01-01", "10", "2025-10-08", "王五"), ("01-03", "5", "2025-10-08", None)],
        ),
    ],
    ids=IMPORTS,
)
def test_a_form_with_two_rows_filled_in_gives_exactly_those(
    market: Village,
    name: str,
    rows: list[tuple[object, ...]],
    state: Callable[[Village], list[Any]],
    expected: list[Any],
) -> None:
    found = market.json(*IMPORTS[name], filled(form(market, name), *rows), "--yes")
    assert (found["ok"], found["applied"]) == (True, True)
    assert [(i["code"], i["severity"]) for i in found["issues"]] == [("example-left", "warning")]
    assert state(market) == expected
    assert market.json("verify")["ok"]


def test_an_example_that_somebody_made_their_own_is_imported(village: Village) -> None:
    path = filled(form(village, "花名册"), ("81", "81-01", "赵一"), at=EXAMPLES)
    found = village.json("roster", "import", path, "--yes")
    assert found["added"] == ["81-01"] and codes(found) == [("example-left", "C5")]
    assert "1 行不导入（第 5 行）" in found["issues"][0]["message"]
    assert roster_of(village) == [("81-01", "赵一", "81", 4, "active")]


@pytest.mark.parametrize("row", [("81", "81-01"), (None, None, "赵一（示例）"), (None, None, None, "五组")])
def test_an_example_typed_over_that_still_bears_the_mark_is_asked_about_and_never_dropped(
    village: Village, row: tuple[object, ...]
) -> None:
    path = filled(form(village, "花名册"), row, at=EXAMPLES)
    before = village.book.read_bytes()
    found = village.json("roster", "import", path, "--yes", code=4)
    assert codes(found) == [("cell-unread", "C4"), ("example-left", "C5")]
    assert "删去“（示例）”" in found["issues"][0]["message"]
    assert village.book.read_bytes() == before


def test_a_grey_row_without_the_mark_is_no_example(village: Village) -> None:
    """The colour says nothing: what a person wrote there counts."""
    path = filled(form(village, "期初积分"), ("05-01", "", 25), at=EXAMPLES)
    assert village.json("points", "opening", path, "--yes")["ok"]
    assert opening_of(village) == [("05-01", "25")]


def test_a_form_somebody_began_is_not_overwritten_and_another_folder_is_named(empty: Village) -> None:
    empty("forms", "空表")
    (empty.folder / "空表" / "花名册.xlsx").write_bytes(b"x")
    message = empty.json("forms", "空表", code=3)["error"]["message"]
    assert "换一个文件夹" in message
    assert "-o" not in message
