"""tests/nlu/beside_rasa needs Rasa's environment; scripts/test.sh runs it there."""

collect_ignore = ["beside_rasa"]
