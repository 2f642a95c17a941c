"""What laptops say to the office over HTTP (docs/WIRE.md section 8)."""
