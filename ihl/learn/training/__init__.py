"""Training: what only `ihl train` needs, with scikit-learn. Nothing here is imported to tag."""
