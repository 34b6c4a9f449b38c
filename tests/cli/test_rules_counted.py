"""How villages really count: limits by more periods and by category, ladders of a year, severities, the highest of a
group, repetitions that count twice."""

from pathlib import Path

import pytest
from cli_support import Village
from sheet_support import table

RULES = ("编号", "类别", "项目", "分值", "单位", "上限", "就高组", "加倍月数", "有效月数")
BOOK = (
    ("ZY01", "公益志愿", "志愿服务", "10小时+2；20小时+5；50小时+10"),
    ("JK01", "公益志愿", "捐款助困", "100–1000元每100元+1；1001–5000元每400元+1"),
    ("BZ01", "公益志愿", "帮助邻居", "+2", "次", "4/天，10/季"),
    ("HJ01", "环境卫生", "门前清洁", "+2", "次", "6/类别/月"),
    ("HJ02", "环境卫生", "庭院整洁", "+3", "次"),
    ("WG01", "遵规守法", "违规办酒席", "一般-5；较重-10；严重-15", "次", "", "", 3),
    ("WG02", "遵规守法", "乱扔垃圾", "-2", "次", "", "", 3),
    ("BY01", "乡风文明", "村级表彰", "+5", "次", "", "表彰"),
    ("BY02", "乡风文明", "县级表彰", "+10", "次", "", "表彰", None, 1),
    ("JJ01", "公益志愿", "村史讲解", "10小时+6；20小时+12", "次", "", "讲解"),
    ("JJ02", "公益志愿", "上台宣讲", "+4", "次", "", "讲解"),
)
EVENTS = ("日期", "户编号", "户主", "项目编号", "程度", "数量", "分值")


@pytest.fixture(scope="session")
def counting_book(shared, settled_book: Path) -> Path:  # type: ignore[no-untyped-def]
    """The settled village with a rule book of many forms."""

    def build(folder: Path) -> None:
        from jifen.cli.main import run

        book = folder / "jifen.db"
        book.write_bytes(settled_book.read_bytes())
        rows = [row + (None,) * (len(RULES) - len(row)) for row in BOOK]
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv("JIFEN_TODAY", "2024-12-31")
            path = table(folder / "细则.xlsx", RULES, *rows)
            assert run(["--db", str(book), "rules", "import", str(path), "--yes"]) == 0

    return shared("counting", build) / "jifen.db"


@pytest.fixture
def counting(empty: Village, counting_book: Path) -> Village:
    empty.book.write_bytes(counting_book.read_bytes())
    return empty


def events(village: Village, month: int, *rows: tuple[object, ...], name: str | None = None) -> Path:
    """A list of deeds: day, household, head, rule, severity, quantity, points."""
    path = village.folder / (name or f"2025年{month}月.xlsx")
    return table(path, EVENTS, *((f"2025-{month:02d}-{row[0]:02d}", *row[1:]) for row in rows))


def taken(village: Village, path: Path, *more: str) -> dict[str, object]:
    found: dict[str, object] = village.json("meeting", "import", path, "--yes", *more)
    return found


def refused(village: Village, path: Path, *more: str) -> list[tuple[str, str]]:
    issues = village.json("meeting", "import", path, "--yes", *more, code=4)["issues"]
    return sorted((issue["cell"], issue["code"]) for issue in issues)


def points(village: Village, household: str = "01-01", rule: str | None = None) -> list[str]:
    entries = village.json("points", "entries", "--household", household)
    return [e["points"] for e in entries if rule in (None, e["rule"])]


WHO = ("01-01", None)


def test_limits_a_day_a_quarter_and_a_category_are_named_at_the_cell_that_steps_over(counting: Village) -> None:
    over = events(counting, 3, *((5, *WHO, "BZ01", None, None, 2) for _ in range(3)))
    assert ("G4", "cap-exceeded") in refused(counting, over)
    taken(counting, events(counting, 1, (5, *WHO, "BZ01", None, None, 4), (6, *WHO, "BZ01", None, None, 4)))
    quarter = events(counting, 2, (5, *WHO, "BZ01", None, None, 4))
    assert refused(counting, quarter) == [("G2", "cap-exceeded")]
    category = events(counting, 4, (5, *WHO, "HJ02", None, None, 3), (6, *WHO, "HJ01", None, None, 4))
    told = counting("meeting", "import", category, "--yes", code=4).err
    assert "“环境卫生”累计 7 分，超过整类每月上限 6 分" in told
    taken(counting, category, "--allow", "cap-exceeded", "--reason", "评议会决定")
    assert points(counting, rule="HJ01") == ["4"]


