"""Pictures beside the book: cleaned, kept by their content, proved, and taken along where the book goes."""

import sqlite3
from collections.abc import Iterable
from pathlib import Path

from jifen.errors import JifenError
from jifen.reading.photos import LARGEST, Photo, clean
from jifen.services.delivery import write_files
from jifen.services.outbox import digest_of
from jifen.services.session import OpenOperation, Session
from jifen.store.life import photos
from jifen.store.life.photos import SUFFIXES

Pictures = Iterable[tuple[str, bytes]]
"""Pictures as they were handed in: the name of each file and its bytes."""


def keep(session: Session, operation: OpenOperation, pictures: Pictures, owner: photos.Owner, number: int) -> None:
    """Clean pictures, leave them to the operation, each once, and note to what they belong.

    Refused: what is no picture, or too large.
    """
    for photo in _cleaned(session, operation, pictures):
        photos.add(session.connection, operation.operation_id, owner, number, (photo.sha256, photo.format))


def _cleaned(session: Session, operation: OpenOperation, pictures: Pictures) -> list[Photo]:
    kept: dict[str, Photo] = {}
    for path, data in pictures:
        photo = clean(data)
        if not isinstance(photo, Photo):
            raise JifenError(photo, path=path, most=LARGEST >> 20)
        kept[photo.sha256] = photo
        place = session.folders.photos / f"{photo.sha256}{SUFFIXES[photo.format]}"
        if digest_of(place) != photo.sha256:
            operation.outbox.add(place, photo.data)
    return list(kept.values())


def pictures_of(session: Session) -> dict[str, Path]:
    """SHA-256 → where it lies, of every picture that stands."""
    return {sha256: session.folders.photos / name for sha256, name in photos.named(session.connection).items()}


def lost(session: Session) -> tuple[list[str], int]:
    """Pictures that are not in their place, or are not those that were kept; and how many were looked at."""
    places = pictures_of(session)
    wrong = []
    for done, (sha256, place) in enumerate(places.items()):
        session.progress(done, len(places))
        wrong += [] if digest_of(place) == sha256 else [place.name]
    session.progress(len(places), len(places))
    return wrong, len(places)


def take_along(connection: sqlite3.Connection, book: Path, source: Path, target: Path) -> tuple[int, list[str]]:
    """Copy the pictures a book names from one folder into another: how many, and which are in neither."""
    count, missing = 0, []
    for sha256, name in photos.named(connection).items():
        if digest_of(target / name) == sha256:
            continue
        if digest_of(source / name) == sha256:
            write_files(connection, book, [(target / name, (source / name).read_bytes())])
            count += 1
        else:
            missing.append(name)
    return count, missing
