"""The one door to everything that finds: a situation in, lists of matches out."""

from resource_finder.finding.asked import NoWordSearch, WordSearch
from resource_finder.finding.distances import Distances
from resource_finder.finding.finder import Finder, NoCatalogue

__all__ = ["Distances", "Finder", "NoCatalogue", "NoWordSearch", "WordSearch"]
