"""samples: what `ihl rules new` and `ihl rules init` write, with blanks for the author's own names.

{id} is the id asked for, {words} the same without dots and hyphens: words that no other rule looks for, so that a
sample neither takes a match from another rule nor loses its own. {title} is {words} as a name, {pack} the pack.
"""

from __future__ import annotations

HEAD = """\
version: 1
pack: {pack}

"""

_EXAMPLES = """\
    examples:
      # Sentences a newspaper could print, one for each line under find, with the words expected in each place.
"""

RULES = {
    "cue": """\
  - id: {id}
    kind: cue
    title: The source speaks of acts named "{words}"  # what the words say, not what happened
    category: war_crime  # an id of categories.yaml; left out where the words describe an act and give it no label
    basis: named  # named: the legal name; described: the wording of its definition; referred: a label taken up again
    agent: owner  # where the one it is said of stands: subject, passive, owner, possessor or none
    status: draft  # testing lets it run
    law: [Rome Statute art. 8]  # the law that the label rests on
    find:
      # The words to look for, a line for each wording. The signs: word~ (a | b) (a)? ...3 $list
      - acts named {words}
"""
    + _EXAMPLES
    + """\
      - match: The panel accused Southland of acts named {words}.
        cue: acts named {words}
      # Sentences that come near and must not match, and why.
      - no_match: The panel spoke of {words} in the valley.
        because: no acts are named so
""",
    "attribution": """\
  - id: {id}
    kind: attribution
    title: X names Y under "{words}" for Z  # what the words say, not what happened
    stance: alleges  # alleges, reports, finds, demands, charges or adjudicates
    status: draft  # testing lets it run
    find:
      # Who says it of whom, a line for each wording. The blanks: <alleger> <accused> <act>
      - <alleger> name~ <accused> under {words} for <act>
"""
    + _EXAMPLES
    + """\
      - match: The panel named Southland under {words} for war crimes in the valley.
        alleger: The panel
        accused: Southland
        act: war crimes in the valley
      # Sentences that come near and must not match, and why.
      - no_match: The panel spoke of war crimes in the valley under {words}.
        because: nobody is named
""",
    "conduct": """\
  - id: {id}
    kind: conduct
    title: Y has a part under "{words}" in Z  # what the words say, not what happened
    status: draft  # testing lets it run
    find:
      # Who is said to have done it, whoever says so. The blanks: <accused> <act>
      - <accused> have~ a part under {words} in <act>
"""
    + _EXAMPLES
    + """\
      - match: The panel said Southland had a part under {words} in war crimes in the valley.
        accused: Southland
        act: war crimes in the valley
      # Sentences that come near and must not match, and why.
      - no_match: The panel spoke of war crimes in the valley and of {words}.
        because: nobody has a part in it
""",
    "denial": """\
  - id: {id}
    kind: denial
    title: X answers the report with "{words}"  # what the words say, not who is right
    denies: rejects  # rejects, disputes_label, attributes_elsewhere or impugns_source
    about: report  # what is denied: act, accusation, report, incident or label
    status: draft  # testing lets it run
    find:
      # Who denies, a line for each wording. The blanks: <denier> <denied>
      - <denier> answer~ the report with {words}
"""
    + _EXAMPLES
    + """\
      - match: The panel reported war crimes by Southland. Southland answered the report with {words}.
        denier: Southland
      # Sentences that come near and must not match, and why.
      - no_match: The panel reported war crimes by Southland. Southland heard {words}.
        because: nothing is answered
""",
    "context": """\
  - id: {id}
    kind: context
    title: The term stands in the name of the exhibition "{words}"  # what the words make of a cue
    sets: name  # no allegation: name, law, general, hypothetical, future, history; the others are in the guide
    reach: same sentence  # inside, same sentence, after, before, or such as: 8 words after
    status: draft  # testing lets it run
    find:
      # The words that make something else of a cue in their reach.
      - exhibition named {words}
"""
    + _EXAMPLES
    + """\
      - match: The exhibition named {words} tells of war crimes.
      # Sentences that come near and must not match, and why.
      - no_match: The panel spoke of war crimes and of {words}.
        because: no exhibition
""",
}

ACTOR = """\
  - id: {id}
    name: {title}  # the name it uses itself
    kind: other  # ngo, state, armed_group, intergovernmental, court, media, person or other
    # aliases: [what others call it, in any letter case]
    # exact: [what others call it, only as written]
    not_in: [{title} Museum]  # longer names in which this one is no actor
"""

PACK = {
    "pack.yaml": """\
# What this pack is for, and who keeps it.
version: 1
pack: {pack}
ihl: ">=0.1"
# To put a rule of your own in the place of a built-in one, give it the same id and name it here.
# overrides: []
# To turn a built-in rule off, name it here with the reason.
# disables: {{}}
""",
    "rules.yaml": """\
# Three rules to change or to take away. A rule says what words mean, not what happened.
version: 1
pack: {pack}.rules

phrases:
  {slug}_charter: the {words} charter

rules:
  - id: {pack}.charter-breach
    kind: cue
    title: The source speaks of grave breaches of the {words} charter
    category: war_crime
    basis: named
    agent: owner
    law: [Rome Statute art. 8]
    find:
      - grave breach~ of ${slug}_charter
    unless:
      - before: (no | without)
    examples:
      - match: The panel accused Southland of grave breaches of the {words} charter in the valley.
        cue: grave breaches of the {words} charter
        accused: Southland
        category: war_crime
      - no_match: The panel found no grave breaches of the {words} charter.
        because: it is said not to be so
      - no_match: The panel said Southland signed the {words} charter.
        because: no breach

  - id: {pack}.hold-to-charter
    kind: attribution
    title: X holds Y to the {words} charter over Z
    stance: alleges
    find:
      - <alleger> hold~ <accused> to ${slug}_charter over <act>
    examples:
      - match: The panel held Southland to the {words} charter over war crimes in the valley.
        alleger: The panel
        accused: Southland
        act: war crimes in the valley
        category: war_crime
      - no_match: The panel held Southland to the {words} charter.
        because: of no act

  - id: {pack}.wave-charter
    kind: denial
    title: X waves the {words} charter aside
    denies: rejects
    about: accusation
    find:
      - <denier> wave~ ${slug}_charter aside
    examples:
      - match: The panel accused Southland of war crimes. Southland waved the {words} charter aside.
        denier: Southland
      - no_match: The panel accused Southland of war crimes. Southland signed the {words} charter.
        because: nothing is denied
""",
    "actors.yaml": """\
# Who may speak or be accused: the name it uses itself, then what others call it.
version: 1
pack: {pack}.actors

actors:
  - id: {league}
    name: {title} League
    kind: ngo
    not_in: [{title} League Cup]
""",
    "passages.tests.yaml": """\
# Whole texts, and the rows each of them must give.
version: 1
pack: {pack}.tests

tests:
  - name: {pack}, an accusation and the reply to it
    text: >
      The panel held Southland to the {words} charter over war crimes in the valley. Southland waved the {title}
      charter aside.
    rows:
      - category: war_crime
        alleger: panel
        accused: Southland
        denied_by: Southland
""",
}
