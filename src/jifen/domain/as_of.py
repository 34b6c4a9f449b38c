"""As of when the book is asked: after which of its operations."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class AsOf:
    """The book as it stood once `operation` (an operation's id) was done; later operations do not count."""

    operation: int

    @classmethod
    def before(cls, operation: int) -> "AsOf":
        """As it stood just before an operation."""
        return cls(operation - 1)


NOW = AsOf(2**62)
"""The book as it stands."""
