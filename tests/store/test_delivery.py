"""What a killed command left is put in place by the next one, or swept up; nothing else is touched."""

import os
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from jifen.errors import JifenError
from jifen.services import delivery
from jifen.services.outbox import Outbox
from jifen.services.session import Session
from jifen.store import files, operations


class Killed(BaseException):
    """The process is gone: nobody cleans up."""


@pytest.fixture
def exports(session: Session) -> Path:
    session.folders.exports.mkdir()
    return session.folders.exports


def killed(session: Session, wanted: dict[Path, bytes], monkeypatch: pytest.MonkeyPatch, at: str = "deliver") -> None:
    """An operation that is killed after its commit (`deliver`) or before it (`add_deliveries`)."""

    def gone(*arguments: object) -> None:
        raise Killed

    with monkeypatch.context() as patch:
        patch.setattr(*((Outbox, at) if at == "deliver" else (files, at)), gone)
        patch.setattr(Outbox, "discard", lambda self: None)
        with pytest.raises(Killed), session.change("test") as operation:
            for place, data in wanted.items():
                operation.outbox.add(place, data)


def asides(folder: Path) -> list[str]:
    return [path.name for path in folder.iterdir() if path.name.endswith(".part")]


def pending(session: Session) -> int:
    return len(files.pending(session.connection))


