"""One sign a file; each has find(message) and its sentence in sentences.yml."""
