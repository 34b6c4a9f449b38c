"""Deeds between meetings: jotted down, imported, listed, withdrawn, with their pictures."""

import shutil
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from cli_support import Village
from PIL import Image
from sheet_support import table

HEADERS = ("日期", "户编号", "户主", "细则", "类别", "次数", "申报分", "登记人", "事由")
SWEPT = ("deed", "add", "01-02", "--rule", "HJ05", "--on", "2025-07-12")


def picture(path: Path, colour: str = "red") -> Path:
    exif = Image.Exif()
    exif[0x010F] = "HUAWEI"
    Image.new("RGB", (60, 40), colour).save(path, exif=exif)
    return path


def ids(village: Village, *how: str) -> list[int]:
    return [deed["id"] for deed in village.json("deed", "list", *how)]


def test_a_deed_claims_the_fixed_points_of_its_rule_so_many_times_and_posts_nothing(village: Village) -> None:
    row = village.json(*SWEPT, "--times", "3", "--by", "王五", "--note", "清沟")
    assert row.items() >= {"ok": True, "id": 1, "household": "01-02", "rule": "HJ05", "points": "6"}.items()
    assert row.items() >= {"on": "2025-07-12", "by": "王五", "note": "清沟", "status": "open", "times": "3"}.items()
    assert (row["photos"], row["month"], row["entry"]) == ([], None, None)
    assert village.json("points", "entries") == []


def test_a_deed_without_a_rule_claims_what_was_named_under_its_category(village: Village) -> None:
    row = village.json("deed", "add", "01-02", "--category", "邻里和睦", "--points", "-2", "--note", "争吵")
    assert (row["rule"], row["category"], row["points"], row["on"]) == (None, "邻里和睦", "-2", "2025-07-28")


@pytest.mark.parametrize(
    ("given", "code", "exit_code"),
    [
        (("--rule", "HJ99"), "rule-unknown", 3),
        (("--rule", "FZ06"), "deed-points-not-fixed", 2),
        (("--rule", "FZ06", "--points", "3"), "points-out-of-range", 3),
        (("--rule", "FZ06", "--points", "-2"), "sign-unclear", 3),
        (("--rule", "HJ05", "--times", "2", "--points", "3"), "points-out-of-range", 3),
        (("--rule", "HJ05", "--times", "0"), "times-invalid", 2),
        (("--rule", "HJ05", "--times", "0.5"), "points-out-of-range", 3),
        (("--category", "邻里和睦"), "deed-points-missing", 2),
        (("--category", "邻里和睦", "--points", "0"), "points-zero", 2),
        (("--category", "邻里和睦", "--points", "1", "--times", "2"), "deed-times-without-rule", 2),
        (("--category", "没有", "--points", "1"), "category-unknown", 3),
        (("--rule", "HJ05", "--category", "环境卫生"), "rule-or-category", 2),
        (("--rule", "HJ05", "--on", "2025-07-29"), "deed-later", 3),
        (("--rule", "HJ05", "--note", "电话13812345678"), "guard-refused", 3),
        (("--rule", "HJ05", "--photo", "没有.jpg"), "file-missing", 3),
    ],
)
def test_a_claim_that_cannot_be_is_refused_with_a_sentence(
    village: Village, given: tuple[str, ...], code: str, exit_code: int
) -> None:
    before = village.operations()
    refused = village.json("deed", "add", "01-02", *given, code=exit_code)["error"]
    assert refused["code"] == code
    assert refused["message"].endswith("。")
    assert village.operations() == before


def test_a_household_that_does_not_score_cannot_be_entered(village: Village) -> None:
    village("roster", "leave", "01-02", "--on", "2025-07-01")
    assert village.json(*SWEPT, code=3)["error"]["code"] == "household-inactive"
    earlier = village.json(*SWEPT[:-1], "2025-06-12")
    assert earlier["status"] == "open", "on that day it still scored"


def test_the_same_deed_again_is_asked_about(village: Village) -> None:
    village(*SWEPT)
    assert village.json(*SWEPT, code=3)["error"]["code"] == "event-repeated"
    assert "第 1 号登记" in village(*SWEPT, code=3).err
    village(*SWEPT[:-1], "2025-07-13")
    village(*SWEPT, "--yes")
    assert ids(village) == [1, 3, 2]


def test_a_deed_that_has_its_points_already_is_asked_about(village: Village) -> None:
    posted = ("01-02", "2", "--month", "2025-07", "--rule", "HJ05", "--on", "2025-07-12", "--reason", "清沟")
    village("points", "add", *posted)
    assert "已经手工记了分" in village(*SWEPT, code=3).err


