"""The one place that writes CSV, Excel, Word and PDF: safe cells, no hidden parts, and for whom on every page."""
