"""The command that prepares the model."""

from __future__ import annotations

from service.cli.loading import encoder_of
from service.cli.printing import out
from service.settings import load_settings


def model() -> None:
    """Prepare the default model on this machine (done by itself when it is first needed)."""
    card = encoder_of(load_settings()).card
    out.print(f"{card.name} ({card.revision}): {card.dimensions} dimensions, {card.max_tokens} tokens", highlight=False)
