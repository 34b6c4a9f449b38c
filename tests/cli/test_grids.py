"""Grids: names, leads and workers, the workers' meetings, a grid on one sheet."""

import openpyxl
from cli_support import Village

MEET = ("grid", "meet", "--on", "2025-07-20", "--present", "刘芳、张强，刘芳", "--note", "排查用电")


def test_every_grid_is_listed_with_its_households_and_what_was_set(village: Village) -> None:
    found = village.json("grid", "list")
    assert len(found) == 18 and found[2] == {
        "grid": "3",
        "name": None,
        "lead": None,
        "worker": None,
        "households": 10,
        "people": found[2]["people"],
    }
    assert village.json("grid", "set", "第3网格", "--name", "河西", "--lead", "张强")["lead"] == "张强"
    village("grid", "set", "3", "--worker", "刘芳")
    grid = village.json("grid", "list")[2]
    assert (grid["name"], grid["lead"], grid["worker"]) == ("河西", "张强", "刘芳")
    village("grid", "set", "3", "--lead", "")
    assert village.json("grid", "list")[2]["lead"] is None


def test_what_cannot_be_set_is_refused_and_an_unknown_grid_names_those_there_are(village: Village) -> None:
    error = village.json("grid", "set", "99", "--worker", "甲", code=3)["error"]
    assert error["code"] == "grid-unknown" and "17、18" in error["message"]
    assert village.json("grid", "set", "3", code=2)["error"]["code"] == "grid-set-what"
    village("grid", "set", "3", "--worker", "刘芳")
    assert village.json("grid", "set", "3", "--worker", "刘芳", code=3)["error"]["code"] == "grid-same"
    assert village.json("grid", "set", "3", "--lead", "13812345678", code=3)["error"]["code"] == "guard-refused"
    assert village.json("grid", "sheet", "99", code=3)["error"]["code"] == "grid-unknown"


def test_without_households_there_is_no_grid_to_set(empty: Village) -> None:
    empty("init", "小村")
    assert empty.json("grid", "set", "1", "--worker", "甲", code=3)["error"]["code"] == "roster-empty"


def test_a_meeting_is_kept_once_with_who_came(village: Village) -> None:
    kept = village.json(*MEET)
    assert (kept["on"], kept["present"], kept["note"]) == ("2025-07-20", ["刘芳", "张强"], "排查用电")
    assert village.json(*MEET, code=3)["error"]["code"] == "grid-meeting-known"
    assert [m["id"] for m in village.json("grid", "meetings")] == [kept["id"]]
    later = ("grid", "meet", "--on", "2025-07-29", "--present", "甲", "--note", "x")
    assert village.json(*later, code=3)["error"]["code"] == "grid-meeting-later"
    nobody = ("grid", "meet", "--on", "2025-07-20", "--present", "、", "--note", "x")
    assert village.json(*nobody, code=2)["error"]["code"] == "grid-nobody"


def test_the_registers_of_a_period_in_which_workers_met_bear_their_meetings(village: Village) -> None:
    village(*MEET)
    met = village.json("registers", "2025Q3", "-o", "三季度")["paths"]
    assert met[-1].endswith("8网格例会台账.xlsx") and len(met) == 8
    cells = [c.value for row in openpyxl.load_workbook(met[-1]).worksheets[0].iter_rows() for c in row]
    assert {"2025年7月20日", "刘芳、张强", "排查用电"} <= set(cells)
    assert len(village.json("registers", "2025Q2", "-o", "二季度")["paths"]) == 7


def test_a_grid_stands_on_one_sheet_with_its_households_and_matters_as_counts(village: Village) -> None:
    village("grid", "set", "3", "--worker", "刘芳", "--lead", "张强")
    village(*MEET)
    village("matter", "open", "dispute", "--text", "地界", "--household", "03-07", "--at", "2025-07-01 09:00")
    village("grid", "sheet", "3", "-o", "网格.xlsx")
    texts = strings(village, "网格.xlsx")
    heads = [h["head"] for h in village.json("roster", "list", "--grid", "3")]
    assert {*heads, "刘芳", "张强", "柳河村第3网格一张表", "03-07"} <= set(texts)
    assert "2025年登记1件，办结0件，其中按时0件；在办1件，其中超期1件。" in texts
    assert "2025年开过1次，最近一次2025年7月20日。" in texts
    village("grid", "sheet", "3", "--mask", "-o", "打码.xlsx")
    masked = " ".join(strings(village, "打码.xlsx"))
    assert not any(name in masked for name in (*heads, "刘芳", "张强"))


def strings(village: Village, name: str) -> list[str]:
    sheet = openpyxl.load_workbook(village.folder / name).worksheets[0]
    return [str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value is not None]
