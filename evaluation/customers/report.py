"""What is told about many judged conversations: success by shop and flow, turns, questions, and failures to read."""

from __future__ import annotations

import statistics
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence

from aftersales.services.flows import flow_about
from evaluation.customers.crowd import Judged
from evaluation.customers.talk import question_of

SHOWN_FAILURES = 10


def report(judged: Sequence[Judged]) -> Iterator[str]:
    """The report, line by line."""
    if not judged:
        return
    yield f"{successes(judged)} of {len(judged)} conversations went as they should ({share(judged)})"
    yield from _by("shop", judged, lambda one: one.talk.customer.situation.shop)
    yield from _by("flow", judged, flow_of)
    turns = statistics.median(one.talk.turns for one in judged)
    asked, least = sum(one.verdict.asked for one in judged), sum(one.verdict.least for one in judged)
    yield f"\n{turns:.0f} messages of the customer (median); {asked} questions asked, the engine needs {least}"
    yield "\nWhat did not hold, in how many conversations:"
    for kind, count in fault_kinds(judged).most_common():
        yield f"{count:>6}  {kind}"


def successes(judged: Sequence[Judged]) -> int:
    """How many conversations hold every property."""
    return sum(one.verdict.success for one in judged)


def share(judged: Sequence[Judged]) -> str:
    """The successes in percent."""
    return f"{successes(judged) / len(judged):.1%}"


def flow_of(one: Judged) -> str:
    """The flow that the customer's problem belongs to."""
    flow = flow_about(one.talk.customer.situation.problem)
    return flow.stem if flow else ""


def fault_kinds(judged: Sequence[Judged]) -> Counter[str]:
    """In how many conversations each kind of fault was found."""
    return Counter(kind for one in judged for kind in {fault.kind for fault in one.verdict.faults})


def failures(judged: Sequence[Judged], most: int = SHOWN_FAILURES) -> Iterator[str]:
    """The first failures as readable transcripts."""
    failed = [one for one in judged if not one.verdict.success]
    for one in failed[:most]:
        yield transcript(one)


def transcript(one: Judged) -> str:
    """A conversation to read: what is true, what was said, and what did not hold."""
    situation = one.talk.customer.situation
    product = situation.product
    item = f"{situation.quantity} x {product['name']}" if product else "the whole order"
    lines = [f"--- {one.talk.sender}: {situation.shop} {situation.number}, {situation.problem}, {item}"]
    for exchange in one.talk.exchanges:
        lines.append(f"> {exchange.said}    ({exchange.act.kind})")
        lines += [f"  {text}".replace("\n", "\n  ") for text in exchange.answer.texts]
        lines.append(f"  [{question_of(exchange.after)[:2]}]")
    lines += [f"FAULT {fault.kind}: {fault.detail}" for fault in one.verdict.faults]
    return "\n".join(lines)


def _by(title: str, judged: Sequence[Judged], group: Callable[[Judged], str]) -> Iterator[str]:
    groups: dict[str, list[Judged]] = defaultdict(list)
    for one in judged:
        groups[group(one)].append(one)
    yield f"\n{title:<24} talks  success"
    for name, members in sorted(groups.items()):
        yield f"{name:<24} {len(members):>5}  {share(members):>7}"
