"""Checks that need no cases: clauses, exceptions, words and windows as they are written."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from string import Formatter

from aftersales.policy.lint.report import Finding, at_rule
from aftersales.policy.model import Rule, ShopPolicy, windows_in

SHOP_PLACEHOLDER = "shop"


def check_text(policy: ShopPolicy) -> Iterator[Finding]:
    """Every mistake that shows without trying the rules on cases."""
    checks: tuple[Callable[[ShopPolicy], Iterator[Finding]], ...] = (
        _unknown_clauses,
        _uncited_clauses,
        _idle_rules,
        _cycles,
        _pointless_exceptions,
        _placeholders,
        _unused_windows,
    )
    for check in checks:
        yield from check(policy)


def cited_clauses(policy: ShopPolicy) -> set[str]:
    """The clauses that at least one rule rests on."""
    return {clause for rule in policy.rules.values() for clause in rule.cites}


def uncited_clauses(policy: ShopPolicy) -> list[str]:
    """The clauses that no rule cites and that are not listed as plain information."""
    known = cited_clauses(policy) | set(policy.information)
    return [clause for clause in policy.clauses if clause not in known]


def _unknown_clauses(policy: ShopPolicy) -> Iterator[Finding]:
    mend = "Mend the id, or add the clause with its paraphrase under `clauses`"
    named = [(at_rule(policy, rule), clause) for rule in policy.rules.values() for clause in rule.cites]
    named += [(f"{policy.path} information", clause) for clause in policy.information]
    named += [(f"{policy.path} readings", clause) for reading in policy.readings for clause in reading.clauses]
    for where, clause in named:
        if clause not in policy.clauses:
            yield Finding(where, f"it names {clause}, which is not under `clauses`", mend)


def _uncited_clauses(policy: ShopPolicy) -> Iterator[Finding]:
    for clause in uncited_clauses(policy):
        where = f"{policy.path}:{policy.clause_lines.get(clause, 0)}"
        yield Finding(where, f"no rule cites {clause}", "Cite it, or list it under `information` with the reason")
    for clause in sorted(cited_clauses(policy) & set(policy.information)):
        yield Finding(
            f"{policy.path} information",
            f"{clause} is listed as plain information, yet a rule cites it",
            "Keep one",
        )


def _idle_rules(policy: ShopPolicy) -> Iterator[Finding]:
    for rule in policy.rules.values():
        if not (rule.settles or rule.adds or rule.leaves_open or rule.about):
            yield Finding(at_rule(policy, rule), "it decides nothing", "Give it `then`, `may`, `unclear` or `about`")


def _cycles(policy: ShopPolicy) -> Iterator[Finding]:
    for rule in policy.rules.values():
        if _beats_itself(rule, policy):
            chain = f"{rule.id} over {', '.join(rule.over)}"
            yield Finding(
                at_rule(policy, rule),
                f"it beats itself in the end ({chain})",
                "Take one `over` out of the circle",
            )


def _beats_itself(rule: Rule, policy: ShopPolicy) -> bool:
    seen: set[str] = set()
    todo = list(rule.over)
    while todo:
        name = todo.pop()
        if name == rule.id:
            return True
        if name not in seen:
            seen.add(name)
            todo.extend(policy.rules[name].over)
    return False


def _pointless_exceptions(policy: ShopPolicy) -> Iterator[Finding]:
    for rule in policy.rules.values():
        spoken = {*rule.settles, *rule.leaves_open}
        for name in rule.over:
            loser = policy.rules[name]
            theirs = {*loser.settles, *loser.leaves_open}
            if theirs and not spoken & theirs:
                message = f"it is over `{name}`, but they settle no outcome in common"
                yield Finding(
                    at_rule(policy, rule),
                    message,
                    f"Take `{name}` out of `over`, or settle one of {sorted(theirs)}",
                )


def _placeholders(policy: ShopPolicy) -> Iterator[Finding]:
    known = {*policy.windows, *policy.vocabulary.placeholders, SHOP_PLACEHOLDER}
    for rule in policy.rules.values():
        where = at_rule(policy, rule)
        try:
            strays = sorted(_places_in(rule.say) - known)
        except ValueError as error:
            yield Finding(where, f"the braces of `say` are wrong ({error})", "Write `{name}`, or `{{` for a brace")
            continue
        if strays:
            yield Finding(
                where, f"`say` names {strays}, which nobody fills in", f"Use one of {', '.join(sorted(known))}"
            )
        if not rule.say.strip():
            yield Finding(where, "it has no words for the customer", "Write `say`")


def _places_in(say: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(say) if name is not None}


def _unused_windows(policy: ShopPolicy) -> Iterator[Finding]:
    used = {window for rule in policy.rules.values() for window in windows_in(rule.when)}
    for name, window in policy.windows.items():
        if name not in used and not any("{" + name + "}" in rule.say for rule in policy.rules.values()):
            yield Finding(f"{policy.path}:{window.line} window {name}", "no rule looks at it", "Use it or take it out")
