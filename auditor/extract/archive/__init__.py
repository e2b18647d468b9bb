"""Archives: files inside files, unpacked in memory one after the other, never onto the disk."""
