"""Blocks, sentences, tokens and quotations: the traps by name, then what holds for every text."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ihl.segment import segment
from ihl.text import Article, Doc, Quote

PARAGRAPH = "The Veskan army shelled the market of Orlo for nine days, and the league counted forty dead there."


def doc_of(text: str) -> Doc:
    return segment(Article(text))


def sentences(text: str) -> list[str]:
    return [text[s.start : s.end] for s in doc_of(text).sentences]


def kinds(text: str) -> list[str]:
    return [block.kind for block in doc_of(text).blocks]


def bodies(text: str) -> list[str]:
    return [text[block.start : block.end] for block in doc_of(text).blocks]


def words(text: str) -> list[str]:
    return [token.text for sentence in doc_of(text).sentences for token in sentence.tokens]


def lowers(text: str) -> list[str]:
    return [low for sentence in doc_of(text).sentences for low in sentence.lowers]


def quoted(text: str) -> list[str]:
    return [text[quote.start : quote.end] for quote in doc_of(text).quotes]


def only_quote(text: str) -> Quote:
    (quote,) = doc_of(text).quotes
    return quote


# A bar marks where one sentence ends and the next begins.
SENTENCES = {
    "plain": "Veska fell.| Orlo held.| Why?| Nobody knew!",
    "digit next": "The war ended.| 40 people came back.",
    "lower case goes on": "The firm vesk. and its owner left.",
    "title": "Mr. Dral met Gen. Oru and Lt. Col. Sime.| They left.",
    "joined titles": "Maj.-Gen. Dral met Lt.Col. Sime.",
    "title before starter": "He met Dr. The, a Veskan.",
    "street": "He lived in St. Orlo.",
    "versus": "The case Dral vs. The Prosecutor and Oru v. Sime ended.",
    "for example": "Some arms, e.g. Orlo mortars, i.e. The big ones, fell.",
    "initials": "Karl G. Toman and Mira A. Sumer left.| J. R. Dral stayed.",
    "initial then starter": "They had no plan B.| The army left.",
    "initial A is a name": "He was called O. A. Dral by all.",
    "protocol letter": "Veska signed Protocol I.| States may join it.",
    "number sign": "It was law No. 5 and Art. 8 of Res. 21 and Annex p. 4.",
    "the word no": "Did they go?| No.| Veska stayed.",
    "roman article": "Under Art. IV of the pact it fell.",
    "month": "It began on Feb. 3 and in Sept. Veskan troops left.",
    "month then starter": "It began in Feb.| The troops left.",
    "us adjective": "The U.S. Army and the U.N. Council met.",
    "us then starter": "He left the U.S.| In Veska he was tried.",
    "us then he": "She returned to the U.K.| He did not.",
    "under-secretary": "He met the U.N. Under-Secretary in Orlo.",
    "us closes quotation": "He spoke of “the U.S.”| Veskan troops left.",
    "us before a term": "He called the U.S. “two-faced” and left.",
    "us before a quotation": "He left the U.S.| “Nobody stays,” he said.",
    "clock": "It fell at 5 a.m. Monday and at 6 p.m. Orlo time.| At 7 p.m. residents fled.",
    "clock then sentence": "It fell at 5 p.m.| Residents fled.",
    "etc": "They took cars, guns, etc. and left.",
    "inc then starter": "It was sold by Orlo Inc.| The firm denied it.",
    "inc name": "It was sold by Orlo Inc. Veska.",
    "missing space": "The strike was reported.|Select this link.",
    "missing space after quotation": "They called it “lies”.|The army left.",
    "missing space before quotation": "The strike was reported.|“We saw it,” he said.",
    "missing space before straight": 'The strike was reported.|"We saw it," he said.',
    "address": "See orlo.Com or https://orlo.example/a.Page for more.",
    "file name": "The file report.Pdf and module.Final.part were sent.",
    "decimal": "It cost 3.5 million and 1,300 lives.",
    "inside quotation": "“Orlo fell.| Veska burned.| Nobody came,” he said.",
    "question goes on": "“Is it a crime?” she asked.",
    "question said by name": "“Is it a crime?” Mara Dole asked.| Nobody answered.",
    "question then sentence": "“Is it a crime?”| The minister asked for time.",
    "quotation then quotation": "“It fell.”| “It burned.”",
    "straight closing": 'He said "it fell."| Then he left.',
    "straight opening": 'He left.| "It fell," she said.',
    "apostrophe opening": "He left.| 'It fell,' she said.",
    "ellipsis": "They waited…| Nobody came.",
    "three dots": "They waited... and left.",
    "footnote mark": "It fell.[12]| The army left.",
    "aside": "The camp (see Fig. 2. It shows the map) was empty.| They left.",
    "aside of its own": "The camp fell.| (The army denied it.)| They left.",
    "bracketed word first": "The camp fell.| [The army] denied it.",
    "semicolon": "They left; The army stayed.",
    "dash after": "The figure is reliable. — VNA",
    "marker": "1. The army left.| 2. The league stayed.",
    "roman marker": "II. The army left.",
    "dots only": "... !!! ??? The army left.",
}


@pytest.mark.parametrize("marked", SENTENCES.values(), ids=SENTENCES.keys())
def test_sentence_ends(marked: str) -> None:
    """Sentences end where the bars stand, and nowhere else."""
    assert sentences(marked.replace("|", "")) == [part.strip() for part in marked.split("|")]


TOKENS = {
    "possessive": ("Veska's guns", "Veska|'s|guns"),
    "curly possessive": ("the VESKA’S guns", "the|VESKA|’S|guns"),
    "possessive after s": ("the Brigades’ guns", "the|Brigades|’|guns"),
    "contraction": ("they didn't and haven’t", "they|didn't|and|haven’t"),
    "name with apostrophe": ("Qa'im and d’Orlo", "Qa'im|and|d’Orlo"),
    "hyphens": ("U.S.-led, Orlo-backed al-Shati pro-U.S. units", "U.S.-led|,|Orlo-backed|al-Shati|pro-U.S.|units"),
    "hanging hyphen": ("north- and south-west", "north|-|and|south-west"),
    "abbreviations": ("the U.S. and U.N. at 5 a.m. or so", "the|U.S.|and|U.N.|at|5|a.m.|or|so"),
    "title": ("Mr. Dral", "Mr|.|Dral"),
    "abbreviation at the end": ("in the U.S.", "in|the|U.S."),
    "numbers": ("3.5 of 1,300 at 10:30, 5.", "3.5|of|1,300|at|10:30|,|5|."),
    "ampersand": ("R&D & more", "R&D|&|more"),
    "dots": ("so... and so… .", "so|...|and|so|…|."),
    "dashes": ("a — b -- c–d", "a|—|b|--|c|–|d"),
    "marks": ("(“No!”)?", "(|“|No|!|”|)|?"),
    "address": ("at https://orlo.example/a-b, or orlo.example", "at|https://orlo.example/a-b|,|or|orlo.example"),
    "slash": ("Veska/Orlo", "Veska|/|Orlo"),
    "soft hyphen": ("geno\u00adcide", "geno\u00adcide"),
    "no-break space": ("5\xa0men", "5|men"),
}


@pytest.mark.parametrize(("text", "expected"), TOKENS.values(), ids=TOKENS.keys())
def test_tokens(text: str, expected: str) -> None:
    """Words keep what belongs to them; every other mark stands alone."""
    assert words(text) == expected.split("|")


LOWERS = {
    "curly apostrophe": ("Haven’t", ["haven't"]),
    "possessive": ("Brigades’", ["brigades", "'"]),
    "quotation marks": ("‘Lies’", ["'", "lies", "'"]),
    "soft hyphen and zero width": ("Geno\u00adcide geno\u200bcide\u202c,", ["genocide", "genocide", ","]),
    "no-break hyphen": ("air\u2011raid", ["air-raid"]),
    "lower case grows": ("İSTANBUL", ["istanbul"]),
    "only hidden": ("x \u200b y", ["x", "\u200b", "y"]),
}


@pytest.mark.parametrize(("text", "expected"), LOWERS.values(), ids=LOWERS.keys())
def test_lower(text: str, expected: list[str]) -> None:
    """`lower` is what rules compare with: plain apostrophes and hyphens, no layout marks."""
    assert lowers(text) == expected


KINDS = {
    "paragraph": (PARAGRAPH, "paragraph"),
    "long, no full stop": (PARAGRAPH[:-1] * 3, "paragraph"),
    "short sentence": ("The army left.", "paragraph"),
    "no full stop, alone": ("the army committed nothing there", "paragraph"),
    "list": (f"• End the siege\n- free them\n1. Stop\n{PARAGRAPH}", "list_item list_item list_item paragraph"),
    "letter list": ("(a) go\n(iv) stay\nb) rest", "list_item list_item list_item"),
    "list intro": ("They want the army to:\n• leave", "paragraph list_item"),
    "headline": (f"Army blamed for market deaths\n{PARAGRAPH}", "headline paragraph"),
    "two heads": (f"Army blamed for deaths\nLeague calls for trial\n{PARAGRAPH}", "headline headline paragraph"),
    "capitals": ("ARMY BLAMED", "headline"),
    "title case at the end": ("Still No Trial for the Army of Orlo", "headline"),
    "markdown head": ("## what came before\n" + PARAGRAPH, "headline paragraph"),
    "link with region": (f"Veska/ORL: Two years on, still no trial\n{PARAGRAPH}", "headline paragraph"),
    "date": (f"Published on 3 May 2020, 10:30 GMT\n{PARAGRAPH}", "dateline paragraph"),
    "place and date": (f"ORLO, Veska, Dec. 3 —\n{PARAGRAPH}", "dateline paragraph"),
    "iso date": ("2020-05-03", "dateline"),
    "place": (f"Orlo Province\nOrlo, Veska\nORLO (Reuters) —\n{PARAGRAPH}", "dateline dateline dateline paragraph"),
    "byline": (f"By Mara Dole and Tam Oru\n{PARAGRAPH}", "dateline paragraph"),
    "photo at end": ("A man walks in Orlo. (Photo by M. Dole)", "caption"),
    "photos at end": ("A man walks in Orlo. (Photos by VNA)", "caption"),
    "agency at end": ("A man walks in Orlo on May 3. Reuters/Mara Dole", "caption"),
    "agency in brackets": ("A man walks in Orlo [Mara Dole/AFP]", "caption"),
    "getty": ("A man walks in Orlo (Getty Images)", "caption"),
    "photo first": ("(Photo: M. Dole) A man walks.\n[Photo: VNA] A man.", "caption caption"),
    "agency photo first": ("AP Photo by M. Dole", "caption"),
    "agency named in a sentence": ("Reuters/Orlo polling shows the army lost ground in May.", "paragraph"),
    "menu words": ("Main menu\nFacebook Share", "navigation navigation"),
    "menu": (f"World\nSports news\nOur shop\n{PARAGRAPH}", "navigation navigation navigation paragraph"),
    "follow": ("For more news, follow us on Facebook!", "navigation"),
    "two heads are no menu": (f"World\nVeska\n{PARAGRAPH}", "headline headline paragraph"),
}


@pytest.mark.parametrize(("text", "expected"), KINDS.values(), ids=KINDS.keys())
def test_block_kinds(text: str, expected: str) -> None:
    """Each line has the kind an editor would give it."""
    assert kinds(text) == expected.split()


SPEAKERS: dict[str, tuple[str, list[str | None]]] = {
    "transcript": ("MARA DOLE: We left.\nTAM ORU: They did not leave.", ["MARA DOLE", "TAM ORU"]),
    "interview": ("Q: Did the army shell Orlo?\nA: It did.", ["Q", "A"]),
    "title and party": ("Mr. Oru (Veska): We deny it.\nThe President: Thank you all.", ["Mr. Oru", "The President"]),
    "question alone": ("Q: Did the army shell Orlo?", ["Q"]),
    "alone with two names": (f"Mara Dole: We saw it.\n{PARAGRAPH}", ["Mara Dole", None]),
    "city opening a story": (f"NEW ORLO: The army left on Monday.\n{PARAGRAPH}", [None, None]),
    "one word": ("ORLO: The army left on Monday.", [None]),
    "region and title": ("Veska/ORL: The army left.\nVeska/ORL: The league stayed.", [None, None]),
    "title case headline": ("Veska: Army Must Leave Orlo Now.\nOrlo: League Must Stay There Now.", [None, None]),
    "no sentence": ("Veska: Army told to leave\nOrlo: League told to stay", [None, None]),
    "label": ("Note: The army left.\nUpdate: The army came back.", [None, None]),
    "office, then its holder": (
        "The Minister of State (Ms Mara Dole): We deny it.\nTam Oru (Orlo) (Unity): They do not.",
        ["Ms Mara Dole", "Tam Oru"],
    ),
    "office beside the name": ("MARA DOLE, ORLO POST: Did you?\nTAM ORU, spokesman: No.", ["MARA DOLE", "TAM ORU"]),
    "town and day": ("Orlo, Monday: The army left.\nOrlo, Tuesday: It came back.", [None, None]),
    "town and country": ("ORLO, Veska: The army left.\nKELT, Veska: It came back.", [None, None]),
    "a turn of two paragraphs": (
        "MARA DOLE: We left.\n\nThey stayed.\n\nTAM ORU: No.\n\nMARA DOLE: Yes.\n\nThe tape ends here.",
        ["MARA DOLE", "MARA DOLE", "TAM ORU", "MARA DOLE", None],
    ),
    "too long a name": ("The army of the north said it: We left.\nThe army of the south said it: No.", [None, None]),
}


@pytest.mark.parametrize(("text", "speakers"), SPEAKERS.values(), ids=SPEAKERS.keys())
def test_speaker_turns(text: str, speakers: list[str | None]) -> None:
    """A turn needs a name, a colon and a sentence; one alone may be a city or a headline."""
    blocks = doc_of(text).blocks
    assert [block.speaker for block in blocks] == speakers
    assert all((block.kind == "speaker_turn") == (block.speaker is not None) for block in blocks)


LINES = {
    "paragraph a line": ("Veska fell.\nOrlo held.", ["Veska fell.", "Orlo held."]),
    "blank lines": ("\n\n Veska fell. \n \t\n\n  Orlo held.\n", ["Veska fell.", "Orlo held."]),
    "all newlines": ("A x.\r\nB x.\rC x.\u2028D x.\fE x.", ["A x.", "B x.", "C x.", "D x.", "E x."]),
    "byte order mark": ("\ufeffVeska fell.\u200f", ["Veska fell."]),
    "runs on": ("The army left\nthe city.", ["The army left\nthe city."]),
    "runs on after comma": ("The army,\nwhich left", ["The army,\nwhich left"]),
    "finished": ("The army left.\nal-Orlo fell.", ["The army left.", "al-Orlo fell."]),
    "list under a line": ("They want\na) peace", ["They want", "a) peace"]),
    "wrapped prose": (
        "The army of the north has left the city\nof Orlo and went on to the hills, said General T.\n"
        "Oru on Monday. “We will not come back to it.\nVeska is free,” he added.",
        [
            "The army of the north has left the city\nof Orlo and went on to the hills, said General T.\n"
            "Oru on Monday. “We will not come back to it.\nVeska is free,” he added."
        ],
    ),
    "head over wrapped prose": (
        "Army leaves\nThe army of the north has left the city and\nwent on to the hills.\n• End it",
        ["Army leaves", "The army of the north has left the city and\nwent on to the hills.", "• End it"],
    ),
}


@pytest.mark.parametrize(("text", "expected"), LINES.values(), ids=LINES.keys())
def test_lines_to_blocks(text: str, expected: list[str]) -> None:
    """Lines are blocks unless they were broken for width."""
    assert bodies(text) == expected


QUOTES = {
    "curly": ("He said “it fell” and “burned”.", ["“it fell”", "“burned”"]),
    "straight": ('He said "it fell" and "burned".', ['"it fell"', '"burned"']),
    "guillemets": ("He said «it fell» there.", ["«it fell»"]),
    "single": ("He called it ‘a lie’ and 'a ruse', then left.", ["‘a lie’", "'a ruse'"]),
    "single after s": ("He called it ‘lies’ and ‘slanders’.", ["‘lies’", "‘slanders’"]),
    "possessive in single": ("‘The brigades’ report was wrong’, he said.", ["‘The brigades’ report was wrong’"]),
    "apostrophes": ("The brigades’ men don't like Veska's '90s songs or 'em.", []),
    "nested": ("“He called it ‘a lie’ twice,” she said.", ["“He called it ‘a lie’ twice,”"]),
    "nested double": ("“He called it “a lie” twice,” she said.", ["“He called it “a lie” twice,”"]),
    "straight in curly": ('“He called it "a lie" twice,” she said.', ['“He called it "a lie" twice,”']),
    "curly in straight": ('"He called it “a lie” twice," she said.', ['"He called it “a lie” twice,"']),
    "curly closed by straight": ('“It fell and burned." They left “then”.', ['“It fell and burned."', "“then”"]),
    "straight closed by curly": ('He said "it fell” and left.', ['"it fell”']),
    "opening mark as closing": ("He said “it fell“ and left.", ["“it fell“"]),
    "inches": ('“The 12" guns fired,” he said of the 9" shell.', ['“The 12" guns fired,”']),
    "doubled": ('He said ""it fell"" and left.', ['""it fell""']),
    "stray closing": ("The report Orlo’: it fell” and so on.", []),
    "unclosed": ("He said “it fell and burned.\n\nThey left.", ["“it fell and burned."]),
    "odd straight at word": ('He said "it fell" and "burned.', ['"it fell"', '"burned.']),
    "odd straight elsewhere": ('He said "it fell" and bur"ned.', ['"it fell"']),
    "unclosed single": ("He said ‘it fell and burned.", []),
    "unclosed single first": ("‘It fell and burned.\n\n‘They left.’", ["‘It fell and burned.", "‘They left.’"]),
    "continued": (
        "“It fell, and nobody came to Orlo.\n\n“It burned for days.\n\n“They left,” he said.",
        ["“It fell, and nobody came to Orlo.", "“It burned for days.", "“They left,”"],
    ),
}


@pytest.mark.parametrize(("text", "expected"), QUOTES.values(), ids=QUOTES.keys())
def test_quotations(text: str, expected: list[str]) -> None:
    """Outermost pairs only, per block; apostrophes and inch marks are none."""
    assert quoted(text) == expected


def test_continued_quotation_closes_in_its_last_part() -> None:
    """Each paragraph's part is a quote; only the last one is closed."""
    doc = doc_of(QUOTES["continued"][0])
    assert [quote.closed for quote in doc.quotes] == [False, False, True]
    assert [quote.end == block.end for quote, block in zip(doc.quotes, doc.blocks, strict=True)] == [True, True, False]


