from django.urls import reverse


def url(route, *args):
    return reverse(f"registrations:{route}", args=args)
