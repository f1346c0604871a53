"""The register for people and programs: web page, HTTP API, and what keeps both safe."""
