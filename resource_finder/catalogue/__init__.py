"""The catalogue: sheets in and out, HSDS-shaped tables, publishing."""
