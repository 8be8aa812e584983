import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('school', '0005_kinship'),
        ('school', '__first__'),
    ]

    operations = [
        migrations.CreateModel(
            name='Retention',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('terms', models.TextField(blank=True, max_length=3000, verbose_name='thời hạn lưu')),
                ('version', models.PositiveIntegerField(default=1, editable=False, verbose_name='lần lưu')),
                ('school', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='school.school', verbose_name='trường')),
            ],
            options={
                'verbose_name': 'thời hạn lưu',
                'ordering': ['school_id'],
            },
        ),
        migrations.CreateModel(
            name='YearArchive',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('year', models.PositiveSmallIntegerField(help_text='Năm bắt đầu: 2022 là năm học 2022–2023.', verbose_name='năm học')),
                ('done_count', models.PositiveIntegerField(default=0, verbose_name='số tệp đã xong')),
                ('file_count', models.PositiveIntegerField(default=0, verbose_name='số tệp')),
                ('problem', models.TextField(blank=True, verbose_name='vì sao không lập được')),
                ('asked_at', models.DateTimeField(verbose_name='yêu cầu lúc')),
                ('ended_at', models.DateTimeField(blank=True, null=True, verbose_name='xong, hoặc dừng, lúc')),
                ('asked_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='người lập')),
                ('school', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='school.school', verbose_name='trường')),
            ],
            options={
                'verbose_name': 'tệp lưu trữ năm',
                'ordering': ['-asked_at', '-pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('problem', ''), ('ended_at__isnull', False), _connector='OR'), name='year_archive_with_a_problem_has_ended'), models.CheckConstraint(condition=models.Q(('done_count__lte', models.F('file_count'))), name='year_archive_progress_within_files'), models.UniqueConstraint(condition=models.Q(('ended_at__isnull', True)), fields=('school', 'year'), name='year_archive_one_at_a_time', violation_error_message='Tệp lưu trữ của năm này đang được lập.')],
            },
        ),
        migrations.CreateModel(
            name='ArchiveFile',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('original_name', models.CharField(max_length=200, verbose_name='tên tệp gốc')),
                ('content_type', models.CharField(max_length=100, verbose_name='loại tệp')),
                ('size', models.PositiveIntegerField(verbose_name='cỡ tệp (byte)')),
                ('sha256', models.CharField(max_length=64, verbose_name='mã băm')),
                ('uploaded_at', models.DateTimeField(verbose_name='gửi lúc')),
                ('uploaded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='người gửi')),
                ('archive', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='file', to='closing.yeararchive', verbose_name='tệp lưu trữ')),
            ],
            options={
                'verbose_name': 'tệp lưu trữ năm',
                'ordering': ['uploaded_at', 'pk'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='YearClosing',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('year', models.PositiveSmallIntegerField(help_text='Năm bắt đầu: 2022 là năm học 2022–2023.', verbose_name='năm học')),
                ('state', models.CharField(choices=[('OPEN', 'đang mở'), ('CLOSED', 'đã khép')], default='OPEN', max_length=10, verbose_name='trạng thái')),
                ('closed_on', models.DateField(editable=False, null=True, verbose_name='khép ngày')),
                ('left_open', models.JSONField(default=list, editable=False, verbose_name='việc còn dở khi khép')),
                ('reason', models.TextField(blank=True, max_length=1000, verbose_name='lý do khép khi còn việc dở')),
                ('reopened_on', models.DateField(editable=False, null=True, verbose_name='mở lại ngày')),
                ('reopen_reason', models.TextField(blank=True, max_length=1000, verbose_name='lý do mở lại')),
                ('closed_by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='người khép')),
                ('school', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='school.school', verbose_name='trường')),
            ],
            options={
                'verbose_name': 'năm thi đua',
                'ordering': ['-year', '-pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('state__in', ['OPEN', 'CLOSED'])), name='year_closing_state_is_known'), models.UniqueConstraint(fields=('school', 'year'), name='year_closing_once'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'CLOSED'), _negated=True), models.Q(('closed_by__isnull', False), ('closed_on__isnull', False)), _connector='OR'), name='year_closing_has_its_day'), models.CheckConstraint(condition=models.Q(('reopened_on__isnull', True), models.Q(('reopen_reason', ''), _negated=True), _connector='OR'), name='year_is_reopened_for_a_reason')],
            },
        ),
    ]
