"""Identity: "is this really the police?", and a bank, the power company, a court, a tax office."""
