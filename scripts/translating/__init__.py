"""What the program says in other languages: found, checked, begun, compiled."""
