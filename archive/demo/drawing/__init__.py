"""Pictures for the demo, drawn with Pillow alone, the same on every machine. For those who work on the demo."""
