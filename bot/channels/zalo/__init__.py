"""What Zalo's two doors share: where its files lie, and what its app makes of an address in a text."""
