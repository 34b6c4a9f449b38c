"""Names masked wherever they stand on a paper: in reasons, facts and answers too, not only in the column of names."""

import re
from collections.abc import Callable, Iterable
from dataclasses import replace

from jifen.printing import words
from jifen.printing.engine.paper import Paper
from jifen.printing.engine.rewriting import rewritten
from jifen.printing.engine.texts import COMMON, Texts

SHORTEST = 2
"""A name of one character is no more than a character of the language."""
FOOTER = "页脚"


_READ_OUT = "某"
"""What a star is read as."""


def masker(names: Iterable[str], known: Iterable[str], *, spoken: bool = False) -> Callable[[str], str]:
    """What masks `names` in a text, longest first, blanks between their characters or not.

    `known`: strings that stay as they are though a name may stand in them (the village's, the wording of a rule).
    `spoken`: for a text that is read out.
    """
    star = _READ_OUT if spoken else "*"
    hidden = {name for name in names if len(name) >= SHORTEST}
    kept = {text for text in known if text} - hidden
    if not hidden:
        return lambda text: text
    ordered = sorted(hidden | kept, key=lambda text: (-len(text), text))
    looked_for = re.compile("|".join(_spaced(text) if text in hidden else re.escape(text) for text in ordered))

    def mask(text: str) -> str:
        return looked_for.sub(lambda match: _masked(match.group(), hidden, star), text)

    return mask


def _spaced(name: str) -> str:
    return r"\s*".join(re.escape(character) for character in name if not character.isspace())


def _masked(found: str, hidden: set[str], star: str) -> str:
    name = "".join(found.split())
    return words.mask_name(name).replace("*", star) if name in hidden else found


def masked_paper(paper: Paper, mask: Callable[[str], str]) -> Paper:
    """The paper with its names masked, and a word in its footer that this hides little."""
    filling = rewritten(paper.filling, mask)
    weak = Texts(COMMON, {}, paper.own)("打码说明")
    footer = filling.fields.get(FOOTER)
    if footer is not None and weak:
        filling = replace(filling, fields={**filling.fields, FOOTER: f"{footer}　　{weak}"})
    return replace(paper, filling=filling)
