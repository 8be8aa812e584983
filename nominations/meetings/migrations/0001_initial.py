import django.db.models.deletion
import django.db.models.expressions
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('ballots', '0001_initial'),
        ('documents', '0006_secretary_of_minutes'),
        ('dossiers', '0001_initial'),
        ('school', '0005_kinship'),
        ('school', '__first__'),
    ]

    operations = [
        migrations.CreateModel(
            name='GroupMeeting',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('held_on', models.DateField(verbose_name='ngày họp')),
                ('starts_at', models.TimeField(blank=True, null=True, verbose_name='bắt đầu lúc')),
                ('ends_at', models.TimeField(blank=True, null=True, verbose_name='kết thúc lúc')),
                ('place', models.CharField(blank=True, max_length=200, verbose_name='địa điểm')),
                ('chair_reason', models.CharField(blank=True, max_length=300, verbose_name='lý do tổ trưởng không chủ trì')),
                ('discussion', models.TextField(blank=True, max_length=5000, verbose_name='ý kiến thảo luận')),
                ('state', models.CharField(choices=[('DRAFT', 'đang ghi'), ('CONCLUDED', 'đã kết luận')], default='DRAFT', max_length=10, verbose_name='trạng thái')),
                ('threshold', models.CharField(blank=True, editable=False, max_length=20, verbose_name='tỷ lệ phiếu')),
                ('counted_by', models.CharField(blank=True, choices=[('members', 'tổng số người của tổ'), ('present', 'số người có mặt')], editable=False, max_length=10, verbose_name='tính trên')),
                ('concluded_at', models.DateTimeField(editable=False, null=True, verbose_name='kết luận lúc')),
                ('corrects_why', models.CharField(blank=True, max_length=500, verbose_name='lý do họp lại')),
                ('version', models.PositiveIntegerField(default=1, editable=False, verbose_name='lần lưu')),
                ('search_key', models.CharField(editable=False, max_length=500, verbose_name='khóa tìm kiếm')),
                ('chair', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='school.person', verbose_name='chủ trì')),
                ('concluded_by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='người chốt')),
                ('corrects', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='corrected_by', to='meetings.groupmeeting', verbose_name='họp lại cuộc họp')),
                ('created_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='school.person', verbose_name='người lập')),
                ('group', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='school.group', verbose_name='tổ')),
                ('polls', models.ManyToManyField(editable=False, related_name='+', to='ballots.poll', verbose_name='cuộc bỏ phiếu kín')),
                ('minutes', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='documents.document', verbose_name='biên bản')),
                ('review', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='meetings', to='dossiers.review', verbose_name='đợt xét')),
                ('school', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='school.school', verbose_name='trường')),
                ('secretary', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='school.person', verbose_name='thư ký cuộc họp')),
            ],
            options={
                'verbose_name': 'cuộc họp tổ',
                'ordering': ['-held_on', '-pk'],
                'indexes': [models.Index(fields=['school', '-held_on', '-id'], name='group_meeting_by_day'), models.Index(fields=['group', 'state'], name='group_meeting_by_group')],
                'constraints': [models.CheckConstraint(condition=models.Q(('state__in', ['DRAFT', 'CONCLUDED'])), name='group_meeting_state_is_known'), models.CheckConstraint(condition=models.Q(('counted_by__in', ['', 'members', 'present'])), name='group_meeting_counts_of_the_known'), models.CheckConstraint(condition=models.Q(models.Q(('concluded_at__isnull', True), ('counted_by', ''), ('state', 'DRAFT'), ('threshold', '')), models.Q(('chair__isnull', False), ('concluded_at__isnull', False), ('secretary__isnull', False), ('state', 'CONCLUDED'), models.Q(('threshold', ''), _negated=True), models.Q(('counted_by', ''), _negated=True)), _connector='OR'), name='group_meeting_is_concluded_whole_or_not_at_all'), models.CheckConstraint(condition=models.Q(('chair__isnull', True), ('secretary__isnull', True), models.Q(('chair', models.F('secretary')), _negated=True), _connector='OR'), name='group_meeting_chair_is_not_secretary', violation_error_message='Người chủ trì và thư ký cuộc họp phải là hai người.'), models.CheckConstraint(condition=models.Q(('starts_at__isnull', True), ('ends_at__isnull', True), ('ends_at__gt', models.F('starts_at')), _connector='OR'), name='group_meeting_ends_after_it_starts', violation_error_message='Giờ kết thúc phải sau giờ bắt đầu.'), models.CheckConstraint(condition=models.Q(('corrects__isnull', True), models.Q(('corrects_why', ''), _negated=True), _connector='OR'), name='group_meeting_again_with_a_reason'), models.UniqueConstraint(condition=models.Q(('state', 'DRAFT')), fields=('review', 'group'), name='group_meeting_one_at_a_time', violation_error_message='Tổ đang có một cuộc họp của đợt xét này chưa kết luận, thầy/cô ghi tiếp.')],
            },
        ),
        migrations.CreateModel(
            name='Attendance',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('is_present', models.BooleanField(default=True, verbose_name='có mặt')),
                ('reason', models.CharField(blank=True, max_length=200, verbose_name='lý do vắng')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='school.person', verbose_name='người của tổ')),
                ('meeting', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='attendances', to='meetings.groupmeeting', verbose_name='cuộc họp')),
            ],
            options={
                'verbose_name': 'người dự họp tổ',
                'ordering': ['meeting', 'person__sort_key', 'pk'],
                'constraints': [models.UniqueConstraint(fields=('meeting', 'person'), name='attendance_once')],
            },
        ),
        migrations.CreateModel(
            name='Vote',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('manner', models.CharField(choices=[('HANDS', 'giơ tay'), ('BALLOT', 'phiếu kín giấy'), ('SECRET', 'bỏ phiếu kín trên hệ thống')], default='HANDS', max_length=10, verbose_name='cách biểu quyết')),
                ('is_out', models.BooleanField(default=False, verbose_name='người được xét ra ngoài khi biểu quyết')),
                ('voters', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='số người biểu quyết')),
                ('agreed', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='đồng ý')),
                ('against', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='không đồng ý')),
                ('blank', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='phiếu trắng')),
                ('remarks', models.TextField(blank=True, max_length=1000, verbose_name='ghi chú')),
                ('needed', models.PositiveSmallIntegerField(editable=False, null=True, verbose_name='số phiếu cần')),
                ('counted_of', models.PositiveSmallIntegerField(editable=False, null=True, verbose_name='tính trên')),
                ('is_passed', models.BooleanField(editable=False, null=True, verbose_name='tổ đề nghị')),
                ('dossier', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='votes', to='dossiers.dossier', verbose_name='hồ sơ')),
                ('led_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='school.person', verbose_name='người chủ trì phần này')),
                ('poll', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='ballots.poll', verbose_name='cuộc bỏ phiếu kín')),
                ('meeting', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='votes', to='meetings.groupmeeting', verbose_name='cuộc họp')),
            ],
            options={
                'verbose_name': 'biểu quyết của tổ',
                'ordering': ['meeting', 'dossier__sort_key', 'pk'],
                'constraints': [models.UniqueConstraint(fields=('meeting', 'dossier'), name='group_vote_once'), models.CheckConstraint(condition=models.Q(('manner__in', ['HANDS', 'BALLOT', 'SECRET'])), name='group_vote_manner_is_known'), models.CheckConstraint(condition=models.Q(models.Q(('manner', 'SECRET'), ('poll__isnull', False)), models.Q(models.Q(('manner', 'SECRET'), _negated=True), ('poll__isnull', True)), _connector='OR'), name='group_secret_vote_has_its_poll'), models.CheckConstraint(condition=models.Q(models.Q(('against__isnull', True), ('agreed__isnull', True), ('blank__isnull', True), ('voters__isnull', True)), models.Q(('against__isnull', False), ('agreed__isnull', False), ('blank__isnull', False), ('voters__isnull', False), ('voters__gte', django.db.models.expressions.CombinedExpression(django.db.models.expressions.CombinedExpression(models.F('agreed'), '+', models.F('against')), '+', models.F('blank')))), _connector='OR'), name='group_vote_adds_up', violation_error_message='Tổng số phiếu không được nhiều hơn số người biểu quyết.'), models.CheckConstraint(condition=models.Q(('is_passed__isnull', True), models.Q(('agreed__isnull', False), ('counted_of__isnull', False), ('needed__isnull', False), models.Q(models.Q(('agreed__gte', models.F('needed')), ('is_passed', True)), models.Q(('agreed__lt', models.F('needed')), ('is_passed', False)), _connector='OR')), _connector='OR'), name='group_vote_outcome_is_its_count')],
            },
        ),
    ]
