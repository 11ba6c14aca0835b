"""ihl train: annotated articles to a model."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from ihl.cli import output
from ihl.cli.options import Builtin, Rules, packs_in_force
from ihl.errors import IhlError, InputError

NEEDED = "training needs further libraries; install them with: pip install 'ihl[train]'"


def train(
    corpus: Annotated[
        Path,
        typer.Option("--corpus", help="Folder of gold files, in train/ and dev/ or undivided.", metavar="DIR"),
    ] = Path("corpus"),
    out: Annotated[Path, typer.Option("--out", "-o", help="Folder to write the model into.", metavar="DIR")] = Path(
        "models"
    ),
    measured: Annotated[
        bool, typer.Option("--card/--no-card", help="With or without measuring the model and writing its card.")
    ] = True,
    rules: Rules = None,
    builtin: Builtin = True,
) -> None:
    """Train the models on annotated articles, and write them with their card.

    The same articles, rules and library versions give the same bytes.
    """
    if not corpus.is_dir():
        raise InputError(f"{corpus}: is no folder; name one that holds <id>.yaml and <id>.txt files")
    try:
        from ihl.learn.training.publish import publish
        from ihl.learn.training.run import train as learn
    except ModuleNotFoundError as error:
        raise IhlError(f"{NEEDED} ({error.name} is missing)") from None
    from ihl.engine.load import load_rules

    packs = packs_in_force(rules, builtin)
    found = learn(corpus, load_rules(*packs.folders, builtin=packs.builtin), _tell)
    digest = publish(found, out, _tell, measured=measured)
    output.say(f"{out}: model {digest[:16]} written")


def _tell(step: str) -> None:
    output.complain(f"ihl: {step}")
