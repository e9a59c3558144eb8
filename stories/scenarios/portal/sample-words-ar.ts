import type { de } from './sample-words-de.js';

/** The sample data in Arabic, by its English words. */
export const ar: Readonly<Record<keyof typeof de, string>> = {
  // Places, teams, services and kinds of trouble
  'Kassel, dispatch office': 'كاسل، مكتب الشحن',
  'Kassel, accounts': 'كاسل، المحاسبة',
  'Kassel, payroll': 'كاسل، مكتب الرواتب',
  'Kassel, customer service': 'كاسل، خدمة العملاء',
  'Ghent, quality laboratory': 'غنت، مختبر الجودة',
  'Lyon, cold store 2': 'ليون، مخزن التبريد 2',
  'Service desk': 'مكتب الخدمة',
  'Network and servers': 'الشبكة والخوادم',
  Applications: 'التطبيقات',
  'Information security': 'أمن المعلومات',
  Monitoring: 'المراقبة',
  'E-mail and calendar': 'البريد والتقويم',
  'Order desk': 'إدخال الطلبات',
  'Tour planning': 'تخطيط الجولات',
  'Cold chain monitoring': 'مراقبة سلسلة التبريد',
  'Warehouse terminals': 'أجهزة المستودع',
  Payroll: 'الرواتب',
  'Printing and labels': 'الطباعة والملصقات',
  'Sign-in and access': 'تسجيل الدخول والصلاحيات',
  'Network and Wi-Fi': 'الشبكة والواي فاي',
  Hardware: 'الأجهزة',
  Software: 'البرامج',
  Network: 'الشبكة',
  Application: 'التطبيق',
  Security: 'الأمن',
  Access: 'الصلاحيات',
  High: 'مرتفع',
  Medium: 'متوسط',
  Low: 'منخفض',
  'Sensitive data is involved': 'الأمر يتعلق ببيانات حساسة',
  'The service is in a critical window': 'الخدمة في فترة حرجة',

  // The ten weeks before
  'I am looking at it and come back to you.': 'أنظر في الأمر وأعود إليك.',
  'Locked out after the holidays': 'الحساب مقفل بعد الإجازة',
  'Three wrong passwords and now it says my account is locked.':
    'أخطأت في كلمة المرور ثلاث مرات، والآن يظهر أن حسابي مقفل.',
  'Account unlocked after a call back to the number on file.':
    'فُتح الحساب بعد معاودة الاتصال على الرقم المسجّل.',
  'Printer on floor 2 jams': 'الورق يعلق في طابعة الطابق 2',
  'It takes two sheets at once and jams every tenth page.': 'تسحب ورقتين معًا ويعلق الورق كل عشر صفحات.',
  'Pick-up rollers cleaned; they are due in spring.': 'نُظّفت بكرات السحب، وموعد استبدالها في الربيع.',
  'Wi-Fi in the canteen is slow': 'الواي فاي في المطعم بطيء',
  'Nothing loads between twelve and one.': 'لا يُحمَّل شيء بين الثانية عشرة والواحدة.',
  'The access point was on a crowded channel; moved.': 'كانت نقطة الوصول على قناة مزدحمة، فنُقلت إلى غيرها.',
  'Order desk signs me out every ten minutes': 'إدخال الطلبات يخرجني كل عشر دقائق',
  'I lose the order I am typing, three times today.': 'أفقد الطلب الذي أكتبه، وقد حدث ذلك اليوم ثلاث مرات.',
  'Clock of the terminal was eight minutes off; it follows the time server again.':
    'كانت ساعة الجهاز منحرفة ثماني دقائق، وعادت تتبع خادم الوقت.',
  'Warehouse terminal shows a grey screen': 'جهاز المستودع يعرض شاشة رمادية',
  'Terminal 4 starts and stays grey.': 'يبدأ الجهاز 4 العمل ثم تبقى شاشته رمادية.',
  'Terminal given its image again.': 'أُعيد تثبيت نظام الجهاز.',
  'Cannot open attachments from a supplier': 'تعذّر فتح مرفقات أحد الموردين',
  'The file from Bruyne is blocked as dangerous.': 'يُحجب ملف Bruyne بوصفه خطرًا.',
  'The supplier sends PDF instead of macros from now on; file checked and released once.':
    'سيرسل المورّد من الآن ملفات PDF بدل وحدات الماكرو، وفُحص الملف وسُمح به مرة واحدة.',
  'Cold chain report misses the night': 'تقرير سلسلة التبريد تنقصه بيانات الليل',
  'Between two and four there are no values in the report.': 'لا قيم في التقرير بين الثانية والرابعة.',
  'Collector restarted; values were buffered and are complete.':
    'أُعيد تشغيل المجمّع، وكانت القيم محفوظة مؤقتًا وهي كاملة.',
  'Shared folder of accounts is gone': 'اختفى مجلد المحاسبة المشترك',
  'The folder “Month end” is empty since this morning.': 'مجلد «نهاية الشهر» فارغ منذ هذا الصباح.',
  'Moved into a neighbour folder by accident; moved back.': 'نُقل سهوًا إلى مجلد مجاور، وأُعيد إلى مكانه.',
  'Labels come out mirrored': 'الملصقات تُطبع معكوسة',
  'Everything from ramp 3 is mirrored.': 'كل ما يخرج من الرصيف 3 معكوس.',
  'Driver setting after the update; set back.': 'تغيّر إعداد في برنامج التشغيل بعد التحديث، وأُعيد كما كان.',
  'Phone at reception has no tone': 'هاتف الاستقبال بلا نغمة',
  'We use a mobile meanwhile.': 'نستخدم هاتفًا محمولًا في الأثناء.',
  'Port on the switch was disabled; enabled.': 'كان المنفذ في المبدّل معطّلًا، وفُعّل.',
  'Tour planning is slow every morning': 'تخطيط الجولات بطيء كل صباح',
  'From six to half past six each click takes a minute.':
    'من السادسة إلى السادسة والنصف تستغرق كل نقرة دقيقة.',
  'Statistics of the database rebuilt; under two seconds again.':
    'أُعيد بناء إحصاءات قاعدة البيانات، وعاد الزمن إلى أقل من ثانيتين.',
  'Second factor does not arrive': 'رمز التحقق الثاني لا يصل',
  'No message on my new phone.': 'لا تصل رسالة إلى هاتفي الجديد.',
  'New phone registered in person.': 'سُجّل الهاتف الجديد حضوريًا.',

  // This week
  'Cold store 2: sensor 14 sends no temperature': 'مخزن التبريد 2: المستشعر 14 لا يرسل درجة الحرارة',
  'The wall display shows “– –” for sensor 14. The other eleven are fine. We read it by hand every hour.':
    'تعرض الشاشة الجدارية «– –» للمستشعر 14. الأحد عشر الأخرى سليمة، ونقرأ هذا يدويًا كل ساعة.',
  'The sensor’s radio battery is at 2 %. A colleague changes it on the next round.':
    'بطارية المستشعر عند 2 %، ويغيّرها أحد الزملاء في الجولة القادمة.',
  'Battery changed, readings are back. The others of that batch get new ones this month.':
    'غُيّرت البطارية وعادت القراءات، وتُغيَّر بطاريات الدفعة نفسها هذا الشهر.',
  'Order confirmation goes out in the wrong language': 'تأكيد الطلب يصدر بلغة خاطئة',
  'Customers in Lyon receive Dutch confirmations since the update. Seven have complained.':
    'يتلقى عملاء ليون منذ التحديث تأكيدات بالهولندية، وقد اشتكى سبعة منهم.',
  'The update reads the language of the depot instead of the customer. A fix is being tested.':
    'يقرأ التحديث لغة الفرع بدل لغة العميل، ويجري اختبار الإصلاح.',
  'Version 4.18.2 is live; the language comes from the customer again.':
    'الإصدار 4.18.2 قيد العمل، وعادت اللغة تُؤخذ من العميل.',
  'Two customers still got Dutch this morning: 88120 and 88134.':
    'وصل عميلان هذا الصباح تأكيد بالهولندية: 88120 و88134.',
  'Both were created by the batch import, which has a copy of the same code.':
    'أُنشئ كلاهما بالاستيراد المجمّع، وفيه نسخة من الشيفرة نفسها.',
  'Scanner 22 in the warehouse loses Wi-Fi in aisle F': 'الماسح 22 في المستودع يفقد الواي فاي في الممر F',
  'From the middle of aisle F to the end the scanner drops out and I walk back to sync.':
    'من منتصف الممر F إلى آخره ينقطع الماسح، فأعود مشيًا للمزامنة.',
  'Thank you. Is it only scanner 22, or others in that aisle as well?':
    'شكرًا. أهو الماسح 22 وحده أم غيره في الممر أيضًا؟',
  'Scanner 9 too, I just tried.': 'والماسح 9 أيضًا، جرّبته الآن.',
  'Access point F3 has not been seen since the racking was changed on Friday. Visit planned.':
    'لم تظهر نقطة الوصول F3 منذ تغيير الرفوف يوم الجمعة. الزيارة مقرّرة.',
  'Calendar invitations arrive twice': 'دعوات التقويم تصل مرتين',
  'Every invitation from outside arrives twice and accepting one cancels the other.':
    'تصل كل دعوة من الخارج مرتين، وقبول إحداهما يلغي الأخرى.',
  'You have an old rule that forwards invitations to yourself. Shall I remove it?':
    'لديك قاعدة قديمة تعيد توجيه الدعوات إليك. هل أزيلها؟',
  'Ah. Yes please.': 'آه، نعم من فضلك.',
  'Rule removed.': 'أُزيلت القاعدة.',
  'Network latency Ghent – Kassel above 180 ms': 'تأخّر الشبكة بين غنت وكاسل فوق 180 ms',
  'Threshold net.latency 120 ms for 10 min, value 187 ms. Link GH-KS-1.':
    'الحد net.latency هو 120 ms لمدة 10 دقائق، والقيمة 187 ms. الوصلة GH-KS-1.',
  'Carrier ticket 77-20931 opened, traffic moved to GH-KS-2.':
    'فُتح بلاغ لدى المشغّل برقم 77-20931، ونُقلت الحركة إلى GH-KS-2.',
  'Traffic runs over the second link; the carrier repairs the first one.':
    'تمر الحركة عبر الوصلة الثانية، ويصلح المشغّل الأولى.',
  'Invoice export: amounts without decimals': 'تصدير الفواتير: مبالغ بلا كسور عشرية',
  'The file for the tax office has 12950 where it should say 129.50. I have not sent it.':
    'في ملف دائرة الضرائب 12950 بدل 129.50، ولم أرسله.',
  'Good that you looked. The export follows a setting of the server that was changed at the weekend. You get a corrected file today.':
    'أحسنت إذ راجعت. يتبع التصدير إعدادًا في الخادم تغيّر في عطلة نهاية الأسبوع. يصلك اليوم ملف مصحّح.',
  'Export writes decimals on its own setting now; corrected file sent.':
    'صار للتصدير إعداد خاص للكسور العشرية، وأُرسل الملف المصحّح.',
  'Server room Kassel: air conditioning failed': 'غرفة الخوادم في كاسل: تعطّل التكييف',
  'Temperature 34 °C and rising. Two database hosts have switched themselves off.':
    'الحرارة 34 °C وترتفع. أطفأ خادما قواعد بيانات نفسيهما.',
  'Order desk and warehouse terminals are down in Kassel. Facility management is on its way. Next word at quarter past.':
    'إدخال الطلبات وأجهزة المستودع متوقفة في كاسل. إدارة المرافق في الطريق. الخبر التالي عند الربع.',
  'Mobile coolers from the cold store, 29 °C and falling. Hosts stay off until 26 °C.':
    'مبرّدات متنقلة من مخزن التبريد، 29 °C وتنخفض. تبقى الخوادم مطفأة حتى 26 °C.',
  'The room cools down. We expect to start the order desk within the hour.':
    'تبرد الغرفة. نتوقع تشغيل إدخال الطلبات خلال ساعة.',
  'All hosts are up, mobile coolers stay until the repair on Thursday.':
    'جميع الخوادم تعمل، وتبقى المبرّدات المتنقلة حتى الإصلاح يوم الخميس.',
  'Screen flickers after docking': 'الشاشة تومض بعد التوصيل',
  'My second screen flickers for a minute each time I dock.': 'تومض شاشتي الثانية دقيقة كلما أوصلت الحاسوب.',
  'New dock ordered, two weeks': 'طُلبت قاعدة توصيل جديدة، أسبوعان',
  'Tour sheet shows yesterday’s date': 'ورقة الجولة تحمل تاريخ الأمس',
  'All sheets printed before six carry yesterday’s date.': 'كل ورقة تُطبع قبل السادسة تحمل تاريخ الأمس.',
  'Sheets use UTC, so until six in the morning it is yesterday. Not before the next release.':
    'تعتمد الأوراق توقيت UTC، فيبقى التاريخ تاريخ الأمس حتى السادسة صباحًا. ليس قبل الإصدار القادم.',
  'Please give me a larger mailbox': 'أرجو توسيع صندوق بريدي',
  'My mailbox is full again.': 'امتلأ صندوق بريدي مرة أخرى.',
  'This is an order, not a fault: it went to the shop as order 5512.':
    'هذا طلب شراء وليس عطلًا: أُحيل إلى المتجر برقم 5512.',

  // This morning
  'Tour planning does not answer in any depot': 'تخطيط الجولات لا يستجيب في أي فرع',
  'Since about twenty past, tour planning shows a white page in Kassel, Ghent and Lyon. Drivers for the afternoon tours are waiting at the ramp; we print the old sheets by hand.':
    'منذ نحو الثلث يعرض تخطيط الجولات صفحة بيضاء في كاسل وغنت وليون. ينتظر سائقو جولات العصر عند الرصيف، ونطبع الأوراق القديمة يدويًا.',
  'I can see it from here too. Our application people are on it; next word from us in half an hour.':
    'أرى ذلك من هنا أيضًا. زملاء التطبيقات يعملون عليه، والخبر التالي بعد نصف ساعة.',
  'Connection pool on tours-db-02 is exhausted, 400 of 400 in use. Looks like the nightly export never finished.':
    'نفدت الاتصالات على tours-db-02، والمستخدم 400 من 400. يبدو أن تصدير الليل لم ينتهِ.',
  'The database takes no new connections. We stop last night’s export and restart the service; expect ten minutes.':
    'لا تقبل قاعدة البيانات اتصالات جديدة. نوقف تصدير الليلة الماضية ونعيد تشغيل الخدمة، ويستغرق ذلك عشر دقائق.',
  'Export stopped, pool at 38. Restarting the application nodes one after the other.':
    'أُوقف التصدير، والاتصالات الآن 38. يُعاد تشغيل عُقد التطبيق واحدة بعد أخرى.',
  'Payroll run stops at step 4, payday is tomorrow': 'معالجة الرواتب تتوقف عند الخطوة 4 والصرف غدًا',
  'The run for all 1,240 people stops at “post to bank file” with error PR-2071. The bank needs the file by 16:00.':
    'تتوقف المعالجة لجميع الموظفين (1240) عند «الكتابة في ملف البنك» بالخطأ PR-2071. يحتاج البنك إلى الملف قبل 16:00.',
  'Caller is in payroll, deadline 16:00 confirmed with finance. Critical window set.':
    'المتصلة من مكتب الرواتب، وأكدت المالية الموعد 16:00. حُدّدت الفترة الحرجة.',
  'Step 4 trips over one person with two bank accounts. I take that record out of the run, you get the file, and we pay that person separately. May I?':
    'تتعثر الخطوة 4 بشخص له حسابان مصرفيان. أُخرج سجلّه من المعالجة، ويصلك الملف، ونصرف له على حدة. هل توافقين؟',
  'Yes please. It is personnel number 20417, I will pay by hand.':
    'نعم من فضلك. هو الرقم الوظيفي 20417، وسأصرف له يدويًا.',
  'Run repeated without 20417, file written, checksum sent to Ruth. Root cause goes to problem management.':
    'أُعيدت المعالجة دون 20417، وكُتب الملف، وأُرسل رمز التحقق إلى Ruth. يُحال السبب الجذري إلى إدارة المشكلات.',
  'Suspicious mail asks for the cold store door codes': 'رسالة مريبة تطلب رموز أبواب مخزن التبريد',
  'Four colleagues in Lyon got a mail “from facility management” with a link to confirm the door codes. One of us clicked and typed the code.':
    'تلقى أربعة زملاء في ليون رسالة «من إدارة المرافق» فيها رابط لتأكيد رموز الأبواب. نقر أحدنا وكتب الرمز.',
  'Thank you for calling at once. Please leave the mail where it is and do not forward it.':
    'شكرًا على اتصالك فورًا. يُرجى ترك الرسالة في مكانها وعدم إعادة توجيهها.',
  'Link leads to a page registered two days ago. Sender blocked, page reported, 31 copies removed from mailboxes.':
    'يقود الرابط إلى صفحة سُجّلت قبل يومين. حُجب المرسل، وأُبلغ عن الصفحة، وأُزيلت 31 نسخة من صناديق البريد.',
  'The codes of cold store 2 are changed; your shift lead has the new ones on paper. Nobody gets into trouble for clicking, telling us quickly was right.':
    'غُيّرت رموز مخزن التبريد 2، ولدى مسؤول ورديتك الرموز الجديدة على ورق. لا لوم على من نقر، والإبلاغ السريع هو الصواب.',
  'Label printer at ramp 7 prints every second label blank':
    'طابعة الملصقات عند الرصيف 7 تترك كل ملصق ثانٍ فارغًا',
  'The Zebra at ramp 7 feeds two labels for one. We lose about a roll an hour.':
    'تدفع طابعة Zebra عند الرصيف 7 ملصقين بدل واحد. نخسر نحو لفافة كل ساعة.',
  'Please hold the feed button until it blinks twice and let go: it measures the label length again.':
    'اضغط زر التغذية حتى يومض مرتين ثم اتركه: تعيد الطابعة قياس طول الملصق.',
  'Done, three good ones and then the same again.': 'فعلت ذلك: ثلاثة سليمة ثم تكرر الأمر.',
  'Spare print head ordered, arrives tomorrow morning': 'طُلب رأس طباعة بديل، ويصل صباح الغد',
  'CPU of orders-app-03 above 95 % for 15 minutes': 'معالج orders-app-03 فوق 95 % منذ 15 دقيقة',
  'Threshold cpu.load 95 % for 15 min, value 98.2 %. Host orders-app-03, Kassel.':
    'الحد cpu.load هو 95 % لمدة 15 دقيقة، والقيمة 98.2 %. الخادم orders-app-03، كاسل.',
  'One worker spins in the price import. Two of three nodes are fine, customers notice nothing so far.':
    'عملية عالقة في استيراد الأسعار. عقدتان من ثلاث سليمتان، ولا يلاحظ العملاء شيئًا حتى الآن.',
  'Second node climbs as well, so this cannot wait until tonight.':
    'يرتفع حمل العقدة الثانية أيضًا، فلا يحتمل الأمر التأجيل إلى الليل.',
  'No access to the quality archive after moving office': 'لا وصول إلى أرشيف الجودة بعد نقل المكتب',
  'Since I sit in the new laboratory I get “access denied” for the quality archive. I need it for the audit on Thursday.':
    'منذ انتقلت إلى المختبر الجديد يظهر لي «الوصول مرفوض» في أرشيف الجودة. أحتاج إليه لتدقيق يوم الخميس.',
  'Your move has put you into another group. I have asked the owner of the archive, Mr Claes, to agree.':
    'نقلك الانتقال إلى مجموعة أخرى. طلبت موافقة مسؤول الأرشيف السيد Claes.',
  'Waiting for the approval of the archive’s owner': 'بانتظار موافقة مسؤول الأرشيف',
};
