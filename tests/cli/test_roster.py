"""The roster: what a household was, is and will be, and what a later roster changes."""

import shutil
from collections.abc import Sequence
from pathlib import Path

import pytest
from cli_support import Village
from sheet_support import table, wide

HEADER = ("网格", "户编号", "户主姓名", "村民小组", "家庭人口", "户类别", "联系电话", "参评状态")


def roster(
    village: Village, *rows: Sequence[object], name: str = "新花名册.xlsx", header: Sequence[str] = HEADER
) -> str:
    return str(table(village.folder / "新花名册.xlsx", header, *rows))


def shown(village: Village, household: str) -> dict[str, object]:
    found: dict[str, object] = village.json("roster", "show", household)
    return found


def recorded(village: Village, month: str = "2025年6月") -> None:
    village("meeting", "import", wide(village.folder / f"{month}.xlsx", {month: [("01-01", 2, None)]}), "--yes")


def test_a_list_has_the_contract_s_keys_and_is_ordered_as_people_do(village: Village) -> None:
    village("roster", "add", "02-100", "甲", "--grid", "2", "--group", "一组", "--people", "4")
    village("roster", "add", "王庄-1", "乙", "--grid", "东片")
    found = village.json("roster", "list")
    assert list(found[0]) == ["household", "head", "grid", "group", "people", "status"]
    codes = [h["household"] for h in found]
    assert codes.index("02-100") + 1 == codes.index("03-01")
    assert codes[-1] == "王庄-1"
    assert next(h for h in found if h["household"] == "02-100") == {
        "household": "02-100",
        "head": "甲",
        "grid": "2",
        "group": "一组",
        "people": 4,
        "status": "active",
    }
    assert [h["household"] for h in village.json("roster", "list", "--grid", "东片")] == ["王庄-1"]
    assert {h["grid"] for h in village.json("roster", "list", "--grid", "０３")} == {"3"}


def test_the_first_roster_holds_from_the_beginning_whatever_day_it_bears(empty: Village) -> None:
    empty("init", "沙院村")
    file = roster(empty, ("1", "01-01", "王建国"), header=HEADER[:3])
    empty("roster", "import", file, "--on", "2025-07-01")
    assert shown(empty, "01-01")["events"] == [
        {"on": None, "kind": "registered", "other": None, "head": "王建国", "grid": "1", "status": "active"}
    ]
    empty("points", "add", "01-01", "1", "--month", "2024-03", "--category", "环境卫生", "--reason", "旧账")


def test_a_later_roster_adds_turns_differences_into_dated_events_and_leaves_the_rest(village: Village) -> None:
    before = shown(village, "01-03")
    file = roster(village, ("1", "01-01", "林小梅", "三组", 5, None, None, "外出"), ("2", "77-01", "新来的"))
    told = village("roster", "import", file, "--on", "2025-07-10", "--yes")
    assert "林雪梅" in told.err
    assert "林小梅" in told.err
    events = shown(village, "01-01")["events"]
    assert [(e["on"], e["kind"]) for e in events[1:]] == [  # type: ignore[index]
        *(("2025-07-10", "renamed"), ("2025-07-10", "away"), ("2025-07-10", "updated"))
    ]
    assert shown(village, "77-01")["events"][0]["on"] == "2025-07-10"  # type: ignore[index]
    assert shown(village, "01-03") == before


def test_a_roster_import_tells_what_it_did_in_json(village: Village) -> None:
    file = roster(village, ("1", "01-01", "林小梅"), ("2", "77-01", "新来的"), header=HEADER[:3])
    found = village.json("roster", "import", file, "--yes")
    assert found["ok"] is True
    assert found["applied"] is True
    assert found["added"] == ["77-01"]
    assert found["changes"] == [{"household": "01-01", "attribute": "head", "before": "林雪梅", "after": "林小梅"}]
    assert "01-03" in found["missing"]
    assert "01-01" not in found["missing"]
    assert found["issues"] == []
    again = village.json("roster", "import", file)
    assert (again["ok"], again["applied"], again["status"]) == (True, False, "unchanged")


def test_changes_of_known_households_are_asked_and_new_ones_are_not(village: Village) -> None:
    changed = roster(village, ("1", "01-01", "林小梅"), header=HEADER[:3])
    refused = village.json("roster", "import", changed, code=3)
    assert refused["error"]["code"] == "confirmation-needed"
    assert shown(village, "01-01")["head"] == "林雪梅"
    village("roster", "import", roster(village, ("2", "77-01", "新来的"), header=HEADER[:3]))
    assert shown(village, "77-01")["head"] == "新来的"


