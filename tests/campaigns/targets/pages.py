from django.urls import reverse


def url(name, *args):
    return reverse(f"targets:{name}", args=args)


def texts(response):
    return response.content.decode()
