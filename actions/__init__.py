"""Rasa's custom actions: adapters from slots to a service and from its answer to a reply."""
