"""swap: the same text about others. Labels and roles must follow the words, whoever they are about."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from random import Random

from ihl.engine.ruleset import RuleSet
from ihl.judge import Judge
from ihl.pipeline import tag
from ihl.swapping.players import Players
from ihl.swapping.telling import differences as differences  # "as": who compares swaps finds all of it here
from ihl.swapping.text import Renaming
from ihl.text import Article

SWAPS = 12
_EXCHANGE_EVERY = 3  # one swap in so many lets actors of the article change places among each other
_DRAWS = 20  # draws for one swap, at most


@dataclass(frozen=True)
class Swap:
    """An article under other names; `exchange` where some of its own actors changed places."""

    article: Article
    renaming: Renaming
    exchange: bool


def swaps(article: Article, rules: RuleSet, n: int = SWAPS) -> tuple[Swap, ...]:
    """Return up to `n` different swaps of an article, the same ones every time.

    There are fewer where the text names too few who could be others, and no exchanges where no two are of one kind and
    of one sort of name.
    """
    players = Players(article, rules)
    out: dict[str, Swap] = {}
    for number in range(n):
        drawn = (_drawn(article, players, rules, number, draw) for draw in range(_DRAWS))
        new = next((swap for swap in drawn if swap and swap.article.text not in (article.text, *out)), None)
        if new is not None:
            out[new.article.text] = new
    return tuple(out.values())


def check(
    article: Article, rules: RuleSet, n: int = SWAPS, *, judge: Judge | None = None
) -> Iterator[tuple[Swap, list[str]]]:
    """Yield every swap of an article with the differences it makes: none, where program and judge are blind to names.

    Args:
        judge: as for `tag`; without one the rules decide alone.
    """
    record = tag(article, rules, judge=judge)
    for swap in swaps(article, rules, n):
        yield swap, differences(record, tag(swap.article, rules, judge=judge), swap.renaming)


def _drawn(article: Article, players: Players, rules: RuleSet, number: int, draw: int) -> Swap | None:
    """One draw; None where a name would not mean in the new text whom it ought to mean."""
    rng = Random(f"{article.id} {number} {draw}")
    exchange = players.exchange(rng) if number % _EXCHANGE_EVERY == 0 else None
    renaming = exchange or players.fresh(rng)
    if renaming is None:
        return None
    text = renaming.applied(article.text)
    wanted = [
        (renaming.moved(hit.start), renaming.moved(hit.end), {renaming.actor(form.actor) for form in hit.forms})
        for hit in players.hits
    ]
    if wanted != [(hit.start, hit.end, {form.actor for form in hit.forms}) for hit in rules.names.find(text)]:
        return None
    title = article.title and renaming.renamed(article.title)
    return Swap(replace(article, text=text, title=title), renaming, exchange is not None)
