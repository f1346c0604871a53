"""Linking what releases mention to the registry and to each other."""