def test_points_by_hand_are_held_to_the_category_and_the_quarter(counting: Village) -> None:
    by_hand = ("--month", "2025-04", "--reason", "x", "--on")
    counting("points", "add", "01-01", "6", "--rule", "HJ02", *by_hand, "2025-04-05")
    told = counting.json("points", "add", "01-01", "2", "--rule", "HJ01", *by_hand, "2025-04-06", code=3)["error"]
    assert (told["code"], "“环境卫生”到 8 分，超过整类每月上限 6" in told["message"]) == ("cap-exceeded", True)
    counting("points", "add", "01-01", "4", "--rule", "BZ01", *by_hand, "2025-04-05")
    told = counting.json("points", "add", "01-01", "2", "--rule", "BZ01", *by_hand, "2025-04-05", code=3)["error"]
    assert "超过每天上限 4" in told["message"]


def test_hours_add_up_over_the_year_and_a_step_posts_what_is_more_than_the_one_before(counting: Village) -> None:
    first = taken(
        counting, events(counting, 1, (5, *WHO, "ZY01", None, 6, None), (6, "01-02", None, "ZY01", None, 10, None))
    )
    told = {"month": "2025-01", "rule": "ZY01"}
    assert first["quantities"] == [
        told | {"household": "01-01", "quantity": "6", "before": "0", "points": "0"},
        told | {"household": "01-02", "quantity": "10", "before": "0", "points": "2"},
    ]
    assert (points(counting), points(counting, "01-02")) == ([], ["2"])
    second = events(counting, 2, (5, *WHO, "ZY01", None, 6, None), (6, "01-02", None, "ZY01", None, 15.5, 3))
    shown = counting("meeting", "import", second, "--yes")
    assert "01-01 ZY01 志愿服务：6小时，今年累计 12小时，记 +2 分" in shown.out + shown.err
    assert "01-02 ZY01 志愿服务：15.5小时，今年累计 25.5小时，记 +3 分" in shown.out + shown.err
    assert (points(counting), points(counting, "01-02")) == (["2"], ["2", "3"])
    assert counting.json("verify")["ok"]


def test_a_figure_beside_the_hours_must_be_what_they_give(counting: Village) -> None:
    path = events(
        counting, 1, (5, *WHO, "ZY01", None, 12, 5), (6, *WHO, "ZY01", None, None, 2), (7, *WHO, "JK01", None, 99, 1)
    )
    assert refused(counting, path) == [
        *(("F2", "points-out-of-range"), ("F3", "points-invalid"), ("F4", "points-out-of-range")),
    ]
    told = counting("meeting", "import", path, "--yes", code=4).err
    assert "照细则是 +2 分，表上却是 +5 分" in told and "没有写数量（小时）" in told


def test_yuan_are_worth_whole_multiples_band_by_band(counting: Village) -> None:
    taken(
        counting,
        events(counting, 1, (5, *WHO, "JK01", None, "3000元", None), (6, "01-02", None, "JK01", None, 99, None)),
    )
    assert (points(counting), points(counting, "01-02")) == (["15"], [])


def test_the_same_sheet_again_changes_nothing_and_a_year_s_workbook_knows_its_months(counting: Village) -> None:
    more = [(6, f"01-0{n}", None, "ZY01", None, 10, None) for n in (2, 3, 4)]
    january = events(counting, 1, (5, *WHO, "ZY01", None, 6, None), *more)
    taken(counting, january)
    assert taken(counting, january)["files"][0]["status"] == "unchanged"  # type: ignore[index]
    again = events(counting, 1, (5, *WHO, "ZY01", None, 6, None), *more, name="另存2025年1月.xlsx")
    assert taken(counting, again)["files"][0]["status"] == "unchanged"  # type: ignore[index]
    other = events(counting, 1, (5, *WHO, "ZY01", None, 7, None), *more, name="改过2025年1月.xlsx")
    assert refused(counting, other) == [("F2", "meeting-exists")]


