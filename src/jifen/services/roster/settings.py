"""The village's settings: what they are now, and changing one."""

from dataclasses import dataclass
from datetime import date

from jifen.domain import settings as domain_settings
from jifen.domain.scheme.scheme import Scheme
from jifen.domain.settings import Selector
from jifen.errors import JifenError, UsageError
from jifen.services.roster.rules import find_rule
from jifen.services.session import Session
from jifen.store import rulebooks


@dataclass(frozen=True, slots=True)
class SettingView:
    """A setting as it holds; `since` the day it was set, None where it has its default."""

    name: str
    value: str
    default: str
    since: date | None


def list_settings(session: Session) -> list[SettingView]:
    """Every setting, set or not."""
    rows = rulebooks.setting_rows(session.connection)
    return [
        SettingView(name, *(rows[name][0], default, rows[name][1]) if name in rows else (default, default, None))
        for name, default in domain_settings.DEFAULTS.items()
    ]


def set_setting(session: Session, name: str, value: str) -> str:
    """Change a setting, giving the value as kept."""
    try:
        kept = domain_settings.checked(name, value)
    except KeyError:
        raise UsageError("setting-unknown", name=name, known=list(domain_settings.DEFAULTS)) from None
    except ValueError as error:
        raise UsageError("setting-invalid", name=name, value=value, expected=str(error)) from None
    if name == "village" and not kept:
        raise UsageError("setting-invalid", name=name, value=value, expected="text")
    if name == "black-rules":
        kept = _known_rules(session, kept)
    if name == "red":
        refuse_unknown_levels(Selector.parse(kept), session.rulebooks().on(session.today).scheme)
    with session.change("settings set", name=name, value=kept) as change:
        rulebooks.set_setting(session.connection, change.operation_id, name, kept)
    return kept


def refuse_unknown_levels(selector: Selector, scheme: Scheme) -> None:
    """Refused: the red list asks for a grade that the scheme does not have."""
    known = [grade.name for grade in scheme.grades]
    unknown = [level for level in selector.levels if level not in known]
    if unknown:
        raise JifenError("red-level-unknown", found=unknown, known=known)


def _known_rules(session: Session, text: str) -> str:
    codes = [code for code in text.replace("\u3001", ",").replace("\uff0c", ",").replace(" ", ",").split(",") if code]
    return ",".join(find_rule(session, code).code for code in codes)
