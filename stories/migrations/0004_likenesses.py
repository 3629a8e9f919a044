"""How like each other stories are, for what stands under them."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('stories', '0003_order_of_rows'),
    ]

    operations = [
        migrations.CreateModel(
            name='Likeness',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('score', models.FloatField()),
                ('other', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='likened', to='stories.storypage')),
                ('story', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='likenesses', to='stories.storypage')),
            ],
            options={
                'indexes': [models.Index(fields=['story', '-score', '-other'], name='stories_likeness_order')],
                'constraints': [models.UniqueConstraint(fields=('story', 'other'), name='stories_likeness_once')],
            },
        ),
    ]
