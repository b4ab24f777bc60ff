"""Reads bytes: UTF-8 and UTF-16, with and without a byte order mark. Everything else is a failure that says why."""

from __future__ import annotations

import codecs

from blamelint.document.model import Source
from blamelint.errors import Failure
from blamelint.text import LINE_END

MAX_BYTES = 20 * 1024 * 1024

_SAMPLE = 4096
"""How many bytes are looked at to tell UTF-16 without a mark from a binary file."""

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16: it starts with the same two bytes
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)

_SIGNATURES = (b"%PDF-", b"PK\x03\x04", b"\x89PNG", b"GIF8", b"\xff\xd8\xff", b"\x1f\x8b", b"\x7fELF")


def read_source(path_label: str, data: bytes, *, limit: int = MAX_BYTES) -> Source | Failure:
    """The decoded text of a file, or why there is none.

    Shape: line ends stay as they are; a byte order mark is dropped from the text and kept in `Source.bom`.
    Units: `limit` in bytes.
    Errors: none; a `Failure` with the code `too-large`, `binary` or `undecodable` is returned.
    """
    if len(data) > limit:
        return Failure(path_label, "too-large", f"The file has {len(data):,} bytes; at most {limit:,} are read.")
    bom, encoding = _mark(data)
    body = data[len(bom) :]
    if not bom:
        if data.startswith(_SIGNATURES):
            return Failure(path_label, "binary", "The file is binary, not text.")
        encoding = _guess(data)
    if encoding == "utf-8" and b"\0" in body:
        return _binary(path_label, body[: body.index(0)].decode("latin-1"))
    try:
        text = body.decode(encoding)
    except UnicodeDecodeError as error:
        return Failure(path_label, "undecodable", _explain(error, encoding, len(bom), body))
    if "\0" in text:
        return _binary(path_label, text[: text.index("\0")])
    return Source(path_label, text, encoding, bom)


def _binary(path_label: str, before: str) -> Failure:
    message = f"The file is binary, not text: it holds a NUL character in line {_line_after(before):,}."
    return Failure(path_label, "binary", message)


def _line_after(before: str) -> int:
    return sum(1 for _ in LINE_END.finditer(before)) + 1


def _mark(data: bytes) -> tuple[bytes, str]:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return mark, encoding
    return b"", "utf-8"


def _guess(data: bytes) -> str:
    """UTF-16 when nearly every second byte of the start is zero and hardly any of the others, else UTF-8."""
    sample = data[:_SAMPLE]
    if len(data) % 2 or b"\0" not in sample:
        return "utf-8"
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    half = len(sample) // 2
    if odd > 0.7 * half and even < 0.05 * half:
        return "utf-16-le"
    if even > 0.7 * half and odd < 0.05 * half:
        return "utf-16-be"
    return "utf-8"


def _explain(error: UnicodeDecodeError, encoding: str, skipped: int, body: bytes) -> str:
    name = encoding.upper().removesuffix("-LE").removesuffix("-BE")
    offset = error.start + skipped
    byte = body[error.start]
    where = f"byte 0x{byte:02X} at offset {offset:,}"
    if name != "UTF-8":
        return f"The file is not valid {name}: {where}."
    line = _line_after(body[: error.start].decode("latin-1"))
    seen = bytes([byte]).decode("cp1252", "replace")
    hint = f" (it would be {seen!r} in Windows-1252)" if seen.isprintable() and seen != "\ufffd" else ""
    return f"The file is not valid UTF-8: {where}, line {line:,}{hint}; convert the file to UTF-8."
