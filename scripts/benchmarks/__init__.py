"""Benchmarks: each runs us and our peers side by side, on the same work, and prints ratios."""
