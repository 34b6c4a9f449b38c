"""Fixtures for the command line."""

from board_support import half_year, half_year_book
from cli_support import empty, settled_book, village

__all__ = ["empty", "half_year", "half_year_book", "settled_book", "village"]
