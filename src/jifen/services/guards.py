"""What may not be scored and may not hang on a wall: looked for in the rule book and in what a document would show.

Refused by default; each guard has a setting `allow-NAME` that lets it through.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from jifen.domain.guards import Guards, Offence
from jifen.errors import JifenError
from jifen.printing.papers.kinds import free_texts
from jifen.services.session import Session


@dataclass(frozen=True, slots=True)
class JudgedOffence:
    """An offence, and whether the village's settings let it through."""

    offence: Offence
    allowed: bool


def known_guards(session: Session) -> Guards:
    """The kept lists, the shipped ones and what the village adds."""
    from jifen.reading.words.guard_words import load_guards

    return load_guards(session.folders.templates)


def lint(session: Session, day: date) -> list[JudgedOffence]:
    """Every rule in force on `day` that a guard forbids."""
    return _judged(session, known_guards(session).in_rules(session.rulebooks().on(day).rules))


def _judged(session: Session, offences: Iterable[Offence]) -> list[JudgedOffence]:
    settings = session.settings()
    return [JudgedOffence(offence, settings.on(f"allow-{offence.guard}")) for offence in offences]


def refuse_unlawful(session: Session, day: date) -> None:
    """Refuse a publication under a rule book that the guard rails forbid."""
    _refuse(lint(session, day))


def refuse_content(session: Session, content: Mapping[str, Any]) -> None:
    """Refuse a document whose free texts the guard rails forbid: reasons, facts, whom to turn to."""
    guards = known_guards(session)
    texts, facts = free_texts(content)
    _refuse(_judged(session, guards.in_texts(texts) + guards.in_texts(facts, facts=True)))


def refuse_facts(session: Session, facts: Mapping[str, str]) -> None:
    """Refuse texts that say what somebody did, by household, as those of a black line are refused."""
    _refuse(_judged(session, known_guards(session).in_texts(facts, facts=True)))


def _refuse(found: Iterable[JudgedOffence]) -> None:
    offences = [f.offence for f in found if not f.allowed]
    if offences:
        raise JifenError("guard-refused", offences=offences)