FRAGMENTS = {
    "lower case": ("It urged them “to withdraw this erroneous report, to leave Orlo and to stay away.”", True),
    "word": ("They called it “Lies” again.", True),
    "name": ("They named the operation “Iron Dawn” in May.", True),
    "name after colon": ("The study is titled: “Turn Down the Heat”, he said.", True),
    "name first": ("“Iron Dawn,” the raid of May, began.", True),
    "no letters": ("They wrote “…” there.", True),
    "long": ("He insists “Nobody in the army of Veska did this” often.", False),
    "short with full stop": ("He said, “Nobody did it.”", False),
    "short after colon": ("He answered: “We deny it”.", False),
    "short before said": ("“We deny it,” the minister of war said.", False),
    "whole paragraph": ("“We deny it.”", False),
    "whole sentence": ("They left. “We deny it.” They came back.", False),
    "two sentences": ("The sign reads, again, “Stop! Go home” in red.", False),
    "unclosed": ("He said: “We deny all of it and leave.", False),
}


@pytest.mark.parametrize(("text", "fragment"), FRAGMENTS.values(), ids=FRAGMENTS.keys())
def test_fragments(text: str, fragment: bool) -> None:
    """Quoted words inside the author's sentence are fragments; a quoted statement is none."""
    assert only_quote(text).fragment is fragment


