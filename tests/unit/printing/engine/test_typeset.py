"""PDF and pictures set from a workbook: the same text, row by row, and pages that break where they may."""

import io
import os
import re
from pathlib import Path

import openpyxl
import pytest
from openpyxl.drawing.image import Image
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.worksheet.pagebreak import Break
from PIL import Image as Pillow

from jifen.errors import JifenError
from jifen.printing.engine import typeset
from jifen.printing.engine.fonts import find_fonts, machine_folders
from jifen.printing.engine.page.edges import Edges
from jifen.printing.engine.paper import resized
from jifen.printing.engine.qr import qr_png
from jifen.printing.papers import (
    board,
    bulletin,
    grids,
    honour,
    minutes,
    notice,
    objection,
    redemption,
    shop,
    statement,
)
from jifen.printing.sheets import meeting, registers, review, rules
from jifen.printing.sheets import shop as shop_sheets

CODE = "3F2A-9C1D-07BE-55A0"
FORM = {"village": "沙院村", "document": "沙院村公示〔2025〕7号", "period": "2025-07", "hotline": "0313-5551234",
        "contact": "村务监督委员会", "days": 7}  # fmt: skip


def uncharted(workbook):
    """The same without its charts, whose letters stand in no cell."""
    book = openpyxl.load_workbook(io.BytesIO(workbook))
    for sheet in book.worksheets:
        sheet._charts = []
    return saved(book)


PAPERS = {
    "monthly": lambda v: notice.monthly_paper(v.monthly(), CODE).xlsx(),
    "monthly-large": lambda v: notice.monthly_paper(v.monthly(), CODE).xlsx(large=True),
    "monthly-a3": lambda v: notice.monthly_paper(v.monthly(), CODE).xlsx(size="A3"),
    "graded-ranked": lambda v: notice.monthly_paper(v.ranked(v.graded(), "group"), CODE).xlsx(),
    "draft": lambda v: notice.monthly_paper(v.monthly(published=False), None, mask=True).xlsx(),
    "correction": lambda v: notice.correction_paper(v.correction(), CODE).xlsx(),
    "void": lambda v: notice.void_paper(v.void(), CODE).xlsx(),
    "red": lambda v: board.board_paper(v.board(), CODE, "red").xlsx(),
    "black": lambda v: board.board_paper(v.board(), CODE, "black").xlsx(),
    "both": lambda v: board.board_paper(v.board(), CODE, "both").xlsx(),
    "nobody": lambda v: board.board_paper(v.board(red=0, black=0, current=True), CODE, "both").xlsx(),
    "board-correction": lambda v: board.correction_paper(v.board_correction(), CODE).xlsx(),
    "honour": lambda v: honour.notice_paper(v.honour(), CODE).xlsx(),
    "rectified": lambda v: honour.notice_paper(v.rectified(), CODE).xlsx(),
    "honour-correction": lambda v: honour.correction_paper(v.honour_correction(), CODE).xlsx(),
    "plaques": lambda v: honour.plaque_paper(v.certificates(2) | {"honour": "family", "name": "最美家庭"}).xlsx(),
    "redemption": lambda v: redemption.redemption_paper(v.redemption(), CODE).xlsx(),
    "minutes": lambda v: minutes.minutes_paper(v.minutes()).xlsx(),
    "statement": lambda v: statement.statement_paper(v.scored_statement()).xlsx(),
    "reply": lambda v: objection.reply_paper(v.reply()).xlsx(),
    "form": lambda v: objection.form_paper(FORM).xlsx(),
    "bulletin": lambda v: uncharted(bulletin.bulletin_paper(v.bulletin()).xlsx()),
    "bulletin-a3": lambda v: uncharted(bulletin.bulletin_paper(v.bulletin(60)).xlsx(size="A3")),
    "assessment": lambda v: grids.assessment_paper(v.assessment(30)).xlsx(),
    "grid": lambda v: grids.grid_paper(v.grid_sheet(60)).xlsx(),
    "catalogue": lambda v: shop.catalogue_paper(v.catalogue()).xlsx(),
    "slip": lambda v: shop.slip_paper(v.slip()).xlsx(),
    "donors": lambda v: shop.donors_paper(v.donors()).xlsx(),
    "review": lambda v: review.review_workbook(v.review()),
    "wide": lambda v: meeting.meeting_sheet(v.blank(), "wide"),
    "grids": lambda v: meeting.meeting_sheet(v.blank(), "grids"),
    "items": lambda v: meeting.meeting_sheet(v.blank(), "items"),
    "events": lambda v: meeting.meeting_sheet(v.blank(), "events"),
    "wide-a3": lambda v: resized(meeting.meeting_sheet(v.blank(), "wide"), size="A3"),
    "sign-out": lambda v: shop_sheets.sign_out(v.sign_out()),
    "register": lambda v: shop_sheets.register(v.register()),
    "settlement": lambda v: shop_sheets.settlement(v.settlement()),
    "counting": lambda v: shop_sheets.counting_sheet(v.counting()),
}


