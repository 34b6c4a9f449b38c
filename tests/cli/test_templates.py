"""The village's own templates: checked before anything is numbered, told by name, exported to copy from."""

import shutil
from pathlib import Path

import openpyxl
import pytest
from cli_support import Village, remembered
from sheet_support import wide

from jifen.errors import JifenError
from jifen.messages.refusals import sentence
from jifen.printing.engine import template as engine
from jifen.resources import data_dir

ROWS = [("01-01", 5, None), ("01-02", 3, -1)]
PUBLISH = ("meeting", "publish", "2025-07", "--yes")


@remembered
def july(village: Village) -> None:
    path = wide(village.folder / "七月.xlsx", {"2025年7月": ROWS}, held="2025-07-20")
    village("meeting", "import", path, "--yes")


@pytest.fixture
def own(village: Village) -> Path:
    """A recorded month, and a folder for templates."""
    july(village)
    folder = village.folder / "模板"
    folder.mkdir()
    return folder


def changed(own: Path, name: str, cell: str, value: str | None) -> None:
    shutil.copy(data_dir("templates") / name, own)
    book = openpyxl.load_workbook(own / name)
    book.worksheets[0][cell] = value
    book.save(own / name)


def refused(village: Village, *arguments: str) -> tuple[str, str]:
    """Code and sentence; nothing was numbered, nothing written."""
    before = village.files()
    error = village.json(*arguments, code=3)["error"]
    assert village.sql("SELECT count(*) FROM document") == [(0,)]
    assert village.files() == before
    return error["code"], error["message"]


def test_a_notice_without_its_households_is_not_numbered(village: Village, own: Path) -> None:
    changed(own, "积分公示表.xlsx", "C8", None)
    code, told = refused(village, *PUBLISH)
    assert code == "template-field-missing"
    assert "“积分公示表.xlsx”缺 {行.户主}" in told and "没有编号" in told and "templates export" in told
    assert refused(village, "meeting", "notice", "2025-07")[0] == "template-field-missing"  # a draft, too


def test_full_width_braces_are_told_before_anything_is_numbered(village: Village, own: Path) -> None:
    changed(own, "积分公示表.xlsx", "C8", "｛行.户主｝")
    assert refused(village, *PUBLISH) == (
        "template-braces",
        "模板“积分公示表.xlsx”的 C8 用了全角花括号：｛行.户主｝。请改成英文的：{行.户主}。",
    )


@pytest.mark.parametrize(
    ("text", "code", "told"),
    [
        ('["通用"]\n"编号行" = "编号：{编号}"\n', "text-field-missing", "第 2 行（通用 编号行）少了 {校验码}"),
        (
            '["积分公示"]\n"题目" = "x"\n',
            "text-unknown",
            "第 2 行的“积分公示”里没有“题目”这一句，写了也印不出来。要写的是不是“标题”",
        ),
        (
            '["通用"]\n"落款一" = “x”\n',
            "template-unreadable",
            '“文字.toml”第 2 行写得不对："落款一" = “x”。引号、等号要用英文的',
        ),
        ('["通用"]\n"落款一" = 3\n', "text-not-text", "第 2 行的“落款一”要写成加引号的句子"),
        (
            '["积分公示"]\n"标题" = "{村}公示"\n',
            "template-placeholder-unknown",
            "第 2 行（积分公示 标题） 写了不认识的 {村}。要写的是不是 {村名}？",
        ),
    ],
)
def test_a_village_s_own_sentences_are_told_with_their_line(
    village: Village, own: Path, text: str, code: str, told: str
) -> None:
    (own / "文字.toml").write_text(text, encoding="utf-8")
    found, message = refused(village, *PUBLISH)
    assert found == code and told in message and "xlsx" not in message


def test_a_list_of_words_with_a_fault_is_named_and_never_called_a_workbook(village: Village, own: Path) -> None:
    (own / "把关词表.toml").write_text('["personal-data"]\n"式样" = [“1”]\n', encoding="utf-8")
    code, told = refused(village, *PUBLISH)
    assert code == "template-unreadable" and "“把关词表.toml”第 2 行" in told and "xlsx" not in told
    (own / "把关词表.toml").write_text('["personal-date"]\n', encoding="utf-8")
    code, told = refused(village, *PUBLISH)
    assert code == "text-unknown" and "是不是“personal-data”" in told


def test_an_old_workbook_under_the_paper_s_name_is_told_with_how_to_save_it(village: Village, own: Path) -> None:
    (own / "积分公示表.xls").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
    code, told = refused(village, *PUBLISH)
    assert code == "template-other-format" and "“积分公示表.xls”" in told and "另存为" in told
    (own / "积分公示表.xls").rename(own / "积分公示表.xlsx")
    code, told = refused(village, *PUBLISH)
    assert code == "template-unreadable" and "旧格式" in told


