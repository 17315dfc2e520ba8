"""A workshop's recording, played on a canvas of its own."""
