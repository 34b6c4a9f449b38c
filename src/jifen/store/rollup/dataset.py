"""A dataset of many villages' sums: Parquet files by county and month, and one small file that says which are in it.

Files once written never change. A collection writes new ones beside them and then exchanges `dataset.json` in one step,
so whoever reads has the old state or the new one; the files of the state before stay until the next exchange.
"""

import json
import os
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from urllib.parse import quote

from jifen.errors import JifenError
from jifen.store.rollup.columns import DATASET_TABLES

FORMAT, VERSION = "jifen-dataset", 1
CATALOGUE, LOCK, DATA, ARCHIVE = "dataset.json", "collect.lock", "data", "archive"
Key = tuple[str, str]
"""County and month: one file a table."""


@dataclass(frozen=True, slots=True)
class Dataset:
    """The state of a dataset. `files`: table → (county, month) → its file, from the dataset's own folder.

    `folder` is a text where it lies with an object store; `before`: files of the state before, which somebody may be
    reading.
    """

    folder: Path | str
    generation: int = 0
    files: Mapping[str, Mapping[Key, str]] = field(default_factory=dict)
    before: tuple[str, ...] = ()

    def paths(self, table: str, first: str = "", last: str = "9999") -> list[str]:
        """The files of a table with months from `first` to `last`, wherever the dataset lies now."""
        own = self.files.get(table, {})
        return [f"{self.folder}/{path}" for (_, month), path in sorted(own.items()) if first <= month <= last]

    def place(self, table: str, key: Key, generation: int) -> str:
        """Where a new file goes: `data/sums/county=…/period=2025-07/7.parquet`."""
        county, month = key
        named = "".join(c if c.isalnum() else quote(c, safe="").replace(".", "%2E") for c in county) or "_"
        return f"{DATA}/{table}/county={named}/period={month}/{generation}.parquet"


def load(folder: Path, *, missing_ok: bool = False) -> Dataset:
    """The dataset in a folder. Refused: none there, one of a later program, a damaged one."""
    place = folder / CATALOGUE
    try:
        text = place.read_text(encoding="utf-8")
    except (FileNotFoundError, NotADirectoryError):
        if missing_ok:
            return Dataset(folder)
        raise JifenError("dataset-missing", path=str(folder)) from None
    except (OSError, UnicodeDecodeError):
        raise JifenError("dataset-damaged", path=str(folder)) from None
    return read(text, folder)


def taken(folder: Path) -> bool:
    """Whether a folder holds something else than a dataset, or than what a killed collection left of one."""
    own = (LOCK, f"{LOCK}-journal", DATA, ARCHIVE, f"{CATALOGUE}.part")
    return (
        folder.is_dir() and not (folder / CATALOGUE).exists() and any(path.name not in own for path in folder.iterdir())
    )


def read(text: str, folder: Path | str) -> Dataset:
    """The same of a catalogue's text."""
    try:
        value = json.loads(text)
        if value["format"] != FORMAT:
            raise ValueError(value["format"])
        if value["version"] > VERSION:
            raise JifenError("dataset-newer", path=str(folder))
        files = {
            table: {(county, month): path for county, month, path in value["files"][table]} for table in DATASET_TABLES
        }
        return Dataset(folder, value["generation"], files, tuple(value["before"]))
    except (ValueError, KeyError, TypeError):
        raise JifenError("dataset-damaged", path=str(folder)) from None


def written(dataset: Dataset) -> str:
    """The catalogue as text."""
    files = {
        table: [[*key, path] for key, path in sorted(dataset.files.get(table, {}).items())] for table in DATASET_TABLES
    }
    value = {"format": FORMAT, "version": VERSION, "generation": dataset.generation}
    return json.dumps({**value, "before": sorted(dataset.before), "files": files}, ensure_ascii=False, indent=0)


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Nobody else collects into it meanwhile; free again however this ends, a kill too. Refused where somebody does."""
    folder.mkdir(parents=True, exist_ok=True)
    with closing(sqlite3.connect(folder / LOCK, timeout=0, isolation_level=None)) as lock:
        try:
            lock.execute("BEGIN EXCLUSIVE")
        except sqlite3.OperationalError:
            raise JifenError("dataset-busy", path=str(folder)) from None
        except sqlite3.DatabaseError:
            raise JifenError("dataset-damaged", path=str(folder)) from None
        yield


def exchange(old: Dataset, changed: Mapping[str, Mapping[Key, str]]) -> Dataset:
    """Put the new files in, in one step; what neither state needs any more is taken away."""
    files = {table: {**old.files.get(table, {}), **changed.get(table, {})} for table in DATASET_TABLES}
    left = {path for table in DATASET_TABLES for path in old.files.get(table, {}).values()}
    left -= {path for own in files.values() for path in own.values()}
    new = replace(old, generation=old.generation + 1, files=files, before=tuple(sorted(left)))
    folder = Path(old.folder)
    aside = folder / f"{CATALOGUE}.part"
    with aside.open("w", encoding="utf-8") as file:
        file.write(written(new))
        file.flush()
        os.fsync(file.fileno())
    aside.replace(folder / CATALOGUE)
    kept = {*new.before, *(path for own in files.values() for path in own.values())}
    sweep(new, kept)
    return new


def sweep(dataset: Dataset, kept: set[str]) -> None:
    """Away with files no state knows: those of two states ago, and what a killed collection left."""
    folder = Path(dataset.folder)
    for path in (folder / DATA).rglob("*.parquet*"):
        if path.relative_to(folder).as_posix() not in kept:
            with suppress(OSError):
                path.unlink()
