"""Fixtures for the command line."""

from board_support import half_year, half_year_book
from cli_support import empty, settled_book, village
from life_support import stages
from shop_support import market, shop, stocked_book

__all__ = [
    "empty",
    "half_year",
    "half_year_book",
    "market",
    "settled_book",
    "shop",
    "stages",
    "stocked_book",
    "village",
]
