"""What a swap is made of: an article's actors, others who may take their places, and the text under its new names."""
