"""The crash run: real bot processes die at every step between receipt and sent reply, and residents keep count."""
