"""Fixtures for the command line."""

from board_support import half_year, half_year_book
from cli_support import demonstration, empty, settled_book, village
from life_support import stages
from shop_support import market, shop, stocked_book

__all__ = ["demonstration", "empty", "half_year", "half_year_book", "market", "settled_book", "shop", "stages"]
__all__ += ["stocked_book", "village"]
