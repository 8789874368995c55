"""What a person runs: start, stop, test, measure."""
