"""At the desk: who takes a conversation has it, the customer reads what they write, and everything is noted."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import select
from sqlalchemy.engine import Engine

from aftersales.records import audit, conversations, handoffs
from aftersales.records.database import reading
from aftersales.records.tables import Conversation, Handoff
from tests.web.desk_agent import DeskAgent, signed_in_agents
from tests.web.fake_rasa import FakeRasa
from tests.web.visitor import Visitor

HTML = {"Accept": "text/html"}


@pytest.fixture
def agents(address: str, engine: Engine) -> list[DeskAgent]:
    return signed_in_agents(address, engine, ("mia", "tom"))


@pytest.fixture
def talk(visitor: Visitor, engine: Engine) -> str:
    """The id of a conversation that waits for a person."""
    visitor.says("My camera does not work & <b>I am angry</b>")
    assert visitor.client.post("/api/person?shop=qualir", json={"client_id": "wants-a-person"}).status_code == 200
    with reading(engine) as session:
        return str(session.scalars(select(Conversation.id)).one())


def acts_on(engine: Engine, talk: str) -> list[tuple[str, str]]:
    with reading(engine) as session:
        return [(entry.actor, entry.action) for entry in audit.about(session, f"conversation:{talk}")]


def owner_of(engine: Engine, talk: str) -> tuple[str, str | None]:
    with reading(engine) as session:
        conversation = conversations.get(session, talk)
        return conversation.owner, conversation.agent


def test_the_queue_shows_who_waits_and_why(agents: list[DeskAgent], talk: str) -> None:
    page = agents[0].client.get("/desk", headers=HTML).text
    for shown in ("Qualir", "Asked for a person", "English", "My camera does not work &amp; &lt;b&gt;I am angry"):
        assert shown in page
    assert "<b>I am angry" not in page


def test_filters_leave_out_what_is_not_wanted(agents: list[DeskAgent], talk: str) -> None:
    def is_shown(**wanted: str) -> bool:
        return talk in agents[0].client.get("/desk/queue", params=wanted).text

    assert is_shown(state="waiting", shop="qualir", reason="asked_for", language="en")
    for other in ({"state": "taken"}, {"state": "mine"}, {"shop": "rma"}, {"reason": "offer"}, {"language": "de"}):
        assert not is_shown(**other)
    assert agents[0].acts(talk, "take").status_code == 204
    assert is_shown(state="mine")
    assert talk not in agents[1].client.get("/desk/queue", params={"state": "mine"}).text


def test_two_agents_who_take_at_once_get_one_winner(agents: list[DeskAgent], talk: str, engine: Engine) -> None:
    with ThreadPoolExecutor(8) as threads:
        taken = list(threads.map(lambda number: agents[number % 2].acts(talk, "take").status_code, range(8)))
    assert sorted(taken) == [204] + [409] * 7
    owner, agent = owner_of(engine, talk)
    assert (owner, agent in ("mia", "tom")) == ("agent", True)


def test_the_customer_reads_what_the_agent_writes(agents: list[DeskAgent], talk: str, visitor: Visitor) -> None:
    mia, tom = agents
    assert mia.acts(talk, "say", text="Hello").status_code == 409, "nobody has taken it yet"
    mia.acts(talk, "take")
    assert tom.acts(talk, "say", text="I as well").status_code == 409
    for _ in range(2):
        assert mia.acts(talk, "say", text="Hello, this is Mia", message_id="once").status_code == 204
    with visitor.listening() as heard:
        heard.wait_for("Hello, this is Mia")
        (line,) = [data for _, kind, data in heard.events if kind == "line" and data["author"] == "agent"]
    assert (line["name"], visitor.transcript().count("this is Mia")) == ("Mia", 1)
    assert "UTC  Mia:" in visitor.transcript()
    assert "I as well" not in visitor.transcript()


def test_the_customer_sees_who_answers_and_that_they_type(agents: list[DeskAgent], talk: str, visitor: Visitor) -> None:
    mia, _ = agents
    with visitor.listening() as heard:
        heard.wait_for_event("handover", lambda told: told["owner"] == "waiting")
        mia.acts(talk, "take")
        heard.wait_for_event("handover", lambda told: (told["owner"], told["colleague"]) == ("agent", "Mia"))
        assert mia.acts(talk, "typing").status_code == 204
        heard.wait_for_event("handover", lambda told: told["colleague_types"])


def test_given_back_the_assistant_takes_up_the_conversation(
    agents: list[DeskAgent], talk: str, visitor: Visitor, rasa: FakeRasa, engine: Engine
) -> None:
    mia, _ = agents
    mia.acts(talk, "take")
    visitor.says("Are you there?")
    assert mia.acts(talk, "give-back").status_code == 204
    assert owner_of(engine, talk) == ("bot", None)
    assert "handed this back to me" in visitor.transcript()
    visitor.says("Then cancel it")
    assert rasa.words[-1] == "Then cancel it"
    assert "Are you there?" not in rasa.words


def test_after_closing_the_customer_is_asked_once_whether_it_is_solved(
    agents: list[DeskAgent], talk: str, visitor: Visitor, engine: Engine
) -> None:
    rating = {"solved": False, "comment": "Still <i>broken</i>"}
    send = "/api/rating?shop=qualir"
    assert visitor.client.post(send, json=rating).status_code == 404, "nobody has asked"
    mia, _ = agents
    mia.acts(talk, "take")
    assert mia.acts(talk, "close", outcome="whatever").status_code == 422
    assert mia.acts(talk, "close", outcome="answered").status_code == 204
    with visitor.listening() as heard:
        heard.wait_for_event("handover", lambda told: told["owner"] == "closed" and told["asks_whether_solved"])
    assert visitor.client.post(send, json=rating).status_code == 200
    assert visitor.client.post(send, json=rating).status_code == 404, "it was answered"
    with reading(engine) as session:
        ended = handoffs.last(session, talk)
        assert (ended.outcome, ended.solved, ended.comment) == ("answered", False, "Still <i>broken</i>")
    assert "not solved – “Still &lt;i&gt;broken" in mia.page(talk)


def test_who_writes_after_the_end_talks_to_the_assistant(
    agents: list[DeskAgent], talk: str, visitor: Visitor, rasa: FakeRasa
) -> None:
    agents[0].acts(talk, "take")
    agents[0].acts(talk, "close", outcome="solved")
    assert visitor.says("One more thing").json()["answer"][0]["text"] == "You said: One more thing"


def test_an_e_mail_address_can_be_left_while_a_person_has_it(
    agents: list[DeskAgent], talk: str, visitor: Visitor
) -> None:
    leave = "/api/email?shop=qualir"
    for wrong in ("", "x", "a@b", "a b@example.com", f"{'x' * 300}@example.com"):
        assert visitor.client.post(leave, json={"email": wrong}).status_code == 422
    assert visitor.client.post(leave, json={"email": "anna@example.com"}).status_code == 200
    assert "wants the answer at anna@example.com" in agents[0].page(talk)


def test_assigning_and_releasing(agents: list[DeskAgent], talk: str, engine: Engine) -> None:
    mia, tom = agents
    mia.acts(talk, "take")
    assert mia.acts(talk, "assign", to="nobody").status_code == 422
    assert mia.acts(talk, "assign", to="tom").status_code == 204
    assert owner_of(engine, talk) == ("agent", "tom")
    assert mia.acts(talk, "release").status_code == 409
    assert tom.acts(talk, "release").status_code == 204
    assert owner_of(engine, talk) == ("waiting", None)


def test_notes_and_tags_are_for_colleagues_only(agents: list[DeskAgent], talk: str, visitor: Visitor) -> None:
    mia, tom = agents
    assert mia.acts(talk, "note", text="Called <script>the</script> warehouse").status_code == 204
    assert mia.acts(talk, "tags", tags="urgent, vip").status_code == 204
    assert mia.acts(talk, "tags", tags="no<b>").status_code == 422
    assert mia.acts(talk, "note", text=" ").status_code == 422
    page = tom.page(talk)
    assert "Called &lt;script&gt;the&lt;/script&gt; warehouse" in page
    assert 'value="urgent, vip"' in page
    assert "warehouse" not in visitor.transcript()


def test_every_act_and_every_look_stands_in_the_audit_trail(agents: list[DeskAgent], talk: str, engine: Engine) -> None:
    mia, _ = agents
    mia.page(talk)
    for act, form in (("take", {}), ("say", {"text": "Hello"}), ("note", {"text": "x"}), ("tags", {"tags": "a"})):
        mia.acts(talk, act, **form)
    mia.acts(talk, "close", outcome="solved")
    acts = [action for actor, action in acts_on(engine, talk) if actor == "mia"]
    assert acts == ["read", "take", "say", "note", "tag", "close"]


def test_what_was_never_handed_over_is_not_to_be_seen(
    agents: list[DeskAgent], visitor: Visitor, engine: Engine
) -> None:
    visitor.says("Only for the assistant")
    with reading(engine) as session:
        private = session.scalars(select(Conversation.id)).one()
        assert session.scalars(select(Handoff)).all() == []
    for path in (private, "0" * 32, "x'--"):
        for part in ("", "/panels", "/events"):
            assert agents[0].client.get(f"/desk/conversations/{path}{part}", headers=HTML).status_code == 404
        assert agents[0].acts(path, "take").status_code == 404


def test_without_scripts_an_act_leads_back_to_the_page(agents: list[DeskAgent], talk: str) -> None:
    taken = agents[0].client.post(f"/desk/conversations/{talk}/take", data={}, headers=HTML)
    assert (taken.status_code, taken.headers["location"]) == (303, f"/desk/conversations/{talk}")
    assert "Yours" in agents[0].page(talk)
