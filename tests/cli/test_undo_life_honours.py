"""The year's honours are taken back like everything else: see `test_undo`."""

from cli_support import Village
from test_honours import FAMILY, JANUARY, LISTED, candidates, fill, own
from test_undo import Step, proved, state

from jifen.messages import labels
from jifen.services.office.undo import typed
from jifen.store.life import honours


def kept(village: Village) -> object:
    import sqlite3
    from contextlib import closing

    with closing(sqlite3.connect(village.book)) as connection:
        return honours.last_draft(connection, "2025", "family"), honours.drafted(connection, "2025")


def drafting(village: Village) -> tuple[str, ...]:
    own(village, f'["{FAMILY}"]\n"奖励细则" = "HJ05"\n')
    return DRAFT


DRAFT = ("honour", "draft", "2025", FAMILY, "-o", f"{FAMILY}.xlsx", "--force")
STEPS = (
    Step("honour draft", JANUARY, drafting),
    Step(
        "honour review",
        JANUARY,
        lambda v: [
            *("honour", "review", "2025", FAMILY),
            fill(v.folder / f"{FAMILY}.xlsx", dict.fromkeys(candidates(v)[:2], LISTED)),
        ],
    ),
    Step("honour publish", JANUARY, ("honour", "publish", "2025", FAMILY, "--yes"), paper=True),
    Step("honour award", "2026-01-25", ("honour", "award", "2025", FAMILY)),
    Step(
        "honour revoke",
        "2026-02-01",
        lambda v: [*("honour", "revoke", "2025", FAMILY), honoured(v), "--reason", "弄虚作假"],
        paper=True,
    ),
)


def honoured(village: Village) -> str:
    return str(village.json("honour", "show", "2025", FAMILY)["households"][0]["household"])


def test_drafts_and_reviews_of_honours_are_taken_back_and_papers_are_not(half_year: Village) -> None:
    for step in STEPS:
        half_year.today(step.day)
        arguments = step.typed(half_year) if callable(step.typed) else step.typed
        before = state(half_year.book), kept(half_year)
        half_year(*arguments)
        assert half_year.sql("SELECT command FROM operation ORDER BY id DESC LIMIT 1") == [(step.command,)]
        if step.paper:
            said = half_year.json("undo", "--yes", code=3)["error"]
            assert said["code"] == "undo-refused" and "jifen honour" in said["message"]
            continue
        assert half_year.json("undo", "--yes")["undone"]["command"] == typed(step.command)
        assert (state(half_year.book), kept(half_year)) == before
        half_year(*arguments)
    proved(half_year)


def test_every_command_of_honours_is_tried() -> None:
    assert {step.command for step in STEPS} == {c for c in labels.OPERATION if c.startswith("honour ")}
