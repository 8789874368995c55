"""A multipart form read piece by piece, in memory, up to its caps."""

from collections.abc import Callable
from dataclasses import dataclass, field

from fastapi import Request
from python_multipart.exceptions import MultipartParseError
from python_multipart.multipart import MultipartParser, parse_options_header

from bot.incoming import Attachment
from bot.media.shape import HEAD, is_picture

_FIELDS = frozenset({"text", "id", "forwarded", "button"})


@dataclass
class Form:
    """The small fields, what kind of file came along, and its bytes.

    too_big: the cap in bytes that the request passed.
    """

    fields: dict[str, str] = field(default_factory=dict)
    attachment: Attachment | None = None
    picture: bytes | None = None
    too_big: int | None = None


async def read_form(request: Request, field_cap: int, file_cap: int) -> Form | None:
    """The form; None when it cannot be parsed. Stops reading as soon as a cap (bytes) is passed."""
    options = parse_options_header(request.headers["content-type"])[1]
    reader = _Reader(field_cap, file_cap)
    try:
        parser = MultipartParser(options[b"boundary"], reader.callbacks())  # type: ignore[arg-type]
        async for chunk in request.stream():
            parser.write(chunk)
            if reader.form.too_big is not None:
                return reader.form
        parser.finalize()
        reader.finish_file()
        reader.form.fields.update({name: raw.decode() for name, raw in reader.raw.items()})
    except (KeyError, ValueError, MultipartParseError):
        return None
    return reader.form


class _Reader:
    def __init__(self, field_cap: int, file_cap: int) -> None:
        self.form = Form()
        self.raw: dict[str, bytearray] = {}
        self._field_cap = field_cap
        self._file_cap = file_cap
        self._header: tuple[bytes, bytes] = (b"", b"")
        self._headers: dict[bytes, bytes] = {}
        self._into: bytearray | None = None
        self._in_file = False
        self._file_size = 0
        self._file = bytearray()

    def callbacks(self) -> dict[str, Callable[..., None]]:
        return {
            "on_part_begin": self._begin,
            "on_header_field": lambda data, start, end: self._grow(0, data[start:end]),
            "on_header_value": lambda data, start, end: self._grow(1, data[start:end]),
            "on_header_end": self._header_end,
            "on_headers_finished": self._headers_finished,
            "on_part_data": self._data,
        }

    def _begin(self) -> None:
        self._headers = {}
        self._into, self._in_file = None, False

    def _grow(self, part: int, data: bytes) -> None:
        name, value = self._header
        self._header = (name + data, value) if part == 0 else (name, value + data)

    def _header_end(self) -> None:
        self._headers[self._header[0].lower()] = self._header[1]
        self._header = (b"", b"")

    def _headers_finished(self) -> None:
        _, options = parse_options_header(self._headers.get(b"content-disposition", b""))
        name = options.get(b"name", b"").decode("utf-8", "replace")
        if b"filename" in options or name == "file":
            kind = _kind(self._headers.get(b"content-type", b"").decode("latin-1"))
            self.form.attachment = Attachment(kind)
            self._in_file, self._file = True, bytearray()  # of several files the last one counts
        elif name in _FIELDS:
            self._into = self.raw[name] = bytearray()

    def _data(self, data: bytes, start: int, end: int) -> None:
        if self._into is not None:
            self._into += data[start:end]
            if len(self._into) > self._field_cap:
                self.form.too_big = self._field_cap
            return
        self._file_size += end - start
        if self._in_file:
            self._file += data[start:end]
        if self._file_size > self._file_cap:
            self.form.too_big = self._file_cap

    def finish_file(self) -> None:
        """The whole file is here."""
        if self.form.attachment is None or not self._file:
            return
        self.form.picture = bytes(self._file)
        if is_picture(self.form.picture[:HEAD]):
            self.form.attachment = Attachment("image")


def _kind(content_type: str) -> str:
    main, _, sub = content_type.lower().partition(";")[0].strip().partition("/")
    if main in ("image", "audio", "video"):
        return main
    return "pdf" if sub == "pdf" else "file"
