"""Pictures and scans: text read off pixels."""
