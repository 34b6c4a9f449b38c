"""What the steps between meetings ask for: activities, matters and their steps, grids, honours; each by its number."""

from typing import TYPE_CHECKING

from jifen.cli.arguments import Common
from jifen.cli.context import session
from jifen.cli.output import say
from jifen.cli.questions import choose_by_number, choose_or_first
from jifen.domain.life import flows
from jifen.messages import labels, subjects

if TYPE_CHECKING:
    from jifen.services.life.matter_views import MatterView

Words = list[str]

AT_ANY_TIME = tuple(labels.MATTER_EVENT[kind] for kind in ("urged", "transferred", "called-back"))
"""Steps that every kind of matter knows while it is open."""


def activity(common: Common, name: str, words: Words, optional: bool) -> Words | None:
    """An activity that is to be held."""
    from jifen.services.life.activities import list_activities

    with session(common) as opened:
        found = [view.activity for view in list_activities(opened) if view.activity.status == "planned"]
    if not found:
        say("没有还没办的活动。先“定一个活动”。")
        return None
    place = choose_or_first("哪一个活动？", [f"{each.held_on} {each.name}" for each in found])
    return None if place is None else [str(found[place].id)]


def matter_kind(common: Common, name: str, words: Words, optional: bool) -> Words | None:
    """A kind of matter."""
    from jifen.services.life.matter_views import kinds

    with session(common) as opened:
        found = kinds(opened)
    place = choose_by_number("哪一类？", [kind.name for kind in found])
    return None if place is None else [found[place].name]


def _open_matters(common: Common) -> "list[MatterView]":
    from jifen.services.life.matter_views import every

    with session(common) as opened:
        return [view for view in every(opened) if view.course.status == "open"]


def matter(common: Common, name: str, words: Words, optional: bool) -> Words | None:
    """A matter that is not closed, by its text."""
    found = _open_matters(common)
    if not found:
        say("没有正在办的事项。")
        return None
    place = choose_by_number("哪一件？", [f"第 {v.matter.id} 号　{v.matter.flow.name}：{v.matter.text}" for v in found])
    return None if place is None else [str(found[place].matter.id)]


def matter_step(common: Common, name: str, words: Words, optional: bool) -> Words | None:
    """The step that comes next, or one that may come at any time."""
    view = next(view for view in _open_matters(common) if str(view.matter.id) == words[-1])
    following = [view.course.step.name] if view.course.step else []
    choices = [*following, *AT_ANY_TIME]
    place = choose_or_first("办了哪一步？", choices)
    return None if place is None else [choices[place]]


OUTCOMES = tuple((labels.MATTER_STATUS[outcome], outcome) for outcome in flows.OUTCOMES)


def grid(common: Common, name: str, words: Words, optional: bool) -> Words | None:
    """One of the village's grids."""
    from jifen.services.life.grids import known

    with session(common) as opened:
        found = known(opened)
    place = choose_or_first(subjects.in_words("哪一个网格？"), [subjects.grid(each) for each in found])
    return None if place is None else [found[place]]


def honour(common: Common, name: str, words: Words, optional: bool) -> Words | None:
    """A kind of honour."""
    from jifen.services.honour.kinds import list_kinds

    with session(common) as opened:
        found = list_kinds(opened)
    place = choose_by_number("哪一种荣誉？", [kind.name for kind in found])
    return None if place is None else [found[place].name]
