"""Second records of a child: asked at entry, searched in batches, judged, merged, taken apart."""
