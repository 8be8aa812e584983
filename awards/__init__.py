"""Tờ trình, quyết định, giấy khen và tiền thưởng. The top of the three rooms: imports all below it, nothing imports it."""
