"""The map in front of people: an audience's canvas, its camera, the pointer and the timer."""
