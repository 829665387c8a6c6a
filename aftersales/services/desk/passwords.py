"""Agents' passwords: kept as argon2 hashes, and as slow to check for a name that does not exist."""

from __future__ import annotations

from functools import lru_cache

from argon2 import PasswordHasher
from argon2.exceptions import Argon2Error, InvalidHashError

from aftersales.errors import WeakPassword

SHORTEST = 10
LONGEST = 200
"""How many characters a password has; a longer one would only keep the server busy."""

_hasher = PasswordHasher()


def hash_password(password: str) -> str:
    """The hash to keep; raises WeakPassword where the password is too short or too long."""
    if not SHORTEST <= len(password) <= LONGEST:
        mend = f"Choose one of {SHORTEST} to {LONGEST} characters."
        raise WeakPassword(f"the password has {len(password)} characters", "password", mend)
    return _hasher.hash(password)


def is_right(password: str, password_hash: str | None) -> bool:
    """Whether the password is the one of the hash; without a hash it takes as long, and is not."""
    try:
        _hasher.verify(password_hash or _hash_of_nobody(), password)
    except (Argon2Error, InvalidHashError):
        return False
    return password_hash is not None


@lru_cache(maxsize=1)
def _hash_of_nobody() -> str:
    return _hasher.hash("nobody signs in with this")
