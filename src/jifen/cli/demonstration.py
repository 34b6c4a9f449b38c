"""The demonstration village: half a year lived through in a moment, by the very commands a secretary types."""

import io
import json
import os
from collections.abc import Iterator
from contextlib import chdir, contextmanager, redirect_stderr, redirect_stdout
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from jifen.cli.arguments import Common
from jifen.cli.context import BOOK_NAME, EXPORTS, refuse_program_folder
from jifen.cli.output import show, show_json
from jifen.errors import JifenError
from jifen.services.book.demonstration import Script, Step, fill_in, lay_out_sheets, load_script, refuse_taken, words


@dataclass(slots=True)
class Stage:
    """The folder, what was done so far, and what the last command answered."""

    common: Common
    folder: Path
    script: Script
    told: list[str] = field(default_factory=list)
    answer: dict[str, object] = field(default_factory=dict)

    def tell(self, text: str) -> None:
        """One line of what happens."""
        self.told.append(text)
        if not self.common.json:
            show(text)

    def take(self, step: Step) -> None:
        """One step of the script."""
        if step.says:
            self.tell(step.says)
        if step.day:
            self.answer = self.run(step.day, step.run)
        if step.fill:
            source = self.folder / str(self.answer["path"])
            self.answer = {"rows": fill_in(self.script, step, source, self.folder / step.fill)}
        if step.then:
            self.tell(words(step.then, self.answer))

    def run(self, day: date, arguments: tuple[str, ...]) -> dict[str, object]:
        """Run one command on a day, show how it is typed, and give its JSON; a refusal ends the demonstration."""
        from jifen.cli.main import run

        self.tell(f"{day.isoformat()}  jifen {' '.join(arguments)}")
        out, err = io.StringIO(), io.StringIO()
        operator = self.common.operator or self.script.operator
        with _in_folder(self.folder, day, operator), redirect_stdout(out), redirect_stderr(err):
            code = run([*arguments, "--db", BOOK_NAME, "--yes", "--json"])
        if code:
            raise JifenError("demo-broken", command=" ".join(arguments), detail=err.getvalue().strip())
        answer: dict[str, object] = json.loads(out.getvalue())
        return answer


@contextmanager
def _in_folder(folder: Path, day: date, operator: str) -> Iterator[None]:
    """Stand in the village's folder on a day; everything is as before afterwards."""
    before = dict(os.environ)
    os.environ |= {"JIFEN_TODAY": day.isoformat(), "JIFEN_OPERATOR": operator}
    try:
        with chdir(folder):
            yield
    finally:
        os.environ.clear()
        os.environ.update(before)


def run_demonstration(common: Common, folder: Path | None, *, year: bool = False) -> None:
    """Build the village, tell what was done and what to open; `year`: the second half-year and the honours, too."""
    place = folder or _fresh()
    refuse_program_folder(place)
    refuse_taken(place)
    script = load_script(year=year)
    if common.dry_run:
        if common.json:
            show_json({"ok": True, "path": str(place), "did": [], "files": []})
        else:
            show(f"将在 {place} 建演示村 {script.village}。")
        return
    lay_out_sheets(place / script.sheets)
    stage = Stage(common, place, script)
    for step in script.steps:
        stage.take(step)
    _tell(stage)


def _fresh() -> Path:
    number = 1
    while Path(f"演示村-{number}").exists():
        number += 1
    return Path(f"演示村-{number}")


def _tell(stage: Stage) -> None:
    files = sorted(str(path) for path in (stage.folder / EXPORTS).iterdir())
    if stage.common.json:
        show_json({"ok": True, "path": str(stage.folder), "did": stage.told, "files": files})
        return
    show("")
    show("印好的东西（用 WPS 或 Excel 打开看看）：")
    for file in files:
        show(f"  {file}")
    show(f"  {stage.folder / '台账'}（检查要看的七本台账）")
    show(f"再试试：cd {stage.folder}，然后 jifen points rank --period 2025H1、jifen meeting list、jifen verify。")
    show("不用办公软件要 PDF 或图片：jifen meeting notice 2025-06 -o 六月公示.xlsx --pdf --png。")
