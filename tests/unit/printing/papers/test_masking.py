"""Names masked wherever they stand on a paper."""

from decimal import Decimal

import pytest

from jifen.printing.engine.filling import Filling, Group, Groups, Table
from jifen.printing.engine.paper import Paper
from jifen.printing.papers.masking import masked_paper, masker

NAMES = ("王建", "王建国", "李大山", "赵")


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("帮王建国修渠", "帮王*国修渠"),
        ("王建与王建国", "王*与王*国"),
        ("王 建 国借给李大山", "王*国借给李*山"),
        ("赵村清渠", "赵村清渠"),
        ("王建国家庭农场", "王建国家庭农场"),
        ("公益志愿", "公益志愿"),
    ],
)
def test_every_name_is_masked_the_longest_first_and_known_words_stay(text: str, masked: str) -> None:
    assert masker(NAMES, ["王建国家庭农场"])(text) == masked


def test_a_text_read_out_says_no_stars() -> None:
    assert masker(NAMES, [], spoken=True)("王建国，加2分") == "王某国，加2分"


def test_no_names_mask_nothing() -> None:
    assert masker((), ["王建国"])("王建国") == "王建国"


def test_names_are_masked_in_every_part_of_a_paper_and_its_footer_says_how_little_that_is() -> None:
    filling = Filling(
        {"引言": "王建国", "页脚": "编号", "数": Decimal(2), "无": None},
        {"甲": Table(("理由",), [{"理由": "帮李大山"}])},
        Groups(("组长",), ("事",), [Group({"组长": "王建"}, [{"事": "李大山"}])]),
    )
    found = masked_paper(Paper("积分公示表", filling), masker(NAMES, [])).filling
    assert found.fields["引言"] == "王*国"
    assert (found.fields["数"], found.fields["无"]) == (Decimal(2), None)
    assert str(found.fields["页脚"]).startswith("编号")
    assert "打码" in str(found.fields["页脚"])
    assert found.tables["甲"].rows == [{"理由": "帮李*山"}]
    assert found.groups is not None
    assert found.groups.groups[0] == Group({"组长": "王*"}, [{"事": "李*山"}])
