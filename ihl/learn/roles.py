"""What the role model looks at: an actor of the article beside a cue. Names never enter, only where they stand."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from ihl.learn.cast import Standing
from ihl.learn.views import CueView, bucket, few

BETWEEN = 14  # tokens between an actor and a cue up to which the words there are looked at


def role_features(view: CueView, actor: str | None, role: str) -> list[str]:
    """The features of one candidate; None stands for nobody."""
    out = [f"kind={view.cast.kind(actor)}", *_rules(view, actor, role)]
    out.append(f"state={view.state}")
    if actor is None:
        return [*out, *(f"near={word}" for word in _near(view))]
    out += _voices(view, actor)
    out += _said(view, actor)
    out += _standing(view, actor, role)
    out += _article(view, actor)
    kind = view.cast.kind(actor)
    out += [f"{kind}&{one}" for one in out if one.startswith(("state", "rule", "voice", "quoted", "at:"))]
    return out


def _near(view: CueView) -> Iterator[str]:
    masked = view.cast.masked[view.cue.sentence]
    yield from (word for word in masked[max(0, view.cue.first - 4) : view.cue.first] if word)


def _rules(view: CueView, actor: str | None, role: str) -> Iterator[str]:
    allegers, accused = view.allegers, view.accused
    mine = actor in allegers if role == "alleger" else (actor in accused if actor else not accused)
    other = actor in (accused if role == "alleger" else allegers)
    for claim in view.claims:
        mark = ("rule" if mine else "norule") + ("!" if claim.blocked else "")
        yield (
            f"{mark}:{claim.sieve}:{claim.strength}" if role == "accused" else f"{mark}:{view.state}:{claim.strength}"
        )
        yield from (f"{mark}:{rule}" for rule in claim.rules[1:4] if mine)
    if mine:
        yield "rule"
    kind = view.cast.kind(actor)
    yield from (f"{kind}&status={status}" for status in view.statuses)
    if other:
        yield "ruled-other"
        yield from (f"ruled-other:{sieve}" for sieve in view.sieves)
    if actor and not mine:
        own, others = (allegers, accused) if role == "alleger" else (accused, allegers)
        if view.on_side(actor, own):
            yield "side-of-rule"
        if view.on_side(actor, others):
            yield "side-of-other"


def _voices(view: CueView, actor: str) -> Iterator[str]:
    if actor == view.voice:
        yield f"voice:{view.state}"
    if view.quoted is not None and actor in view.quoted:
        yield "quoted"
    for n, (distance, source) in enumerate(view.sources[:3]):
        if source == actor:
            yield f"source{n}:{bucket(distance, ((1, '0'), (2, '1'), (3, '2'), (5, '4')))}:{view.state}"


def _said(view: CueView, actor: str) -> Iterator[str]:
    for said, distance, rank in view.said_near:
        if actor in said.accused or any(p.actor == actor for p in said.parties):
            stance = said.frame.rule.stance
            if actor in said.accused:
                yield f"told{distance}:{stance}:{rank}"
            else:
                yield f"says{distance}:{stance}:{rank}"
                yield f"says{distance}:{rank}"


def _standing(view: CueView, actor: str, role: str) -> Iterator[str]:
    spots = view.cast.standing(actor, role)
    here = [s for s in spots if s.sentence == view.cue.sentence]
    before = [s for s in here if s.chunk.first < view.cue.first]
    after = [s for s in here if s.chunk.first >= view.cue.first]
    if before:
        yield from _stands(view, before[-1], "L")
    if after:
        yield from _stands(view, after[0], "R")
    if not here:
        yield from _apart(view, spots)


def _stands(view: CueView, standing: Standing, side: str) -> Iterator[str]:
    chunk, cue, lowers = standing.chunk, view.cue, view.sentence.lowers
    masked = view.cast.masked[cue.sentence]
    start, end = (chunk.end, cue.first) if side == "L" else (cue.end, chunk.first)
    gap = max(0, end - start)
    others = sum(
        1
        for s in view.cast.standings[cue.sentence]
        if start <= s.chunk.first and s.chunk.end <= end and (s.speaks or s.acts)
    )
    shape = chunk.kind + (f".{chunk.noun}" if chunk.noun else "")
    before = _before(view, chunk.first)
    behind = lowers[chunk.end] if chunk.end < len(lowers) else "."
    inside = view.sentence.inside
    same = "same" if inside[chunk.first] == inside[cue.first] else "beyond"
    base = f"at:{side}"
    yield base
    yield f"{base}:{bucket(gap)}"
    yield f"{base}:between={few(others)}"
    yield f"{base}:{shape}"
    yield f"{base}:owner={standing.owner}"
    yield f"{base}:owner={standing.owner}:{bucket(gap)}"
    yield f"{base}:pre={before}"
    yield f"{base}:pre={before}:{bucket(gap)}"
    yield f"{base}:{same}"
    yield f"{base}:poss={chunk.possessive}:{few(others)}"
    yield f"{base}:behind={behind if not behind[0].isdigit() else 'NUMBER'}"
    if chunk.first == 0 or all(not lowers[i][0].isalnum() for i in range(chunk.first)):
        yield f"{base}:leads"
    if gap <= BETWEEN:
        words = [w for w in masked[start:end] if w]
        yield from (f"{side}w={w}" for w in dict.fromkeys(words))
        yield f"{side}path={' '.join(words)}" if len(words) <= 3 else f"{side}ends={words[0]}..{words[-1]}"
        yield from (f"{side}b={a} {b}" for a, b in pairwise(words))


def _before(view: CueView, first: int) -> str:
    lowers, rules = view.sentence.lowers, view.scene.resolver.rules
    i = first - 1
    while i >= 0 and (lowers[i] in ("the", "a", "an") or rules.is_in("head_modifier", lowers[i])):
        i -= 1
    if i < 0:
        return "^"
    word = lowers[i]
    if rules.is_in("preposition", word) or not word[0].isalnum():
        return word
    return "say" if rules.is_in("say", word) else ("verb" if rules.is_in("verb_start", word) else "word")


def _apart(view: CueView, spots: Sequence[Standing]) -> Iterator[str]:
    before = [s for s in spots if s.sentence < view.cue.sentence]
    after = [s for s in spots if s.sentence > view.cue.sentence]
    if before:
        last = before[-1]
        d = view.cue.sentence - last.sentence
        yield f"back:{min(d, 6)}"
        leads = view.scene.resolver.memory.is_subject(last.sentence, last.chunk)
        yield f"back:{min(d, 6)}:{last.chunk.kind}:{leads}"
        yield f"back:{min(d, 3)}:among={few(view.article.crowd(last.sentence))}"
        yield f"back:{min(d, 3)}:owner={last.owner}"
        yield f"back:{min(d, 3)}:told={last.sentence in view.article.told}:{leads}"
        yield f"back:{min(d, 3)}:{last.chunk.kind}.{last.chunk.noun}"
    elif after:
        yield f"ahead:{min(after[0].sentence - view.cue.sentence, 3)}"
    yield f"apart:pronoun={view.has_pronoun}:{bool(before)}"
    yield f"apart:named={few(view.article.crowd(view.cue.sentence))}"


def _article(view: CueView, actor: str) -> Iterator[str]:
    at = view.cue.sentence
    by = view.article.elsewhere(view.article.said_by, actor, at)
    of = view.article.elsewhere(view.article.said_of, actor, at)
    yield f"by={few(by)}"
    yield f"of={few(of)}"
    yield f"by/of={few(by)}/{few(of)}"
    yield f"rank={few(view.article.rank.get(actor, 9))}"
    if view.scene.resolver.is_place(actor):
        yield "place"
    last, following = view.beside
    if last is not None:
        d = bucket(at - last.sentence, ((2, "1"), (4, "3")))
        if actor in last.accused:
            yield f"last-of:{d}"
        if last.alleger is not None and last.alleger.actor == actor:
            yield f"last-by:{d}"
    if following is not None:
        if actor in following.accused:
            yield "next-of"
        if following.alleger is not None and following.alleger.actor == actor:
            yield "next-by"
