import django.core.validators
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('decisions', '0001_initial'),
        ('documents', '0007_signed_copy_signatures'),
        ('school', '0005_kinship'),
    ]

    operations = [
        migrations.CreateModel(
            name='Ceremony',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=300, verbose_name='tên buổi lễ')),
                ('held_on', models.DateField(verbose_name='ngày tổ chức')),
                ('starts_at', models.TimeField(verbose_name='bắt đầu lúc')),
                ('place', models.CharField(max_length=200, verbose_name='địa điểm')),
                ('seats_per_row', models.PositiveSmallIntegerField(default=10, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(60)], verbose_name='số ghế mỗi hàng')),
                ('seating', models.CharField(choices=[('BY_TURN', 'theo thứ tự trao'), ('BY_GROUP', 'theo tổ, đơn vị')], default='BY_TURN', max_length=10, verbose_name='xếp chỗ ngồi')),
                ('state', models.CharField(choices=[('PLANNED', 'đang chuẩn bị'), ('DONE', 'đã tổ chức')], default='PLANNED', max_length=10, verbose_name='trạng thái')),
                ('version', models.PositiveIntegerField(default=1, editable=False, verbose_name='lần lưu')),
                ('search_key', models.CharField(editable=False, max_length=500, verbose_name='khóa tìm kiếm')),
                ('created_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='school.person', verbose_name='người lập')),
                ('decisions', models.ManyToManyField(related_name='ceremonies', to='decisions.awarddecision', verbose_name='quyết định được trao')),
                ('paper', models.OneToOneField(editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='documents.document', verbose_name='chương trình')),
                ('school', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='ceremonies', to='school.school', verbose_name='trường')),
            ],
            options={
                'verbose_name': 'lễ trao thưởng',
                'ordering': ['-held_on', '-pk'],
                'indexes': [models.Index(fields=['school', '-held_on', '-id'], name='ceremony_by_day'), models.Index(fields=['school', 'state'], name='ceremony_by_state')],
                'constraints': [models.CheckConstraint(condition=models.Q(('state__in', ['PLANNED', 'DONE'])), name='ceremony_state_is_known'), models.CheckConstraint(condition=models.Q(('seating__in', ['BY_TURN', 'BY_GROUP'])), name='ceremony_seating_is_known'), models.CheckConstraint(condition=models.Q(('seats_per_row__gte', 1), ('seats_per_row__lte', 60)), name='ceremony_has_rows_of_seats', violation_error_message='Mỗi hàng có từ 1 đến 60 ghế.')],
            },
        ),
        migrations.CreateModel(
            name='Guest',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveSmallIntegerField(verbose_name='thứ tự')),
                ('name', models.CharField(max_length=200, verbose_name='họ và tên')),
                ('post', models.CharField(blank=True, max_length=300, verbose_name='chức vụ, đơn vị')),
                ('ceremony', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='guests', to='ceremonies.ceremony', verbose_name='lễ trao thưởng')),
            ],
            options={
                'verbose_name': 'khách mời',
                'ordering': ['ceremony', 'position', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='ProgramItem',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveSmallIntegerField(verbose_name='thứ tự')),
                ('title', models.CharField(max_length=300, verbose_name='nội dung')),
                ('who', models.CharField(blank=True, max_length=200, verbose_name='người thực hiện')),
                ('minutes', models.PositiveSmallIntegerField(default=5, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(240)], verbose_name='số phút')),
                ('ceremony', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='program', to='ceremonies.ceremony', verbose_name='lễ trao thưởng')),
            ],
            options={
                'verbose_name': 'mục chương trình',
                'ordering': ['ceremony', 'position', 'pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('minutes__gte', 1), ('minutes__lte', 240)), name='program_item_takes_time')],
            },
        ),
        migrations.CreateModel(
            name='Turn',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveSmallIntegerField(verbose_name='thứ tự')),
                ('name', models.CharField(max_length=300, verbose_name='tên lượt')),
                ('handed_by', models.CharField(blank=True, max_length=200, verbose_name='người trao')),
                ('with_certificate', models.BooleanField(default=True, verbose_name='trao giấy khen, bằng')),
                ('with_money', models.BooleanField(default=False, verbose_name='trao tiền thưởng')),
                ('with_flowers', models.BooleanField(default=False, verbose_name='tặng hoa')),
                ('ceremony', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='turns', to='ceremonies.ceremony', verbose_name='lễ trao thưởng')),
            ],
            options={
                'verbose_name': 'lượt trao',
                'ordering': ['ceremony', 'position', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Recipient',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveSmallIntegerField(verbose_name='thứ tự')),
                ('handing', models.CharField(choices=[('WAITING', 'chưa trao'), ('HANDED', 'đã trao tại lễ'), ('BY_PROXY', 'người khác nhận thay'), ('LATER', 'vắng, trao sau'), ('AFTERWARDS', 'đã trao sau lễ')], default='WAITING', max_length=10, verbose_name='kết quả trao')),
                ('received_by', models.CharField(blank=True, max_length=200, verbose_name='người nhận thay, đại diện nhận')),
                ('handed_on', models.DateField(blank=True, null=True, verbose_name='trao ngày')),
                ('told_at', models.DateTimeField(editable=False, null=True, verbose_name='báo thời gian, địa điểm lúc')),
                ('ceremony', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='recipients', to='ceremonies.ceremony', verbose_name='lễ trao thưởng')),
                ('line', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='recipient', to='decisions.awardline', verbose_name='người, tập thể được khen')),
                ('turn', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='recipients', to='ceremonies.turn', verbose_name='lượt trao')),
            ],
            options={
                'verbose_name': 'người, tập thể được trao',
                'ordering': ['ceremony', 'position', 'pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('handing__in', ['WAITING', 'HANDED', 'BY_PROXY', 'LATER', 'AFTERWARDS'])), name='recipient_handing_is_known'), models.CheckConstraint(condition=models.Q(models.Q(('handed_on__isnull', False), ('handing__in', ('HANDED', 'BY_PROXY', 'AFTERWARDS'))), models.Q(models.Q(('handing__in', ('HANDED', 'BY_PROXY', 'AFTERWARDS')), _negated=True), ('handed_on__isnull', True)), _connector='OR'), name='recipient_was_handed_it_on_a_day', violation_error_message='Thầy/cô ghi ngày trao.'), models.CheckConstraint(condition=models.Q(models.Q(('handing', 'BY_PROXY'), _negated=True), models.Q(('received_by', ''), _negated=True), _connector='OR'), name='recipient_names_the_proxy', violation_error_message='Thầy/cô ghi ai nhận thay.')],
            },
        ),
    ]
