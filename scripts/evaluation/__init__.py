"""`make eval`: the evaluation's figures, measured through the running assistant's chat door."""
