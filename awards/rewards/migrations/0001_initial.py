import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('decisions', '0001_initial'),
        ('dossiers', '0001_initial'),
        ('school', '0005_kinship'),
        ('school', '__first__'),
    ]

    operations = [
        migrations.CreateModel(
            name='Fund',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('EMULATION', 'quỹ thi đua, khen thưởng'), ('BONUS', 'quỹ tiền thưởng'), ('NONE', 'không kèm tiền thưởng')], max_length=10, verbose_name='quỹ')),
                ('year', models.PositiveSmallIntegerField(verbose_name='năm ngân sách')),
                ('school', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='school.school', verbose_name='trường')),
            ],
            options={
                'verbose_name': 'quỹ',
                'ordering': ['-year', 'kind', 'pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('kind__in', ('EMULATION', 'BONUS'))), name='fund_kind_is_known'), models.UniqueConstraint(fields=('school', 'kind', 'year'), name='fund_once_a_year', violation_error_message='Quỹ này của năm ấy đã được mở.')],
            },
        ),
        migrations.CreateModel(
            name='Estimate',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('day', models.DateField(verbose_name='dự kiến quyết định ngày')),
                ('with_superiors', models.BooleanField(default=False, verbose_name='tính cả danh hiệu, hình thức cấp trên quyết định')),
                ('total', models.PositiveBigIntegerField(default=0, editable=False, verbose_name='tổng số tiền')),
                ('balance', models.BigIntegerField(default=0, editable=False, verbose_name='số dư quỹ khi tính')),
                ('state', models.CharField(choices=[('DRAFT', 'đang lập'), ('SUBMITTED', 'chờ duyệt'), ('APPROVED', 'đã duyệt')], default='DRAFT', max_length=10, verbose_name='trạng thái')),
                ('version', models.PositiveIntegerField(default=1, editable=False, verbose_name='lần tính')),
                ('approved_on', models.DateField(editable=False, null=True, verbose_name='ngày duyệt')),
                ('approved_by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='school.person', verbose_name='người duyệt')),
                ('created_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='school.person', verbose_name='người lập')),
                ('review', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='dossiers.review', verbose_name='đợt xét')),
                ('school', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='school.school', verbose_name='trường')),
                ('fund', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='estimates', to='rewards.fund', verbose_name='quỹ')),
            ],
            options={
                'verbose_name': 'dự toán tiền thưởng',
                'ordering': ['-day', '-pk'],
                'indexes': [models.Index(fields=['school', '-day', '-id'], name='estimate_by_day')],
                'constraints': [models.CheckConstraint(condition=models.Q(('state__in', ['DRAFT', 'SUBMITTED', 'APPROVED'])), name='estimate_state_is_known'), models.CheckConstraint(condition=models.Q(models.Q(('approved_by__isnull', False), ('approved_on__isnull', False), ('state', 'APPROVED')), models.Q(models.Q(('state', 'APPROVED'), _negated=True), ('approved_by__isnull', True), ('approved_on__isnull', True)), _connector='OR'), name='estimate_approved_by_somebody'), models.UniqueConstraint(condition=models.Q(('state__in', ('DRAFT', 'SUBMITTED'))), fields=('review',), name='estimate_one_at_a_time', violation_error_message='Đợt xét này đang có một dự toán chưa duyệt.')],
            },
        ),
        migrations.CreateModel(
            name='Payment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('fund', models.CharField(choices=[('EMULATION', 'quỹ thi đua, khen thưởng'), ('BONUS', 'quỹ tiền thưởng'), ('NONE', 'không kèm tiền thưởng')], max_length=10, verbose_name='nguồn tiền thưởng')),
                ('amount', models.PositiveBigIntegerField(verbose_name='số tiền phải chi')),
                ('credited', models.PositiveBigIntegerField(default=0, verbose_name='đã chi theo quyết định trước')),
                ('paid_on', models.DateField(blank=True, null=True, verbose_name='ngày chi')),
                ('manner', models.CharField(blank=True, choices=[('CASH', 'tiền mặt'), ('TRANSFER', 'chuyển khoản')], max_length=10, verbose_name='hình thức chi')),
                ('received_by', models.CharField(blank=True, max_length=150, verbose_name='người nhận thay')),
                ('behalf_reason', models.CharField(blank=True, max_length=300, verbose_name='lý do nhận thay')),
                ('confirmed_at', models.DateTimeField(editable=False, null=True, verbose_name='người được thưởng xác nhận lúc')),
                ('line', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='payment', to='decisions.awardline', verbose_name='người, tập thể được khen')),
                ('school', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='school.school', verbose_name='trường')),
            ],
            options={
                'verbose_name': 'khoản chi tiền thưởng',
                'ordering': ['line__decision', 'line__position', 'pk'],
                'indexes': [models.Index(fields=['school', 'paid_on'], name='payment_by_day')],
                'constraints': [models.CheckConstraint(condition=models.Q(('fund__in', ('EMULATION', 'BONUS'))), name='payment_fund_is_known'), models.CheckConstraint(condition=models.Q(models.Q(('confirmed_at__isnull', True), ('manner', ''), ('paid_on__isnull', True), ('received_by', '')), models.Q(('manner__in', ['CASH', 'TRANSFER']), ('paid_on__isnull', False)), _connector='OR'), name='payment_paid_has_its_manner'), models.CheckConstraint(condition=models.Q(models.Q(('behalf_reason', ''), ('received_by', '')), models.Q(models.Q(('received_by', ''), _negated=True), models.Q(('behalf_reason', ''), _negated=True)), _connector='OR'), name='payment_on_behalf_has_a_reason', violation_error_message='Thầy/cô ghi người nhận thay và lý do nhận thay.')],
            },
        ),
        migrations.CreateModel(
            name='Recovery',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('MONEY', 'tiền thưởng'), ('ITEMS', 'giấy khen, hiện vật')], max_length=10, verbose_name='thu hồi')),
                ('amount', models.PositiveBigIntegerField(default=0, verbose_name='số tiền')),
                ('why', models.CharField(max_length=300, verbose_name='căn cứ thu hồi')),
                ('due_from', models.DateField(verbose_name='phải nộp lại từ ngày')),
                ('returned_on', models.DateField(blank=True, null=True, verbose_name='ngày nộp lại')),
                ('paper', models.CharField(blank=True, max_length=100, verbose_name='chứng từ, biên bản')),
                ('line', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='recoveries', to='decisions.awardline', verbose_name='người, tập thể được khen')),
                ('school', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='school.school', verbose_name='trường')),
            ],
            options={
                'verbose_name': 'khoản thu hồi',
                'verbose_name_plural': 'khoản thu hồi',
                'ordering': ['-due_from', 'pk'],
                'indexes': [models.Index(fields=['school', '-due_from', 'id'], name='recovery_by_day')],
                'constraints': [models.CheckConstraint(condition=models.Q(('kind__in', ['MONEY', 'ITEMS'])), name='recovery_kind_is_known'), models.CheckConstraint(condition=models.Q(models.Q(('amount__gt', 0), ('kind', 'MONEY')), models.Q(('amount', 0), ('kind', 'ITEMS')), _connector='OR'), name='recovery_of_money_has_a_sum'), models.CheckConstraint(condition=models.Q(models.Q(('paper', ''), ('returned_on__isnull', True)), models.Q(('returned_on__gte', models.F('due_from')), models.Q(('paper', ''), _negated=True)), _connector='OR'), name='recovery_returned_with_a_paper', violation_error_message='Thầy/cô ghi ngày nộp lại, không trước ngày phải nộp, và chứng từ.'), models.UniqueConstraint(fields=('line', 'kind'), name='recovery_of_a_line_once')],
            },
        ),
        migrations.CreateModel(
            name='FundLine',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('OPENING', 'số dư năm trước chuyển sang'), ('ALLOTMENT', 'dự toán giao, trích lập'), ('OTHER_IN', 'thu khác'), ('RECOVERED', 'thu hồi tiền thưởng'), ('PAID', 'chi tiền thưởng'), ('OTHER_OUT', 'chi khác'), ('COUNTER', 'dòng đảo')], max_length=10, verbose_name='việc thu, chi')),
                ('amount', models.BigIntegerField(verbose_name='số tiền')),
                ('day', models.DateField(verbose_name='ngày')),
                ('told', models.CharField(max_length=500, verbose_name='diễn giải')),
                ('paper', models.CharField(blank=True, max_length=100, verbose_name='chứng từ')),
                ('why_beyond', models.CharField(blank=True, max_length=500, verbose_name='lý do chi vượt số dư')),
                ('entered_at', models.DateTimeField(verbose_name='ghi lúc')),
                ('search_key', models.CharField(editable=False, max_length=700, verbose_name='khóa tìm kiếm')),
                ('counters', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='countered_by', to='rewards.fundline', verbose_name='dòng bị đảo')),
                ('entered_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='người ghi')),
                ('fund', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='lines', to='rewards.fund', verbose_name='quỹ')),
                ('payment', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='fund_lines', to='rewards.payment', verbose_name='khoản chi')),
                ('recovery', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='fund_lines', to='rewards.recovery', verbose_name='khoản thu hồi')),
            ],
            options={
                'verbose_name': 'dòng sổ quỹ',
                'ordering': ['fund', 'day', 'pk'],
                'indexes': [models.Index(fields=['fund', 'day', 'id'], name='fund_line_by_day')],
                'constraints': [models.CheckConstraint(condition=models.Q(('kind__in', ['OPENING', 'ALLOTMENT', 'OTHER_IN', 'RECOVERED', 'PAID', 'OTHER_OUT', 'COUNTER'])), name='fund_line_kind_is_known'), models.CheckConstraint(condition=models.Q(models.Q(('amount__gt', 0), ('kind__in', ('OPENING', 'ALLOTMENT', 'OTHER_IN', 'RECOVERED'))), models.Q(('amount__lt', 0), ('kind__in', ('PAID', 'OTHER_OUT'))), models.Q(('kind', 'COUNTER'), models.Q(('amount', 0), _negated=True)), _connector='OR'), name='fund_line_adds_or_takes'), models.CheckConstraint(condition=models.Q(models.Q(('counters__isnull', False), ('kind', 'COUNTER')), models.Q(models.Q(('kind', 'COUNTER'), _negated=True), ('counters__isnull', True)), _connector='OR'), name='fund_line_counters_another_or_none'), models.CheckConstraint(condition=models.Q(models.Q(('kind', 'PAID'), ('payment__isnull', False), ('recovery__isnull', True)), models.Q(('kind', 'RECOVERED'), ('payment__isnull', True), ('recovery__isnull', False)), models.Q(models.Q(('kind__in', ('PAID', 'RECOVERED')), _negated=True), ('payment__isnull', True), ('recovery__isnull', True)), _connector='OR'), name='fund_line_of_a_payment_or_recovery'), models.CheckConstraint(condition=models.Q(('told', ''), _negated=True), name='fund_line_is_told')],
            },
        ),
        migrations.CreateModel(
            name='EstimateLine',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveSmallIntegerField(verbose_name='số thứ tự')),
                ('holder_name', models.CharField(max_length=200, verbose_name='cá nhân, tập thể')),
                ('honor_name', models.CharField(max_length=200, verbose_name='danh hiệu, hình thức')),
                ('amount', models.PositiveBigIntegerField(default=0, verbose_name='số tiền')),
                ('reason', models.CharField(blank=True, max_length=300, verbose_name='cách tính')),
                ('is_known', models.BooleanField(default=True, verbose_name='tính được')),
                ('dossier', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='dossiers.dossier', verbose_name='hồ sơ')),
                ('estimate', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='lines', to='rewards.estimate', verbose_name='dự toán')),
            ],
            options={
                'verbose_name': 'dòng dự toán',
                'ordering': ['estimate', 'position', 'pk'],
                'constraints': [models.UniqueConstraint(fields=('estimate', 'position'), name='estimate_line_position_once'), models.UniqueConstraint(fields=('estimate', 'dossier'), name='estimate_line_of_a_dossier_once')],
            },
        ),
    ]
