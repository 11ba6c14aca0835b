"""An invented pack with something of every kind in it, for tests of what shows rules."""

from __future__ import annotations

from pathlib import Path

from ihl.project import Packs
from ihl.workbench.workspace import Workspace, open_workspace
from tests.made_rules import base

PACK = """\
version: 1
pack: made.pack
lists:
  zork_verb:
    about: Invented verbs.
    words: [zork~, fling~ at, struck]
  zork_all:
    about: Those, and more.
    words: [$zork_verb, plainly (gone | lost)]
phrases:
  zork_it: (the | a)? ...2 $zork_all
irregular:
  fling: [flings, flung, flinging]
actors:
  - {id: veska, name: Veska, kind: state, demonyms: [Veskan]}
  - id: hill-guard
    name: Hill Guard
    kind: state
    aliases: [Guard of the Hills]
    exact: [HG]
    affiliation: veska
    not_in: [Hill Guard Museum]
    links: [{to: veska, as: serves, from: 2021-03-01, source: made for a test}]
  - {id: hill-scouts, name: Hill Scouts, kind: state, affiliation: hill-guard}
categories:
  - id: war_crime
    label: Alleged war crime
    core: true
    is_rome_crime: true
    law: [Oru Charter art. 1]
    scope: The source says so.
    not_this: A crime in a war.
acts:
  - {id: zorking, label: Alleged zorking, law_iac: [Charter 2], is_rome_crime: false, scope: Said, not_this: No}
  - {id: night_zorking, label: Alleged zorking by night, parent: zorking, is_rome_crime: no, scope: Said, not_this: No}
rules:
  - id: made.cue
    kind: cue
    title: The source says "zork crime"
    category: war_crime
    acts: night_zorking
    basis: named
    agent: none
    status: stable
    law: [Oru Charter art. 1]
    why: It is the word of the Charter.
    author: A. Writer
    since: 2025-11-20
    find: [zork crime~, a $zork_all crime]
    unless: [{before: no}, {same sentence: in $zork_verb}]
    examples:
      - {match: They spoke of a zork crime., cue: zork crime, category: war_crime}
      - {no_match: There was no zork crime., because: it is denied}
      - {match: They spoke of zorkish crimes., known_gap: the adjective}
  - id: made.old
    kind: cue
    title: An older rule
    category: war_crime
    basis: named
    status: retired
    replaced_by: made.cue
    find: zork offence
    examples:
      - {match: They spoke of a zork offence.}
      - {no_match: They met., because: nothing is said}
  - id: made.frame
    kind: attribution
    title: X flings it at Y
    stance: alleges
    find: <alleger> fling~ <act> at <accused>
    examples:
      - {match: Veska flung zork crimes at the Hill Guard., alleger: Veska, accused: [Hill Guard]}
      - {no_match: Veska flung it., because: at nobody}
  - id: made.denial
    kind: denial
    title: X unzorks it
    denies: rejects
    about: report
    status: draft
    find: <denier> unzorked $zork_it
    examples:
      - {match: Veska unzorked the struck.}
      - {no_match: They met., because: nothing is said}
"""
CONTEXT = """\
version: 1
pack: made.context
rules:
  - id: made.context
    kind: context
    title: A law of Oru
    sets: law
    reach: 3 words after
    stops_at: [but]
    find: under zorkish law
    examples:
      - {match: Zork crimes fall under zorkish law.}
      - {no_match: They met., because: nothing is said}
"""


def pack(folder: Path) -> Path:
    """Write the pack into a folder, with the lists that the program needs."""
    made = folder / "pack"
    made.mkdir()
    base(made)
    (made / "made.yaml").write_text(PACK, encoding="utf-8")
    (made / "context.yaml").write_text(CONTEXT, encoding="utf-8")
    return made


def workspace(folder: Path, *upper: Path) -> Workspace:
    """The pack, written into a folder, as a workspace with others laid over it; all files are chosen."""
    return opened(pack(folder), *upper)


def opened(*packs: Path) -> Workspace:
    """Packs that are there already as a workspace, without the built-in ones."""
    return open_workspace(Packs(packs, builtin=False))
