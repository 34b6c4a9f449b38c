"""Households, remembered answers, settings and rules as JSON."""

from typing import TYPE_CHECKING

from jifen.domain.period import BEGINNING
from jifen.domain.points import ZERO, show
from jifen.messages import labels
from jifen.messages.results import Shape, picked

if TYPE_CHECKING:
    from datetime import date

    from jifen.domain.household import Household, HouseholdEvent
    from jifen.domain.rulebook import Rule, RuleChange
    from jifen.domain.rules.remarks import Remark
    from jifen.domain.scheme.scheme import Scheme
    from jifen.services.guards import JudgedOffence
    from jifen.services.office.trial import Trial, TriedHousehold
    from jifen.services.roster.finding import FoundHousehold
    from jifen.services.roster.households import HouseholdHistory
    from jifen.services.roster.roster_import import RosterImport
    from jifen.services.roster.rules import RuleSetting, RulesImport
    from jifen.services.roster.settings import SettingView
    from jifen.store.households import Alias


def _since(day: "date | None") -> str | None:
    """None from the beginning."""
    return None if day in (None, BEGINNING) else str(day)


def household(value: "Household") -> Shape:
    """As `roster list` gives it."""
    return picked(value, "household=code head grid group people status")


def found(value: "FoundHousehold") -> Shape:
    """As `find` gives it, and a refusal its candidates."""
    return picked(value.household, "household=code head grid status") | picked(value, "available")


def history(value: "HouseholdHistory") -> Shape:
    """A household with its events, as `roster show` gives it."""
    return {**household(value.household), "tier": value.household.tier, "events": [_event(e) for e in value.events]}


def _event(value: "HouseholdEvent") -> Shape:
    told = {name: given for name in labels.HOUSEHOLD_ATTRIBUTE if (given := getattr(value, name)) is not None}
    return {"on": _since(value.on), "kind": value.kind, "other": value.other, **told}


def roster_import(value: "RosterImport") -> Shape:
    """What `roster import` did, without its issues."""
    return {
        "applied": value.applied and value.status == "imported",
        **picked(value, "status households added"),
        "changes": [picked(change, "household attribute before after") for change in value.changes],
        "missing": list(value.missing),
        "proposed": [{"household": p.household, "head": p.head, "grid": p.grid} for p in value.proposed],
    }


def alias(value: "Alias") -> Shape:
    """As `alias list` gives it."""
    return picked(value, "id kind key target operator")


def setting(value: "SettingView") -> Shape:
    """As `settings list` gives it."""
    return picked(value, "name value default since")


def rule(value: "Rule") -> Shape:
    """As `rules list` gives it."""
    points = {"points": labels.points(value.points), "unit": value.unit, "cap": labels.caps(value)}
    terms = {name: given for name in ("group", "double_months", "valid_months") if (given := getattr(value, name))}
    return picked(value, "code category wording") | points | picked(value, "needs_evidence hides_actor note") | terms


def rules_import(value: "RulesImport") -> Shape:
    """What `rules import` did, without its issues."""
    return {
        "applied": value.applied and value.status == "imported",
        **picked(value, "status rules"),
        "effective_from": _since(value.effective_from),
        "changes": [_rule_change(change) for change in value.changes],
        "recorded": [str(month) for month in value.recorded],
        "scheme": scheme(value.scheme),
        "scheme_changes": [picked(change, "item before after") for change in value.scheme_changes],
    }


def scheme(value: "Scheme") -> Shape:
    """As `rules scheme` gives it: what nobody set is null, or as the default has it."""
    numbers = {"floor": value.floor, "ceiling": value.ceiling, "redeem_from": value.redeem_from}
    bounds = {name: None if bound is None else show(bound) for name, bound in numbers.items()}
    grades = [{"grade": each.name, "from": None if each.least is None else show(each.least)} for each in value.grades]
    return {
        "period": value.period,
        "base": show(value.base),
        **bounds,
        "grades": grades,
        "spendable": str(value.spendable),
        "apart": value.apart or None,
        "subject": value.subject,
        "newcomers": value.newcomers,
        "unscored": list(value.unscored),
    }


def rule_setting(value: "RuleSetting") -> Shape:
    """What `rules set` did."""
    changes = [_rule_change(change) for change in value.changes]
    return {"ok": True, "applied": value.applied, "effective_from": _since(value.effective_from), "changes": changes}


def _rule_change(value: "RuleChange") -> Shape:
    """A rule before and after, each as `rules list` gives it."""
    sides = {"before": value.before, "after": value.after}
    return {"code": value.code, "change": value.kind, **{name: r and rule(r) for name, r in sides.items()}}


def _tried(value: "TriedHousehold") -> Shape:
    """Score and grade by either rule book, where one of the two has scores."""
    if value.by_now is None or value.by_then is None:
        return {}
    books = {"now": value.by_now, "then": value.by_then}
    scores: Shape = {f"score_{name}": None if by.score is None else show(by.score) for name, by in books.items()}
    return scores | {f"grade_{name}": by.grade for name, by in books.items()}


def trial(value: "Trial") -> Shape:
    """What `rules try` found; a year is twelve average months of the sheet, its cost in yuan None without a rate."""
    awards = {"now": value.awards_now, "then": value.awards_then}
    costs = {name: value.yuan(points) for name, points in awards.items()}
    return {
        "households": [picked(each, "household head now then") | _tried(each) for each in value.households],
        "undecided": [picked(each, "household rule cell points") for each in value.undecided],
        "over": [{"household": household, "rule": rule} for household, rule in value.over],
        "months": value.months,
        "awards": {name: show(points) for name, points in awards.items()},
        "year": {
            "points": {name: show(value.year(points)) for name, points in awards.items()},
            "rate": None if value.rate is None else str(value.rate),
            "yuan": {name: None if yuan is None else str(yuan) for name, yuan in costs.items()},
        },
    }


def remark(value: "Remark") -> Shape:
    """What `rules lint` remarks on without refusing it."""
    told: Shape = {"kind": value.kind, "rule": value.rule.code, "wording": value.rule.wording}
    if value.kind == "unreachable":
        return told | {"points": show(value.value or ZERO), "cap": str(value.cap)}
    if value.kind == "overlapping":
        return told | {"other": value.other.code if value.other else None}
    return told | {"last_used": value.last_used}


def offence(value: "JudgedOffence") -> Shape:
    """A rule that a guard forbids, as `rules lint` gives it."""
    return {**picked(value.offence, "rule=where wording=text guard found basis"), "allowed": value.allowed}