def test_resumed_quotation_is_no_fragment() -> None:
    """The second part of a broken quotation goes on with the first, small letter or not."""
    doc = doc_of("“The army of Veska,” she said on Monday, “must answer for it.” He called this “a lie”.")
    assert [quote.fragment for quote in doc.quotes] == [False, False, True]


def test_sentences_hold_the_quotations_they_touch() -> None:
    """A quotation over two sentences is in both; a later one only in its own."""
    first, second, third = doc_of("“Orlo fell. Veska burned,” he said. It was “a crime”.").sentences
    assert (len(first.quotes), first.quotes) == (1, second.quotes)
    assert [quote.fragment for quote in third.quotes] == [True]
    assert set(first.inside) == {0}
    assert second.inside[-1] == -1


# Letters, and every character that decides something.
ALPHABET = st.one_of(
    st.sampled_from(list("aBs. .\n\n“”\"'‘’«»!?…,:;()[]-—•12 \u00ad\u200b\u200f\xa0\0\ud800İ\u0301")),
    st.sampled_from(["U.S. ", "Mr. ", "The ", " said", "army", "Q: ", "https://", "\r\n", "(Photo "]),
    st.characters(),
)
TEXTS = st.lists(ALPHABET, max_size=80).map("".join)


@given(TEXTS)
def test_spans_are_in_order_and_whole(text: str) -> None:
    """Blocks hold sentences, sentences hold tokens, and nothing but space is left out."""
    doc = doc_of(text)
    ends = 0
    for block in doc.blocks:
        assert ends <= block.start < block.end
        assert text[block.start : block.end].strip() == text[block.start : block.end]
        ends = block.end
    for number, block in enumerate(doc.blocks):
        at = block.start
        for sentence in (s for s in doc.sentences if s.block == number):
            assert at <= sentence.start < sentence.end <= block.end
            assert not text[at : sentence.start].strip()
            at = sentence.end
        assert at == block.end
    assert [sentence.index for sentence in doc.sentences] == list(range(len(doc.sentences)))


