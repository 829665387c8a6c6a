"""What a sender raises when something did not get through."""

from __future__ import annotations

from aftersales.errors import AftersalesError


class Undelivered(AftersalesError):
    """It was not taken; is_final says that another try is no use."""

    def __init__(self, message: str, is_final: bool = False) -> None:
        super().__init__(message)
        self.is_final = is_final
