"""What a customer's words mean: dates, numbers, identifiers and answers. Pure text in, small records out."""
