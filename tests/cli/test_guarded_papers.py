"""Every string of every paper is looked at: numbers refuse, doubtful texts are let through one by one, names masked."""

from pathlib import Path

import openpyxl
import pytest
from cli_support import Village

NUMBER = "一三八 1234－5678"


def texts(path: str | Path) -> str:
    book = openpyxl.load_workbook(path)
    return "\n".join(str(c.value) for sheet in book for row in sheet.iter_rows() for c in row if c.value is not None)


def refused(village: Village, *arguments: str, code: int = 3) -> str:
    return str(village.json(*arguments, code=code)["error"]["code"])


def final_month(village: Village, month: str) -> str:
    """One award in a month of its own, published and final; the entry's number."""
    village("points", "add", "03-07", "5", "--month", month, "--rule", "HJ01", "--reason", "月检")
    village("meeting", "publish", month, "--from", "2026-01-01", "--yes")
    village("meeting", "finalize", month, "--yes")
    return str(village.json("points", "entries", "--month", month)[0]["id"])


def donated(shop: Village, donor: str) -> None:
    shop("goods", "receive", "A01", "2", "--donation", donor, "--value", "10")


def test_no_number_stands_on_the_donors_board_however_it_is_written(shop: Village) -> None:
    donated(shop, f"王五 {NUMBER}")
    told = shop("goods", "donors", code=3).err
    assert "2 捐赠人" in told
    assert "一三八 1234-5678" in told
    assert "放行不了" in told
    allowed = ("goods", "donors", "--allow-text", "personal-data", "--reason", "本人愿意")
    assert refused(shop, *allowed) == "guard-refused"
    assert not list(shop.folder.glob("导出/*捐赠榜*"))


def test_the_hotline_and_the_receipts_of_the_village_are_no_finding(shop: Village) -> None:
    shop("settings", "set", "hotline", "0313-5512345")
    shop("goods", "receive", "A01", "2", "--donation", "王五", "--value", "10", "--receipt", "13812345678")
    assert "0313-5512345" in texts(shop.json("goods", "donors")["path"])


