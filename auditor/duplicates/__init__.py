"""Ads that are nearly the same: one text with another telephone number, city or salary."""