def test_a_household_registered_for_later_may_stand_on_an_earlier_roster(village: Village) -> None:
    village("roster", "add", "77-01", "后来", "--grid", "1", "--on", "2026-01-01")
    early = village.json("roster", "show", "77-01", code=3)
    assert (early["error"]["code"], "2026-01-01" in early["error"]["message"]) == ("household-later", True)
    village("roster", "import", roster(village, ("1", "77-01", "后来人"), header=HEADER[:3]), "--yes")
    assert shown(village, "77-01")["head"] == "后来人"
    assert [e["on"] for e in shown(village, "77-01")["events"]] == ["2025-07-28", "2026-01-01"]  # type: ignore[index]


def test_a_roster_with_faults_is_refused_wholly_with_every_fault(village: Village) -> None:
    before = village.book.read_bytes()
    file = roster(village, ("1", "77-01", "甲"), ("1", "77-01", "乙"), ("1", "77-02", None), header=HEADER[:3])
    found = village.json("roster", "import", file, "--yes", code=4)
    assert found["ok"] is False
    assert found["applied"] is False
    assert {"row-repeated", "household-missing", "field-missing"} & {i["code"] for i in found["issues"]}
    assert len(found["issues"]) >= 2
    assert all(i["path"] == file and i["message"] for i in found["issues"])
    assert village.book.read_bytes() == before


@pytest.mark.parametrize("name", ["空.xlsx", "乱.xlsx", "图.png"])
def test_a_file_that_is_no_roster_is_an_issue_not_a_crash(village: Village, name: str) -> None:
    file = village.folder / name
    file.write_bytes(b"" if name.startswith("空") else b"\x89PNG nothing to read here" * 50)
    found = village.json("roster", "import", file, code=4)
    assert found["issues"][0]["code"] in ("file-empty", "file-unreadable", "table-not-found")


def test_a_household_s_life(village: Village) -> None:
    village("roster", "rename", "01-02", "郭小霞", "--on", "2025-07-01")
    village("roster", "move", "01-02", "--grid", "第5网格", "--on", "2025-07-02")
    village("roster", "leave", "01-02", "--on", "2025-07-03")
    assert (shown(village, "01-02")["status"], shown(village, "01-02")["grid"]) == ("left", "5")
    village("roster", "return", "01-02", "--on", "2025-07-04")
    assert shown(village, "01-02")["status"] == "active"
    village("roster", "close", "01-02")
    events = shown(village, "01-02")["events"]
    assert [e["kind"] for e in events] == ["registered", "renamed", "moved", "left", "returned", "closed"]  # type: ignore[index]
    told = village("roster", "show", "01-02").out
    assert all(word in told for word in ("换户主", "换网格", "迁出", "恢复参评", "注销", "郭小霞"))


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("rename", "01-02", "郭红霞"), "nothing-changes"),
        (("move", "01-02", "--grid", "1"), "nothing-changes"),
        (("return", "01-02"), "nothing-changes"),
        (("rename", "88-88", "甲"), "household-unknown"),
        (("show", "没有这人"), "household-unknown"),
        (("add", "01-02", "甲", "--grid", "1"), "household-exists"),
        (("add", "０１－０２", "甲", "--grid", "1"), "household-exists"),
        (("split", "01-02", "01-03", "甲"), "household-exists"),
        (("split", "01-02", "77-01", "甲", "--points", "5"), "points-short"),
        (("merge", "01-02", "01-02"), "merge-with-itself"),
        (("merge", "01-02", "88-88"), "household-unknown"),
        (("split", "01-02", "77-01", "甲", "--on", "2030-01-01"), "transfer-later"),
        (("merge", "01-02", "01-03", "--on", "2030-01-01"), "transfer-later"),
    ],
    ids=lambda value: value if isinstance(value, str) else " ".join(value),
)
def test_what_makes_no_sense_is_refused(village: Village, arguments: tuple[str, ...], code: str) -> None:
    before = village.book.read_bytes()
    assert village.json("roster", *arguments, code=3)["error"]["code"] == code
    assert village.book.read_bytes() == before


CHANGES = (("rename", "01-02", "甲"), ("return", "01-02"), ("close", "01-02"), ("move", "01-02", "--grid", "9"))


def test_a_closed_household_does_not_change_any_more(village: Village) -> None:
    village("roster", "close", "01-02")
    for arguments in (
        ("rename", "01-02", "甲"),
        ("return", "01-02"),
        ("close", "01-02"),
        ("move", "01-02", "--grid", "9"),
    ):
        assert village.json("roster", *arguments, code=3)["error"]["code"] == "household-closed"
    for arguments in (("merge", "01-02", "01-03"), ("merge", "01-03", "01-02"), ("split", "01-02", "77-01", "甲")):
        assert village.json("roster", *arguments, code=3)["error"]["code"] == "household-inactive"


