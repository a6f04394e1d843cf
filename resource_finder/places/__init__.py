"""Where things are: counties, ZIP codes, towns, distances. Embedded; nothing here needs a network."""
