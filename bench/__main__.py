"""python -m bench [--quick]: print the tables."""

from __future__ import annotations

import argparse

from bench.judging import judging
from bench.rules import TIMES, examples, rules
from bench.startup import startup
from bench.stream import ARTICLES
from bench.throughput import throughput
from ihl.engine.load import load_rules

QUICK_ARTICLES = 60
RULES_ARTICLES = 1_000


def main() -> None:
    """Run the benchmarks and print a table each."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="few invented articles, one round: shows that it runs")
    quick = parser.parse_args().quick
    articles, repeats = (QUICK_ARTICLES, 1) if quick else (ARTICLES, 3)
    print(throughput(load_rules(), articles, repeats, real=not quick), flush=True)
    print()
    print(judging(load_rules(), articles, repeats), flush=True)
    print()
    print(rules(QUICK_ARTICLES if quick else RULES_ARTICLES, repeats, TIMES[:2] if quick else TIMES), flush=True)
    print()
    print(examples(repeats), flush=True)
    print()
    print(startup(1 if quick else 5))


if __name__ == "__main__":
    main()
