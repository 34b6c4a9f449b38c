"""What may not be scored and may not hang on a wall: looked for in the rule book and in the texts of papers.

Rules are let through by a setting `allow-NAME`; a text of a paper only by a decision about that one text, which stands
in the minutes of its meeting. What is definite (numbers, the name of a minor) nobody lets through.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from jifen.domain.guards import Guards, Offence
from jifen.domain.period import Month, Period
from jifen.errors import JifenError
from jifen.services.session import OpenOperation, Session, reason_given
from jifen.store import meetings


@dataclass(frozen=True, slots=True)
class JudgedOffence:
    """An offence, and whether the village's settings let it through."""

    offence: Offence
    allowed: bool


@dataclass(frozen=True, slots=True)
class Allowing:
    """What a command lets through, and why: guards, each with a place or part of a text (none: its only text)."""

    texts: tuple[tuple[str, str], ...] = ()
    reason: str = ""

    def covers(self, offence: Offence, alone: bool) -> bool:
        """Whether this text is meant; without a part only where the guard found no other (`alone`)."""
        parts = [part for guard, part in self.texts if guard == offence.guard]
        return any(part == offence.where or part in offence.text if part else alone for part in parts)


NOTHING = Allowing()


def known_guards(session: Session) -> Guards:
    """The kept lists, the shipped ones and what the village adds."""
    from jifen.reading.words.guard_words import load_guards

    return load_guards(session.folders.templates)


def lint(session: Session, day: date) -> list[JudgedOffence]:
    """Every rule in force on `day` that a guard forbids."""
    settings = session.settings()
    offences = known_guards(session).in_rules(session.rulebooks().on(day).rules)
    return [JudgedOffence(offence, settings.on(f"allow-{offence.guard}")) for offence in offences]


def refuse_unlawful(session: Session, day: date) -> None:
    """Refuse a publication under a rule book that the guard rails forbid."""
    offences = [judged.offence for judged in lint(session, day) if not judged.allowed]
    if offences:
        raise JifenError("guard-refused", offences=offences, about="rules")


def in_texts(session: Session, texts: Mapping[str, str], facts: Mapping[str, str]) -> list[Offence]:
    """What the guards find in texts that people wrote; `facts`: those that say what somebody did."""
    guards = known_guards(session)
    return guards.in_texts(texts) + guards.in_texts(facts, facts=True)


def parted(session: Session, offences: Sequence[Offence], allowing: Allowing) -> tuple[list[Offence], list[Offence]]:
    """What refuses, and what this command lets through. What was let through before, word for word, is neither."""
    before = {(told["guard"], told["text"]) for told in _allowed_texts(session)}
    asked = [o for o in offences if o.definite or (o.guard, o.text) not in before]
    several = {(o.guard, o.text) for o in asked}
    refused: list[Offence] = []
    let_through: list[Offence] = []
    for offence in asked:
        alone = sum(guard == offence.guard for guard, _ in several) == 1
        passes = not offence.definite and allowing.covers(offence, alone)
        (let_through if passes else refused).append(offence)
    return refused, let_through


def refuse_numbers(session: Session, **texts: str) -> None:
    """Refuse what is to be kept for good and printed later, where it holds what nobody can let through."""
    known = known_guards(session)
    found = [offence for where, text in texts.items() if (offence := known.definite(where, text)) is not None]
    if found:
        raise JifenError("guard-refused", offences=found, about="texts")


def keep_allowed(
    session: Session, operation: OpenOperation, offences: Sequence[Offence], reason: str, period: Period | None = None
) -> None:
    """Keep with the operation which texts were let through and why: in the meeting that answers for the paper.

    That is the meeting of the period's last month, else the latest one. Refused: no reason, no meeting at all.
    """
    if not offences:
        return
    why = reason_given(reason)
    meeting = _meeting(session, period)
    texts = [{"guard": o.guard, "where": o.where, "text": o.text, "reason": why} for o in offences]
    value = json.dumps({"texts": texts}, ensure_ascii=False)
    meetings.add_facts(session.connection, operation.operation_id, meeting.id, [("allowance", value)])


def _meeting(session: Session, period: Period | None) -> meetings.Meeting:
    live = [meeting for meeting in meetings.all_meetings(session.connection) if meeting.status != "voided"]
    last: Month | None = period.last if period else None
    found = next((meeting for meeting in live if meeting.month == last), live[-1] if live else None)
    if found is None:
        raise JifenError("allow-without-meeting")
    return found


def _allowed_texts(session: Session) -> Iterable[Mapping[str, str]]:
    for value in meetings.facts_named(session.connection, "allowance"):
        yield from json.loads(value).get("texts", ())
