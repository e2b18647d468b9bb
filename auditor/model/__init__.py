"""The types that flow through the audit: frozen structs and enums."""
