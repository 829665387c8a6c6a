"""The demo pages, the health of the process, the description of its interface, and the chat's weight."""

import gzip
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import select, update
from sqlalchemy.engine import Engine

from aftersales.records.database import writing
from aftersales.records.tables import Order
from aftersales.services.orders.demo_orders import data, fill_demo_orders
from aftersales.settings import Settings
from tests.web.fake_rasa import FakeRasa
from tests.web.visitor import Visitor
from web.app import API, STATIC

SHOPS = ("qualir", "guarantee", "highvalue", "rma", "saferexpert")
MOST_BYTES = 30_000
STATES = re.compile(r'data-order="([^"]+)" data-state="([^"]+)"')
CHAT = ("chat*.js", "chat*.css")


def test_the_first_page_leads_to_the_five_shops(visitor: Visitor) -> None:
    page = visitor.client.get("/").text
    assert set(re.findall(r'href="/demo/(\w+)"', page)) == set(SHOPS)


@pytest.mark.parametrize("shop", SHOPS)
def test_a_shops_page_shows_its_orders_and_the_chat(
    visitor: Visitor, engine: Engine, settings: Settings, shop: str
) -> None:
    with writing(engine) as session:
        fill_demo_orders(session, settings.today())
    page = visitor.client.get(f"/demo/{shop}").text
    assert f'<aftersales-chat shop="{shop}"' in page
    assert page.count("data-token=") == len(data().shops[shop].orders)


def test_the_list_of_orders_follows_the_ledger(visitor: Visitor, engine: Engine, settings: Settings) -> None:
    with writing(engine) as session:
        fill_demo_orders(session, settings.today())
    before = dict(STATES.findall(visitor.client.get("/demo/qualir/orders").text))
    assert before["QA-10477"] == "placed"
    with writing(engine) as session:
        session.execute(update(Order).where(Order.number == "QA-10477").values(status="cancelled"))
    after = dict(STATES.findall(visitor.client.get("/demo/qualir/orders").text))
    assert after == {**before, "QA-10477": "cancelled"}


def test_the_list_of_orders_shows_the_shops_demo_orders_and_nobody_elses(
    visitor: Visitor, engine: Engine, settings: Settings
) -> None:
    with writing(engine) as session:
        fill_demo_orders(session, settings.today())
        demo = session.scalars(select(Order).where(Order.number == "QA-10234")).one()
        columns = {column.key: getattr(demo, column.key) for column in Order.__table__.columns if column.key != "id"}
        private = {"number": "QA-777777", "number_key": "QA777777", "number_digits": "777777", "email": "x@private.org"}
        session.add(Order(**{**columns, **private}))
    for path in ("/demo/qualir", "/demo/qualir/orders"):
        page = visitor.client.get(path).text
        assert "QA-777777" not in page
        assert "x@private.org" not in page
    assert {number for number, _ in STATES.findall(page)} == {order.number for order in data().shops["qualir"].orders}


@pytest.mark.parametrize("path", ["/demo/nobody", "/demo/nobody/orders"])
def test_an_unknown_shop_has_no_page(visitor: Visitor, path: str) -> None:
    assert visitor.client.get(path).status_code == 404


def test_without_the_demo_there_are_no_such_pages(web: Callable[..., str]) -> None:
    visitor = Visitor(web(web_demo=False))
    assert [visitor.client.get(path).status_code for path in ("/", "/demo/qualir")] == [404, 404]
    assert visitor.comes().status_code == 201


def test_ready_tells_which_part_is_down(visitor: Visitor, rasa: FakeRasa) -> None:
    assert visitor.client.get("/health").json() == {"status": "ok"}
    ready = visitor.client.get("/ready")
    assert (ready.status_code, ready.json()) == (200, {"rasa": "ok", "actions": "ok", "database": "ok"})
    rasa.is_well = False
    ready = visitor.client.get("/ready")
    assert (ready.status_code, ready.json()) == (503, {"rasa": "down", "actions": "down", "database": "ok"})
    assert visitor.client.get("/health").status_code == 200


def test_ready_tells_a_database_without_tables(visitor: Visitor, engine: Engine) -> None:
    with engine.begin() as connection:
        connection.exec_driver_sql("DROP TABLE alembic_version")
    assert visitor.client.get("/ready").json()["database"] == "down"


def test_the_document_names_every_route_and_method_and_no_other(visitor: Visitor) -> None:
    document = visitor.client.get("/openapi.json").json()
    written = {(path, method.upper()) for path, methods in document["paths"].items() for method in methods}
    assert written == {(route.path, method) for route in API for method in route.methods or () if method != "HEAD"}


def test_the_document_refers_to_nothing_that_is_missing(visitor: Visitor) -> None:
    document = visitor.client.get("/openapi.json")
    for reference in re.findall(r'"\$ref":"#/([^"]+)"', document.text):
        part = document.json()
        for step in reference.split("/"):
            part = part[step]


def test_the_transcript_is_plain_text(visitor: Visitor) -> None:
    visitor.says("<b>bold</b>")
    transcript = visitor.client.get("/api/transcript?shop=qualir")
    assert transcript.headers["content-type"] == "text/plain; charset=utf-8"
    assert "You:\n<b>bold</b>" in transcript.text


def chat_files() -> list[Path]:
    return [file for pattern in CHAT for file in sorted(STATIC.glob(pattern))]


def test_the_chat_is_light() -> None:
    assert sum(len(gzip.compress(file.read_bytes())) for file in chat_files()) < MOST_BYTES


def test_the_chat_travels_compressed(visitor: Visitor) -> None:
    answer = visitor.client.get("/static/chat.js", headers={"Accept-Encoding": "gzip"})
    assert answer.headers["content-encoding"] == "gzip"
    assert answer.content == (STATIC / "chat.js").read_bytes()


def test_the_chat_sets_texts_as_texts_only() -> None:
    for file in STATIC.glob("*.js"):
        assert not re.search(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\b", file.read_text()), file
