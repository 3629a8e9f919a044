"""The photo desk: what differs from Wagtail's own library of images and documents."""
