"""How Rasa is run: our start command, what is remembered of a conversation, and the shortcuts inside Rasa."""
