"""Report: the interview of a good duty officer, from the first words to the receipt."""
