"""Fixtures for the command line."""

from cli_support import empty, settled_book, village

__all__ = ["empty", "settled_book", "village"]
