"""The assistant's hands: answers, judges, interviews and hands over tips. Rasa calls it; it calls the store."""
