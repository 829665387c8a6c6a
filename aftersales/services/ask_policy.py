"""Answering questions about the policy, with the case's facts where there is one."""

from __future__ import annotations

from collections.abc import Sequence

from aftersales.policy.case import Case as PolicyCase
from aftersales.policy.explain import Said
from aftersales.policy.model import ShopPolicy
from aftersales.policy.topics import TopicAnswer, answer_topic
from aftersales.records import audit
from aftersales.services.case.decision import decide_case
from aftersales.services.conversation.questions import ask_among, question_again
from aftersales.services.conversation.reply import Replies, Say
from aftersales.services.conversation.turn import Turn
from aftersales.services.orders.requests import request_for_order
from aftersales.understanding.phrases import compile_phrases
from aftersales.understanding.text import normalised

INTENT_PREFIX = "ask_"
"""How the intents of questions on the policy begin; the rest is their topic."""
SHOP = "shop"
ASKED_SILENT = "ask_silent_policy"
"""How the audit trail calls a question that the policy leaves without an answer."""
MOST_RULES = 4
"""How many rules' words one answer holds; the rest is there for the asking."""


def ask_policy(turn: Turn, topic: str, shop: str | None) -> Replies:
    """Answers a topic of the vocabulary, then takes up the question that was on the table, also before the shop's.

    A question about another shop than the order's is answered from that shop's policy, without the order's facts.
    """
    policy = turn.policy if shop is None else turn.policies[shop]
    if policy is None:
        return _ask_shop(turn, topic)
    if turn.order is None:
        turn.conversation.shop = policy.shop
    if turn.asked.get("kind") == SHOP:
        turn.conversation.asked = turn.asked.get("before")
    return [*answer_question(turn, topic, policy), *question_again(turn)]


def asks_policy(intent: str) -> bool:
    """Whether the intent is a question on the policy."""
    return intent.startswith(INTENT_PREFIX)


def topic_of(turn: Turn, words: str, intent: str) -> str:
    """The topic of a question on the policy: what its words name, else what its intent does."""
    return topic_asked(turn, words, intent.removeprefix(INTENT_PREFIX))


def topic_asked(turn: Turn, words: str, guessed: str) -> str:
    """The topic that the words name by a phrase of its own, the longest one if several do; else the one guessed."""
    said = normalised(words)
    topics = turn.vocabulary.topics
    lengths = {name: _longest(topic.heard_as, said) for name, topic in topics.items()}
    best = max(lengths, key=lambda name: (lengths[name], name == guessed))
    return best if lengths[best] else guessed


def _longest(phrases: Sequence[str], said: str) -> int:
    pattern = compile_phrases(tuple(phrases))
    return max((len(match[0]) for match in pattern.finditer(said)), default=0) if pattern else 0


def answer_question(turn: Turn, topic: str, policy: ShopPolicy) -> Replies:
    """What the shop's policy says on the topic, with its clauses; where it is silent, that."""
    words = policy.vocabulary.topics[topic].words
    answer = answer_topic(topic, _case(turn, policy), _names(turn, policy))
    if answer.silent:
        audit.record(turn.session, "customer", ASKED_SILENT, f"policy:{policy.shop}", turn.now, {"topic": topic})
        return [Say("policy_silent_on", {"topic": words, "shop": policy.name})]
    return [Say("policy_says", {"topic": words, "shop": policy.name, "lines": tuple(_lines(answer, policy))})]


def _ask_shop(turn: Turn, topic: str) -> Replies:
    """Asks which shop's policy is meant; within a request its order will tell, and the answer follows then."""
    if turn.case is not None:
        if turn.asked:
            turn.conversation.asked = {**turn.asked, "topic": topic}
        return [Say("policy_needs_order_first"), *question_again(turn)]
    turn.ask(SHOP, topic=topic, before=turn.asked if turn.asked.get("kind") != SHOP else turn.asked.get("before"))
    return [ask_among("ask_shop", [policy.name for policy in turn.policies.values()])]


def _case(turn: Turn, policy: ShopPolicy) -> PolicyCase:
    """The case at hand, or else one of which nothing but the order is known, or nothing at all."""
    case, order = turn.case, turn.order
    if order is None or order.shop != policy.shop:
        return PolicyCase(policy, {}, turn.today)
    if case is None or not case.problem:
        line = order.lines[0] if len(order.lines) == 1 else None
        return request_for_order(policy, order, line, None, {}, turn.today).case
    return decide_case(turn, case, policy, order).request.case


def _names(turn: Turn, policy: ShopPolicy) -> dict[str, str]:
    order = turn.order
    unnamed = dict(policy.vocabulary.placeholders)
    if order is None or order.shop != policy.shop:
        return unnamed
    return {**unnamed, "order_number": order.number, "warehouse": order.warehouse or unnamed["warehouse"]}


def _lines(answer: TopicAnswer, policy: ShopPolicy) -> list[str]:
    """What settles something comes before what is left open; of too many rules those made for the topic stay."""

    def is_open(said: Said) -> bool:
        return not policy.rules[said.rule].settles and bool(policy.rules[said.rule].leaves_open)

    def weight(said: Said) -> tuple[bool, bool]:
        return is_open(said), answer.topic not in policy.rules[said.rule].about

    told = sorted(answer.said, key=weight)[:MOST_RULES]
    in_order = sorted((said for said in answer.said if said in told), key=is_open)
    return [f"{said.text} ({', '.join(said.cites)})" for said in in_order]
