"""The after-sales business of online shops: policies, records and services, free of any chat framework."""
