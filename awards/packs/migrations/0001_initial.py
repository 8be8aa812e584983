import awards.packs.models.packs
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('decisions', '0001_initial'),
        ('documents', '0007_signed_copy_signatures'),
        ('dossiers', '0001_initial'),
        ('school', '0005_kinship'),
        ('school', '__first__'),
    ]

    operations = [
        migrations.CreateModel(
            name='Build',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('made_of', models.PositiveIntegerField(verbose_name='của lần lưu')),
                ('state', models.CharField(choices=[('QUEUED', 'đang chờ lập'), ('RUNNING', 'đang lập'), ('DONE', 'đã lập xong'), ('FAILED', 'không lập được')], default='QUEUED', max_length=10, verbose_name='trạng thái')),
                ('done', models.PositiveIntegerField(default=0, verbose_name='đã xong')),
                ('total', models.PositiveIntegerField(default=0, verbose_name='tổng số')),
                ('problem', models.CharField(blank=True, max_length=500, verbose_name='vì sao không lập được')),
                ('entries', models.JSONField(blank=True, default=list, verbose_name='mục lục')),
                ('notes', models.JSONField(blank=True, default=list, verbose_name='ghi chú')),
                ('requested_at', models.DateTimeField(verbose_name='lập lúc')),
                ('touched_at', models.DateTimeField(verbose_name='tiến thêm lúc')),
                ('requested_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='người lập')),
            ],
            options={
                'verbose_name': 'lần lập bộ tệp',
                'ordering': ['pack', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Pack',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('authority', models.CharField(max_length=300, verbose_name='thẩm quyền quyết định')),
                ('addressee', models.CharField(max_length=300, verbose_name='kính gửi')),
                ('order', models.JSONField(default=awards.packs.models.packs.usual_order, verbose_name='thứ tự các phần')),
                ('state', models.CharField(choices=[('DRAFT', 'đang soạn'), ('APPROVED', 'đã duyệt'), ('SENT', 'đã nộp'), ('SUPPLEMENT', 'phải bổ sung'), ('RETURNED', 'bị trả lại'), ('DECIDED', 'có quyết định')], default='DRAFT', max_length=10, verbose_name='trạng thái')),
                ('version', models.PositiveIntegerField(default=1, editable=False, verbose_name='lần lưu')),
                ('sent_on', models.DateField(editable=False, null=True, verbose_name='ngày nộp')),
                ('search_key', models.CharField(editable=False, max_length=1000, verbose_name='khóa tìm kiếm')),
                ('created_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='school.person', verbose_name='người soạn')),
                ('decision', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='packs', to='decisions.awarddecision', verbose_name='quyết định của cấp trên')),
                ('document', models.OneToOneField(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='documents.document', verbose_name='tờ trình')),
                ('review', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='packs', to='dossiers.review', verbose_name='đợt xét')),
                ('school', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='school.school', verbose_name='trường')),
                ('sent_build', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='packs.build', verbose_name='bộ tệp đã nộp')),
                ('superior', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='school.school', verbose_name='cấp trên xem trên hệ thống')),
            ],
            options={
                'verbose_name': 'bộ hồ sơ trình',
                'ordering': ['-pk'],
                'indexes': [models.Index(fields=['school', '-id'], name='pack_of_school'), models.Index(fields=['school', 'state'], name='pack_by_state'), models.Index(fields=['superior', '-id'], name='pack_of_superior')],
                'constraints': [models.CheckConstraint(condition=models.Q(('state__in', ['DRAFT', 'APPROVED', 'SENT', 'SUPPLEMENT', 'RETURNED', 'DECIDED'])), name='pack_state_is_known'), models.CheckConstraint(condition=models.Q(models.Q(('sent_build__isnull', True), ('sent_on__isnull', True), ('superior__isnull', True)), models.Q(('sent_build__isnull', False), ('sent_on__isnull', False)), _connector='OR'), name='pack_is_sent_whole'), models.CheckConstraint(condition=models.Q(('state__in', ('DRAFT', 'APPROVED')), ('sent_on__isnull', False), _connector='OR'), name='pack_before_the_superior_was_sent'), models.CheckConstraint(condition=models.Q(models.Q(('decision__isnull', False), ('state', 'DECIDED')), models.Q(('decision__isnull', True), models.Q(('state', 'DECIDED'), _negated=True)), _connector='OR'), name='pack_decided_has_its_decision'), models.UniqueConstraint(condition=models.Q(('state', 'DRAFT')), fields=('review', 'authority'), name='pack_one_draft_per_authority', violation_error_message='Đã có bộ hồ sơ gửi cơ quan này đang soạn. Thầy/cô soạn tiếp bộ ấy.')],
            },
        ),
        migrations.AddField(
            model_name='build',
            name='pack',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='builds', to='packs.pack', verbose_name='bộ hồ sơ'),
        ),
        migrations.CreateModel(
            name='Answer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('RECEIPT', 'biên nhận'), ('SUPPLEMENT', 'yêu cầu bổ sung'), ('RETURN', 'trả lại hồ sơ')], max_length=10, verbose_name='nội dung')),
                ('told_on', models.DateField(verbose_name='ngày')),
                ('number', models.CharField(blank=True, max_length=60, verbose_name='số biên nhận, số văn bản')),
                ('who', models.CharField(blank=True, max_length=200, verbose_name='người nhận, người yêu cầu')),
                ('note', models.TextField(blank=True, max_length=2000, verbose_name='nội dung, lý do')),
                ('due_on', models.DateField(blank=True, null=True, verbose_name='hạn bổ sung, hết ngày')),
                ('recorded_at', models.DateTimeField(verbose_name='ghi lúc')),
                ('recorded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='người ghi')),
                ('pack', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='answers', to='packs.pack', verbose_name='bộ hồ sơ')),
            ],
            options={
                'verbose_name': 'trả lời của cấp trên',
                'ordering': ['pack', 'told_on', 'pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('kind__in', ['RECEIPT', 'SUPPLEMENT', 'RETURN'])), name='pack_answer_kind_is_known'), models.CheckConstraint(condition=models.Q(models.Q(('due_on__isnull', False), ('kind', 'SUPPLEMENT')), models.Q(('due_on__isnull', True), models.Q(('kind', 'SUPPLEMENT'), _negated=True)), _connector='OR'), name='pack_answer_supplement_has_its_day', violation_error_message='Thầy/cô ghi hạn bổ sung.'), models.CheckConstraint(condition=models.Q(('kind', 'RECEIPT'), models.Q(('note', ''), _negated=True), _connector='OR'), name='pack_answer_says_what_is_asked', violation_error_message='Thầy/cô ghi cấp trên yêu cầu gì, vì sao.')],
            },
        ),
        migrations.CreateModel(
            name='PackDossier',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveIntegerField(verbose_name='thứ tự')),
                ('dossier', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='pack_line', to='dossiers.dossier', verbose_name='hồ sơ')),
                ('pack', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='lines', to='packs.pack', verbose_name='bộ hồ sơ')),
            ],
            options={
                'verbose_name': 'hồ sơ trong bộ trình',
                'ordering': ['pack', 'position', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='PackFile',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('original_name', models.CharField(max_length=200, verbose_name='tên tệp gốc')),
                ('content_type', models.CharField(max_length=100, verbose_name='loại tệp')),
                ('size', models.PositiveIntegerField(verbose_name='cỡ tệp (byte)')),
                ('sha256', models.CharField(max_length=64, verbose_name='mã băm')),
                ('uploaded_at', models.DateTimeField(verbose_name='gửi lúc')),
                ('pack', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='files', to='packs.pack', verbose_name='bộ hồ sơ')),
                ('uploaded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='người gửi')),
            ],
            options={
                'verbose_name': 'giấy tờ khác của bộ hồ sơ',
                'ordering': ['uploaded_at', 'pk'],
                'abstract': False,
                'constraints': [models.UniqueConstraint(fields=('pack', 'sha256'), name='pack_file_once')],
            },
        ),
        migrations.CreateModel(
            name='SuperiorForm',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('original_name', models.CharField(max_length=200, verbose_name='tên tệp gốc')),
                ('content_type', models.CharField(max_length=100, verbose_name='loại tệp')),
                ('size', models.PositiveIntegerField(verbose_name='cỡ tệp (byte)')),
                ('sha256', models.CharField(max_length=64, verbose_name='mã băm')),
                ('uploaded_at', models.DateTimeField(verbose_name='gửi lúc')),
                ('authority', models.CharField(max_length=300, verbose_name='thẩm quyền quyết định')),
                ('year', models.PositiveSmallIntegerField(help_text='Năm bắt đầu: 2022 là năm học 2022–2023.', verbose_name='năm học')),
                ('sheet', models.CharField(max_length=100, verbose_name='trang tính')),
                ('first_row', models.PositiveIntegerField(null=True, verbose_name='dòng dữ liệu đầu tiên')),
                ('columns', models.JSONField(blank=True, default=dict, verbose_name='cột')),
                ('cells', models.JSONField(blank=True, default=dict, verbose_name='ô')),
                ('version', models.PositiveIntegerField(default=1, editable=False, verbose_name='lần lưu')),
                ('school', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='school.school', verbose_name='trường')),
                ('uploaded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='người gửi')),
            ],
            options={
                'verbose_name': 'mẫu Excel của cấp trên',
                'ordering': ['school', 'authority', '-year', 'pk'],
                'abstract': False,
                'constraints': [models.UniqueConstraint(fields=('school', 'authority', 'year'), name='superior_form_once_a_year'), models.CheckConstraint(condition=models.Q(('columns', {}), ('first_row__isnull', False), _connector='OR'), name='superior_form_with_columns_has_its_row')],
            },
        ),
        migrations.CreateModel(
            name='AnswerFile',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('original_name', models.CharField(max_length=200, verbose_name='tên tệp gốc')),
                ('content_type', models.CharField(max_length=100, verbose_name='loại tệp')),
                ('size', models.PositiveIntegerField(verbose_name='cỡ tệp (byte)')),
                ('sha256', models.CharField(max_length=64, verbose_name='mã băm')),
                ('uploaded_at', models.DateTimeField(verbose_name='gửi lúc')),
                ('answer', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='files', to='packs.answer', verbose_name='trả lời')),
                ('uploaded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='người gửi')),
            ],
            options={
                'verbose_name': 'bản chụp trả lời của cấp trên',
                'ordering': ['uploaded_at', 'pk'],
                'abstract': False,
                'constraints': [models.UniqueConstraint(fields=('answer', 'sha256'), name='pack_answer_file_once')],
            },
        ),
        migrations.CreateModel(
            name='BuiltFile',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('original_name', models.CharField(max_length=200, verbose_name='tên tệp gốc')),
                ('content_type', models.CharField(max_length=100, verbose_name='loại tệp')),
                ('size', models.PositiveIntegerField(verbose_name='cỡ tệp (byte)')),
                ('sha256', models.CharField(max_length=64, verbose_name='mã băm')),
                ('uploaded_at', models.DateTimeField(verbose_name='gửi lúc')),
                ('form', models.CharField(choices=[('pdf', 'một tệp PDF'), ('zip', 'tệp nén')], max_length=3, verbose_name='loại tệp')),
                ('build', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='files', to='packs.build', verbose_name='lần lập')),
                ('uploaded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='người gửi')),
            ],
            options={
                'verbose_name': 'tệp của bộ hồ sơ',
                'ordering': ['uploaded_at', 'pk'],
                'abstract': False,
                'constraints': [models.CheckConstraint(condition=models.Q(('form__in', ['pdf', 'zip'])), name='pack_built_form_is_known'), models.UniqueConstraint(fields=('build', 'form'), name='pack_built_file_once')],
            },
        ),
        migrations.AddConstraint(
            model_name='build',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['QUEUED', 'RUNNING', 'DONE', 'FAILED'])), name='pack_build_state_is_known'),
        ),
        migrations.AddConstraint(
            model_name='build',
            constraint=models.CheckConstraint(condition=models.Q(('done__lte', models.F('total'))), name='pack_build_does_no_more_than_there_is'),
        ),
        migrations.AddConstraint(
            model_name='build',
            constraint=models.UniqueConstraint(condition=models.Q(('state__in', ('QUEUED', 'RUNNING'))), fields=('pack',), name='pack_build_one_at_a_time', violation_error_message='Bộ tệp đang được lập. Thầy/cô chờ lập xong.'),
        ),
    ]
