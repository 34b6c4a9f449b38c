"""Sheets as an office program lays them out on pages: nothing cut off, no column on a second page, no `###`."""

import os
import re
import shutil
import subprocess

import pytest

from jifen.printing.papers import board, handed, minutes, notice, objection, redemption, shop, statement
from jifen.printing.sheets import meeting as meeting_sheet
from jifen.printing.sheets import review
from jifen.printing.sheets import shop as shop_sheets

CODE = "3F2A-9C1D-07BE-55A0"
SOAK = bool(os.environ.get("JIFEN_SOAK"))
CARDS = 620 if SOAK else 28
GOODS = 20 if SOAK else 8
NEEDED = ("soffice", "pdftotext", "pdfinfo")
pytestmark = pytest.mark.skipif(
    any(shutil.which(tool) is None for tool in NEEDED), reason="soffice and poppler are not installed"
)


def sheets(v):
    """Name → the workbook, the words of its rightmost column, how many pages it may take (`make soak`, else)."""
    found = {
        "monthly": (notice.monthly_paper(v.monthly(), CODE).xlsx(), "主要事由", (17, 5)),
        "monthly-large": (notice.monthly_paper(v.monthly(), CODE).xlsx(large=True), "可兑换", (50, 10)),
        "draft": (notice.monthly_paper(v.monthly(published=False), None, mask=True).xlsx(), "主要事由", (17, 5)),
        "correction": (notice.correction_paper(v.correction(), CODE).xlsx(), "更正原因", 1),
        "void": (notice.void_paper(v.void(), CODE).xlsx(), "沙院村2025年7月积分公示作废公告", 1),
        "minutes": (minutes.minutes_paper(v.minutes()).xlsx(), "户合计", (24, 7)),
        "statement": (statement.statement_paper(v.statement()).xlsx(), "状态", 2),
        "red": (board.board_paper(v.board(), CODE, "red").xlsx(), "上榜理由", 4),
        "red-a3": (board.board_paper(v.board(), CODE, "red").xlsx(size="A3"), "上榜理由", 4),
        "black": (board.board_paper(v.board(), CODE, "black").xlsx(), "公示至", 1),
        "both": (board.board_paper(v.board(), CODE, "both").xlsx(), "上榜理由", 4),
        "both-a3": (board.board_paper(v.board(red=9, black=2), CODE, "both").xlsx(size="A3"), "告知、整改", 2),
        "board-correction": (board.correction_paper(v.board_correction(), CODE).xlsx(), "原因", 1),
        "review": (review.review_workbook(v.review()), "往期", (6, 6)),
        "reply": (objection.reply_paper(v.reply()).xlsx(), "02-03", 1),
        "wide": (meeting_sheet.meeting_sheet(v.blank(), "wide"), "备注", (11, 3)),
        "items": (meeting_sheet.meeting_sheet(v.blank(), "items"), "备注", (100, 20)),
        "events": (meeting_sheet.meeting_sheet(v.blank(), "events"), "备注", (13, 5)),
        "sign-out": (shop_sheets.sign_out(v.sign_out(GOODS)), "备注", (42, 3)),
        "register": (shop_sheets.register(v.register()), "领取人签字", (5, 5)),
        "redemption": (redemption.redemption_paper(v.redemption(), CODE).xlsx(), "剩余", (9, 4)),
        "catalogue": (shop.catalogue_paper(v.catalogue()).xlsx(), "库存", 1),
        "donors": (shop.donors_paper(v.donors()).xlsx(), "去向", 1),
        "cards": (handed.card_paper(v.cards(CARDS)).xlsx(), "01-08", (78, 4)),
        "certificates": (handed.certificate_paper(v.certificates(9)).xlsx(), "荣誉证书", 9),
        "rectification": (handed.rectification_paper(v.rectification(9)).xlsx(), "扣分", 1),
    }
    return {
        name: (data, word, most if isinstance(most, int) else most[not SOAK])
        for name, (data, word, most) in found.items()
    }


@pytest.fixture(scope="module")
def rendered(village, shared):
    """All sheets through one run of the office program: name → pages, their number, size, what is expected."""
    wanted = sheets(village)

    def build(folder):
        for name, (data, _, _) in wanted.items():
            (folder / f"{name}.xlsx").write_bytes(data)
        profile = f"-env:UserInstallation=file://{folder}/profile"
        files = [str(folder / f"{name}.xlsx") for name in wanted]
        command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder), *files]
        subprocess.run(command, capture_output=True, check=True, timeout=300)
        shutil.rmtree(folder / "profile", ignore_errors=True)

    folder = shared("rendered", build)
    return {name: (*read(folder / f"{name}.pdf"), *expected) for name, (_, *expected) in wanted.items()}


