"""Marks that nobody sees: zero-width and bidirectional ones, and control characters. Taken out where a text comes in.

They make two names of what looks like one, turn round what is read, and steer a terminal.
"""

import re

_LAID_OUT = "\t\n\r"
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
_UNSEEN = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\u3164\ufeff\uffa0"
    "\ufff9-\ufffb\U000e0000-\U000e007f]"
)


def visible(text: str) -> str:
    """A text without any of them; line breaks and tabs stay."""
    if text.isascii():
        return text if text.isprintable() else _CONTROL.sub("", text)
    return _UNSEEN.sub("", _CONTROL.sub("", text))


def on_a_line(text: str) -> str:
    """The same with line breaks and tabs as blanks."""
    told = visible(text)
    return told if told.isprintable() else told.translate({ord(mark): " " for mark in _LAID_OUT})


def escaped(json: str) -> str:
    """JSON in which what would steer a terminal or turn round what is read stands as an escape: nothing is lost."""
    if json.isascii():
        return json.replace("\x7f", "\\u007f")
    return _UNSEEN.sub(_escape, re.sub("[\x7f-\x9f]", _escape, json))


def _escape(found: re.Match[str]) -> str:
    return "".join(f"\\u{ord(half):04x}" for half in _halves(found[0]))


def _halves(character: str) -> str:
    if character <= "\uffff":
        return character
    code = ord(character) - 0x10000
    return chr(0xD800 + (code >> 10)) + chr(0xDC00 + (code & 0x3FF))
