"""Who is measured. A contestant is prepared once, outside the time, and then counts hits in texts."""
