"""HTML output: the builder and translator, template context, incremental builds, linked data, previews and the feed."""
