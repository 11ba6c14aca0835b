"""ihl schema: the form of a record, for other programs."""

from __future__ import annotations

import json

from ihl.cli import output

DIALECT = "https://json-schema.org/draft/2020-12/schema"


def schema() -> None:
    """Print the JSON Schema of a record."""
    from ihl.record import Record

    output.say(json.dumps({"$schema": DIALECT, **Record.model_json_schema()}, ensure_ascii=False, indent=2))
