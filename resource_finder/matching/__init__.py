"""Decides: who is taken, who can be reached, in what order, and why."""
