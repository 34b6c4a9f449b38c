"""Asking the person in front of the screen: one line, yes or no, one of several.

Plain lines from stdin and nothing else. A prompt library draws on the terminal: on a Chinese Windows console (GBK,
old conhost) it shows boxes and broken lines, it cannot be answered through a pipe, and it slows the desk, where
customers stand in a row. Questions go to stderr, the answer stands on the same line.
"""

import sys
from collections.abc import Sequence

from jifen.cli.output import prompt, say
from jifen.domain.visible import on_a_line


def line(question: str) -> str | None:
    """What the person types, without outer blanks; None at the end of input (Ctrl-D, Ctrl-Z)."""
    prompt(question)
    typed = sys.stdin.readline()
    if not typed.endswith("\n"):
        say("")
    return on_a_line(typed).strip() if typed else None


def ask(question: str) -> bool:
    """Yes or no at the terminal; anything but a clear yes is no."""
    typed = line(f"{question}（输入 是 或 否，回车就是否）") or ""
    return typed.lower() in ("y", "yes", "是", "好", "确认", "对")


def choose(question: str, choices: Sequence[str]) -> int | None:
    """One of several by its number, None for skipping."""
    listed(question, choices)
    return picked(line("请输入序号（直接回车：不回答，到表里改）：") or "", len(choices))


def listed(question: str, choices: Sequence[str]) -> None:
    """Choices with their numbers."""
    say(question)
    for number, choice in enumerate(choices, 1):
        say(f"  {number}. {choice}")


def picked(typed: str, count: int) -> int | None:
    """The place of what was chosen by its number (full width too); None for anything else."""
    return int(typed) - 1 if typed.isdecimal() and 1 <= int(typed) <= count else None


def choose_by_number(question: str, choices: Sequence[str]) -> int | None:
    """One of several by its number, asked again for anything else; Enter is no answer. None for `0` and the end of
    input."""
    listed(question, choices)
    while (typed := line("请输入序号（0 返回）：")) is not None and typed != "0":
        if (place := picked(typed, len(choices))) is not None:
            return place
    return None


def choose_or_first(question: str, choices: Sequence[str]) -> int | None:
    """One of several by its number, Enter for the first; None for anything else and at the end of input."""
    listed(question, choices)
    typed = line("请输入序号（直接回车：1，0 返回）：")
    return None if typed is None else 0 if typed == "" else picked(typed, len(choices))
