import awards.certificates.models.certificates
import django.core.validators
import django.db.models.deletion
import django.db.models.expressions
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('decisions', '0001_initial'),
        ('school', '0005_kinship'),
        ('school', '__first__'),
    ]

    operations = [
        migrations.CreateModel(
            name='Blank',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=100, verbose_name='tên phôi')),
                ('is_kept', models.BooleanField(default=True, verbose_name='còn dùng')),
                ('version', models.PositiveIntegerField(default=1, editable=False, verbose_name='lần lưu')),
                ('school', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='blanks', to='school.school', verbose_name='trường')),
            ],
            options={
                'verbose_name': 'phôi giấy khen',
                'ordering': ['school', 'name', 'pk'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('is_kept', True)), fields=('school', 'name'), name='blank_name_once', violation_error_message='Trường đã có phôi mang tên này.')],
            },
        ),
        migrations.CreateModel(
            name='BlankPlace',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('field', models.CharField(choices=[('recipient', 'Họ tên, tên tập thể'), ('description', 'Chức vụ, đơn vị'), ('achievement', 'Thành tích'), ('decision', 'Số, ngày quyết định'), ('roll', 'Số sổ vàng'), ('dated', 'Địa danh, ngày tháng'), ('capacity', 'Chức danh người ký'), ('signer', 'Họ tên người ký'), ('code', 'Mã QR tra cứu')], max_length=20, verbose_name='nội dung')),
                ('is_shown', models.BooleanField(default=True, verbose_name='in lên phôi')),
                ('x', models.DecimalField(decimal_places=1, max_digits=4, validators=[django.core.validators.MinValueValidator(0), django.core.validators.MaxValueValidator(297)], verbose_name='cách mép trái (mm)')),
                ('y', models.DecimalField(decimal_places=1, max_digits=4, validators=[django.core.validators.MinValueValidator(0), django.core.validators.MaxValueValidator(210)], verbose_name='cách mép trên (mm)')),
                ('width', models.DecimalField(decimal_places=1, max_digits=4, validators=[django.core.validators.MinValueValidator(5), django.core.validators.MaxValueValidator(297)], verbose_name='rộng (mm)')),
                ('size', models.DecimalField(decimal_places=1, max_digits=3, validators=[django.core.validators.MinValueValidator(8), django.core.validators.MaxValueValidator(60)], verbose_name='cỡ chữ (pt)')),
                ('style', models.CharField(choices=[('Regular', 'thường'), ('Bold', 'đậm'), ('Italic', 'nghiêng'), ('Bold Italic', 'đậm nghiêng')], max_length=20, verbose_name='kiểu chữ')),
                ('align', models.CharField(choices=[('LEFT', 'từ trái'), ('CENTRE', 'vào giữa')], max_length=10, verbose_name='canh lề')),
                ('blank', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='places', to='certificates.blank', verbose_name='phôi')),
            ],
            options={
                'verbose_name': 'vị trí trên phôi',
                'ordering': ['blank', 'pk'],
                'constraints': [models.UniqueConstraint(fields=('blank', 'field'), name='blank_place_once'), models.CheckConstraint(condition=models.Q(('width__gte', 5), ('x__gte', 0), ('x__lte', django.db.models.expressions.CombinedExpression(models.Value(297), '-', models.F('width'))), ('y__gte', 0), ('y__lte', 210)), name='blank_place_is_on_the_sheet', violation_error_message='Ô chữ vượt ra ngoài tờ giấy rộng 297 mm: giảm “cách mép trái” hoặc “rộng”.'), models.CheckConstraint(condition=models.Q(('size__gte', 8), ('size__lte', 60)), name='blank_place_size_is_readable'), models.CheckConstraint(condition=models.Q(('field__in', ['recipient', 'description', 'achievement', 'decision', 'roll', 'dated', 'capacity', 'signer', 'code'])), name='blank_place_field_is_known'), models.CheckConstraint(condition=models.Q(('style__in', ['Regular', 'Bold', 'Italic', 'Bold Italic'])), name='blank_place_style_is_known'), models.CheckConstraint(condition=models.Q(('align__in', ['LEFT', 'CENTRE'])), name='blank_place_align_is_known')],
            },
        ),
        migrations.CreateModel(
            name='Certificate',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('token', models.CharField(default=awards.certificates.models.certificates.new_token, editable=False, max_length=22, unique=True, verbose_name='mã tra cứu')),
                ('line', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='certificate', to='decisions.awardline', verbose_name='người, tập thể được khen')),
            ],
            options={
                'verbose_name': 'giấy khen',
                'ordering': ['line__decision', 'line__position', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Design',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('awarding_title', models.CharField(blank=True, max_length=120, verbose_name='chức danh người khen thưởng')),
                ('version', models.PositiveIntegerField(default=1, editable=False, verbose_name='lần lưu')),
                ('school', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='certificate_design', to='school.school', verbose_name='trường')),
            ],
            options={
                'verbose_name': 'mẫu giấy khen',
            },
        ),
        migrations.CreateModel(
            name='EmblemFile',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('original_name', models.CharField(max_length=200, verbose_name='tên tệp gốc')),
                ('content_type', models.CharField(max_length=100, verbose_name='loại tệp')),
                ('size', models.PositiveIntegerField(verbose_name='cỡ tệp (byte)')),
                ('sha256', models.CharField(max_length=64, verbose_name='mã băm')),
                ('uploaded_at', models.DateTimeField(verbose_name='gửi lúc')),
                ('design', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='emblem', to='certificates.design', verbose_name='mẫu giấy khen')),
                ('uploaded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='người gửi')),
            ],
            options={
                'verbose_name': 'hình trên giấy khen',
                'ordering': ['uploaded_at', 'pk'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Printer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=100, verbose_name='tên máy in')),
                ('shift_x', models.DecimalField(decimal_places=1, max_digits=4, validators=[django.core.validators.MinValueValidator(-20), django.core.validators.MaxValueValidator(20)], verbose_name='dịch sang phải (mm)')),
                ('shift_y', models.DecimalField(decimal_places=1, max_digits=4, validators=[django.core.validators.MinValueValidator(-20), django.core.validators.MaxValueValidator(20)], verbose_name='dịch xuống dưới (mm)')),
                ('is_kept', models.BooleanField(default=True, verbose_name='còn dùng')),
                ('version', models.PositiveIntegerField(default=1, editable=False, verbose_name='lần lưu')),
                ('school', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='printers', to='school.school', verbose_name='trường')),
            ],
            options={
                'verbose_name': 'máy in',
                'ordering': ['school', 'name', 'pk'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('is_kept', True)), fields=('school', 'name'), name='printer_name_once', violation_error_message='Trường đã có máy in mang tên này.'), models.CheckConstraint(condition=models.Q(('shift_x__gte', -20), ('shift_x__lte', 20), ('shift_y__gte', -20), ('shift_y__lte', 20)), name='printer_shift_is_small')],
            },
        ),
        migrations.CreateModel(
            name='PrintRun',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=300, verbose_name='nội dung')),
                ('purpose', models.CharField(choices=[('FIRST', 'in để trao'), ('REPRINT', 'in lại tờ hỏng'), ('REISSUE', 'cấp lại do mất, hư hỏng'), ('COPY', 'bản để lưu hồ sơ')], default='FIRST', max_length=10, verbose_name='mục đích in')),
                ('note', models.CharField(blank=True, max_length=300, verbose_name='ghi chú')),
                ('total', models.PositiveIntegerField(verbose_name='số tờ')),
                ('done', models.PositiveIntegerField(default=0, verbose_name='số tờ đã vẽ')),
                ('failure', models.CharField(blank=True, max_length=500, verbose_name='vì sao chưa vẽ được')),
                ('spoiled', models.PositiveIntegerField(default=0, verbose_name='số phôi hỏng')),
                ('spoiled_reason', models.CharField(blank=True, max_length=300, verbose_name='vì sao hỏng')),
                ('state', models.CharField(choices=[('WAITING', 'đang vẽ tệp'), ('READY', 'đã có tệp, chưa in'), ('FAILED', 'chưa vẽ được'), ('PRINTED', 'đã in xong')], default='WAITING', max_length=10, verbose_name='trạng thái')),
                ('requested_at', models.DateTimeField(verbose_name='yêu cầu lúc')),
                ('printed_at', models.DateTimeField(blank=True, null=True, verbose_name='in xong lúc')),
                ('blank', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='runs', to='certificates.blank', verbose_name='phôi')),
                ('printer', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='runs', to='certificates.printer', verbose_name='máy in')),
                ('requested_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='người in')),
                ('school', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='print_runs', to='school.school', verbose_name='trường')),
            ],
            options={
                'verbose_name': 'lần in giấy khen',
                'ordering': ['-requested_at', '-pk'],
                'indexes': [models.Index(fields=['school', '-requested_at'], name='print_run_by_school')],
                'constraints': [models.CheckConstraint(condition=models.Q(('state__in', ['WAITING', 'READY', 'FAILED', 'PRINTED'])), name='print_run_state_is_known'), models.CheckConstraint(condition=models.Q(('purpose__in', ['FIRST', 'REPRINT', 'REISSUE', 'COPY'])), name='print_run_purpose_is_known'), models.CheckConstraint(condition=models.Q(('note', ''), ('purpose', 'REISSUE'), _negated=True), name='print_run_reissue_is_told'), models.CheckConstraint(condition=models.Q(('spoiled', 0), models.Q(('spoiled_reason', ''), _negated=True), _connector='OR'), name='print_run_spoiled_is_told'), models.CheckConstraint(condition=models.Q(('spoiled', 0), models.Q(('blank__isnull', False), ('state', 'PRINTED')), _connector='OR'), name='print_run_spoils_blanks'), models.CheckConstraint(condition=models.Q(models.Q(('printed_at__isnull', False), ('state', 'PRINTED')), models.Q(models.Q(('state', 'PRINTED'), _negated=True), ('printed_at__isnull', True)), _connector='OR'), name='print_run_printed_has_its_moment')],
            },
        ),
        migrations.CreateModel(
            name='PrintedSheet',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveIntegerField(verbose_name='thứ tự')),
                ('certificate', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='sheets', to='certificates.certificate', verbose_name='giấy khen')),
                ('run', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='sheets', to='certificates.printrun', verbose_name='lần in')),
            ],
            options={
                'verbose_name': 'tờ giấy khen',
                'ordering': ['run', 'position', 'pk'],
                'constraints': [models.UniqueConstraint(fields=('run', 'position'), name='printed_sheet_position_once'), models.UniqueConstraint(fields=('run', 'certificate'), name='printed_sheet_once')],
            },
        ),
        migrations.CreateModel(
            name='RunFile',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('original_name', models.CharField(max_length=200, verbose_name='tên tệp gốc')),
                ('content_type', models.CharField(max_length=100, verbose_name='loại tệp')),
                ('size', models.PositiveIntegerField(verbose_name='cỡ tệp (byte)')),
                ('sha256', models.CharField(max_length=64, verbose_name='mã băm')),
                ('uploaded_at', models.DateTimeField(verbose_name='gửi lúc')),
                ('run', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='file', to='certificates.printrun', verbose_name='lần in')),
                ('uploaded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='người gửi')),
            ],
            options={
                'verbose_name': 'tệp giấy khen',
                'ordering': ['uploaded_at', 'pk'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Wording',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(max_length=30, verbose_name='mã danh hiệu, hình thức')),
                ('verb', models.CharField(max_length=60, verbose_name='dòng trên')),
                ('title', models.CharField(max_length=100, verbose_name='dòng lớn')),
                ('design', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='wordings', to='certificates.design', verbose_name='mẫu giấy khen')),
            ],
            options={
                'verbose_name': 'chữ trên giấy khen',
                'ordering': ['design', 'code', 'pk'],
                'constraints': [models.UniqueConstraint(fields=('design', 'code'), name='certificate_wording_once')],
            },
        ),
    ]