@pytest.fixture(scope="module")
def fonts():
    try:
        return find_fonts()
    except JifenError:
        pytest.skip("no Chinese font on this machine")


def book_of(rows, *, heights=None, titles=None, **page):
    """A workbook of boxed cells from rows of values."""
    book = openpyxl.Workbook()
    sheet = book.active
    thin = Side(style="thin")
    for values in rows:
        sheet.append(values)
    for row in sheet.iter_rows():
        for cell in row:
            cell.border = Border(left=thin, right=thin, top=thin, bottom=thin)
            cell.alignment = Alignment(wrap_text=True)
    for number in range(1, sheet.max_row + 1):
        sheet.row_dimensions[number].height = heights or 30
    sheet.page_setup.paperSize = 9
    sheet.print_title_rows = titles
    for name, value in page.items():
        setattr(sheet.page_setup, name, value)
    return book


def saved(book):
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


@pytest.mark.parametrize("name", PAPERS)
def test_the_pdf_says_what_the_workbook_says_row_by_row_and_no_page_splits_a_row(village, fonts, pages, tmp_path, name):
    workbook = PAPERS[name](village)
    found = pages.walk(workbook, pages.texts_of(typeset.pdf(workbook, fonts=fonts), tmp_path))
    assert {sheet for sheet, _, _ in found} == set(range(len(pages.sheets_of(workbook))))


def test_a_long_table_repeats_its_header_and_ends_on_a_page_with_its_signatures(village, fonts, pages, tmp_path):
    workbook = PAPERS["monthly"](village)
    found = pages.walk(workbook, pages.texts_of(typeset.pdf(workbook, fonts=fonts), tmp_path))
    rows = pages.sheets_of(workbook)[0].rows
    last_line = max(n for n, row in enumerate(rows) if row.startswith("合计（"))
    assert len(found) > 3 and found[-1][1] <= last_line


@pytest.mark.parametrize("count", range(8, 30, 1 if os.environ.get("JIFEN_SOAK") else 3))
def test_signatures_never_stand_without_a_line_of_their_table(village, fonts, pages, tmp_path, count):
    content = village.redemption()
    workbook = redemption.redemption_paper(content | {"lines": content["lines"][:count]}, CODE).xlsx()
    found = pages.walk(workbook, pages.texts_of(typeset.pdf(workbook, fonts=fonts), tmp_path))
    rows = pages.sheets_of(workbook)[0].rows
    total = max(n for n, row in enumerate(rows) if row.startswith("合计（"))
    assert found[-1][1] <= total


def test_a_table_of_one_line_stands_with_its_title_and_its_header_above_no_page_without_lines(
    village, fonts, pages, tmp_path
):
    workbook = board.board_paper(village.board(black=1), CODE, "black").xlsx(large=True)
    first, *later = pages.texts_of(typeset.pdf(workbook, fonts=fonts), tmp_path)
    assert "告知日期" in first and "黑榜" in first
    assert later and not [text for text in later if "告知日期" in text]
    assert openpyxl.load_workbook(io.BytesIO(workbook)).active.print_title_rows is None


def test_what_closes_a_table_is_drawn_on_its_own_page_alone():
    thin = ("thin", "#000000")
    edges = Edges()
    edges.add(0, 0, (thin, thin, thin, thin), (False,) * 4)
    edges.add(1, 0, (None, None, None, None), (False,) * 4)
    assert edges.level(1, 1) == [(0, 1, thin)]
    assert edges.above(1, 1) == []
    assert edges.above(0, 1) == [(0, 1, thin)]


