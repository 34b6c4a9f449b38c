"""Kept forms read again: opening balances, reviews of lists, registers of redemption, against what the book holds.

Meeting sheets are read again month by month (`verify`). A form whose bytes are not kept proves nothing and is left out.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from jifen.domain.as_of import AsOf
from jifen.services.board.flow import review_again
from jifen.services.honour.honours import of_draft
from jifen.services.meeting.points import opening_again
from jifen.services.session import Session
from jifen.services.shop.redemption_import import wants_again
from jifen.store import boards, checks, entries, operations, redemption
from jifen.store.operations import SourceFile

Wrong = list[str]
Line = tuple[object, ...]
"""The household first."""


def read_again(session: Session) -> checks.Finding:
    """Forms that say something else than the book, or cannot be read any more, and how many were read."""
    wrong: Wrong = []
    count = 0
    proofs: dict[str, Callable[[Session, SourceFile, bytes], Wrong]] = {
        "points opening": _opening,
        "board review": _review,
        "honour review": _review,
        "redeem import": _redemption,
    }
    for command, prove in proofs.items():
        for file in operations.files_of(session.connection, command):
            try:
                data = operations.file_content(session.connection, file.id)
                if data is not None:
                    count += 1
                    wrong += prove(session, file, data)
            except checks.ALTERED as error:
                wrong.append(f"{checks.UNREAD} {file.path}: {error}")
    return wrong, count


def _differing(file: SourceFile, held: Iterable[Line], read: Iterable[Line]) -> Wrong:
    """What stands only in one of the two, by its household."""
    in_book, on_sheet = Counter(held), Counter(read)
    codes = {str(line[0]) for line in (in_book - on_sheet) + (on_sheet - in_book)}
    return [f"{file.path} {code}" for code in sorted(codes)]


def _opening(session: Session, file: SourceFile, data: bytes) -> Wrong:
    taken = operations.get(session.connection, file.operation_id)
    posted = entries.select(session.connection, operation_id=taken.id, when=AsOf(taken.id))
    return _differing(
        file, [(entry.household, entry.points) for entry in posted], opening_again(session, file.path, data, taken)
    )


def _review(session: Session, file: SourceFile, data: bytes) -> Wrong:
    taken = operations.get(session.connection, file.operation_id)
    review = boards.review_of(session.connection, file.id)
    draft = boards.draft(session.connection, review.draft_id)
    read = review_again(session, of_draft(session, draft), file.path, data, draft, taken)
    held: list[Line] = []
    on_sheet: list[Line] = []
    for name in review.content:
        known = {key for row in review.content[name] for key in row}
        # Reviews of earlier programs kept fewer fields, and facts as they were written.
        known -= {"household", "composed"} if "composed" in known or name != "black" else {"household", "fact"}
        held += [_line(name, row, known) for row in review.content[name]]
        on_sheet += [_line(name, row, known) for row in read[name]]
    return _differing(file, held, on_sheet)


def _line(name: str, row: Mapping[str, Any], known: Iterable[str]) -> Line:
    return (row["household"], name, *(f"{key}={row[key]}" for key in sorted(known)))


def _redemption(session: Session, file: SourceFile, data: bytes) -> Wrong:
    taken = operations.get(session.connection, file.operation_id)
    round_id, held = redemption.imported(session.connection, file.id)
    return _differing(file, held, wants_again(session, file.path, data, round_id, taken))
