"""Demo pages: the shops, and for each one "my orders" with the chat."""

from __future__ import annotations

import asyncio
from pathlib import Path

from starlette.requests import Request
from starlette.responses import Response
from starlette.templating import Jinja2Templates

from aftersales.services.demo_shops import demo_orders_of, demo_shops
from web.problems import Problem

PAGES = Jinja2Templates(directory=Path(__file__).parent / "templates")


async def shops(request: Request) -> Response:
    """The page that lists the shops."""
    shown = await asyncio.to_thread(demo_shops, request.app.state.premises)
    return PAGES.TemplateResponse(request, "shops.html", {"shops": shown})


async def shop(request: Request) -> Response:
    """A shop's page; each order has a token, as a shop gives one to the customer who is signed in."""
    state = request.app.state
    name = request.path_params["shop"]
    policy = state.premises.policies.get(name)
    if policy is None:
        raise Problem(404, "There is no such shop here.")
    orders = await asyncio.to_thread(demo_orders_of, state.premises, name)
    tokens = {order.number: state.tokens.make(name, order.email, order.number) for order in orders}
    page = {"shop": name, "name": policy.name, "orders": orders, "tokens": tokens}
    return PAGES.TemplateResponse(request, "shop.html", page, headers={"Cache-Control": "no-store"})
