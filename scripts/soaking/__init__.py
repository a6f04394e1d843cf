"""A soak: everything that a bad week brings, in some minutes."""