def test_a_page_ends_where_a_break_was_set_by_hand(fonts, pages, tmp_path):
    book = book_of([["头"], *([f"第{n}行"] for n in range(1, 10))], titles="1:1")
    book.active.row_breaks.append(Break(id=4))
    workbook = saved(book)
    found = pages.walk(workbook, pages.texts_of(typeset.pdf(workbook, fonts=fonts), tmp_path))
    assert found == [(0, 0, 4), (0, 4, 10)]


def test_rows_that_fill_a_page_to_its_break_stay_on_it_though_they_are_a_little_higher_here(fonts, pages, tmp_path):
    # A4 has 733 points between these margins: 25 rows of 30 are 750, and their text needs far less.
    book = book_of([[f"第{n}行"] for n in range(50)])
    book.active.page_margins.top = book.active.page_margins.bottom = 0.755
    book.active.row_breaks.append(Break(id=25))
    workbook = saved(book)
    found = pages.walk(workbook, pages.texts_of(typeset.pdf(workbook, fonts=fonts), tmp_path))
    assert found == [(0, 0, 25), (0, 25, 50)]


def test_a_row_grows_with_its_text_and_one_higher_than_a_page_is_made_smaller_rather_than_cut(fonts, pages, tmp_path):
    grown = saved(book_of([["村" * 600], *([f"{n}"] for n in range(20))], heights=20))
    assert len(pages.walk(grown, pages.texts_of(typeset.pdf(grown, fonts=fonts), tmp_path))) > 1
    huge = saved(book_of([["村" * 1500 + "完"]], heights=20))
    (text,) = pages.texts_of(typeset.pdf(huge, fonts=fonts), tmp_path)
    assert text == "村" * 1500 + "完"


def test_a_range_merged_over_several_rows_is_not_parted(fonts, pages, tmp_path):
    book = book_of([[f"第{n}行", "组" if n == 20 else None] for n in range(40)])
    book.active.merge_cells("B21:B28")
    workbook = saved(book)
    found = pages.walk(workbook, pages.texts_of(typeset.pdf(workbook, fonts=fonts), tmp_path))
    assert not any(20 < first < 28 for _, first, _ in found)


def test_a_sheet_wider_than_its_page_goes_on_beside_with_the_columns_to_repeat(fonts, pages, tmp_path):
    book = book_of([["户主", *(f"列{n}" for n in range(12))]], scale=100)
    for letter in "ABCDEFGHIJKLM":
        book.active.column_dimensions[letter].width = 20
    book.active.print_title_cols = "A:A"
    texts = pages.texts_of(typeset.pdf(saved(book), fonts=fonts), tmp_path)
    assert len(texts) == 4 and all(text.startswith("户主") for text in texts)
    assert "".join(text.removeprefix("户主") for text in texts) == "".join(f"列{n}" for n in range(12))
    book.active.sheet_properties.pageSetUpPr = openpyxl.worksheet.properties.PageSetupProperties(fitToPage=True)
    book.active.page_setup.fitToHeight = 0
    assert len(pages.texts_of(typeset.pdf(saved(book), fonts=fonts), tmp_path)) == 1


def test_what_is_hidden_or_outside_the_print_area_is_not_printed(fonts, pages, tmp_path):
    book = book_of([[f"行{n}", f"旁{n}", "外"] for n in range(4)])
    book.active.row_dimensions[2].hidden = True
    book.active.column_dimensions["B"].hidden = True
    book.active.print_area = "A1:B4"
    book.create_sheet("背面").append(["看不见"])
    book.worksheets[1].sheet_state = "hidden"
    assert pages.texts_of(typeset.pdf(saved(book), fonts=fonts), tmp_path) == ["行0行2行3"]


def test_values_are_shown_as_their_format_shows_them(fonts, pages, tmp_path):
    book = book_of([[1.5, 3, "=1+1", 0.256]])
    for place, form in (("A1", "0.00"), ("B1", '0"分"'), ("D1", "0.0%")):
        book.active[place].number_format = form
    assert pages.texts_of(typeset.pdf(saved(book), fonts=fonts), tmp_path) == ["1.503分25.6%"]


