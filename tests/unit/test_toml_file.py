"""What is wrong in a TOML file is told with its line and the line's text."""

import pytest

from jifen import toml_file
from jifen.errors import JifenError


def read(tmp_path, data):
    path = tmp_path / "文字.toml"
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return toml_file.read(path)


@pytest.mark.parametrize(
    ("text", "line", "shown"),
    [
        ("[“通用”]\n", 1, "[“通用”]"),
        ('["通用"]\n"落款一" = “沙院村”\n', 2, '"落款一" = “沙院村”'),
        ('["通用"]\n"落款一" ＝ "沙院村"\n', 2, '"落款一" ＝ "沙院村"'),
        ('["通用"]\n"落款一" = "沙院村\n"落款二" = "x"\n', 2, '"落款一" = "沙院村'),
        ('["通用"]\n"甲" = "1"\n"甲" = "2"\n', 3, '"甲" = "2"'),
        ('["通用"]\n"甲" = "1"\n["通用"]\n', 3, '["通用"]'),
        ('["通用"]\n"甲" = """1\n\n', 2, '"甲" = """1'),
        ("落款一\n", 1, "落款一"),
        ('["通用"]\n落款一 = "沙院村"\n', 2, '落款一 = "沙院村"'),
    ],
)
def test_a_fault_is_told_with_its_line_and_the_line_s_text(tmp_path, text, line, shown):
    with pytest.raises(JifenError) as refused:
        read(tmp_path, text)
    facts = refused.value.facts
    assert (facts["template"], facts["reason"], facts["line"], facts["text"]) == ("文字.toml", "toml", line, shown)


@pytest.mark.parametrize("encoding", ["gb18030", "utf-16"])
def test_a_file_saved_in_another_encoding_is_told_as_that(tmp_path, encoding):
    with pytest.raises(JifenError) as refused:
        read(tmp_path, '["通用"]\n"落款一" = "沙院村"\n'.encode(encoding))
    assert refused.value.facts["reason"] == "encoding"


def test_a_name_is_found_in_its_section_however_it_is_quoted(tmp_path):
    file = read(
        tmp_path, "\"散\" = 1\n# x\n['通用']\n '甲' = '1'\n[\"红榜\"]\n'甲' = '2'\n[[\"红榜\".\"词组\"]]\n\"词\" = []\n"
    )
    assert [file.line_of("通用"), file.line_of("通用", "甲"), file.line_of("红榜", "甲"), file.line_of("散")] == [
        3,
        4,
        6,
        1,
    ]
    assert (file.line_of("黑榜"), file.line_of("通用", "乙")) == (0, 0)
