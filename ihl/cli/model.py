"""ihl model: what is known of a model."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from ihl.cli import output


def card(
    folder: Annotated[
        Path | None,
        typer.Argument(help="Folder of the model; the one that comes along if none is named.", metavar="[DIR]"),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print what the manifest says instead, as JSON.")] = False,
) -> None:
    """Print the card of a model: what it was made of, how good it is, and where it fails."""
    from ihl.learn.store import load_model, read_card

    model = load_model(folder)
    if as_json:
        points = {name: asdict(point) for name, point in model.points.items()}
        output.say(json.dumps({"digest": model.digest, "points": points, "made": dict(model.made)}, indent=2))
    else:
        output.say(f"model {model.digest}\n\n{read_card(folder)}")
