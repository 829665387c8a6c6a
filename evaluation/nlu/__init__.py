"""How well customers' words are understood: measured on labelled messages and by cross-validation of our examples."""