def read(path):
    text = subprocess.run(["pdftotext", "-layout", str(path), "-"], capture_output=True, check=True).stdout.decode()
    info = subprocess.run(["pdfinfo", str(path)], capture_output=True, check=True).stdout.decode()
    width, height = re.search(r"Page size:\s+([\d.]+) x ([\d.]+)", info).groups()
    return (
        text.split("\f")[:-1],
        int(re.search(r"Pages:\s+(\d+)", info)[1]),
        (round(float(width)), round(float(height))),
    )


NAMES = (
    *("monthly", "monthly-large", "draft", "correction", "void", "minutes", "statement", "red", "red-a3", "black"),
    *("both", "both-a3", "board-correction", "review", "reply", "wide", "items", "events", "sign-out", "register"),
    *("redemption", "catalogue", "donors", "cards", "certificates", "rectification"),
)


@pytest.mark.parametrize("name", NAMES)
def test_a_sheet_takes_no_more_pages_than_its_lines_and_shows_no_hashes(rendered, name):
    pages, count, _, rightmost, most = rendered[name]
    assert count <= most
    assert not any("###" in page for page in pages)
    assert rightmost in re.sub(r"[ \n]", "", pages[0])


@pytest.mark.parametrize("name", ["monthly", "monthly-large", "red", "red-a3", "redemption", "wide", "sign-out"])
def test_every_page_of_lines_begins_with_the_same_header(rendered, name):
    pages, _, _, rightmost, _ = rendered[name]
    held = [page for page in pages if re.search(r"^\s*\d+\s+(第?\d+)", page, re.MULTILINE)]
    assert len(held) > 1 and all(rightmost in re.sub(r"[ \n]", "", page) for page in held)


def test_the_monthly_notice_counts_its_pages_and_bears_number_and_code_on_each(rendered):
    pages, count, size, *_ = rendered["monthly"]
    assert size == (842, 595)
    for number, page in enumerate(pages, 1):
        assert f"第{number}页共{count}页" in page.replace(" ", "") and CODE in page
    assert "沙院村党支部" in pages[-1]


def test_posters_come_out_on_a3_and_a4(rendered):
    assert rendered["red"][2] == (595, 842) and rendered["red-a3"][2] == (842, 1191)
    assert rendered["both"][2] == (842, 595) and rendered["both-a3"][2] == (1191, 842)


@pytest.mark.parametrize("name", ["monthly", "monthly-large", "draft", "red", "red-a3", "both", "redemption"])
def test_signature_and_day_stand_on_the_last_page_under_the_table_s_last_line(rendered, name):
    pages = rendered[name][0]
    last = pages[-1].replace(" ", "")
    assert "村民委员会（章）" in last and not any("村民委员会（章）" in page for page in pages[:-1])
    # Number (or list) and grid of a household; letters so large that no page holds all that, a subtotal at least.
    assert re.search(r"^\s*(\d+|黑榜)\s+\d+\s|小计", pages[-1], re.MULTILINE)


def test_cards_stand_eight_a_page_and_none_is_split(rendered):
    pages, count, size, *_ = rendered["cards"]
    assert count == (78 if SOAK else 4) and size == (595, 842)
    for part in ("沙院村积分卡", "户编号", "监督电话"):
        assert [page.count(part) for page in pages] == [8] * (count - 1) + [4]


def test_a_name_of_twelve_characters_and_a_debt_stand_whole_on_their_card(rendered):
    page = rendered["cards"][0][0]
    assert "阿卜杜热合曼买买提艾力江" in page and "欠5.5分" in page


def test_certificates_take_a_page_a_household_across(rendered):
    pages, count, size, *_ = rendered["certificates"]
    assert count == 9 and size == (842, 595)
    assert all("荣誉证书" in page and "沙院村公示〔2025〕7号" in page for page in pages)


def test_the_reply_slip_stands_below_its_notice_on_the_same_page(rendered):
    pages, *_ = rendered["rectification"]
    assert pages[0].index("限期整改通知书") < pages[0].index("沿虚线裁下") < pages[0].index("整改回执")
