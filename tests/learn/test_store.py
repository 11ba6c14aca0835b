"""Models on disk: the same bytes, checked on load, and one clear error for each way of being wrong."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from ihl.errors import ModelError
from ihl.learn.model import SCORERS, Model, Point
from ihl.learn.scorer import Scorer
from ihl.learn.store import default_model_dir, load_model, save_model

SCORER = Scorer(("yes",), (-5,), ({"w=x, [y]": 12, 'say="no"': -7},))
MODEL = Model(dict.fromkeys(SCORERS, SCORER), {"balanced": Point(statement=0.25)}, {"articles": {"train": 1}}, "")


def test_round_trip(tmp_path: Path) -> None:
    """What is loaded is what was saved, and a second saving gives the same bytes."""
    digest = save_model(MODEL, tmp_path / "a")
    loaded = load_model(tmp_path / "a")
    assert (loaded.digest, loaded.points, loaded.made) == (digest, MODEL.points, MODEL.made)
    assert loaded["link"].weights == ({"w=x, [y]": 12, 'say="no"': -7},)
    save_model(loaded, tmp_path / "b")
    for name in ("model.json", "manifest.json"):
        assert (tmp_path / "a" / name).read_bytes() == (tmp_path / "b" / name).read_bytes()


def _rewrite(folder: Path, change: Callable[[dict[str, object]], object]) -> None:
    """Change what a model says, checksum and all."""
    plain = json.loads((folder / "model.json").read_text())
    change(plain)
    raw = json.dumps(plain).encode()
    (folder / "model.json").write_bytes(raw)
    manifest = json.loads((folder / "manifest.json").read_text())
    manifest["sha256"] = hashlib.sha256(raw).hexdigest()
    (folder / "manifest.json").write_text(json.dumps(manifest))


def _cut(folder: Path) -> None:
    path = folder / "model.json"
    path.write_bytes(path.read_bytes()[:100])


def _alter(folder: Path) -> None:
    path = folder / "model.json"
    path.write_bytes(path.read_bytes().replace(b"-5", b"-4"))


def _manifest(folder: Path, **changes: object) -> None:
    path = folder / "manifest.json"
    path.write_text(json.dumps({**json.loads(path.read_text()), **changes}))


WRONG: dict[str, tuple[Callable[[Path], object], str]] = {
    "truncated": (_cut, "altered or cut short"),
    "altered": (_alter, "altered or cut short"),
    "gone": (lambda folder: (folder / "model.json").unlink(), "holds no model (model.json: No such file"),
    "no manifest": (lambda folder: (folder / "manifest.json").unlink(), "holds no model (manifest.json"),
    "manifest cut": (lambda folder: (folder / "manifest.json").write_text('{"format'), "is not readable JSON"),
    "manifest a list": (lambda folder: (folder / "manifest.json").write_text("[]"), "holds no JSON object"),
    "foreign": (lambda folder: _manifest(folder, format="other"), "is not that of an ihl model"),
    "newer": (lambda folder: _manifest(folder, version=99), "has format version 99, and this program reads 1"),
    "no scorers": (lambda folder: _rewrite(folder, lambda plain: plain.pop("scorers")), "lacks what a model has"),
    "short rows": (
        lambda folder: _rewrite(folder, lambda plain: plain["scorers"]["link"].update(bias=[1, 2])),  # type: ignore[index]
        "more or fewer rows than classes",
    ),
    "a point of words": (
        lambda folder: _rewrite(folder, lambda plain: plain.update(points={"balanced": {"link": "much"}})),
        "lacks what a model has",
    ),
}


@pytest.mark.parametrize(("spoil", "told"), WRONG.values(), ids=WRONG.keys())
def test_wrong_models(spoil: Callable[[Path], object], told: str, tmp_path: Path) -> None:
    """Each gives one line that names the folder and says what to do."""
    save_model(MODEL, tmp_path)
    spoil(tmp_path)
    with pytest.raises(ModelError) as caught:
        load_model(tmp_path)
    assert told in str(caught.value)
    assert str(caught.value).startswith(str(tmp_path))
    assert "\n" not in str(caught.value)


def test_the_model_that_comes_along() -> None:
    """It loads, and has every scorer and both points."""
    model = load_model()
    assert set(model.scorers) == set(SCORERS)
    assert set(model.points) == {"balanced", "high"}
    assert (default_model_dir() / "card.md").read_text().startswith("# Model card")
