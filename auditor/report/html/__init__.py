"""The report as one HTML file for a browser: it is read, filtered and printed without a network.

Results are data inside the page, each written as it comes; the page's own script shows them, some at a time. What does not need
the script (counts, charts, what could not be judged, the first findings) is written as HTML by a template with autoescape.
"""
