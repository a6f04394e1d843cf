"""Codes and values into words, in the reader's language."""
