"""Activities as JSON."""

from typing import TYPE_CHECKING

from jifen.messages.results import Shape, picked

if TYPE_CHECKING:
    from jifen.services.life.activities import ActivityView, AttendanceImport


def activity(value: "ActivityView") -> Shape:
    """As `activity list` gives it."""
    told = picked(value.activity, "id name on=held_on rule quota attended status place reason")
    return told | picked(value, "wording counting")


def activity_in_full(value: "ActivityView") -> Shape:
    """As `activity show` gives it."""
    came = [picked(one.attendance, "household person times") | {"head": one.head} for one in value.came]
    return activity(value) | {"came": came, "deeds": list(value.deeds)}


def attendance(value: "AttendanceImport") -> Shape:
    """What `activity import` did, without its issues."""
    return picked(value, "applied status attended households deeds points")
