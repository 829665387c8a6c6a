"""A decision as the customer sees it: the card with its sections."""
