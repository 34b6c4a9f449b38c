"""What lies at the places somebody named: packages in folders, in other zips, in mail, at any depth.

A package is told by its manifest, not by its name. What is neither zip nor mail is passed over and counted, for
sticks hold all sorts of things; a zip or a mail without any package in it is named.
"""

import email
import io
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from email import policy
from pathlib import Path

from jifen.domain.rollup.tables import MANIFEST
from jifen.errors import JifenError
from jifen.reading.formats.package import ZIP_FAULTS

DEEPEST = 4
"""Zips within mails within zips; deeper is nobody's habit."""
LARGEST = 256 * 2**20
"""Bytes of one file on a stick, and of what is unpacked of it."""
LARGEST_PACKAGE = 32 * 2**20
_ZIP, _MAIL = (".zip",), (".eml",)
_MAGIC = b"PK\x03\x04"


@dataclass(frozen=True, slots=True)
class Arrival:
    """A package's bytes, and where they lay (`stick/mail.eml/沙院村.zip`); `fault` instead where there is none."""

    path: str
    data: bytes = b""
    fault: JifenError | None = None


@dataclass(slots=True)
class Passed:
    """How many files were neither zip nor mail."""

    count: int = 0


def files_at(places: Sequence[Path]) -> list[tuple[Path, bool]]:
    """Every file there, in the order of names; whether it was named itself. Raises `OSError` where a place is none."""
    found: dict[Path, bool] = {}
    for place in places:
        if place.is_dir():
            found |= {path: False for path in sorted(place.rglob("*")) if path.is_file() and path not in found}
        else:
            place.stat()
            found[place] = True
    return list(found.items())


def arrivals(path: Path, passed: Passed, *, named: bool) -> Iterator[Arrival]:
    """The packages a file is or holds. `named`: somebody named it, so it is not passed over."""
    try:
        if path.stat().st_size > LARGEST:
            raise JifenError("package-too-large", most=LARGEST >> 20)
        looked = path.suffix.lower() in (*_ZIP, *_MAIL) or named
        with path.open("rb") as file:
            head = file.read(len(_MAGIC))
            if not looked and head != _MAGIC:
                passed.count += 1
                return
            data = head + file.read()
    except JifenError as fault:
        yield Arrival(str(path), fault=fault)
        return
    except OSError:
        yield Arrival(str(path), fault=JifenError("package-unreadable"))
        return
    yield from _within(str(path), data, passed, _Budget(), sought=looked)


@dataclass(slots=True)
class _Budget:
    """How much may still be unpacked of one file, and how deep."""

    left: int = LARGEST
    depth: int = DEEPEST


def _within(path: str, data: bytes, passed: Passed, budget: _Budget, *, sought: bool) -> Iterator[Arrival]:
    """`sought`: by its name it should be or hold a package, so that it is named where it does not."""
    try:
        if data.startswith(_MAGIC) or path.lower().endswith(_ZIP):
            inside = _zipped(data, budget)
            if inside is None:
                yield Arrival(path, data)
                return
        elif path.lower().endswith(_MAIL):
            inside = _attached(data)
        else:
            raise JifenError("package-foreign")
        if budget.depth == 0 and inside:
            raise JifenError("package-too-deep", most=DEEPEST)
    except JifenError as fault:
        if sought:
            yield Arrival(path, fault=fault)
        else:
            passed.count += 1
        return
    if not inside and sought:
        yield Arrival(path, fault=JifenError("package-foreign"))
    elif not inside:
        passed.count += 1
    for name, part in inside:
        below = _Budget(budget.left, budget.depth - 1)
        yield from _within(f"{path}/{name}", part, passed, below, sought=True)
        budget.left = below.left


def _zipped(data: bytes, budget: _Budget) -> list[tuple[str, bytes]] | None:
    """The zips and mails in a zip; None where it is a package itself."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            names = [entry.filename for entry in package.infolist()]
            if MANIFEST in names:
                return None
            wanted = [e for e in package.infolist() if e.filename.lower().endswith((*_ZIP, *_MAIL))]
            found = []
            for entry in wanted:
                if entry.file_size > budget.left:
                    raise JifenError("package-too-large", most=LARGEST >> 20)
                with package.open(entry) as part:
                    inner = part.read(budget.left + 1)
                if len(inner) > budget.left:
                    raise JifenError("package-too-large", most=LARGEST >> 20)
                budget.left -= len(inner)
                found.append((entry.filename.replace("\\", "/").rpartition("/")[2], inner))
            return found
    except ZIP_FAULTS:
        raise JifenError("package-broken") from None


def _attached(data: bytes) -> list[tuple[str, bytes]]:
    """The zips a mail carries, those of mails within it too."""
    try:
        message = email.message_from_bytes(data, policy=policy.default)
        found = []
        for part in message.walk():
            name = part.get_filename() or ""
            content = part.get_payload(decode=True) if not part.is_multipart() else None
            if isinstance(content, bytes) and (content.startswith(_MAGIC) or name.lower().endswith(_ZIP)):
                found.append((name.replace("\\", "/").rpartition("/")[2] or "attachment.zip", content))
        return found
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError):
        raise JifenError("package-broken") from None
