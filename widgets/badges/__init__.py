"""Marks on what is seen of a map, drawn over it and never laid out: none is on a poster."""
