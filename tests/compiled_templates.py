"""Templates are compiled once for all programs that one process of tests makes: it took most of the time.

What is folded into a template differs by language, by files and by translations: each has its own.
"""

from collections.abc import Hashable

from flask import Flask, current_app
from jinja2.bccache import Bucket, BytecodeCache

from resource_finder.wording.glossary import language_now


class CompiledOnce(BytecodeCache):
    """In memory alone. The key holds the text of the template: a changed one is compiled anew."""

    def __init__(self) -> None:
        self._kept: dict[Hashable, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        kept = self._kept.get(_key(bucket))
        if kept:
            bucket.bytecode_from_string(kept)

    def dump_bytecode(self, bucket: Bucket) -> None:
        self._kept[_key(bucket)] = bucket.bytecode_to_string()


def _key(bucket: Bucket) -> Hashable:
    own = bucket.key, bucket.checksum
    if not bucket.environment.overlayed:
        return own
    app = current_app
    return *own, language_now(), app.static_folder, str(app.config.get("BABEL_TRANSLATION_DIRECTORIES"))


def compile_once() -> None:
    Flask.jinja_options = {**Flask.jinja_options, "bytecode_cache": CompiledOnce()}
