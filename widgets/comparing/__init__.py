"""Two maps compared: on the map, side by side, with a slider between them, and as a list."""
