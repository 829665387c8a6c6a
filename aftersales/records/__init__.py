"""The ledger: tables, database and named queries; it knows no policy."""
