"""The book itself: making one, copying it."""

import sqlite3
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, date, datetime
from glob import escape
from pathlib import Path
from typing import TYPE_CHECKING

from jifen.domain.period import BEGINNING
from jifen.errors import JifenError
from jifen.reading.issues import Issue
from jifen.services.life.photos import take_along
from jifen.services.places import file_name, untaken
from jifen.services.session import Session
from jifen.store import chain, operations, rulebooks
from jifen.store.backups import copy_ahead, copy_to, sweep_copies
from jifen.store.connection import create, transaction
from jifen.store.files import ASIDE, aside, clear_side_files, sweep

if TYPE_CHECKING:
    from jifen.reading.forms.rulebook import RuleBookReading


@dataclass(frozen=True, slots=True)
class NewBook:
    """What a new book begins with."""

    path: Path
    rules: int
    issues: tuple[Issue, ...] = ()


def make_book(
    path: Path,
    *,
    settings: Mapping[str, str],
    rulebook: tuple[str, bytes] | None,
    shipped: tuple[str, bytes],
    operator: str,
    today: date,
    dry_run: bool,
) -> NewBook:
    """A new book with its village's name and a rule book that holds from the beginning."""
    from jifen.reading.forms.rulebook import read_rulebook

    if path.exists():
        raise JifenError("book-exists", path=str(path))
    if not path.parent.is_dir():
        raise JifenError("folder-missing", path=str(path.parent))
    name, data = rulebook or shipped
    reading = read_rulebook(name, data)
    issues = tuple(reading.issues)
    if any(issue.severity == "error" for issue in issues):
        return NewBook(path, 0, issues)
    if dry_run:
        return NewBook(path, len(reading.rules), issues)
    sweep(path.parent, f"{escape(path.name)}.*{ASIDE}")
    part = aside(path)
    try:
        with closing(create(part)) as connection:
            _begin(connection, part, settings, reading, operator, today, shipped=rulebook is None)
        if path.exists():
            raise JifenError("book-exists", path=str(path))
        clear_side_files(path)
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)
    return NewBook(path, len(reading.rules), issues)


def _begin(
    connection: sqlite3.Connection,
    path: Path,
    settings: Mapping[str, str],
    reading: "RuleBookReading",
    operator: str,
    today: date,
    *,
    shipped: bool,
) -> None:
    with transaction(connection, path, keep=True):
        instant = datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
        operation_id = operations.add(connection, "init", instant, today, operator, dict(settings))
        for name, value in settings.items():
            rulebooks.set_setting(connection, operation_id, name, value)
        rules = list(reading.rules)
        rulebooks.add_version(connection, operation_id, rules, BEGINNING, shipped=shipped, scheme=reading.scheme)
        chain.seal(connection, operation_id)


_LONGEST = 50
"""Characters of a copy's name before its day, which must not be cut off."""


@dataclass(frozen=True, slots=True)
class BackedUp:
    """A copy, and the head of the chain that it reaches to; how many pictures went along, and which are lost."""

    path: Path
    head: str
    photos: int = 0
    lost: tuple[str, ...] = ()


def back_up(session: Session, folder: Path | None, called: str, on: str) -> BackedUp:
    """A checked copy of the book, kept until somebody removes it; in `folder`, else where automatic copies lie.

    Its name is what it is `called` and the day it was made `on`, both in the village's words. One in a folder of the
    village's choosing is an operation, which the copy holds, too: `status` tells how old it is, the menu offers the
    folder again. There the book's pictures go along; those that are there already are not copied again.
    """
    place = folder or session.folders.backups
    if place.exists() and not place.is_dir():
        raise JifenError("not-a-folder", path=str(place))
    stem = file_name(called)[:_LONGEST]
    target = untaken(place / file_name(f"{stem}_{on}.db"), Path.exists)
    photos = 0
    lost: list[str] = []
    if place.absolute() == session.folders.backups.absolute():
        if not session.dry_run:
            copy_to(session.connection, target, session.progress)
    else:
        if not session.dry_run:
            pictures = session.folders.photos
            photos, lost = take_along(session.connection, session.path, pictures, place / pictures.name)
        with session.change("backup", folder=str(place.absolute())) as change:
            change.before_commit = lambda: copy_ahead(
                session.connection, session.path, target, change.operation_id, session.progress
            )
    if not session.dry_run:
        sweep_copies(place, stem)
    return BackedUp(target, chain.last_head(session.connection), photos, tuple(lost))


def last_place(session: Session) -> Path | None:
    """The folder of the village's choosing into which the book was last copied, as the book remembers it."""
    last = operations.last_of(session.connection, "backup")
    folder = last.details.get("folder") if last is not None else None
    return Path(folder) if folder else None
