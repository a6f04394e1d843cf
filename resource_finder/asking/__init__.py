"""What somebody said, read once for every door: pages, JSON and the command line."""
