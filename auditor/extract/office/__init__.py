"""Old formats, which LibreOffice turns into new ones where it is installed."""
