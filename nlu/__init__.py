"""What residents say and what tinbao answers. Everything here runs on Python 3.10, beside Rasa."""
