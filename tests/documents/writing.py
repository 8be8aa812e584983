"""What the editor sends: a draft of two sections, as a browser posts it."""

from django.urls import reverse

PURPOSE = "<h2>MỤC ĐÍCH</h2><p>Phát huy kết quả.</p>"
TASKS = "<h2>NỘI DUNG</h2><p>Thi đua dạy tốt.</p>"


def typed(document, **changes):
    return {
        "version": document.version,
        "subject": document.subject,
        "dated_on": f"{document.dated_on:%d/%m/%Y}",
        "signer": document.signer_id or "",
        "bases": document.bases,
        "body": document.body,
        "recipients": document.recipients,
    } | changes


def address(document, route="edit"):
    return reverse(f"documents:{route}", args=[document.pk])


def edit(client, document, **changes):
    return client.post(address(document), typed(document, **changes))


def keep(client, document, **changes):
    return client.post(address(document, "working_copy"), typed(document, **changes))


def preview(client, document, **changes):
    return client.post(address(document, "preview"), typed(document, **changes))
