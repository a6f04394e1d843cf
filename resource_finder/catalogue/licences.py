"""The catalogue without what rests on a source of some licence, for those who may not use it."""

from dataclasses import replace

from resource_finder.domain.offering import Catalogue


def without_licence(catalogue: Catalogue, text: str) -> Catalogue:
    """Rows and sources left when every row goes that names a source whose licence holds the text.

    A row that names another source too goes all the same: nobody knows which of its facts is whose.
    """
    wanted = text.casefold()
    barred = {source.id for source in catalogue.sources if wanted in source.licence.casefold()}
    offerings = tuple(o for o in catalogue.offerings if not barred.intersection(o.sources))
    named = {source for offering in offerings for source in offering.sources}
    sources = tuple(source for source in catalogue.sources if source.id in named)
    return replace(catalogue, offerings=offerings, sources=sources)
