"""Rows of what happens between meetings: deeds, activities, matters, grids, photos, honours."""
