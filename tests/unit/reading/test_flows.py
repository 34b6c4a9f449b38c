"""Kinds of matters as a village writes them: added, replaced, or refused at the line that is wrong."""

from pathlib import Path

import pytest

from jifen.domain.life.flows import Deadline
from jifen.errors import JifenError
from jifen.messages.refusals import sentence
from jifen.reading.words.flows import NAME, load_flows

ROAD = """# 我们村的
[road]
"名称" = "村道报修"
"步骤" = [
  { "编号" = "look", "名称" = "查看", "谁办" = "网格员", "期限" = "2小时" },
  { "编号" = "mend", "名称" = "维修", "谁办" = "村委会", "期限" = "5个工作日" },
]
"""


def own(folder: Path, text: str) -> Path:
    (folder / NAME).write_text(text, encoding="utf-8-sig")
    return folder


def test_seven_kinds_are_shipped_each_with_steps_and_deadlines() -> None:
    found = load_flows()
    names = ["矛盾调解", "隐患随手拍", "微心愿", "五步议事", "说事解题", "报接转办结评", "帮扶走访"]
    assert [flow.name for flow in found.values()] == names
    assert all(len(flow.steps) >= 3 and all(step.deadline for step in flow.steps) for flow in found.values())
    assert found["visit"].household == "required" and not found["visit"].rated
    assert found["hazard"].photos == "required" and found["discuss"].household == "never"


def test_a_village_adds_a_kind_and_writes_another_anew(tmp_path: Path) -> None:
    anew = (
        '[hazard]\n"名称" = "随手拍"\n"步骤" = [{ "编号" = "do", "名称" = "处理", "谁办" = "网格员" }]\n"评价" = "否"\n'
    )
    found = load_flows(own(tmp_path, ROAD + anew))
    assert list(found)[-1] == "road" and len(found) == 8
    assert [step.deadline for step in found["road"].steps] == [Deadline(2, "hours"), Deadline(5, "workdays")]
    assert (found["hazard"].name, found["hazard"].rated, found["hazard"].steps[0].deadline) == ("随手拍", False, None)


@pytest.mark.parametrize(
    ("before", "after", "line", "reason"),
    [
        ('"期限" = "2小时"', '"期限" = "两个钟"', 5, "deadline"),
        ('"期限" = "5个工作日"', '"期线" = "5个工作日"', 6, "key-unknown"),
        ('"名称" = "村道报修"', '"名字" = "村道报修"', 3, "key-unknown"),
        ('"名称" = "村道报修"', '"名称" = "微心愿"', 3, "name-taken"),
        ('"名称" = "村道报修"\n', "", 2, "key-missing"),
        ('"编号" = "look"', '"编号" = "查看"', 5, "id"),
        ('"编号" = "mend"', '"编号" = "look"', 6, "repeated"),
        ('"名称" = "维修"', '"名称" = "查看"', 6, "repeated"),
        ('"名称" = "维修"', '"名称" = "督办"', 6, "reserved"),
        ('"名称" = "维修"', '"名称" = "mend it"', 6, "step-name"),
        ('"谁办" = "村委会", ', "", 6, "key-missing"),
        ("[road]", "[Road]", 2, "id"),
        ("# 我们村的", '"名称" = "甲"', 1, "section"),
        ("]\n", ']\n"户" = "看情况"\n', 3, "value"),
        ("\n]\n", '\n]\n"结果" = ["办好"]\n', 8, "value"),
        ("\n]\n", '\n]\n"加分" = { "邻居" = "GY01" }\n', 8, "value"),
        ("\n]\n", '\n]\n"办结期限" = 3\n', 8, "deadline"),
        ("\n]\n", '\n]\n"加分" = "YF01"\n', 8, "deeds"),
        ("\n]\n", '\n]\n"加分" = { "报告人" = 3 }\n', 8, "deeds"),
        ("\n]\n", '\n]\n"结果" = "解决"\n', 8, "list"),
    ],
)
def test_a_file_that_cannot_be_taken_is_refused_at_its_line(
    tmp_path: Path, before: str, after: str, line: int, reason: str
) -> None:
    assert before in ROAD
    with pytest.raises(JifenError) as found:
        load_flows(own(tmp_path, ROAD.replace(before, after, 1)))
    assert (found.value.code, found.value.facts["line"], found.value.facts["reason"]) == ("flow-faulty", line, reason)
    assert f"第 {line} 行" in sentence(found.value) and "办事流程.toml" in sentence(found.value)


@pytest.mark.parametrize("steps", ["", '"步骤" = []\n', '"步骤" = "查看、维修"\n'])
def test_a_kind_without_steps_is_refused(tmp_path: Path, steps: str) -> None:
    with pytest.raises(JifenError) as found:
        load_flows(own(tmp_path, '[road]\n"名称" = "村道报修"\n' + steps))
    assert found.value.facts["reason"] == "no-steps" and "没有写步骤" in sentence(found.value)


def test_what_is_no_toml_is_refused_at_its_line(tmp_path: Path) -> None:
    with pytest.raises(JifenError) as found:
        load_flows(own(tmp_path, ROAD.replace('"维修"', "“维修”")))
    assert (found.value.code, found.value.facts["line"]) == ("template-unreadable", 6)


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ('"加分" = "YF01"', '要写成 { "报告人" = "YF01" } 这样'),
        ('"结果" = "解决"', '要写成 ["解决", "未解决"] 这样'),
        ('"户" = ["可写"]', '写了“["可写"]”'),
        ('"照片" = true', "写了“true”"),
    ],
)
def test_a_refusal_shows_what_can_be_copied_and_what_was_written(tmp_path: Path, line: str, told: str) -> None:
    with pytest.raises(JifenError) as found:
        load_flows(own(tmp_path, f"{ROAD}{line}\n"))
    assert told in sentence(found.value)
