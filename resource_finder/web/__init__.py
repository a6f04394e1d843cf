"""The public site, the kiosk, the printed page and the JSON API."""
