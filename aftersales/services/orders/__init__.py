"""Orders from files and for demonstration: reading, checking and importing them, and what a policy needs of them."""