def test_files_beside_the_templates_that_are_not_used_are_named(village: Village, own: Path) -> None:
    for name in (
        "积分公示.xlsx",
        "积分公示表 (1).xlsx",
        "红榜.xls",
        "积分公示表.typ2",
        "~$积分公示表.xlsx",
        "小标宋.ttf",
        "说明.docx",
    ):
        (own / name).write_bytes(b"x")
    (own / "模板").mkdir()
    (own / "模板" / "红榜.xlsx").write_bytes(b"x")
    told = village(*PUBLISH).err
    assert [line.split("”没有用上")[0].rpartition("“")[2] for line in told.splitlines() if "没有用上" in line] == [
        *("模板", "积分公示.xlsx", "积分公示表 (1).xlsx", "积分公示表.typ2", "红榜.xls", "说明.docx"),
    ]
    assert told.count("名字要写成“积分公示表.xlsx”") == 3
    assert "直接放进“模板”文件夹" in told and "没有这个名字的模板" in told


def test_a_paper_that_lost_a_row_on_the_way_is_not_numbered(
    village: Village, own: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    plan = engine.plan
    monkeypatch.setattr(engine, "plan", lambda texts, filling: list(plan(texts, filling))[:-12])
    code, told = refused(village, *PUBLISH)
    assert code == "paper-differs" and "印出来的表上没有" in told and "没有编号" in told
    monkeypatch.undo()
    assert village.sql("SELECT count(*) FROM document") == [(0,)]


@pytest.mark.parametrize("what", ["row", "twice", "margin", "cut", "sheet", "listed"])
def test_every_way_a_paper_may_differ_has_words(what: str) -> None:
    told = sentence(JifenError("paper-differs", template="红榜.xlsx", what=what, cell="A8", row="王建国"))
    assert told.endswith("没有编号，什么也没有写入。") and "红榜.xlsx" in told


def test_the_templates_are_exported_to_copy_from(village: Village) -> None:
    july(village)
    found = village.json("templates", "export")
    folder = village.folder / "导出" / "模板"
    shipped = {path.name for path in data_dir("templates").iterdir() if path.suffix != ".csv"}
    assert {Path(path).name for path in found["paths"]} == shipped == {path.name for path in folder.iterdir()}
    assert all((folder / name).read_bytes() == (data_dir("templates") / name).read_bytes() for name in shipped)
    assert village("meeting", "publish", "2025-07", "--yes").err.count("没有用上") == 0


def test_an_export_overwrites_nothing_that_was_changed_unless_forced(village: Village, tmp_path: Path) -> None:
    place = tmp_path / "别处" / "模板"
    village("templates", "export", str(place), "--dry-run")
    assert not place.exists()
    village("templates", "export", str(place))
    village("templates", "export", str(place))  # the same again is no loss
    (place / "红榜.xlsx").write_bytes(b"changed")
    (place / "黑榜.xlsx").unlink()
    error = village.json("templates", "export", str(place), code=3)["error"]
    assert error["code"] == "file-exists" and "红榜.xlsx" in error["message"] and not (place / "黑榜.xlsx").exists()
    village("templates", "export", str(place), "--force")
    assert (place / "红榜.xlsx").read_bytes() != b"changed" and (place / "黑榜.xlsx").exists()


def test_an_exported_template_put_into_the_folder_prints_as_before(village: Village, own: Path) -> None:
    village("meeting", "notice", "2025-07", "-o", "前.xlsx")
    village("templates", "export", str(own), "--force")
    assert "没有用上" not in village("meeting", "notice", "2025-07", "-o", "后.xlsx").err
    assert (village.folder / "前.xlsx").read_bytes() == (village.folder / "后.xlsx").read_bytes()


@pytest.mark.parametrize(
    ("name", "kinds", "unknown"),
    [
        ("办事流程.toml", ("matter", "kinds"), ("matter", "open", "红白事报备", "--text", "办喜事")),
        ("荣誉.toml", ("honour", "kinds"), ("honour", "draft", "2025", "孝心之星")),
    ],
)
def test_a_list_saved_with_txt_behind_its_name_is_said_not_to_be_read_and_how_to_call_it(
    village: Village, own: Path, name: str, kinds: tuple[str, ...], unknown: tuple[str, ...]
) -> None:
    assert name not in village(*kinds).err
    (own / f"{name}.txt").write_text("", encoding="utf-8")
    for told in (village(*kinds).err, village.json(*unknown, code=3)["error"]["message"]):
        assert f"“{name}.txt”没有" in told and f"名字要写成“{name}”" in told and "所有文件" in told


def test_nothing_is_published_past_sentences_saved_with_txt_behind_their_name(village: Village, own: Path) -> None:
    (own / "文字.toml.txt").write_text("", encoding="utf-8")
    told = village(*PUBLISH, code=3).err
    assert "“文字.toml.txt”没有读" in told and "名字要写成“文字.toml”" in told and "所有文件" in told
