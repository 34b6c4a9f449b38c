"""Where pages end: what belongs together stays together."""

from itertools import pairwise

import pytest

from jifen.printing.engine.fitting import rows
from jifen.printing.engine.fitting.layout import Part
from jifen.printing.engine.fitting.pagination import closes, page_ends

HEAD, COLUMNS, BEFORE, BODY, MORE, AFTER, TAIL = Part


def pages(parts, room, height=10.0):
    ends = [0, *page_ends([height] * len(parts), parts, room), len(parts)]
    return [parts[a:b] for a, b in pairwise(ends)]


def test_a_sheet_that_fits_has_one_page():
    assert pages([HEAD, COLUMNS, BODY, TAIL], 40) == [[HEAD, COLUMNS, BODY, TAIL]]


def test_the_tail_takes_the_table_s_last_line_with_it():
    parts = [HEAD, COLUMNS, *[BODY] * 4, TAIL, TAIL]
    assert pages(parts, 70) == [[HEAD, COLUMNS, BODY, BODY, BODY], [BODY, TAIL, TAIL]]


def test_pages_after_the_first_lose_the_room_of_the_column_names_they_repeat():
    parts = [HEAD, COLUMNS, *[BODY] * 9]
    assert [len(page) for page in pages(parts, 50)] == [5, 4, 2]


def test_a_subtotal_stays_with_its_last_line_and_a_heading_with_its_first():
    parts = [COLUMNS, BODY, BODY, AFTER, BODY, AFTER]
    assert pages(parts, 30) == [[COLUMNS, BODY], [BODY, AFTER], [BODY, AFTER]]
    parts = [COLUMNS, BODY, BODY, BEFORE, BODY]
    assert pages(parts, 40) == [[COLUMNS, BODY, BODY], [BEFORE, BODY]]


def test_an_opening_is_never_alone_on_a_page():
    parts = [HEAD, HEAD, COLUMNS, BODY, BODY]
    assert pages(parts, 45)[0] == [HEAD, HEAD, COLUMNS, BODY]


def test_of_what_no_page_holds_as_much_of_the_end_as_one_does_stays_together():
    assert [len(page) for page in pages([HEAD] * 7, 30)] == [3, 1, 3]


def test_where_the_end_does_not_fit_column_names_keep_their_line_and_leave_room_for_themselves_on_the_next_page():
    parts = [HEAD, COLUMNS, BODY, *[TAIL] * 6]
    found = pages(parts, 60)
    assert found == [[HEAD, COLUMNS, BODY, TAIL], [TAIL] * 5]
    assert all(len(page) + (COLUMNS not in page) <= 6 for page in found)


def test_the_only_line_of_a_table_stands_with_the_opening_where_it_cannot_stand_with_both():
    parts = [HEAD, HEAD, COLUMNS, BODY, MORE, *[TAIL] * 4]
    assert pages(parts, 75) == [[HEAD, HEAD, COLUMNS, BODY, MORE], [TAIL] * 4]
    assert pages(parts, 45)[0] == [HEAD, HEAD], "a page that holds no line with the opening"


def test_an_end_closes_where_one_page_holds_column_names_last_line_and_all_that_follows():
    parts = [HEAD, COLUMNS, *[BODY] * 9, TAIL, TAIL]
    heights = [10.0] * len(parts)
    assert closes(heights, parts, 40)
    assert not closes(heights, parts, 39)
    assert closes([10.0], [HEAD], 5)


def test_a_row_that_goes_on_with_a_line_stays_with_it():
    parts = [COLUMNS, BODY, MORE, BODY, MORE, BODY]
    assert pages(parts, 40) == [[COLUMNS, BODY, MORE], [BODY, MORE, BODY]]


@pytest.mark.parametrize("room", [60, 70, 80, 90])
def test_a_line_stays_whole_even_where_no_page_holds_it_with_all_that_follows(room):
    found = pages([HEAD, COLUMNS, BODY, MORE, *[TAIL] * 6], room)
    assert [page for page in found if MORE in page] == [page for page in found if {COLUMNS, BODY} <= set(page)]


def test_rows_to_write_in_are_lower_where_that_saves_a_page_and_higher_where_one_has_room():
    parts = [HEAD, COLUMNS, *[BODY] * 18, TAIL]
    heights = [40.0, 40.0, *[24.0] * 18, 30.0]
    needs = [40.0, 40.0, *[12.0] * 18, 30.0]
    lines = range(2, 20)
    assert len(page_ends(heights, parts, 500)) == 1
    lower = rows.evened(heights, needs, lines, parts, 500)
    assert page_ends(lower, parts, 500) == [] and rows.LEAST <= lower[2] < 24 and lower[:2] == heights[:2]
    higher = rows.evened(heights, needs, lines, parts, 650)
    assert page_ends(higher, parts, 650) == [] and higher[2] > 24
    assert rows.evened(heights, needs, lines, parts, 400)[2] >= 24, "rows too low for a pen save no page"


def test_the_rows_of_a_line_stay_on_one_page_where_the_end_of_the_sheet_takes_more_than_one():
    heights = [40.0, *[30.0, 60.0] * 3, *[80.0] * 5]
    parts = [Part.COLUMNS, *[Part.BODY, Part.MORE] * 3, *[Part.TAIL] * 5]
    ends = page_ends(heights, parts, 300.0)
    assert ends and not [end for end in ends if parts[end] is Part.MORE]
