"""Pictures of matters: kept where the kind wants them, proved, taken back, and told only to who asks for the matter."""

from pathlib import Path

import pytest
from cli_support import Village
from PIL import Image
from test_matters import ROAD, kinds, refused

WISH = ("matter", "open", "微心愿", "--text", "书桌", "--grid", "3", "--at", "2025-07-01 09:00")
DEMANDING = ROAD.replace('"期限" = "3天"', '"期限" = "3天", "照片" = "要"')


def picture(path: Path, colour: str = "red") -> Path:
    Image.new("RGB", (8, 8), colour).save(path)
    return path


def test_pictures_of_a_matter_lie_beside_the_book_and_are_told_by_name(village: Village) -> None:
    one, two = picture(village.folder / "一.png"), picture(village.folder / "二.png", "blue")
    village(*WISH, "--photo", one)
    village("matter", "step", "1", "征集", "--photo", one, "--photo", two, "--at", "2025-07-02 09:00")
    village("matter", "close", "1", "--outcome", "solved", "--photo", two, "--at", "2025-07-03 09:00")
    events = village.json("matter", "show", "1")["events"]
    assert [len(event["photos"]) for event in events] == [1, 2, 1]
    names = {f"{photo}.png" for photo in events[1]["photos"]}
    assert {path.name for path in (village.folder / "照片").iterdir()} == names
    said = village("matter", "show", "1").out
    assert "照片 2 张" in said and all(name in said for name in names)
    stick = village.folder / "U盘"
    stick.mkdir()
    assert village.json("backup", stick)["photos"] == 2
    (village.folder / "照片" / min(names)).unlink()
    checks = {c["name"]: c["ok"] for c in village.json("verify", code=3)["checks"]}
    assert checks["photos"] is False


def test_pictures_of_a_step_taken_back_are_asked_for_no_more(village: Village) -> None:
    village(*WISH)
    village("matter", "step", "1", "征集", "--photo", picture(village.folder / "一.png"), "--at", "2025-07-02 09:00")
    village("undo", "--yes")
    assert [event["photos"] for event in village.json("matter", "show", "1")["events"]] == [[]]
    for path in (village.folder / "照片").iterdir():
        path.unlink()
    assert village.json("verify")["ok"]


def test_a_dry_run_and_what_is_no_picture_leave_nothing(village: Village) -> None:
    good, bad = picture(village.folder / "一.png"), village.folder / "假.jpg"
    bad.write_text("不是照片", encoding="utf-8")
    assert village.json(*WISH, "--photo", good, "--dry-run")["applied"] is False
    assert refused(village, *WISH, "--photo", good, "--photo", bad) == "photo-unreadable"
    assert refused(village, *WISH, "--photo", village.folder / "没有.jpg") == "file-missing"
    assert not (village.folder / "照片").exists()


def test_a_step_that_wants_a_picture_is_not_done_without_one(village: Village) -> None:
    kinds(village, DEMANDING)
    assert village.json("matter", "kinds")[-1]["steps"][0]["photo"] is True
    village("matter", "open", "村道报修", "--text", "塌方", "--at", "2025-07-01 09:00")
    kinds(village, ROAD)
    done = ("matter", "step", "1", "维修", "--at", "2025-07-02 09:00")
    assert refused(village, *done) == "matter-photo-missing", "it keeps what it began with"
    assert village.json(*done, "--photo", picture(village.folder / "一.png"))["step"] is None


def test_a_kind_that_wants_no_picture_takes_none_and_one_that_does_reminds_until_there_is_one(village: Village) -> None:
    one = picture(village.folder / "一.png")
    assert refused(village, "matter", "open", "矛盾调解", "--text", "地界", "--photo", one) == "matter-photo-never"
    opened = ("matter", "open", "隐患随手拍", "--text", "灯", "--grid", "3", "--at", "2025-07-01 09:00")
    assert "还一张都没有" in village(*opened).out
    said = village("matter", "step", "1", "核实", "--photo", one, "--at", "2025-07-01 10:00").out
    assert "还一张都没有" not in said


@pytest.mark.parametrize("written", ['"不要"', '"也许"'])
def test_a_step_says_only_whether_it_wants_a_picture(village: Village, written: str) -> None:
    kinds(village, DEMANDING.replace('"照片" = "要"', f'"照片" = {written}'))
    error = village.json("matter", "kinds", code=3)["error"]
    assert error["code"] == "flow-faulty" and "第 3 行" in error["message"] and "照片" in error["message"]


def test_a_matter_is_not_closed_as_solved_before_the_step_that_wants_a_picture_is_done(village: Village) -> None:
    look = '[{ "编号" = "look", "名称" = "查看", "谁办" = "网格员" }, { "编号"'
    kinds(village, DEMANDING.replace('[{ "编号"', look))
    for number in (1, 2):
        village("matter", "open", "村道报修", "--text", f"塌方{number}", "--at", "2025-07-01 09:00")
    one = picture(village.folder / "一.png")
    close = ("matter", "close", "1", "--outcome", "solved", "--at", "2025-07-03 09:00")
    before = village.book.read_bytes()
    error = village.json(*close, "--photo", one, code=3)["error"]
    assert error["code"] == "matter-close-photo" and village.book.read_bytes() == before
    for told in ("“维修”", "现在该办的是“查看”", "jifen matter step 1 维修 --photo", "unsolved", "withdrawn"):
        assert told in error["message"]
    village("matter", "step", "1", "查看", "--at", "2025-07-02 08:00")
    assert "现在该办的" not in village.json(*close, code=3)["error"]["message"]
    village("matter", "step", "1", "维修", "--photo", one, "--at", "2025-07-02 09:00")
    assert village.json(*close)["status"] == "solved"
    assert village.json("matter", "close", "2", "--outcome", "未解决")["status"] == "unsolved"
