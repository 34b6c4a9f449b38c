"""Refusals as facts.

A refusal carries a code and the facts of the case; the sentence that a person reads is made in `cli/messages.py`.
This module holds no prose and imports nothing.
"""


class JifenError(Exception):
    """A rule or a state forbids what was asked; nothing was written (exit 3)."""

    exit_code = 3

    def __init__(self, code: str, **facts: object) -> None:
        """`code` is the stable name in JSON; `facts` are what the sentence needs."""
        super().__init__(code)
        self.code = code
        self.facts = facts

    def __str__(self) -> str:
        """The code and its facts, for logs and tests."""
        return f"{self.code} {self.facts}" if self.facts else self.code


class UsageError(JifenError):
    """An argument that cannot be understood (exit 2)."""

    exit_code = 2


class BookError(JifenError):
    """The book is missing, newer than this program, locked or damaged (exit 5)."""

    exit_code = 5
