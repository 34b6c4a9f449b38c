import re
import shutil
import subprocess

import pytest

from jifen.errors import JifenError
from jifen.printing.engine import typeset
from jifen.printing.engine.fonts import find_fonts
from jifen.printing.papers import board, minutes, notice, objection, redemption, shop, statement

CODE = "3F2A-9C1D-07BE-55A0"
FORM = {"village": "沙院村", "document": "沙院村公示〔2025〕7号", "period": "2025-07", "hotline": "0313-5551234",
        "contact": "村务监督委员会", "days": 7}  # fmt: skip


@pytest.fixture(scope="module")
def fonts():
    try:
        return find_fonts()
    except JifenError:
        pytest.skip("no Chinese font on this machine")


@pytest.fixture(scope="module")
def papers(village):
    lists = village.board()
    return {
        "monthly": notice.monthly_paper(village.monthly(), CODE),
        "draft": notice.monthly_paper(village.monthly(published=False), None, mask=True),
        "correction": notice.correction_paper(village.correction(), CODE),
        "void": notice.void_paper(village.void(), CODE),
        "red": board.board_paper(lists, CODE, "red"),
        "black": board.board_paper(lists, CODE, "black"),
        "both": board.board_paper(lists, CODE, "both"),
        "nobody": board.board_paper(village.board(red=0, black=0, current=True), CODE, "both"),
        "board-correction": board.correction_paper(village.board_correction(), CODE),
        "redemption": redemption.redemption_paper(village.redemption(), CODE),
        "minutes": minutes.minutes_paper(village.minutes()),
        "statement": statement.statement_paper(village.statement()),
        "reply": objection.reply_paper(village.reply()),
        "form": objection.form_paper(FORM),
        "catalogue": shop.catalogue_paper(village.catalogue()),
        "slip": shop.slip_paper(village.slip()),
        "donors": shop.donors_paper(village.donors()),
    }


NAMES = (
    *("monthly", "draft", "correction", "void", "red", "black", "both", "nobody", "board-correction", "redemption"),
    *("minutes", "statement", "reply", "form", "catalogue", "slip", "donors"),
)


def read_pdf(data, tmp_path):
    if shutil.which("pdftotext") is None:
        pytest.skip("pdftotext is not installed")
    path = tmp_path / "a.pdf"
    path.write_bytes(data)
    done = subprocess.run(["pdftotext", "-raw", str(path), "-"], capture_output=True, check=True)
    return done.stdout.decode()


def plain(text):
    return re.sub(r"\s", "", text)


def shown(opened, data):
    """Texts and figures of the workbook's cells, as an eye sees them."""
    for sheet in opened(data).worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.value is not None:
                    yuan = cell.number_format == "0.00" and not isinstance(cell.value, str)
                    yield plain(f"{cell.value:.2f}" if yuan else str(cell.value))


@pytest.mark.parametrize("name", NAMES)
def test_the_pdf_says_what_the_workbook_says(papers, fonts, opened, tmp_path, name):
    paper = papers[name]
    read = plain(read_pdf(typeset.pdf(paper, fonts=fonts), tmp_path))
    for text in shown(opened, paper.xlsx()):
        for part in re.split(r"[：，。　]", text):
            # a long text may be broken by the page or by its neighbour's lines: its beginning is enough
            assert part[:8] in read, (name, text)


def test_households_stand_in_the_same_order_with_the_same_code_at_the_foot_of_every_page(village, fonts, tmp_path):
    content = village.monthly()
    read = read_pdf(typeset.pdf(notice.monthly_paper(content, CODE), fonts=fonts), tmp_path)
    places = [re.search(rf"^{n} \d+ ", read, re.MULTILINE) for n in (1, 60, 120, 180)]
    assert all(places) and [p.start() for p in places] == sorted(p.start() for p in places)
    pages = read.count("第1页") and int(re.search(r"共(\d+)页", plain(read))[1])
    assert read.count(CODE) == pages + 1


def test_the_same_sheet_gives_the_same_bytes(village, fonts):
    paper = notice.correction_paper(village.correction(), CODE)
    assert typeset.pdf(paper, fonts=fonts) == typeset.pdf(paper, fonts=fonts)


def test_pictures_come_one_a_page(village, fonts):
    pages = typeset.png(notice.monthly_paper(village.monthly(), CODE), fonts=fonts)
    assert len(pages) > 3 and all(page.startswith(b"\x89PNG") for page in pages)
    assert len(typeset.png(notice.void_paper(village.void(), CODE), fonts=fonts)) == 1


def page_size(data):
    found = re.search(rb"/MediaBox\s*\[\s*0 0 ([\d.]+) ([\d.]+)", data)
    return tuple(round(float(part)) for part in found.groups())


def test_paper_and_large_letters_are_those_asked_for(village, fonts):
    red = board.board_paper(village.board(), CODE, "red")
    both = board.board_paper(village.board(), CODE, "both")
    assert page_size(typeset.pdf(red, fonts=fonts)) == (595, 842)
    assert page_size(typeset.pdf(red, fonts=fonts, size="A3")) == (842, 1191)
    assert page_size(typeset.pdf(red, fonts=fonts, large=True)) == (842, 595)
    assert page_size(typeset.pdf(both, fonts=fonts)) == (1191, 842)
    assert page_size(typeset.pdf(both, fonts=fonts, size="A4")) == (842, 595)


def test_markup_in_a_name_is_printed_not_obeyed(village, fonts, tmp_path):
    content = village.monthly(count=1)
    content["lines"][0]["head"] = "#panic()*[$x$"
    assert "#panic()*[$x$" in read_pdf(typeset.pdf(notice.monthly_paper(content, CODE), fonts=fonts), tmp_path)


def test_a_character_no_font_has_is_named(village, fonts):
    content = village.monthly(count=1)
    content["lines"][0]["head"] = "王\U000f1234"
    assert typeset.missing(notice.monthly_paper(content, CODE), fonts) == "\U000f1234"


def test_a_village_s_own_typst_template_is_used_and_a_broken_one_is_named(village, fonts, tmp_path):
    own = tmp_path / "模板"
    own.mkdir()
    (own / "作废公告.typ").write_text(
        '#import "公文.typ": *\n#show: 公文\n本村自己的版式 #值("正文二")', encoding="utf-8"
    )
    read = read_pdf(typeset.pdf(notice.void_paper(village.void(), CODE, own_templates=own), fonts=fonts), tmp_path)
    assert "本村自己的版式" in read and "整列错位" in plain(read)
    (own / "作废公告.typ").write_text("#不存在()", encoding="utf-8")
    with pytest.raises(JifenError) as refused:
        typeset.pdf(notice.void_paper(village.void(), CODE, own_templates=own), fonts=fonts)
    assert refused.value.code == "template-unreadable" and refused.value.facts["template"] == "作废公告.typ"
