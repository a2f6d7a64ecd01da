from django.db import migrations


def begin_with_what_is_answered(apps, schema_editor):
    """Each answer that there is becomes the first score of its marker."""
    answers = apps.get_model('cases', 'MarkerAnswer').objects.order_by('pk')
    scores = apps.get_model('cases', 'MarkerScore').objects
    scores.bulk_create(
        [
            scores.model(review_id=one.review_id, marker=one.marker, met=one.met, scored_at=one.answered_at)
            for one in answers.iterator(chunk_size=500)
        ],
        batch_size=500,
    )


class Migration(migrations.Migration):

    dependencies = [
        ('cases', '0012_marker_scores'),
    ]

    operations = [migrations.RunPython(begin_with_what_is_answered, migrations.RunPython.noop)]
