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


def test_every_picture_is_shown_on_a_page_and_every_picture_shown_is_there() -> None:
    there = {path.name for path in (DOCS / "pictures").iterdir()}
    shown = [name for page in PAGES for name in re.findall(r"pictures/([^)\s]+)\)", page.read_text(encoding="utf-8"))]
    assert set(shown) == there
    assert len(shown) == len(set(shown))


def test_every_picture_says_in_words_what_it_shows() -> None:
    texts = [text for page in PAGES for text in re.findall(r"!\[([^]]*)\]\(", page.read_text(encoding="utf-8"))]
    assert len(texts) > 20
    assert [text for text in texts if len(text) < 3] == []


def test_pictures_load_quickly() -> None:
    pictures = {path.name: path.read_bytes() for path in (DOCS / "pictures").glob("*.png")}
    assert [name for name, data in pictures.items() if len(data) > 60 * 1024] == []
    assert sum(map(len, pictures.values())) <= 1_300 * 1024
    assert all(data.startswith(b"\x89PNG") for data in pictures.values())


def options_by_command() -> dict[str, set[str]]:
    """Every command with its options, as the page of commands has them (which a test above holds to the code)."""
    text = (DOCS / "commands.md").read_text(encoding="utf-8")
    always = set(re.findall(r"--[a-z][a-z-]*", text.split("\n## jifen ")[0]))
    pages = re.findall(r"^## jifen ([a-z -]+)\n(.*?)(?=^## |\Z)", text, re.MULTILINE | re.DOTALL)
    return {name: always | set(re.findall(r"--[a-z][a-z-]*", page)) for name, page in pages}


@pytest.mark.parametrize(
    "page", [DOCS / "manual.md", DOCS / "other-programs.md", DOCS / "rollup.md", ROOT / "README.md"]
)
def test_every_command_that_a_page_tells_people_to_type_is_there_with_its_options(page: Path) -> None:
    known = options_by_command()
    text = page.read_text(encoding="utf-8")
    blocks = "".join(re.findall(r"^```\w*\n(.*?)^```", text, re.MULTILINE | re.DOTALL))
    lines = re.findall(r"^(?:\$ )?(jifen [a-z][^\n#]*)", blocks, re.MULTILINE)
    lines += re.findall(r"`(jifen [a-z][^`\n]*)`", text)
    assert len(lines) > 2
    wrong = []
    for line in lines:
        words = line.split()[1:]
        name = next((n for n in (" ".join(words[:2]), words[0]) if n in known), None)
        if name is None or not set(re.findall(r" (--[a-z][a-z-]*)", line)) <= known[name]:
            wrong.append(line)
    assert wrong == []


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
