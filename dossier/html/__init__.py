"""Pages as HTML: the translator, what templates are given, previews and the feed."""
