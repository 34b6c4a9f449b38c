"""Rule books by version, and settings with their history."""

import sqlite3
from datetime import date

from jifen.domain.as_of import NOW, AsOf
from jifen.domain.rulebook import Rule, RuleBook, RuleBooks, RulePoints, parse_caps
from jifen.domain.scheme.scheme import DEFAULT, Scheme, parse_scheme, scheme_lines
from jifen.store.rows import insert, insert_rows, select, standing


def add_version(
    connection: sqlite3.Connection,
    operation_id: int,
    rules: list[Rule],
    effective_from: date,
    *,
    shipped: bool,
    scheme: Scheme = DEFAULT,
) -> int:
    """Write a whole version, giving its id."""
    version = insert(
        connection, "rulebook_version", operation_id=operation_id, effective_on=effective_from, shipped=shipped
    )
    columns = ("code", "category", "wording", "points", "unit", "caps", "needs_evidence", "hides_actor", "note")
    rows = (
        (version, position, rule.code, rule.category, rule.wording, str(rule.points), rule.unit)
        + (",".join(map(str, rule.caps)), rule.needs_evidence, rule.hides_actor, rule.note)
        for position, rule in enumerate(rules)
    )
    insert_rows(connection, "rule", ("version_id", "position", *columns), rows)
    terms = (
        (version, rule.code, rule.group or None, rule.double_months, rule.valid_months)
        for rule in rules
        if rule.group or rule.double_months or rule.valid_months
    )
    names = ("version_id", "code", "highest_group", "double_months", "valid_months")
    insert_rows(connection, "rule_terms", names, terms)
    lines = ((version, item, content) for item, content in scheme_lines(scheme).items())
    insert_rows(connection, "scheme_line", ("version_id", "item", "content"), lines)
    return version


def all_versions(connection: sqlite3.Connection, when: AsOf = NOW) -> RuleBooks:
    """Every version by its day (of two of one day the later holds), as of `when`."""
    versions = connection.execute(
        f"SELECT id, effective_on FROM rulebook_version WHERE {standing(upto=':upto')} ORDER BY effective_on, id",
        {"upto": when.operation},
    ).fetchall()
    schemes: dict[int, dict[str, str]] = {}
    for version, item, content in connection.execute("SELECT version_id, item, content FROM scheme_line"):
        schemes.setdefault(version, {})[item] = content
    books = []
    for version, effective_from in versions:
        query = (
            "SELECT code, category, wording, points, unit, caps, needs_evidence, hides_actor, note, "
            "coalesce(highest_group, '') AS 'group', double_months, valid_months FROM rule "
            "LEFT JOIN rule_terms USING (version_id, code) WHERE version_id = ? ORDER BY position"
        )
        rules = tuple(select(connection, Rule, query, (version,), points=RulePoints.parse, caps=parse_caps))
        scheme = parse_scheme(schemes.get(version, {}))
        books.append(RuleBook(rules, date.fromisoformat(effective_from), version, scheme))
    return RuleBooks(tuple(books))


def only_shipped(connection: sqlite3.Connection) -> bool:
    """Whether the book knows no other rule book than the one jifen brings along."""
    return not connection.execute(f"SELECT 1 FROM rulebook_version WHERE shipped = 0 AND {standing()}").fetchone()


def setting_rows(connection: sqlite3.Connection, when: AsOf = NOW) -> dict[str, tuple[str, date]]:
    """Settings that were ever set: name → (value, the day it was set)."""
    rows = connection.execute(
        "SELECT name, value, done_on FROM setting JOIN operation ON operation.id = operation_id "
        f"WHERE {standing('setting', upto=':upto')} ORDER BY setting.id",
        {"upto": when.operation},
    )
    return {name: (value, date.fromisoformat(today)) for name, value, today in rows}


def set_setting(connection: sqlite3.Connection, operation_id: int, name: str, value: str) -> None:
    """Append a value."""
    insert(connection, "setting", operation_id=operation_id, name=name, value=value)
