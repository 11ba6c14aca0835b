"""Checks of rule files that load: one catalogue of codes, one module for each part of a file they look at."""
