import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('school', '0005_kinship'),
        ('school', '__first__'),
    ]

    operations = [
        migrations.CreateModel(
            name='Outline',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.SlugField(max_length=60, verbose_name='mã')),
                ('name', models.CharField(max_length=200, verbose_name='tên mẫu')),
                ('use', models.CharField(choices=[('INITIATIVE', 'mô tả sáng kiến'), ('PERSON', 'báo cáo thành tích cá nhân'), ('COLLECTIVE', 'báo cáo thành tích tập thể'), ('SUDDEN', 'báo cáo thành tích đột xuất'), ('TOPIC', 'báo cáo thành tích phong trào thi đua, chuyên đề'), ('DEVOTION', 'báo cáo quá trình cống hiến'), ('PUPIL', 'báo cáo thành tích học sinh'), ('CLASS', 'báo cáo thành tích lớp')], max_length=20, verbose_name='dùng để viết')),
                ('honor_code', models.CharField(blank=True, max_length=30, verbose_name='danh hiệu, hình thức')),
                ('regime', models.CharField(blank=True, max_length=30, verbose_name='thời kỳ pháp lý')),
                ('sections', models.JSONField(verbose_name='các mục')),
                ('confidence', models.CharField(choices=[('VERIFIED', 'đã đối chiếu nguyên văn'), ('RESTATED', 'theo nguồn nhắc lại'), ('INFERRED', 'suy ra, chưa đối chiếu'), ('CONFLICT', 'các nguồn nói khác nhau'), ('DRAFT', 'theo dự thảo'), ('UNVERIFIED', 'chưa đối chiếu văn bản')], default='UNVERIFIED', max_length=10, verbose_name='đối chiếu')),
                ('source', models.CharField(blank=True, max_length=500, verbose_name='nguồn')),
                ('from_on', models.DateField(verbose_name='dùng từ ngày')),
                ('until_on', models.DateField(blank=True, null=True, verbose_name='thôi dùng từ ngày')),
                ('version', models.PositiveIntegerField(default=1, editable=False, verbose_name='lần lưu')),
                ('school', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='school.school', verbose_name='trường')),
            ],
            options={
                'verbose_name': 'đề cương',
                'ordering': ['use', 'name', '-from_on', '-pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('use__in', ['INITIATIVE', 'PERSON', 'COLLECTIVE', 'SUDDEN', 'TOPIC', 'DEVOTION', 'PUPIL', 'CLASS'])), name='outline_use_is_known'), models.CheckConstraint(condition=models.Q(('confidence__in', ['VERIFIED', 'RESTATED', 'INFERRED', 'CONFLICT', 'DRAFT', 'UNVERIFIED'])), name='outline_confidence_is_known'), models.CheckConstraint(condition=models.Q(('until_on__isnull', True), ('until_on__gte', models.F('from_on')), _connector='OR'), name='outline_ends_after_it_begins'), models.UniqueConstraint(condition=models.Q(('school__isnull', False), ('until_on__isnull', True)), fields=('school', 'code'), name='outline_of_a_school_stands_once', violation_error_message='Trường đã có mẫu mang mã ấy đang dùng.'), models.UniqueConstraint(condition=models.Q(('school__isnull', True), ('until_on__isnull', True)), fields=('code',), name='outline_of_the_state_stands_once')],
            },
        ),
        migrations.CreateModel(
            name='Writing',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sections', models.JSONField(default=dict, verbose_name='nội dung từng mục')),
                ('version', models.PositiveIntegerField(default=1, editable=False, verbose_name='lần lưu')),
                ('changed_at', models.DateTimeField(verbose_name='sửa lúc')),
                ('changed_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='người sửa')),
                ('outline', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='writings', to='writings.outline', verbose_name='đề cương')),
                ('school', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='school.school', verbose_name='trường')),
            ],
            options={
                'verbose_name': 'bài viết',
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='TypedCopy',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('base', models.PositiveIntegerField(verbose_name='gõ từ lần lưu')),
                ('sections', models.JSONField(verbose_name='nội dung từng mục')),
                ('kept_at', models.DateTimeField(verbose_name='giữ lúc')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='người gõ')),
                ('writing', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='typed_copies', to='writings.writing', verbose_name='bài viết')),
            ],
            options={
                'verbose_name': 'bản đang gõ của bài viết',
                'constraints': [models.UniqueConstraint(fields=('writing', 'user'), name='typed_copy_once_per_user')],
            },
        ),
        migrations.CreateModel(
            name='Revision',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField(verbose_name='lần lưu')),
                ('sections', models.JSONField(verbose_name='nội dung từng mục')),
                ('changed', models.JSONField(blank=True, default=list, verbose_name='mục đã đổi')),
                ('saved_at', models.DateTimeField(verbose_name='lưu lúc')),
                ('note', models.CharField(blank=True, max_length=200, verbose_name='ghi chú')),
                ('saved_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='người lưu')),
                ('writing', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='revisions', to='writings.writing', verbose_name='bài viết')),
            ],
            options={
                'verbose_name': 'lần lưu của bài viết',
                'ordering': ['-number', '-pk'],
                'constraints': [models.UniqueConstraint(fields=('writing', 'number'), name='revision_once_per_number')],
            },
        ),
    ]
