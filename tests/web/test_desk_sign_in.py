"""The desk's door: a cookie out of reach of scripts and other sites, and pages for nobody else."""

import httpx
import pytest
from sqlalchemy.engine import Engine

from tests.web.desk_agent import PASSWORD, DeskAgent, add_agents

PAGE = {"Accept": "text/html"}


@pytest.fixture
def mia(address: str, engine: Engine) -> DeskAgent:
    add_agents(engine, "mia", "tom")
    return DeskAgent(address, "mia")


def test_who_is_not_signed_in_is_led_to_the_sign_in(mia: DeskAgent) -> None:
    for path in ("/desk", "/desk/figures"):
        led = mia.client.get(path, headers=PAGE)
        assert (led.status_code, led.headers["location"]) == (303, "/desk/sign-in")
    assert "<form" in mia.client.get("/desk/sign-in").text


def test_the_cookie_is_random_strict_and_out_of_reach_of_scripts(mia: DeskAgent) -> None:
    entered = mia.signs_in()
    assert (entered.status_code, entered.headers["location"]) == (303, "/desk")
    (cookie,) = entered.headers.get_list("set-cookie")
    for part in ("HttpOnly", "SameSite=strict", "Path=/"):
        assert part in cookie
    assert mia.client.get("/desk", headers=PAGE).status_code == 200


@pytest.mark.parametrize(("name", "password"), [("mia", "wrong"), ("nobody", PASSWORD), ("", ""), ("<b>", "x")])
def test_a_wrong_name_or_password_is_refused_in_words(mia: DeskAgent, name: str, password: str) -> None:
    refused = mia.signs_in(name, password)
    assert refused.status_code == 401
    assert "The name or the password is wrong" in refused.text
    assert "<b>" not in refused.text
    assert "set-cookie" not in refused.headers


def test_the_sixth_try_has_to_wait(mia: DeskAgent) -> None:
    assert [mia.signs_in(password="wrong").status_code for _ in range(6)] == [401] * 5 + [429]
    assert mia.signs_in().status_code == 429


def test_signing_out_ends_the_session_for_good(mia: DeskAgent) -> None:
    mia.signs_in()
    kept = dict(mia.client.cookies)
    assert mia.client.post("/desk/sign-out").headers["location"] == "/desk/sign-in"
    mia.client.cookies = httpx.Cookies(kept)
    assert mia.client.get("/desk", headers=PAGE).status_code == 303


def test_signing_in_again_makes_the_earlier_token_worthless(mia: DeskAgent) -> None:
    mia.signs_in()
    earlier = dict(mia.client.cookies)
    mia.signs_in()
    mia.client.cookies = httpx.Cookies(earlier)
    assert mia.client.get("/desk", headers=PAGE).status_code == 303


@pytest.mark.parametrize("path", ["/desk/sign-in", "/desk/sign-out"])
@pytest.mark.parametrize("origin", ["https://evil.example", "null", ""])
def test_a_foreign_page_cannot_sign_anybody_in_or_out(mia: DeskAgent, path: str, origin: str) -> None:
    mia.signs_in()
    foreign = {"Origin": origin} if origin else {}
    del mia.client.headers["Origin"]
    assert mia.client.post(path, data={"name": "tom", "password": PASSWORD}, headers=foreign).status_code == 403


def test_a_form_of_another_kind_is_refused(mia: DeskAgent) -> None:
    assert mia.client.post("/desk/sign-in", json={"name": "mia"}).status_code == 415
    large = {"name": "x" * 70_000}
    assert mia.client.post("/desk/sign-in", data=large).status_code == 413
    many = "&".join(f"a{number}=1" for number in range(50))
    kind = {"Content-Type": "application/x-www-form-urlencoded"}
    assert mia.client.post("/desk/sign-in", content=many, headers=kind).status_code == 400
    assert mia.client.post("/desk/sign-in", content=b"name=%ff%fe", headers=kind).status_code == 400
