"""Forms check what was typed and arrange it on the page. What it means is for the services."""
