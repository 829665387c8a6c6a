"""The page of a claim, under an address that cannot be guessed: to look at, to print, to send what is needed."""

from __future__ import annotations

import asyncio
from pathlib import Path
from urllib.parse import parse_qs

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.templating import Jinja2Templates

from aftersales.errors import StaleConfirmation, UnknownClaim
from aftersales.services.claims.page import claim_view
from aftersales.services.claims.return_slip import slip_with_page
from aftersales.services.claims.withdrawal import prepare_withdrawal, withdraw_on_page
from aftersales.settings import MEGABYTE
from web.problems import Problem
from web.return_slip import draw_slip

PAGES = Jinja2Templates(directory=Path(__file__).parent / "templates")
PRIVATE = {"Cache-Control": "no-store", "X-Robots-Tag": "noindex"}
LARGEST_FORM = 1024


async def page(request: Request) -> Response:
    """The claim as it stands."""
    return await _show(request)


async def slip(request: Request) -> Response:
    """The return slip as PDF."""
    found, address = await asyncio.to_thread(slip_with_page, request.app.state.premises, _token(request))
    if found is None:
        raise Problem(404, "Nothing has to be sent back for this claim.")
    drawn = await asyncio.to_thread(draw_slip, found, address)
    headers = {**PRIVATE, "Content-Disposition": f'inline; filename="return-slip-{found.number}.pdf"'}
    return Response(drawn, headers=headers, media_type="application/pdf")


async def withdraw(request: Request) -> Response:
    """Ask for a yes; with the yes, withdraw the claim. Either way the page tells what is true then."""
    premises, token = request.app.state.premises, _token(request)
    yes = await _yes(request)
    if not yes:
        return await _show(request, yes=await asyncio.to_thread(prepare_withdrawal, premises, token))
    try:
        await asyncio.to_thread(withdraw_on_page, premises, token, yes)
    except StaleConfirmation:
        return await _show(request, is_stale=True, yes=await asyncio.to_thread(prepare_withdrawal, premises, token))
    return RedirectResponse(f"/claims/{token}", 303, PRIVATE)


async def _show(request: Request, **more: object) -> Response:
    token = _token(request)
    try:
        claim = await asyncio.to_thread(claim_view, request.app.state.premises, token)
    except UnknownClaim:
        return PAGES.TemplateResponse(request, "claim_missing.html", status_code=404, headers=PRIVATE)
    largest = request.app.state.premises.settings.evidence_bytes_a_file // MEGABYTE
    shown = {"claim": claim, "token": token, "largest": largest, "yes": None, "is_stale": False, **more}
    status = 409 if shown["is_stale"] else 200
    return PAGES.TemplateResponse(request, "claim.html", shown, status_code=status, headers=PRIVATE)


async def _yes(request: Request) -> str:
    """The confirmation that the form carries; empty where it carries none."""
    read = bytearray()
    async for chunk in request.stream():
        read += chunk
        if len(read) > LARGEST_FORM:
            raise Problem(413, "The form is too large.")
    return parse_qs(read.decode("ascii", "replace")).get("yes", [""])[0]


def _token(request: Request) -> str:
    return str(request.path_params["token"])
