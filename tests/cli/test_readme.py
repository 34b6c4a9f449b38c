"""The README's session is real: every command in it, run where the README goes, says what stands there.

Check codes and heads of the chain are another book's: they hang on its random name and on the moment of each operation.
"""

import re
import shlex
import shutil
from pathlib import Path

import pytest
from cli_support import SAMPLES, Village

README = Path(__file__).resolve().parents[2] / "README.md"
BLOCKS = re.findall(r"```console\n(.*?)```", README.read_text("utf-8"), re.DOTALL)


OWN = re.compile(r"[0-9A-F]{4}(?:-[0-9A-F]{4}){3}|[0-9a-f]{4} [0-9a-f]{4} [0-9a-f]{4}")
"""What differs from book to book."""


def steps(block: str) -> list[tuple[str, str]]:
    """Commands, each with the text that must come of it."""
    found = []
    for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
        command, _, output = part.partition("\n")
        found.append((command, output.strip()))
    return found


def said(village: Village, words: list[str], demonstration: Path) -> str:
    """What a command prints; the demonstration is the one that was built for all tests, by the very words."""
    if words == ["jifen", "demo", "演示村"]:
        return (demonstration / "err").read_text("utf-8") + (demonstration / "out").read_text("utf-8")
    found = village(*words[1:])
    told, next_step, line = found.err.partition("下一步：")
    return (told + found.out + next_step + line).replace(f"{Path.cwd()}/", "")


def test_the_readme_s_session_is_what_the_program_says(
    empty: Village, demonstration: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (empty.folder / "sample_data").mkdir()
    for file in SAMPLES.iterdir():
        if file.suffix in (".xlsx", ".csv"):
            shutil.copyfile(file, empty.folder / "sample_data" / file.name)
    ran = 0
    ours: dict[str, str] = {}
    for block in BLOCKS:
        for command, expected in steps(block):
            words = [ours.get(word, word) for word in shlex.split(command)]
            if words[0] == "cd":
                monkeypatch.chdir(words[1])
            elif words[0] == "unset":
                monkeypatch.delenv(words[1])
            elif words[0] == "export":
                monkeypatch.setenv(*words[1].split("="))
            if words[0] in ("cd", "export", "unset"):
                continue
            assert words[0] == "jifen"
            given = said(empty, words, demonstration).strip()
            assert OWN.sub("…", given) == OWN.sub("…", expected), command
            ours |= dict(zip(OWN.findall(expected), OWN.findall(given), strict=True))
            ran += 1
    assert ran >= 10
    assert Path.cwd() == empty.folder
