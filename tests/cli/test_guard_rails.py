"""Nothing that may not be scored or posted gets through by default: the rule book, corrections, who took part."""

from pathlib import Path
from typing import Any

import openpyxl
import pytest
from cli_support import Village, sheet_of

HEADER = "编号,类别,项目,分值,单位,上限,需佐证,不公示行为人,备注\n"


def texts(path: str | Path) -> str:
    book = openpyxl.load_workbook(path)
    return "\n".join(str(c.value) for sheet in book for row in sheet.iter_rows() for c in row if c.value is not None)


def with_rule(village: Village, line: str) -> None:
    """The village's rule book and one rule more."""
    rules = village.folder / "评议表" / "积分细则.csv"
    (village.folder / "新细则.csv").write_text(rules.read_text("utf-8-sig").rstrip() + f"\n{line}\n", encoding="utf-8")
    village("rules", "import", "新细则.csv", "--from", "2025-01-01", "--yes")


def final_month(village: Village, month: str, rule: str = "ZF02") -> dict[str, Any]:
    """One award in a month of its own, published and final; the entry."""
    village("points", "add", "03-07", "5", "--month", month, "--rule", rule, "--reason", "举报王某某赌博")
    village("meeting", "publish", month, "--from", "2026-01-01", "--yes")
    village("meeting", "finalize", month, "--yes")
    found: dict[str, Any] = village.json("points", "entries", "--month", month)[0]
    return found


def test_the_village_s_rule_book_passes(village: Village) -> None:
    assert village.json("rules", "lint") == {"ok": True, "findings": [], "remarks": []}


def test_a_rule_that_may_not_be_scored_is_named_with_its_basis_and_the_setting(village: Village) -> None:
    with_rule(village, "ZF99,遵规守法,越级上访,-20,次,,,,")
    found = village.json("rules", "lint", code=3)
    assert found["ok"] is False
    assert [(f["rule"], f["guard"], f["found"], f["allowed"]) for f in found["findings"]] == [
        ("ZF99", "sensitive-rule", "上访", False)
    ]
    assert found["findings"][0]["basis"]
    assert "allow-sensitive-rule" in village("rules", "lint", code=3).out


def test_no_month_is_published_under_such_a_rule_book_unless_the_village_allows_it(village: Village) -> None:
    with_rule(village, "ZF99,遵规守法,越级上访,-20,次,,,,")
    village.today("2025-01-28")
    village("meeting", "import", sheet_of(village, 1), "--yes")
    before = village.operations()
    refused = village.json("meeting", "publish", "2025-01", "--yes", code=3)
    assert refused["error"]["code"] == "guard-refused"
    assert "ZF99" in refused["error"]["message"]
    assert "allow-sensitive-rule" in refused["error"]["message"]
    assert village.operations() == before
    village("settings", "set", "allow-sensitive-rule", "yes")
    village("meeting", "publish", "2025-01", "--yes")
    assert village.json("rules", "lint")["findings"][0]["allowed"] is True


@pytest.mark.parametrize("reason", ["请打13812345678核实", "此户是无赖"])
def test_a_correction_posts_no_number_and_no_abuse(village: Village, reason: str) -> None:
    village.today("2026-01-10")
    entry = final_month(village, "2025-12", "HJ01")
    before = village.operations()
    arguments = ("meeting", "correct", "2025-12", "03-07", "--entry", str(entry["id"]), "--reason", reason, "--yes")
    assert village.json(*arguments, code=3)["error"]["code"] == "guard-refused"
    assert village.operations() == before


def test_whom_to_turn_to_is_no_place_for_a_telephone_but_the_hotline_is(village: Village) -> None:
    village.today("2026-01-10")
    village("settings", "set", "hotline", "0313-5512345")
    final_month(village, "2025-11")
    village("settings", "set", "contact", "王主任13812345678")
    village("points", "add", "03-07", "5", "--month", "2025-12", "--rule", "HJ01", "--reason", "月检")
    refused = village.json("meeting", "publish", "2025-12", "--yes", code=3)
    assert refused["error"]["code"] == "guard-refused"


def test_who_reported_a_crime_is_found_on_no_posted_sheet(village: Village) -> None:
    rule = village.json("rules", "show", "ZF02")
    assert rule["hides_actor"] is True
    village.today("2026-01-10")
    entry = final_month(village, "2025-12")
    sheets = [village.json("meeting", "notice", "2025-12", "--force")["path"]]
    sheets.append(village.json("board", "draft", "2025H2", "--allow-missing")["path"])
    arguments = ("--entry", str(entry["id"]), "--points", "5", "--rule", "ZF02", "--reason", "举报另有其人", "--yes")
    sheets.append(village.json("meeting", "correct", "2025-12", "03-07", *arguments)["path"])
    for sheet in sheets:
        shown = texts(sheet)
        assert "遵规守法" in shown or "评议表" in Path(sheet).name
        assert rule["wording"] not in shown
        assert "举报" not in shown
