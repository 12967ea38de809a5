"""PDF pages: opening them within limits, what they draw, and what a second engine says of them."""
