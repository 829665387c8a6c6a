"""Components of our own in Rasa's understanding pipeline."""
