"""Pictures for the demo, drawn with Pillow and NumPy, the same on every machine. For those who work on the demo."""