def test_a_file_of_a_committed_operation_is_put_in_place_by_the_next_opening(
    session: Session, exports: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = exports / "notice.xlsx"
    killed(session, {place: b"sheet"}, monkeypatch)
    assert not place.exists()
    assert len(asides(exports)) == 1
    assert delivery.finish(session.connection, session.path) == (place,)
    assert place.read_bytes() == b"sheet"
    assert (asides(exports), pending(session)) == ([], 0)
    assert delivery.finish(session.connection, session.path) == ()


def test_what_came_to_stand_in_its_place_stays_and_the_file_gets_a_number(
    session: Session, exports: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = exports / "notice.xlsx"
    killed(session, {place: b"sheet"}, monkeypatch)
    place.write_bytes(b"another")
    assert delivery.finish(session.connection, session.path) == (exports / "notice-2.xlsx",)
    assert (place.read_bytes(), (exports / "notice-2.xlsx").read_bytes()) == (b"another", b"sheet")


def test_what_was_to_be_replaced_is_replaced_while_it_is_the_same(
    session: Session, exports: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = exports / "notice.xlsx"
    place.write_bytes(b"old")
    killed(session, {place: b"new"}, monkeypatch)
    assert delivery.finish(session.connection, session.path) == (place,)
    assert place.read_bytes() == b"new"


def test_a_place_that_another_program_holds_gives_the_file_a_number(
    session: Session, exports: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = exports / "notice.xlsx"
    place.write_bytes(b"old")
    killed(session, {place: b"new"}, monkeypatch)
    real = Path.replace

    def held(self: Path, target: Path) -> Path:
        if target == place:
            raise PermissionError(13, "Permission denied")
        return real(self, target)

    monkeypatch.setattr(Path, "replace", held)
    assert delivery.finish(session.connection, session.path) == (exports / "notice-2.xlsx",)


def test_a_file_that_is_in_place_already_is_only_struck_off(
    session: Session, exports: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = exports / "notice.xlsx"
    killed(session, {place: b"sheet"}, monkeypatch)
    (exports / asides(exports)[0]).rename(place)
    assert delivery.finish(session.connection, session.path) == ()
    assert pending(session) == 0


@pytest.mark.parametrize("way", ["gone", "torn", "folder gone"])
def test_a_file_that_is_nowhere_stays_entered_and_is_named(
    session: Session, exports: Path, monkeypatch: pytest.MonkeyPatch, way: str
) -> None:
    place = exports / "notice.xlsx"
    killed(session, {place: b"sheet"}, monkeypatch)
    aside = exports / asides(exports)[0]
    if way == "torn":
        aside.write_bytes(b"she")
    else:
        aside.unlink()
    if way == "folder gone":
        exports.rmdir()
    assert delivery.finish(session.connection, session.path) == ()
    assert [file.place for file in delivery.missing(session.connection, session.path)] == [place.absolute()]


def test_printing_it_once_more_under_its_name_settles_what_was_missing(
    session: Session, exports: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    killed(session, {exports / "notice.xlsx": b"sheet"}, monkeypatch)
    (exports / asides(exports)[0]).unlink()
    delivery.write_files(session.connection, session.path, [(tmp_path / "other.xlsx", b"sheet")])
    assert pending(session) == 1
    delivery.write_files(session.connection, session.path, [(tmp_path / "notice.xlsx", b"sheet")])
    assert pending(session) == 0


def test_the_book_and_its_folder_may_be_moved_in_between(
    session: Session, exports: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    killed(session, {exports / "notice.xlsx": b"sheet"}, monkeypatch)
    moved = tmp_path / "moved"
    moved.mkdir()
    exports.rename(moved / exports.name)
    session.path.rename(moved / "jifen.db")
    with closing(sqlite3.connect(moved / "jifen.db", isolation_level=None)) as book:
        assert delivery.finish(book, moved / "jifen.db") == (moved / exports.name / "notice.xlsx",)


def test_what_a_command_killed_before_its_commit_left_is_swept_up_by_the_next_that_writes(
    session: Session, exports: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    own = tmp_path / "own"
    own.mkdir()
    killed(session, {exports / "a.xlsx": b"a", own / "b.xlsx": b"b"}, monkeypatch, "add_deliveries")
    others = exports / "jifen-00000000-0011223344556677.part"
    others.write_bytes(b"of another book")
    assert (len(asides(exports)), len(asides(own)), pending(session)) == (2, 1, 0)
    with session.change("test") as operation:
        operation.outbox.add(own / "c.xlsx", b"c")
    assert asides(exports) == [others.name]
    assert [path.name for path in own.iterdir()] == ["c.xlsx"]


def test_a_sheet_without_a_number_sweeps_up_what_lies_where_it_goes_unless_somebody_writes(
    session: Session, exports: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    killed(session, {exports / "a.xlsx": b"a"}, monkeypatch, "add_deliveries")
    with closing(sqlite3.connect(session.path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        delivery.write_files(session.connection, session.path, [(exports / "b.xlsx", b"b")])
        assert len(asides(exports)) == 1
        other.execute("ROLLBACK")
    delivery.write_files(session.connection, session.path, [(exports / "c.xlsx", b"c")])
    assert asides(exports) == []
    assert session.connection.execute("PRAGMA busy_timeout").fetchone()[0] == 10_000


def test_what_waits_for_its_place_is_never_swept_up(
    session: Session, exports: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = exports / "notice.xlsx"
    killed(session, {place: b"sheet"}, monkeypatch)
    with session.change("test") as operation:
        assert operation.outbox.holds(place), "its name is taken"
    assert len(asides(exports)) == 1
    assert delivery.finish(session.connection, session.path) == (place,)


def test_while_somebody_writes_nothing_is_finished(
    session: Session, exports: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    killed(session, {exports / "notice.xlsx": b"sheet"}, monkeypatch)
    with closing(sqlite3.connect(session.path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        assert delivery.finish(session.connection, session.path) == ()
    assert len(asides(exports)) == 1


def test_a_file_that_was_put_in_place_or_swept_up_by_another_command_is_delivered_all_the_same(
    session: Session, exports: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = Outbox.deliver

    def late(self: Outbox) -> None:
        first, second = self.waiting
        first.put()
        second.aside.unlink()
        real(self)

    monkeypatch.setattr(Outbox, "deliver", late)
    with session.change("test") as operation:
        operation.outbox.add(exports / "a.xlsx", b"a")
        operation.outbox.add(exports / "b.xlsx", b"b")
    assert sorted(path.name for path in exports.iterdir()) == ["a.xlsx", "b.xlsx"]
    assert pending(session) == 0


def test_a_folder_that_is_gone_after_the_commit_is_told_and_the_file_named(
    session: Session, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "stick"
    folder.mkdir()
    real = Outbox.deliver

    def pulled(self: Outbox) -> None:
        self.waiting[0].aside.unlink()
        folder.rmdir()
        real(self)

    monkeypatch.setattr(Outbox, "deliver", pulled)
    with pytest.raises(JifenError, match="paper-undelivered"), session.change("test") as operation:
        operation.outbox.add(folder / "notice.xlsx", b"sheet")
    assert [file.place for file in delivery.missing(session.connection, session.path)] == [folder / "notice.xlsx"]


def test_a_full_disk_takes_the_operation_back_and_leaves_no_file(
    session: Session, exports: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(self: Outbox, aside: Path, data: bytes) -> None:
        aside.write_bytes(data[:2])
        raise OSError(28, "No space left on device", str(aside))

    before = operations.last_id(session.connection)
    monkeypatch.setattr(Outbox, "_write", full)
    with pytest.raises(OSError, match="No space"), session.change("test") as operation:
        operation.outbox.add(exports / "notice.xlsx", b"sheet")
    assert operations.last_id(session.connection) == before
    assert list(exports.iterdir()) == []


def test_what_earlier_programs_left_is_swept_up_once_it_is_old(session: Session, exports: Path) -> None:
    old, young, other = exports / "a.xlsx.part", exports / "b.pdf.part", exports / "c.part"
    for path in (old, young, other):
        path.write_bytes(b"x")
    for path in (old, other):
        os.utime(path, (1, 1))
    with session.change("test"):
        pass
    assert sorted(path.name for path in exports.iterdir()) == ["b.pdf.part", "c.part"]