@pytest.mark.parametrize("turn", [90, 180, 255, 45])
def test_turned_text_is_there_and_its_row_grows_with_it(fonts, pages, tmp_path, turn):
    text = "积极参加村庄清洁行动并带动邻里"
    book = book_of([[text], ["下一行"]], heights=20)
    book.active["A1"].alignment = Alignment(textRotation=turn)
    book.active.column_dimensions["A"].width = 4
    (found,) = pages.texts_of(typeset.pdf(saved(book), fonts=fonts), tmp_path)
    assert found == text + "下一行"
    tall = Pillow.open(io.BytesIO(typeset.png(saved(book), fonts=fonts, roll=True)[0]))
    book.active["A1"].value = "积极"
    assert tall.height / tall.width > 1.2 * ratio(typeset.png(saved(book), fonts=fonts, roll=True)[0])


def ratio(picture):
    image = Pillow.open(io.BytesIO(picture))
    return image.height / image.width


def test_other_fonts_change_no_line_and_no_page(village, pages, tmp_path):
    droid = [folder for place in machine_folders() for folder in place.rglob("droid") if folder.is_dir()]
    noto = [folder for place in machine_folders() for folder in place.rglob("noto") if folder.is_dir()]
    try:
        each = [find_fonts(machine=folders) for folders in (droid, noto)]
    except JifenError:
        pytest.skip("there are not two Chinese fonts on this machine")
    for name in ("monthly", "red", "void", "items"):
        workbook = PAPERS[name](village)
        first, second = (pages.walk(workbook, pages.texts_of(typeset.pdf(workbook, fonts=f), tmp_path)) for f in each)
        assert first == second, name


def test_bold_is_bold_also_where_the_font_has_no_bold_face(fonts, tmp_path):
    thin = fonts.__class__(fonts.title, fonts.body, fonts.head, fonts.folders, fonts.used)
    book = book_of([["王建国"]])
    plain = typeset.png(saved(book), fonts=thin)
    book.active["A1"].font = Font(name="仿宋", bold=True)
    lighter = book_of([["王建国"]])
    lighter.active["A1"].font = Font(name="仿宋")
    assert fonts.has_bold(fonts.body) is not thin.has_bold(fonts.body)
    dark = [sum(Pillow.open(io.BytesIO(p)).convert("L").histogram()[:128]) for p in
            (typeset.png(saved(lighter), fonts=thin)[0], typeset.png(saved(book), fonts=thin)[0])]  # fmt: skip
    assert dark[1] > dark[0] and plain


def test_the_same_sheet_gives_the_same_bytes(village, fonts):
    workbook = PAPERS["correction"](village)
    assert typeset.pdf(workbook, fonts=fonts) == typeset.pdf(workbook, fonts=fonts)


def test_pictures_come_one_a_page_as_wide_as_asked_for(village, fonts):
    made = typeset.png(PAPERS["monthly"](village), fonts=fonts)
    assert len(made) > 2 and all(page.startswith(b"\x89PNG") for page in made)
    # An upright and a wide sheet in one workbook: both come out as wide as a telephone wants them.
    book = book_of([["竖"]])
    book.create_sheet("横").append(["横"])
    book.worksheets[1].page_setup.orientation = "landscape"
    sizes = [Pillow.open(io.BytesIO(page)).size for page in typeset.png(saved(book), fonts=fonts, width_px=1080)]
    assert [width for width, _ in sizes] == [1080, 1080] and sizes[0][1] > 1080 > sizes[1][1]


def test_a_roll_is_one_page_a_sheet_as_high_as_what_stands_on_it(fonts):
    few, many = (book_of([[f"第{n}行"] for n in range(count)]) for count in (3, 90))
    for book in (few, many):
        book.active.page_setup.paperWidth, book.active.page_setup.paperHeight = "90mm", "160mm"
    pictures = [typeset.png(saved(book), fonts=fonts, width_px=1080, roll=True) for book in (few, many)]
    assert [len(made) for made in pictures] == [1, 1]
    (short,), (tall,) = pictures
    assert Pillow.open(io.BytesIO(short)).width == Pillow.open(io.BytesIO(tall)).width == 1080
    assert ratio(tall) > 10 * ratio(short)


def sizes_of(pdf):
    found = re.findall(rb"/MediaBox\s*\[\s*0 0 ([\d.]+) ([\d.]+)", pdf)
    return [tuple(round(float(part)) for part in pair) for pair in found]


