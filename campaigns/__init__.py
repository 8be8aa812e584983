"""Kế hoạch, phong trào, chỉ tiêu, đăng ký thi đua, điển hình tiên tiến. Imports the kernel, never nominations or awards."""
