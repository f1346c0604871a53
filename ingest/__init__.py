"""From a file, URL or bytes to a `Document`: loaders per format, clean-up, layout, language, header facts."""
