"""Programmes: standing frameworks, plans, conventions and mechanisms."""
