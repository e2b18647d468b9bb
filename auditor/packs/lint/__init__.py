"""What a pack must be beyond loading: every pattern and exemption proved by an example, no regex that cannot work here."""
