"""Roles + the catalogue of competencies → what documents about them say, and what assessments of people mean."""
