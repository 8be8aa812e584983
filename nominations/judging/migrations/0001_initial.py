import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('councils', '0001_initial'),
        ('documents', '0006_secretary_of_minutes'),
        ('initiatives', '0001_initial'),
        ('school', '0005_kinship'),
        ('school', '__first__'),
    ]

    operations = [
        migrations.CreateModel(
            name='CriteriaSet',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=200, verbose_name='tên bộ tiêu chí')),
                ('source', models.CharField(blank=True, help_text='Số, ký hiệu, ngày của hướng dẫn chấm; để trống nếu trường tự đặt.', max_length=500, verbose_name='theo văn bản')),
                ('confidence', models.CharField(choices=[('VERIFIED', 'đã đối chiếu nguyên văn'), ('RESTATED', 'theo nguồn nhắc lại'), ('INFERRED', 'suy ra, chưa đối chiếu'), ('CONFLICT', 'các nguồn nói khác nhau'), ('DRAFT', 'theo dự thảo'), ('UNVERIFIED', 'chưa đối chiếu văn bản')], default='UNVERIFIED', max_length=10, verbose_name='đối chiếu')),
                ('aggregation', models.CharField(choices=[('MEAN', 'trung bình cộng của các giám khảo'), ('TRIMMED', 'bỏ điểm cao nhất và thấp nhất rồi lấy trung bình (từ 3 giám khảo)')], default='MEAN', max_length=10, verbose_name='cách tính tổng điểm')),
                ('pass_mark', models.DecimalField(blank=True, decimal_places=1, help_text='Để trống nếu không quy định.', max_digits=6, null=True, verbose_name='tổng điểm đạt')),
                ('a_from', models.DecimalField(blank=True, decimal_places=1, max_digits=6, null=True, verbose_name='loại A từ')),
                ('b_from', models.DecimalField(blank=True, decimal_places=1, max_digits=6, null=True, verbose_name='loại B từ')),
                ('c_from', models.DecimalField(blank=True, decimal_places=1, max_digits=6, null=True, verbose_name='loại C từ')),
                ('version', models.PositiveIntegerField(default=1, editable=False, verbose_name='lần lưu')),
                ('search_key', models.CharField(editable=False, max_length=800, verbose_name='khóa tìm kiếm')),
                ('created_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='school.person', verbose_name='người lập')),
                ('school', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='school.school', verbose_name='trường')),
            ],
            options={
                'verbose_name': 'bộ tiêu chí chấm sáng kiến',
                'ordering': ['name', 'pk'],
                'indexes': [models.Index(fields=['school', 'name', 'id'], name='judging_set_by_name')],
                'constraints': [models.CheckConstraint(condition=models.Q(('confidence__in', ['VERIFIED', 'RESTATED', 'INFERRED', 'CONFLICT', 'DRAFT', 'UNVERIFIED'])), name='judging_set_confidence_is_known'), models.CheckConstraint(condition=models.Q(('aggregation__in', ['MEAN', 'TRIMMED'])), name='judging_set_aggregation_is_known'), models.CheckConstraint(condition=models.Q(('pass_mark__isnull', True), ('pass_mark__gte', 0), _connector='OR'), name='judging_set_pass_mark_not_negative', violation_error_message='Tổng điểm đạt không được âm.'), models.CheckConstraint(condition=models.Q(models.Q(('a_from__isnull', True), ('b_from__isnull', True), ('a_from__gt', models.F('b_from')), _connector='OR'), models.Q(('b_from__isnull', True), ('c_from__isnull', True), ('b_from__gt', models.F('c_from')), _connector='OR'), models.Q(('a_from__isnull', True), ('c_from__isnull', True), ('a_from__gt', models.F('c_from')), _connector='OR')), name='judging_set_bands_go_down', violation_error_message='Điểm của loại A phải cao hơn loại B, loại B cao hơn loại C.'), models.UniqueConstraint(fields=('school', 'name'), name='judging_set_name_once', violation_error_message='Trường đã có bộ tiêu chí mang tên này.')],
            },
        ),
        migrations.CreateModel(
            name='Criterion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveSmallIntegerField(default=0, verbose_name='thứ tự')),
                ('text', models.CharField(max_length=500, verbose_name='tiêu chí')),
                ('max_points', models.DecimalField(decimal_places=1, max_digits=5, verbose_name='điểm tối đa')),
                ('min_points', models.DecimalField(blank=True, decimal_places=1, max_digits=5, null=True, verbose_name='điểm tối thiểu (điều kiện loại)')),
                ('criteria_set', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='criteria', to='judging.criteriaset', verbose_name='bộ tiêu chí')),
            ],
            options={
                'verbose_name': 'tiêu chí chấm sáng kiến',
                'ordering': ['criteria_set_id', 'position', 'pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('max_points__gt', 0)), name='judging_points_are_positive', violation_error_message='Điểm tối đa phải lớn hơn 0.'), models.CheckConstraint(condition=models.Q(('min_points__isnull', True), models.Q(('min_points__gt', 0), ('min_points__lte', models.F('max_points'))), _connector='OR'), name='judging_least_points_are_reachable', violation_error_message='Điểm tối thiểu phải lớn hơn 0 và không quá điểm tối đa.')],
            },
        ),
        migrations.CreateModel(
            name='Entry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('verdict', models.CharField(blank=True, choices=[('RECOGNISED', 'công nhận'), ('REFUSED', 'không công nhận')], editable=False, max_length=12, verbose_name='kết luận')),
                ('reason', models.TextField(blank=True, max_length=2000, verbose_name='lý do')),
                ('roll', models.PositiveSmallIntegerField(editable=False, null=True, verbose_name='thứ tự trong quyết định')),
                ('concluded_by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='người kết luận')),
                ('decision', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='documents.document', verbose_name='quyết định')),
                ('revoked_by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='documents.document', verbose_name='văn bản thu hồi')),
                ('solution', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='judgings', to='initiatives.solution', verbose_name='giải pháp')),
            ],
            options={
                'verbose_name': 'giải pháp đưa ra chấm',
                'ordering': ['round_id', 'solution__person__sort_key', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Appeal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('state', models.CharField(choices=[('SENT', 'chờ trả lời'), ('REJUDGED', 'đang chấm lại'), ('ANSWERED', 'đã trả lời')], default='SENT', max_length=10, verbose_name='trạng thái')),
                ('reason', models.TextField(max_length=2000, verbose_name='lý do đề nghị')),
                ('sent_at', models.DateTimeField(verbose_name='gửi lúc')),
                ('answer', models.TextField(blank=True, editable=False, max_length=2000, verbose_name='trả lời')),
                ('answered_at', models.DateTimeField(editable=False, null=True, verbose_name='trả lời lúc')),
                ('answered_by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='người trả lời')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='school.person', verbose_name='người đề nghị')),
                ('entry', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='appeals', to='judging.entry', verbose_name='giải pháp')),
            ],
            options={
                'verbose_name': 'đề nghị xem xét lại',
                'ordering': ['-sent_at', '-pk'],
                'constraints': [models.UniqueConstraint(fields=('entry',), name='judging_appeal_once', violation_error_message='Giải pháp này đã có đề nghị xem xét lại.'), models.CheckConstraint(condition=models.Q(('state__in', ['SENT', 'REJUDGED', 'ANSWERED'])), name='judging_appeal_state_is_known'), models.CheckConstraint(condition=models.Q(models.Q(('answered_at__isnull', False), ('answered_by__isnull', False), ('state', 'ANSWERED'), models.Q(('answer', ''), _negated=True)), models.Q(models.Q(('state', 'ANSWERED'), _negated=True), ('answer', ''), ('answered_at__isnull', True)), _connector='OR'), name='judging_appeal_is_answered_in_words')],
            },
        ),
        migrations.CreateModel(
            name='Round',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('year', models.PositiveSmallIntegerField(help_text='Năm bắt đầu: 2022 là năm học 2022–2023.', verbose_name='năm học')),
                ('name', models.CharField(max_length=200, verbose_name='tên đợt chấm')),
                ('council', models.CharField(blank=True, help_text='Ví dụ: Quyết định số 45/QĐ-MNGB ngày 10/4/2023. Để trống khi đã chọn hội đồng.', max_length=300, verbose_name='quyết định thành lập hội đồng ngoài hệ thống')),
                ('body', models.ForeignKey(blank=True, help_text='Chọn hội đồng đã lập ở mục Hội đồng; thành viên được đưa sẵn vào danh sách.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='judging_rounds', to='councils.council', verbose_name='hội đồng sáng kiến')),
                ('opens_on', models.DateField(verbose_name='chấm từ ngày')),
                ('closes_on', models.DateField(verbose_name='hạn gửi phiếu chấm, hết ngày')),
                ('agreement', models.CharField(choices=[('NONE', 'không quy định'), ('HALF', 'quá nửa số thành viên'), ('TWO_THIRDS', 'từ 2/3 số thành viên'), ('SEVENTY', 'từ 70% số thành viên')], default='TWO_THIRDS', help_text='Mức 2/3, 70% theo quy chế của nơi khác, chưa đối chiếu văn bản: trường chọn theo quy chế của mình.', max_length=10, verbose_name='tỷ lệ thành viên đồng ý')),
                ('counts_closed_out', models.BooleanField(default=True, verbose_name='thành viên không được chấm một giải pháp vẫn tính vào tổng số thành viên')),
                ('appeal_days', models.PositiveSmallIntegerField(default=5, help_text='Kể từ ngày kết luận. 0: không nhận đề nghị.', verbose_name='số ngày được đề nghị xem xét lại')),
                ('state', models.CharField(choices=[('DRAFT', 'đang chuẩn bị'), ('OPEN', 'đang chấm'), ('COUNTED', 'đã tổng hợp điểm'), ('CONCLUDED', 'đã kết luận')], default='DRAFT', max_length=10, verbose_name='trạng thái')),
                ('concluded_on', models.DateField(editable=False, null=True, verbose_name='kết luận ngày')),
                ('version', models.PositiveIntegerField(default=1, editable=False, verbose_name='lần lưu')),
                ('search_key', models.CharField(editable=False, max_length=500, verbose_name='khóa tìm kiếm')),
                ('created_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='school.person', verbose_name='người lập')),
                ('criteria_set', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='rounds', to='judging.criteriaset', verbose_name='bộ tiêu chí')),
                ('minutes', models.OneToOneField(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='documents.document', verbose_name='biên bản')),
                ('school', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='judging_rounds', to='school.school', verbose_name='trường')),
            ],
            options={
                'verbose_name': 'đợt chấm sáng kiến',
                'ordering': ['-year', '-opens_on', '-pk'],
                'indexes': [models.Index(fields=['school', '-year', '-opens_on', '-id'], name='judging_round_by_year'), models.Index(fields=['school', 'state'], name='judging_round_by_state')],
                'constraints': [models.CheckConstraint(condition=models.Q(('state__in', ['DRAFT', 'OPEN', 'COUNTED', 'CONCLUDED'])), name='judging_round_state_is_known'), models.CheckConstraint(condition=models.Q(('body__isnull', True), ('council', ''), _connector='OR'), name='judging_council_is_told_once', violation_error_message='Đã chọn hội đồng của trường thì để trống quyết định ngoài hệ thống.'), models.CheckConstraint(condition=models.Q(('agreement__in', ['NONE', 'HALF', 'TWO_THIRDS', 'SEVENTY'])), name='judging_agreement_is_known'), models.CheckConstraint(condition=models.Q(('closes_on__gte', models.F('opens_on'))), name='judging_round_closes_after_it_opens', violation_error_message='Hạn gửi phiếu chấm phải từ ngày bắt đầu chấm trở đi.'), models.CheckConstraint(condition=models.Q(('appeal_days__lte', 60)), name='judging_appeal_days_are_few', violation_error_message='Thời gian đề nghị xem xét lại nhiều nhất 60 ngày.'), models.CheckConstraint(condition=models.Q(('state', 'DRAFT'), ('criteria_set__isnull', False), _connector='OR'), name='judging_round_has_its_criteria'), models.CheckConstraint(condition=models.Q(models.Q(('concluded_on__isnull', False), ('state', 'CONCLUDED')), models.Q(models.Q(('state', 'CONCLUDED'), _negated=True), ('concluded_on__isnull', True)), _connector='OR'), name='judging_round_is_concluded_on_a_day'), models.UniqueConstraint(fields=('school', 'year', 'name'), name='judging_round_name_once_a_year', violation_error_message='Năm học này đã có đợt chấm mang tên ấy.')],
            },
        ),
        migrations.CreateModel(
            name='Judge',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('duty', models.CharField(choices=[('CHAIR', 'chủ tịch hội đồng'), ('SECRETARY', 'thư ký'), ('MEMBER', 'ủy viên'), ('EXPERT', 'người được mời chấm')], default='MEMBER', max_length=10, verbose_name='nhiệm vụ')),
                ('excused_at', models.DateTimeField(editable=False, null=True, verbose_name='thôi chấm lúc')),
                ('excuse', models.CharField(blank=True, editable=False, max_length=500, verbose_name='lý do thôi chấm')),
                ('appeal', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='judges', to='judging.appeal', verbose_name='để chấm lại')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='school.person', verbose_name='người chấm')),
                ('round', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='judges', to='judging.round', verbose_name='đợt chấm')),
            ],
            options={
                'verbose_name': 'người chấm sáng kiến',
                'ordering': ['round_id', 'person__sort_key', 'pk'],
                'constraints': [models.UniqueConstraint(fields=('round', 'person'), name='judging_judge_once', violation_error_message='Người này đã có trong danh sách chấm.'), models.UniqueConstraint(condition=models.Q(('duty', 'CHAIR'), ('excused_at__isnull', True)), fields=('round',), name='judging_one_chair', violation_error_message='Hội đồng đã có chủ tịch.'), models.CheckConstraint(condition=models.Q(('duty__in', ['CHAIR', 'SECRETARY', 'MEMBER', 'EXPERT'])), name='judging_duty_is_known'), models.CheckConstraint(condition=models.Q(('excused_at__isnull', True), models.Q(('excuse', ''), _negated=True), _connector='OR'), name='judging_excused_with_a_reason')],
            },
        ),
        migrations.AddField(
            model_name='entry',
            name='round',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='entries', to='judging.round', verbose_name='đợt chấm'),
        ),
        migrations.CreateModel(
            name='Sheet',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('agrees', models.BooleanField(null=True, verbose_name='đề nghị công nhận')),
                ('note', models.TextField(blank=True, max_length=2000, verbose_name='nhận xét')),
                ('sent_at', models.DateTimeField(editable=False, null=True, verbose_name='gửi lúc')),
                ('is_barred', models.BooleanField(default=False, editable=False, verbose_name='không tính')),
                ('version', models.PositiveIntegerField(default=1, editable=False, verbose_name='lần lưu')),
                ('entry', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='sheets', to='judging.entry', verbose_name='giải pháp')),
                ('judge', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='sheets', to='judging.judge', verbose_name='người chấm')),
            ],
            options={
                'verbose_name': 'phiếu chấm sáng kiến',
                'ordering': ['entry__solution__person__sort_key', 'entry_id', 'pk'],
                'constraints': [models.UniqueConstraint(fields=('judge', 'entry'), name='judging_sheet_once'), models.CheckConstraint(condition=models.Q(('sent_at__isnull', True), ('agrees__isnull', False), _connector='OR'), name='judging_sheet_sent_says_yes_or_no')],
            },
        ),
        migrations.CreateModel(
            name='Mark',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('points', models.DecimalField(decimal_places=1, max_digits=5, verbose_name='điểm')),
                ('criterion', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='judging.criterion', verbose_name='tiêu chí')),
                ('sheet', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='marks', to='judging.sheet', verbose_name='phiếu chấm')),
            ],
            options={
                'verbose_name': 'điểm chấm sáng kiến',
                'ordering': ['sheet_id', 'criterion__position', 'pk'],
                'constraints': [models.UniqueConstraint(fields=('sheet', 'criterion'), name='judging_mark_once'), models.CheckConstraint(condition=models.Q(('points__gte', 0)), name='judging_mark_is_not_negative')],
            },
        ),
        migrations.CreateModel(
            name='Submission',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('level', models.CharField(choices=[('co_so', 'cấp cơ sở (quận, phường, Sở)'), ('tinh', 'cấp Thành phố, Bộ'), ('toan_quoc', 'toàn quốc')], max_length=20, verbose_name='cấp xét')),
                ('sent_on', models.DateField(verbose_name='trình ngày')),
                ('paper', models.CharField(help_text='Ví dụ: Tờ trình số 12/TTr-MNGB ngày 20/5/2023.', max_length=300, verbose_name='kèm văn bản')),
                ('verdict', models.CharField(blank=True, choices=[('RECOGNISED', 'công nhận'), ('REFUSED', 'không công nhận')], max_length=12, verbose_name='kết quả')),
                ('decision_number', models.CharField(blank=True, max_length=60, verbose_name='số quyết định')),
                ('decided_on', models.DateField(blank=True, null=True, verbose_name='ngày quyết định')),
                ('issuer', models.CharField(blank=True, max_length=200, verbose_name='cơ quan công nhận')),
                ('reason', models.CharField(blank=True, max_length=1000, verbose_name='lý do không công nhận')),
                ('version', models.PositiveIntegerField(default=1, editable=False, verbose_name='lần lưu')),
                ('school', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='school.school', verbose_name='trường')),
                ('solution', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='sent_up', to='initiatives.solution', verbose_name='giải pháp')),
            ],
            options={
                'verbose_name': 'lần trình cấp trên',
                'ordering': ['-sent_on', '-pk'],
                'indexes': [models.Index(fields=['school', '-sent_on', '-id'], name='judging_sent_up_by_day'), models.Index(fields=['school', 'verdict'], name='judging_sent_up_by_verdict')],
                'constraints': [models.UniqueConstraint(fields=('solution', 'level'), name='judging_sent_up_once_a_level', violation_error_message='Giải pháp này đã trình cấp ấy.'), models.CheckConstraint(condition=models.Q(('level__in', ['co_so', 'tinh', 'toan_quoc'])), name='judging_sent_up_to_a_higher_level'), models.CheckConstraint(condition=models.Q(('verdict__in', ['', 'RECOGNISED', 'REFUSED'])), name='judging_answer_is_known'), models.CheckConstraint(condition=models.Q(models.Q(('verdict', 'RECOGNISED'), _negated=True), models.Q(models.Q(('decision_number', ''), _negated=True), models.Q(('issuer', ''), _negated=True), ('decided_on__isnull', False)), _connector='OR'), name='judging_recognised_above_by_a_decision', violation_error_message='Giải pháp được công nhận thì ghi đủ số, ngày quyết định và cơ quan công nhận.')],
            },
        ),
        migrations.AddConstraint(
            model_name='entry',
            constraint=models.UniqueConstraint(fields=('round', 'solution'), name='judging_entry_once'),
        ),
        migrations.AddConstraint(
            model_name='entry',
            constraint=models.CheckConstraint(condition=models.Q(('verdict__in', ['', 'RECOGNISED', 'REFUSED'])), name='judging_verdict_is_known'),
        ),
        migrations.AddConstraint(
            model_name='entry',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('verdict', 'REFUSED'), _negated=True), models.Q(('reason', ''), _negated=True), _connector='OR'), name='judging_refused_with_a_reason'),
        ),
        migrations.AddConstraint(
            model_name='entry',
            constraint=models.CheckConstraint(condition=models.Q(('decision__isnull', True), models.Q(('roll__isnull', False), ('verdict', 'RECOGNISED')), _connector='OR'), name='judging_decided_is_recognised'),
        ),
    ]
