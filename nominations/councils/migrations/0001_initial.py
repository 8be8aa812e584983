import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('documents', '0006_secretary_of_minutes'),
        ('school', '0005_kinship'),
    ]

    operations = [
        migrations.CreateModel(
            name='Council',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('decision_named', models.CharField(blank=True, editable=False, max_length=300, verbose_name='quyết định ban hành ngoài hệ thống')),
                ('begins_on', models.DateField(blank=True, editable=False, null=True, verbose_name='có hiệu lực từ ngày')),
                ('kind', models.CharField(choices=[('AWARDS', 'hội đồng thi đua, khen thưởng'), ('INITIATIVES', 'hội đồng sáng kiến'), ('CONTEST', 'hội đồng chấm thi')], default='AWARDS', max_length=12, verbose_name='loại hội đồng')),
                ('name', models.CharField(max_length=200, verbose_name='tên hội đồng')),
                ('year', models.PositiveSmallIntegerField(help_text='Năm bắt đầu: 2022 là năm học 2022–2023.', verbose_name='năm học')),
                ('state', models.CharField(choices=[('DRAFT', 'đang lập'), ('STANDING', 'đang hoạt động'), ('ENDED', 'đã hết nhiệm kỳ')], default='DRAFT', max_length=10, verbose_name='trạng thái')),
                ('quorum', models.CharField(choices=[('more than 1/2', 'quá nửa tổng số thành viên'), ('2/3', 'từ 2/3 tổng số thành viên'), ('4/5', 'từ 80% tổng số thành viên')], default='2/3', max_length=20, verbose_name='phiên họp hợp lệ khi có mặt')),
                ('regulations', models.TextField(blank=True, max_length=5000, verbose_name='quy chế làm việc')),
                ('ends_on', models.DateField(editable=False, null=True, verbose_name='hết nhiệm kỳ ngày')),
                ('version', models.PositiveIntegerField(default=1, editable=False, verbose_name='lần lưu')),
                ('search_key', models.CharField(editable=False, max_length=500, verbose_name='khóa tìm kiếm')),
                ('created_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='school.person', verbose_name='người lập')),
                ('decision', models.OneToOneField(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='documents.document', verbose_name='quyết định')),
                ('replaces', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='replaced_by', to='councils.council', verbose_name='thay hội đồng')),
                ('school', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='councils', to='school.school', verbose_name='trường')),
            ],
            options={
                'verbose_name': 'hội đồng',
                'ordering': ['-year', 'kind', '-pk'],
                'indexes': [models.Index(fields=['school', '-year', 'kind', '-id'], name='council_by_year'), models.Index(fields=['school', 'state'], name='council_by_state')],
                'constraints': [models.CheckConstraint(condition=models.Q(('kind__in', ['AWARDS', 'INITIATIVES', 'CONTEST'])), name='council_kind_is_known'), models.CheckConstraint(condition=models.Q(('state__in', ['DRAFT', 'STANDING', 'ENDED'])), name='council_state_is_known'), models.CheckConstraint(condition=models.Q(('quorum__in', {'2/3': 'từ 2/3 tổng số thành viên', '4/5': 'từ 80% tổng số thành viên', 'more than 1/2': 'quá nửa tổng số thành viên'})), name='council_quorum_is_known'), models.CheckConstraint(condition=models.Q(models.Q(('begins_on__isnull', True), ('ends_on__isnull', True), ('state', 'DRAFT')), models.Q(('begins_on__isnull', False), ('ends_on__isnull', True), ('state', 'STANDING')), models.Q(('begins_on__isnull', False), ('ends_on__gte', models.F('begins_on')), ('state', 'ENDED')), _connector='OR'), name='council_has_the_days_of_its_state'), models.CheckConstraint(condition=models.Q(('state', 'DRAFT'), ('decision__isnull', False), models.Q(('decision_named', ''), _negated=True), _connector='OR'), name='council_stands_by_a_decision'), models.UniqueConstraint(fields=('school', 'year', 'name'), name='council_name_once_a_year', violation_error_message='Năm học này đã có hội đồng mang tên ấy.'), models.UniqueConstraint(condition=models.Q(('kind__in', ('AWARDS', 'INITIATIVES')), ('state', 'STANDING')), fields=('school', 'kind'), name='council_one_of_a_kind', violation_error_message='Trường đang có một hội đồng cùng loại hoạt động.')],
            },
        ),
        migrations.CreateModel(
            name='Renewal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('decision_named', models.CharField(blank=True, editable=False, max_length=300, verbose_name='quyết định ban hành ngoài hệ thống')),
                ('begins_on', models.DateField(blank=True, editable=False, null=True, verbose_name='có hiệu lực từ ngày')),
                ('reason', models.CharField(max_length=500, verbose_name='lý do kiện toàn')),
                ('state', models.CharField(choices=[('DRAFT', 'đang lập'), ('IN_FORCE', 'đã có hiệu lực')], default='DRAFT', max_length=10, verbose_name='trạng thái')),
                ('version', models.PositiveIntegerField(default=1, editable=False, verbose_name='lần lưu')),
                ('council', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='renewals', to='councils.council', verbose_name='hội đồng')),
                ('created_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='school.person', verbose_name='người lập')),
                ('decision', models.OneToOneField(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='documents.document', verbose_name='quyết định')),
            ],
            options={
                'verbose_name': 'kiện toàn hội đồng',
                'ordering': ['council_id', '-pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('state__in', ['DRAFT', 'IN_FORCE'])), name='renewal_state_is_known'), models.CheckConstraint(condition=models.Q(models.Q(('begins_on__isnull', True), ('state', 'DRAFT')), models.Q(('begins_on__isnull', False), ('state', 'IN_FORCE'), models.Q(('decision__isnull', False), models.Q(('decision_named', ''), _negated=True), _connector='OR')), _connector='OR'), name='renewal_is_in_force_by_a_decision'), models.UniqueConstraint(condition=models.Q(('state', 'DRAFT')), fields=('council',), name='renewal_one_at_a_time', violation_error_message='Hội đồng đang có một lần kiện toàn chưa ban hành quyết định.')],
            },
        ),
        migrations.CreateModel(
            name='Seat',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('outside_name', models.CharField(blank=True, max_length=100, verbose_name='họ tên người ngoài trường')),
                ('outside_post', models.CharField(blank=True, max_length=200, verbose_name='chức vụ, đơn vị của người ngoài trường')),
                ('function', models.CharField(choices=[('CHAIR', 'Chủ tịch'), ('DEPUTY', 'Phó Chủ tịch'), ('SECRETARY', 'Thư ký'), ('MEMBER', 'Ủy viên')], default='MEMBER', max_length=10, verbose_name='chức danh')),
                ('stands_for', models.CharField(blank=True, max_length=200, verbose_name='đại diện cho')),
                ('duties', models.CharField(blank=True, max_length=500, verbose_name='nhiệm vụ được phân công')),
                ('position', models.PositiveSmallIntegerField(default=0, verbose_name='thứ tự')),
                ('begins_on', models.DateField(editable=False, null=True, verbose_name='từ ngày')),
                ('ends_on', models.DateField(editable=False, null=True, verbose_name='đến hết ngày')),
                ('why_ended', models.CharField(blank=True, editable=False, max_length=500, verbose_name='lý do thôi')),
                ('council', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='seats', to='councils.council', verbose_name='hội đồng')),
                ('person', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='council_seats', to='school.person', verbose_name='viên chức')),
                ('renewal', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='seats', to='councils.renewal', verbose_name='lần kiện toàn')),
            ],
            options={
                'verbose_name': 'thành viên hội đồng',
                'ordering': ['council_id', 'position', 'pk'],
                'indexes': [models.Index(fields=['person', 'begins_on'], name='seat_by_person')],
                'constraints': [models.CheckConstraint(condition=models.Q(('function__in', ['CHAIR', 'DEPUTY', 'SECRETARY', 'MEMBER'])), name='seat_function_is_known'), models.CheckConstraint(condition=models.Q(models.Q(('outside_name', ''), ('outside_post', ''), ('person__isnull', False)), models.Q(('person__isnull', True), models.Q(('outside_name', ''), _negated=True), models.Q(('outside_post', ''), _negated=True)), _connector='OR'), name='seat_is_of_one_person', violation_error_message='Thầy/cô chọn một viên chức của trường, hoặc ghi họ tên, đơn vị của người ngoài.'), models.CheckConstraint(condition=models.Q(models.Q(('ends_on__isnull', True), ('why_ended', '')), models.Q(('ends_on__gte', models.F('begins_on')), models.Q(('why_ended', ''), _negated=True)), _connector='OR'), name='seat_ends_after_it_begins_for_a_reason'), models.UniqueConstraint(condition=models.Q(('begins_on__isnull', False), ('ends_on__isnull', True)), fields=('council', 'person'), name='seat_person_once_sitting', violation_error_message='Mỗi người chỉ có một chức danh trong hội đồng.'), models.UniqueConstraint(condition=models.Q(('begins_on__isnull', True)), fields=('council', 'person'), name='seat_person_once_proposed', violation_error_message='Mỗi người chỉ có một chức danh trong hội đồng.'), models.UniqueConstraint(condition=models.Q(('function', 'CHAIR'), ('begins_on__isnull', False), ('ends_on__isnull', True)), fields=('council',), name='seat_one_chair_sitting', violation_error_message='Hội đồng chỉ có một Chủ tịch.'), models.UniqueConstraint(condition=models.Q(('function', 'CHAIR'), ('begins_on__isnull', True)), fields=('council',), name='seat_one_chair_proposed', violation_error_message='Hội đồng chỉ có một Chủ tịch.'), models.UniqueConstraint(condition=models.Q(('function', 'SECRETARY'), ('begins_on__isnull', False), ('ends_on__isnull', True)), fields=('council',), name='seat_one_secretary_sitting', violation_error_message='Hội đồng chỉ có một Thư ký.'), models.UniqueConstraint(condition=models.Q(('function', 'SECRETARY'), ('begins_on__isnull', True)), fields=('council',), name='seat_one_secretary_proposed', violation_error_message='Hội đồng chỉ có một Thư ký.')],
            },
        ),
    ]
