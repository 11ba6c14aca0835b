"""The catalogue of checks: every code, its level and what it finds. Docs/lint.md says what to do about each."""

from __future__ import annotations

from collections.abc import Iterator

from ihl.workbench.lint import cut, labels, life, neutral, parties, patterns, samples, tokens, vocabulary
from ihl.workbench.lint.desk import Desk
from ihl.workbench.lint.findings import Check, Find, Hit
from ihl.workbench.writing.lock import lock_problems


def _of_proof(code: str) -> Find:
    """A check that is part of the proof of rules."""

    def find(desk: Desk) -> Iterator[Hit]:
        found = (problem for problem in desk.proof if problem.code == code)
        yield from (Hit(problem.place, problem.text, problem.hint, level=problem.level) for problem in found)

    return find


def _of_lock(desk: Desk) -> Iterator[Hit]:
    found = lock_problems(desk.workspace)
    yield from (Hit(problem.place, problem.text, problem.hint, level=problem.level) for problem in found)


CATALOGUE = (
    Check("L001", "error", "The file cannot be read: YAML, an unknown field, a missing one, a value not allowed."),
    Check("L002", "error", "An id or a name is used twice, or is not well formed."),
    Check("L003", "error", "The version of the rule language is missing or not known."),
    Check("L004", "warning", "A ' #' cuts an unquoted pattern or example off.", cut.cut_off),
    Check("L101", "error", "A list, phrase, pack, rule or actor that is named does not exist."),
    Check("L102", "warning", "A list or a phrase is used by nothing.", vocabulary.unused),
    Check("L103", "warning", "A word stands in a list twice, itself or as a form.", vocabulary.twice_in_a_list),
    Check("L104", "warning", "Words or brackets are written out in several lines.", patterns.written_out),
    Check("L105", "error", "What a pack overrides, extends or disables is not there."),
    Check("L201", "error", "A line can never match, would match everywhere, or stands for too many phrases."),
    Check("L202", "warning", "A gap is wider than eight words.", patterns.wide_gaps),
    Check("L203", "error", "An earlier line of the rule finds all that this line finds.", patterns.never_first),
    Check("L204", "warning", "A find line stands in a rule of the same kind already.", patterns.again),
    Check("L205", "error", "A line uses a role that its kind of rule does not have."),
    Check("L206", "error", "A `word~` has one form, or is no base form.", vocabulary.idle_inflection),
    Check("L207", "warning", "An alternative stands in its brackets twice.", vocabulary.twice_in_brackets),
    Check("L208", "warning", "A later line of the rule finds all that this line finds.", patterns.overtaken),
    Check("L209", "error", "A word is written as no text is read.", tokens.never_read),
    Check("L301", "error", "An example is incomplete, or a rule has none that matches.", _of_proof("L301")),
    Check("L302", "error", "A rule has no example that stays silent.", _of_proof("L302")),
    Check("L303", "warning", "No example makes a find line match.", _of_proof("L303")),
    Check("L304", "warning", "No silent example needs an exception, or a `not_in`.", _of_proof("L304")),
    Check("L305", "error", "Expected words are not in the text.", samples.words_not_there),
    Check("L306", "warning", "An example has the text of another one.", samples.same_text),
    Check("L307", "warning", "An example names a real state or armed group.", samples.real_names),
    Check("L308", "warning", "No example fills a blank, or none leaves it out.", _of_proof("L308")),
    Check("L309", "warning", "A known gap has no reason of three words or more.", samples.gap_without_reason),
    Check("L401", "error", "There is no such category or act."),
    Check("L402", "warning", "No rule that runs gives a category.", labels.without_rule),
    Check("L403", "error", "The text of a rule file rules on facts in its own words.", neutral.verdicts),
    Check("L404", "warning", "A cue of a category names no law, or a text that is not known.", labels.law_missing),
    Check("L501", "error", "One written form names two actors."),
    Check("L502", "warning", "The name of an actor is a common word and not under `exact`.", parties.common_names),
    Check("L503", "error", "Links of an actor overlap, or have dates that cannot be.", parties.impossible_links),
    Check("L504", "warning", "A name of an actor is found by another of its names already.", parties.names_twice),
    Check("L601", "error", "A retired rule has neither a rule in its place nor a reason.", life.gone_without_word),
    Check("L602", "error", "A rule is not as `rules.lock` has it.", _of_lock),
    Check("L603", "warning", "A rule is on trial for more than 300 days.", life.long_on_trial),
    Check("L604", "warning", "A stable rule matches nowhere in the articles of --on.", life.never_met),
    Check("L605", "warning", "A stable rule was reviewed by nobody.", life.nobody_looked),
    Check("L606", "warning", "An exemption takes nothing away."),
    Check("L607", "error", "An exemption is from a check that does not exist."),
)
