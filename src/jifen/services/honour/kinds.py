"""Which honours there are: as the village writes them down today, and as a year's drafts have them."""

from collections.abc import Iterable
from typing import Any

from jifen.domain.life.honours import HonourKind
from jifen.domain.period import Period
from jifen.errors import JifenError
from jifen.printing.engine.checks.own_folder import Stray, meant_for
from jifen.services.honour.honours import Honour
from jifen.services.session import Session
from jifen.store.life import honours


def list_kinds(session: Session) -> list[HonourKind]:
    """Every kind as it is written today. Refused: a file that is broken (with its line)."""
    return list(_load(session).kinds)


def unread(session: Session) -> tuple[Stray, ...]:
    """What lies among the village's templates, seems to be its kinds and is not read."""
    from jifen.reading.words.honour_kinds import NAME

    return meant_for(session.folders.templates, NAME)


def _load(session: Session) -> Any:
    from jifen.reading.words.honour_kinds import load_kinds

    return load_kinds(session.folders.templates)


def new_honour(session: Session, period: Period, text: str) -> Honour:
    """The list that is to be drafted, by its kind's id or name, with its rules as they are written today.

    Refused: a kind that is not there, rules, categories or grades that the rule book of the period does not know.
    """
    kinds = _load(session)
    kind = _chosen(session, kinds.kinds, text)
    _refuse_unknown(session, period, kinds, kind)
    return Honour(period, kind)


def honour_of(session: Session, period: Period, text: str) -> Honour:
    """An honour of a year by its kind's id or name, with the rules it was drafted by.

    A kind that is no longer written down still has its drafts.
    """
    drafted = [HonourKind.of(rules) for rules in honours.drafted(session.connection, str(period))]
    known = {kind.id: kind for kind in drafted}
    kind = _chosen(session, [*drafted, *(kind for kind in _load(session).kinds if kind.id not in known)], text)
    return Honour(period, kind)


def _chosen(session: Session, kinds: Iterable[HonourKind], text: str) -> HonourKind:
    from jifen.reading.words.names import normalise_text

    every = list(kinds)
    wanted = normalise_text(text).lower()
    found = next((kind for kind in every if wanted in (kind.id, normalise_text(kind.name).lower())), None)
    if found is None:
        names = [stray.name for stray in unread(session)]
        known = [f"{kind.name} {kind.id}" for kind in every]
        raise JifenError("honour-kind-unknown", found=text, known=known, unread=names)
    return found


def _refuse_unknown(session: Session, period: Period, kinds: Any, kind: HonourKind) -> None:
    from jifen.reading.words.honour_kinds import AWARD, BARRING, BROKEN, CATEGORIES, GRADES, NAME

    def refused(what: str, key: str, text: str, **facts: object) -> JifenError:
        about = {"line": kinds.line_of(kind, key), "name": kind.name, "key": key, "found": text}
        return JifenError(what, template=NAME, **about, **facts)

    book = session.rulebooks().on(period.last_day)
    award = () if kind.award is None else (kind.award,)
    for key, codes in ((BARRING, kind.barring_rules), (BROKEN, kind.broken_rules), (AWARD, award)):
        for code in codes:
            if book.find(code) is None:
                raise refused("honour-rule-unknown", key, code)
    for name in kind.categories:
        if name not in book.categories:
            raise refused("honour-category-unknown", CATEGORIES, name, known=list(book.categories))
    grades = [grade.name for grade in book.scheme.grades]
    for name in kind.grades:
        if name not in grades:
            raise refused("honour-grade-unknown", GRADES, name, known=grades)
