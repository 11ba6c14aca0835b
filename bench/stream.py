"""A stream of invented news: nine in ten articles are on other things, one in ten on allegations in a conflict.

Countries, bodies and people are invented; the same seed gives the same articles on every machine.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from random import Random

SEED = 20260101
ARTICLES = 3_000
RELEVANT = 0.1
# Of the articles on other things: as many tell of fighting without a label, or name a law or a court.
WAR_NEWS, LAW_NEWS = 0.06, 0.02

COUNTRIES = (
    ("Veska", "Veskan"),
    ("Kestria", "Kestrian"),
    ("Talmark", "Talmarkian"),
    ("Ilvania", "Ilvanian"),
    ("Sudrovia", "Sudrovian"),
    ("Brennia", "Brennian"),
    ("Ozmar", "Ozmari"),
)
WORDS: Mapping[str, Sequence[str]] = {
    "town": ("Harl", "Port Emin", "Lower Sarn", "Adrey", "Mistral Bay", "Kolm", "Vint", "Upper Drava"),
    "day": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
    "month": ("January", "March", "April", "June", "August", "October", "November"),
    "person": ("Mara Dole", "Ilo Tarn", "Petra Vance", "Jonas Reed", "Edda Holm", "Karim Sol", "Lena Osk"),
    "number": ("two", "three", "five", "eight", "eleven", "sixteen", "24", "37", "112", "240"),
    "adjective": ("quiet", "narrow", "heavy", "early", "bright", "modest", "sharp", "rare", "long", "steady"),
    "thing": ("harbour", "railway", "library", "bridge", "market", "orchard", "stadium", "festival", "museum", "road"),
    "verb": ("welcomed", "watched", "postponed", "praised", "questioned", "followed", "closed", "opened"),
    "group": ("Rights Watch Centre", "Rights League", "Relief Initiative", "Justice Observatory"),
    "rebels": ("People's Front", "River Brigades", "Northern Resistance", "Free Hills Movement"),
    "label": ("war crimes", "crimes against humanity", "genocide", "indiscriminate attacks", "ethnic cleansing",
              "deliberate attacks on civilians", "violations of international humanitarian law"),
}  # fmt: skip

SPORT = (
    "{a} beat {b} {number} to one in {town} on {day}, with a goal by {person} in the last minute.",
    "The attack was {adjective} from the start, and the defence broke twice before half-time.",
    "“We knew it would be a {adjective} evening,” said {person}, who trains the {a_adj} side.",
    "{person} missed a penalty, hit the post and was cheered all the same by the crowd.",
    "The {thing} was full, and {number} thousand people {verb} the match on screens in the square.",
)
MARKETS = (
    "Shares in {town} fell on {day} as the central bank of {a} kept its rate and missed its own target.",
    "{person}, an analyst, said that the {adjective} figures had been expected since {month}.",
    "The {thing} company sold {number} million tonnes of grain to {b} and raised its forecast.",
    "Prices rose by {number} per cent over the year, and wages followed at a {adjective} pace.",
    "A strike at the {thing} in {town} cost the {a_adj} treasury {number} million in {month} alone.",
)
WEATHER = (
    "A {adjective} front will cross {a} on {day}, with rain over {town} and wind along the coast.",
    "The river at {town} rose by {number} centimetres, and the {thing} was shut for a night.",
    "“It was the warmest {month} that we have on record,” {person} of the weather office said.",
    "Farmers in the {a_adj} hills {verb} the forecast and brought in what they could.",
)
CULTURE = (
    "The {thing} in {town} shows {number} paintings by {person}, on loan from {b} until {month}.",
    "Critics {verb} the new film, a {adjective} story about two sisters and a lighthouse in {a}.",
    "“I wrote it in {number} weeks and rewrote it for years,” {person} told a {adjective} audience.",
    "The choir of {town} sang in the {thing}, and the doors stayed open until midnight.",
)
POLITICS = (
    "The parliament of {a} voted on {day} for a {adjective} budget, by {number} votes.",
    "{person}, the transport minister, said that the {thing} near {town} would open in {month}.",
    "The opposition {verb} the plan and asked for a direct vote of the people.",
    "{a} and {b} signed a treaty on fishing after {number} rounds of {adjective} talks.",
    "The mayor of {town} rejected claims that the {thing} had cost too much, and called them absurd.",
)
WAR = (
    "Fighting went on around {town} on {day}, and {number} people were killed, residents said.",
    "Rockets hit a {thing} in {town} in the night; it was not clear who had fired them.",
    "The {a_adj} army said that it had taken {number} villages from the {rebels} since {month}.",
    "Aid trucks waited at the border with {b}, and {person} spoke of a {adjective} winter.",
)
LAW = (
    "The {a_adj} parliament ratified the convention on the prevention of genocide in {month}.",
    "{person} teaches the laws of war in {town}, where indiscriminate attacks are a chapter of the course.",
    "The war crimes tribunal moved into a {adjective} house beside the {thing}.",
)
CONFLICT = (
    "The {a_adj} {group} on {day} accused {b} of {label} in and around {town}.",
    "In a report of {number} pages, the group said that the {b_adj} army had committed {label} since {month}.",
    "“What we saw in {town} amounts to {label},” said {person}, director of the {group}.",
    "The {b_adj} foreign ministry rejected the report and called its findings baseless.",
    "{person}, a spokesman for the {b_adj} army, denied the allegations on {day}.",
    "The {group} also said that the {rebels} may have carried out {label} near the {thing}.",
    "The {rebels} did not reply to questions about the shelling of {town}.",
    "A court in {a} issued an arrest warrant for General {person} over {label}.",
    "Residents said that {b_adj} forces had indiscriminately shelled {town} for {number} days.",
)
OTHERS = (SPORT, MARKETS, WEATHER, CULTURE, POLITICS)
PARAGRAPHS = (5, 9)


def stream(articles: int = ARTICLES, relevant: float = RELEVANT, seed: int = SEED) -> list[str]:
    """Return invented articles; exactly the given share of them, evenly spread, holds allegations."""
    chance = Random(seed)
    every = round(1 / relevant)
    return [_article(chance, _theme(chance, relevant=i % every == every - 1)) for i in range(articles)]


def relevant_only(articles: list[str], relevant: float = RELEVANT) -> list[str]:
    """Return those articles of a stream that hold allegations."""
    every = round(1 / relevant)
    return articles[every - 1 :: every]


def _theme(chance: Random, *, relevant: bool) -> tuple[Sequence[str], ...]:
    """The groups of sentences an article draws from, each as often as it stands here."""
    draw, theme = chance.random(), chance.choice(OTHERS)
    if relevant:
        return CONFLICT, WAR, WAR
    if draw < LAW_NEWS:
        return LAW, POLITICS, POLITICS
    return (WAR,) if draw < LAW_NEWS + WAR_NEWS else (theme,)


def _article(chance: Random, theme: tuple[Sequence[str], ...]) -> str:
    (a, a_adj), (b, b_adj) = chance.sample(COUNTRIES, 2)
    places = {"a": a, "a_adj": a_adj, "b": b, "b_adj": b_adj}
    paragraphs = []
    for _ in range(chance.randint(*PARAGRAPHS)):
        lines = [chance.choice(chance.choice(theme)) for _ in range(chance.randint(3, 6))]
        paragraphs.append(" ".join(_filled(chance, line, places) for line in lines))
    return "\n\n".join(paragraphs) + "\n"


def _filled(chance: Random, line: str, places: Mapping[str, str]) -> str:
    return line.format(**places, **{name: chance.choice(words) for name, words in WORDS.items()})
