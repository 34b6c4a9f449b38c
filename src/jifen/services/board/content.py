"""What a list says: composed from the period as it stands and the meeting's decisions."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from jifen.domain.board import half_year_from
from jifen.domain.documents.published import BlackLine, Board, RedLine
from jifen.domain.documents.review import Review
from jifen.domain.household import by_grid
from jifen.domain.points import show
from jifen.printing.papers import board_words
from jifen.services.board.candidates import BoardState
from jifen.services.publication.heading import heading


def compose(standing: BoardState, decisions: Mapping[str, Any], first: date | None) -> Board:
    """The list's content before it is numbered; `first` is its first day, from which black lines run half a year."""
    candidates = standing.review()
    red = red_lines(standing, candidates, decisions)
    book = standing.session.rulebooks(standing.when).on(standing.period.last_day)
    content: Board = {
        **heading(standing.session, "board", str(standing.period), standing.when),
        "rulebook_from": None if book.effective_from == date.min else book.effective_from.isoformat(),
        "selector": candidates["selector"],
        "ranked": candidates["ranked"],
        "left_out": candidates["left_out"],
        "missing": candidates["missing"],
        "tied": sum(line["household"] in standing.selection.tied for line in red),
        "red": red,
        "black": black_lines(standing, decisions, first),
        "current": False,
        "scheme": candidates.get("scheme", {}),
    }
    if not content["scheme"]:
        del content["scheme"]
    return content


def red_lines(standing: BoardState, candidates: Review, decisions: Mapping[str, Any]) -> list[RedLine]:
    """Candidates the meeting lists, with the text it left, and how many lists in a row."""
    told = {row["household"]: row for row in decisions["red"] if row["decision"] == "list"}
    lines: list[RedLine] = []
    for candidate in candidates["red"]:
        row = told.get(candidate["household"])
        if row is None:
            continue
        line: RedLine = {
            "rank": candidate["rank"],
            "household": candidate["household"],
            "head": candidate["head"],
            "grid": candidate["grid"],
            "tier": candidate["tier"],
            "points": candidate["points"],
            "reason": row["reason"],
        }
        if "among" in candidate:
            line["among"] = candidate["among"]
        if "score" in candidate:
            line["score"], line["grade"] = candidate["score"], candidate["grade"]
        count = standing.streak_of(candidate["household"], "red")
        if count > 1:
            line["streak"] = count
        lines.append(line)
    return lines


def black_lines(standing: BoardState, decisions: Mapping[str, Any], first: date | None) -> list[BlackLine]:
    """Households the meeting lists, grid by grid, each until half a year after the first day."""
    until = half_year_from(first or standing.today).isoformat()
    rows = {row["household"]: row for row in decisions["black"] if row["decision"] == "list"}
    lines: list[BlackLine] = []
    for household in sorted((standing.people[code] for code in rows), key=by_grid):
        row = rows[household.code]
        occurred = date.fromisoformat(row["occurred_on"]) if row["occurred_on"] else None
        line: BlackLine = {
            "household": household.code,
            "head": household.head,
            "grid": household.grid,
            "points": show(standing.score(household.code).points),
            "article": row["article"],
            "fact": row["fact"] if row.get("composed") else board_words.dated(row["fact"], occurred),
            "told_on": row["told_on"],
            "deadline": row["deadline"],
            "outcome": row["outcome"],
            "until": until,
        }
        reached = standing.reached(household.code)
        if reached is not None:
            line["score"], line["grade"] = reached
        lines.append(line)
    return lines
