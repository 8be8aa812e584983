"""Gia hạn riêng: more time for one person, or for a whole tổ, than a round gives to everybody."""
