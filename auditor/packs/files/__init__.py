"""The shape of pack files, as pydantic models; their JSON Schema is what editors complete against."""
