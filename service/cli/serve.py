"""The command that serves the HTTP interface."""

from __future__ import annotations

from typing import Annotated

import typer

from service.cli.loading import engine_of
from service.cli.options import Index
from service.cli.printing import say
from service.settings import load_settings


def serve(
    host: Annotated[str | None, typer.Option("--host", help="Address to listen on.")] = None,
    port: Annotated[int | None, typer.Option("--port", help="Port to listen on.")] = None,
    index: Index = None,
) -> None:
    """Serve the HTTP interface; a new generation of the index is taken up without a restart."""
    import uvicorn  # noqa: PLC0415 - half a second that other commands do not pay

    from service.api.app import create_app  # noqa: PLC0415 - likewise

    settings = load_settings(index=index, host=host, port=port)
    engine = engine_of(settings)
    snapshot = engine.snapshot()
    engine.encoder.encode_query("khởi động")  # the first question shall not wait for the model
    say(
        f"serving {snapshot.generation.manifest.documents} documents on http://{settings.host}:{settings.port} (generation {snapshot.name}; questions: POST /v1/ask; description: /docs)"
    )
    uvicorn.run(create_app(settings, lambda: engine), host=settings.host, port=settings.port, log_level="warning")
