import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('documents', '0006_secretary_of_minutes'),
        ('dossiers', '0001_initial'),
        ('school', '0005_kinship'),
        ('school', '__first__'),
    ]

    operations = [
        migrations.CreateModel(
            name='Posting',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('state', models.CharField(choices=[('DRAFT', 'đang soạn'), ('POSTED', 'đang công khai'), ('CLOSED', 'đã kết thúc')], default='DRAFT', max_length=10, verbose_name='trạng thái')),
                ('place', models.CharField(max_length=300, verbose_name='nơi niêm yết')),
                ('posted_on', models.DateField(verbose_name='công khai từ ngày')),
                ('until', models.DateField(verbose_name='đến hết ngày')),
                ('why_shorter', models.CharField(blank=True, max_length=500, verbose_name='lý do công khai ngắn hơn quy định của trường')),
                ('conclusion', models.TextField(blank=True, editable=False, max_length=3000, verbose_name='kết luận sau khi công khai')),
                ('version', models.PositiveIntegerField(default=1, editable=False, verbose_name='lần lưu')),
                ('search_key', models.CharField(editable=False, max_length=600, verbose_name='khóa tìm kiếm')),
                ('created_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='school.person', verbose_name='người lập')),
                ('paper', models.OneToOneField(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='documents.document', verbose_name='thông báo')),
                ('review', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='postings', to='dossiers.review', verbose_name='đợt xét')),
                ('school', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='school.school', verbose_name='trường')),
            ],
            options={
                'verbose_name': 'đợt công khai',
                'ordering': ['-posted_on', '-pk'],
                'indexes': [models.Index(fields=['school', '-posted_on', '-id'], name='posting_by_day'), models.Index(fields=['school', 'state'], name='posting_by_state')],
                'constraints': [models.CheckConstraint(condition=models.Q(('state__in', ['DRAFT', 'POSTED', 'CLOSED'])), name='posting_state_is_known'), models.CheckConstraint(condition=models.Q(('until__gte', models.F('posted_on'))), name='posting_ends_after_it_starts', violation_error_message='Ngày cuối không được trước ngày đầu.'), models.UniqueConstraint(condition=models.Q(('state', 'CLOSED'), _negated=True), fields=('review',), name='posting_one_at_a_time', violation_error_message='Đợt xét này đang có một danh sách công khai chưa kết thúc.')],
            },
        ),
        migrations.CreateModel(
            name='PostedLine',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveSmallIntegerField(verbose_name='thứ tự')),
                ('holder_name', models.CharField(max_length=200, verbose_name='họ và tên, tập thể')),
                ('unit', models.CharField(blank=True, max_length=200, verbose_name='đơn vị')),
                ('honor_name', models.CharField(max_length=200, verbose_name='danh hiệu, hình thức đề nghị')),
                ('summary', models.TextField(blank=True, max_length=1000, verbose_name='tóm tắt thành tích')),
                ('dossier', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='dossiers.dossier', verbose_name='hồ sơ')),
                ('posting', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='lines', to='feedback.posting', verbose_name='đợt công khai')),
            ],
            options={
                'verbose_name': 'dòng công khai',
                'ordering': ['posting', 'position', 'pk'],
                'constraints': [models.UniqueConstraint(fields=('posting', 'dossier'), name='posted_line_once')],
            },
        ),
        migrations.CreateModel(
            name='Opinion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('OPINION', 'góp ý'), ('COMPLAINT', 'kiến nghị, khiếu nại')], default='OPINION', max_length=10, verbose_name='loại')),
                ('text', models.TextField(max_length=3000, verbose_name='nội dung')),
                ('sent_at', models.DateTimeField(verbose_name='gửi lúc')),
                ('state', models.CharField(choices=[('SENT', 'chờ trả lời'), ('ANSWERED', 'đã trả lời')], default='SENT', max_length=10, verbose_name='trạng thái')),
                ('outcome', models.CharField(blank=True, choices=[('TAKEN', 'tiếp thu'), ('EXPLAINED', 'giải trình, giữ nguyên')], max_length=10, verbose_name='kết quả')),
                ('answer', models.TextField(blank=True, max_length=3000, verbose_name='trả lời')),
                ('answered_at', models.DateTimeField(editable=False, null=True, verbose_name='trả lời lúc')),
                ('answered_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='người trả lời')),
                ('sent_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='người gửi')),
                ('line', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='opinions', to='feedback.postedline', verbose_name='về trường hợp')),
                ('posting', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='opinions', to='feedback.posting', verbose_name='đợt công khai')),
            ],
            options={
                'verbose_name': 'phản ánh',
                'ordering': ['-sent_at', '-pk'],
                'indexes': [models.Index(fields=['posting', 'state'], name='opinion_by_state')],
                'constraints': [models.CheckConstraint(condition=models.Q(('state__in', ['SENT', 'ANSWERED'])), name='opinion_state_is_known'), models.CheckConstraint(condition=models.Q(('kind__in', ['OPINION', 'COMPLAINT'])), name='opinion_kind_is_known'), models.CheckConstraint(condition=models.Q(models.Q(('answered_at__isnull', False), ('outcome__in', ['TAKEN', 'EXPLAINED']), ('state', 'ANSWERED'), models.Q(('answer', ''), _negated=True)), models.Q(models.Q(('state', 'ANSWERED'), _negated=True), ('answer', ''), ('answered_at__isnull', True), ('outcome', '')), _connector='OR'), name='opinion_is_answered_in_words')],
            },
        ),
    ]
