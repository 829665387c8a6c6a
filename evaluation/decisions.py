"""How fast the policies decide: `python -m evaluation.decisions` prints CPU times, medians over several runs."""

from __future__ import annotations

import json
import platform
import statistics
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

import typer

from aftersales.policy.case import Case
from aftersales.policy.decision import decide
from aftersales.policy.engine import evaluate
from aftersales.policy.lint import lint_policy
from aftersales.policy.loader import Policies, load_policies, load_policy
from aftersales.policy.questions import ranked_questions
from aftersales.policy.relevance import open_outcomes
from aftersales.policy.request import Request, read_request
from aftersales.settings import Settings
from evaluation.sample_requests import sample_requests

RUNS = 5
BATCH_SECONDS = 0.2
"""CPU seconds of one run; the median of the runs is printed."""


def main() -> None:
    """Measures every shop and prints a table."""
    policies = load_policies(Settings.from_environment().policies)
    typer.echo(f"{machine_name()}, Python {platform.python_version()}, one core, CPU time, median of {RUNS} runs")
    typer.echo("shop         decisions/s question ms slowest ms decide ms load ms lint s")
    for shop in policies:
        typer.echo(measured(policies, shop))


def machine_name() -> str:
    """The processor's name as the system tells it."""
    cpuinfo = Path("/proc/cpuinfo")
    names = [
        line.split(":", 1)[1].strip() for line in cpuinfo.read_text().splitlines() if line.startswith("model name")
    ]
    return f"{platform.node()}: {names[0] if names else platform.processor()}" if cpuinfo.exists() else platform.node()


def measured(policies: Policies, shop: str) -> str:
    """One shop's line: decisions a second with trace, a question, a whole decision with JSON, loading, linting."""
    requests = [read_request(policies, text) for text in sample_requests(shop)]
    policy = policies[shop]
    decision = per_call(lambda: [traced(request) for request in requests]) / len(requests)
    open_requests = [request for request in requests if decide(request).ask]
    question = per_call(lambda: [next_question(request) for request in open_requests]) / max(len(open_requests), 1)
    whole = per_call(lambda: [json.dumps(decide(request).to_json()) for request in requests]) / len(requests)
    load = per_call(lambda: load_policy(policy.path, policies.vocabulary))
    lint = per_call(lambda: lint_policy(policy))
    slowest = max((per_call(partial(next_question, request), seconds=0.0) for request in open_requests), default=0.0)
    times = f"{question * 1000:>11.2f} {slowest * 1000:>10.2f} {whole * 1000:>9.2f} {load * 1000:>7.0f} {lint:>6.2f}"
    return f"{shop:<12} {1 / decision:>11,.0f} {times}"


def traced(request: Request) -> tuple[object, object]:
    """A decision with its trace: every rule's truth and what beat it, on a case whose windows are not reckoned yet."""
    case = request.case
    evaluation = evaluate(Case(case.policy, case.values, case.today, case.spans))
    return evaluation.truths, evaluation.settlement.beaten


def next_question(request: Request) -> list[str]:
    """The questions worth asking, best first."""
    case = request.case
    evaluation = evaluate(Case(case.policy, case.values, case.today, case.spans))
    return ranked_questions(evaluation, open_outcomes)


def per_call(work: Callable[[], object], seconds: float = BATCH_SECONDS) -> float:
    """CPU seconds of one call: the median of several runs, each of at least so many CPU seconds."""
    work()
    return statistics.median(one_run(work, seconds) for _ in range(RUNS))


def one_run(work: Callable[[], object], seconds: float) -> float:
    """CPU seconds of one call over calls that take `seconds` together, one at least."""
    calls = 0
    start = time.process_time()
    while True:
        work()
        calls += 1
        spent = time.process_time() - start
        if spent >= seconds:
            return spent / calls


if __name__ == "__main__":
    typer.run(main)