def test_a_replaced_sheet_a_voided_month_and_an_undone_import_leave_out_their_hours(counting: Village) -> None:
    taken(counting, events(counting, 1, (5, *WHO, "ZY01", None, 12, None)))
    less = events(counting, 1, (5, *WHO, "ZY01", None, 4, None), name="更正2025年1月.xlsx")
    taken(counting, less, "--replace")
    assert points(counting) == ["2", "-2"]
    february = events(counting, 2, (5, *WHO, "ZY01", None, 7, None))
    found = taken(counting, february, "--dry-run")["quantities"]
    assert [(q["before"], q["points"]) for q in found] == [("4", "2")]  # type: ignore[attr-defined]
    counting("undo", "--yes")
    found = taken(counting, february, "--dry-run")["quantities"]
    assert [(q["before"], q["points"]) for q in found] == [("12", "0")]  # type: ignore[attr-defined]
    counting("meeting", "void", "2025-01", "--reason", "x", "--yes")
    found = taken(counting, february)["quantities"]
    assert [(q["before"], q["points"]) for q in found] == [("0", "0")]  # type: ignore[attr-defined]
    assert counting.json("verify")["ok"]


def test_an_entry_taken_back_by_hand_leaves_its_hours_out(counting: Village) -> None:
    taken(counting, events(counting, 1, (5, *WHO, "ZY01", None, 12, None)))
    entry = counting.json("points", "entries", "--household", "01-01")[0]["id"]
    counting("points", "reverse", str(entry), "--reason", "x")
    found = taken(counting, events(counting, 2, (5, *WHO, "ZY01", None, 7, None)), "--dry-run")["quantities"]
    assert [q["before"] for q in found] == ["0"]  # type: ignore[attr-defined]


def test_a_month_taken_late_gives_what_is_missing_of_the_year(counting: Village) -> None:
    taken(counting, events(counting, 2, (5, *WHO, "ZY01", None, 12, None)))
    late = taken(counting, events(counting, 1, (5, *WHO, "ZY01", None, 10, None)))
    assert [(q["before"], q["points"]) for q in late["quantities"]] == [("12", "3")]  # type: ignore[attr-defined]
    less = events(counting, 2, (5, *WHO, "ZY01", None, 1, None), name="更正2025年2月.xlsx")
    told = counting("meeting", "import", less, "--replace", "--yes")
    assert "ZY01 2025年累计 11，照细则该有 2 分，各月一共记了 3 分" in told.out + told.err


ITEMS = ("户编号", "户主", "ZY01 志愿服务（小时）", "捐款助困（元）", "门前清洁")


def items(village: Village, *rows: tuple[object, ...], header: tuple[str, ...] = ITEMS) -> Path:
    return table(village.folder / "2025年3月.xlsx", header, *rows)


def test_a_column_of_an_item_says_how_many_where_its_header_does(counting: Village) -> None:
    found = taken(counting, items(counting, ("01-01", None, 20, 250, 2), ("01-02", None, 9, None, None)))
    assert [(q["household"], q["rule"], q["quantity"], q["points"]) for q in found["quantities"]] == [  # type: ignore[attr-defined]
        *(("01-01", "ZY01", "20", "5"), ("01-01", "JK01", "250", "2"), ("01-02", "ZY01", "9", "0")),
    ]
    assert sorted(points(counting)) == ["2", "2", "5"]
    assert counting.json("verify")["ok"]


def test_a_column_that_does_not_say_whether_it_holds_hours_or_points_is_asked_about(counting: Village) -> None:
    path = items(counting, ("01-01", None, 20), header=("户编号", "户主", "志愿服务"))
    assert refused(counting, path) == [("C2", "points-invalid")]
    assert "（小时）" in counting("meeting", "import", path, "--yes", code=4).err


def test_the_blank_sheet_of_items_asks_for_hours_and_is_read_back(counting: Village) -> None:
    import openpyxl

    counting("meeting", "sheet", "2025-03", "-o", "空表.xlsx", "--layout", "items")
    book = openpyxl.load_workbook(counting.folder / "空表.xlsx")
    page = book.worksheets[0]
    cells = [cell for row in page.iter_rows() for cell in row]
    column = next(cell.column for cell in cells if "志愿服务" in str(cell.value))
    row = next(cell.row for cell in cells if cell.value == "01-01")
    page.cell(row, column, 11)
    book.save(counting.folder / "填好.xlsx")
    found = taken(counting, counting.folder / "填好.xlsx", "--month", "2025-03")
    assert [(q["rule"], q["points"]) for q in found["quantities"]] == [("ZY01", "2")]  # type: ignore[attr-defined]


