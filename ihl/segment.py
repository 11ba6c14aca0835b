"""Article to Doc: blocks, quotations, sentences and tokens, all as offsets into the unchanged text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ihl.blocks import find_blocks, lead_end
from ihl.quotes import SAY_VERBS, find_quotes
from ihl.text import Article, Block, Doc, Quote, Sentence, Token
from ihl.turns import UPPER

# Soft hyphens, zero-width and direction marks inside a word are layout, not letters.
_HIDDEN = "\u00ad\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff"
_MARKS = "\u0300-\u036f\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670"
_RUN = rf"\w[\w{_HIDDEN}{_MARKS}]*+"
_DOTTED = r"[^\W\d_]\.(?:[^\W\d_]\.)*[^\W\d_]\b\.?"  # U.S., a.m., U.S
_JOIN = r"(?:[-‐‑&]|['’ʼ](?![sS]\b)|(?<=\d)[.,:](?=\d)|\.(?=[a-z]))"
_TOKEN = re.compile(
    rf"(?:https?://|www\.)[^\s<>\"“”’)\]]*[\w/]|(?:{_DOTTED}|{_RUN})(?:{_JOIN}(?:{_DOTTED}|{_RUN}))*+"
    r"|['’][sS]\b|\.{2,}+|-{2,}+|\S"
)
_STRIP_HIDDEN = re.compile(f"[{_HIDDEN}]+")
_PLAIN = str.maketrans({"’": "'", "‘": "'", "ʼ": "'", "‐": "-", "‑": "-"})

_STOP = re.compile(r"(?P<stop>[.!?…]++)(?P<close>[\"'”’»)\]]*+(?:\[\d{1,3}\])*+)(?P<gap>\s*+)")
_ASIDE = re.compile(r"\([^()]{1,400}\)|\[[^\[\]]{1,400}\]")
_WORD = re.compile(r"\w")
_LAST_WORD = re.compile(r"[\w.&-]*\Z")
_LAST_PART = re.compile(r".*[.-]")  # Maj.-Gen, Lt.Col
_NEXT_WORD = re.compile(r"[^\W\d_]+(?![\w.])")
_MARKER = re.compile(r"[(\[]?(?:\d{1,3}|[IVX]{1,5}|[a-zA-Z])[)\]]?")


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


# Never the end of a sentence: a name, a number or the other party follows.
_TITLES = _set(
    "Mr Mrs Ms Messrs Dr Gen Lt Col Maj Capt Cmdr Cpl Sgt Adm Brig Gov Sen Rep Reps Sens Prof Rev Hon Pres Amb Insp "
    "Supt Fr Pvt vs v e.g i.e cf viz approx Approx ca"
)
_NUMBERED = _set("No Nos no nos Art Arts art arts Para Paras para paras Sec sec Fig Figs fig Vol vol p pp Ch Res Doc")
_NUMBER = re.compile(r"[\d(§]|[IVXLC]+\b|[A-Z]/")
# May end a sentence: then the next word must be one that starts sentences.
_SOFT = _set(
    "Jan Feb Mar Apr Jun Jul Aug Sep Sept Oct Nov Dec Mon Tue Tues Wed Thu Thurs Fri St Ste Mt Ft Inc Ltd Co Corp "
    "Bros Jr Sr al etc Ave Blvd Dept Univ Govt Ph.D"
)
ABBREVIATIONS = _TITLES | _SOFT
_INITIALS = re.compile(r"(?:.*[.-])?[^\W\d_]", re.DOTALL)
_NOT_INITIAL = re.compile(
    r"\b(?:War|Protocol|Annex|Appendix|Phase|Part|Chapter|Class|Category|Group|Plan|Zone|Area|Title|Schedule|Section"
    r"|Article|Rule|[Hh]epatitis|[Vv]itamin)\s\w\Z"
)
_STARTERS = _set(
    "The This These Those That There Then They It Its He She His Her Their We Our You A An I In On At As After Before "
    "During While When Where What Who Why How If But And So However Meanwhile Although Though Since Because For From "
    "By With Among Both Each Every All Some Many Most Several More No Not Another Earlier Later Last Yet Also "
    "According Despite Following Under"
)
_OFFICE = re.compile(r"Under[ -]?[Ss]ecretar")
_AFTER_CLOCK = re.compile(
    r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|[A-Z]{2,4}\b|(?:[A-Z]\w+ ){1,3}[Tt]ime\b|(?:Eastern|Central|Pacific)\b"
)
_ASKED = re.compile(rf"(?:[{UPPER}][\w’'.-]*\s+){{1,5}}(?:of\s+)?{SAY_VERBS}\b")
_GLUED_LEFT = re.compile(r"(?:^|[\s\"“‘'’(\[—–-])[a-z]{3,}[\"”’»)\]]*\Z")
_GLUED_RIGHT = re.compile(
    r"(?!(?:Com|Org|Net|Int|Gov|Info|Pdf|Docx?|Txt|Html?|Js|Py)\b)"
    rf"[{UPPER}][^\W\dA-Z_]+(?![\w/_@(]|\.\w)|[“«]\S"
)


LONGEST = 300  # tokens of a sentence


def segment(article: Article) -> Doc:
    """Cut an article into blocks, quote-aware sentences with their tokens, and quotations."""
    text = article.text
    blocks = find_blocks(text)
    quotes = find_quotes(text, blocks)
    sentences: list[Sentence] = []
    openings = frozenset(quote.start for quote in quotes)
    first = 0
    for number, block in enumerate(blocks):
        for start, end in _sentence_spans(text, block, openings):
            while first < len(quotes) and quotes[first].end <= start:
                first += 1
            held = _overlapping(quotes, first, end)
            for tokens in _pieces(_tokens(text, start, end)):
                span = (tokens[0].start, tokens[-1].end) if tokens else (start, end)
                sentences.append(Sentence(len(sentences), *span, number, tokens, held))
    return Doc(article, blocks, tuple(sentences), quotes)


def _pieces(tokens: tuple[Token, ...]) -> Iterator[tuple[Token, ...]]:
    """A run of words without a full stop is no sentence: it is cut, so that no text can make the line slow."""
    yield tokens[:LONGEST]
    for first in range(LONGEST, len(tokens), LONGEST):
        yield tokens[first : first + LONGEST]


def _overlapping(quotes: Sequence[Quote], first: int, end: int) -> tuple[Quote, ...]:
    last = first
    while last < len(quotes) and quotes[last].start < end:
        last += 1
    return tuple(quotes[first:last])


def _tokens(text: str, start: int, end: int) -> tuple[Token, ...]:
    return tuple(
        [
            Token(word := m[0], word.lower() if word.isascii() else _lower(word), m.start(), m.end())
            for m in _TOKEN.finditer(text, start, end)
        ]
    )


def _lower(word: str) -> str:
    low = word.lower()
    if len(low) != len(word):
        low = "".join(char.lower()[0] for char in word)
    return _STRIP_HIDDEN.sub("", low.translate(_PLAIN)) or low


def _sentence_spans(text: str, block: Block, openings: frozenset[int]) -> Iterator[tuple[int, int]]:
    start = lead_end(text, block)
    if start > block.start:
        yield block.start, start
    word = _WORD.search(text, start, block.end)
    asides = _ASIDE.finditer(text, start, block.end)
    aside = next(asides, None)
    for stop in _STOP.finditer(text, start, block.end):
        if word is None or stop.end() >= block.end:
            break
        cut, resume = stop.span("gap")
        if cut - 1 in openings:  # no space before the next quotation: its straight mark looked like a closing one
            cut = resume = cut - 1
        while aside and aside.end() <= stop.start():
            aside = next(asides, None)
        in_aside = aside is not None and start < aside.start() < cut < aside.end()
        if word.start() < cut and not in_aside and _ends_sentence(text, start, stop):
            yield start, cut
            start = resume
            word = _WORD.search(text, start, block.end)
    yield start, block.end


def _ends_sentence(text: str, start: int, stop: re.Match[str]) -> bool:
    left = text[max(start, stop.start() - 24) : stop.start()]
    if not stop["gap"]:
        return _is_glued(text, left, stop)
    if not _can_start(text, stop.end()) or _MARKER.fullmatch(text, start, stop.start()):
        return False
    if stop["stop"] == ".":
        return not _is_abbreviation(text, left, stop)
    if stop["stop"][-1] in "?!" and any(mark in stop["close"] for mark in "\"'”’"):
        return not _is_said_by_name(text, stop.end())
    return True


def _can_start(text: str, at: int) -> bool:
    char, after = text[at], text[at + 1 : at + 2]
    if char in "([":
        return (after.isalnum() and not after.islower()) or (bool(after) and after in "\"'“‘…")
    if char in "\"'":
        return after.isalnum() or (bool(after) and after in "“‘([…")
    return char in "“‘«„•¿¡" or (char.isalnum() and not char.islower())


def _is_abbreviation(text: str, left: str, stop: re.Match[str]) -> bool:
    found = _LAST_WORD.search(left)
    word = found[0].lstrip(".-&") if found else ""
    if word in _TITLES or _LAST_PART.sub("", word) in _TITLES:
        return True
    rest = text[stop.end() : stop.end() + 24]
    if word in _NUMBERED:
        return _NUMBER.match(rest) is not None
    if word.lower() in ("a.m", "p.m"):
        return _AFTER_CLOCK.match(rest) is not None
    if word not in _SOFT and (not _INITIALS.fullmatch(word) or _NOT_INITIAL.search(left)):
        return False
    return not any(mark in stop["close"] for mark in '"”’') and not _starts_sentence(rest)


def _starts_sentence(rest: str) -> bool:
    word = _NEXT_WORD.match(rest)
    opens = rest[0] == "•" or (rest[0] in "“‘\"'" and rest[1:2].isupper())
    return opens or (word is not None and word[0] in _STARTERS and not _OFFICE.match(rest))


def _is_glued(text: str, left: str, stop: re.Match[str]) -> bool:
    """A lost space ("reported.Select this"), but no address, file name or dotted path."""
    return _GLUED_LEFT.search(left) is not None and _GLUED_RIGHT.match(text, stop.end()) is not None


def _is_said_by_name(text: str, at: int) -> bool:
    """“Is it a crime?” Mara Dole asked: the capital is a name's, the sentence goes on."""
    word = _NEXT_WORD.match(text, at)
    return not (word and word[0] in _STARTERS) and _ASKED.match(text, at, at + 80) is not None
