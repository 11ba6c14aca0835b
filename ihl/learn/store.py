"""store: models on disk, as JSON with a checksum. Loading one runs no code, and an altered file is refused.

A model is a folder of two files: `model.json` holds the scorers and operating points; `manifest.json` its format, its
SHA-256, and how it was made.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, fields
from pathlib import Path
from typing import Any

from ihl.errors import ModelError
from ihl.learn.model import SCORERS, Model, Point
from ihl.learn.scorer import Scorer

FORMAT = "ihl-model"
VERSION = 1
WEIGHTS, MANIFEST, CARD = "model.json", "manifest.json", "card.md"
LARGEST = 64 * 1024 * 1024  # bytes; a real model has a hundredth of that


def default_model_dir() -> Path:
    """The model that comes along: inside an installed wheel, or beside the package in a checkout."""
    inside = Path(__file__).parent.parent / "_data" / "models"
    return inside if inside.is_dir() else Path(__file__).parent.parent.parent / "models"


def load_model(folder: Path | None = None) -> Model:
    """Load a model, by default the one that comes along.

    Raises ModelError where the folder holds none, or one that is truncated, altered, foreign or of another version.
    """
    folder = folder or default_model_dir()
    manifest = _read_json(folder, _bytes(folder, MANIFEST), MANIFEST)
    if manifest.get("format") != FORMAT:
        raise ModelError(f"{folder}: {MANIFEST} is not that of an ihl model; name a folder that `ihl train` wrote")
    if manifest.get("version") != VERSION:
        raise ModelError(
            f"{folder}: the model has format version {manifest.get('version')}, and this program reads {VERSION};"
            " train it again with `ihl train`, or use the program it was made for"
        )
    raw = _bytes(folder, WEIGHTS)
    digest = hashlib.sha256(raw).hexdigest()
    if digest != manifest.get("sha256"):
        raise ModelError(
            f"{folder}: {WEIGHTS} is not what {MANIFEST} says (SHA-256 differs): it was altered or cut short;"
            " take both files from one release, or train again with `ihl train`"
        )
    return _model(folder, _read_json(folder, raw, WEIGHTS), manifest, digest)


def save_model(model: Model, folder: Path) -> str:
    """Write a model into a folder, and return its digest. The same model gives the same bytes."""
    folder.mkdir(parents=True, exist_ok=True)
    plain = {
        "points": {name: asdict(point) for name, point in model.points.items()},
        "scorers": {name: _plain(scorer) for name, scorer in model.scorers.items()},
    }
    raw = _lines(plain).encode()
    digest = hashlib.sha256(raw).hexdigest()
    manifest = {"format": FORMAT, "version": VERSION, "sha256": digest, "made": dict(model.made)}
    (folder / WEIGHTS).write_bytes(raw)
    (folder / MANIFEST).write_text(json.dumps(manifest, indent=2, sort_keys=True, ensure_ascii=False) + "\n", "utf-8")
    return digest


def read_card(folder: Path | None = None) -> str:
    """The card beside a model. Raises ModelError where there is none."""
    return _bytes(folder or default_model_dir(), CARD).decode("utf-8", "replace")


def _bytes(folder: Path, name: str) -> bytes:
    path = folder / name
    try:
        if path.stat().st_size > LARGEST:
            raise ModelError(f"{path}: is larger than {LARGEST:,} bytes, which no model is")
        return path.read_bytes()
    except OSError as error:
        raise ModelError(
            f"{folder}: holds no model ({name}: {error.strerror}); name a folder that `ihl train` wrote"
        ) from error


def _read_json(folder: Path, raw: bytes, name: str) -> dict[str, Any]:
    try:
        found = json.loads(raw)
    except (ValueError, RecursionError) as error:
        raise ModelError(f"{folder}: {name} is not readable JSON ({error}); it was altered or cut short") from error
    if not isinstance(found, dict):
        raise ModelError(f"{folder}: {name} holds no JSON object; it is not that of an ihl model")
    return found


def _model(folder: Path, plain: Mapping[str, Any], manifest: Mapping[str, Any], digest: str) -> Model:
    try:
        scorers = {name: _scorer(plain["scorers"][name]) for name in SCORERS}
        known = {field.name for field in fields(Point)}
        points = {
            str(name): Point(**{key: _number(value) for key, value in point.items() if key in known})
            for name, point in plain["points"].items()
        }
        return Model(scorers, points, dict(manifest.get("made", {})), digest)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise ModelError(f"{folder}: {WEIGHTS} lacks what a model has ({error}); train it again") from error


def _number(value: object) -> Any:  # noqa: ANN401 - a point holds numbers and one switch
    if isinstance(value, bool | int | float):
        return value
    raise ValueError(f"{value!r} is no number")


def _scorer(plain: Mapping[str, Any]) -> Scorer:
    classes, bias, weights = plain["classes"], plain["bias"], plain["weights"]
    if not classes or not len(classes) == len(bias) == len(weights):
        raise ValueError("a scorer has more or fewer rows than classes")
    if not all(isinstance(weight, int) for row in weights for weight in row.values()):
        raise ValueError("a weight is no whole number")
    return Scorer(tuple(classes), tuple(bias), tuple(weights))


def _plain(scorer: Scorer) -> dict[str, Any]:
    weights = [dict(sorted(row.items())) for row in scorer.weights]
    return {"classes": list(scorer.classes), "bias": list(scorer.bias), "weights": weights}


def _lines(plain: Mapping[str, Any]) -> str:
    """JSON with a feature a line, so that a change of the model can be read as a difference."""
    return json.dumps(plain, indent=1, sort_keys=True, ensure_ascii=False) + "\n"
