"""What browsers are told about our pages, and which pages may write."""

from collections.abc import Callable

import pytest

from tests.web.visitor import Visitor


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


@pytest.mark.parametrize("origin", ["https://evil.example", "null", "", "http://127.0.0.1:1"])
@pytest.mark.parametrize("route", ["/api/conversation", "/api/messages?shop=qualir", "/api/person?shop=qualir"])
def test_a_foreign_page_cannot_write(visitor: Visitor, origin: str, route: str) -> None:
    refusal = visitor.client.post(route, json={}, headers={"Origin": origin})
    assert refusal.status_code == 403
    assert refusal.headers["x-content-type-options"] == "nosniff"


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
