"""Examples of our blank forms are known by their text alone."""

import pytest

from jifen.blank_forms import BlankForm, blank_forms
from jifen.reading.forms.examples import bears_mark, is_example


@pytest.mark.parametrize("form", blank_forms(), ids=lambda form: form.name)
def test_every_example_bears_the_mark_and_is_known_again(form: BlankForm) -> None:
    assert len(form.examples) == 2
    for example in form.examples:
        texts = [str(value) for value in example]
        assert sum(map(bears_mark, texts)) == 1
        assert is_example(texts)
        assert not is_example([*texts, "另外写的"])


def test_an_example_is_known_again_as_another_program_wrote_it() -> None:
    assert is_example(["03-02", "李四 (示例)", "12.50", ""])
    assert is_example(["０３-０２", "李四（示例）"])
    assert not is_example(["03-02", "李四（示例）", "13"])
    assert not is_example(["04-02", "李四（示例）", "12.5"])


def test_only_a_mark_at_the_end_marks() -> None:
    assert bears_mark("张三 （示例）") and bears_mark("张三(示例)")
    assert not bears_mark("示例村建设") and not bears_mark("（示例）村建设")
