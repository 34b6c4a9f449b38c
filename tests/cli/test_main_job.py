"""From the meeting's sheet to the posted notice, as a village does it."""

from decimal import Decimal

import openpyxl
from cli_support import Village, remembered, sheet_of


@remembered
def published(village: Village, month: int = 1) -> dict[str, object]:
    village.today(f"2025-{month:02d}-28")
    village("meeting", "import", sheet_of(village, month), "--yes")
    found: dict[str, object] = village.json("meeting", "publish", f"2025-{month:02d}", "--yes")
    return found


def test_a_month_goes_from_the_sheet_to_a_final_notice(village: Village) -> None:
    issued = published(village)
    assert issued["number"] == "柳河村公示〔2025〕1号"
    assert (issued["notice_from"], issued["notice_to"]) == ("2025-01-29", "2025-01-31")
    held = village.json("points", "balance")
    assert sum(Decimal(h["pending"]) for h in held) > 0
    assert all(Decimal(h["available"]) <= 0 for h in held)
    village.today("2025-01-31")
    refused = village.json("meeting", "finalize", "2025-01", "--yes", code=3)
    assert refused["error"]["code"] == "window-open"
    village.today("2025-02-01")
    village("meeting", "finalize", "2025-01", "--yes")
    held = village.json("points", "balance")
    assert all(h["pending"] == "0" for h in held)
    head = village.sql("SELECT json_extract(content, '$.chain') FROM document")[0][0]
    assert len(head) == 12
    assert village.json("verify", "--code", issued["code"]) == {
        "ok": True,
        "document": {
            "kind": "monthly",
            "period": "2025-01",
            "number": issued["number"],
            "status": "current",
            "head": head,
            "totals": issued["totals"],
            "black": [],
        },
        "later": [],
    }


def test_the_notice_s_lines_add_up_to_its_totals(village: Village) -> None:
    issued = published(village)
    sheet = openpyxl.load_workbook(str(issued["path"])).active
    assert sheet is not None
    rows = [
        [cell.value.replace("\n", "") if isinstance(cell.value, str) else cell.value for cell in row]
        for row in sheet.iter_rows()
    ]
    head = next(row for row in rows if "户主" in row and "本月合计" in row)
    at = head.index("本月合计")
    lines = [row for row in rows if isinstance(row[0], int | float) or str(row[0] or "").isdigit()]
    total = next(row for row in rows if str(row[0] or "").startswith("合计"))
    assert sum(Decimal(str(row[at])) for row in lines) == Decimal(str(total[at]))
    assert len(lines) == 179


def test_the_same_file_again_is_unchanged(village: Village) -> None:
    village("meeting", "import", sheet_of(village, 1), "--yes")
    before = village.operations()
    again = village.json("meeting", "import", sheet_of(village, 1))
    assert again["ok"] is True
    assert again["applied"] is False
    assert [f["status"] for f in again["files"]] == ["unchanged"]
    assert village.operations() == before


def test_nothing_waits_for_an_answer_where_nobody_can_give_one(village: Village) -> None:
    refused = village.json("meeting", "import", sheet_of(village, 1), code=3)
    assert refused["error"]["code"] == "confirmation-needed"
    assert "--yes" in refused["error"]["message"]
    assert village.json("meeting", "list") == []


def test_a_dry_run_says_what_would_be_and_writes_nothing(village: Village) -> None:
    before = village.book.read_bytes()
    found = village.json("meeting", "import", sheet_of(village, 1), "--dry-run")
    assert found["ok"] is True
    assert found["applied"] is False
    assert found["meetings"][0]["entries"] > 0
    assert village.book.read_bytes() == before


def test_a_correction_reverses_posts_and_issues_a_document_of_its_own(village: Village) -> None:
    first = published(village)
    entry = village.json("points", "entries", "--month", "2025-01")[0]
    found = village.json(
        *("meeting", "correct", "2025-01", entry["household"], "--entry", str(entry["id"])),
        *("--points", "1", "--category", entry["category"], "--reason", "评议会复核", "--yes"),
    )
    assert found["number"] == "柳河村公示〔2025〕2号"
    assert found["corrects"] == first["number"]
    assert found["lines"][0]["before"] == entry["points"]
    assert found["lines"][0]["after"] == "1"
    proof = village.json("verify", "--code", first["code"])
    assert proof["ok"] is True
    assert proof["document"]["status"] == "corrected"
    assert [line["household"] for line in proof["later"]] == [entry["household"]]
    assert village.json("verify", "--code", found["code"])["ok"] is True
    assert village.json("verify")["ok"] is True


def test_a_published_month_takes_no_entries_by_hand(village: Village) -> None:
    published(village)
    add = ("points", "add", "01-02", "1", "--month", "2025-01", "--category", "环境卫生", "--reason", "漏记")
    assert village.json(*add, code=3)["error"]["code"] == "month-state"
    entry = village.json("points", "entries", "--month", "2025-01")[0]
    refused = village("points", "reverse", str(entry["id"]), "--reason", "错", code=3)
    assert "2025-01" in refused.err


def test_voiding_a_published_month_frees_it_and_prints_a_document(village: Village) -> None:
    first = published(village)
    found = village.json("meeting", "void", "2025-01", "--reason", "评议会重开", "--yes")
    assert found["status"] == "voided"
    assert openpyxl.load_workbook(found["path"]).active is not None
    assert sum(Decimal(e["points"]) for e in village.json("points", "entries", "--month", "2025-01")) == 0
    assert village.json("verify", "--code", first["code"])["document"]["status"] == "void"
    village("meeting", "import", sheet_of(village, 1), "--yes")
    assert [m["status"] for m in village.json("meeting", "list")] == ["voided", "recorded"]
    assert village.json("verify")["ok"] is True


def test_a_replacement_touches_only_what_differs_and_nothing_made_by_hand(village: Village) -> None:
    sheet = sheet_of(village, 1)
    village("meeting", "import", sheet, "--yes")
    by_hand = village.json(
        *("points", "add", "01-02", "1", "--month", "2025-01", "--category", "公益志愿", "--reason", "漏记")
    )["entry"]["id"]
    book = openpyxl.load_workbook(sheet)
    page = book.worksheets[0]
    cell = next(
        page.cell(row, column)
        for row in range(5, 40)
        for column in range(4, 12)
        if isinstance(page.cell(row, column).value, int) and page.cell(row, 2).value
    )
    code, value = page.cell(cell.row, 2).value, cell.value
    cell.value = value + 1
    for row in page.iter_rows(min_row=3):
        for other in row:
            if "合计" in str(page.cell(3, other.column).value or "") and isinstance(other.value, int | float):
                other.value = None
    changed = village.folder / "2025年1月更正.xlsx"
    book.save(changed)
    assert village.json("meeting", "import", changed, "--yes", code=4)["issues"][0]["code"] == "meeting-exists"
    before = len(village.json("points", "entries", "--month", "2025-01"))
    found = village.json("meeting", "import", changed, "--replace", "--yes")
    assert [(c["household"], c["before"], c["after"]) for c in found["changes"]] == [(code, str(value), str(value + 1))]
    after = village.json("points", "entries", "--month", "2025-01")
    assert len(after) == before + 2
    assert not [e for e in after if e["reverses"] == by_hand]
    assert found["meetings"][0]["revision"] == 2
    assert village.json("verify")["ok"] is True
