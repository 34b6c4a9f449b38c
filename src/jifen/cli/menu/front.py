"""`jifen` alone: what is due, and at a terminal the menu. What is chosen is shown as it is typed, and run by `main.run`."""

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from jifen.cli.arguments import Common
from jifen.cli.context import found_book, has_screen, session
from jifen.cli.menu import files
from jifen.cli.menu.asks import filled
from jifen.cli.menu.plain import plain
from jifen.cli.menu.steps import FIRST_DAY, STAGES, Stage, Step
from jifen.cli.menu.ways_on import more_words
from jifen.cli.output import SPOKEN, say, say_all, say_as_typed, show_all, show_json
from jifen.cli.questions import ask, line, picked
from jifen.messages.subjects import in_words
from jifen.messages.summaries import due as words

if TYPE_CHECKING:
    from jifen.domain.due import Due
    from jifen.services.office.due import Standing

ACROSS = 4
"""Stages in a row: 72 columns."""
FIRST_STAGE = 11
"""Stages keep their numbers, whatever is due that day: what the hand has learnt stays right."""
MOST = FIRST_STAGE - 2
"""So many things of the day are offered; `status` lists all."""
MONTH_S_WORK = frozenset({"meeting-missing", "publish", "finalize"})
"""What is due month by month. One of them done, the next is begun at once: it asks before it writes anything."""
UNREAD = "没导入过的评议表"
"""What is asked for where a sheet is due: nothing, if there is one that was not taken yet."""
AGAIN = "again"
"""Nothing was chosen: the menu is shown once more."""
LEAVE = frozenset({"0", "q", "quit", "退出", "离开"})


def begin(common: Common) -> int:
    """What `jifen` alone does; gives the exit code."""
    if has_screen() and not common.json:
        return serve(common)
    if found_book(common) is None:
        if common.json:
            show_json({"today": None, "due": []})
        else:
            show_all(words.no_book(str(Path.cwd())))
        return 0
    return run_words(common, ["status"])


def run_words(common: Common, typed: Sequence[str]) -> int:
    """Run a command as if it had been typed, with the common options that `jifen` alone was given."""
    from jifen.cli.main import run

    given = [part for name in ("db", "operator") if (value := getattr(common, name)) for part in (f"--{name}", value)]
    flags = [f"--{name.replace('_', '-')}" for name in ("json", "dry_run", "yes") if getattr(common, name)]
    common.wrong, common.refusal = (), None
    return run([*typed, *given, *flags], common)


@contextmanager
def plainly() -> Iterator[None]:
    """What is said inside is said in the menu's words."""
    spoken = SPOKEN.set(plain)
    try:
        yield
    finally:
        SPOKEN.reset(spoken)


def serve(common: Common) -> int:
    """The menu until somebody leaves."""
    try:
        with plainly():
            step = _chosen(common)
            while step is not None:
                done = isinstance(step, Step) and take(common, step) and step.month_s
                step = (_following(common) if done else None) or _chosen(common)
    except KeyboardInterrupt:
        say("")
    say("再见。要办什么，再输入 jifen。")
    return 0


def take(common: Common, step: Step) -> bool:
    """One step: ask, show the command, run it; whether it was done."""
    typed = filled(common, step.parts, [])
    if typed is None:
        say("没有办，回到菜单。")
        return False
    if step.look and not _agreed(common, typed):
        return False
    return carry_out(common, typed)


def carry_out(common: Common, typed: Sequence[str]) -> bool:
    """Show a command and run it; where it was refused for what somebody may decide, once more with the decision."""
    words = list(typed)
    while _run_shown(common, words):
        added = more_words(common, words)
        if not added:
            return False
        words += added
    return True


def _following(common: Common) -> Step | None:
    """What is due next of the month's work, so that a month is done one yes after the other; None where nothing is, or
    where a sheet has to be named first."""
    with session(common) as opened:
        from jifen.services.office.due import standing

        found = standing(opened)
    following = next((due for due in found.due if due.what in MONTH_S_WORK and not due.waits), None)
    if following is None or (following.what == "meeting-missing" and files.only_unread(common) is None):
        return None
    step = of_due(following, found)
    say(f"\n接着办：{step.title}")
    return step