def test_nothing_changes_before_the_latest_recorded_month(village: Village) -> None:
    recorded(village)
    for arguments in (
        ("rename", "01-02", "甲", "--on", "2025-05-31"),
        ("add", "77-01", "甲", "--grid", "1", "--on", "2025-05-31"),
        ("merge", "01-02", "01-03", "--on", "2025-01-01"),
        ("split", "01-02", "77-01", "甲", "--on", "2025-01-01"),
    ):
        refused = village.json("roster", *arguments, code=3)["error"]
        assert refused["code"] == "date-before-recorded"
        assert "2025-06" in refused["message"]
    village("roster", "rename", "01-02", "甲", "--on", "2025-06-01")


def test_a_head_s_name_leads_to_a_household_only_where_one_living_household_has_it(village: Village) -> None:
    village("roster", "add", "77-01", "欧阳 小 明", "--grid", "1")
    assert shown(village, "欧阳小明")["household"] == "77-01"
    assert shown(village, " 欧阳　小明 ")["household"] == "77-01"
    village("roster", "add", "77-02", "欧阳小明", "--grid", "2")
    refused = village.json("roster", "show", "欧阳小明", code=3)["error"]
    assert refused["code"] == "household-ambiguous"
    assert "77-01 欧阳小明（第1网格）、77-02 欧阳小明（第2网格）" in refused["message"]
    village("roster", "leave", "77-01")
    assert shown(village, "欧阳小明")["household"] == "77-02"
    village("roster", "close", "77-02")
    refused = village.json("roster", "show", "欧阳小明", code=3)["error"]
    assert refused["code"] == "household-unknown"
    assert [(c["household"], c["status"]) for c in refused["candidates"]] == [("77-01", "left"), ("77-02", "closed")]
    assert shown(village, "７７－０１")["household"] == "77-01"


def test_a_name_keeps_the_characters_its_bearer_writes(village: Village) -> None:
    village("roster", "rename", "01-02", "閻 國 華")
    assert shown(village, "01-02")["head"] == "閻國華"
    assert shown(village, "闫国华")["household"] == "01-02"


def test_a_split_takes_points_along_and_both_know_of_each_other(village: Village) -> None:
    table(village.folder / "期初.xlsx", ("户编号", "户主", "期初积分"), ("01-01", "林雪梅", 10.5))
    village("points", "opening", village.folder / "期初.xlsx")
    found = village.json("roster", "split", "01-01", "77-01", "林小弟", "--points", "4.5")
    assert (found["household"], found["from"], found["points"], found["grid"]) == ("77-01", "01-01", "4.5", "1")
    held = {a["household"]: a for a in village.json("points", "balance")}
    assert (held["01-01"]["available"], held["01-01"]["transferred"]) == ("6", "-4.5")
    assert (held["77-01"]["available"], held["77-01"]["transferred"]) == ("4.5", "4.5")
    refused = village.json("roster", "split", "01-01", "77-02", "甲", "--points", "6.01", code=3)["error"]
    assert refused["message"] == "01-01 可用积分 6 分，不够 6.01 分。"
    assert village("roster", "split", "01-01", "77-02", "甲", "--points", "-1", code=2).out == ""
    assert [e["other"] for e in shown(village, "01-01")["events"]] == [None, "77-01"]  # type: ignore[index]


@pytest.mark.parametrize("held", [10.5, -3])
def test_a_merge_takes_all_along_debts_too_and_closes_the_account(village: Village, held: float) -> None:
    file = table(village.folder / "期初.xlsx", ("户编号", "户主", "期初积分"), ("01-01", "林雪梅", held))
    village("points", "opening", file)
    found = village.json("roster", "merge", "01-01", "01-02")
    shown_points = "10.5" if held > 0 else "-3"
    assert (found["household"], found["from"], found["points"]) == ("01-02", "01-01", shown_points)
    accounts = {a["household"]: a for a in village.json("points", "balance")}
    assert (accounts["01-01"]["available"], accounts["01-01"]["status"]) == ("0", "closed")
    assert accounts["01-02"]["available"] == shown_points
    assert village.json("verify")["ok"] is True


def test_a_household_with_pending_points_is_not_merged_away(village: Village) -> None:
    recorded(village)
    assert village.json("roster", "merge", "01-01", "01-02", code=3)["error"]["code"] == "points-pending"


