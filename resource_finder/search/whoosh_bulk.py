"""Writes a whole Whoosh segment from postings that were counted already, block by block.

Whoosh's own writer takes half a millisecond an offering, since it sorts and weighs each posting by itself.
This one reaches inside the codec, so a codec that looks different is left to Whoosh's writer. Terms,
postings, lengths and what is stored are the same.
"""

import logging
from array import array
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import whoosh
from whoosh import index
from whoosh.codec import default_codec, whoosh3
from whoosh.formats import Frequency
from whoosh.writing import SegmentWriter

from resource_finder.search.engine import Searchable
from resource_finder.search.postings import Counted, Postings
from resource_finder.search.whoosh_engine import FIELD, SCHEMA, write_whoosh

log = logging.getLogger(__name__)

# The release whose codec was looked at; the lock file pins it.
KNOWN_RELEASE = (2, 7, 5)
# As Whoosh's format of frequencies has a number in a posting.
_AS_FREQUENCY, _BYTES = ">u4", 4
# Packing takes as long as all the rest, and its reader takes both.
_NO_COMPRESSION = 0
_OF_A_BLOCK = ("_ids", "_weights", "_values", "_minlength", "_maxlength", "_maxweight")


def write_counted(offerings: Sequence[Searchable], counted: Counted, folder: Path) -> bool:
    """Write the segment; False where Whoosh's own writer had to.

    `counted` are the words of these offerings, in this order.
    """
    why_not = unlike_the_known()
    if why_not:
        log.warning("the index is written by Whoosh's own writer, which takes longer: %s", why_not)
        write_whoosh(offerings, folder)
        return False
    folder.mkdir(parents=True, exist_ok=True)
    writer = _BulkWriter(index.create_in(str(folder), SCHEMA), counted.postings)
    for number, offering in enumerate(offerings):
        writer.add_counted(offering.id, counted.lengths[number])
    writer.commit(merge=False)
    return True


def unlike_the_known() -> str:
    """What of this Whoosh is not what was looked at; empty where all is."""
    if whoosh.__version__ != KNOWN_RELEASE:
        return f"it is release {whoosh.__version__}, not {KNOWN_RELEASE}"
    codec = default_codec()
    if type(codec) is not whoosh3.W3Codec or whoosh3.WHOOSH3_HEADER_MAGIC != b"W3Bl":
        return f"its codec is {type(codec).__module__}.{type(codec).__qualname__}"
    if not isinstance(SCHEMA[FIELD].format, Frequency):
        return f"its field keeps {type(SCHEMA[FIELD].format).__qualname__}"
    blocks = codec.postings_writer(None)
    blocks._new_block()
    missing = [name for name in (*_OF_A_BLOCK, "_blocklimit", "_write_block") if not hasattr(blocks, name)]
    return f"its blocks have no {missing[0]}" if missing else ""


class _BulkWriter(SegmentWriter):
    """Whoosh's writer, which gets its postings all at once at the end."""

    def __init__(self, to: Any, postings: Postings) -> None:
        super().__init__(to, codec=whoosh3.W3Codec(compression=_NO_COMPRESSION))
        self._postings = postings

    def add_counted(self, offering: str, length: int) -> None:
        """One more document: what is stored of it, and how many words it has."""
        documents = self.perdocwriter
        documents.start_doc(self.docnum)
        documents.add_field("id", SCHEMA["id"], offering, 0)
        documents.add_field(FIELD, SCHEMA[FIELD], None, length)
        documents.finish_doc()
        self._added = True
        self.docnum += 1

    def _flush_segment(self) -> None:
        self.perdocwriter.close()
        fields, postings = self.fieldwriter, self._postings
        fields.start_field(FIELD, SCHEMA[FIELD])
        starts = postings.starts.tolist()
        for number, term in enumerate(postings.terms):
            fields.start_term(term.encode())
            _write_term(fields._postwriter, postings, starts[number], starts[number + 1])
            fields.finish_term()
        fields.finish_field()
        fields.close()


def _write_term(blocks: Any, postings: Postings, start: int, end: int) -> None:
    """All blocks but the last, which stays to be written when the term is finished."""
    docs, counts = postings.docs[start:end], postings.counts[start:end]
    values = counts.astype(_AS_FREQUENCY).tobytes()
    numbers, weights = docs.tolist(), counts.tolist()
    lengths = postings.lengths[docs].tolist()
    size = blocks._blocklimit
    for at in range(0, end - start, size):
        if at:
            blocks._write_block()
        there = slice(at, at + size)
        blocks._ids, blocks._weights = array("I", numbers[there]), array("f", weights[there])
        blocks._values = [values[at * _BYTES : (at + size) * _BYTES]]
        blocks._minlength, blocks._maxlength = min(lengths[there]), max(lengths[there])
        blocks._maxweight = float(max(weights[there]))
