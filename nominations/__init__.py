"""Sáng kiến, hồ sơ đề nghị, hội đồng và bỏ phiếu. Imports campaigns and the kernel, never awards."""
