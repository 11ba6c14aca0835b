"""What rule authors work with: proof, checks, explanations, comparisons. Reads the line, is read by none of it."""
