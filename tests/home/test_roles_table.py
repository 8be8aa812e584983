from django.conf import settings

from thiduakt.home.roles_table import markdown


def test_the_published_table_is_the_one_that_is_enforced():
    published = (settings.BASE_DIR / "docs" / "roles.md").read_text()

    assert published.endswith("\n\n" + markdown()), "Run: manage.py roles_table, and put the result into docs/roles.md."
