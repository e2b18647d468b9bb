"""Files of records: a document each."""
