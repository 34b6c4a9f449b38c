"""Check codes: what was published can be proved."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jifen.domain.documents.published import canonical, check_code

# Characters of every kind that JSON treats differently; all of Unicode costs two seconds for a table of it.
TEXT = st.text(st.sampled_from('aZ09 王"\\/<>&\n\t\x00\x1f\x7f\u2028é𠀀'), max_size=5)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-1000, 1000) | TEXT,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXT, inner, max_size=3),
    max_leaves=8,
)
CONTENT = st.dictionaries(TEXT, JSON, max_size=4)


@settings(derandomize=True, max_examples=100)
@given(CONTENT)
def test_a_content_has_one_text_and_one_code_however_it_was_kept(content: dict[str, object]) -> None:
    again = json.loads(canonical(content))
    assert canonical(again) == canonical(content)
    assert check_code(dict(reversed(list(again.items())))) == check_code(content)


def test_a_code_is_the_first_sixty_four_bits_in_fours() -> None:
    assert check_code({}) == "4413-6FA3-55B3-678A"


@pytest.mark.parametrize(
    "changed", [{"points": "2.0"}, {"points": 2}, {"points": "2", "more": None}, {"Points": "2"}, {}]
)
def test_whatever_is_changed_changes_the_code(changed: dict[str, object]) -> None:
    assert check_code(changed) != check_code({"points": "2"})


def test_what_json_cannot_hold_is_refused() -> None:
    with pytest.raises(ValueError, match="JSON"):
        canonical({"points": float("nan")})
