"""The village's rule book, version by version."""

from dataclasses import dataclass
from datetime import date

from jifen.domain.period import BEGINNING
from jifen.domain.rulebook import Rule, RuleBook
from jifen.errors import JifenError
from jifen.services.intake import FormImport, has_errors, taking
from jifen.services.roster.households import effective_day
from jifen.services.session import Session
from jifen.store import figures, rulebooks


@dataclass(frozen=True, slots=True)
class RulesImport(FormImport):
    """What an import of a rule book did, or would do."""

    rules: int = 0
    categories: int = 0
    effective_from: date | None = None


def import_rules(session: Session, path: str, data: bytes, starts: date | None) -> RulesImport:
    """Take a whole rule book.

    The first one a village gives holds from the beginning; later ones from the day given, else today, never before the
    latest recorded month.
    """
    from jifen.reading.forms.rulebook import read_rulebook

    with taking(session, "rules import", path, data) as form:
        reading = read_rulebook(path, data)
        if has_errors(reading.issues):
            return form.rejected(RulesImport, reading.issues)
        book = RuleBook(tuple(reading.rules))
        connection = session.connection
        first = rulebooks.only_shipped(connection) and starts is None and not figures.recorded_months(connection)
        day = BEGINNING if first else effective_day(session, starts)
        if book.rules == session.rulebooks().on(day).rules:
            return form.unchanged(RulesImport, rules=len(book.rules))
        form.keep()
        rulebooks.add_version(connection, form.operation.operation_id, list(book.rules), day, shipped=False)
        facts = {"rules": len(book.rules), "categories": len(book.categories), "effective_from": day}
        return form.imported(RulesImport, reading.issues, **facts)


def current(session: Session) -> RuleBook:
    """The rule book that holds today."""
    return session.rulebooks().on(session.today)


def find_rule(session: Session, code: str) -> Rule:
    """One rule of today's rule book."""
    rule = current(session).find(code)
    if rule is None:
        raise JifenError("rule-unknown", rule=code)
    return rule
