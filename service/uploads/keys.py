"""Who may upload: whoever has the key of the settings."""

from __future__ import annotations

import secrets

from pydantic import SecretStr

from service.errors import KeyRefused, UploadsOff
from service.settings import KEY_VARIABLE


def check_key(expected: SecretStr | None, given: str) -> None:
    """Compares in constant time. Raises ``UploadsOff`` where no key is set, ``KeyRefused`` for a missing or wrong one."""
    if expected is None:
        raise UploadsOff(f"nobody may add or remove documents here: set {KEY_VARIABLE} to a secret of at least 16 characters and start the service again")
    if not secrets.compare_digest(expected.get_secret_value().encode(), given.encode("utf-8", "replace")):
        raise KeyRefused("the key is wrong: ask those who run the service for it" if given else "a key is needed: send the header `Authorization: Bearer KEY`")
