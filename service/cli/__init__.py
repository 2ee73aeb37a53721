"""The command `passerelle`: joins the parts that index and the parts that answer."""

from service.cli.commands import app, main

__all__ = ["app", "main"]
