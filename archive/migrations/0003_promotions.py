"""Promoted results of the search come in by the story format too."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('archive', '0002_synonyms'),
    ]

    operations = [
        migrations.AlterField(
            model_name='imported',
            name='kind',
            field=models.CharField(choices=[('story', 'Story'), ('section', 'Section'), ('column', 'Column'), ('author', 'Author'), ('topic', 'Topic'), ('agency', 'Agency'), ('page', 'Page'), ('list', 'List'), ('front', 'Front'), ('synonym', 'Synonym'), ('promotion', 'Promotion'), ('settings', 'Settings'), ('photo', 'Photo'), ('document', 'Document'), ('demo', 'Demo')], max_length=20),
        ),
    ]
