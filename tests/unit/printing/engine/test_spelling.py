"""What a template asks for must be written so that it can be filled; what is wrong is told at its cell."""

import openpyxl
import pytest

from jifen.errors import JifenError
from jifen.printing.engine import template as engine
from jifen.printing.engine.filling import Filling, Table

FILLING = Filling(
    {"户数": 3, "户主": "王", "标题": "题"}, {"人": Table(("户主", "本月合计"), [{"户主": "王建国", "本月合计": 1}])}
)


def refused(path):
    with pytest.raises(JifenError) as found:
        engine.fill(path, FILLING)
    return found.value


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("共｛户数｝户", "共{户数}户"),
        ("{户数｝", "{户数}"),
        ("｛户数}", "{户数}"),
        ("｛人.户主｝", "{人.户主}"),
        ("﹛户数﹜", "{户数}"),
    ],
)
def test_full_width_braces_are_told_with_what_to_write(template, text, written):
    error = refused(template(["{标题}"], [None, text], name="我的.xlsx"))
    assert error.code == "template-braces"
    assert error.facts == {"template": "我的.xlsx", "cell": "B2", "found": text, "written": written}


@pytest.mark.parametrize("text", ["{户数", "户数}", "{}", "{{户数}}", "{户\n数}", "{户数}{", "｛户数"])
def test_braces_left_open_empty_or_broken_are_not_printed_as_they_stand(template, text):
    error = refused(template(["{标题}"], [text]))
    assert (error.code, error.facts["cell"], error.facts["written"]) == ("template-braces", "A2", "")


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        *(("{人．户主}", "{人.户主}"), ("{人。户主}", "{人.户主}"), ("{人·户主}", "{人.户主}")),
        *(("{本月合计}", "{人.本月合计}"), ("{户主名}", "{户主}"), ("{外面的事}", "")),
    ],
)
def test_an_unknown_field_is_told_with_the_one_that_was_meant(template, text, meant):
    error = refused(template([text]))
    assert (error.code, error.facts["found"], error.facts["meant"]) == ("template-placeholder-unknown", text, meant)


@pytest.mark.parametrize("text", ["{ 户数 }", "{人. 户主}", "{　户数　}"])
def test_blanks_inside_braces_are_no_mistake(template, text):
    assert engine.fill(template([text]), FILLING)


def test_of_several_sheets_the_one_at_fault_is_named(template):
    path = template(["{标题}"])
    book = openpyxl.load_workbook(path)
    book.create_sheet("签到表")["C3"] = "｛户数｝"
    book.save(path)
    assert refused(path).facts["cell"] == "签到表!C3"
