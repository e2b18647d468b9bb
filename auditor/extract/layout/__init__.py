"""Pages of lines in boxes, wherever they come from: reading order, paragraphs, ruled tables."""
