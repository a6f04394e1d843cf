"""Published files to offerings, and what a refresh would do with them."""
