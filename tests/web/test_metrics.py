"""The figures for Prometheus: they count what happened, tell which part is down, and are not for strangers."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta, timezone

import pytest
from prometheus_client.parser import text_string_to_metric_families
from sqlalchemy.engine import Engine

from aftersales.records.database import writing
from aftersales.services.news.outbox import post_event, post_mail
from tests.web.fake_rasa import FakeRasa
from tests.web.visitor import Visitor


@pytest.fixture
def figures(visitor: Visitor) -> Callable[[], dict[str, float]]:
    """All figures by name and labels, such as 'aftersales_up{part=rasa}'."""

    def read() -> dict[str, float]:
        page = visitor.client.get("/metrics")
        assert page.status_code == 200
        return dict(_samples(page.text))

    return read


def _samples(text: str) -> Iterator[tuple[str, float]]:
    for family in text_string_to_metric_families(text):
        for sample in family.samples:
            labels = ",".join(f"{name}={value}" for name, value in sorted(sample.labels.items()))
            yield f"{sample.name}{{{labels}}}" if labels else sample.name, sample.value


def test_turns_are_counted_by_outcome_and_measured(
    visitor: Visitor, rasa: FakeRasa, figures: Callable[[], dict[str, float]]
) -> None:
    visitor.says("One")
    visitor.says("Two", "the-same-id")
    visitor.says("Two", "the-same-id")
    rasa.answer = lambda words: []
    visitor.says("Three")
    known = figures()
    assert known["aftersales_turns_total{outcome=answered}"] == 2
    assert known["aftersales_turns_total{outcome=no_answer}"] == 1
    assert known["aftersales_messages_total"] == 3
    assert known["aftersales_turn_seconds_count"] == 3
    assert known["aftersales_turn_seconds_bucket{le=+Inf}"] == 3
    assert 0 < known["aftersales_turn_seconds_sum"] < 30


def test_handovers_are_counted_by_reason(visitor: Visitor, figures: Callable[[], dict[str, float]]) -> None:
    visitor.client.post("/api/person?shop=qualir", json={"client_id": "wants-a-person"})
    assert figures()["aftersales_handovers_total{reason=asked_for}"] == 1


def test_what_waits_in_the_outbox_is_told(engine: Engine, figures: Callable[[], dict[str, float]]) -> None:
    hour_ago = datetime.now(timezone.utc) - timedelta(hours=1)
    with writing(engine) as session:
        post_mail(session, "claim.opened", "C-1", "rma", "anna@example.com", {"claim": "C-1"}, hour_ago)
    known = figures()
    assert known["aftersales_outbox{kind=mail,state=waiting}"] == 1
    assert 3600 <= known["aftersales_outbox_due_seconds"] < 3700


def test_what_is_down_is_told(engine: Engine, rasa: FakeRasa, figures: Callable[[], dict[str, float]]) -> None:
    ups = ("rasa", "actions", "database")
    assert [figures()[f"aftersales_up{{part={part}}}"] for part in ups] == [1, 1, 1]
    rasa.is_well = False
    with engine.begin() as connection:
        connection.exec_driver_sql("DROP TABLE outbox")
        connection.exec_driver_sql("DROP TABLE alembic_version")
    known = figures()
    assert [known[f"aftersales_up{{part={part}}}"] for part in ups] == [0, 0, 0]
    assert not any(name.startswith(("aftersales_outbox", "aftersales_claims")) for name in known)


def test_figures_name_nobody(visitor: Visitor, engine: Engine) -> None:
    visitor.says("I am anna.keller@example.com, order QA-10318")
    with writing(engine) as session:
        post_event(session, "claim.opened", "C-77", "rma", {"order": "QA-10318"}, datetime.now(timezone.utc))
    page = visitor.client.get("/metrics").text
    assert not any(personal in page for personal in ("anna", "10318", "C-77"))


@pytest.mark.parametrize("header", ["X-Forwarded-For", "Forwarded", "X-Real-IP", "Via"])
def test_whoever_comes_through_a_proxy_is_refused(visitor: Visitor, header: str) -> None:
    refusal = visitor.client.get("/metrics", headers={header: "127.0.0.1"})
    assert (refusal.status_code, "figures are for" in refusal.json()["detail"]) == (403, True)


def test_where_a_token_is_set_it_alone_opens(web: Callable[..., str]) -> None:
    guarded = Visitor(web(metrics_token="a long token"))
    for shown in ("", "Bearer", "Bearer wrong", "a long token", "Basic a long token"):
        assert guarded.client.get("/metrics", headers={"Authorization": shown}).status_code == 403
    through_proxy = {"Authorization": "Bearer a long token", "X-Forwarded-For": "203.0.113.7"}
    assert guarded.client.get("/metrics", headers=through_proxy).status_code == 200
