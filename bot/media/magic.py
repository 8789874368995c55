"""What a file really is, by its bytes alone: names and claimed types are the sender's word. Nothing is decoded."""

from dataclasses import dataclass

from bot.media.shape import ends_as_zip, is_only_a_picture

PROGRAM = "program"


@dataclass(frozen=True, slots=True)
class FileType:
    """kind: image, audio, video, pdf, file or program; None when the bytes do not tell. extension: without dot."""

    media_type: str = "application/octet-stream"
    extension: str = "bin"
    kind: str | None = None


_UNKNOWN = FileType()
_PROGRAM_MAGIC = (
    (b"MZ", "vnd.microsoft.portable-executable"),
    (b"\x7fELF", "x-elf"),
    (b"dex\n", "x-dex"),
    (b"\xca\xfe\xba\xbe", "x-mach-binary"),
    (b"\xce\xfa\xed\xfe", "x-mach-binary"),
    (b"\xcf\xfa\xed\xfe", "x-mach-binary"),
    (b"xar!", "x-xar"),
    (b"#!", "x-script"),
    (b"L\x00\x00\x00\x01\x14\x02\x00", "x-ms-shortcut"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "x-cfb"),  # old office files, and installers: nobody sees which
)
_FIRST_BYTES = (
    (b"\xff\xd8\xff", FileType("image/jpeg", "jpg", "image")),
    (b"\x89PNG\r\n\x1a\n", FileType("image/png", "png", "image")),
    (b"GIF87a", FileType("image/gif", "gif", "image")),
    (b"GIF89a", FileType("image/gif", "gif", "image")),
    (b"II*\x00", FileType("image/tiff", "tif", "image")),
    (b"MM\x00*", FileType("image/tiff", "tif", "image")),
    (b"%PDF-", FileType("application/pdf", "pdf", "pdf")),
    (b"OggS", FileType("audio/ogg", "ogg", "audio")),
    (b"ID3", FileType("audio/mpeg", "mp3", "audio")),
    (b"fLaC", FileType("audio/flac", "flac", "audio")),
    (b"#!AMR", FileType("audio/amr", "amr", "audio")),
    (b"Rar!\x1a\x07", FileType("application/vnd.rar", "rar", "file")),
    (b"7z\xbc\xaf\x27\x1c", FileType("application/x-7z-compressed", "7z", "file")),
    (b"\x1f\x8b", FileType("application/gzip", "gz", "file")),
)
_RIFF = {
    b"WEBP": FileType("image/webp", "webp", "image"),
    b"WAVE": FileType("audio/wav", "wav", "audio"),
    b"AVI ": FileType("video/x-msvideo", "avi", "video"),
}
_BRANDS = {
    **dict.fromkeys((b"M4A ", b"M4B "), FileType("audio/mp4", "m4a", "audio")),
    **dict.fromkeys((b"heic", b"heix", b"heim", b"heis", b"hevc", b"mif1"), FileType("image/heic", "heic", "image")),
    b"avif": FileType("image/avif", "avif", "image"),
    b"qt  ": FileType("video/quicktime", "mov", "video"),
}
_OFFICE = (
    (b"word/", "wordprocessingml.document", "docx"),
    (b"xl/", "spreadsheetml.sheet", "xlsx"),
    (b"ppt/", "presentationml.presentation", "pptx"),
)


def file_type(data: bytes) -> FileType:
    """The type of the whole file; what could be two things at once has none, what can run is a program."""
    if (program := _program(data)) is not None:
        return program
    if data.startswith(b"PK\x03\x04"):
        return _archive(data)
    found = _by_first_bytes(data)
    is_two_things = ends_as_zip(data) or (
        found.media_type in ("image/jpeg", "image/png", "image/webp") and not is_only_a_picture(data)
    )
    return _UNKNOWN if is_two_things else found


def _program(data: bytes) -> FileType | None:
    if data[-512:].startswith(b"koly"):
        return _runs("x-apple-diskimage")
    if data.startswith(b"PK\x03\x04") or ends_as_zip(data):
        # names in an archive are not compressed: looking for them unpacks nothing
        if b"AndroidManifest.xml" in data:
            return _runs("vnd.android.package-archive")
        if b"META-INF/MANIFEST.MF" in data:
            return _runs("java-archive")
    if data.startswith(b"#!AMR"):
        return None
    return next((_runs(name) for magic, name in _PROGRAM_MAGIC if data.startswith(magic)), None)


def _runs(name: str) -> FileType:
    return FileType(f"application/{name}", "bin", PROGRAM)


def _archive(data: bytes) -> FileType:
    if b"[Content_Types].xml" in data and b"vbaProject.bin" not in data:
        for folder, name, extension in _OFFICE:
            if folder in data:
                return FileType(f"application/vnd.openxmlformats-officedocument.{name}", extension, "file")
    return FileType("application/zip", "zip", "file")


def _by_first_bytes(data: bytes) -> FileType:
    for magic, known in _FIRST_BYTES:
        if data.startswith(magic):
            return known
    if data[:4] == b"RIFF":
        return _RIFF.get(data[8:12], _UNKNOWN)
    if data[4:8] == b"ftyp":
        return _film(data[8:12])
    if data.startswith(b"\x1aE\xdf\xa3"):
        is_webm = b"webm" in data[:64]
        return FileType("video/webm", "webm", "video") if is_webm else FileType("video/x-matroska", "mkv", "video")
    return _sound_frames(data[:4])


def _film(brand: bytes) -> FileType:
    if brand[:2] == b"3g":
        return FileType("video/3gpp", "3gp", "video")
    return _BRANDS.get(brand, FileType("video/mp4", "mp4", "video"))


def _sound_frames(head: bytes) -> FileType:
    """Raw AAC and MP3 have no name in front, only the sync bits of their first frame."""
    if len(head) < 4 or head[0] != 0xFF:
        return _UNKNOWN
    if head[1] & 0xF6 == 0xF0 and (head[2] >> 2) & 0xF <= 12:
        return FileType("audio/aac", "aac", "audio")
    if head[1] & 0xE6 == 0xE2 and head[1] & 0x18 != 0x08 and 0 < head[2] >> 4 < 15:
        return FileType("audio/mpeg", "mp3", "audio")
    return _UNKNOWN


_KNOWN = {
    known.media_type: known
    for known in (
        *(known for _, known in _FIRST_BYTES),
        *_RIFF.values(),
        *_BRANDS.values(),
        *(
            FileType(f"application/vnd.openxmlformats-officedocument.{name}", extension, "file")
            for _, name, extension in _OFFICE
        ),
        FileType("application/zip", "zip", "file"),
        FileType("video/3gpp", "3gp", "video"),
        FileType("video/mp4", "mp4", "video"),
        FileType("video/webm", "webm", "video"),
        FileType("video/x-matroska", "mkv", "video"),
        FileType("audio/aac", "aac", "audio"),
        _UNKNOWN,
    )
}


def type_named(media_type: str) -> FileType:
    """The type that `file_type` found earlier; what is in no list of harmless ones can run."""
    return _KNOWN.get(media_type) or FileType(media_type, "bin", PROGRAM)
