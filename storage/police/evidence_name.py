"""Under which name an officer saves a file: the sender's, where it is a harmless one."""

import json
import re

# what a report's files are called; an ending that a computer would run, or show as a page, is none of them
_HARMLESS = re.compile(
    r"[a-z0-9][A-Za-z0-9-]{0,60}\."
    r"(?:jpg|png|webp|gif|tif|heic|avif|pdf|txt|mp3|m4a|ogg|amr|wav|aac|flac|mp4|3gp|mov|webm|mkv|avi|zip|docx|xlsx|pptx)"
)


def name_of(document: bytes, evidence_id: str) -> str:
    """document: what the sender said of the file, JSON with `filename`. ASCII, no folders."""
    said = json.loads(document).get("filename")
    return said if isinstance(said, str) and _HARMLESS.fullmatch(said) else f"tep-{evidence_id[:8]}.bin"
