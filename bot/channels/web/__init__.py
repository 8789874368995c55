"""The web chat: a page and its API."""
