"""Forms with which a new row of the law is proposed: `honors` (with `conditions`, the standard as rows), `rules`."""