@given(TEXTS)
def test_tokens_quote_the_text(text: str) -> None:
    """Token offsets give back the token, and tokens cover every character that is no space."""
    for sentence in doc_of(text).sentences:
        at = sentence.start
        for token in sentence.tokens:
            assert not text[at : token.start].strip()
            assert text[token.start : token.end] == token.text
            assert token.lower
            assert not any(char.isspace() for char in token.text)
            at = token.end
        assert at == sentence.end


@given(TEXTS)
def test_quotations_stay_in_their_block(text: str) -> None:
    """Quotations are in order, never overlap, never leave a block, and reach every sentence they touch."""
    doc = doc_of(text)
    ends = 0
    for quote in doc.quotes:
        assert ends <= quote.start < quote.end
        assert any(block.start <= quote.start and quote.end <= block.end for block in doc.blocks)
        ends = quote.end
    for sentence in doc.sentences:
        touching = tuple(q for q in doc.quotes if q.start < sentence.end and q.end > sentence.start)
        assert sentence.quotes == touching


def test_text_outside_the_blocks_is_space_or_hidden() -> None:
    """Edges may lose white space, byte order and direction marks, and nothing else."""
    assert bodies("\ufeff\u200f Veska fell.\u202c \n\u200b\n") == ["Veska fell."]
    assert doc_of("").blocks == doc_of(" \n\t\u2028").blocks == ()


