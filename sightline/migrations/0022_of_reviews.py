"""What a review's people say, its findings and its recommendations are found by their kinds, by index: a sweep asks each minute."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """This will index the few entries that are read by their kind."""

    dependencies = [("sightline", "0021_review_asked")]
    operations = [
        migrations.AddIndex(
            model_name="entry",
            index=models.Index(
                models.F("kind"),
                condition=models.Q(
                    (
                        "kind__in",
                        (
                            "review_group",
                            "review_participant",
                            "review_session",
                            "review_attendance",
                            "review_contribution",
                            "review_note",
                            "review_two_accounts",
                            "review_finding",
                            "review_finding_agreed",
                            "review_recommendation",
                            "review_recommendation_reply",
                            "review_follow_through",
                            "review_loop_session",
                            "review_measure_told",
                            "review_recommendation_closed",
                            "review_closed",
                        ),
                    )
                ),
                name="entry_of_reviews",
            ),
        )
    ]
