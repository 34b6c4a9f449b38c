"""Sentences of refusals; see `messages`."""

from jifen.cli.messages import Sentence

SENTENCES: dict[str, Sentence] = {}
