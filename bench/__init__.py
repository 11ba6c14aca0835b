"""Benchmarks: how fast the whole line is, as ratios against plain peers in one run. `python -m bench`."""
