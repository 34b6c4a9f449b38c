"""The set-up behind `make`: what it does with an incomplete Python."""

import importlib.util
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

TOOL = Path(__file__).resolve().parents[2] / "tools" / "set_up.py"


@pytest.fixture
def set_up(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("set_up", TOOL)
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    monkeypatch.setattr(module, "VENV", tmp_path / ".venv")
    monkeypatch.setattr(module, "INSIDE", tmp_path / ".venv" / "bin" / "python")
    return module


@pytest.fixture
def commands(monkeypatch: pytest.MonkeyPatch, set_up: ModuleType) -> list[list[str]]:
    done: list[list[str]] = []

    def run(command: list[Any], **_: object) -> None:
        done.append([str(part) for part in command])

    monkeypatch.setattr(set_up.subprocess, "run", run)
    return done


def only(*modules: str) -> Callable[[str], bool]:
    return lambda name: name in modules


def test_a_python_with_neither_ensurepip_nor_pip_is_answered_with_a_sentence(
    monkeypatch: pytest.MonkeyPatch, set_up: ModuleType, commands: list[list[str]]
) -> None:
    monkeypatch.setattr(set_up, "has", only("venv"))
    with pytest.raises(SystemExit) as left:
        set_up.create()
    assert "python3-venv" in str(left.value)
    assert commands == []


def test_without_ensurepip_the_machines_own_pip_fills_the_environment(
    monkeypatch: pytest.MonkeyPatch, set_up: ModuleType, commands: list[list[str]]
) -> None:
    monkeypatch.setattr(set_up, "has", only("venv", "pip"))
    set_up.create()
    assert "--without-pip" in commands[0]
    assert commands[1][-2:] == ["install", "pip"]
    assert str(set_up.INSIDE) in commands[1]


def test_a_complete_python_makes_the_environment_by_itself(
    monkeypatch: pytest.MonkeyPatch, set_up: ModuleType, commands: list[list[str]]
) -> None:
    monkeypatch.setattr(set_up, "has", only("venv", "ensurepip", "pip"))
    set_up.create()
    assert [command[1:3] for command in commands] == [["-m", "venv"]]
    assert "--without-pip" not in commands[0]


def test_an_environment_that_is_not_there_does_not_work(set_up: ModuleType) -> None:
    assert not set_up.works()
