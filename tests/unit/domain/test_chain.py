"""A head says what was written, in which table, after what."""

import hashlib

import pytest

from jifen.domain import chain


def test_a_head_is_the_digest_of_the_text_that_anybody_can_write_again() -> None:
    text = 'before\nentry\n[7,1,"01-01"]\n[7,2,null]\nmeeting\n[7,1,"2025-07"]\n'
    tables = [("entry", [b'[7,1,"01-01"]', b"[7,2,null]"]), ("goods", []), ("meeting", [b'[7,1,"2025-07"]'])]
    assert chain.head("before", tables) == hashlib.sha256(text.encode()).hexdigest()


def test_many_rows_give_the_head_they_would_give_at_once() -> None:
    rows = [f"[{number}]".encode() for number in range(2501)]
    text = "x\nentry\n" + "".join(f"[{number}]\n" for number in range(2501))
    assert chain.head("x", [("entry", iter(rows))]) == hashlib.sha256(text.encode()).hexdigest()


def test_no_two_villages_begin_alike() -> None:
    assert chain.beginning("a") != chain.beginning("b")


@pytest.mark.parametrize(
    ("typed", "digits"),
    [
        ("3f2a 9c1d 07be", "3f2a9c1d07be"),
        ("３Ｆ２Ａ－9C1D－07BE", "3f2a9c1d07be"),
        ("3f2a9c1d07", None),
        ("3f2a 9c1d 07bg", None),
        ("f" * 64, "f" * 64),
        ("f" * 65, None),
        ("3f2a9c1d07b*", None),
    ],
)
def test_a_head_is_understood_as_it_is_typed_off_a_paper(typed: str, digits: str | None) -> None:
    assert chain.asked(typed) == digits


def test_a_head_is_shown_in_groups() -> None:
    assert chain.shown("3f2a9c1d07be" + "0" * 52) == "3f2a 9c1d 07be"


@pytest.mark.parametrize(
    ("reckoned", "kept", "first"),
    [
        ([(1, "a"), (2, "b")], [(1, "a"), (2, "b")], None),
        ([(1, "a"), (2, "c")], [(1, "a"), (2, "b")], 2),
        ([(1, "a"), (2, "b")], [(1, "a")], 2),
        ([(1, "a")], [(1, "a"), (2, "b")], 2),
        ([(2, "b")], [(1, "a"), (2, "b")], 2),
    ],
)
def test_the_first_operation_that_differs_is_named(
    reckoned: list[tuple[int, str]], kept: list[tuple[int, str]], first: int | None
) -> None:
    assert chain.first_difference(reckoned, iter(kept)) == first
