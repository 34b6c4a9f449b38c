"""Pinyin initials: for finding a household at the desk."""

import subprocess
import sys

import pytest

from jifen.reading.words.initials import matches


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("王建国", "wjg"), ("王建国", "WJ"), ("单春花", "sch"), ("解放", "xf"), ("仇英", "qy"), ("曾满仓", "zmc"),
        ("查理", "zl"), ("任红", "rh"), ("朴正", "pz"), ("翟军", "zj"), ("覃勇", "ty"), ("覃勇", "qy"),
        ("欧阳娜", "oyn"), ("尹春生", "ycs"), ("邵翠花", "sch"), ("贺占", "hz"), ("刘玥", "ly"),
    ],
)  # fmt: skip
def test_a_name_is_found_by_its_initials(name: str, typed: str) -> None:
    assert matches(name, typed)


@pytest.mark.parametrize(("name", "typed"), [("王建国", "wgj"), ("王建", "wjg"), ("单春花", "dch"), ("王建国", "")])
def test_other_letters_find_nobody(name: str, typed: str) -> None:
    assert not matches(name, typed)


def test_a_surname_is_read_by_the_list_only_where_it_is_a_surname() -> None:
    assert matches("王单", "wd")
    assert not matches("王单", "ws")


def test_the_table_is_read_only_when_somebody_types_letters() -> None:
    code = (
        "import sys, jifen.cli.commands.redeem_desk\n"
        "print('jifen.reading.words.initials' in sys.modules, 'pypinyin' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, encoding="utf-8")
    assert done.stdout.split() == ["False", "False"]
