"""Text to blocks: lines, joined again where they were hard-wrapped, each with the kind an editor would give it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby, pairwise

from ihl.text import Block
from ihl.turns import CLOSERS, HEAD_CHARS, MONTH, TURN, UPPER, WEEKDAY, find_speakers, is_title_case

Span = tuple[int, int]

# Byte order marks and direction marks at the edge of a line are no part of what it says.
_EDGE = (
    " \t\n\x0b\x0c\r\x1c\x1d\x1e\x1f\x85\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a"
    "\u2028\u2029\u202f\u205f\u3000\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060"
    "\u2066\u2067\u2068\u2069\ufeff"
)
_WRAP_WIDTH = 110  # wider lines were not wrapped by hand or by a mail program
_HEAD_WORDS = 20
_MENU_WORDS = 4

_LIST = re.compile(r"(?:[•◦▪▸‣●*·–-]\s+\S|•\S|\d{1,2}[.)]\s|\((?:\d{1,2}|[a-z]|[ivx]{1,5})\)\s|[a-z]\)\s)")

_NAME_FOLLOWS = re.compile(rf"(?:^|[\s(“\"])(?:[{UPPER}]|Mrs?|Ms|Dr|Gen|Col|Lt|Maj|Sgt|Sen|Rep)\.\Z")

_AGENCY = rf"[{UPPER}][\w’'&.-]*+(?: (?:[{UPPER}][\w’'&.-]*+|of|the|de|for|and)){{0,4}}"
_PICTURE = r"(?:[Ff]ile )?(?:Photo|PHOTO|Image|Picture|Photograph)s?"
_CREDIT_NAME = rf"[{UPPER}][\w.’'-]*+(?: [{UPPER}][\w.’'-]*+){{0,4}}"
_CAPTION_START = re.compile(
    rf"[(\[](?:{_PICTURE}\b|AP Photo|Getty)|{_PICTURE}(?: credit| courtesy)?(?::| by )|AP Photo\b|Getty Images\b"
    rf"|{_AGENCY}\s?/\s?{_CREDIT_NAME}\Z"
)
_CAPTION_END = re.compile(
    rf"[(\[](?:{_PICTURE}|{_AGENCY} Photo)\b[^()\[\]]*[)\]]\.?\Z|\bAP Photo(?:/[^()\[\]]*)?[)\]]?\Z"
    rf"|\b{_AGENCY}\s?/\s?{_CREDIT_NAME}[)\]]?\Z|[\w)] ?/ ?{_AGENCY}[)\]]?\Z"
    rf"|[(\[|] ?Getty(?: Images)?[)\]]?\Z|\[{_AGENCY}\]\Z"
)

LEAD = 120  # characters a dateline may take at the head of a paragraph
_DAY = r"\d{1,2}(?:st|nd|rd|th)?"
_DATE = (
    rf"(?:(?:[Pp]ublished|[Uu]pdated|[Pp]osted|[Dd]ate)(?: on|:)?\s+)?(?:{WEEKDAY},?\s+)?"
    rf"(?:{_DAY}\s+{MONTH}(?:,?\s+\d{{4}})?|{MONTH}\s+{_DAY}(?:,?\s+\d{{4}})?|{MONTH}\s+\d{{4}}"
    r"|\d{4}-\d{2}-\d{2}|\d{1,2}[/.]\d{1,2}[/.]\d{2,4})"
    r"(?:[,\s|–-]+(?:at )?\d{1,2}[:.]\d{2}(?:\s?[ap]\.?m\.?)?(?:\s?[A-Z]{2,4})?)?"
)
_PLACE = rf"[{UPPER}][\w’'.-]*+(?: (?:[{UPPER}][\w’'.-]*+|of|the|al-\w+)){{0,3}}"
_PLACES = rf"{_PLACE}(?:(?:, ?|/){_PLACE}){{0,2}}"
_TOWN = rf"[{UPPER}][\w’'.-]*+(?: [{UPPER}][\w’'.-]*+){{0,2}}"
_DATELINE = re.compile(
    rf"(?:{_PLACES}[,\s]{{0,3}}[—–(|-]?\s{{0,3}})?{_DATE}\)?\s?[—–-]*"
    rf"|{_PLACES} \({_AGENCY}\)\s?[—–-]*|{_PLACES}\s?[—–]|{_TOWN}, {_TOWN}"
    rf"|(?:[{UPPER}][\w’'-]* ){{1,3}}(?:City|Strip|Province|Governorate|District|Region|Islands?|Valley|Bank)"
    rf"|(?:By|BY) [{UPPER}][\w’'.-]*+(?:,? (?:[{UPPER}][\w’'.-]*+|and|in|of|for|the)){{0,8}}"
)
_LEAD = re.compile(  # "ORU, Veska, March 3 (MPA) - ", "(Oru, 3 March 2023) – ", "ORU — "
    rf"(?:\(?{_PLACES}[,\s]{{1,3}}\(?{_DATE}\)?(?: ?\({_AGENCY}\))?|{_PLACES} ?\({_AGENCY}\)"
    rf"|[{UPPER}][{UPPER}’'.]{{2,20}}(?: [{UPPER}’'.]{{2,20}}){{0,2}}(?:, [{UPPER}]\w+)?)"
    rf"\.?\s?[—–-]{{1,2}}\s+(?=[\"“{UPPER}])"
)
_MENU = re.compile(
    r"(?:(?:main |site )?menu|skip to .+|search|home|share|tweet|print|e-?mail|facebook|twitter|whatsapp|telegram"
    r"|(?:facebook|twitter|whatsapp|email) share|share (?:this|on|via)\b.*|sign up\b.*|log ?in|subscribe\b.*"
    r"|advertisement|(?:read|see) (?:more|also)\b.*|related(?: (?:articles|stories|topics|content|news))?"
    r"|(?:select|click) (?:this|here|on)\b.*|back to top"
    r"|.*\bfollow us on (?:facebook|twitter|x|instagram|telegram)\b.*)",
    re.IGNORECASE,
)


def find_blocks(text: str) -> tuple[Block, ...]:
    """The blocks of a text in order, edges without white space."""
    spans = [span for lines in _chunks(text) for span in _unwrapped(text, lines)]
    bodies = [text[start:end] for start, end in spans]
    kinds = [_kind_alone(body) for body in bodies]
    speakers = find_speakers(bodies, kinds)
    _mark_menus(bodies, kinds)
    _mark_headlines(bodies, kinds)
    return tuple(
        Block(start, end, "speaker_turn" if speaker else kind, speaker)
        for (start, end), kind, speaker in zip(spans, kinds, speakers, strict=True)
    )


def _lines(text: str) -> Iterator[Span]:
    at = 0
    for line in text.splitlines(keepends=True):
        start = at + len(line) - len(line.lstrip(_EDGE))
        yield start, start + len(line.strip(_EDGE))
        at += len(line)


def _chunks(text: str) -> Iterator[list[Span]]:
    """Runs of lines between blank ones."""
    for filled, lines in groupby(_lines(text), key=lambda span: span[0] < span[1]):
        if filled:
            yield list(lines)


def _unwrapped(text: str, lines: list[Span]) -> list[Span]:
    """Lines that run on are always joined; how full those are tells which others were broken for width alone."""
    broken = [pair for pair in pairwise(lines) if _runs_on(text, *pair)]
    full = max((line[1] - line[0] for line, _ in broken), default=0)
    needs = sorted(_needed(text, *pair) for pair in broken)
    usual = needs[len(needs) // 4] if needs else 0
    joined, spans = set(broken), lines[:1]
    for pair in pairwise(lines):
        line, after = pair
        if pair in joined or (0 < usual <= _WRAP_WIDTH and _no_room(text, line, after, full, usual)):
            spans[-1] = (spans[-1][0], after[1])
        else:
            spans.append(after)
    return spans


def _runs_on(text: str, line: Span, after: Span) -> bool:
    """The line stops in mid-sentence and the next one goes on in lower case."""
    return text[after[0]].islower() and not _has_ended(text, line) and not _LIST.match(text, after[0])


def _has_ended(text: str, line: Span) -> bool:
    tail = text[max(line[0], line[1] - 8) : line[1]].rstrip(CLOSERS)
    return tail.endswith((".", "!", "?", "…", ":", ";")) and not _NAME_FOLLOWS.search(tail)


def _needed(text: str, line: Span, after: Span) -> int:
    """The width the line would have needed to hold the next word too."""
    return line[1] - line[0] + 1 + len(text[after[0] : min(after[1], after[0] + _WRAP_WIDTH)].split(maxsplit=1)[0])


def _no_room(text: str, line: Span, after: Span, full: int, usual: int) -> bool:
    if _LIST.match(text, after[0]) or TURN.match(text, *after):
        return False
    needed = _needed(text, line, after)
    return needed > full if _has_ended(text, line) else needed >= 0.9 * usual


def _kind_alone(body: str) -> str:
    """The kind a block shows by itself; "short" where its neighbours decide."""
    if _CAPTION_START.match(body) or _CAPTION_END.search(body, max(0, len(body) - 160)):
        return "caption"
    if _LIST.match(body):
        return "list_item"
    if len(body) > HEAD_CHARS:
        return "paragraph"
    if body.startswith("#"):
        return "headline"
    if _DATELINE.fullmatch(body):
        return "dateline"
    words = len(body.split())
    if words <= 10 and _MENU.fullmatch(body):
        return "navigation"
    ended = body[-8:].rstrip(CLOSERS).endswith((".", "!", "?", "…", ":", ";", ","))
    return "paragraph" if ended or words > _HEAD_WORDS else "short"


def _mark_menus(bodies: list[str], kinds: list[str]) -> None:
    at = 0
    for is_menu, run in groupby(
        zip(bodies, kinds, strict=True),
        key=lambda item: item[1] == "navigation" or (item[1] == "short" and len(item[0].split()) <= _MENU_WORDS),
    ):
        size = len(list(run))
        if is_menu and size >= 3:
            kinds[at : at + size] = ["navigation"] * size
        at += size


def _mark_headlines(bodies: list[str], kinds: list[str]) -> None:
    """From the end, so that a head over a subhead over a paragraph is seen to lead it."""
    follows = 0
    for at in reversed(range(len(kinds))):
        body = bodies[at]
        if kinds[at] == "short":
            kinds[at] = "headline" if follows > len(body) or body.isupper() or is_title_case(body) else "paragraph"
        if kinds[at] in ("paragraph", "list_item"):
            follows = len(body)


def lead_end(text: str, block: Block) -> int:
    """Where the first sentence of a block begins: behind the dateline or the name that opens it, else at its start."""
    if block.speaker and (turn := TURN.match(text, block.start, block.end)) is not None:
        return turn.start("said")
    lead = _LEAD.match(text, block.start, min(block.end, block.start + LEAD))
    return lead.end() if lead is not None else block.start
