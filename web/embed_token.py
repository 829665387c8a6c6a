"""What a shop says about the customer who is signed in with it: signed, and good for a while only."""

from __future__ import annotations

import secrets

from itsdangerous import BadData, URLSafeTimedSerializer

from aftersales.services.chat.start import KnownCustomer
from aftersales.settings import Settings

SALT = "aftersales-embed"


class EmbedTokens:
    """Makes and reads the tokens; without a secret in the settings they are good until the process ends."""

    def __init__(self, settings: Settings) -> None:
        self.signer = URLSafeTimedSerializer(settings.web_secret or secrets.token_hex(32), salt=SALT)
        self.seconds = settings.web_token_minutes * 60

    def make(self, shop: str, email: str, order_number: str) -> str:
        """A token that says: this visitor of the shop is the customer with this order."""
        return str(self.signer.dumps({"shop": shop, "email": email, "order": order_number}))

    def read(self, token: str, shop: str) -> KnownCustomer | None:
        """What the token says; None where it is forged, too old, or made for another shop."""
        try:
            told = self.signer.loads(token, max_age=self.seconds)
        except BadData:
            return None
        if not isinstance(told, dict) or told.get("shop") != shop:
            return None
        return KnownCustomer(str(told.get("email")), str(told.get("order")))