def test_the_head_of_the_chain_is_nobody_s_number_even_where_all_of_it_is_digits(
    village: Village, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Twelve digits in groups look like a landline with its area code: one head in three hundred is made of them."""
    village.today("2026-01-10")
    entry = final_month(village, "2025-12")
    monkeypatch.setattr("jifen.store.chain.last_head", lambda connection: "039593094683" + "0" * 52)
    arguments = ("--entry", entry, "--points", "5", "--category", "环境卫生", "--reason", "记少了", "--yes")
    path = village.json("meeting", "correct", "2025-12", "03-07", *arguments)["path"]
    assert "0395 9309 4683" in texts(path)


def test_a_number_in_a_village_s_own_template_is_found_too(village: Village) -> None:
    from jifen.resources import data_dir

    folder = village.folder / "模板"
    folder.mkdir()
    book = openpyxl.load_workbook(data_dir("templates") / "异议申请表.xlsx")
    book.worksheets[0].oddFooter.center.text = "联系人王主任 13812345678"
    book.save(folder / "异议申请表.xlsx")
    assert refused(village, "objection", "form") == "guard-refused"


def test_one_doubtful_text_is_let_through_with_a_reason_and_the_minutes_say_so(village: Village) -> None:
    village.today("2026-01-10")
    entry = final_month(village, "2025-12")
    village("meeting", "record", "2025-12", "--held-on", "2025-12-28")
    reason = "误记：追的是邻村的赌鬼"
    correct = ("meeting", "correct", "2025-12", "03-07", "--entry", entry, "--reason", reason, "--yes")
    told = village("meeting", *correct[1:], code=3).err
    assert "赌鬼" in told
    assert reason in told
    assert "--allow-text abusive-word --reason" in told
    village("settings", "set", "allow-abusive-word", "yes")
    assert refused(village, *correct) == "guard-refused"
    issued = village.json(*correct, "--allow-text", "abusive-word")
    assert village.json("verify", "--code", issued["code"])["ok"] is True
    shown = texts(village.json("meeting", "minutes", "2025-12")["path"])
    assert "经会议同意放行的事项" in shown
    assert f"“{reason}”" in shown


def test_what_is_let_through_needs_a_guard_a_reason_and_a_meeting(shop: Village) -> None:
    donated(shop, "佛教协会")
    donors = ("goods", "donors")
    assert refused(shop, *donors) == "guard-refused"
    assert refused(shop, *donors, "--allow-text", "sensitive-rule", code=2) == "reason-missing"
    unknown = (*donors, "--allow-text", "nothing", "--reason", "x")
    assert shop.json(*unknown, code=2)["error"]["code"] == "allow-unknown"
    asked = (*donors, "--allow-text", "sensitive-rule", "--reason", "单位名称")
    for meeting in shop.json("meeting", "list"):
        assert meeting["status"] == "voided"
    assert refused(shop, *asked) == "allow-without-meeting"
    shop("points", "add", "03-07", "5", "--month", "2025-12", "--rule", "HJ01", "--reason", "月检")
    path = shop.json(*asked)["path"]
    assert "佛教协会" in texts(path)
    assert shop.json(*donors, "--force")["path"] == path


def test_several_doubtful_texts_are_let_through_each_by_its_place(shop: Village) -> None:
    donated(shop, "佛教协会")
    donated(shop, "道教协会")
    shop("points", "add", "03-07", "5", "--month", "2025-12", "--rule", "HJ01", "--reason", "月检")
    donors = ("goods", "donors", "--reason", "单位名称")
    told = shop(*donors, "--allow-text", "sensitive-rule", code=3).err
    assert '"sensitive-rule=2 捐赠人"' in told
    assert '"sensitive-rule=3 捐赠人"' in told
    one = (*donors, "--allow-text", "sensitive-rule=2 捐赠人")
    assert refused(shop, *one) == "guard-refused"
    shop(*one, "--allow-text", "sensitive-rule=道教协会")


def test_a_masked_copy_hides_names_in_its_texts_and_says_how_little_that_is(village: Village) -> None:
    village.today("2026-01-10")
    entry = final_month(village, "2025-12")
    other = village.json("roster", "list")[0]["head"]
    assert len(other) >= 2
    reason = f"应记在{other}名下"
    arguments = ("--entry", entry, "--reason", reason, "--mask", "--yes")
    said = village("meeting", "correct", "2025-12", "03-07", *arguments)
    assert "认得出" in said.err
    (path,) = village.folder.glob("导出/*更正*.xlsx")
    shown = texts(path)
    assert other not in shown
    assert "应记在" in shown
    assert "打码" in openpyxl.load_workbook(path).worksheets[0].oddFooter.left.text


def test_a_print_of_a_document_with_a_number_is_refused_and_says_how_to_correct_it(
    village: Village, monkeypatch: pytest.MonkeyPatch
) -> None:
    from jifen.services.publication import guarding

    village.today("2026-01-10")
    village("settings", "set", "contact", "王主任13812345678")
    with monkeypatch.context() as before:
        before.setattr(guarding, "refuse_definite", lambda *_: None)
        before.setattr(guarding, "pass_content", lambda *_: None)
        village("points", "add", "03-07", "5", "--month", "2025-11", "--rule", "HJ01", "--reason", "月检")
        village("meeting", "publish", "2025-11", "--yes")
    told = village("meeting", "notice", "2025-11", "--force", code=3).err
    assert "jifen meeting correct 2025-11" in told


def test_registers_and_a_household_s_page_leave_with_stars_for_what_the_book_cannot_lose(
    shop: Village, tmp_path: Path
) -> None:
    shop(
        "points", "add", "03-07", "5", "--month", "2025-12", "--rule", "HJ01", "--reason", "月检，电话１３８ 1234 5678"
    )
    shop("fund", "in", "5", "--reason", "王五捐款 13812345678")
    said = shop("points", "statement", "03-07").err
    assert "1 处" in said
    (path,) = shop.folder.glob("导出/积分明细单*.xlsx")
    assert "月检" in texts(path)
    assert "1234" not in texts(path)
    assert "***" in texts(path)
    assert "***" in shop("registers", "2025", "-o", str(tmp_path / "台账")).err
    told = "".join(texts(path) for path in sorted((tmp_path / "台账").glob("*.xlsx")))
    assert "王五捐款" in told
    assert "13812345678" not in told
    assert "5678" not in told


def test_what_an_objection_says_is_kept_for_good_and_so_holds_no_number(village: Village) -> None:
    village.today("2026-01-10")
    final_month(village, "2025-12")
    told = refused(village, "objection", "file", "2025-12", "03-07", "--reason", "请打０３１３－５５１２３４５")
    assert told == "guard-refused"
    assert village.json("objection", "list") == []
    village("objection", "file", "2025-12", "03-07", "--reason", "不是我")
    assert refused(village, "objection", "decide", "1", "--reject", "--reason", "问13812345678") == "guard-refused"
