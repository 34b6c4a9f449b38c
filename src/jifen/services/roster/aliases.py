"""Remembered answers: which household a name means, which category a header means."""

from collections.abc import Iterable

from jifen.errors import JifenError
from jifen.services.session import Session
from jifen.store import households
from jifen.store.households import Alias


def list_aliases(session: Session) -> list[Alias]:
    """Answers in force, oldest first."""
    return households.aliases(session.connection)


def keep_answers(session: Session, answers: Iterable[tuple[str, str, str]]) -> None:
    """Remember answers, each (kind, key, target), though what they were given for came to nothing."""
    with session.change("alias add") as change:
        for kind, key, target in answers:
            households.add_alias(session.connection, change.operation_id, kind, key, target)


def remove_alias(session: Session, alias_id: int) -> Alias:
    """Forget an answer; the question is asked again next time."""
    with session.change("alias remove", alias=alias_id) as change:
        known = {alias.id: alias for alias in list_aliases(session)}
        if alias_id not in known:
            raise JifenError("alias-unknown", id=alias_id)
        households.remove_alias(session.connection, change.operation_id, alias_id)
        return known[alias_id]
