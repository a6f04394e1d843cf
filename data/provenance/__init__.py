"""Builds the first catalogue from published lists and surveys."""
