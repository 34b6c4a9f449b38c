import io
import os
import subprocess
import sys
import zipfile
from decimal import Decimal
from xml.etree.ElementTree import canonicalize

import openpyxl
import pytest

from jifen.errors import JifenError
from jifen.printing.engine import measure, template
from jifen.printing.engine.filling import Filling, Group, Groups, Table


def filled(template_path, filling, opened, **options):
    return opened(template.fill(template_path, filling, **options)).active


def rows_of(sheet):
    return [list(row) for row in sheet.iter_rows(values_only=True)]


PEOPLE = Table(("户主", "分"), [{"户主": "王建国", "分": Decimal("2.5")}, {"户主": "张伟", "分": Decimal(3)}])


def test_a_scalar_is_replaced_inside_its_sentence_and_alone_it_stays_a_number(template, opened):
    path = template(["共{户数}户", "{户数}"])
    assert rows_of(filled(path, Filling({"户数": 180}), opened)) == [["共180户", 180]]


def test_a_row_of_a_table_is_printed_once_a_line_and_what_follows_moves_down(template, opened):
    path = template(["户主", "分"], ["{人.户主}", "{人.分}"], ["完", None])
    sheet = filled(path, Filling({}, {"人": PEOPLE}), opened)
    assert rows_of(sheet) == [["户主", "分"], ["王建国", 2.5], ["张伟", 3], ["完", None]]


def test_a_table_without_lines_leaves_no_row(template, opened):
    path = template(["头"], ["{人.户主}"], ["完"])
    assert rows_of(filled(path, Filling({}, {"人": Table(("户主",), [])}), opened)) == [["头"], ["完"]]


def test_group_rows_stand_before_and_after_the_lines_of_each_group(template, opened):
    groups = [Group({"名": n}, [{"户": f"{n}{i}"} for i in range(2)]) for n in ("一", "二")]
    filling = Filling({}, groups=Groups(("名",), ("户",), groups))
    path = template(["{组.名}组"], ["{行.户}"], ["{组.名}小计"], ["合计"])
    found = [row[0] for row in rows_of(filled(path, filling, opened))]
    assert found == ["一组", "一0", "一1", "一小计", "二组", "二0", "二1", "二小计", "合计"]


def test_tables_side_by_side_run_together_and_the_shorter_ends_blank(template, opened):
    left = Table(("名",), [{"名": "甲"}, {"名": "乙"}])
    right = Table(("名",), [{"名": "丙"}])
    path = template(["{左.名}", "{右.名}"])
    sheet = filled(path, Filling({}, {"左": left, "右": right}), opened)
    assert rows_of(sheet) == [["甲", "丙"], ["乙", None]]


def test_a_row_with_nothing_to_say_falls_away_but_an_empty_text_keeps_its_row(template, opened):
    path = template(["{无}"], ["电话：{无}"], ["地点：{空}"])
    assert rows_of(filled(path, Filling({"无": None, "空": ""}), opened)) == [["地点："]]


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "#N/A", "=cmd|' /C calc'!A0"])
def test_text_that_looks_like_a_formula_stays_text(template, opened, text):
    path = template(["{甲}"])
    cell = filled(path, Filling({"甲": text}), opened)["A1"]
    assert (cell.value, cell.data_type) == (text, "s")


def test_control_characters_are_left_out_instead_of_failing(template, opened):
    path = template(["{甲}"])
    assert filled(path, Filling({"甲": "王\x0b建国"}), opened)["A1"].value == "王建国"


@pytest.mark.parametrize("text", ["{不认识}", "{人.年龄}", "{外人.名}", "共{ 户数 }户{户}"])
def test_an_unknown_placeholder_names_template_cell_and_what_was_found(template, text):
    path = template(["标题"], [None, text], name="我的.xlsx")
    with pytest.raises(JifenError) as refused:
        template_fill(path, Filling({"户数": 1}, {"人": PEOPLE}))
    assert refused.value.code == "template-placeholder-unknown"
    assert (refused.value.facts["template"], refused.value.facts["cell"]) == ("我的.xlsx", "B2")
    assert str(refused.value.facts["found"]) in text


