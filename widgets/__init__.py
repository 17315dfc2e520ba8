"""The Qt pieces of the editor: the document's bridge, the canvas, tools and panels."""
