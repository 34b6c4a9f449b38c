"""The red list where a scheme has scores and grades, or ranks households apart."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from board_support import fill
from cli_support import Village, remembered
from sheet_support import table, wide
from test_schemes import rulebook

SCHEME: Mapping[str, object] = {
    "评议周期": "每半年",
    "基础分": 100,
    "最低分": "扣完为止",
    "最高分": 110,
    "等级": "五星:105；四星:100；三星:其余",
}
POINTS = {"01-01": 14, "01-02": 12, "02-01": 6, "02-02": 0, "03-01": -3}
HEADS = dict(zip(POINTS, ("王大力", "李春花", "张有田", "赵小满", "孙立秋"), strict=True))
TIERS = {"01-01": "一类户", "01-02": "二类户", "02-01": "一类户", "02-02": "二类户", "03-01": "二类户"}


@remembered
def counted(village: Village, **more: object) -> None:
    """A village whose first half-year is final: 110 (two at the ceiling), 106, 100 and 97 points."""
    village.today("2025-06-30")
    village("init", "沙院村", "--rulebook", rulebook(village.folder, {**SCHEME, **more}))
    people = [(code[1], code, HEADS[code], tier) for code, tier in TIERS.items()]
    village("roster", "import", table(village.folder / "户.xlsx", ("网格", "户编号", "户主姓名", "户类别"), *people))
    rows = list(POINTS.items())
    sheet = wide(village.folder / "半年.xlsx", {"2025年上半年": rows})
    village("meeting", "import", sheet, "--held-on", "2025-06-28", "--yes")
    village("meeting", "publish", "2025-06", "--yes")
    village.today("2025-07-10")
    village("meeting", "finalize", "2025-06", "--yes")


def red(village: Village) -> list[tuple[Any, ...]]:
    village("board", "draft", "2025H1", "--force")
    lines = village.json("board", "show", "2025H1")["red"]
    return [(line["rank"], line["household"], line.get("score"), line.get("grade")) for line in lines]


def published(village: Village) -> dict[str, Any]:
    workbook = Path(village.json("board", "draft", "2025H1", "--force")["path"])
    village("board", "review", "2025H1", fill(village, workbook))
    found: dict[str, Any] = village.json("board", "publish", "2025H1", "--yes")
    return found


def texts(path: str | Path) -> list[str]:
    book = openpyxl.load_workbook(path)
    return [str(c.value) for sheet in book for row in sheet.iter_rows() for c in row if c.value is not None]


def test_places_go_by_score_so_that_two_at_the_ceiling_share_one(empty: Village) -> None:
    counted(empty)
    empty("settings", "set", "red", "top:1")
    assert red(empty) == [(1, "01-01", "110", "五星"), (1, "01-02", "110", "五星")]
    empty("settings", "set", "red", "min:106")
    assert red(empty)[-1] == (3, "02-01", "106", "五星")


def test_whoever_reaches_one_of_the_grades_is_proposed_whatever_the_points(empty: Village) -> None:
    counted(empty)
    empty("settings", "set", "red", "level：五星、四星")
    assert next(s for s in empty.json("settings", "list") if s["name"] == "red")["value"] == "level:五星,四星"
    assert red(empty) == [
        (1, "01-01", "110", "五星"),
        (1, "01-02", "110", "五星"),
        (3, "02-01", "106", "五星"),
        (4, "02-02", "100", "四星"),
    ]
    told = published(empty)
    content = empty.json("board", "show", "2025H1")
    assert [line["score"] for line in content["red"]] == ["110", "110", "106", "100"]
    shown = texts(next(path for path in told["paths"] if "红榜" in Path(path).name and path.endswith("xlsx")))
    assert "得分、\n等级" in shown and "110\n五星" in shown
    assert any("得分评为五星、四星的户上榜" in text and "积分须大于0" not in text for text in shown)
    assert empty.json("verify")["ok"]
    assert "得分" in empty("board", "show", "2025H1").out


@pytest.mark.parametrize("scheme", [{}, SCHEME])
def test_a_grade_the_scheme_does_not_have_is_refused_where_it_is_set(
    empty: Village, scheme: Mapping[str, object]
) -> None:
    empty("init", "沙院村", "--rulebook", rulebook(empty.folder, dict(scheme)))
    error = empty.json("settings", "set", "red", "level:六星", code=3)["error"]
    assert error["code"] == "red-level-unknown"
    assert ("五星、四星、三星" if scheme else "没有写等级") in error["message"]


def test_a_list_by_grades_that_the_scheme_gave_up_is_refused_before_it_is_drafted(empty: Village) -> None:
    counted(empty)
    empty("settings", "set", "red", "level:五星")
    renamed = rulebook(empty.folder, {**SCHEME, "等级": "红梅:105；绿叶:其余"}, name="新.xlsx")
    empty("rules", "import", renamed, "--from", "2025-06-01", "--yes")
    assert empty.json("board", "draft", "2025H1", code=3)["error"]["code"] == "red-level-unknown"


def test_groups_are_ranked_by_themselves_where_the_scheme_says_so(empty: Village) -> None:
    counted(empty, 分组排名="网格")
    empty("settings", "set", "red", "top:1")
    assert red(empty) == [(1, "01-01", "110", "五星"), (1, "01-02", "110", "五星"), (1, "02-01", "106", "五星")]
    told = published(empty)
    alone = texts(next(path for path in told["paths"] if path.endswith("红榜.xlsx")))
    assert alone.index("第1网格") < alone.index("王大力") < alone.index("第2网格") < alone.index("张有田")
    both = texts(next(path for path in told["paths"] if path.endswith("红黑榜.xlsx")))
    assert any(text.startswith("第2网格第1名。") for text in both)
    assert any("网格分开排名" in text for text in both)
    assert empty.json("verify")["ok"]


def test_the_setting_that_ranks_classes_apart_still_does(empty: Village) -> None:
    counted(empty)
    empty("settings", "set", "red", "top:1")
    empty("settings", "set", "red-by-tier", "yes")
    assert red(empty) == [(1, "01-01", "110", "五星"), (1, "01-02", "110", "五星")]
    lines = empty.json("board", "show", "2025H1")["red"]
    assert [line["tier"] for line in lines] == ["一类户", "二类户"]


def test_the_review_sheet_of_a_scheme_with_scores_bears_them(empty: Village) -> None:
    counted(empty)
    path = empty.json("board", "draft", "2025H1")["path"]
    sheet = openpyxl.load_workbook(path)["红榜"]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    head = next(row for row in rows if "决定" in row)
    first = rows[rows.index(head) + 1]
    told = dict(zip(head, first, strict=True))
    assert (told["积分"], told["得分"], told["等级"]) == (14, 110, "五星")
