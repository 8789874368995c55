"""Tests that need Rasa's own environment (Python 3.10, unittest only): run by scripts/test.sh, not by pytest."""
