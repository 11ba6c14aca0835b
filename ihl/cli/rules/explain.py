"""ihl rules explain: why a text gives what it gives, and why a rule stays silent."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ihl.cli import output
from ihl.cli.options import Builtin, Rules, packs_in_force
from ihl.errors import InputError

if TYPE_CHECKING:
    from ihl.text import Article


def explain(
    what: Annotated[
        str, typer.Argument(help="A text in quotation marks, a file, or - for standard input.", metavar="TEXT|FILE|-")
    ],
    rule: Annotated[
        str | None,
        typer.Option("--rule", help="Tell of this rule alone, line by line.", metavar="ID", show_default=False),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object a sentence.")] = False,
    rules: Rules = None,
    builtin: Builtin = True,
) -> None:
    """Tell, sentence by sentence, what was marked, which rules fired, and which nearly did."""
    from ihl.workbench.explaining.explain import explain as told_of
    from ihl.workbench.explaining.notes import as_data, as_lines
    from ihl.workbench.workspace import open_workspace

    article = _article(what)
    workspace = open_workspace(packs_in_force(rules, builtin))
    if rule is not None:
        workspace.rule(rule)
    told = told_of(article, workspace.drafts, rule)
    lines = [json.dumps(item, ensure_ascii=False) for item in as_data(told)] if as_json else list(as_lines(told))
    output.say("\n".join(lines) or "nothing is marked in this text")


def _article(what: str) -> Article:
    """The article of a file or of standard input, or the text itself."""
    from ihl.read import ENDINGS, STDIN, InputFailure, read_article
    from ihl.text import Article

    path = Path(what)
    if what == STDIN or (len(what) < 1000 and "\n" not in what and path.is_file()):
        read = read_article(what)
    elif path.suffix.lower() in ENDINGS and " " not in what:
        raise InputError(f"{what}: there is no such file; name an article, or put a text in quotation marks")
    else:
        read = Article(what)
    if isinstance(read, InputFailure):
        raise InputError(f"{read.path}: {read.reason}")
    return read
