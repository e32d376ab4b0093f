"""Fitting the model of moods (lagniappe fit mood): never part of a running desk."""
