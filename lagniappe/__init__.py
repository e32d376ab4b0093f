"""Lagniappe: a self-hosted customer-service desk."""

__version__ = "0.1.0"
