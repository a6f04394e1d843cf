"""Values and rules in plain Python: no web, no database, no index, no network."""
