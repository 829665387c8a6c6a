"""Demo pages: the shops, and for each one "my orders" with the chat."""

from __future__ import annotations

import asyncio
from pathlib import Path

from starlette.requests import Request
from starlette.responses import Response
from starlette.templating import Jinja2Templates

from aftersales.services.orders.demo_shops import demo_orders_of, demo_shops
from web.problems import Problem

PAGES = Jinja2Templates(directory=Path(__file__).parent / "templates")
THEMES = 6
"""How many colours of shops demo.css has."""


async def shops(request: Request) -> Response:
    """The page that lists the shops."""
    shown = await asyncio.to_thread(demo_shops, request.app.state.premises)
    return PAGES.TemplateResponse(request, "shops.html", {"shops": shown, "themes": THEMES})


async def shop(request: Request) -> Response:
    """A shop's page; each order has a token, as a shop gives one to the customer who is signed in."""
    return await _page(request, "shop.html")


async def orders(request: Request) -> Response:
    """The list of orders on a shop's page as it stands now: demo orders and nothing else, like the page itself."""
    return await _page(request, "orders.html")


async def _page(request: Request, template: str) -> Response:
    state = request.app.state
    policies, name = state.premises.policies, request.path_params["shop"]
    if name not in policies:
        raise Problem(404, "There is no such shop here.")
    shown = await asyncio.to_thread(demo_orders_of, state.premises, name)
    tokens = {order.number: state.tokens.make(name, order.email, order.number) for order in shown}
    theme = list(policies).index(name) % THEMES
    page = {"shop": name, "name": policies[name].name, "theme": theme, "orders": shown, "tokens": tokens}
    return PAGES.TemplateResponse(request, template, page, headers={"Cache-Control": "no-store"})
