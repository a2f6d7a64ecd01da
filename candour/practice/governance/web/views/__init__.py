"""The views of governance, by topic. Each makes one call into the app and turns the result into a page."""
