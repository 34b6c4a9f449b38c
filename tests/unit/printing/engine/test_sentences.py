"""A village's own 文字.toml: taken as it is written, or refused with the line that is at fault."""

import pytest

from jifen.errors import JifenError
from jifen.printing.engine.checks import sentences
from jifen.printing.engine.texts import Texts
from jifen.printing.papers.required import OF_SECTION, SENTENCES
from jifen.resources import data_dir


@pytest.fixture
def check(tmp_path):
    def run(text: str | bytes):
        data = text if isinstance(text, bytes) else text.encode()
        (tmp_path / "文字.toml").write_bytes(data)
        sentences.check(tmp_path, SENTENCES, OF_SECTION)

    return run


@pytest.fixture
def refused(check):
    def run(text):
        with pytest.raises(JifenError) as found:
            check(text)
        assert found.value.facts.pop("template") == "文字.toml"
        return found.value.code, found.value.facts

    return run


def test_the_shipped_file_as_a_village_s_own_is_taken(check):
    check((data_dir("templates") / "文字.toml").read_bytes())


@pytest.mark.parametrize(
    "text",
    [
        '["积分公示"]\n"标题" = "{村名}{期间}光荣表"\n',
        "['积分公示']\n'标题' = '{村名}光荣表'\n",
        '\ufeff["积分公示"]\n"落款一" = "{村名}"\n',
        '["通用"]\n"公示期" = "自{公示期}公示。"\n',
        '["作废公告"]\n"公示期" = ""\n',
        '["红榜"]\n"评选办法" = ""\n"引言" = ""\n',
        "",
    ],
)
def test_single_lines_in_a_village_s_own_words_are_taken(check, text):
    check(text)


@pytest.mark.parametrize(
    ("text", "facts"),
    [
        ('["积分公示"]\n"题目" = "x"\n', {"line": 2, "section": "积分公示", "found": "题目", "meant": "标题"}),
        ('\n["积分公示表"]\n"标题" = "x"\n', {"line": 2, "section": "", "found": "积分公示表", "meant": "积分公示"}),
        ('# 落款\n"落款一" = "x"\n', {"line": 2, "section": "", "found": "落款一", "meant": ""}),
        (
            '["红榜"]\n"标题" = "{期间}"\n"乱写的" = "x"\n',
            {"line": 3, "section": "红榜", "found": "乱写的", "meant": ""},
        ),
    ],
)
def test_a_name_there_is_none_of_is_told_with_its_line(refused, text, facts):
    code, found = refused(text)
    assert code == "text-unknown" and found | {"meant": facts["meant"]} == facts
    if facts["meant"] == "积分公示":
        assert found["meant"] == "积分公示"


@pytest.mark.parametrize("value", ["3", "true", '["x"]', "2025-07-01"])
def test_a_value_that_is_no_text_is_told_with_its_line(refused, value):
    assert refused(f'["通用"]\n\n"落款一" = {value}\n') == ("text-not-text", {"line": 3, "key": "落款一"})


@pytest.mark.parametrize(
    ("section", "key", "text", "fields"),
    [
        ("通用", "编号行", "编号：{编号}", ["校验码"]),
        ("通用", "编号行", "校验码：{校验码}", ["编号"]),
        ("通用", "编号行", "", ["编号", "校验码"]),
        ("积分公示", "公示期", "{异议}", ["公示期"]),
        ("黑榜", "公示期", "", ["公示期"]),
        ("通用", "监督电话", "有意见请打电话", ["电话"]),
        ("通用", "落款日期", "年　月　日", ["公布日期"]),
        ("通用", "落款一", "　", []),
        ("积分公示", "标题", "", []),
        ("更正公示", "引言", "下列差错，现予更正。", ["原编号"]),
        ("作废公告", "正文二", "略", ["原因"]),
    ],
)
def test_a_sentence_may_not_leave_out_what_the_paper_must_say(refused, section, key, text, fields):
    code, facts = refused(f'["{section}"]\n"{key}" = "{text}"\n')
    assert (code, facts) == ("text-field-missing", {"line": 2, "section": section, "key": key, "fields": fields})


@pytest.mark.parametrize(("text", "written"), [("｛村名｝公示", "{村名}公示"), ("{村名公示", "")])
def test_braces_in_a_sentence_are_told_with_its_line(refused, text, written):
    code, facts = refused(f'["积分公示"]\n"标题" = "{text}"\n')
    assert (code, facts["cell"], facts["written"]) == ("template-braces", "第 2 行（积分公示 标题）", written)


def test_an_unknown_field_in_a_common_sentence_is_told_with_its_line(tmp_path):
    (tmp_path / "文字.toml").write_text('["通用"]\n\n"落款一" = "{村}"\n', encoding="utf-8")
    with pytest.raises(JifenError) as found:
        Texts("积分公示", {"村名": "沙院村"}, tmp_path)("落款一")
    assert found.value.facts["cell"] == "第 3 行（通用 落款一）" and found.value.facts["meant"] == "{村名}"
