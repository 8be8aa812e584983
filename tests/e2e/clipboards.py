# ruff: noqa: E501  (lines as the programs write them)
"""What office programs put on the clipboard as HTML, shortened: the marks by which each is known are all there."""

WORD = """<html xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:w="urn:schemas-microsoft-com:office:word">
<head><meta name=Generator content="Microsoft Word 15"><!--[if gte mso 9]><xml><w:WordDocument><w:View>Normal</w:View>
</w:WordDocument></xml><![endif]--><style><!-- p.MsoNormal {margin:0in; font-family:"Times New Roman",serif;} --></style></head>
<body lang=EN-US style='tab-interval:.5in'><!--StartFragment-->
<p class=MsoNormal style='text-align:justify'><b><span lang=VI style='font-size:14.0pt'>I. MỤC ĐÍCH, YÊU CẦU<o:p></o:p></span></b></p>
<p class=MsoNormal><b><i><span lang=VI>1. Mục đích</span></i></b><span lang=VI><o:p></o:p></span></p>
<p class=MsoListParagraphCxSpFirst style='margin-left:.5in;text-indent:-.25in;mso-list:l0 level1 lfo1'><![if !supportLists]>
<span lang=VI style='mso-fareast-font-family:"Times New Roman"'><span style='mso-list:Ignore'>-<span style='font:7.0pt "Times
New Roman"'>&nbsp;&nbsp;&nbsp;&nbsp; </span></span></span><![endif]><span lang=VI>Phát huy <b>kết quả</b> đã đạt được<o:p></o:p></span></p>
<p class=MsoListParagraphCxSpLast style='margin-left:1.0in;mso-list:l0 level2 lfo1'><!--[if !supportLists]--><span
style='font-family:"Courier New"'><span style='mso-list:Ignore'>o<span style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp;
</span></span></span><!--[endif]--><span lang=VI>Trong từng tổ</span></p>
<p class=MsoNormal><span lang=VI>1.1. Chỉ tiêu<o:p></o:p></span></p>
<p class=MsoNormal><span lang=VI>a) Lao động tiên tiến</span></p>
<p class=MsoNormal><span lang=VI>b) Chiến sĩ thi đua</span></p>
<p class=MsoNormal><o:p>&nbsp;</o:p></p>
<table class=MsoTableGrid border=1 cellspacing=0 cellpadding=0 style='border-collapse:collapse;mso-yfti-tbllook:1184'>
<tr style='mso-yfti-irow:0'><td width=100 colspan=2 valign=top style='width:233.75pt'><p class=MsoNormal align=center><b>Danh
hiệu<o:p></o:p></b></p></td></tr>
<tr><td width=50><p class=MsoNormal>Tổ mẫu giáo</p></td><td width=50><p class=MsoNormal>80%</p></td></tr></table>
<p class=MsoNormal><span lang=VI style='color:red'>Kết thúc.</span><a href="http://x"><span>liên kết</span></a></p>
<!--EndFragment--></body></html>"""

FROM_WORD = (
    "<h2>MỤC ĐÍCH, YÊU CẦU</h2><h3><em>Mục đích</em></h3>"
    "<ul><li><p>Phát huy <strong>kết quả</strong> đã đạt được</p><ul><li><p>Trong từng tổ</p></li></ul></li></ul>"
    "<p>1.1. Chỉ tiêu</p><ol><li><p>Lao động tiên tiến</p></li><li><p>Chiến sĩ thi đua</p></li></ol>"
    '<table><tbody><tr><td colspan="2"><p><strong>Danh hiệu</strong></p></td></tr>'
    "<tr><td><p>Tổ mẫu giáo</p></td><td><p>80%</p></td></tr></tbody></table>"
    "<p>Kết thúc.liên kết</p>"
)

LIBREOFFICE = """<!DOCTYPE html><html><head><meta http-equiv="content-type" content="text/html; charset=utf-8"/>
<meta name="generator" content="LibreOffice 24.2.7.2 (Linux)"/><style type="text/css">p { margin-bottom: 0.25cm }</style></head>
<body lang="vi-VN" link="#000080" dir="ltr"><h1 class="western"><font face="Liberation Serif, serif">I. NỘI DUNG</font></h1>
<h2 class="western">1. Phong trào</h2>
<p align="justify" style="line-height: 100%; margin-bottom: 0cm"><font face="Liberation Serif, serif"><font size="4"
style="font-size: 14pt"><b>2. Các chỉ tiêu</b></font></font></p>
<ul><li><p style="margin-bottom: 0cm">Dạy tốt</p></li><li><p>Học tốt</p></li></ul>
<ol type="a"><li><p>Một</p></li></ol>
<ol><li><p>Số một</p></li><li><p>Số hai</p></li></ol>
<p>H<sub>2</sub>O và <u>gạch chân</u></p></body></html>"""

FROM_LIBREOFFICE = (
    "<h2>NỘI DUNG</h2><h3>Phong trào</h3><h3>Các chỉ tiêu</h3>"
    "<ul><li><p>Dạy tốt</p></li><li><p>Học tốt</p></li></ul><ol><li><p>Một</p></li></ol>"
    "<p>1. Số một</p><p>2. Số hai</p><p>H<sub>2</sub>O và <u>gạch chân</u></p>"
)

GOOGLE_DOCS = """<meta charset='utf-8'><b style="font-weight:normal;" id="docs-internal-guid-1a2b"><h2 dir="ltr"
style="line-height:1.38;"><span style="font-size:14pt;font-weight:700;">II. TỔ CHỨC THỰC HIỆN</span></h2><p dir="ltr"
style="line-height:1.38;"><span style="font-size:13pt;font-weight:400;font-style:normal;">Các tổ </span><span
style="font-weight:700;">chủ động</span><span style="font-style:italic;"> thực hiện.</span></p><ul style="margin-top:0;"><li
dir="ltr" style="list-style-type:disc;" aria-level="1"><p dir="ltr" role="presentation"><span>Tổ một</span></p></li></ul><p
dir="ltr"><span>+ Gõ tay</span></p><br><div dir="ltr" align="left"><table style="border:none;"><colgroup><col width="100"/></colgroup>
<tbody><tr style="height:0pt"><td style="border-left:solid #000 1pt;" rowspan="2"><p dir="ltr"><span>Ô gộp</span></p></td><td><ul>
<li><span>Việc một</span></li></ul></td></tr><tr><td><h3><span>Việc hai</span></h3></td></tr></tbody></table></div></b>"""

FROM_GOOGLE_DOCS = (
    "<h2>TỔ CHỨC THỰC HIỆN</h2><p>Các tổ <strong>chủ động</strong><em> thực hiện.</em></p>"
    "<ul><li><p>Tổ một</p><ul><li><p>Gõ tay</p></li></ul></li></ul>"
    '<table><tbody><tr><td rowspan="2"><p>Ô gộp</p></td><td><p>- Việc một</p></td></tr>'
    "<tr><td><p>Việc hai</p></td></tr></tbody></table>"
)
