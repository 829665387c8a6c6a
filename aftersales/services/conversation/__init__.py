"""One message in, the replies out: the turn and what it works with, questions, and what is said beside them."""
