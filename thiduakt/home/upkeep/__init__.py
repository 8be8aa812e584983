"""Keeping the server well: what must be ready, backups and the way back from them."""
