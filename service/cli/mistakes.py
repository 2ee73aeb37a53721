"""Failures that a person can cause, told in one sentence."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

import typer
from rich.markup import escape

from corpus.catalogue import CatalogueError
from indexer.errors import IndexingError
from service.cli.printing import say
from service.datasets import DatasetError
from service.errors import ServiceError
from service.settings import SettingsError

_Arguments = ParamSpec("_Arguments")
_Result = TypeVar("_Result")


class Mistake(Exception):
    """A command cannot be carried out as it was given."""


def plainly(command: Callable[_Arguments, _Result]) -> Callable[_Arguments, _Result]:
    """Turns every failure that a person can cause into one sentence and exit status 1."""

    @wraps(command)
    def run(*arguments: _Arguments.args, **options: _Arguments.kwargs) -> _Result:
        try:
            return command(*arguments, **options)
        except (IndexingError, ServiceError, CatalogueError, SettingsError, DatasetError, Mistake) as error:
            say(f"[red]passerelle:[/red] {escape(str(error))}")
            raise typer.Exit(1) from error
        except OSError as error:
            say(f"[red]passerelle:[/red] {escape(str(error.filename or 'the disk'))} cannot be used: {(error.strerror or str(error)).lower()}")
            raise typer.Exit(1) from error

    return run
