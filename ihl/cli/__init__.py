"""The command line: the commands, the exit codes, and the one place where an error is told.

Exit codes: 0 done, 1 a check found something (`ihl rules test`), 2 something could not be done,
130 stopped by Ctrl-C, 141 nobody reads the output any more.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from functools import wraps
from typing import Annotated, ParamSpec

import typer

from ihl import __version__
from ihl.cli import corpus, evaluate, labelling, matrix, model, output, schema, show, suggest, tag, train
from ihl.cli.rules import (
    conflicts,
    coverage,
    diff,
    docs,
    explain,
    fmt,
    init,
    lint,
    list_,
    lock,
    new,
    retire,
    test,
    time_,
)
from ihl.cli.rules import schema as rule_schema
from ihl.cli.rules import show as show_rule
from ihl.errors import IhlError

P = ParamSpec("P")

OVERVIEW = """\
ihl records who alleges which violation of international humanitarian law against
whom, how firmly, and who denies it. It never says whether any of it is true.

  ihl tag article.txt               what one article alleges and denies
  ihl show article.txt              the same, marked in the text
  ihl tag news/ -o records.jsonl    a whole folder, one record a line
  ihl matrix records.jsonl          who alleges what against whom, over all articles
  ihl rules test                    run the examples in the rule files

Every command explains itself: ihl tag --help. All commands: ihl --help."""

app = typer.Typer(
    name="ihl",
    help="Who alleges which violation of international humanitarian law against whom, and who denies it.",
    epilog="Example: ihl tag article.txt",
    invoke_without_command=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)
rules_app = typer.Typer(
    help="Check rule files.", epilog="Example: ihl rules test rules/", rich_markup_mode=None, no_args_is_help=True
)
corpus_app = typer.Typer(
    help="Have articles annotated, check and compare them.",
    epilog="Example: ihl corpus check corpus/",
    rich_markup_mode=None,
    no_args_is_help=True,
)

model_app = typer.Typer(
    help="What is known of a model.", epilog="Example: ihl model card", rich_markup_mode=None, no_args_is_help=True
)


@app.callback()
def start(
    ctx: typer.Context,
    version: Annotated[bool, typer.Option("--version", help="Print the version.")] = False,
) -> None:
    """Print the overview where no command is given."""
    if version:
        output.say(f"ihl {__version__}")
    elif ctx.invoked_subcommand is None:
        output.say(OVERVIEW)


def main() -> None:
    """Run the command line."""
    output.use_utf8()
    app(prog_name="ihl")


def guarded(command: Callable[P, None]) -> Callable[P, None]:
    """Turn every error of a command into one line on stderr and an exit code."""

    @wraps(command)
    def run(*args: P.args, **kwargs: P.kwargs) -> None:
        try:
            command(*args, **kwargs)
            sys.stdout.flush()
        except (typer.Exit, typer.Abort):
            raise
        except IhlError as error:
            output.say_error(error)
            raise typer.Exit(2) from None
        except BrokenPipeError:
            # What is still buffered has nowhere to go; without this Python complains at its end.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            raise typer.Exit(141) from None
        except Exception as error:
            if os.environ.get("IHL_DEBUG"):
                raise
            what = f"{type(error).__name__}: {error}"
            output.complain(f"ihl: {what}; a defect, please report it (IHL_DEBUG=1 shows more)")
            raise typer.Exit(2) from None

    return run


app.command("tag", epilog="Example: ihl tag article.txt news/ -o records.jsonl")(guarded(tag.tag))
app.command("show", epilog="Example: ihl show article.txt")(guarded(show.show))
app.command("matrix", epilog="Example: ihl matrix records.jsonl --format html -o matrix.html")(guarded(matrix.matrix))
app.command("evaluate", epilog="Example: ihl evaluate seeds/ --errors")(guarded(evaluate.evaluate))
app.command("schema", epilog="Example: ihl schema > record.schema.json")(guarded(schema.schema))
rules_app.command("lint", epilog="Example: ihl rules lint rules/ --fix")(guarded(lint.lint))
rules_app.command("test", epilog="Example: ihl rules test rules/")(guarded(test.test))
rules_app.command("explain", epilog="Example: ihl rules explain 'Northland accused Southland of war crimes.'")(
    guarded(explain.explain)
)
rules_app.command("coverage", epilog="Example: ihl rules coverage --on seeds/")(guarded(coverage.coverage))
rules_app.command("conflicts", epilog="Example: ihl rules conflicts --on seeds/")(guarded(conflicts.conflicts))
rules_app.command("diff", epilog="Example: ihl rules diff HEAD~1 --on seeds/")(guarded(diff.diff))
rules_app.command("list", epilog="Example: ihl rules list --kind cue --category war_crime")(guarded(list_.list_rules))
rules_app.command("show", epilog="Example: ihl rules show list attack_verb")(guarded(show_rule.show))
rules_app.command("docs", epilog="Example: ihl rules docs rule-pages/")(guarded(docs.docs))
rules_app.command("schema", epilog="Example: ihl rules schema > rules.schema.json")(guarded(rule_schema.schema))
rules_app.command("time", epilog="Example: ihl rules time --on articles/ --top 10")(guarded(time_.time_rules))
rules_app.command("init", epilog="Example: ihl rules init our-rules")(guarded(init.init))
rules_app.command("new", epilog="Example: ihl rules new denial our.laugh-off --in our-rules/denials.yaml")(
    guarded(new.new)
)
rules_app.command("fmt", epilog="Example: ihl rules fmt our-rules/ --check")(guarded(fmt.fmt))
rules_app.command("retire", epilog="Example: ihl rules retire our.laugh-off our-rules/ --for our.scoff-at")(
    guarded(retire.retire)
)
rules_app.command("lock", epilog="Example: ihl rules lock our-rules/ --check")(guarded(lock.lock))
app.add_typer(rules_app, name="rules")
corpus_app.command("check", epilog="Example: ihl corpus check corpus/")(guarded(corpus.check))
corpus_app.command("agreement", epilog="Example: ihl corpus agreement corpus/ second/")(guarded(corpus.compare))
corpus_app.command("suggest", epilog="Example: ihl corpus suggest news/ -n 10")(guarded(suggest.suggest))
corpus_app.command("tasks", epilog="Example: ihl corpus tasks news/ -o tasks.json --config labelling.xml")(
    guarded(labelling.tasks)
)
corpus_app.command("import", epilog="Example: ihl corpus import export.json -o corpus/train")(
    guarded(labelling.import_tasks)
)
app.add_typer(corpus_app, name="corpus")
app.command("train", epilog="Example: ihl train --corpus corpus/ --out models/")(guarded(train.train))
model_app.command("card", epilog="Example: ihl model card")(guarded(model.card))
app.add_typer(model_app, name="model")
