"""The chain of operations: each bears a head, the SHA-256 over the head before it and all that it wrote.

Whoever changes a row that was written changes every head since, and with them the head that a paper on a wall bears.
What is hashed is a text that anybody can write again with any program, line by line (UTF-8):

    HEAD BEFORE, in hexadecimal
    TABLE                     for every table the operation wrote to, by name
    [OPERATION,VALUE,VALUE]   each of its rows as a JSON array, by primary key

JSON without spaces, text as it is kept, no value `null`: so a number is not its digits, nor nothing an empty text.
"""

import hashlib
import re
import unicodedata
from collections.abc import Iterable, Iterator
from itertools import islice

SHOWN = 12
"""Hexadecimal digits of a head that papers bear."""
_AT_ONCE = 1000
"""Lines hashed together: a big import needs no memory of its own."""


def beginning(village_id: str) -> str:
    """The head before the first operation: no two villages' chains begin alike."""
    return hashlib.sha256(f"jifen chain 1\n{village_id}".encode()).hexdigest()


def head(previous: str, tables: Iterable[tuple[str, Iterable[bytes]]]) -> str:
    """The head of an operation that wrote these rows (JSON arrays by key) into tables by name; a table without rows is
    left out."""
    hashed = hashlib.sha256(f"{previous}\n".encode())
    for name, rows in tables:
        pending = iter(rows)
        title = f"{name}\n".encode()
        while lines := list(islice(pending, _AT_ONCE)):
            hashed.update(title + b"\n".join(lines) + b"\n")
            title = b""
    return hashed.hexdigest()


def shown(digits: str) -> str:
    """A head's first digits in groups for reading: `3f2a 9c1d 07be`."""
    return " ".join(digits[at : at + 4] for at in range(0, SHOWN, 4))


def asked(text: str) -> str | None:
    """A head, or its beginning, as somebody typed it off a paper; None where too few digits are left, or others."""
    digits = re.sub(r"[\s\u00b7-]", "", unicodedata.normalize("NFKC", text)).lower()
    return digits if re.fullmatch(rf"[0-9a-f]{{{SHOWN},64}}", digits) else None


def first_difference(heads: Iterable[tuple[int, str]], kept: Iterator[tuple[int, str]]) -> int | None:
    """The first operation whose head kept in the book is not the one reckoned again, or that has only one of both."""
    for operation, reckoned in heads:
        if next(kept, None) != (operation, reckoned):
            return operation
    extra = next(kept, None)
    return extra[0] if extra else None
