"""What machines read of the pages: each page described as linked data, and the map of the site."""
