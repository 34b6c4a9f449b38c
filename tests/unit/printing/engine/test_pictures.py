"""Pictures: values of a filling, and a village's own emblem, which goes with its row."""

import io

import openpyxl
import pytest
from openpyxl.drawing.image import Image
from openpyxl.styles import Alignment

from jifen.printing.engine.filling import Filling, Group, Groups, Picture, Table
from jifen.printing.engine.qr import qr_png
from jifen.printing.engine.template import fill
from jifen.printing.papers import notice

EMBLEM = qr_png("村徽")
CODE = "3F2A-9C1D-07BE-55A0"
PICTURE = Picture(EMBLEM, 18, 18)


def with_emblem(path, place):
    """A template with a picture in a cell."""
    book = openpyxl.load_workbook(path)
    book.active.add_image(Image(io.BytesIO(EMBLEM)), place)
    book.save(path)
    return path


def pictures_of(data):
    """Cell and bytes of each picture of a workbook."""
    sheet = openpyxl.load_workbook(io.BytesIO(data)).active
    return [((image.anchor._from.row + 1, image.anchor._from.col + 1), image._data()) for image in sheet._images]


def people(count):
    return Table(("户主",), [{"户主": f"户{n}"} for n in range(count)])


@pytest.mark.parametrize(("place", "expected"), [("A1", (1, 1)), ("B4", (13, 2)), ("C6", (15, 3))])
def test_an_emblem_of_the_village_s_template_is_kept_and_goes_with_its_row(template, place, expected):
    path = with_emblem(template(["题"], ["头"], ["{人.户主}"], ["落款"], ["日期"]), place)
    filled = fill(path, Filling({}, {"人": people(10)}))
    # Ten lines in the place of one: what stood below is nine rows further down.
    assert pictures_of(filled) == [(expected, EMBLEM)]
    area = openpyxl.load_workbook(io.BytesIO(filled)).active.print_area
    assert area.endswith(f"${'ABC'[expected[1] - 1]}${max(14, expected[0])}")


def test_an_emblem_beside_a_row_that_falls_away_goes_to_the_next_one(template):
    path = with_emblem(template(["题"], ["{补录}"], ["落款"]), "A2")
    assert pictures_of(fill(path, Filling({"补录": None}))) == [((2, 1), EMBLEM)]


def test_an_emblem_above_a_repeated_group_stays_above(template):
    groups = Groups(("名",), ("户",), [Group({"名": n}, [{"户": n}]) for n in "一二三"])
    path = with_emblem(template(["{组.名}组"], ["{行.户}"], ["完"]), "A3")
    assert pictures_of(fill(path, Filling({}, groups=groups))) == [((7, 1), EMBLEM)]


def test_a_picture_stands_where_its_placeholder_is_the_whole_text_and_its_row_has_room_for_it(template):
    path = template(["编号：{编号}{码}", "{码}"])
    filled = fill(path, Filling({"编号": "7号", "码": PICTURE}))
    sheet = openpyxl.load_workbook(io.BytesIO(filled)).active
    assert (sheet["A1"].value, sheet["B1"].value) == ("编号：7号", None)
    assert pictures_of(filled) == [((1, 2), EMBLEM)]
    (image,) = sheet._images
    assert image.anchor.ext.width == image.anchor.ext.height == 18 * 36000
    assert sheet.row_dimensions[1].height >= 18 / 25.4 * 72


def test_a_picture_in_a_range_of_several_rows_makes_none_of_them_higher(template):
    path = template(["甲", "{码}"], ["乙", None], merges=("B1:B2",))
    sheet = openpyxl.load_workbook(io.BytesIO(fill(path, Filling({"码": PICTURE})))).active
    assert sheet.row_dimensions[1].height == 15 and len(sheet._images) == 1


@pytest.mark.parametrize(("across", "shift"), [("left", 0.0), ("center", 0.5), ("right", 1.0)])
def test_a_picture_stands_to_the_side_to_which_its_cell_is_aligned(template, across, shift):
    path = template(["{码}"])
    book = openpyxl.load_workbook(path)
    book.active.column_dimensions["A"].width = 40
    book.active["A1"].alignment = Alignment(horizontal=across)
    book.save(path)
    sheet = openpyxl.load_workbook(io.BytesIO(fill(path, Filling({"码": PICTURE})))).active
    spare = 40 * 5.25 - 18 / 25.4 * 72
    assert sheet._images[0].anchor._from.colOff / 12700 == pytest.approx(shift * spare, abs=2.1)


def test_nothing_to_show_makes_a_row_of_a_picture_fall_away(template):
    assert pictures_of(fill(template(["{码}"], ["完"]), Filling({"码": None}))) == []


def test_a_sheet_with_pictures_has_the_same_bytes_every_time(template):
    path = with_emblem(template(["{码}", "题"]), "B1")
    assert fill(path, Filling({"码": PICTURE})) == fill(path, Filling({"码": PICTURE}))


def test_the_code_on_a_notice_says_number_check_code_and_the_head_of_the_chain(village):
    content = village.monthly()
    code = notice.monthly_paper(content, CODE).filling.fields["二维码"]
    assert code == Picture(qr_png(f"{content['number']} {CODE}"), 18, 18)
    chained = notice.monthly_paper({**content, "chain": "0123456789ab"}, CODE).filling.fields["二维码"]
    assert chained == Picture(qr_png(f"{content['number']} {CODE} 0123456789ab"), 18, 18)
    assert notice.monthly_paper(village.monthly(published=False), None).filling.fields["二维码"] is None
