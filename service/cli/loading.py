"""The parts that a command works with: the model and the index."""

from __future__ import annotations

from indexer.encoder import Encoder, load_encoder
from indexer.generation import current_name, open_current
from service.cli.mistakes import Mistake
from service.cli.printing import say
from service.engine import Engine, Snapshot
from service.reranking import Reranker, load_reranker
from service.settings import Settings


def encoder_of(settings: Settings) -> Encoder:
    """The model that the settings name; the preparation of it is told."""
    return load_encoder(settings.model, model_dir=settings.model_dir, report=lambda what: say(f"[dim]{what} …[/dim]"))


def engine_of(settings: Settings) -> Engine:
    """The engine, after making sure that there is an index, so that no model is loaded in vain."""
    _require_index(settings)
    return Engine(settings.index, encoder_of(settings), reranker=reranker_of(settings))


def reranker_of(settings: Settings) -> Reranker | None:
    """The model that judges the best passages again, where the settings name one."""
    return load_reranker(settings.reranker, settings.reranked)


def snapshot_of(settings: Settings) -> Snapshot:
    """The current generation alone, for commands without a model."""
    _require_index(settings)
    return Snapshot(open_current(settings.index))


def _require_index(settings: Settings) -> None:
    if current_name(settings.index) is None:
        raise Mistake(f"there is no index in {settings.index.resolve()}: build one with `passerelle index FOLDER --index {settings.index}`")
