"""What readers search for, by day and by nobody in particular."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('search', '0003_searching_the_admin'),
    ]

    operations = [
        migrations.CreateModel(
            name='Asked',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('words', models.CharField(max_length=200, verbose_name='searched for')),
                ('day', models.DateField(verbose_name='day')),
                ('times', models.PositiveIntegerField(default=0, verbose_name='times')),
                ('times_empty', models.PositiveIntegerField(default=0, verbose_name='times nothing was found')),
            ],
            options={
                'verbose_name': 'search',
                'verbose_name_plural': 'searches',
                'ordering': ['-day', '-times', 'words'],
                'default_permissions': ('view',),
                'indexes': [models.Index(fields=['-day', '-times', 'words'], name='search_asked_order')],
                'constraints': [models.UniqueConstraint(fields=('words', 'day'), name='search_asked_once')],
            },
        ),
    ]
