"""The pages of docs/: what is generated is up to date, what is linked is there."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from jifen.reading.issues import CODES

ROOT = Path(__file__).resolve().parents[2]
DOCS = ROOT / "docs"
PAGES = sorted([*DOCS.glob("*.md"), *ROOT.glob("*.md")])
FLOORS = r"cli|messages|services|reading|store|printing|domain"


def test_generated_pages_say_what_the_code_says() -> None:
    done = subprocess.run(
        [sys.executable, ROOT / "tools" / "make_docs.py", "--check"], check=False, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_link_of_a_page_leads_to_a_file(page: Path) -> None:
    targets = re.findall(r"\]\((?!https?:|#)([^)#\s]+)(?:#[^)]*)?\)", page.read_text(encoding="utf-8"))
    assert [target for target in targets if not (page.parent / target).exists()] == []


def test_every_layout_has_a_picture_that_loads_quickly() -> None:
    pictures = {path.name: path for path in (DOCS / "pictures").glob("*.png")}
    shown = set(re.findall(r"pictures/([\w-]+\.png)", (DOCS / "layouts.md").read_text(encoding="utf-8")))
    assert shown == set(pictures)
    assert [name for name, path in pictures.items() if path.stat().st_size > 60 * 1024] == []
    assert all(path.read_bytes().startswith(b"\x89PNG") for path in pictures.values())


def test_the_page_of_layouts_names_only_issue_codes_that_exist() -> None:
    text = (DOCS / "layouts.md").read_text(encoding="utf-8")
    named = {word for word in re.findall(r"`([a-z]+(?:-[a-z]+)+)`", text) if not word.startswith("jifen")}
    assert named
    assert named <= set(CODES)


@pytest.mark.parametrize("page", [DOCS / "design.md", ROOT / "CONTRIBUTING.md"], ids=lambda page: page.name)
def test_the_places_a_page_for_developers_names_are_there(page: Path) -> None:
    named = re.findall(rf"`(?:src/jifen/)?((?:{FLOORS})/[\w/.<>]+)`", page.read_text(encoding="utf-8"))
    assert len(named) > 10
    missing = [
        name
        for name in named
        if "<" not in name
        and not any(
            (ROOT / "src" / "jifen" / f"{name.removesuffix('.py')}{end}").exists() for end in (".py", "", ".toml")
        )
    ]
    assert missing == []


def test_every_target_and_folder_that_contributing_names_exists() -> None:
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"`make ([\w-]+)`", text))
    assert targets
    assert [name for name in targets if not re.search(rf"^{name}:", makefile, re.MULTILINE)] == []
    folders = re.findall(r"`((?:tests|tools|templates|docs)/[^`]*)`", text)
    assert [name for name in folders if not (ROOT / name).exists()] == []


def test_a_room_holds_no_more_modules_than_one_can_look_over() -> None:
    rooms = {path.parent for path in (ROOT / "src" / "jifen").rglob("*.py")}
    counts = {str(room.relative_to(ROOT)): len(list(room.glob("*.py"))) - 1 for room in rooms}
    assert {room: count for room, count in counts.items() if count > 20} == {}
