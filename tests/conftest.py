"""What every room of the tests shares: things that take long to make are made once for all processes that test."""

import os
import shutil
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

Shared = Callable[[str, Callable[[Path], object]], Path]
PATIENCE = 300

# How long it takes to draw values says how busy the machine is, not whether the program is right.
settings.register_profile("jifen", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("jifen")


@pytest.fixture(scope="session")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Shared:
    """`shared(name, build)`: a folder that `build` fills once (others wait for it); to be copied, not changed."""
    own = tmp_path_factory.getbasetemp()
    root = own.parent if "PYTEST_XDIST_WORKER" in os.environ else own

    def made(name: str, build: Callable[[Path], object]) -> Path:
        whole, part, lock = (root / f"{name}{end}" for end in (".shared", ".part", ".lock"))
        latest = time.monotonic() + PATIENCE
        while not whole.exists():
            try:
                lock.mkdir()
            except FileExistsError:
                assert time.monotonic() < latest, f"{name} was begun and is not there after {PATIENCE} s"
                time.sleep(0.05)
                continue
            try:
                if not whole.exists():
                    part.mkdir()
                    build(part)
                    part.rename(whole)
            finally:
                shutil.rmtree(part, ignore_errors=True)
                lock.rmdir()
        return whole

    return made


@pytest.fixture(scope="session", autouse=True)
def patient_disk() -> Iterator[None]:
    """No commit waits for the disk: what dies in these tests is a process, and that has its writes in the system.

    The program started as a process of its own, and `tests/store/test_opening.py`, see it as it is.
    """
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("jifen.store.files.SYNCHRONOUS", "OFF")
        yield


@pytest.fixture(scope="session", autouse=True)
def compiled_once(shared: Shared) -> Iterator[None]:
    """The program started as a process of its own keeps its bytecode, where the machine says to keep none as well."""
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("PYTHONDONTWRITEBYTECODE", raising=False)
        patch.setenv("PYTHONPYCACHEPREFIX", str(shared("bytecode", lambda folder: None)))
        yield


def pytest_configure(config: pytest.Config) -> None:
    """What the tests write lies in memory where there is room for it there; what a test leaves that failed stays."""
    memory = Path("/dev/shm")
    if sys.platform == "linux" and os.access(memory, os.W_OK) and shutil.disk_usage(memory).free > ROOM:
        os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(memory))


ROOM = 2**30
LONG = ("test_rendering.py", "test_killed.py", "test_redeem_race.py", "test_processes.py")
"""Long pieces first, so that no process sits idle at the end while another is at them."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    items.sort(key=lambda item: LONG.index(item.path.name) if item.path.name in LONG else len(LONG))
