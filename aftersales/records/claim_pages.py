"""Queries on the pages of claims: the token that opens one, and the claim that a token opens."""

import secrets
from contextlib import suppress

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from aftersales.errors import UnknownClaim
from aftersales.records.tables import Claim, ClaimPage

TOKEN_BYTES = 24


def new_page() -> ClaimPage:
    """A page for a claim that is about to be opened."""
    return ClaimPage(token=secrets.token_urlsafe(TOKEN_BYTES))


def token_of(session: Session, claim: Claim) -> str:
    """The token of the claim's page; claims older than pages get theirs when it is first asked for."""
    page = claim.page or _make_page(session, claim)
    return page.token


def known_token(claim: Claim) -> str | None:
    """The token of the claim's page, None where it has not been made."""
    return None if claim.page is None else claim.page.token


def claim_with(session: Session, token: str) -> Claim:
    """The claim whose page has this token; raises UnknownClaim."""
    query = select(Claim).join(ClaimPage, ClaimPage.claim_id == Claim.id).where(ClaimPage.token == token)
    claim: Claim | None = session.scalars(query).one_or_none()
    if claim is None:
        raise UnknownClaim("there is no such page", "claims")
    return claim


def _make_page(session: Session, claim: Claim) -> ClaimPage:
    """Where somebody else asks for the first time as well, one of the two tokens counts."""
    page = new_page()
    page.claim_id = claim.id
    with suppress(IntegrityError), session.begin_nested():
        session.add(page)
    session.expire(claim, ["page"])
    made: ClaimPage = session.scalars(select(ClaimPage).where(ClaimPage.claim_id == claim.id)).one()
    return made
