"""Who alleges which violation of international humanitarian law against whom, and who denies it.

The public face: `tag`, `load_rules`, `Article`, `Record`, `IhlError`. Names are imported when first used,
so that `import ihl` costs nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ihl.engine.load import load_rules
    from ihl.errors import IhlError
    from ihl.pipeline import tag
    from ihl.record import Record
    from ihl.text import Article

__version__ = "0.1.0"
__all__ = ["Article", "IhlError", "Record", "__version__", "load_rules", "tag"]

_HOMES = {
    "Article": "ihl.text",
    "IhlError": "ihl.errors",
    "Record": "ihl.record",
    "load_rules": "ihl.engine.load",
    "tag": "ihl.pipeline",
}


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        raise AttributeError(f"module 'ihl' has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(_HOMES[name]), name)
