"""What the disk, the clock, the database and other programs do to this one, and what people notice."""
