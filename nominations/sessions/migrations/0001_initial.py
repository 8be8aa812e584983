import django.db.models.deletion
import django.db.models.expressions
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('ballots', '0001_initial'),
        ('councils', '0001_initial'),
        ('documents', '0006_secretary_of_minutes'),
        ('dossiers', '0001_initial'),
        ('school', '0005_kinship'),
        ('school', '__first__'),
    ]

    operations = [
        migrations.CreateModel(
            name='CouncilSession',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveSmallIntegerField(editable=False, verbose_name='phiên thứ')),
                ('kind', models.CharField(choices=[('START', 'đầu năm học'), ('MID', 'cuối học kỳ I'), ('END', 'cuối năm học'), ('ADHOC', 'đột xuất')], default='END', max_length=10, verbose_name='loại phiên họp')),
                ('title', models.CharField(max_length=200, verbose_name='nội dung chính')),
                ('held_on', models.DateField(verbose_name='ngày họp')),
                ('starts_at', models.TimeField(verbose_name='bắt đầu lúc')),
                ('ends_at', models.TimeField(blank=True, null=True, verbose_name='kết thúc lúc')),
                ('place', models.CharField(max_length=200, verbose_name='địa điểm')),
                ('state', models.CharField(choices=[('DRAFT', 'đang chuẩn bị'), ('CALLED', 'đã mời họp'), ('OPEN', 'đang họp'), ('ENDED', 'đã họp xong'), ('CLOSED', 'đã xong biên bản')], default='DRAFT', max_length=10, verbose_name='trạng thái')),
                ('chair_reason', models.CharField(blank=True, max_length=300, verbose_name='lý do Chủ tịch không điều hành')),
                ('quorum', models.CharField(blank=True, editable=False, max_length=20, verbose_name='tỷ lệ có mặt để họp')),
                ('total', models.PositiveSmallIntegerField(editable=False, null=True, verbose_name='tổng số thành viên')),
                ('version', models.PositiveIntegerField(default=1, editable=False, verbose_name='lần lưu')),
                ('search_key', models.CharField(editable=False, max_length=600, verbose_name='khóa tìm kiếm')),
                ('chair', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='councils.seat', verbose_name='người điều hành')),
                ('council', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='sessions', to='councils.council', verbose_name='hội đồng')),
                ('created_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='school.person', verbose_name='người lập')),
                ('invitation', models.OneToOneField(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='documents.document', verbose_name='giấy mời')),
                ('minutes', models.OneToOneField(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='documents.document', verbose_name='biên bản')),
                ('count_record', models.OneToOneField(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='documents.document', verbose_name='biên bản kiểm phiếu')),
                ('polls', models.ManyToManyField(editable=False, related_name='+', to='ballots.poll', verbose_name='các cuộc bỏ phiếu kín')),
                ('review', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='sessions', to='dossiers.review', verbose_name='đợt xét')),
                ('school', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='school.school', verbose_name='trường')),
                ('secretary', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='councils.seat', verbose_name='thư ký phiên họp')),
                ('tellers', models.ManyToManyField(blank=True, related_name='+', to='councils.seat', verbose_name='ban kiểm phiếu')),
            ],
            options={
                'verbose_name': 'phiên họp',
                'ordering': ['-held_on', '-pk'],
                'indexes': [models.Index(fields=['school', '-held_on', '-id'], name='session_by_day'), models.Index(fields=['school', 'state'], name='session_by_state')],
                'constraints': [models.UniqueConstraint(fields=('council', 'number'), name='session_number_once'), models.CheckConstraint(condition=models.Q(('kind__in', ['START', 'MID', 'END', 'ADHOC'])), name='session_kind_is_known'), models.CheckConstraint(condition=models.Q(('state__in', ['DRAFT', 'CALLED', 'OPEN', 'ENDED', 'CLOSED'])), name='session_state_is_known'), models.CheckConstraint(condition=models.Q(('ends_at__isnull', True), ('ends_at__gt', models.F('starts_at')), _connector='OR'), name='session_ends_after_it_starts', violation_error_message='Giờ kết thúc phải sau giờ bắt đầu.'), models.CheckConstraint(condition=models.Q(('chair__isnull', True), ('secretary__isnull', True), models.Q(('chair', models.F('secretary')), _negated=True), _connector='OR'), name='session_chair_is_not_secretary', violation_error_message='Người điều hành và thư ký phiên họp phải là hai người.'), models.CheckConstraint(condition=models.Q(models.Q(('quorum', ''), ('state__in', ('DRAFT', 'CALLED')), ('total__isnull', True)), models.Q(models.Q(('state__in', ('DRAFT', 'CALLED')), _negated=True), ('chair__isnull', False), ('secretary__isnull', False), ('total__isnull', False), models.Q(('quorum', ''), _negated=True)), _connector='OR'), name='session_opens_with_all_it_needs'), models.CheckConstraint(condition=models.Q(models.Q(('state__in', ('ENDED', 'CLOSED')), _negated=True), ('ends_at__isnull', False), _connector='OR'), name='session_that_ended_has_its_hour'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'CLOSED'), _negated=True), ('minutes__isnull', False), _connector='OR'), name='session_closes_with_its_minutes')],
            },
        ),
        migrations.CreateModel(
            name='Confirmation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField(editable=False, verbose_name='lần lưu')),
                ('confirmed_at', models.DateTimeField(verbose_name='xác nhận lúc')),
                ('paper', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='documents.document', verbose_name='biên bản')),
                ('seat', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='councils.seat', verbose_name='thành viên')),
                ('session', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='confirmations', to='council_sessions.councilsession', verbose_name='phiên họp')),
            ],
            options={
                'verbose_name': 'xác nhận biên bản',
                'ordering': ['session', 'seat__position', 'pk'],
                'constraints': [models.UniqueConstraint(fields=('paper', 'seat'), name='session_paper_confirmed_once')],
            },
        ),
        migrations.CreateModel(
            name='Attendance',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('presence', models.CharField(choices=[('PRESENT', 'có mặt'), ('ABSENT', 'vắng'), ('WRITTEN', 'vắng, cho ý kiến bằng văn bản')], default='ABSENT', max_length=10, verbose_name='có mặt')),
                ('reason', models.CharField(blank=True, max_length=200, verbose_name='lý do vắng')),
                ('seat', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='councils.seat', verbose_name='thành viên')),
                ('session', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='attendances', to='council_sessions.councilsession', verbose_name='phiên họp')),
            ],
            options={
                'verbose_name': 'điểm danh',
                'ordering': ['session', 'seat__position', 'pk'],
                'constraints': [models.UniqueConstraint(fields=('session', 'seat'), name='session_attendance_once'), models.CheckConstraint(condition=models.Q(('presence__in', ['PRESENT', 'ABSENT', 'WRITTEN'])), name='session_presence_is_known'), models.CheckConstraint(condition=models.Q(models.Q(('presence', 'PRESENT'), _negated=True), ('reason', ''), _connector='OR'), name='session_present_without_a_reason')],
            },
        ),
        migrations.CreateModel(
            name='Guest',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=100, verbose_name='họ và tên')),
                ('post', models.CharField(blank=True, max_length=200, verbose_name='chức vụ, đơn vị')),
                ('session', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='guests', to='council_sessions.councilsession', verbose_name='phiên họp')),
            ],
            options={
                'verbose_name': 'khách mời',
                'ordering': ['session', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Item',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveSmallIntegerField(verbose_name='thứ tự')),
                ('title', models.CharField(max_length=300, verbose_name='nội dung')),
                ('basis', models.TextField(blank=True, editable=False, verbose_name='căn cứ')),
                ('threshold', models.CharField(blank=True, editable=False, max_length=20, verbose_name='tỷ lệ phiếu')),
                ('counted_of', models.CharField(blank=True, choices=[('all', 'tổng số thành viên hội đồng'), ('present', 'số thành viên dự họp và cho ý kiến bằng văn bản'), ('valid', 'số phiếu hợp lệ')], editable=False, max_length=10, verbose_name='tính trên')),
                ('is_ballot_due', models.BooleanField(default=False, editable=False, verbose_name='phải bỏ phiếu')),
                ('confidence', models.CharField(blank=True, choices=[('VERIFIED', 'đã đối chiếu nguyên văn'), ('RESTATED', 'theo nguồn nhắc lại'), ('INFERRED', 'suy ra, chưa đối chiếu'), ('CONFLICT', 'các nguồn nói khác nhau'), ('DRAFT', 'theo dự thảo'), ('UNVERIFIED', 'chưa đối chiếu văn bản')], editable=False, max_length=20, verbose_name='mức đối chiếu')),
                ('discussion', models.TextField(blank=True, max_length=3000, verbose_name='ý kiến thảo luận')),
                ('dossier', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='council_items', to='dossiers.dossier', verbose_name='hồ sơ')),
                ('session', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='items', to='council_sessions.councilsession', verbose_name='phiên họp')),
            ],
            options={
                'verbose_name': 'mục trong chương trình',
                'ordering': ['session', 'position', 'pk'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('dossier__isnull', False)), fields=('session', 'dossier'), name='session_item_dossier_once'), models.CheckConstraint(condition=models.Q(('counted_of__in', ['', 'all', 'present', 'valid'])), name='session_item_counts_of_the_known'), models.CheckConstraint(condition=models.Q(('confidence__in', ['', 'VERIFIED', 'RESTATED', 'INFERRED', 'CONFLICT', 'DRAFT', 'UNVERIFIED'])), name='session_item_confidence_is_known'), models.CheckConstraint(condition=models.Q(models.Q(('dossier__isnull', False), models.Q(('threshold', ''), _negated=True), models.Q(('counted_of', ''), _negated=True), models.Q(('basis', ''), _negated=True)), models.Q(('basis', ''), ('counted_of', ''), ('dossier__isnull', True), ('is_ballot_due', False), ('threshold', '')), _connector='OR'), name='session_item_with_a_dossier_has_its_rule')],
            },
        ),
        migrations.CreateModel(
            name='Conflict',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('SELF', 'chính mình được xét'), ('COAUTHOR', 'đồng tác giả sáng kiến dùng để xét'), ('KIN', 'người thân được xét'), ('DECLARED', 'tự khai')], max_length=10, verbose_name='loại')),
                ('note', models.CharField(blank=True, max_length=500, verbose_name='nội dung khai')),
                ('stand', models.CharField(blank=True, choices=[('RECUSED', 'không tham gia'), ('STAYS', 'vẫn tham gia')], max_length=10, verbose_name='quyết định')),
                ('ruled_at', models.DateTimeField(editable=False, null=True, verbose_name='quyết định lúc')),
                ('ruled_by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='người quyết định')),
                ('seat', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='councils.seat', verbose_name='thành viên')),
                ('item', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='conflicts', to='council_sessions.item', verbose_name='mục')),
            ],
            options={
                'verbose_name': 'xung đột lợi ích',
                'ordering': ['item', 'seat__position', 'pk'],
                'constraints': [models.UniqueConstraint(fields=('item', 'seat'), name='session_conflict_once'), models.CheckConstraint(condition=models.Q(('kind__in', ['SELF', 'COAUTHOR', 'KIN', 'DECLARED'])), name='session_conflict_kind_is_known'), models.CheckConstraint(condition=models.Q(('stand__in', ['', 'RECUSED', 'STAYS'])), name='session_conflict_stand_is_known'), models.CheckConstraint(condition=models.Q(('kind', 'DECLARED'), models.Q(('stand', ''), _negated=True), _connector='OR'), name='session_conflict_on_record_stands'), models.CheckConstraint(condition=models.Q(models.Q(('kind', 'DECLARED'), _negated=True), models.Q(('note', ''), _negated=True), _connector='OR'), name='session_conflict_declared_says_why'), models.CheckConstraint(condition=models.Q(models.Q(('ruled_at__isnull', True), ('ruled_by__isnull', True)), models.Q(('ruled_at__isnull', False), ('ruled_by__isnull', False), models.Q(('stand', ''), _negated=True)), _connector='OR'), name='session_conflict_is_ruled_whole')],
            },
        ),
        migrations.CreateModel(
            name='ItemVote',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('manner', models.CharField(choices=[('HANDS', 'giơ tay'), ('PAPER', 'phiếu kín giấy'), ('SECRET', 'bỏ phiếu kín trên hệ thống')], max_length=10, verbose_name='cách biểu quyết')),
                ('agreed', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='đồng ý')),
                ('against', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='không đồng ý')),
                ('blank', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='không có ý kiến')),
                ('invalid', models.PositiveSmallIntegerField(default=0, verbose_name='phiếu không hợp lệ')),
                ('handed_out', models.PositiveSmallIntegerField(default=0, verbose_name='phiếu phát ra')),
                ('collected', models.PositiveSmallIntegerField(default=0, verbose_name='phiếu thu về')),
                ('voters', models.PositiveSmallIntegerField(editable=False, null=True, verbose_name='số người biểu quyết')),
                ('written', models.PositiveSmallIntegerField(default=0, editable=False, verbose_name='ý kiến bằng văn bản')),
                ('written_agreed', models.PositiveSmallIntegerField(default=0, editable=False, verbose_name='đồng ý bằng văn bản')),
                ('needed', models.PositiveSmallIntegerField(editable=False, null=True, verbose_name='số phiếu cần')),
                ('counted_of', models.PositiveSmallIntegerField(editable=False, null=True, verbose_name='tính trên')),
                ('is_passed', models.BooleanField(editable=False, null=True, verbose_name='thông qua')),
                ('checked_by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='người nhập lại')),
                ('entered_by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='người nhập')),
                ('item', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='vote', to='council_sessions.item', verbose_name='mục')),
                ('poll', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='ballots.poll', verbose_name='cuộc bỏ phiếu kín')),
            ],
            options={
                'verbose_name': 'biểu quyết của hội đồng',
                'ordering': ['item', 'pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('manner__in', ['HANDS', 'PAPER', 'SECRET'])), name='session_vote_manner_is_known'), models.CheckConstraint(condition=models.Q(models.Q(('against__isnull', True), ('agreed__isnull', True), ('blank__isnull', True)), models.Q(('against__isnull', False), ('agreed__isnull', False), ('blank__isnull', False)), _connector='OR'), name='session_vote_is_counted_whole'), models.CheckConstraint(condition=models.Q(models.Q(('manner', 'PAPER'), _negated=True), ('agreed__isnull', True), models.Q(('collected', django.db.models.expressions.CombinedExpression(django.db.models.expressions.CombinedExpression(django.db.models.expressions.CombinedExpression(models.F('agreed'), '+', models.F('against')), '+', models.F('blank')), '+', models.F('invalid'))), ('collected__lte', models.F('handed_out'))), _connector='OR'), name='session_paper_adds_up', violation_error_message='Tổng số phiếu phải bằng số phiếu thu về.'), models.CheckConstraint(condition=models.Q(('manner', 'PAPER'), models.Q(('checked_by__isnull', True), ('collected', 0), ('handed_out', 0), ('invalid', 0)), _connector='OR'), name='session_paper_alone_is_handed_out'), models.CheckConstraint(condition=models.Q(('checked_by__isnull', True), models.Q(('entered_by__isnull', False), models.Q(('checked_by', models.F('entered_by')), _negated=True)), _connector='OR'), name='session_paper_is_counted_by_two'), models.CheckConstraint(condition=models.Q(models.Q(('manner', 'SECRET'), ('poll__isnull', False)), models.Q(models.Q(('manner', 'SECRET'), _negated=True), ('poll__isnull', True)), _connector='OR'), name='session_secret_vote_has_its_poll'), models.CheckConstraint(condition=models.Q(('written_agreed__lte', models.F('written'))), name='session_written_adds_up'), models.CheckConstraint(condition=models.Q(('is_passed__isnull', True), models.Q(('agreed__isnull', False), ('counted_of__isnull', False), ('needed__isnull', False), ('voters__isnull', False), models.Q(('checked_by__isnull', False), models.Q(('manner', 'PAPER'), _negated=True), _connector='OR'), ('voters__gte', django.db.models.expressions.CombinedExpression(django.db.models.expressions.CombinedExpression(models.F('agreed'), '+', models.F('against')), '+', models.F('blank'))), models.Q(models.Q(('is_passed', True), ('needed__lte', django.db.models.expressions.CombinedExpression(models.F('agreed'), '+', models.F('written_agreed')))), models.Q(('is_passed', False), ('needed__gt', django.db.models.expressions.CombinedExpression(models.F('agreed'), '+', models.F('written_agreed')))), _connector='OR')), _connector='OR'), name='session_outcome_is_its_count')],
            },
        ),
        migrations.CreateModel(
            name='CountScan',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('original_name', models.CharField(max_length=200, verbose_name='tên tệp gốc')),
                ('content_type', models.CharField(max_length=100, verbose_name='loại tệp')),
                ('size', models.PositiveIntegerField(verbose_name='cỡ tệp (byte)')),
                ('sha256', models.CharField(max_length=64, verbose_name='mã băm')),
                ('uploaded_at', models.DateTimeField(verbose_name='gửi lúc')),
                ('uploaded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='người gửi')),
                ('vote', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='scans', to='council_sessions.itemvote', verbose_name='biểu quyết')),
            ],
            options={
                'verbose_name': 'bản chụp biên bản kiểm phiếu',
                'ordering': ['uploaded_at', 'pk'],
                'abstract': False,
                'constraints': [models.UniqueConstraint(fields=('vote', 'sha256'), name='session_count_scan_once')],
            },
        ),
        migrations.CreateModel(
            name='WrittenOpinion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('agrees', models.BooleanField(help_text='Để trống: không có ý kiến.', null=True, verbose_name='đồng ý')),
                ('item', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='opinions', to='council_sessions.item', verbose_name='mục')),
                ('seat', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='councils.seat', verbose_name='thành viên')),
            ],
            options={
                'verbose_name': 'ý kiến bằng văn bản',
                'ordering': ['item', 'seat__position', 'pk'],
                'constraints': [models.UniqueConstraint(fields=('item', 'seat'), name='session_opinion_once')],
            },
        ),
    ]
