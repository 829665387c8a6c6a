"""The web process: the chat for customers, in front of Rasa."""