def _agreed(common: Common, typed: Sequence[str]) -> bool:
    """What the command would do, and whether somebody wants it."""
    return run_words(common, [*typed, "--dry-run"]) == 0 and ask("照这样办、出公示文件吗？")


def _run_shown(common: Common, typed: Sequence[str]) -> int:
    say_as_typed(f"\n> jifen {' '.join(map(quoted, typed))}")
    return run_words(common, typed)


def quoted(word: str) -> str:
    """A word as it is typed at a prompt: in quotes where the prompt would tear it."""
    return f'"{word}"' if not word or re.search(r"[\s&|<>^();'‘’“”]", word) else word


def _chosen(common: Common) -> Step | str | None:
    """The step somebody wants; a text where the menu is to be shown again, None for leaving."""
    say("")
    if found_book(common) is None:
        say(f"{Path.cwd()} 里还没有账本。")
        return _pick([("", FIRST_DAY)], ())
    with session(common) as opened:
        from jifen.services.office.due import standing

        found = standing(opened)
    say_all(words.head(found))
    # A copy is soon made and never urgent: what hangs and counts comes before it; what waits cannot be done yet.
    last = sorted(found.due, key=lambda item: (item.waits, item.what == "backup-old"))
    due = [of_due(item, found) for item in last]
    ahead = [of_due(item, found) for item in found.ahead]
    return _pick([(f"要办的 {len(due)} 件：", due), ("不急的：", ahead)], STAGES)


def of_due(due: "Due", found: "Standing") -> Step:
    """What is due as a step: its command, its placeholders asked for."""
    typed = words.command(due).removeprefix("jifen ")
    if due.what == "meeting-missing":
        typed = typed.replace("‹文件›", f"‹{UNREAD}›")
    return Step(words.item(due, found.today), (typed,), month_s=due.what in MONTH_S_WORK)


def _pick(offers: Sequence[tuple[str, Sequence[Step]]], stages: Sequence[Stage]) -> Step | str | None:
    """Numbered lines; Enter takes the first offer, a stage opens its own list."""
    entries: dict[int, Step | Stage] = {}
    for heading, steps in offers:
        if heading and steps:
            say(heading)
        for step in steps[: MOST - len(entries)]:
            entries[len(entries) + 1] = step
            say(f"  {len(entries)}. {step.title}")
    first = bool(entries)
    if sum(len(steps) for _, steps in offers) > len(entries):
        say("  还有没列出的，全部见 jifen status。")
    if stages:
        say("各项工作：")
        entries |= dict(enumerate(stages, FIRST_STAGE))
        say_all(in_rows([f"{n}. {stage.title}" for n, stage in enumerate(stages, FIRST_STAGE)]))
    typed = line(f"请输入序号（{'直接回车：1，' if first else ''}0 离开）：")
    if typed is None or typed.lower() in LEAVE:
        return None
    chosen = entries.get(1 if typed == "" and first else int(typed) if typed.isdecimal() else 0)
    if chosen is None:
        say("没有这个序号。" if typed else "眼下没有要办的事，请选一项，或输入 0 离开。")
        return AGAIN
    return _step_of(chosen) if isinstance(chosen, Stage) else chosen


def in_rows(texts: Sequence[str]) -> Iterator[str]:
    """Short texts side by side, so that the menu stays on one screen; a Chinese character is two columns wide."""
    from rich.cells import set_cell_size

    for start in range(0, len(texts), ACROSS):
        row = texts[start : start + ACROSS]
        yield "  " + "".join(set_cell_size(text, 18) for text in row).rstrip()


def _step_of(stage: Stage) -> Step | str:
    """A step of a stage; Enter goes back."""
    say(f"{stage.title}：")
    for number, step in enumerate(stage.steps, 1):
        say(f"  {number}. {in_words(step.title)}")
    place = picked(line("请输入序号（直接回车：返回）：") or "", len(stage.steps))
    return AGAIN if place is None else stage.steps[place]
