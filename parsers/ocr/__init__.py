"""Pictures of text: what a picture file holds, what its lines say, and the sheet they make."""
