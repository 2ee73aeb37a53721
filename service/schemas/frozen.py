"""What every form of the contract is made of."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict


class Frozen(BaseModel):
    """A value of the contract; it does not change once it is made."""

    model_config = ConfigDict(frozen=True)
