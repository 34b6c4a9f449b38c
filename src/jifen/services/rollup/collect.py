"""Packages of many villages into one dataset: each whole or not at all, the dataset readable throughout.

What is not taken is named with its reason and the rest goes on. A month that differs from the one in the dataset is
refused unless it is to be replaced; what stood there before is kept as it arrived.
"""

from collections.abc import Callable, Iterable, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from jifen.domain.period import Month
from jifen.domain.rollup.package import Manifest, Package
from jifen.domain.rollup.tables import TABLES, Row
from jifen.errors import JifenError
from jifen.reading.rollup.arrivals import Arrival, Passed, arrivals, files_at
from jifen.reading.rollup.package import read_package
from jifen.services.rollup import keeping
from jifen.services.rollup.differences import Change, differences
from jifen.store.rollup import dataset as datasets
from jifen.store.rollup import duck
from jifen.store.rollup.columns import ARRIVALS
from jifen.store.rollup.dataset import Dataset

Owner = tuple[str, str, str, str]
Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Refused:
    """A package that was not taken, and why."""

    path: str
    error: JifenError


@dataclass(frozen=True, slots=True)
class Gap:
    """A month between a village's first and the dataset's last that never arrived."""

    county: str
    township: str
    village: str
    month: str


@dataclass(slots=True)
class Collected:
    """What became of everything that lay there. `passed`: files that were no packages; `receipts`: their folder."""

    accepted: int = 0
    replaced: int = 0
    unchanged: int = 0
    refused: list[Refused] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)
    gaps: list[Gap] = field(default_factory=list)
    villages: int = 0
    months: int = 0
    passed: int = 0
    receipts: Path | None = None

    @property
    def taken(self) -> int:
        """Packages that are in the dataset now, or were before."""
        return self.accepted + self.replaced + self.unchanged


@dataclass(slots=True)
class _Work:
    """What is about to be written, and what is known of villages: of the dataset, and of packages before."""

    connection: Any
    dataset: Dataset
    today: date
    replace: bool
    owners: dict[str, Owner]
    ids: dict[tuple[str, str, str], str]
    asked: set[str] = field(default_factory=set)
    kept: dict[tuple[str, str], dict[str, Any]] = field(default_factory=dict)
    fresh: dict[tuple[str, str], str] = field(default_factory=dict)
    rows: dict[str, list[Row]] = field(default_factory=lambda: {name: [] for name in (*TABLES, ARRIVALS)})
    gone: set[tuple[str, str, str]] = field(default_factory=set)
    packages: list[tuple[Package, bytes]] = field(default_factory=list)


def collect(
    places: Sequence[Path],
    into: Path,
    today: date,
    *,
    replace: bool = False,
    dry_run: bool = False,
    progress: Progress = lambda done, total: None,
) -> Collected:
    """Take every package at these places into a dataset, which is made where there is none; what lies in it is its own.

    Raises `JifenError`: `nothing-arrived`, those of the dataset; `OSError` where a place is none.
    """
    if into.exists() and not into.is_dir():
        raise JifenError("not-a-folder", path=str(into))
    if datasets.taken(into):
        raise JifenError("dataset-folder-taken", path=str(into))
    own = into.absolute()
    found = [(path, named) for path, named in files_at(places) if not path.absolute().is_relative_to(own)]
    with duck.connected() as connection, nullcontext() if dry_run else datasets.locked(into):
        state = datasets.load(into, missing_ok=True)
        known = duck.named(connection, state)
        work = _Work(
            connection,
            state,
            today,
            replace,
            {owner[3]: owner for owner in known},
            {owner[:3]: owner[3] for owner in known},
        )
        done = Collected()
        _take_all(work, found, done, progress)
        if not done.taken and not done.refused:
            raise JifenError("nothing-arrived", passed=done.passed)
        if not dry_run and done.taken:
            keeping.keep(into, work.packages)
            changed = duck.write(connection, state, work.rows, work.gone, today.isoformat())
            state = datasets.exchange(state, changed) if any(changed.values()) else state
            done.receipts = keeping.leave_receipts(into, work.packages, today)
        if not dry_run:
            _look_over(connection, state, done)
    return done


def _take_all(work: _Work, found: Sequence[tuple[Path, bool]], done: Collected, progress: Progress) -> None:
    passed = Passed()
    for number, (path, named) in enumerate(found):
        for arrival in arrivals(path, passed, named=named):
            try:
                _take(work, arrival, done)
            except JifenError as error:
                done.refused.append(Refused(arrival.path, error))
        progress(number + 1, len(found))
    done.passed = passed.count


