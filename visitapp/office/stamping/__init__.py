"""RFC 3161: an authority's word that the office's whole log was there by a certain time."""
