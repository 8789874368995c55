"""The door that reads: a unit's own tips by token, and the desk where officers sign in."""
