"""Who may see a claim's evidence, and the one answer that gives a file out."""

from __future__ import annotations

import asyncio

from starlette.requests import Request
from starlette.responses import FileResponse, Response

from aftersales.errors import UnknownFile
from aftersales.services.evidence.files import Opener, file_on_disk, is_open_to
from web.desk.access import agent_of
from web.visitors import visiting

HEADERS = {
    "Content-Security-Policy": "default-src 'none'; sandbox",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "private, max-age=300",
}


def opener_of(request: Request) -> Opener | None:
    """What opens claims to whoever asks: the token of a claim's page in the address, else the visitor's cookie."""
    token = request.path_params.get("token")
    if token is not None:
        return Opener(page_token=token)
    conversation_id = visiting(request, request.query_params.get("shop", ""))
    return Opener(conversation_id=conversation_id) if conversation_id else None


async def may_see(request: Request, file_id: str) -> bool:
    """Whether whoever asks may see the file: its own conversation, its claim's page, or a signed-in agent."""
    if await agent_of(request) is not None:
        return True
    opener = opener_of(request)
    return opener is not None and await asyncio.to_thread(is_open_to, request.app.state.premises, opener, file_id)


async def file(request: Request) -> Response:
    """A file of a claim's evidence."""
    return await _give_out(request, is_thumbnail=False)


async def thumbnail(request: Request) -> Response:
    """The small picture of a file of a claim's evidence."""
    return await _give_out(request, is_thumbnail=True)


async def _give_out(request: Request, is_thumbnail: bool) -> Response:
    file_id = request.path_params["file"]
    if not await may_see(request, file_id):
        raise UnknownFile("it is not to be seen from here", "evidence")
    found = await asyncio.to_thread(file_on_disk, request.app.state.premises, file_id, is_thumbnail)
    if found is None or not found.path.exists():
        raise UnknownFile("it is not on disk", "evidence")
    return FileResponse(found.path, headers=HEADERS, media_type=found.media_type, filename=found.name)
