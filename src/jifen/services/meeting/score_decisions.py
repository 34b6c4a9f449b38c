"""A household's score of a period set by a decision of the meeting: taken down to nothing or a named value, and brought
up again by repair.

The difference is an entry like others; no value of a rule, no cap and no ceiling bounds it. In a month that was
published it goes out with a correction notice of its own.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from decimal import Decimal

from jifen.domain.documents.published import CorrectionLine
from jifen.domain.household import Household
from jifen.domain.ledger import Decided, Entry, ScoreDecision
from jifen.domain.period import Month, Period
from jifen.domain.points import ZERO, show, total
from jifen.domain.scheme.scheme import Scheme
from jifen.errors import JifenError, UsageError
from jifen.services.guards import refuse_numbers
from jifen.services.ledger.accounts import find_entry
from jifen.services.ledger.posting import Posting, drafted
from jifen.services.ledger.scoring import Scoring
from jifen.services.meeting.corrections import issue_correction, told_in_public
from jifen.services.publication.gate import Issued
from jifen.services.publication.request import AS_IT_IS, PaperRequest
from jifen.services.roster.finding import find_household
from jifen.services.roster.households import household_on
from jifen.services.session import OpenOperation, Session, reason_given
from jifen.store import entries, meetings
from jifen.store.meetings import Meeting


@dataclass(frozen=True, slots=True)
class Ruling:
    """What the meeting ruled: by which document and why; `to`: the score that is set; under which rule or category the
    difference is posted."""

    document: str
    reason: str
    to: Decimal | None = None
    rule: str | None = None
    category: str | None = None


@dataclass(frozen=True, slots=True)
class ScorePreview:
    """A score before and after, the entry that does it, and what its correction notice says, if there is to be one."""

    kind: Decided
    who: Household
    covers: Period
    before: Decimal
    after: Decimal
    grades: tuple[str | None, str | None]
    posting: Posting
    evidence: str
    lines: tuple[CorrectionLine, ...] = ()


@dataclass(frozen=True, slots=True)
class ScoreSet:
    """What was done: the entry, the score before and after, the correction notice where the month was published."""

    entry: Entry
    before: Decimal
    after: Decimal
    issued: Issued | None = None


@dataclass(frozen=True, slots=True)
class _Standing:
    """A household's score of a meeting's period as it stands, with the decisions about it."""

    who: Household
    meeting: Meeting
    scoring: Scoring
    score: Decimal
    decided: tuple[ScoreDecision, ...]

    @property
    def scheme(self) -> Scheme:
        """By which it is reckoned."""
        return self.scoring.scheme

    def up_to(self, score: Decimal) -> Decimal:
        """The points that are wanting, or too many, for a score; refused where the scheme knows no such score."""
        low, high = self.scheme.floor, self.scheme.ceiling
        if (low is not None and score < low) or (high is not None and score > high):
            bounds = {"low": None if low is None else show(low), "high": None if high is None else show(high)}
            raise JifenError("score-out-of-bounds", score=show(score), **bounds)
        return score - self.scoring.start(self.who.code) - self.scoring.points(self.who.code)

    @property
    def about(self) -> dict[str, str]:
        """What every refusal names."""
        named = {"household": self.who.code, "head": self.who.head}
        return {**named, "period": str(self.meeting.covers), "score": show(self.score)}


def clear(session: Session, household: str, month: Month, ruling: Ruling, request: PaperRequest = AS_IT_IS) -> ScoreSet:
    """Take a household's score of the month's period down: to nothing, to the scheme's least, or to `ruling.to`.

    Refused: it is no higher, the rule awards, the scheme knows no such score.
    """
    return _set(session, "cleared", household, month, ruling, request, _cleared)


def repair(
    session: Session, household: str, month: Month, ruling: Ruling, request: PaperRequest = AS_IT_IS
) -> ScoreSet:
    """Bring it up again: by what clearings of the period took, or to `ruling.to`.

    Refused: nothing was taken that is not given back yet; it is no lower.
    """
    return _set(session, "repaired", household, month, ruling, request, _repaired)


def _cleared(standing: _Standing, ruling: Ruling) -> Posting:
    to = max(ZERO, standing.scheme.floor or ZERO) if ruling.to is None else ruling.to
    if standing.score <= to:
        raise JifenError("score-not-above", to=show(to), **standing.about)
    return Posting(standing.up_to(to), ruling.rule, ruling.category)


def _repaired(standing: _Standing, ruling: Ruling) -> Posting:
    last = next((each for each in reversed(standing.decided) if each.kind == "cleared"), None)
    rule, category = ruling.rule, ruling.category
    if rule is None and category is None and last is not None:
        rule, category = last.rule, None if last.rule else last.category
    if ruling.to is not None:
        if standing.score >= ruling.to:
            raise JifenError("score-not-below", to=show(ruling.to), **standing.about)
        return Posting(standing.up_to(ruling.to), rule, category)
    taken = -total(each.points for each in standing.decided)
    if taken <= ZERO:
        raise JifenError("score-not-cleared", **standing.about)
    return Posting(taken, rule, category)


_COMMANDS: dict[Decided, str] = {"cleared": "points clear", "repaired": "points repair"}


def _set(
    session: Session,
    kind: Decided,
    household: str,
    month: Month,
    ruling: Ruling,
    request: PaperRequest,
    posting_of: Callable[[_Standing, Ruling], Posting],
) -> ScoreSet:
    document, why = _given(session, ruling)
    told = {"household": household, "month": str(month), "document": document, "reason": why}
    with session.change(_COMMANDS[kind], **told) as operation:
        standing = _standing(session, household, month)
        posting = posting_of(standing, ruling)
        entry_id = _posted(session, operation, standing, kind, posting, f"{document}\uff1a{why}")
        after = _standing(session, standing.who.code, standing.meeting.month)
        decision = ScoreDecision(
            entry_id, standing.meeting.id, standing.who.code, kind, after.score, evidence=document, reason=why
        )
        entries.add_decision(session.connection, operation.operation_id, decision)
        public = standing.meeting.status != "recorded"
        content = told_in_public(session, operation, standing.meeting, standing.who) if public else None
        session.confirm(_preview(kind, standing, after, posting, document, content["lines"] if content else ()))
        issued = issue_correction(session, operation, standing.meeting, content, request) if content else None
        entry = replace(find_entry(session, entry_id), head=standing.who.head)
    return ScoreSet(entry, standing.score, after.score, issued)


def _given(session: Session, ruling: Ruling) -> tuple[str, str]:
    """The document and the reason, which are kept for good and may be printed."""
    document, why = ruling.document.strip(), reason_given(ruling.reason)
    if not document:
        raise UsageError("text-missing", option="--document")
    refuse_numbers(session, document=document, reason=why)
    return document, why


def _standing(session: Session, household: str, month: Month) -> _Standing:
    connection = session.connection
    meeting = _meeting_about(session, month)
    who = find_household(session, household, meeting.held_on or meeting.month.last)
    scoring = Scoring(session, meeting.covers)
    score = scoring.score(who.code)
    if score is None:
        raise JifenError("score-not-rated", household=who.code, head=who.head, period=str(meeting.covers))
    return _Standing(who, meeting, scoring, score, tuple(entries.decisions(connection, meeting.id).get(who.code, [])))


def _meeting_about(session: Session, month: Month) -> Meeting:
    """The meeting of the period that holds a month; refused where it was not recorded."""
    last = session.rulebooks().covering(month).last
    found = (meetings.live(session.connection, each) for each in (month, last))
    meeting = next((each for each in found if each is not None and month in each.covers), None)
    if meeting is None:
        raise JifenError("month-not-recorded", month=str(month))
    return meeting


def _posted(
    session: Session, operation: OpenOperation, standing: _Standing, kind: Decided, posting: Posting, reason: str
) -> int:
    new, rule = drafted(session, standing.meeting, standing.who, posting, reason)
    if new.category in standing.scheme.unscored:
        raise JifenError("score-beside", category=new.category, **standing.about)
    if kind == "cleared" and rule is not None and rule.points.positive:
        raise JifenError("sign-unclear", rule=rule.code, value=str(rule.points), points=show(posting.points))
    return entries.add_one(session.connection, operation.operation_id, new)


def _preview(
    kind: Decided, old: _Standing, new: _Standing, posting: Posting, document: str, lines: Iterable[CorrectionLine]
) -> ScorePreview:
    grades = old.scheme.grade(old.score), new.scheme.grade(new.score)
    covers = old.meeting.covers
    return ScorePreview(kind, old.who, covers, old.score, new.score, grades, posting, document, tuple(lines))


@dataclass(frozen=True, slots=True)
class StaleScore:
    """A household whose score is no longer the one that was set: the last decision about it, and the score now."""

    decision: ScoreDecision
    head: str
    now: Decimal


def refuse_stale(session: Session, meeting: Meeting) -> None:
    """Refuse to publish a score other than the one the meeting set; what was wholly given back sets nothing."""
    known, found = entries.decisions(session.connection, meeting.id), []
    scoring = Scoring(session, meeting.covers) if known else None
    for code, decided in known.items():
        now = scoring.score(code) if scoring else None
        if now is not None and total(each.points for each in decided) and now != decided[-1].score:
            who = household_on(session, code, meeting.month.last)
            found.append(StaleScore(decided[-1], who.head if who else "", now))
    if found:
        raise JifenError("score-decided-stale", month=str(meeting.month), scores=found)
