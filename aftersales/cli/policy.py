"""`aftersales policy`: check policies, show them, list their clauses, explain a decision."""

from __future__ import annotations

from pathlib import Path

import typer

from aftersales.cli.decide import FOLDER, FROM_STANDARD_INPUT, parse_object, read_input
from aftersales.cli.printing import console, print_table
from aftersales.errors import AftersalesError
from aftersales.policy.decision import Decision, decide
from aftersales.policy.lint import Report, lint_policy
from aftersales.policy.lint.text import uncited_clauses
from aftersales.policy.loader import Policies, load_policies
from aftersales.policy.request import read_request
from aftersales.settings import Settings

policy_app = typer.Typer(no_args_is_help=True, help="The shops' policies.")


def _load(folder: Path | None) -> Policies:
    return load_policies(folder or Settings.from_environment().policies)


def _fail(message: object) -> typer.Exit:
    typer.echo(str(message), err=True)
    return typer.Exit(1)


@policy_app.command("check")
def check(
    shop: str | None = typer.Argument(None, help="One shop; without it, all."), folder: Path | None = FOLDER
) -> None:
    """Finds mistakes: undefined names, circles, conflicts, rules that never hold or never count, uncited clauses.

    Prints what each policy leaves silent, too. Ends with exit code 1 if there is any mistake.
    """
    mistakes = 0
    try:
        policies = _load(folder)
        for name in [shop] if shop else list(policies):
            mistakes += _check_one(policies, name)
    except AftersalesError as error:
        raise _fail(error) from None
    if mistakes:
        raise _fail(f"{mistakes} mistake{'s' if mistakes > 1 else ''}")


def _check_one(policies: Policies, shop: str) -> int:
    try:
        report = lint_policy(policies[shop])
    except AftersalesError as error:
        if shop not in policies:
            raise
        console.print(str(error))
        return 1
    _print_report(report)
    return len(report.findings)


def _print_report(report: Report) -> None:
    tried = f"{report.cases} situations" + ("" if report.complete else " (a sample)")
    console.print(f"{report.shop}: {tried}, {len(report.findings)} mistakes")
    for finding in report.findings:
        console.print(f"  {finding}")
    for outcome, problems in sorted(report.silent.items()):
        console.print(f"  silent on {outcome}: {', '.join(problems)}")


@policy_app.command("show")
def show(shop: str, folder: Path | None = FOLDER) -> None:
    """Shows a shop's rules as customers hear them, with their clauses, then the readings taken."""
    try:
        policy = _load(folder)[shop]
    except AftersalesError as error:
        raise _fail(error) from None
    rows = [(rule.id, " ".join(rule.cites), rule.say) for rule in policy.rules.values()]
    print_table(("rule", "clauses", "words"), rows, f"{policy.name} (version {policy.version})")
    for reading in policy.readings:
        console.print(f"{' '.join(reading.clauses)} read as: {reading.read_as}")


@policy_app.command("clauses")
def clauses(
    shop: str,
    uncited: bool = typer.Option(
        False, "--uncited", help="Only clauses that no rule cites and nobody lists as information."
    ),
    folder: Path | None = FOLDER,
) -> None:
    """Lists a shop's clauses with the rules that rest on them."""
    try:
        policy = _load(folder)[shop]
    except AftersalesError as error:
        raise _fail(error) from None
    for clause in uncited_clauses(policy) if uncited else policy.clauses:
        rules = [rule.id for rule in policy.rules.values() if clause in rule.cites]
        use = ", ".join(rules) or f"information: {policy.information.get(clause, 'nothing')}"
        console.print(f"{clause}  {policy.clauses[clause]}  [{use}]")


@policy_app.command("explain")
def explain(
    file: str = typer.Argument(
        FROM_STANDARD_INPUT, help="One request as for `aftersales decide`; `-` reads standard input."
    ),
    folder: Path | None = FOLDER,
) -> None:
    """Explains one decision in words: each rule in force, what was beaten, and what would have changed it."""
    try:
        decision = decide(read_request(_load(folder), parse_object(read_input(file))))
    except AftersalesError as error:
        raise _fail(error) from None
    _print_explanation(decision)


def _print_explanation(decision: Decision) -> None:
    console.print(f"{decision.status} ({', '.join(decision.clauses) or 'no clause'})")
    for said in decision.said:
        console.print(f"  {said.rule} ({', '.join(said.cites)}): {said.text}")
    for loser, winner in decision.evaluation.settlement.beaten.items():
        console.print(f"  {loser} is beaten by {winner}")
    for unsettled in decision.unsettled:
        facts = f": {', '.join(unsettled.facts)}" if unsettled.facts else ""
        console.print(f"  not settled: {unsettled.outcome} ({unsettled.because}{facts})")
    for change in decision.nearest_yes:
        console.print(f"  it would be {change.status} with {change.to_json()['change']}")
