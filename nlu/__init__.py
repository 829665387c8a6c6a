"""The assistant's ears: Rasa pipeline components of our own, one file each, and the models they load."""
