"""Villages that count in ways of their own, from the rule book to what a household spends; figures worked by hand."""

from pathlib import Path

import pytest
from cli_support import Village, empty
from story_support import Story

__all__ = ["empty"]
FILES = sorted((Path(__file__).parent / "schemes").glob("*.toml"))


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_a_village_s_scheme_gives_the_figures_worked_by_hand(empty: Village, file: Path) -> None:
    story = Story(empty, file)
    story.begin()
    assert list(story.rules()) == story.told["rules"]
    for step in story.told["steps"]:
        story.step(step)
    assert empty.json("verify")["ok"]