def test_an_open_deed_is_withdrawn_once_and_for_a_reason(village: Village) -> None:
    village(*SWEPT)
    village("deed", "withdraw", "1", code=2)
    assert village.json("deed", "withdraw", "1", "--reason", "记错户")["status"] == "withdrawn"
    assert village.json("deed", "withdraw", "1", "--reason", "记错户", code=3)["error"]["code"] == "deed-not-open"
    assert village.json("deed", "withdraw", "9", "--reason", "记错户", code=3)["error"]["code"] == "deed-unknown"
    assert (ids(village, "--open"), ids(village)) == ([], [1])
    village(*SWEPT)


def test_the_list_is_narrowed_by_month_household_and_grid_and_written_as_a_table(village: Village) -> None:
    village(*SWEPT)
    village("deed", "add", "02-01", "--rule", "HJ05", "--on", "2025-06-30")
    assert (ids(village, "--month", "2025-07"), ids(village, "--month", "2025Q2")) == ([1], [2])
    assert (ids(village, "--household", "0201"), ids(village, "--grid", "1")) == ([2], [1])
    path = village.json("deed", "list", "-o", village.folder / "登记.xlsx")["path"]
    rows = list(openpyxl.load_workbook(path).worksheets[0].values)
    assert rows[0][:5] == ("登记号", "日期", "网格", "户编号", "户主")
    assert [str(row[0]) for row in rows[1:]] == ["2", "1"]


def test_a_picture_is_kept_beside_the_book_without_its_device_and_proved(village: Village) -> None:
    taken = picture(village.folder / "手机.jpg")
    row = village.json(*SWEPT, "--photo", taken, "--photo", picture(village.folder / "二.png", "blue"))
    again = village.json("deed", "add", "01-03", "--rule", "HJ05", "--photo", taken)
    folder = village.folder / "照片"
    assert again["photos"] == row["photos"][:1], "one picture may belong to two deeds"
    assert {path.stem for path in folder.iterdir()} == set(row["photos"])
    kept = folder / f"{row['photos'][0]}.jpg"
    assert b"HUAWEI" not in kept.read_bytes()
    assert _check(village)
    kept.write_bytes(taken.read_bytes())
    assert not _check(village, code=3), "exchanged"
    village("deed", "add", "01-04", "--rule", "HJ05", "--photo", taken)
    assert _check(village), "handed in again it is healed"
    kept.unlink()
    assert not _check(village, code=3), "gone"


def _check(village: Village, code: int = 0) -> bool:
    return next(bool(c["ok"]) for c in village.json("verify", code=code)["checks"] if c["name"] == "photos")


def test_what_is_no_picture_or_too_large_leaves_nothing(village: Village) -> None:
    wrong, large = village.folder / "坏.jpg", village.folder / "大.jpg"
    wrong.write_bytes(b"hello")
    large.write_bytes(b"\xff\xd8" + b"0" * (20 * 2**20))
    good = picture(village.folder / "好.jpg")
    for path, code in ((wrong, "photo-unreadable"), (large, "photo-too-large")):
        refused = village.json(*SWEPT, "--photo", good, "--photo", path, code=3)["error"]
        assert refused["code"] == code
        assert path.name in refused["message"]
    assert ids(village) == []
    assert not (village.folder / "照片").exists()


def test_a_dry_run_keeps_neither_deed_nor_picture(village: Village) -> None:
    assert village.json(*SWEPT, "--photo", picture(village.folder / "好.jpg"), "--dry-run")["applied"] is False
    assert (ids(village), (village.folder / "照片").exists()) == ([], False)


def test_pictures_go_along_with_a_backup_and_come_back_from_it(village: Village) -> None:
    stick, other = village.folder / "U盘", village.folder / "新电脑"
    other.mkdir()
    (photo,) = village.json(*SWEPT, "--photo", picture(village.folder / "好.jpg"))["photos"]
    made = village.json("backup", stick, "--yes")
    assert made["photos"] == 1
    assert village.json("backup", stick)["photos"] == 0, "it is there already"
    told = village.json("--db", other / "jifen.db", "restore", made["path"], "--yes")
    assert (told["photos"], told["lost_photos"]) == (1, [])
    assert (other / "照片" / f"{photo}.jpg").is_file()
    shutil.rmtree(stick / "照片")
    shutil.rmtree(other / "照片")
    told = village.json("--db", other / "jifen.db", "restore", made["path"], "--yes")
    assert told["lost_photos"] == [f"{photo}.jpg"]


ROWS: tuple[Any, ...] = (
    ("2025-07-01", "01-02", None, "HJ05", None, 2, None, "王五", "清沟"),
    ("7月2日", None, "郭红霞", None, "邻里和睦", None, 3, "王五", "劝架"),
)


def sheet(village: Village, *rows: Any) -> Path:
    return table(village.folder / "登记.xlsx", HEADERS, *rows)


