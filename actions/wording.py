"""The words of data/responses, as the actions use them."""

from aftersales.services.wording import BULLET, MissingWords, bullets, button, buttons, responses, words

__all__ = ["BULLET", "MissingWords", "bullets", "button", "buttons", "responses", "words"]
