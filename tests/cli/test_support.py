"""What the tests stand on: a step remembered for one state is not taken for another's."""

from pathlib import Path

import pytest
from cli_support import Village, remembered


def test_a_remembered_step_is_laid_down_for_the_same_state_and_taken_anew_for_another(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    taken: list[str] = []

    @remembered
    def step(village: Village, word: str) -> dict[str, str]:
        taken.append(word)
        (village.folder / "有.txt").write_text(word, encoding="utf-8")
        village.today("2025-02-01")
        return {"path": str(village.folder / "有.txt")}

    def after(name: str, word: str, setting: str = "", day: str = "2025-01-01") -> str:
        folder = tmp_path / name
        folder.mkdir()
        (folder / "设置.txt").write_text(setting, encoding="utf-8")
        village = Village(folder, capsys, monkeypatch)
        village.today(day)
        assert step(village, word) == {"path": str(folder / "有.txt")}
        return (folder / "有.txt").read_text(encoding="utf-8")

    assert [after("一", "甲"), after("二", "甲")] == ["甲", "甲"]
    assert taken == ["甲"]
    assert after("三", "乙") == "乙"
    after("四", "甲", setting="别的")
    after("五", "甲", day="2025-01-02")
    assert taken == ["甲", "乙", "甲", "甲"]
