"""OFD (GB/T 33190): the fixed layout of official notices."""
