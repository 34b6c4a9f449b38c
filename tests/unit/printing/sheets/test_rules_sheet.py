import csv
import io

from jifen.domain.rulebook import Rule, RulePoints, parse_caps
from jifen.printing.sheets.rules import HEADERS, rulebook_csv, rulebook_xlsx

RULES = [
    Rule("GY03", "公益志愿", "捐款每满100元", RulePoints.parse("+1"), "100元", parse_caps("10/event,40/year")),
    Rule("YF05", "移风易俗", "超标准操办", RulePoints.parse("-3~-15"), "次", parse_caps("15/event")),
    Rule("ZF02", "遵规守法", "=提供线索", RulePoints.parse("+5"), hides_actor=True, needs_evidence=True),
]


def test_a_rule_book_comes_out_in_the_form_it_is_read_in_a_deduction_s_cap_negative():
    rows = list(csv.reader(io.StringIO(rulebook_csv(RULES).decode("utf-8-sig"))))
    assert rows[0] == list(HEADERS)
    assert rows[1] == ["GY03", "公益志愿", "捐款每满100元", "+1", "100元", "10/次，40/年", "", "", ""]
    assert rows[2][3:6] == ["-3~-15", "次", "\u3000-15/次"] and rows[3][6:8] == ["是", "是"]


def test_as_a_workbook_every_cell_is_text_and_it_prints_with_its_header_on_every_page(opened):
    data = rulebook_xlsx(RULES)
    sheet = opened(data).active
    assert sheet["A1"].value == "积分细则"
    assert [cell.value for cell in sheet[2]] == list(HEADERS)
    assert {cell.data_type for row in sheet.iter_rows() for cell in row if cell.value} == {"s"}
    assert sheet["D3"].value == "+1" and sheet["C5"].value == "=提供线索"
    assert sheet.print_title_rows == "$2:$2" and sheet.page_setup.scale == 100
    assert data == rulebook_xlsx(RULES)
