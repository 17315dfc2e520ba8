"""The inspector: every field of what is selected, shown and edited."""
