import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('campaigns', '0001_initial'),
        ('contests', '0001_initial'),
        ('ledger', '0003_year_registration'),
        ('registrations', '0001_initial'),
        ('school', '0005_kinship'),
        ('school', '__first__'),
        ('writings', '0002_outlines_of_the_state'),
    ]

    operations = [
        migrations.CreateModel(
            name='Dossier',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('holder_kind', models.CharField(choices=[('PERSON', 'cá nhân'), ('GROUP', 'tổ'), ('SCHOOL', 'trường'), ('PUPIL', 'học sinh'), ('CLASS', 'lớp'), ('OUTSIDER', 'người, đơn vị ngoài trường')], max_length=10, verbose_name='loại đối tượng')),
                ('code', models.CharField(max_length=30, verbose_name='mã danh hiệu, hình thức')),
                ('honor_name', models.CharField(max_length=200, verbose_name='danh hiệu, hình thức đề nghị')),
                ('summary', models.TextField(blank=True, max_length=1000, verbose_name='tóm tắt thành tích')),
                ('merit_on', models.DateField(blank=True, help_text='Với thành tích đột xuất.', null=True, verbose_name='ngày lập thành tích')),
                ('twin_reason', models.CharField(blank=True, help_text='Chỉ khi thành tích này đã có hồ sơ, quyết định khác (Luật 06/2022/QH15, Điều 5).', max_length=500, verbose_name='lý do đề nghị thêm cho cùng một thành tích')),
                ('state', models.CharField(choices=[('DRAFT', 'đang soạn'), ('TO_GROUP', 'chờ tổ bình xét'), ('GROUP_REFUSED', 'tổ không đề nghị'), ('SUBMITTED', 'đã nộp, chờ thẩm định'), ('RETURNED', 'trả lại để bổ sung'), ('APPRAISED', 'đã thẩm định'), ('TO_COUNCIL', 'trình hội đồng'), ('AWARDED', 'hội đồng đề nghị khen'), ('NOT_AWARDED', 'hội đồng không đề nghị'), ('WITHDRAWN', 'đã rút')], default='DRAFT', max_length=15, verbose_name='trạng thái')),
                ('written_at', models.DateTimeField(verbose_name='lập lúc')),
                ('handed_in_at', models.DateTimeField(editable=False, null=True, verbose_name='nộp lúc')),
                ('is_late', models.BooleanField(default=False, editable=False, verbose_name='nộp sau hạn')),
                ('opened_at', models.DateTimeField(editable=False, null=True, verbose_name='bắt đầu thẩm định lúc')),
                ('returned_to', models.CharField(blank=True, editable=False, max_length=15, verbose_name='trả về bước')),
                ('returned_fields', models.JSONField(blank=True, default=list, editable=False, verbose_name='mục cần bổ sung')),
                ('returned_reason', models.TextField(blank=True, editable=False, max_length=1000, verbose_name='lý do trả lại')),
                ('returned_until', models.DateField(blank=True, editable=False, null=True, verbose_name='bổ sung trước hết ngày')),
                ('returned_by', models.CharField(blank=True, editable=False, max_length=150, verbose_name='người trả lại')),
                ('paused_on', models.DateField(blank=True, editable=False, null=True, verbose_name='tạm dừng xét từ ngày')),
                ('pause_reason', models.CharField(blank=True, editable=False, max_length=500, verbose_name='lý do tạm dừng xét')),
                ('disputed_on', models.DateField(blank=True, editable=False, null=True, verbose_name='có khiếu nại từ ngày')),
                ('waived', models.JSONField(blank=True, default=list, editable=False, verbose_name='điều kiện được bỏ qua')),
                ('version', models.PositiveIntegerField(default=1, editable=False, verbose_name='lần sửa')),
                ('sort_key', models.CharField(editable=False, max_length=1000, verbose_name='khóa sắp xếp')),
                ('search_key', models.CharField(editable=False, max_length=800, verbose_name='khóa tìm kiếm')),
                ('campaign', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='campaigns.campaign', verbose_name='phong trào có thành tích')),
                ('contest', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='contests.contest', verbose_name='thành tích ở hội thi')),
                ('group', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='dossiers', to='school.group', verbose_name='tổ')),
                ('initiatives', models.ManyToManyField(blank=True, related_name='+', to='ledger.initiative', verbose_name='sáng kiến, đề tài dùng để xét')),
                ('person', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='dossiers', to='school.person', verbose_name='cá nhân')),
                ('pupil', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='dossiers', to='school.pupil', verbose_name='học sinh')),
                ('registration', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='registrations.registration', verbose_name='từ bản đăng ký')),
                ('report', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='dossier', to='writings.writing', verbose_name='báo cáo thành tích')),
                ('school', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='school.school', verbose_name='trường')),
                ('school_class', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='dossiers', to='school.schoolclass', verbose_name='lớp')),
                ('team', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='school.group', verbose_name='tổ bình xét')),
                ('written_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='người lập')),
            ],
            options={
                'verbose_name': 'hồ sơ',
                'ordering': ['sort_key', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Assessment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('made_at', models.DateTimeField(verbose_name='xét lúc')),
                ('code', models.CharField(max_length=30, verbose_name='mã danh hiệu, hình thức')),
                ('regime', models.CharField(max_length=30, verbose_name='thời kỳ pháp lý')),
                ('verdict', models.CharField(max_length=20, verbose_name='kết luận')),
                ('answers', models.JSONField(default=list, verbose_name='từng điều kiện')),
                ('open_verdict', models.CharField(max_length=20, verbose_name='kết luận, không xét việc riêng')),
                ('open_answers', models.JSONField(default=list, verbose_name='từng điều kiện, không xét việc riêng')),
                ('facts', models.JSONField(default=dict, verbose_name='dữ kiện')),
                ('dossier', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='assessments', to='dossiers.dossier', verbose_name='hồ sơ')),
            ],
            options={
                'verbose_name': 'kết quả xét điều kiện',
                'ordering': ['-made_at', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='Outsider',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=150, verbose_name='họ và tên, tên đơn vị')),
                ('unit', models.CharField(max_length=200, verbose_name='địa chỉ, đơn vị công tác')),
                ('school', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='school.school', verbose_name='trường')),
            ],
            options={
                'verbose_name': 'người, đơn vị ngoài trường',
                'ordering': ['name', 'pk'],
            },
        ),
        migrations.AddField(
            model_name='dossier',
            name='outsider',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='dossiers', to='dossiers.outsider', verbose_name='người ngoài trường'),
        ),
        migrations.CreateModel(
            name='Review',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('year', models.PositiveSmallIntegerField(help_text='Năm bắt đầu: 2022 là năm học 2022–2023.', verbose_name='năm học')),
                ('name', models.CharField(max_length=200, verbose_name='tên đợt xét')),
                ('merit', models.CharField(choices=[('cong_trang', 'công trạng'), ('chuyen_de', 'phong trào thi đua, chuyên đề'), ('dot_xuat', 'đột xuất'), ('cong_hien', 'quá trình cống hiến'), ('nien_han', 'niên hạn'), ('doi_ngoai', 'đối ngoại')], default='cong_trang', max_length=20, verbose_name='loại hình khen thưởng')),
                ('intro', models.TextField(blank=True, max_length=3000, verbose_name='hướng dẫn')),
                ('opens_on', models.DateField(verbose_name='nhận hồ sơ từ ngày')),
                ('closes_on', models.DateField(verbose_name='hạn nộp, hết ngày')),
                ('decides_on', models.DateField(help_text='Luật của ngày này được dùng để xét.', verbose_name='dự kiến quyết định ngày')),
                ('regime', models.CharField(blank=True, max_length=30, verbose_name='thời kỳ pháp lý')),
                ('regime_reason', models.CharField(blank=True, max_length=500, verbose_name='lý do chọn thời kỳ pháp lý khác')),
                ('is_short', models.BooleanField(default=False, help_text='Khen đột xuất: hồ sơ nộp thẳng lên trường.', verbose_name='không qua tổ bình xét')),
                ('state', models.CharField(choices=[('DRAFT', 'đang chuẩn bị'), ('OPEN', 'đang nhận hồ sơ'), ('CLOSED', 'đã hết nhận, đang thẩm định'), ('HELD', 'hội đồng đang họp'), ('DONE', 'đã kết thúc')], default='DRAFT', max_length=10, verbose_name='trạng thái')),
                ('version', models.PositiveIntegerField(default=1, editable=False, verbose_name='lần sửa')),
                ('search_key', models.CharField(editable=False, max_length=400, verbose_name='khóa tìm kiếm')),
                ('campaign', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='campaigns.campaign', verbose_name='của phong trào')),
                ('created_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='school.person', verbose_name='người lập')),
                ('round', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='registrations.round', verbose_name='từ đợt đăng ký')),
                ('school', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='reviews', to='school.school', verbose_name='trường')),
            ],
            options={
                'verbose_name': 'đợt xét',
                'ordering': ['-year', '-opens_on', '-pk'],
                'indexes': [models.Index(fields=['school', '-year', '-opens_on', '-id'], name='review_by_year'), models.Index(fields=['school', 'state'], name='review_by_state')],
                'constraints': [models.CheckConstraint(condition=models.Q(('state__in', ['DRAFT', 'OPEN', 'CLOSED', 'HELD', 'DONE'])), name='review_state_is_known'), models.CheckConstraint(condition=models.Q(('merit__in', ['cong_trang', 'chuyen_de', 'dot_xuat', 'cong_hien', 'nien_han', 'doi_ngoai'])), name='review_merit_is_known'), models.CheckConstraint(condition=models.Q(('closes_on__gte', models.F('opens_on'))), name='review_closes_after_it_opens', violation_error_message='Hạn nộp không được trước ngày bắt đầu nhận hồ sơ.'), models.CheckConstraint(condition=models.Q(('decides_on__gte', models.F('opens_on'))), name='review_decides_after_it_opens', violation_error_message='Ngày dự kiến quyết định không được trước ngày bắt đầu nhận hồ sơ.'), models.CheckConstraint(condition=models.Q(('state', 'DRAFT'), models.Q(('regime', ''), _negated=True), _connector='OR'), name='review_that_opened_has_its_regime'), models.UniqueConstraint(fields=('school', 'year', 'name'), name='review_name_once_a_year', violation_error_message='Năm học này đã có đợt xét mang tên ấy.')],
            },
        ),
        migrations.AddField(
            model_name='dossier',
            name='review',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='dossiers', to='dossiers.review', verbose_name='đợt xét'),
        ),
        migrations.CreateModel(
            name='ReviewExtension',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('until', models.DateField(verbose_name='gia hạn đến hết ngày')),
                ('reason', models.CharField(max_length=500, verbose_name='lý do')),
                ('granted_at', models.DateTimeField(verbose_name='gia hạn lúc')),
                ('granted_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='người gia hạn')),
                ('group', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='school.group', verbose_name='tổ')),
                ('person', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='school.person', verbose_name='viên chức')),
                ('review', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='extensions', to='dossiers.review', verbose_name='đợt xét')),
            ],
            options={
                'verbose_name': 'gia hạn nộp hồ sơ',
                'ordering': ['-granted_at', '-pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('group__isnull', True), ('person__isnull', False)), models.Q(('group__isnull', False), ('person__isnull', True)), _connector='OR'), name='reviewextension_is_for_one_person_or_group', violation_error_message='Thầy/cô chọn một người, hoặc một tổ.'), models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='reviewextension_has_a_reason')],
            },
        ),
        migrations.CreateModel(
            name='ReviewHonor',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(max_length=30, verbose_name='mã')),
                ('honor_name', models.CharField(max_length=200, verbose_name='tên')),
                ('position', models.PositiveSmallIntegerField(verbose_name='thứ tự')),
                ('review', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='honors', to='dossiers.review', verbose_name='đợt xét')),
            ],
            options={
                'verbose_name': 'danh hiệu, hình thức của đợt xét',
                'ordering': ['review', 'position', 'pk'],
                'constraints': [models.UniqueConstraint(fields=('review', 'code'), name='review_honor_once')],
            },
        ),
        migrations.CreateModel(
            name='DossierFile',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('caption', models.CharField(blank=True, max_length=300, verbose_name='nội dung minh chứng')),
                ('position', models.PositiveSmallIntegerField(default=0, verbose_name='thứ tự')),
                ('original_name', models.CharField(max_length=200, verbose_name='tên tệp gốc')),
                ('content_type', models.CharField(max_length=100, verbose_name='loại tệp')),
                ('size', models.PositiveIntegerField(verbose_name='cỡ tệp (byte)')),
                ('sha256', models.CharField(max_length=64, verbose_name='mã băm')),
                ('uploaded_at', models.DateTimeField(verbose_name='gửi lúc')),
                ('dossier', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='files', to='dossiers.dossier', verbose_name='hồ sơ')),
                ('uploaded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='người gửi')),
            ],
            options={
                'verbose_name': 'minh chứng của hồ sơ',
                'ordering': ['position', 'uploaded_at', 'pk'],
                'constraints': [models.UniqueConstraint(fields=('dossier', 'sha256'), name='dossier_file_once')],
            },
        ),
        migrations.AddIndex(
            model_name='dossier',
            index=models.Index(fields=['review', 'sort_key', 'id'], name='dossier_by_name'),
        ),
        migrations.AddIndex(
            model_name='dossier',
            index=models.Index(fields=['school', 'sort_key', 'id'], name='dossier_of_school_by_name'),
        ),
        migrations.AddIndex(
            model_name='dossier',
            index=models.Index(fields=['school', 'state'], name='dossier_by_state'),
        ),
        migrations.AddIndex(
            model_name='dossier',
            index=models.Index(fields=['school', 'handed_in_at', 'id'], name='dossier_by_wait'),
        ),
        migrations.AddIndex(
            model_name='dossier',
            index=models.Index(fields=['team', 'state'], name='dossier_by_team'),
        ),
        migrations.AddConstraint(
            model_name='dossier',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['DRAFT', 'TO_GROUP', 'GROUP_REFUSED', 'SUBMITTED', 'RETURNED', 'APPRAISED', 'TO_COUNCIL', 'AWARDED', 'NOT_AWARDED', 'WITHDRAWN'])), name='dossier_state_is_known'),
        ),
        migrations.AddConstraint(
            model_name='dossier',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('group__isnull', True), ('holder_kind', 'PERSON'), ('outsider__isnull', True), ('person__isnull', False), ('pupil__isnull', True), ('school_class__isnull', True)), models.Q(('group__isnull', False), ('holder_kind', 'GROUP'), ('outsider__isnull', True), ('person__isnull', True), ('pupil__isnull', True), ('school_class__isnull', True)), models.Q(('group__isnull', True), ('holder_kind', 'PUPIL'), ('outsider__isnull', True), ('person__isnull', True), ('pupil__isnull', False), ('school_class__isnull', True)), models.Q(('group__isnull', True), ('holder_kind', 'CLASS'), ('outsider__isnull', True), ('person__isnull', True), ('pupil__isnull', True), ('school_class__isnull', False)), models.Q(('group__isnull', True), ('holder_kind', 'OUTSIDER'), ('outsider__isnull', False), ('person__isnull', True), ('pupil__isnull', True), ('school_class__isnull', True)), models.Q(('group__isnull', True), ('holder_kind', 'SCHOOL'), ('outsider__isnull', True), ('person__isnull', True), ('pupil__isnull', True), ('school_class__isnull', True)), _connector='OR'), name='dossier_has_one_holder'),
        ),
        migrations.AddConstraint(
            model_name='dossier',
            constraint=models.UniqueConstraint(condition=models.Q(('person__isnull', False), models.Q(('state__in', ('WITHDRAWN', 'GROUP_REFUSED')), _negated=True)), fields=('review', 'person', 'code'), name='dossier_of_a_person_stands_once'),
        ),
        migrations.AddConstraint(
            model_name='dossier',
            constraint=models.UniqueConstraint(condition=models.Q(('group__isnull', False), models.Q(('state__in', ('WITHDRAWN', 'GROUP_REFUSED')), _negated=True)), fields=('review', 'group', 'code'), name='dossier_of_a_group_stands_once'),
        ),
        migrations.AddConstraint(
            model_name='dossier',
            constraint=models.UniqueConstraint(condition=models.Q(('pupil__isnull', False), models.Q(('state__in', ('WITHDRAWN', 'GROUP_REFUSED')), _negated=True)), fields=('review', 'pupil', 'code'), name='dossier_of_a_pupil_stands_once'),
        ),
        migrations.AddConstraint(
            model_name='dossier',
            constraint=models.UniqueConstraint(condition=models.Q(('school_class__isnull', False), models.Q(('state__in', ('WITHDRAWN', 'GROUP_REFUSED')), _negated=True)), fields=('review', 'school_class', 'code'), name='dossier_of_a_school_class_stands_once'),
        ),
        migrations.AddConstraint(
            model_name='dossier',
            constraint=models.UniqueConstraint(condition=models.Q(('outsider__isnull', False), models.Q(('state__in', ('WITHDRAWN', 'GROUP_REFUSED')), _negated=True)), fields=('review', 'outsider', 'code'), name='dossier_of_a_outsider_stands_once'),
        ),
        migrations.AddConstraint(
            model_name='dossier',
            constraint=models.UniqueConstraint(condition=models.Q(('holder_kind', 'SCHOOL'), models.Q(('state__in', ('WITHDRAWN', 'GROUP_REFUSED')), _negated=True)), fields=('review', 'code'), name='dossier_of_the_school_stands_once'),
        ),
        migrations.AddConstraint(
            model_name='dossier',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state__in', ('SUBMITTED', 'APPRAISED', 'TO_COUNCIL', 'AWARDED', 'NOT_AWARDED')), _negated=True), ('handed_in_at__isnull', False), _connector='OR'), name='dossier_sent_has_its_moment'),
        ),
        migrations.AddConstraint(
            model_name='dossier',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'RETURNED'), _negated=True), models.Q(models.Q(('returned_reason', ''), _negated=True), models.Q(('returned_to', ''), _negated=True), ('returned_until__isnull', False)), _connector='OR'), name='dossier_returned_with_reason_and_day'),
        ),
        migrations.AddConstraint(
            model_name='dossier',
            constraint=models.CheckConstraint(condition=models.Q(('paused_on__isnull', True), models.Q(('pause_reason', ''), _negated=True), _connector='OR'), name='dossier_paused_with_a_reason'),
        ),
    ]