def template_fill(path, filling):
    return template.fill(path, filling)


def test_an_unknown_placeholder_in_the_page_footer_is_named_too(template):
    path = template(["{甲}"])
    book = openpyxl.load_workbook(path)
    book.active.oddFooter.left.text = "{乙}"
    book.save(path)
    with pytest.raises(JifenError) as refused:
        template_fill(path, Filling({"甲": "x"}))
    assert (refused.value.facts["cell"], refused.value.facts["found"]) == ("页脚", "{乙}")


@pytest.mark.parametrize("part", ["all", "half", "xml"])
def test_a_file_that_is_no_workbook_is_refused_by_name(template, tmp_path, part):
    good = template(["{甲}"]).read_bytes()
    path = tmp_path / "坏.xlsx"
    path.write_bytes(b"not a workbook" if part == "all" else good[: len(good) // 2])
    if part == "xml":
        with zipfile.ZipFile(io.BytesIO(good)) as source, zipfile.ZipFile(path, "w") as target:
            for name in source.namelist():
                target.writestr(name, source.read(name)[:-9] if "sheet1" in name else source.read(name))
    with pytest.raises(JifenError) as refused:
        template_fill(path, Filling({}))
    assert refused.value.code == "template-unreadable" and refused.value.facts["template"] == "坏.xlsx"


def test_styles_heights_and_merges_of_a_row_go_with_every_copy(template, opened):
    path = template(["{人.户主}", None, "{人.分}"], merges=("A1:B1",))
    book = openpyxl.load_workbook(path)
    book.active["A1"].font = openpyxl.styles.Font(name="仿宋", size=16, bold=True)
    book.active.row_dimensions[1].height = 33
    book.save(path)
    sheet = filled(path, Filling({}, {"人": PEOPLE}), opened)
    assert [str(r) for r in sheet.merged_cells.sorted()] == ["A1:B1", "A2:B2"]
    assert sheet["A2"].font.name == "仿宋" and sheet["A2"].font.b and sheet.row_dimensions[2].height == 33


def test_a_merge_down_several_rows_moves_with_them_and_across_lines_is_refused(template, opened):
    path = template(["{人.户主}", None], ["甲", "一"], [None, "二"], merges=("A2:A3",))
    sheet = filled(path, Filling({}, {"人": PEOPLE}), opened)
    assert [str(r) for r in sheet.merged_cells.ranges] == ["A3:A4"]
    torn = template(["{人.户主}"], ["甲"], merges=("A1:A2",), name="撕.xlsx")
    with pytest.raises(JifenError) as refused:
        template_fill(torn, Filling({}, {"人": PEOPLE}))
    assert refused.value.code == "template-merge-across-lines"


def test_print_titles_follow_their_row_when_an_optional_row_above_falls_away(template, opened):
    path = template(["{无}"], ["户主"], ["{人.户主}"])
    book = openpyxl.load_workbook(path)
    book.active.print_title_rows = "2:2"
    book.save(path)
    sheet = filled(path, Filling({"无": None}, {"人": PEOPLE}), opened)
    assert sheet.print_title_rows == "$1:$1" and sheet.print_area.endswith("$A$1:$A$3")


def test_a_row_grows_where_chinese_text_wraps(template, opened):
    path = template(["{甲}"])
    book = openpyxl.load_workbook(path)
    book.active["A1"].alignment = openpyxl.styles.Alignment(wrap_text=True)
    book.active.column_dimensions["A"].width = 20
    book.active.row_dimensions[1].height = 18
    book.save(path)
    heights = [filled(path, Filling({"甲": "字" * n}), opened).row_dimensions[1].height for n in (4, 20, 60)]
    assert heights[0] < heights[1] < heights[2]
    assert heights[1] >= 2 * 11 * 1.3 and heights[2] >= 6 * 11 * 1.3


def test_an_ampersand_in_a_name_does_not_become_a_footer_code(template, opened):
    path = template(["{村名}"])
    book = openpyxl.load_workbook(path)
    book.active.oddFooter.left.text = "{村名}"
    book.save(path)
    assert filled(path, Filling({"村名": "A&P村"}), opened).oddFooter.left.text == "A&&P村"


def test_the_same_content_gives_the_same_bytes_in_another_process_and_another_hash_seed(template):
    path = template(["甲", None, "{人.户主}", "{人.分}"], ["乙", None, "丙", None], merges=("A1:B1", "A2:B2", "C2:D2"))
    script = (
        "import sys, hashlib; from pathlib import Path; from decimal import Decimal\n"
        "from jifen.printing.engine import template; from jifen.printing.engine.filling import *\n"
        "rows = [{'户主': str(n), '分': Decimal(n)} for n in range(40)]\n"
        "data = template.fill(Path(sys.argv[1]), Filling({}, {'人': Table(('户主', '分'), rows)}))\n"
        "print(hashlib.sha256(data).hexdigest())"
    )
    found = {
        subprocess.run(
            [sys.executable, "-c", script, str(path)],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2", "77")
    }
    assert len(found) == 1


def test_large_makes_letters_bigger_and_turns_an_upright_page(template, opened):
    path = template(["{甲}"])
    book = openpyxl.load_workbook(path)
    book.active["A1"].font = openpyxl.styles.Font(size=10)
    book.active.column_dimensions["A"].width = 20
    book.save(path)
    sheet = filled(path, Filling({"甲": "x"}), opened, large=True)
    assert sheet["A1"].font.sz == 13.5 and sheet.page_setup.orientation == "landscape"
    assert sheet.column_dimensions["A"].width == 27


def test_a_village_s_own_template_goes_before_the_shipped_one(tmp_path):
    own = tmp_path / "积分公示表.xlsx"
    own.write_bytes(b"")
    assert template.find("积分公示表.xlsx", tmp_path) == own
    assert template.find("更正公示.xlsx", tmp_path).parent.name == "templates"
    with pytest.raises(JifenError) as refused:
        template.find("没有.xlsx", tmp_path)
    assert refused.value.code == "template-missing"


def test_chinese_is_two_columns_wide_and_combining_marks_are_none():
    assert measure.columns("王a") == 3
    assert measure.columns("一\n二三") == 4
    assert measure.columns("e\u0301") == 1


def test_the_file_s_xml_is_canonical_so_that_another_xml_library_writes_the_same_bytes(template):
    data = template_fill(template(["{甲}", "  "]), Filling({"甲": "王 & <建国>"}))
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        for name in packed.namelist():
            if name.endswith((".xml", ".rels")) and "theme" not in name:
                head, _, body = packed.read(name).decode().partition("\n")
                assert head.startswith("<?xml") and canonicalize(body) == body
                assert packed.getinfo(name).date_time == (1980, 1, 1, 0, 0, 0)


def test_a_width_an_office_program_keeps_for_a_run_of_columns_counts_for_each_of_them(template, opened):
    path = template(["x", "{甲}", "{甲}"])
    book = openpyxl.load_workbook(path)
    sheet = book.active
    for column in "BC":
        sheet[f"{column}1"].alignment = openpyxl.styles.Alignment(wrap_text=True)
    run = sheet.column_dimensions["A"]
    run.min, run.max, run.width = 1, 3, 60
    book.save(path)
    wide = filled(path, Filling({"甲": "字" * 20}), opened)
    assert wide.row_dimensions[1].height < 2 * 11 * 1.3  # one line
    assert (wide.column_dimensions["A"].min, wide.column_dimensions["A"].max) == (1, 3)


def test_asking_what_a_sheet_says_loads_neither_the_office_library_nor_the_typesetter():
    script = (
        "import sys\n"
        "from jifen.printing.papers import board, minutes, notice, objection, redemption, shop, speech, statement\n"
        "from jifen.printing.sheets import listing, meeting, review, shop\nfrom jifen.printing.engine import typeset\n"
        "print([name for name in ('openpyxl', 'typst', 'tomllib') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


@pytest.mark.parametrize("name", ["行", "组"])
def test_no_table_is_called_as_the_rows_of_the_grouped_one(name):
    with pytest.raises(ValueError, match=name):
        Filling({}, {name: Table(("户主",), [{"户主": "王建国"}])})
