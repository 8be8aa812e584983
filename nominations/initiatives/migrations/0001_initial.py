import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('ledger', '0003_year_registration'),
        ('registrations', '0001_initial'),
        ('school', '0005_kinship'),
        ('school', '__first__'),
        ('writings', '0002_outlines_of_the_state'),
    ]

    operations = [
        migrations.CreateModel(
            name='Solution',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('year', models.PositiveSmallIntegerField(help_text='Năm bắt đầu: 2022 là năm học 2022–2023.', verbose_name='năm học')),
                ('kind', models.CharField(choices=[('INITIATIVE', 'sáng kiến'), ('RESEARCH', 'đề tài, đề án khoa học đã nghiệm thu')], default='INITIATIVE', max_length=20, verbose_name='loại')),
                ('name', models.CharField(max_length=500, verbose_name='tên giải pháp')),
                ('level', models.CharField(choices=[('truong', 'cấp trường'), ('co_so', 'cấp cơ sở (quận, phường, Sở)'), ('tinh', 'cấp Thành phố, Bộ'), ('toan_quoc', 'toàn quốc')], default='truong', max_length=20, verbose_name='cấp đề nghị công nhận')),
                ('field', models.CharField(blank=True, max_length=200, verbose_name='lĩnh vực áp dụng')),
                ('first_applied_on', models.DateField(blank=True, null=True, verbose_name='áp dụng lần đầu ngày')),
                ('state', models.CharField(choices=[('IDEA', 'ý tưởng đã đăng ký'), ('TRYING', 'đang áp dụng thử'), ('SUBMITTED', 'đã nộp đơn'), ('RETURNED', 'trả lại để bổ sung'), ('IN_JUDGING', 'đang chấm'), ('RECOGNISED', 'đã công nhận'), ('REFUSED', 'không công nhận'), ('WITHDRAWN', 'đã rút')], default='IDEA', max_length=12, verbose_name='trạng thái')),
                ('begun_at', models.DateTimeField(verbose_name='lập lúc')),
                ('submitted_at', models.DateTimeField(editable=False, null=True, verbose_name='nộp lúc')),
                ('returned_parts', models.JSONField(blank=True, default=list, editable=False, verbose_name='phần cần bổ sung')),
                ('returned_reason', models.TextField(blank=True, editable=False, max_length=1000, verbose_name='lý do trả lại')),
                ('returned_until', models.DateField(blank=True, editable=False, null=True, verbose_name='bổ sung trước hết ngày')),
                ('returned_by', models.CharField(blank=True, editable=False, max_length=150, verbose_name='người trả lại')),
                ('version', models.PositiveIntegerField(default=1, editable=False, verbose_name='lần sửa')),
                ('search_key', models.CharField(editable=False, max_length=800, verbose_name='khóa tìm kiếm')),
                ('begun_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='người lập')),
                ('from_registration', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='solutions', to='registrations.registration', verbose_name='bản đăng ký')),
                ('group', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='solutions', to='school.group', verbose_name='tổ')),
                ('ledger_initiative', models.OneToOneField(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='solution', to='ledger.initiative', verbose_name='sáng kiến trong sổ')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='led_solutions', to='school.person', verbose_name='tác giả chủ trì')),
                ('school', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='solutions', to='school.school', verbose_name='trường')),
                ('writing', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='solution', to='writings.writing', verbose_name='mô tả sáng kiến')),
            ],
            options={
                'verbose_name': 'giải pháp',
                'ordering': ['-year', '-pk'],
                'indexes': [models.Index(fields=['school', '-year', '-id'], name='solution_by_year'), models.Index(fields=['school', 'state', '-year', '-id'], name='solution_by_state')],
                'constraints': [models.CheckConstraint(condition=models.Q(('state__in', ['IDEA', 'TRYING', 'SUBMITTED', 'RETURNED', 'IN_JUDGING', 'RECOGNISED', 'REFUSED', 'WITHDRAWN'])), name='solution_state_is_known'), models.CheckConstraint(condition=models.Q(('kind__in', ['INITIATIVE', 'RESEARCH'])), name='solution_kind_is_known'), models.CheckConstraint(condition=models.Q(('level__in', ['truong', 'co_so', 'tinh', 'toan_quoc'])), name='solution_level_is_known'), models.CheckConstraint(condition=models.Q(('name', ''), _negated=True), name='solution_has_a_name'), models.CheckConstraint(condition=models.Q(models.Q(('state__in', ('SUBMITTED', 'RETURNED', 'IN_JUDGING', 'RECOGNISED', 'REFUSED')), _negated=True), ('submitted_at__isnull', False), _connector='OR'), name='solution_submitted_has_its_moment'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'RETURNED'), _negated=True), models.Q(models.Q(('returned_reason', ''), _negated=True), ('returned_until__isnull', False)), _connector='OR'), name='solution_returned_with_reason_and_day'), models.CheckConstraint(condition=models.Q(('ledger_initiative__isnull', True), ('state', 'RECOGNISED'), _connector='OR'), name='solution_in_the_ledger_is_recognised')],
            },
        ),
        migrations.CreateModel(
            name='Fingerprint',
            fields=[
                ('solution', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='fingerprint', serialize=False, to='initiatives.solution', verbose_name='giải pháp')),
                ('version', models.PositiveIntegerField(verbose_name='của lần lưu mô tả')),
                ('shingles', models.BinaryField(verbose_name='các cụm từ')),
            ],
            options={
                'verbose_name': 'dấu vân chữ',
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='Comparison',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField(verbose_name='lần lưu mô tả đã so')),
                ('name', models.CharField(max_length=500, verbose_name='tên đã so')),
                ('texts', models.PositiveIntegerField(verbose_name='số bản mô tả đã so')),
                ('names', models.PositiveIntegerField(verbose_name='số tên sáng kiến đã so')),
                ('compared_at', models.DateTimeField(verbose_name='so lúc')),
                ('compared_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='người so')),
                ('solution', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='comparison', to='initiatives.solution', verbose_name='giải pháp')),
            ],
            options={
                'verbose_name': 'lần so trùng',
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='Author',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('outside_name', models.CharField(blank=True, max_length=100, verbose_name='họ và tên người ngoài trường')),
                ('outside_unit', models.CharField(blank=True, max_length=200, verbose_name='đơn vị')),
                ('share', models.PositiveSmallIntegerField(verbose_name='tỷ lệ đóng góp (%)')),
                ('position', models.PositiveSmallIntegerField(default=0, verbose_name='thứ tự')),
                ('confirmed_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='xác nhận lúc')),
                ('declined_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='từ chối lúc')),
                ('declined_reason', models.CharField(blank=True, editable=False, max_length=500, verbose_name='lý do từ chối')),
                ('person', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='solution_authorships', to='school.person', verbose_name='người của trường')),
                ('solution', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='authors', to='initiatives.solution', verbose_name='giải pháp')),
            ],
            options={
                'verbose_name': 'tác giả',
                'ordering': ['solution', 'position', 'pk'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('person__isnull', False)), fields=('solution', 'person'), name='solution_author_once', violation_error_message='Mỗi tác giả chỉ ghi một lần.'), models.CheckConstraint(condition=models.Q(models.Q(('outside_name', ''), ('outside_unit', ''), ('person__isnull', False)), models.Q(('person__isnull', True), models.Q(('outside_name', ''), _negated=True), models.Q(('outside_unit', ''), _negated=True)), _connector='OR'), name='solution_author_is_one', violation_error_message='Tác giả ngoài trường cần cả họ tên và đơn vị.'), models.CheckConstraint(condition=models.Q(('share__gte', 1), ('share__lte', 100)), name='solution_author_share_is_a_percentage', violation_error_message='Tỷ lệ đóng góp từ 1 đến 100.'), models.CheckConstraint(condition=models.Q(('confirmed_at__isnull', True), ('declined_at__isnull', True), _connector='OR'), name='solution_author_says_yes_or_no')],
            },
        ),
        migrations.CreateModel(
            name='Match',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('text_share', models.PositiveSmallIntegerField(default=0, verbose_name='phần mô tả giống (%)')),
                ('name_share', models.PositiveSmallIntegerField(default=0, verbose_name='tên giống (%)')),
                ('version', models.PositiveIntegerField(verbose_name='lần lưu mô tả đã so')),
                ('other_version', models.PositiveIntegerField(default=0, verbose_name='lần lưu mô tả kia đã so')),
                ('passages', models.JSONField(default=list, verbose_name='các đoạn giống')),
                ('author_note', models.TextField(blank=True, max_length=2000, verbose_name='giải trình của tác giả')),
                ('review_note', models.TextField(blank=True, max_length=2000, verbose_name='ý kiến đã xem xét')),
                ('reviewed_at', models.DateTimeField(blank=True, null=True, verbose_name='xem xét lúc')),
                ('reviewed_share', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='giống lúc xem xét (%)')),
                ('initiative', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='matched_by', to='ledger.initiative', verbose_name='sáng kiến trong sổ')),
                ('other', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='matched_by', to='initiatives.solution', verbose_name='giải pháp kia')),
                ('reviewed_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='người xem xét')),
                ('solution', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='matches', to='initiatives.solution', verbose_name='giải pháp')),
            ],
            options={
                'verbose_name': 'chỗ giống',
                'ordering': ['-text_share', '-name_share', 'pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('initiative__isnull', True), ('other__isnull', False)), models.Q(('initiative__isnull', False), ('other__isnull', True)), _connector='OR'), name='match_is_with_one'), models.CheckConstraint(condition=models.Q(('other__isnull', True), models.Q(('other', models.F('solution')), _negated=True), _connector='OR'), name='match_is_with_another'), models.UniqueConstraint(condition=models.Q(('other__isnull', False)), fields=('solution', 'other'), name='match_with_a_solution_once'), models.UniqueConstraint(condition=models.Q(('initiative__isnull', False)), fields=('solution', 'initiative'), name='match_with_an_initiative_once'), models.CheckConstraint(condition=models.Q(models.Q(('review_note', ''), ('reviewed_at__isnull', True), ('reviewed_by__isnull', True), ('reviewed_share__isnull', True)), models.Q(('reviewed_at__isnull', False), ('reviewed_by__isnull', False), ('reviewed_share__isnull', False), models.Q(('review_note', ''), _negated=True)), _connector='OR'), name='match_is_reviewed_with_a_note')],
            },
        ),
        migrations.CreateModel(
            name='Replication',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('who', models.CharField(max_length=200, verbose_name='người, đơn vị áp dụng')),
                ('place', models.CharField(max_length=200, verbose_name='áp dụng ở')),
                ('since', models.DateField(verbose_name='từ ngày')),
                ('result', models.TextField(blank=True, max_length=3000, verbose_name='kết quả')),
                ('logged_at', models.DateTimeField(verbose_name='ghi lúc')),
                ('logged_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='người ghi')),
                ('solution', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='replications', to='initiatives.solution', verbose_name='giải pháp')),
            ],
            options={
                'verbose_name': 'lần nhân rộng',
                'ordering': ['since', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Trial',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('place', models.CharField(blank=True, max_length=200, verbose_name='nơi khác')),
                ('starts_on', models.DateField(verbose_name='từ ngày')),
                ('ends_on', models.DateField(blank=True, null=True, verbose_name='đến ngày')),
                ('figures', models.JSONField(blank=True, default=list, verbose_name='số liệu trước và sau')),
                ('remarks', models.TextField(blank=True, max_length=3000, verbose_name='nhận xét')),
                ('confirmed_at', models.DateTimeField(editable=False, null=True, verbose_name='xác nhận lúc')),
                ('confirm_note', models.CharField(blank=True, editable=False, max_length=500, verbose_name='ý kiến của người xác nhận')),
                ('version', models.PositiveIntegerField(default=1, editable=False, verbose_name='lần sửa')),
                ('confirmed_by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='người xác nhận')),
                ('group', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='school.group', verbose_name='tổ')),
                ('school_class', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='school.schoolclass', verbose_name='lớp')),
                ('solution', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='trials', to='initiatives.solution', verbose_name='giải pháp')),
            ],
            options={
                'verbose_name': 'lần áp dụng thử',
                'ordering': ['starts_on', 'pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('ends_on__isnull', True), ('ends_on__gte', models.F('starts_on')), _connector='OR'), name='trial_ends_after_it_starts', violation_error_message='Ngày kết thúc không được trước ngày bắt đầu.'), models.CheckConstraint(condition=models.Q(models.Q(('group__isnull', True), ('place', ''), ('school_class__isnull', False)), models.Q(('group__isnull', False), ('place', ''), ('school_class__isnull', True)), models.Q(('group__isnull', True), ('school_class__isnull', True), models.Q(('place', ''), _negated=True)), _connector='OR'), name='trial_has_one_place', violation_error_message='Mỗi lần áp dụng ghi một lớp, một tổ, hoặc một nơi khác.'), models.CheckConstraint(condition=models.Q(models.Q(('confirmed_at__isnull', True), ('confirmed_by__isnull', True)), models.Q(('confirmed_at__isnull', False), ('confirmed_by__isnull', False)), _connector='OR'), name='trial_is_confirmed_by_somebody')],
            },
        ),
        migrations.CreateModel(
            name='SolutionFile',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('original_name', models.CharField(max_length=200, verbose_name='tên tệp gốc')),
                ('content_type', models.CharField(max_length=100, verbose_name='loại tệp')),
                ('size', models.PositiveIntegerField(verbose_name='cỡ tệp (byte)')),
                ('sha256', models.CharField(max_length=64, verbose_name='mã băm')),
                ('uploaded_at', models.DateTimeField(verbose_name='gửi lúc')),
                ('replication', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='files', to='initiatives.replication', verbose_name='lần nhân rộng')),
                ('solution', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='files', to='initiatives.solution', verbose_name='giải pháp')),
                ('uploaded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='người gửi')),
                ('trial', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='files', to='initiatives.trial', verbose_name='lần áp dụng thử')),
            ],
            options={
                'verbose_name': 'minh chứng',
                'ordering': ['uploaded_at', 'pk'],
                'constraints': [models.UniqueConstraint(fields=('solution', 'sha256'), name='solution_file_once'), models.CheckConstraint(condition=models.Q(('trial__isnull', True), ('replication__isnull', True), _connector='OR'), name='solution_file_shows_one_thing')],
            },
        ),
        migrations.CreateModel(
            name='Agreement',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('original_name', models.CharField(max_length=200, verbose_name='tên tệp gốc')),
                ('content_type', models.CharField(max_length=100, verbose_name='loại tệp')),
                ('size', models.PositiveIntegerField(verbose_name='cỡ tệp (byte)')),
                ('sha256', models.CharField(max_length=64, verbose_name='mã băm')),
                ('uploaded_at', models.DateTimeField(verbose_name='gửi lúc')),
                ('author', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='agreements', to='initiatives.author', verbose_name='đồng tác giả')),
                ('uploaded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='người gửi')),
            ],
            options={
                'verbose_name': 'giấy đồng ý của đồng tác giả',
                'ordering': ['uploaded_at', 'pk'],
                'abstract': False,
                'constraints': [models.UniqueConstraint(fields=('author', 'sha256'), name='solution_agreement_once')],
            },
        ),
    ]
