"""The policy engine: shops' rules as data, three-valued evaluation, decisions that cite their clauses."""
