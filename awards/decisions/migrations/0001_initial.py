import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('documents', '0007_signed_copy_signatures'),
        ('dossiers', '0001_initial'),
        ('ledger', '0003_year_registration'),
        ('school', '0005_kinship'),
        ('school', '__first__'),
    ]

    operations = [
        migrations.CreateModel(
            name='AwardDecision',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('origin', models.CharField(choices=[('HERE', 'trường quyết định'), ('SUPERIOR', 'cấp trên quyết định')], default='HERE', max_length=10, verbose_name='người quyết định')),
                ('name', models.CharField(max_length=300, verbose_name='nội dung khen thưởng')),
                ('year', models.PositiveSmallIntegerField(help_text='Năm bắt đầu: 2022 là năm học 2022–2023.', verbose_name='năm học')),
                ('merit', models.CharField(choices=[('cong_trang', 'công trạng'), ('chuyen_de', 'phong trào thi đua, chuyên đề'), ('dot_xuat', 'đột xuất'), ('cong_hien', 'quá trình cống hiến'), ('nien_han', 'niên hạn'), ('doi_ngoai', 'đối ngoại')], default='cong_trang', max_length=20, verbose_name='loại hình khen thưởng')),
                ('fund', models.CharField(choices=[('EMULATION', 'quỹ thi đua, khen thưởng'), ('BONUS', 'quỹ tiền thưởng'), ('NONE', 'không kèm tiền thưởng')], default='EMULATION', max_length=10, verbose_name='nguồn tiền thưởng')),
                ('no_council_reason', models.CharField(blank=True, max_length=500, verbose_name='lý do khen không qua hội đồng')),
                ('number', models.CharField(blank=True, max_length=60, verbose_name='số quyết định của cấp trên')),
                ('decided_on', models.DateField(blank=True, null=True, verbose_name='ngày quyết định của cấp trên')),
                ('issuer', models.CharField(blank=True, max_length=200, verbose_name='người, cơ quan quyết định')),
                ('state', models.CharField(choices=[('DRAFT', 'đang soạn'), ('IN_FORCE', 'có hiệu lực'), ('REPLACED', 'đã thay thế'), ('CANCELLED', 'đã hủy')], default='DRAFT', max_length=10, verbose_name='trạng thái')),
                ('version', models.PositiveIntegerField(default=1, editable=False, verbose_name='lần lưu')),
                ('search_key', models.CharField(editable=False, max_length=700, verbose_name='khóa tìm kiếm')),
                ('created_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='school.person', verbose_name='người lập')),
                ('document', models.OneToOneField(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='documents.document', verbose_name='văn bản')),
                ('replaces', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='replaced_by', to='decisions.awarddecision', verbose_name='thay quyết định')),
                ('review', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='award_decisions', to='dossiers.review', verbose_name='đợt xét')),
                ('school', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='award_decisions', to='school.school', verbose_name='trường')),
            ],
            options={
                'verbose_name': 'quyết định khen thưởng',
                'ordering': ['-year', '-pk'],
                'indexes': [models.Index(fields=['school', '-year', '-id'], name='award_decision_by_year'), models.Index(fields=['school', 'state'], name='award_decision_by_state')],
                'constraints': [models.CheckConstraint(condition=models.Q(('origin__in', ['HERE', 'SUPERIOR'])), name='award_decision_origin_is_known'), models.CheckConstraint(condition=models.Q(('state__in', ['DRAFT', 'IN_FORCE', 'REPLACED', 'CANCELLED'])), name='award_decision_state_is_known'), models.CheckConstraint(condition=models.Q(('merit__in', ['cong_trang', 'chuyen_de', 'dot_xuat', 'cong_hien', 'nien_han', 'doi_ngoai'])), name='award_decision_merit_is_known'), models.CheckConstraint(condition=models.Q(('fund__in', ['EMULATION', 'BONUS', 'NONE'])), name='award_decision_fund_is_known'), models.CheckConstraint(condition=models.Q(models.Q(('decided_on__isnull', True), ('issuer', ''), ('number', ''), ('origin', 'HERE')), models.Q(('decided_on__isnull', False), ('document__isnull', True), ('origin', 'SUPERIOR'), models.Q(('number', ''), _negated=True), models.Q(('issuer', ''), _negated=True)), _connector='OR'), name='award_decision_is_ours_or_a_superiors'), models.CheckConstraint(condition=models.Q(('origin', 'SUPERIOR'), ('state', 'DRAFT'), ('document__isnull', False), _connector='OR'), name='award_decision_stands_by_its_paper'), models.CheckConstraint(condition=models.Q(('replaces__isnull', True), models.Q(('replaces', models.F('pk')), _negated=True), _connector='OR'), name='award_decision_replaces_another'), models.UniqueConstraint(condition=models.Q(('origin', 'SUPERIOR')), fields=('school', 'number', 'issuer'), name='award_decision_of_a_superior_once', violation_error_message='Quyết định này của cấp trên đã được ghi.')],
            },
        ),
        migrations.CreateModel(
            name='Cancellation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('ground', models.CharField(choices=[('a', 'gian dối trong kê khai'), ('b', 'cung cấp thông tin sai, giả hồ sơ'), ('c', 'thẩm định, xét, duyệt trái quy định'), ('d', 'có kết luận, bản án về vi phạm trong thời gian lập thành tích')], max_length=1, verbose_name='lý do hủy')),
                ('finding', models.TextField(max_length=1000, verbose_name='kết luận làm căn cứ hủy')),
                ('found_on', models.DateField(verbose_name='ngày kết luận')),
                ('number', models.CharField(blank=True, max_length=60, verbose_name='số quyết định hủy của cấp trên')),
                ('decided_on', models.DateField(blank=True, null=True, verbose_name='ngày quyết định hủy của cấp trên')),
                ('issuer', models.CharField(blank=True, max_length=200, verbose_name='người, cơ quan quyết định hủy')),
                ('state', models.CharField(choices=[('DRAFT', 'đang soạn'), ('IN_FORCE', 'có hiệu lực')], default='DRAFT', max_length=10, verbose_name='trạng thái')),
                ('version', models.PositiveIntegerField(default=1, editable=False, verbose_name='lần lưu')),
                ('created_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='school.person', verbose_name='người lập')),
                ('decision', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='cancellations', to='decisions.awarddecision', verbose_name='quyết định bị hủy')),
                ('document', models.OneToOneField(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='documents.document', verbose_name='văn bản')),
            ],
            options={
                'verbose_name': 'hủy quyết định khen thưởng',
                'ordering': ['decision', '-pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('state__in', ['DRAFT', 'IN_FORCE'])), name='cancellation_state_is_known'), models.CheckConstraint(condition=models.Q(('ground__in', ['a', 'b', 'c', 'd'])), name='cancellation_ground_is_known'), models.CheckConstraint(condition=models.Q(('state', 'DRAFT'), ('document__isnull', False), models.Q(('number', ''), _negated=True), _connector='OR'), name='cancellation_stands_by_its_paper'), models.CheckConstraint(condition=models.Q(models.Q(('decided_on__isnull', True), ('issuer', ''), ('number', '')), models.Q(('decided_on__isnull', False), ('document__isnull', True), models.Q(('number', ''), _negated=True), models.Q(('issuer', ''), _negated=True)), _connector='OR'), name='cancellation_is_ours_or_a_superiors'), models.UniqueConstraint(condition=models.Q(('state', 'DRAFT')), fields=('decision',), name='cancellation_one_at_a_time', violation_error_message='Quyết định này đang có một lần hủy chưa ban hành.')],
            },
        ),
        migrations.CreateModel(
            name='AwardLine',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveSmallIntegerField(verbose_name='số thứ tự')),
                ('holder_kind', models.CharField(choices=[('PERSON', 'cá nhân'), ('GROUP', 'tổ'), ('SCHOOL', 'trường'), ('PUPIL', 'học sinh'), ('CLASS', 'lớp'), ('OUTSIDER', 'người, đơn vị ngoài trường')], max_length=10, verbose_name='loại đối tượng')),
                ('holder_name', models.CharField(max_length=200, verbose_name='tên ghi trong quyết định')),
                ('unit', models.CharField(blank=True, max_length=300, verbose_name='chức vụ, đơn vị')),
                ('code', models.CharField(max_length=30, verbose_name='mã danh hiệu, hình thức')),
                ('honor_name', models.CharField(max_length=200, verbose_name='danh hiệu, hình thức')),
                ('is_title', models.BooleanField(default=False, verbose_name='là danh hiệu thi đua')),
                ('citation', models.CharField(blank=True, max_length=500, verbose_name='thành tích')),
                ('amount', models.PositiveBigIntegerField(default=0, verbose_name='tiền thưởng')),
                ('amount_reason', models.CharField(blank=True, max_length=300, verbose_name='cách tính tiền thưởng')),
                ('was_known', models.BooleanField(default=False, editable=False, verbose_name='sổ đã có từ trước')),
                ('is_live', models.BooleanField(default=True, editable=False, verbose_name='còn được tính')),
                ('search_key', models.CharField(editable=False, max_length=800, verbose_name='khóa tìm kiếm')),
                ('decision', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='lines', to='decisions.awarddecision', verbose_name='quyết định khen thưởng')),
                ('dossier', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='award_lines', to='dossiers.dossier', verbose_name='hồ sơ')),
                ('entry', models.OneToOneField(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='award_line', to='ledger.honorentry', verbose_name='dòng sổ khen thưởng')),
                ('group', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='award_lines', to='school.group', verbose_name='tổ')),
                ('outsider', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='award_lines', to='dossiers.outsider', verbose_name='người ngoài trường')),
                ('person', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='award_lines', to='school.person', verbose_name='cá nhân')),
                ('pupil', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='award_lines', to='school.pupil', verbose_name='học sinh')),
                ('school_class', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='award_lines', to='school.schoolclass', verbose_name='lớp')),
                ('cancellation', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='lines', to='decisions.cancellation', verbose_name='lần hủy')),
            ],
            options={
                'verbose_name': 'người, tập thể được khen',
                'ordering': ['decision', 'position', 'pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('group__isnull', True), ('holder_kind', 'PERSON'), ('outsider__isnull', True), ('person__isnull', False), ('pupil__isnull', True), ('school_class__isnull', True)), models.Q(('group__isnull', False), ('holder_kind', 'GROUP'), ('outsider__isnull', True), ('person__isnull', True), ('pupil__isnull', True), ('school_class__isnull', True)), models.Q(('group__isnull', True), ('holder_kind', 'PUPIL'), ('outsider__isnull', True), ('person__isnull', True), ('pupil__isnull', False), ('school_class__isnull', True)), models.Q(('group__isnull', True), ('holder_kind', 'CLASS'), ('outsider__isnull', True), ('person__isnull', True), ('pupil__isnull', True), ('school_class__isnull', False)), models.Q(('group__isnull', True), ('holder_kind', 'OUTSIDER'), ('outsider__isnull', False), ('person__isnull', True), ('pupil__isnull', True), ('school_class__isnull', True)), models.Q(('group__isnull', True), ('holder_kind', 'SCHOOL'), ('outsider__isnull', True), ('person__isnull', True), ('pupil__isnull', True), ('school_class__isnull', True)), _connector='OR'), name='award_line_has_one_holder'), models.UniqueConstraint(fields=('decision', 'position'), name='award_line_position_once'), models.UniqueConstraint(condition=models.Q(('dossier__isnull', False), ('is_live', True)), fields=('dossier',), name='award_line_of_a_dossier_once', violation_error_message='Hồ sơ này đã nằm trong một quyết định khen thưởng khác.'), models.UniqueConstraint(condition=models.Q(('person__isnull', False)), fields=('decision', 'person', 'code'), name='award_line_of_a_person_once'), models.UniqueConstraint(condition=models.Q(('group__isnull', False)), fields=('decision', 'group', 'code'), name='award_line_of_a_group_once'), models.UniqueConstraint(condition=models.Q(('pupil__isnull', False)), fields=('decision', 'pupil', 'code'), name='award_line_of_a_pupil_once'), models.UniqueConstraint(condition=models.Q(('school_class__isnull', False)), fields=('decision', 'school_class', 'code'), name='award_line_of_a_school_class_once'), models.UniqueConstraint(condition=models.Q(('outsider__isnull', False)), fields=('decision', 'outsider', 'code'), name='award_line_of_a_outsider_once'), models.UniqueConstraint(condition=models.Q(('holder_kind', 'SCHOOL')), fields=('decision', 'code'), name='award_line_of_the_school_once')],
            },
        ),
        migrations.CreateModel(
            name='DecisionFile',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('original_name', models.CharField(max_length=200, verbose_name='tên tệp gốc')),
                ('content_type', models.CharField(max_length=100, verbose_name='loại tệp')),
                ('size', models.PositiveIntegerField(verbose_name='cỡ tệp (byte)')),
                ('sha256', models.CharField(max_length=64, verbose_name='mã băm')),
                ('uploaded_at', models.DateTimeField(verbose_name='gửi lúc')),
                ('decision', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='files', to='decisions.awarddecision', verbose_name='quyết định khen thưởng')),
                ('uploaded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='người gửi')),
            ],
            options={
                'verbose_name': 'bản chụp quyết định',
                'ordering': ['uploaded_at', 'pk'],
                'abstract': False,
                'constraints': [models.UniqueConstraint(fields=('decision', 'sha256'), name='decision_file_once')],
            },
        ),
        migrations.CreateModel(
            name='Refusal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reason', models.CharField(blank=True, max_length=500, verbose_name='lý do cấp trên nêu')),
                ('decision', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='refusals', to='decisions.awarddecision', verbose_name='quyết định của cấp trên')),
                ('dossier', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='superior_refusal', to='dossiers.dossier', verbose_name='hồ sơ')),
            ],
            options={
                'verbose_name': 'hồ sơ cấp trên không khen',
                'ordering': ['decision', 'pk'],
            },
        ),
    ]