def _take(work: _Work, arrival: Arrival, done: Collected) -> None:
    """One package, whole; raises `JifenError` where it is not taken."""
    if arrival.fault is not None:
        raise arrival.fault
    package = read_package(arrival.data)
    manifest = package.manifest
    owner: Owner = (manifest.county, manifest.township, manifest.village, manifest.village_id)
    _refuse_future(manifest, work.today)
    moves = _identified(work, owner)
    _know(work, manifest.village_id)
    digests = package.digests()
    again = [month for month in manifest.months if (manifest.village_id, month) in work.fresh]
    if any(work.fresh[manifest.village_id, month] != digests[month] for month in again):
        raise JifenError("package-twice", village=manifest.village)
    standing = {month: work.kept.get((manifest.village_id, month)) for month in manifest.months if month not in again}
    differing = [m for m, kept in standing.items() if kept is not None and kept["digest"] != digests[m]]
    new = [month for month, kept in standing.items() if kept is None]
    if differing or moves:
        changes = [change for month in differing for change in _changes(work, package, owner, month)]
        done.changes += changes
        if not work.replace:
            raise _unwilling(work, owner, differing, changes)
    work.packages.append((package, arrival.data))
    if moves:
        _move(work, owner, {*differing, *new})
    _add(work, package, owner, [*new, *differing], digests)
    if differing or moves:
        done.replaced += 1
    elif new:
        done.accepted += 1
    else:
        done.unchanged += 1


def _refuse_future(manifest: Manifest, today: date) -> None:
    later = [month for month in manifest.months if Month.parse(month).first > today]
    if later:
        raise JifenError("package-future", village=manifest.village, month=later[0], today=today.isoformat())


def _identified(work: _Work, owner: Owner) -> bool:
    """Whether the village is known elsewhere: under another township or county. Refused where it is not one village:
    a number that bore another name, a name that had another number."""
    known = work.owners.get(owner[3], owner)
    if known[2] != owner[2]:
        raise JifenError("village-two-names", village=owner[2], known=known[2])
    if work.ids.get(owner[:3], owner[3]) != owner[3]:
        raise JifenError("village-two-numbers", village=owner[2], township=owner[1])
    work.owners.setdefault(owner[3], owner)
    work.ids[owner[:3]] = owner[3]
    return known != owner


def _know(work: _Work, village_id: str) -> None:
    """What the dataset holds of a village, asked once."""
    if village_id not in work.asked:
        work.asked.add(village_id)
        for row in duck.arrived(work.connection, work.dataset, [village_id]):
            work.kept[village_id, row["month"]] = row


def _unwilling(work: _Work, owner: Owner, differing: Sequence[str], changes: Sequence[Change]) -> JifenError:
    if differing:
        return JifenError("package-changed", village=owner[2], months=list(differing), changes=list(changes))
    known = work.owners[owner[3]]
    return JifenError("village-moved", village=owner[2], known=known[:2], told=owner[:2])


def _changes(work: _Work, package: Package, owner: Owner, month: str) -> Iterable[Change]:
    old = {name: duck.rows_of(work.connection, work.dataset, name, owner[3], month) for name in TABLES}
    return differences(owner[2], month, old, package.tables)


def _move(work: _Work, owner: Owner, besides: set[str]) -> None:
    """All months of a village that stand under another township or county, under this one from now on."""
    village = owner[3]
    for (known, month), kept in list(work.kept.items()):
        if known != village:
            continue
        work.gone.add((kept["county"], village, month))
        if month in besides:
            continue
        for name in TABLES:
            rows = duck.rows_of(work.connection, work.dataset, name, village, month)
            work.rows[name] += [(*owner, *row) for row in rows]
        told = (kept["digest"], kept["head"], kept["sha256"], kept["received_on"], None)
        work.rows[ARRIVALS].append((*owner, month, *told))
    work.owners[village] = owner


def _add(work: _Work, package: Package, owner: Owner, months: Sequence[str], digests: dict[str, str]) -> None:
    village, day = owner[3], work.today.isoformat()
    for month in months:
        kept = work.kept.get((village, month))
        if kept is not None:
            work.gone.add((kept["county"], village, month))
        told = (digests[month], package.manifest.head, package.sha256, day, None)
        work.rows[ARRIVALS].append((*owner, month, *told))
        work.fresh[village, month] = digests[month]
    wanted = set(months)
    for name in TABLES:
        work.rows[name] += [(*owner, *row) for row in package.tables[name] if row[0] in wanted]


def _look_over(connection: Any, state: Dataset, done: Collected) -> None:
    """How many villages and months there are, and which are missing."""
    owners = {owner[3]: owner for owner in duck.named(connection, state)}
    months = duck.months_of(connection, state)
    done.villages, done.months = len(owners), sum(map(len, months.values()))
    last = max((own[-1] for own in months.values()), default="")
    for village, own in months.items():
        county, township, name, _ = owners[village]
        month, present = Month.parse(own[0]), set(own)
        while str(month) <= last:
            if str(month) not in present:
                done.gaps.append(Gap(county, township, name, str(month)))
            month = month.plus(1)
    done.gaps.sort(key=lambda gap: (gap.county, gap.township, gap.village, gap.month))
