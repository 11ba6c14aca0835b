"""Annotation by people in Label Studio: records to its tasks, and what it exports to gold files."""
