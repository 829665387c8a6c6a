"""The photos and videos of a claim: adding one, who may see it, what is still asked for."""
