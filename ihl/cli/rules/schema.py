"""ihl rules schema: the form of a rule file, for editors."""

from __future__ import annotations

import json

from ihl.cli import output
from ihl.cli.schema import DIALECT


def schema() -> None:
    """Print the JSON Schema of a rule file: with it an editor completes and checks rules as they are typed."""
    from ihl.workbench.showing.editor import rule_schema

    output.say(json.dumps({"$schema": DIALECT, **rule_schema()}, ensure_ascii=False, indent=2))
