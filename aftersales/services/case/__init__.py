"""A case, one request being worked on: what is told is noted, what is missing is asked; then it is decided and done."""
