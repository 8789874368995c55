"""From a finished report to the police store: receipt, durable outbox, forwarder."""
