"""What may not hang on a wall: looked for in the rule book and in what a document would show."""

from datetime import date

from jifen.services.session import Session


def refuse_unlawful(session: Session, day: date) -> None:
    """Refuse a publication that the guard rails forbid, unless the village's settings allow it."""