def test_a_household_that_left_in_the_middle_of_a_year_stays_on_notices_of_months_in_which_it_has_points(
    village: Village,
) -> None:
    for month in ("2025年5月", "2025年6月"):
        village("meeting", "import", wide(village.folder / f"{month}.xlsx", {month: [("01-01", 2, None)]}), "--yes")
    village("roster", "leave", "01-01", "--on", "2025-06-20")
    assert "01-01" in [r["household"] for r in village.json("points", "rank", "--period", "2025-05")]
    assert "01-01" not in [r["household"] for r in village.json("points", "rank", "--period", "2025-06")]
    issued = village.json("meeting", "publish", "2025-06", "--yes")
    assert issued["totals"]["points"] == "2"
    june = village.json("meeting", "notice", "2025-07")
    assert june["status"] == "draft"
    village("roster", "return", "01-01", "--on", "2025-07-05")
    assert "01-01" in [r["household"] for r in village.json("points", "rank", "--period", "2025-07")]
    assert "01-01" not in [r["household"] for r in village.json("points", "rank", "--period", "2025-06")]
    assert village.json("verify", "--code", issued["code"])["ok"] is True


def test_a_roster_typed_in_by_hand_holds_from_the_beginning_and_one_added_to_an_import_from_today(
    empty: Village, settled_book: Path
) -> None:
    empty("init", "柳河村")
    empty("roster", "add", "01-01", "王建国", "--grid", "1")
    assert empty.json("roster", "show", "01-01")["events"][0]["on"] is None
    shutil.copyfile(settled_book, empty.book)
    empty("roster", "add", "19-01", "赵六", "--grid", "19")
    assert empty.json("roster", "show", "19-01")["events"][0]["on"] == "2025-07-28"


UNCODED = ("网格", "户主姓名")
NEW_VILLAGE = ((1, "甲"), (2, "乙"), (1, "丙"))


def test_a_roster_without_codes_proposes_them_grid_by_grid_and_gives_them_on_agreement(empty: Village) -> None:
    empty("init", "沙院村")
    file = roster(empty, *NEW_VILLAGE, header=UNCODED)
    proposed = [
        {"household": "01-01", "head": "甲", "grid": "1"},
        {"household": "02-01", "head": "乙", "grid": "2"},
        {"household": "01-02", "head": "丙", "grid": "1"},
    ]
    before = empty.operations()
    assert empty.json("roster", "import", file, code=3)["error"]["code"] == "confirmation-needed"
    asked = empty.json("roster", "import", file, "--dry-run")
    assert (asked["applied"], asked["proposed"]) == (False, proposed)
    assert "01-02 丙" in empty("roster", "import", file, "--dry-run").err
    assert empty.operations() == before
    done = empty.json("roster", "import", file, "--yes")
    assert (done["applied"], done["proposed"]) == (True, proposed)
    assert [(h["household"], h["head"]) for h in empty.json("roster", "list")] == [
        ("01-01", "甲"),
        ("01-02", "丙"),
        ("02-01", "乙"),
    ]


def test_the_codes_are_shown_before_anybody_is_asked_at_the_terminal(empty: Village) -> None:
    empty("init", "沙院村")
    file = roster(empty, *NEW_VILLAGE, header=UNCODED)
    empty.answer("否")
    said = empty("roster", "import", file, code=3).err
    assert said.index("02-01 乙") < said.index("确认写入吗")
    empty.answer("是")
    empty("roster", "import", file)
    assert len(empty.json("roster", "list")) == 3


def test_households_that_are_known_keep_their_codes_when_a_roster_comes_without(empty: Village) -> None:
    empty("init", "沙院村")
    empty("roster", "import", roster(empty, ("1", "01-07", "甲"), header=HEADER[:3]))
    found = empty.json("roster", "import", roster(empty, *NEW_VILLAGE, header=UNCODED), "--yes")
    assert [p["household"] for p in found["proposed"]] == ["02-01", "01-08"]
    again = empty.json("roster", "import", roster(empty, *NEW_VILLAGE, header=UNCODED))
    assert (again["status"], again["proposed"]) == ("unchanged", [])


def test_two_households_of_one_name_in_one_grid_are_not_guessed(empty: Village) -> None:
    empty("init", "沙院村")
    found = empty.json("roster", "import", roster(empty, (1, "甲"), (1, "甲"), (2, "甲"), header=UNCODED), code=4)
    assert [(i["code"], i["cell"]) for i in found["issues"]] == [
        ("household-ambiguous", "B2"),
        ("household-ambiguous", "B3"),
    ]
    assert "户编号" in found["issues"][0]["message"]
    assert empty.json("roster", "list") == []
