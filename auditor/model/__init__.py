"""The types that flow through the audit: frozen dataclasses and enums, standard library only."""
