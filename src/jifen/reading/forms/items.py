"""Items and pieces, as goods lists, counting sheets, registers and sign-out sheets name them alike."""

import re
from collections.abc import Mapping

from jifen.domain.goods import pieces
from jifen.reading.forms.form import FormCell
from jifen.reading.issue_log import IssueLog
from jifen.reading.words.names import normalise_code, normalise_text


def whole(cell: FormCell) -> int | None:
    """Pieces, zero too; `12块` is read. None for anything that is no whole number."""
    plain = re.fullmatch(r"([0-9]{1,9})(?:\.0+)?(\D{0,3})", cell.folded)
    if not plain or plain[2].startswith((".", "-", ",", "%")):
        return None
    return 0 if int(plain[1]) == 0 else pieces(plain[1].lstrip("0"))


def find_item(code: FormCell | None, name: FormCell | None, known: Mapping[str, str], log: IssueLog) -> str | None:
    """The item a row means: by code (and its name, where given, must be that item's), else by a name only one has."""
    at = code if code is not None and not code.blank else name
    if at is None:
        return None
    if code is not None and not code.blank:
        wanted = normalise_code(code.text)
        fitting = wanted in known and (name is None or name.blank or _same_name(name.text, known[wanted]))
        if fitting:
            return wanted
        facts = {"item": wanted, "name": known.get(wanted, "")}
    else:
        same = [key for key, value in known.items() if _same_name(at.text, value)]
        if len(same) == 1:
            return same[0]
        facts = {"item": "", "name": at.text}
    log.on("item-unknown", at, facts, _near(at.text, name, known))
    return None


def _same_name(text: str, name: str) -> bool:
    return normalise_text(text) == normalise_text(name)


def _near(text: str, name: FormCell | None, known: Mapping[str, str]) -> tuple[str, ...]:
    wanted = {normalise_text(text), normalise_text(name.text) if name is not None else ""} - {""}
    return tuple(f"{code} {value}" for code, value in known.items() if normalise_text(value) in wanted)[:3]