def test_a_severity_names_its_points_and_must_agree_with_them(counting: Village) -> None:
    right = events(counting, 1, (5, *WHO, "WG01", "较重", None, None), (6, "01-02", None, "WG01", "一般", None, -5))
    taken(counting, right)
    assert (points(counting), points(counting, "01-02")) == (["-10"], ["-5"])
    wrong = events(
        counting, 8, (5, *WHO, "WG01", "较重", None, -5), (6, "01-02", None, "WG01", "很重", None, None),
        (7, "01-03", None, "WG01", None, None, -7),
    )  # fmt: skip
    assert refused(counting, wrong) == [
        ("E2", "points-invalid"),
        ("E3", "points-invalid"),
        ("G4", "points-out-of-range"),
    ]
    by_hand = ("--month", "2025-09", "--rule", "WG01", "--reason", "x")
    assert counting.json("points", "add", "01-03", "-7", *by_hand, code=3)["error"]["code"] == "points-out-of-range"
    counting("points", "add", "01-03", "-15", *by_hand)


def test_a_severity_may_be_named_where_the_figure_belongs(counting: Village) -> None:
    path = items(counting, ("01-01", None, "较重"), ("01-02", None, -5), header=("户编号", "户主", "违规办酒席"))
    taken(counting, path)
    assert (points(counting), points(counting, "01-02")) == (["-10"], ["-5"])
    taken(counting, events(counting, 2, (5, "01-03", None, "WG01", None, None, "严重")))
    assert points(counting, "01-03") == ["-15"]
    wrong = table(counting.folder / "2025年4月.xlsx", ("户编号", "户主", "违规办酒席"), ("01-01", None, "很重"))
    assert refused(counting, wrong) == [("C2", "points-invalid")]
    assert "没有“很重”这一档" in counting("meeting", "import", wrong, "--yes", code=4).err
    assert counting.json("verify")["ok"]


def test_of_a_group_one_deed_counts_the_highest_and_the_others_are_told_at_their_cells(counting: Village) -> None:
    rows = (5, *WHO, "BY01", None, None, 5), (5, *WHO, "BY02", None, None, 10), (6, *WHO, "BY01", None, None, 5)
    path = events(counting, 1, *rows)
    found = taken(counting, path)
    issues = [(i["cell"], i["code"], i["severity"]) for i in found["issues"]]  # type: ignore[attr-defined]
    assert issues == [("G2", "highest-only", "warning")]
    assert "BY02 县级表彰（+10 分，G3）同属就高组“表彰”" in found["issues"][0]["message"]  # type: ignore[index]
    assert sorted(points(counting)) == ["10", "5"]
    assert counting.json("verify")["ok"]
    counting("undo", "--yes")
    taken(counting, path, "--allow", "highest-only", "--reason", "评议会决定都记")
    assert sum(map(int, points(counting))) == 20
    assert counting.json("verify")["ok"]
    rows_again = events(counting, 1, *rows, name="又存2025年1月.xlsx")
    assert taken(counting, rows_again)["files"][0]["status"] == "unchanged"  # type: ignore[index]


def test_in_a_row_of_items_the_highest_of_a_group_counts(counting: Village) -> None:
    path = items(counting, ("01-01", None, 5, 10), header=("户编号", "户主", "村级表彰", "县级表彰"))
    found = taken(counting, path)
    assert [(i["cell"], i["code"]) for i in found["issues"]] == [("C2", "highest-only")]  # type: ignore[attr-defined]
    assert points(counting) == ["10"]


@pytest.mark.parametrize(("hours", "standing"), [(12, ["6"]), (5, ["4"])])
def test_of_a_group_a_ladder_counts_what_it_gains_on_that_deed(
    counting: Village, hours: int, standing: list[str]
) -> None:
    rows = (5, *WHO, "JJ01", None, hours, None), (5, *WHO, "JJ02", None, None, 4)
    path = events(counting, 1, *rows)
    told = taken(counting, path)
    (issue,) = [i for i in told["issues"] if i["code"] == "highest-only"]  # type: ignore[attr-defined]
    assert issue["cell"][1:] == ("3" if standing == ["6"] else "2")
    assert points(counting) == standing
    assert counting.json("verify")["ok"]
    again = events(counting, 1, *rows, name="又存2025年1月.xlsx")
    assert taken(counting, again)["files"][0]["status"] == "unchanged"  # type: ignore[index]
    counting("undo", "--yes")
    taken(counting, path, "--allow", "highest-only", "--reason", "评议会决定都记")
    assert sum(map(int, points(counting))) == (10 if hours == 12 else 4)
    assert counting.json("verify")["ok"]


