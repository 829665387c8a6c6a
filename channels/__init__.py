"""The doors through which messages of customers enter Rasa."""
