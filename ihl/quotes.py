"""Blocks to quotations: the outermost pairs of marks, and whether the quoted words are the author's grammar."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ihl.text import Block, Quote

SAY_VERBS = (
    r"(?:said|says?|saying|ask(?:ed|s|ing)?|add(?:ed|s|ing)|told|tells?|stat(?:ed|es|ing)|wrote|writes?|writing"
    r"|declar(?:ed|es|ing)|warn(?:ed|s|ing)|insist(?:ed|s|ing)|argu(?:ed|es|ing)|claim(?:ed|s|ing)|not(?:ed|es|ing)"
    r"|repl(?:ied|ies|ying)|respond(?:ed|s|ing)|conclud(?:ed|es|ing)|explain(?:ed|s|ing)|tweeted|posted"
    r"|announc(?:ed|es|ing)|continu(?:ed|es)|read(?:s|ing)?|shout(?:ed|s|ing)|demand(?:ed|s|ing)|quoted|recall(?:ed|s|ing))"
)

_SINGLE_OPEN = r"(?<![^\s(\[{—–“\"«])['‘](?=[\w“\"(\[…])(?!\d\ds?\b)(?!(?:em|til|tis|twas|cause)\b)"
# A straight mark with a word before it and none after it closes: it opens nothing (12" guns, stray marks).
_OPEN = re.compile(rf"[“„«]|(?<![\w.,!?…\"])\"++|\"++(?![\s.,;:!?)\]]|\Z)|{_SINGLE_OPEN}")
_DOUBLE = re.compile(r"[“”„«»]|\"++")
_SINGLE = re.compile(rf"(?P<open>{_SINGLE_OPEN})|(?<=\S)['’](?!\w)")
_PAIRS = {"“": "”", "„": "”", "«": "»"}

_LETTER = re.compile(r"[^\W\d_]")
_INNER_STOP = re.compile(r"(?:[^\W\d]{4}\.|[!?…])\s+\w")
_INTRO = re.compile(rf":\s*\Z|\b{SAY_VERBS}\b(?:[^.;:!?“”\"]{{0,30}},)?\s*\Z")
_SAID_AFTER = re.compile(rf"\s+(?:[\w.’'-]+\s+){{0,6}}?{SAY_VERBS}\b")
_RESUMES = re.compile(rf"\s[^.!?;:“”\"]*\b{SAY_VERBS}\b[^.!?;:“”\"]*,\s*")
_IN_TITLES = frozenset(["a", "an", "and", "for", "in", "of", "on", "the", "to"])
_REACH = 80  # how far from its marks an introduction or "she said" is looked for


def find_quotes(text: str, blocks: Sequence[Block]) -> tuple[Quote, ...]:
    """All outermost quotations in order; one continued over paragraphs is one quote a paragraph."""
    quotes: list[Quote] = []
    for block in blocks:
        before: Quote | None = None
        for start, end, closed in _pairs(text, block):
            before = Quote(start, end, closed, _is_fragment(text, block, (start, end), closed, before))
            quotes.append(before)
    return tuple(quotes)


def _pairs(text: str, block: Block) -> Iterator[tuple[int, int, bool]]:
    at, limit = block.start, block.end
    while mark := _OPEN.search(text, at, limit):
        start, sign = mark.start(), mark[0][0]
        single = sign in "'‘"
        end = _single_end(text, mark.end(), limit) if single else _double_end(text, sign, mark.end(), limit)
        if end is not None:
            yield start, end, True
            at = end
        elif _runs_to_the_end(text, block, mark):
            yield start, limit, False
            return
        else:
            at = mark.end()


def _runs_to_the_end(text: str, block: Block, mark: re.Match[str]) -> bool:
    sign = mark[0][0]
    if sign in _PAIRS:
        return True
    if sign == '"':
        return _opens(text, mark.start(), mark.end(), block.end)
    return sign == "‘" and mark.start() == block.start


def _opens(text: str, start: int, end: int, limit: int) -> bool:
    return (start == 0 or not text[start - 1].isalnum()) and end < limit and not text[end].isspace()


def _closes(text: str, start: int, end: int, limit: int) -> bool:
    return not text[start - 1].isspace() and (end >= limit or not text[end].isalnum())


def _double_end(text: str, sign: str, at: int, limit: int) -> int | None:
    if sign == '"':
        return _straight_end(text, at, limit)
    depth, inner = 1, False
    for mark in _DOUBLE.finditer(text, at, limit):
        if mark[0] == _PAIRS[sign] or (mark[0] == "“" == sign and _closes(text, *mark.span(), limit)):
            depth -= 1
        elif mark[0] == sign:
            depth += 1
        elif mark[0][0] == '"' and sign != "«":
            # Typists mix the two: a straight mark closes a curly quotation unless it belongs to one inside it.
            if inner:
                inner = False
            elif _closes(text, *mark.span(), limit) and not text[mark.start() - 1].isdigit():
                depth -= 1
            else:
                inner = True
        if depth == 0:
            return mark.end()
    return None


def _straight_end(text: str, at: int, limit: int) -> int | None:
    curly = 0
    for mark in _DOUBLE.finditer(text, at, limit):
        if mark[0] == "“":
            curly += 1
        elif mark[0][0] == '"' or (mark[0] == "”" and curly == 0):
            return mark.end()
        elif mark[0] == "”":
            curly -= 1
    return None


def _single_end(text: str, at: int, limit: int) -> int | None:
    """After an s the mark may be a possessive: such a one closes only where no better one comes first."""
    possessive = None
    for mark in _SINGLE.finditer(text, at, limit):
        if mark["open"]:
            break
        if text[mark.start() - 1] not in "sS":
            return mark.end()
        possessive = possessive or mark.end()
    return possessive


def _is_fragment(text: str, block: Block, span: tuple[int, int], closed: bool, before: Quote | None) -> bool:
    start, end = span
    content = text[start + 1 : end - 1 if closed else end].strip('"“‘ ')
    first = _LETTER.search(content)
    if first is None:
        return True
    if first[0].islower():
        return not _resumes(text, start, before)
    words = content.split(maxsplit=6)
    if len(words) > 5:
        return False
    return not (
        _INNER_STOP.search(content)
        or _is_whole_sentence(text, block, span, content)
        or (_is_introduced(text, block, start) and _is_clause(content, words))
    )


def _resumes(text: str, start: int, before: Quote | None) -> bool:
    """“The army,” she said, “must answer for it”: the second part goes on with the first."""
    if before is None or before.fragment or start - before.end > _REACH or text[before.end - 2] not in ",—–":
        return False
    return _RESUMES.fullmatch(text, before.end, start) is not None


def _is_introduced(text: str, block: Block, start: int) -> bool:
    return _INTRO.search(text[max(block.start, start - _REACH) : start]) is not None


def _is_clause(content: str, words: list[str]) -> bool:
    """Ends as a sentence does, or is more than a name."""
    return content.endswith((".", "!", "?", "…", ",")) or (len(words) > 2 and any(_is_plain(word) for word in words))


def _is_plain(word: str) -> bool:
    return word[0].islower() and word not in _IN_TITLES


def _is_whole_sentence(text: str, block: Block, span: tuple[int, int], content: str) -> bool:
    lead = text[max(block.start, span[0] - 4) : span[0]].rstrip()
    if lead and lead.rstrip('"”’»)]')[-1:] not in (".", "!", "?", "…"):
        return False
    if content.endswith((".", "!", "?", "…")) or span[1] == block.end:
        return True
    return content.endswith(",") and _SAID_AFTER.match(text, span[1], min(block.end, span[1] + _REACH)) is not None
