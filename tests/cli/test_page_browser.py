"""The pages in a real browser: nothing reaches over the edge at 360 and 1280 px, by day and by night, and axe agrees.

Skipped with its reason where there is no Chromium (`apt install chromium`) or no axe-core (`npm install axe-core`).
"""

import html
import json
import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest
from cli_support import Village

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome", "chrome"))), None)
AXE = next(
    (
        path
        for folder in (os.environ.get("JIFEN_NODE_MODULES"), *(p / "node_modules" for p in Path(__file__).parents))
        if folder and (path := Path(folder) / "axe-core" / "axe.min.js").is_file()
    ),
    None,
)
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no chromium on this machine: apt install chromium")
WIDTHS = (360, 1000, 1280)
MEASURE = """
<script>
const told = {}; let waiting = 0;
async function look(frame) {
  const inner = frame.contentDocument, root = inner.documentElement;
  told[frame.id] = {over: root.scrollWidth - root.clientWidth, wide: root.clientWidth,
    dark: frame.contentWindow.matchMedia('(prefers-color-scheme: dark)').matches,
    cut: [...inner.querySelectorAll('.wide')].filter(part => part.scrollWidth > part.clientWidth).length,
    ground: frame.contentWindow.getComputedStyle(inner.body).backgroundColor};
  if (frame.contentWindow.axe) {
    const found = await frame.contentWindow.axe.run(inner, {runOnly: ['wcag2a', 'wcag2aa', 'best-practice']});
    told[frame.id].axe = found.violations.map(v => v.id + ' ' + v.nodes[0].html.slice(0, 120));
  }
}
onload = async () => {
  for (const frame of document.querySelectorAll('iframe')) await look(frame);
  document.title = 'done'; document.getElementById('told').textContent = JSON.stringify(told);
};
</script><pre id="told"></pre>
"""


def looked_at(folder: Path, pages: dict[str, str], *, dark: bool = False, axe: str = "") -> dict:
    """What a browser measures of pages, each in a frame of each width."""
    frames = ""
    for name, page in pages.items():
        inside = html.escape(page.replace("</body>", f"<script>{axe}</script></body>") if axe else page)
        frames += "".join(
            f'<iframe id="{name}-{width}" style="width:{width}px;height:900px;border:0" srcdoc="{inside}"></iframe>'
            for width in WIDTHS
        )
    place = folder / "frames.html"
    place.write_text(f'<!DOCTYPE html><meta charset="utf-8"><body>{frames}{MEASURE}', encoding="utf-8")
    command = [
        CHROMIUM,
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        "--hide-scrollbars",
        f"--user-data-dir={folder / 'profile'}",
    ]
    command += ["--blink-settings=preferredColorScheme=0"] if dark else []
    command += ["--virtual-time-budget=60000", "--dump-dom", place.as_uri()]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=True, encoding="utf-8")
    found = re.search(r'<pre id="told">(\{.*?\})</pre>', done.stdout, re.DOTALL)
    assert found, done.stderr[-2000:]
    return json.loads(html.unescape(found[1]))


@pytest.fixture
def pages(half_year: Village) -> dict[str, str]:
    told = half_year.json("page", "--households", "户页")
    return {"village": Path(told["path"]).read_text(encoding="utf-8"),
            "household": (half_year.folder / "户页" / "03-01.html").read_text(encoding="utf-8")}  # fmt: skip


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_no_page_reaches_over_an_edge_and_no_table_is_cut_on_a_screen(pages, tmp_path, dark):
    found = looked_at(tmp_path, pages, dark=dark)
    assert set(found) == {f"{page}-{width}" for page in ("village", "household") for width in WIDTHS}
    for name, seen in found.items():
        assert seen["cut"] == 0 or name.endswith("-360"), name
        assert seen["over"] == 0 and name.endswith(str(seen["wide"])) and seen["dark"] is dark, (name, seen)
        assert seen["ground"] == ("rgb(19, 20, 22)" if dark else "rgb(244, 240, 233)")


@pytest.mark.skipif(AXE is None, reason="no axe-core here: npm install axe-core, or JIFEN_NODE_MODULES")
@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_axe_finds_nothing_in_the_way_of_anybody(pages, tmp_path, dark):
    axe = AXE.read_text(encoding="utf-8").replace("</script", "<\\/script")
    found = looked_at(tmp_path, pages, dark=dark, axe=axe)
    assert {name: seen["axe"] for name, seen in found.items()} == {name: [] for name in found}
