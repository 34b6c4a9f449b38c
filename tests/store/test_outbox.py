"""Files leave with their operation or not at all."""

from pathlib import Path

import pytest

from jifen.errors import JifenError
from jifen.services import delivery
from jifen.services.session import Session
from jifen.store import operations


def files(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.rglob("*") if path.is_file() and not path.name.startswith("jifen.db"))


def test_a_file_is_in_its_place_only_after_the_operation_is_kept(session: Session, tmp_path: Path) -> None:
    place = tmp_path / "exports" / "notice.xlsx"
    with session.change("test") as operation:
        operation.outbox.add(place, b"sheet")
        assert files(tmp_path) == []
    assert place.read_bytes() == b"sheet"
    assert files(tmp_path) == ["notice.xlsx"]


def test_an_operation_that_fails_leaves_neither_itself_nor_a_file(session: Session, tmp_path: Path) -> None:
    before = operations.last_id(session.connection)
    with pytest.raises(JifenError), session.change("test") as operation:
        operation.outbox.add(tmp_path / "exports" / "notice.xlsx", b"sheet")
        raise JifenError("declined")
    assert operations.last_id(session.connection) == before
    assert files(tmp_path) == []


def test_a_file_that_cannot_be_written_takes_its_operation_back(session: Session, tmp_path: Path) -> None:
    (tmp_path / "exports").write_text("no folder")
    before = operations.last_id(session.connection)
    with pytest.raises(OSError), session.change("test") as operation:
        operation.outbox.add(tmp_path / "first.xlsx", b"sheet")
        operation.outbox.add(tmp_path / "exports" / "second.xlsx", b"sheet")
    assert operations.last_id(session.connection) == before
    assert files(tmp_path) == ["exports"]


@pytest.mark.parametrize("way", ["dry run", "cancelled"])
def test_what_is_not_kept_leaves_no_file(session: Session, tmp_path: Path, way: str) -> None:
    session.dry_run = way == "dry run"
    with session.change("test") as operation:
        operation.outbox.add(tmp_path / "exports" / "notice.xlsx", b"sheet")
        operation.cancelled = way == "cancelled"
    assert files(tmp_path) == []


def test_a_place_held_by_another_program_after_the_commit_is_told_and_the_file_waits_beside_it(
    session: Session, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def held(self: Path, target: Path) -> Path:
        raise PermissionError(13, "Permission denied", str(self), None, str(target))

    before = operations.last_id(session.connection)
    monkeypatch.setattr(Path, "replace", held)
    with pytest.raises(JifenError) as refusal, session.change("test") as operation:
        operation.outbox.add(tmp_path / "notice.xlsx", b"sheet")
    assert refusal.value.code == "paper-undelivered"
    assert operations.last_id(session.connection) == before + 1
    (aside,) = files(tmp_path)
    assert aside.startswith("jifen-") and aside.endswith(".part")
    monkeypatch.undo()
    assert delivery.finish(session.connection, session.path) == (tmp_path / "notice.xlsx",)
    assert files(tmp_path) == ["notice.xlsx"]
