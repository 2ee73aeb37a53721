"""The HTTP interface; the only package that knows FastAPI. Routes are plain functions, which run beside the event loop."""
