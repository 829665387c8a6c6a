"""What browsers are told about our pages, and which pages may write."""

import re
from collections.abc import Callable

import pytest
from sqlalchemy.engine import Engine

from aftersales.services.bootstrap import Premises
from aftersales.settings import Settings
from tests.web.conftest import POLICIES
from tests.web.routes import routes_of
from tests.web.visitor import Visitor
from web.app import create_app


@pytest.mark.parametrize("path", ["/", "/demo/qualir", "/static/chat.js", "/health", "/openapi.json", "/nothing"])
def test_every_answer_carries_the_protecting_headers(visitor: Visitor, path: str) -> None:
    headers = visitor.client.get(path).headers
    assert headers["x-content-type-options"] == "nosniff"
    policy = headers["content-security-policy"]
    assert policy.startswith("default-src 'self';")
    assert "frame-ancestors 'self'" in policy
    assert "unsafe" not in policy


def test_the_shops_that_may_frame_our_pages_are_named(web: Callable[..., str]) -> None:
    address = web(web_frame_ancestors=("https://shop.example",))
    policy = Visitor(address).client.get("/").headers["content-security-policy"]
    assert policy.endswith("frame-ancestors 'self' https://shop.example")


@pytest.mark.parametrize("origin", ["https://evil.example", "null", "", None, "http://127.0.0.1:1"])
def test_no_route_writes_for_a_foreign_page_or_for_none(
    visitor: Visitor, settings: Settings, engine: Engine, origin: str | None
) -> None:
    app = create_app(Premises(settings, POLICIES, engine))
    writes = [path for method, path in routes_of(app) if method not in ("GET", "OPTIONS")]
    assert len(writes) > 20
    del visitor.client.headers["Origin"]
    headers = {} if origin is None else {"Origin": origin}
    for path in writes:
        refusal = visitor.client.post(re.sub("{.*?}", "1", path), params={"shop": "qualir"}, headers=headers)
        assert refusal.status_code == 403, path
        assert refusal.headers["content-type"] == "application/problem+json"
        assert refusal.headers["x-content-type-options"] == "nosniff"


def test_every_route_refuses_in_a_problem_document(visitor: Visitor, settings: Settings, engine: Engine) -> None:
    app = create_app(Premises(settings, POLICIES, engine))
    paths = {re.sub("{.*?}", "1", path) for _, path in routes_of(app) if path != "/static"}
    paths |= {"/nothing", "/static/nothing.js"}
    for path in sorted(paths):
        method = "GET" if "nothing" in path else "DELETE"
        refusal = visitor.client.request(method, path)
        assert refusal.status_code in (404, 405), path
        assert refusal.headers["content-type"] == "application/problem+json"
        assert set(refusal.json()) == {"type", "title", "status", "detail"}, path


def test_a_write_without_an_origin_is_refused(visitor: Visitor) -> None:
    del visitor.client.headers["Origin"]
    assert visitor.says("Hello").status_code == 403


def test_a_shops_page_that_is_named_may_write(web: Callable[..., str]) -> None:
    visitor = Visitor(web(web_origins=("https://shop.example",)))
    visitor.client.headers["Origin"] = "https://shop.example"
    started = visitor.comes()
    assert started.status_code == 201
    assert started.headers["access-control-allow-origin"] == "https://shop.example"
    assert started.headers["access-control-allow-credentials"] == "true"


def test_no_page_holds_a_script_or_style_of_its_own(visitor: Visitor) -> None:
    for path in ("/", "/demo/qualir"):
        page = visitor.client.get(path).text
        assert "<style" not in page
        assert "onclick" not in page
        assert all("src=" in tag.partition(">")[0] for tag in page.split("<script")[1:])
