# Papers that were listed before they had to have a plain summary stay listed, and say so.

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('files', '0001_initial'),
        ('governance', '0006_day_because'),
    ]

    operations = [
        migrations.AddField(
            model_name='paper',
            name='predates_summaries',
            field=models.BooleanField(default=True),  # true of every paper that is there already
        ),
        migrations.AlterField(
            model_name='paper',
            name='predates_summaries',
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name='paper',
            name='summary',
            field=models.CharField(blank=True, max_length=600),
        ),
        migrations.AddField(
            model_name='paper',
            name='version',
            field=models.IntegerField(default=1),
        ),
        migrations.AddConstraint(
            model_name='paper',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('predates_summaries', True), ('summary', '')), models.Q(models.Q(('summary', ''), _negated=True), ('predates_summaries', False)), _connector='OR'), name='paper_listed_with_summary'),
        ),
    ]
