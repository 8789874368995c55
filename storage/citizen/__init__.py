"""The door that only takes: a tip or a file goes in, nothing but its state comes out."""