def test_a_grid_worker_s_sheet_is_taken_once_though_it_grows(village: Village) -> None:
    head = village.json("roster", "show", "01-02")["head"]
    rows = [(*row[:2], head if row[2] else None, *row[3:]) for row in ROWS]
    told = village.json("deed", "import", sheet(village, *rows))
    assert (told["status"], told["deeds"], told["points"], told["issues"]) == ("imported", 2, "7", [])
    assert village.json("deed", "import", village.folder / "登记.xlsx")["status"] == "unchanged"
    more = ("2025-07-05", "02-01", None, "HJ05", None, None, None, "王五", "扫路")
    told = village.json("deed", "import", sheet(village, *rows, more))
    assert (told["deeds"], told["already"]) == (1, 2)
    village("deed", "withdraw", "1", "--reason", "重复")
    assert village.json("deed", "import", sheet(village, *rows, more, more[:-1]))["deeds"] == 1
    assert ids(village, "--open") == [2, 3, 4]


@pytest.mark.parametrize(
    ("row", "code", "cell"),
    [
        ((None, "01-02", None, "HJ05"), "field-missing", "A2"),
        (("2025-02-30", "01-02", None, "HJ05"), "date-invalid", "A2"),
        (("2025-07-29", "01-02", None, "HJ05"), "date-invalid", "A2"),
        (("2025-07-01", "99-99", None, "HJ05"), "household-unknown", "B2"),
        (("2025-07-01", "01-02", "谁", "HJ05"), "household-mismatch", "C2"),
        (("2025-07-01", "01-02", None, "HJ99"), "rule-unknown", "D2"),
        (("2025-07-01", "01-02", None, "HJ05", "邻里和睦"), "rule-unknown", "D2"),
        (("2025-07-01", "01-02", None, None, None, None, 2), "rule-unknown", "D2"),
        (("2025-07-01", "01-02", None, None, "没有", None, 2), "category-unknown", "E2"),
        (("2025-07-01", "01-02", None, None, "邻里和睦"), "field-missing", "G2"),
        (("2025-07-01", "01-02", None, "FZ06"), "field-missing", "G2"),
        (("2025-07-01", "01-02", None, "FZ06", None, None, 3), "points-out-of-range", "G2"),
        (("2025-07-01", "01-02", None, "FZ06", None, None, -2), "sign-unclear", "G2"),
        (("2025-07-01", "01-02", None, "HJ05", None, -1), "points-invalid", "F2"),
        (("2025-07-01", "01-02", None, "HJ05", None, "多次"), "points-invalid", "F2"),
        (("2025-07-01", "01-02", None, "HJ05", None, None, None, None, "13岁的小明"), None, None),
    ],
)
def test_what_is_wrong_with_a_row_is_said_at_its_cell(village: Village, row: Any, code: str, cell: str) -> None:
    path = sheet(village, (*row, *[None] * (9 - len(row))))
    told = village.json("deed", "import", path, code=4 if code else 0)
    assert [(issue["code"], issue["cell"]) for issue in told["issues"]] == ([(code, cell)] if code else [])
    assert len(ids(village)) == (0 if code else 1)


def test_a_household_that_has_left_is_said_at_its_code(village: Village) -> None:
    village("roster", "leave", "01-02", "--on", "2025-07-01")
    told = village.json("deed", "import", sheet(village, ROWS[0]), code=4)
    assert [(issue["code"], issue["cell"]) for issue in told["issues"]] == [("household-inactive", "B2")]
    assert "不能登记" in told["issues"][0]["message"]


def test_deeds_known_by_another_way_are_a_warning(village: Village) -> None:
    village("deed", "add", "01-02", "--rule", "HJ05", "--on", "2025-07-01")
    rows = (ROWS[0], (*ROWS[0][:5], 1, *ROWS[0][6:]))
    told = village.json("deed", "import", sheet(village, *rows))
    assert {issue["code"] for issue in told["issues"]} == {"event-repeated"}
    assert [issue["severity"] for issue in told["issues"]] == ["warning"] * 3
    assert told["deeds"] == 2


def test_a_file_without_the_headers_of_deeds_says_which_are_missing(village: Village) -> None:
    told = village.json("deed", "import", table(village.folder / "x.xlsx", ("日期", "户编号"), (1, 2)), code=4)
    assert told["issues"][0]["code"] == "table-not-found"
    assert "平时登记表" in told["issues"][0]["message"]


def test_the_blank_form_of_deeds_says_that_only_examples_stand_on_it(village: Village) -> None:
    village("forms", village.folder / "空表")
    told = village.json("deed", "import", village.folder / "空表" / "平时登记.xlsx", code=4)
    assert [issue["code"] for issue in told["issues"]] == ["file-empty", "example-left"]
