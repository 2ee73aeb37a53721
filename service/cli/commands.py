"""All commands of `passerelle`, in the order in which the help lists them."""

from __future__ import annotations

import typer

from service.cli.ask import ask
from service.cli.corpus import corpus_app
from service.cli.eligible import eligible
from service.cli.evaluate import evaluate_command
from service.cli.extract import extract_command
from service.cli.facts import facts_command
from service.cli.importing import import_command
from service.cli.index import index_command
from service.cli.mistakes import plainly
from service.cli.model import model
from service.cli.search import search_command
from service.cli.serve import serve
from service.cli.show import show

app = typer.Typer(
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    help="Questions about French and Vietnamese policy texts, answered with exact clauses.",
)
app.command("index")(plainly(index_command))
app.command("import")(plainly(import_command))
app.command("ask")(plainly(ask))
app.command("search")(plainly(search_command))
app.command("show")(plainly(show))
app.command("facts")(plainly(facts_command))
app.command("eligible")(plainly(eligible))
app.command("extract")(plainly(extract_command))
app.command("serve")(plainly(serve))
app.command("evaluate")(plainly(evaluate_command))
app.command("model")(plainly(model))
app.add_typer(corpus_app, name="corpus")


def main() -> None:
    """Runs the command line."""
    app()
