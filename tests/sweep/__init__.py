"""Every page, in every language, at every door, with and without scripts: looked over in one browser."""