def test_paper_and_large_letters_are_those_asked_for(village, fonts):
    def first(workbook):
        return sizes_of(typeset.pdf(workbook, fonts=fonts))[0]

    red = board.board_paper(village.board(), CODE, "red")
    both = board.board_paper(village.board(), CODE, "both")
    assert first(red.xlsx()) == (595, 842) and first(red.xlsx(size="A3")) == (842, 1191)
    assert first(notice.monthly_paper(village.monthly(count=9), CODE).xlsx(large=True)) == (842, 595)
    assert first(both.xlsx()) == (842, 595) and first(both.xlsx(size="A3")) == (1191, 842)
    assert first(resized(meeting.meeting_sheet(village.blank(), "wide"), size="A3")) == (1191, 842)


def test_a_poster_comes_in_two_pieces_of_a4_that_overlap(village, fonts, pages, tmp_path):
    poster = board.board_paper(village.board(red=6, black=0), CODE, "red").xlsx(size="A3")
    whole = typeset.pdf(poster, fonts=fonts)
    tiled = typeset.pdf(poster, fonts=fonts, tiled=True)
    assert sizes_of(whole) == [(842, 1191)] and sizes_of(tiled) == [(842, 595)] * 2
    first, second = pages.texts_of(tiled, tmp_path)
    assert "第1页，第1张（共2张）" in first and "第1页，第2张（共2张）" in second
    wide = typeset.pdf(board.board_paper(village.board(red=8), CODE, "both").xlsx(size="A3"), fonts=fonts, tiled=True)
    assert sizes_of(wide)[:2] == [(595, 842)] * 2
    small = PAPERS["void"](village)
    assert typeset.pdf(small, fonts=fonts, tiled=True) == typeset.pdf(small, fonts=fonts)


def test_a_picture_of_the_workbook_is_printed_where_it_stands(fonts):
    book = book_of([["甲"], ["乙"]], heights=60)
    image = Image(io.BytesIO(qr_png("沙院村公示〔2025〕7号")))
    image.width = image.height = 60
    book.active.add_image(image, "A2")
    (page,) = typeset.png(saved(book), fonts=fonts)
    seen = Pillow.open(io.BytesIO(page)).convert("L")
    top, left = (72 + 60) / 72 * 150, 0.75 * 150  # margins of 1 and 0.75 inches, a row of 60 points
    inside = seen.crop((round(left) + 8, round(top) + 8, round(left) + 85, round(top) + 85))
    assert sum(inside.histogram()[:100]) > 0.3 * inside.width * inside.height


def test_markup_in_a_name_is_printed_not_obeyed(village, fonts, pages, tmp_path):
    content = village.monthly(count=1)
    content["lines"][0]["head"] = '#panic()*[$x$ \\ "'
    workbook = notice.monthly_paper(content, CODE).xlsx()
    assert '#panic()*[$x$\\"' in pages.texts_of(typeset.pdf(workbook, fonts=fonts), tmp_path)[0]


def test_a_character_no_font_has_is_named_wherever_it_stands(village, fonts):
    content = village.monthly(count=1)
    content["lines"][0]["head"] = "王\U000f1234"
    assert typeset.missing(notice.monthly_paper(content, CODE).xlsx(), fonts) == "\U000f1234"
    book = book_of([["村"]])
    book.active.oddFooter.left.text = "页脚\U000f1235"
    assert typeset.missing(saved(book), fonts) == "\U000f1235"


def test_what_a_village_changes_in_its_workbook_reaches_pdf_and_picture(village, fonts, pages, tmp_path):
    own = tmp_path / "模板"
    own.mkdir()
    shipped = Path(__file__).resolve().parents[4] / "templates" / "作废公告.xlsx"
    book = openpyxl.load_workbook(shipped)
    book.active["A1"] = "本村自己的版式"
    book.save(own / "作废公告.xlsx")
    workbook = notice.void_paper(village.void(), CODE, own_templates=own).xlsx()
    (text,) = pages.texts_of(typeset.pdf(workbook, fonts=fonts), tmp_path)
    assert "本村自己的版式" in text and "整列错位" in text


def test_the_rules_for_the_wall_and_the_registers_are_set_too(fonts, pages, tmp_path):
    assert registers.NAMES and rules.HEADERS
    workbook = rules.rulebook_xlsx([])
    assert pages.walk(workbook, pages.texts_of(typeset.pdf(workbook, fonts=fonts), tmp_path)) == [(0, 0, 2)]
