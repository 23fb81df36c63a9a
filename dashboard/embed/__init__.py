"""One chart in a frame on somebody's site: title, day, key, bars, source; no script, no cookie."""
