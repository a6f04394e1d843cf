"""Both engines of the finder, and what they must have in common."""
