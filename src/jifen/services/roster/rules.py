"""The village's rule book, version by version."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from jifen.domain.period import BEGINNING, Month
from jifen.domain.rulebook import Rule, RuleBook, RuleChange, differing_category_caps, rule_changes
from jifen.domain.rules.remarks import Remark, overlapping, unreachable
from jifen.domain.scheme.scheme import DEFAULT, Scheme, SchemeChange, scheme_changes
from jifen.errors import JifenError, UsageError
from jifen.reading.words.names import normalise_text
from jifen.services.intake import FormImport, has_errors, taking
from jifen.services.roster.households import effective_day
from jifen.services.session import Session
from jifen.store import figures, rulebooks


@dataclass(frozen=True, slots=True)
class RulesImport(FormImport):
    """What an import of a rule book did, or would do. `recorded`: the months that stay as the old rules had them."""

    scheme: Scheme = DEFAULT
    scheme_changes: tuple[SchemeChange, ...] = ()

    rules: int = 0
    categories: int = 0
    effective_from: date | None = None
    changes: tuple[RuleChange, ...] = ()
    recorded: tuple[Month, ...] = ()
    first: bool = False
    """Whether it takes the place of the rule book that jifen brings along."""

    @property
    def asks(self) -> bool:
        """Whether rules that the village knew change or go, or how its points are counted."""
        other = any(change.kind != "added" for change in self.changes) or bool(self.scheme_changes)
        return not self.first and other


@dataclass(frozen=True, slots=True)
class RuleSetting:
    """What came of changing one rule; no changes: it was so already."""

    applied: bool
    changes: tuple[RuleChange, ...]
    effective_from: date


def import_rules(session: Session, path: str, data: bytes, starts: date | None) -> RulesImport:
    """Take a whole rule book.

    The first one a village gives holds from the beginning; later ones from the day given, else today, never before the
    latest recorded month. Rules that change or go are shown, and asked about.
    """
    from jifen.reading.forms.rulebook import read_rulebook

    with taking(session, "rules import", path, data) as form:
        reading = read_rulebook(path, data)
        if has_errors(reading.issues):
            return form.rejected(RulesImport, reading.issues)
        book, connection = RuleBook(tuple(reading.rules), scheme=reading.scheme), session.connection
        first, day = _first(session, starts), _day(session, starts)
        before = session.rulebooks().on(day)
        if book.rules == before.rules and book.scheme == before.scheme:
            return form.unchanged(RulesImport, issues=tuple(reading.issues), rules=len(book.rules))
        facts = {"rules": len(book.rules), "categories": len(book.categories), "effective_from": day, "first": first}
        known = {
            "changes": rule_changes(before.rules, book.rules),
            "recorded": tuple(figures.recorded_months(connection)),
        }
        counted = {"scheme": book.scheme, "scheme_changes": scheme_changes(before.scheme, book.scheme)}
        result = form.imported(RulesImport, reading.issues, **facts, **known, **counted)
        if result.asks:
            session.confirm(result)
        session.backup()
        form.keep()
        operation_id = form.operation.operation_id
        rulebooks.add_version(connection, operation_id, list(book.rules), day, shipped=False, scheme=book.scheme)
        return result


def set_rule(
    session: Session, code: str, points: str | None, wording: str | None, cap: str | None, starts: date | None
) -> RuleSetting:
    """Change one rule; the others stay. What is None stays; a blank cap takes the limits away."""
    if points is None and wording is None and cap is None:
        raise UsageError("rule-set-what")
    day, first = _day(session, starts), _first(session, starts)
    current_book = session.rulebooks().on(day)
    rules, scheme = current_book.rules, current_book.scheme
    old = _found(current_book, code)
    new = _with(old, points, wording, cap)
    if new == old:
        return RuleSetting(False, (), day)
    book = [new if rule is old else rule for rule in rules]
    _refuse_contradictions(new, book)
    with session.change("rules set", rule=old.code) as change:
        rulebooks.add_version(session.connection, change.operation_id, book, day, shipped=first, scheme=scheme)
    return RuleSetting(not session.dry_run, (RuleChange(old, new),), day)


def _with(rule: Rule, points: str | None, wording: str | None, cap: str | None) -> Rule:
    """The rule with what was written instead; refused where it cannot be read."""
    from jifen.reading.words.rule_values import period_without_caps, typed_caps, typed_points

    value = rule.points if points is None else typed_points(points)
    if value is None:
        raise UsageError("rule-points-invalid", found=points)
    limits = rule.caps if cap is None else typed_caps(cap, rule.category)
    if limits is None:
        raise UsageError("rule-cap-invalid", found=cap, period=period_without_caps(normalise_text(cap or "")))
    text = rule.wording if wording is None else wording.strip()
    if not text:
        raise UsageError("text-missing", option="--wording")
    return replace(rule, points=value, caps=limits, wording=text)


def _refuse_contradictions(new: Rule, rules: Sequence[Rule]) -> None:
    """A value that nobody could tell doubled from single, and a cap of a category that another rule has otherwise."""
    if new.double_months and new.points.form not in ("fixed", "named"):
        raise UsageError("rule-double-form", rule=new.code)
    if differing := differing_category_caps(rules):
        others = [rule.code for pair in differing for rule in pair if rule is not new]
        raise UsageError("rule-cap-differs", rule=new.code, others=others[:1])


def _first(session: Session, starts: date | None) -> bool:
    """Whether the village has no rules of its own yet, and no month that was scored by others."""
    connection = session.connection
    return rulebooks.only_shipped(connection) and starts is None and not figures.recorded_months(connection)


def _day(session: Session, starts: date | None) -> date:
    """From when rules hold that are given now."""
    return BEGINNING if _first(session, starts) else effective_day(session, starts)


def current(session: Session) -> RuleBook:
    """The rule book that holds today."""
    return session.rulebooks().on(session.today)


def remarks(session: Session) -> list[Remark]:
    """What today's rule book has that the village may not want: values out of reach, items alike, rules unused for a
    year though the book goes back as far."""
    rules = current(session).rules
    found = unreachable(rules) + overlapping(rules)
    since = Month.of(session.today).plus(-12)
    recorded = figures.recorded_months(session.connection)
    if not recorded or min(recorded) > since:
        return found
    known = {rule.code for rule in session.rulebooks().on(since.last).rules}
    used = figures.last_used(session.connection)
    for rule in rules:
        last = used.get(rule.code)
        if rule.code in known and (last is None or last <= since):
            found.append(Remark("unused", rule, last_used=str(last) if last else None))
    return found


def find_rule(session: Session, code: str) -> Rule:
    """One rule of today's rule book."""
    return _found(current(session), code)


def _found(book: RuleBook, code: str) -> Rule:
    rule = book.find(code)
    if rule is None:
        raise JifenError("rule-unknown", rule=code)
    return rule