def test_hours_that_a_higher_line_leaves_out_do_not_lift_the_next_ones(counting: Village) -> None:
    first = (5, *WHO, "JJ01", None, 6, None), (5, *WHO, "JJ02", None, None, 4)
    taken(counting, events(counting, 1, *first, (20, *WHO, "JJ01", None, 6, None)))
    assert points(counting) == ["4"]
    assert counting.json("verify")["ok"]
    won = *first, (20, *WHO, "JJ01", None, 6, None), (20, *WHO, "JJ02", None, None, 4)
    taken(counting, events(counting, 2, *won))
    assert points(counting)[1:] == ["6", "4"]
    assert counting.json("verify")["ok"]


def test_a_repetition_within_its_months_counts_twice_and_the_preview_tells_the_first_day(counting: Village) -> None:
    taken(
        counting, events(counting, 1, (5, *WHO, "WG02", None, None, -2), (6, "01-02", None, "WG01", "一般", None, -5))
    )
    once = events(counting, 4, (5, *WHO, "WG02", None, None, -2), (5, "01-02", None, "WG01", "一般", None, None))
    told = counting.json("meeting", "import", once, "--dry-run")["doubled"]
    assert [(d["household"], d["first"], d["stated"], d["points"]) for d in told] == [
        ("01-01", "2025-01-05", "-2", "-4"),
        ("01-02", "2025-01-06", "-5", "-10"),
    ]
    shown = counting("meeting", "import", once, "--yes")
    said = "加倍 01-01 WG02 乱扔垃圾：上一次是 2025-01-05，3 个月内再犯（再做），记 -4 分"
    assert f"{said}（表上 -2 分）" in shown.out + shown.err
    assert (points(counting), points(counting, "01-02")) == (["-2", "-4"], ["-5", "-10"])
    assert counting.json("verify")["ok"]
    again = events(
        counting,
        4,
        (5, *WHO, "WG02", None, None, -2),
        (5, "01-02", None, "WG01", "一般", None, None),
        name="2025年4月又存.xlsx",
    )
    assert taken(counting, again)["files"][0]["status"] == "unchanged"  # type: ignore[index]
    counting("undo", "--yes")
    twice = events(counting, 4, (5, *WHO, "WG02", None, None, -4), (5, "01-02", None, "WG01", "一般", None, -10))
    shown = counting("meeting", "import", twice, "--yes")
    assert said in shown.out + shown.err and "表上" not in shown.out + shown.err
    assert (points(counting)[-1], points(counting, "01-02")[-1]) == ("-4", "-10")
    thrice = events(counting, 5, (5, *WHO, "WG02", None, None, -6))
    assert refused(counting, thrice) == [("G2", "not-doubled")]
    later = events(counting, 8, (5, *WHO, "WG02", None, None, -4), (6, "01-02", None, "WG02", None, None, -6))
    assert refused(counting, later) == [("G2", "points-out-of-range"), ("G3", "points-out-of-range")]
    assert "没有前一次" in counting("meeting", "import", later, "--yes", code=4).err


def test_a_meeting_may_decide_not_to_double(counting: Village) -> None:
    twice = events(counting, 1, (5, *WHO, "WG02", None, None, -2), (6, *WHO, "WG02", None, None, -2))
    taken(counting, twice, "--allow", "not-doubled", "--reason", "评议会决定不加倍")
    assert points(counting) == ["-2", "-2"]


def test_points_that_count_for_a_month_leave_the_quarter_s_scores_and_stay_in_the_balance(counting: Village) -> None:
    for month in (1, 2, 3):
        taken(counting, events(counting, month, (10, *WHO, "BY02", None, None, 10), (11, *WHO, "HJ02", None, None, 3)))
    ranked = counting.json("points", "rank", "--period", "2025Q1")
    assert next(row["points"] for row in ranked if row["household"] == "01-01") == "19"
    february = counting.json("points", "rank", "--period", "2025-02")
    assert next(row["points"] for row in february if row["household"] == "01-01") == "13"
    assert counting.json("points", "balance", "--household", "01-01")[0]["earned"] == "39"


