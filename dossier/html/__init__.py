"""Pages as HTML: the translator, what templates are given, which pages are out of date, linked data, previews, the feed."""
