"""Puts the web process together: its routes, what they work with, and what stands around them."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles

from aftersales.errors import AftersalesError
from aftersales.services.bootstrap import Premises
from aftersales.services.evidence.files import sweep_evidence
from web import (
    api_document,
    chat_api,
    claim_pages,
    demo,
    evidence_api,
    evidence_viewers,
    handover_api,
    health,
    metrics,
    transcript_api,
)
from web.assistant import Assistant
from web.claim_expiry import ClaimExpiry
from web.desk.access import is_agent
from web.desk.routes import DESK
from web.embed_token import EmbedTokens
from web.evidence_api import Intake
from web.outbox_sender import OutboxSender
from web.problems import HANDLERS
from web.protection import Protection
from web.request_log import RequestLog
from web.start_limit import StartLimit
from web.streams import Streams
from web.turns import Turns
from web.typing_signs import TypingSigns

logger = logging.getLogger("web.app")
STATIC = Path(__file__).parent / "static"

API = [
    Route("/api/conversation", chat_api.start, methods=["POST"]),
    Route("/api/messages", chat_api.send, methods=["POST"]),
    Route("/api/person", chat_api.person, methods=["POST"]),
    Route("/api/typing", handover_api.typing, methods=["POST"]),
    Route("/api/email", handover_api.email, methods=["POST"]),
    Route("/api/rating", handover_api.rating, methods=["POST"]),
    Route("/api/events", chat_api.events),
    Route("/api/transcript", chat_api.transcript),
    Route("/api/transcript/mail", transcript_api.mail, methods=["POST"]),
    Route("/api/evidence", evidence_api.wanted),
    Route("/api/evidence", evidence_api.add, methods=["POST"]),
    Route("/api/evidence/{file}", evidence_viewers.file),
    Route("/api/evidence/{file}/thumbnail", evidence_viewers.thumbnail),
    Route("/health", health.health),
    Route("/ready", health.ready),
    Route("/metrics", metrics.metrics),
]
CLAIM_PAGES = [
    Route("/claims/{token}", claim_pages.page),
    Route("/claims/{token}/slip.pdf", claim_pages.slip),
    Route("/claims/{token}/withdraw", claim_pages.withdraw, methods=["POST"]),
    Route("/claims/{token}/evidence", evidence_api.add, methods=["POST"]),
    Route("/claims/{token}/evidence/{file}", evidence_viewers.file),
    Route("/claims/{token}/evidence/{file}/thumbnail", evidence_viewers.thumbnail),
]
DEMO = [Route("/", demo.shops), Route("/demo/{shop}", demo.shop), Route("/demo/{shop}/orders", demo.orders)]


def create_app(premises: Premises) -> Starlette:
    """The application; it connects to Rasa and the ledger when they are first needed."""
    routes: list[BaseRoute] = [
        *API,
        *CLAIM_PAGES,
        Route("/openapi.json", api_document.openapi),
        *DESK,
        Mount("/static", GZipMiddleware(StaticFiles(directory=STATIC))),
        *(DEMO if premises.settings.web_demo else []),
    ]
    app = Starlette(routes=routes, middleware=_around(premises), exception_handlers=HANDLERS, lifespan=_lifespan)
    app.state.premises = premises
    app.state.tokens = EmbedTokens(premises.settings)
    app.state.starts = StartLimit()
    app.state.intake = Intake()
    app.state.typing = TypingSigns()
    app.state.streams = Streams(premises, app.state.typing)
    app.state.is_agent = is_agent
    app.state.assistant = Assistant(premises.settings)
    app.state.metrics = metrics.Metrics()
    app.state.turns = Turns(premises, app.state.assistant, app.state.streams, app.state.metrics)
    app.state.outbox = OutboxSender(premises)
    app.state.claim_expiry = ClaimExpiry(premises)
    return app


def _around(premises: Premises) -> list[Middleware]:
    settings = premises.settings
    around = [Middleware(RequestLog), Middleware(Protection, settings=settings)]
    if settings.web_origins:
        around.append(
            Middleware(
                CORSMiddleware,
                allow_origins=list(settings.web_origins),
                allow_methods=["GET", "POST"],
                allow_headers=["Content-Type", "Last-Event-ID"],
                allow_credentials=True,
            )
        )
    return around


@asynccontextmanager
async def _lifespan(app: Starlette) -> AsyncIterator[None]:
    app.state.outbox.start()
    app.state.claim_expiry.start()
    await asyncio.to_thread(_sweep, app.state.premises)
    yield
    await app.state.claim_expiry.stop()
    await app.state.outbox.stop()
    await app.state.assistant.close()


def _sweep(premises: Premises) -> None:
    """Take away what a stopped process left of uploads; what hinders that hinders nothing else."""
    try:
        swept = sweep_evidence(premises)
    except (AftersalesError, OSError) as fault:
        logger.warning("the evidence was not swept: %s", type(fault).__name__)
    else:
        logger.info("evidence swept", extra={"fields": {"orphans": swept}})
