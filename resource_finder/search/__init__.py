"""Finding offerings by words, and reading what people type."""
