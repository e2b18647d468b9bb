"""Finds discriminatory clauses in Chinese job ads and recruitment documents."""