HOSTILE = {
    "straight marks": '"' * 200_000,
    "spaced straight marks": '" ' * 100_000,
    "opening marks": "“" * 200_000,
    "pairs": "“”" * 100_000,
    "single openings": " 'a" * 100_000,
    "possessives": "'as' " * 60_000,
    "nul": "\0" * 200_000,
    "lone surrogates": "\ud800 a" * 80_000,
    "direction marks": "\u200f\u202b" * 200_000,
    "one line": "The army shelled the town. " * 15_000,
    "one word": "a" * 500_000,
    "one capital word": "A" * 500_000,
    "hyphens": "a-" * 200_000,
    "stops": ". A" * 60_000,
    "marks only": "!!! " * 60_000,
    "brackets": "(" * 200_000,
    "addresses": "http://" + "!" * 200_000,
    "lines": "A\n" * 60_000,
    "running on": "a\n" * 80_000,
    "spaces": "." + " " * 500_000 + "A",
    "spaced name": ("Aa," + " " * 200 + "x\n") * 1_000,
    "turns": "Mara Dole: The army left.\n" * 6_000,
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
def test_hostile_text_takes_linear_time(text: str) -> None:
    """Nothing hangs: each of these would take minutes if any scan were quadratic."""
    start = time.perf_counter()
    doc_of(text)
    assert time.perf_counter() - start < 10


@pytest.mark.parametrize(
    "lead",
    [
        "ORLO, Dec 3 (Corvin Wire) - ",
        "PORT ORLO, Halt Strip, March 4 (Meridian Wire) – ",
        "GENEVA (9 December 2024) – ",
        "ORLO/NEW YORK (12 December 2024) – ",
        "NKURU, March 2026 — ",
        "ORLO, Veska, June 9, 2016 (Courier Court Service) - ",
        "KHOR, 8 September 2023. – ",
        "ORLO (News Agency of the Coast) — ",
        "ORLO (Reuters) — ",
        "ORLO — ",
    ],
)
def test_datelines_before_a_sentence_belong_to_none(lead: str) -> None:
    """A place, a date and an agency that open a paragraph are no words of its first sentence."""
    sentences = segment(Article(f"{lead}Veska accused Oru of war crimes on Monday.")).sentences
    assert sentences[-1].tokens[0].text == "Veska"
    assert len(sentences) <= 2


def test_what_only_looks_like_a_dateline_stays() -> None:
    """A dash in a sentence is no dateline."""
    for text in (
        "Veska – Oru’s neighbour – spoke.",
        "The Panel (Third Session) heard Oru.",
        "War crimes – they spoke of them.",
    ):
        assert segment(Article(text)).sentences[0].start == 0, text