def test_lint_tells_what_nobody_used_for_a_year_and_refuses_nothing_for_it(counting: Village) -> None:
    assert counting.json("rules", "lint")["remarks"] == []
    taken(counting, events(counting, 1, (10, *WHO, "BY02", None, None, 10), (11, *WHO, "HJ02", None, None, 3)))
    counting.today("2026-02-10")
    later = table(counting.folder / "2026年1月.xlsx", EVENTS, ("2026-01-10", *WHO, "HJ02", None, None, 3))
    taken(counting, later)
    found = {remark["rule"]: remark for remark in counting.json("rules", "lint")["remarks"]}
    assert (found["BY02"]["kind"], found["BY02"]["last_used"]) == ("unused", "2025-01")
    assert found["ZY01"]["last_used"] is None and "HJ02" not in found
    assert "BY02 县级表彰 一年没有用过（上一次是 2025-01）" in counting("rules", "lint").out


def test_a_sheet_is_tried_under_another_rule_book_and_nothing_is_written(counting: Village) -> None:
    other = [
        ("ZY01", "公益志愿", "志愿服务", "10小时+4；20小时+8"),
        ("HJ02", "环境卫生", "庭院整洁", "+4", "次", "6/月"),
        ("WG01", "遵规守法", "违规办酒席", "一般-8；较重-16"),
        ("BZ01", "公益志愿", "帮助邻居", "-1~-3"),
    ]
    rules = table(counting.folder / "新.xlsx", RULES[:6], *(row + (None,) * (6 - len(row)) for row in other))
    sheet = events(
        counting, 3, (5, *WHO, "ZY01", None, 12, None), (6, *WHO, "HJ02", None, None, 6),
        (7, "01-02", None, "WG01", "一般", None, None), (8, "01-02", None, "BZ01", None, None, 2),
    )  # fmt: skip
    counting("settings", "set", "point-rate", "0.5")
    before = counting.book.read_bytes()
    found = counting.json("rules", "try", sheet, "--with", rules)
    assert counting.book.read_bytes() == before
    told = [(each["household"], each["now"], each["then"]) for each in found["households"]]
    assert told == [("01-01", "8", "12"), ("01-02", "-3", "-8")]
    assert [(each["household"], each["rule"], each["cell"]) for each in found["undecided"]] == [("01-02", "BZ01", "G5")]
    assert found["over"] == [{"household": "01-01", "rule": "HJ02"}]
    assert (found["year"]["points"], found["year"]["yuan"]) == (
        {"now": "120", "then": "144"},
        {"now": "60.00", "then": "72.00"},
    )
    assert "现行约 60.00 元，新细则约 72.00 元" in counting("rules", "try", sheet, "--with", rules).out
    wrong = table(counting.folder / "坏.xlsx", RULES[:4], ("A", "甲", "乙", "两分"))
    assert counting.json("rules", "try", sheet, "--with", wrong, code=4)["issues"][0]["code"] == "points-invalid"


def test_beside_a_number_of_times_the_points_of_a_plain_rule_must_be_of_all_and_not_be_missing(
    counting: Village,
) -> None:
    twice = events(counting, 3, (4, "01-01", None, "HJ02", None, 2, 3))
    assert refused(counting, twice) == [("F2", "column-unclear")]
    blank = events(counting, 3, (4, "01-01", None, "HJ02", None, 2, None), name="2025年3月空.xlsx")
    assert refused(counting, blank) == [("G2", "points-invalid")]


def test_yuan_may_be_written_with_commas_and_what_is_counted_otherwise_is_no_quantity(counting: Village) -> None:
    yuan = events(counting, 3, (4, "01-01", None, "JK01", None, "1,500元", None))
    taken(counting, yuan)
    assert points(counting) == ["11"]
    times = events(counting, 4, (4, "01-01", None, "ZY01", None, "12次", None))
    (issue,) = counting.json("meeting", "import", times, "--yes", code=4)["issues"]
    assert (issue["cell"], "不是能读的数量" in issue["message"]) == ("F2", True)
