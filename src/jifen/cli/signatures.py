"""A command's signature as typer reads it: what a decorator adds to a command is said in one way."""

import inspect
from collections.abc import Callable, Sequence
from typing import Any


def signed(run: Callable[..., None], parameters: Sequence[inspect.Parameter]) -> Callable[..., None]:
    """The function with these parameters for its signature, in their order."""
    shown: Any = run
    shown.__signature__ = inspect.Signature(parameters)
    shown.__annotations__ = {p.name: p.annotation for p in parameters}
    return run
