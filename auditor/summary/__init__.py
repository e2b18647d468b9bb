"""What a batch says: counts over reports, and a ledger of their findings."""
