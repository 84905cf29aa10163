import type { Text } from '../api.ts'
import type { Texts } from './en.ts'

/**
 * Arabic. Says what is to be done by verbal nouns and the passive, which address nobody as a man or a woman.
 * Digits are Latin, as phones in Arabic show them. `\u2066…\u2069` and `\u2068…\u2069` keep a number with
 * spaces, or an address, in its own order between right-to-left words; they are escapes because no editor
 * shows them. The code never stands between such marks: it would be copied with them.
 */
export const ar: Texts = {
  widget: {
    // S1: choose
    title_phone: 'تأكيد رقم الهاتف',
    title_email: 'تأكيد البريد الإلكتروني',
    title_any: 'تأكيد الهاتف أو البريد الإلكتروني',
    wa_continue: 'المتابعة عبر واتساب',
    wa_name: 'واتساب',
    wa_about: 'إرسال رسالة واستلام رمز في الرد',
    sms_continue: 'المتابعة برسالة نصية',
    sms_name: 'رسالة نصية',
    sms_about: 'استلام رمز برسالة نصية',
    call_continue: 'المتابعة بمكالمة هاتفية',
    call_name: 'مكالمة هاتفية',
    call_about: 'سماع الرمز',
    press_about: 'الرد والضغط على 1',
    email_continue: 'المتابعة عبر البريد',
    email_name: 'البريد الإلكتروني',
    email_about: 'استلام رمز عبر البريد الإلكتروني',
    resume: 'المتابعة باستخدام {contact}',
    other_way: 'طريقة أخرى',
    back: 'رجوع',

    // S2: contact
    sms_title: 'رقم هاتفك المحمول',
    sms_send: 'إرسال الرمز برسالة نصية',
    call_title: 'رقم هاتفك',
    call_send: 'الاتصال بي',
    email_title: 'عنوان بريدك الإلكتروني',
    email_label: 'البريد الإلكتروني',
    email_hint: 'مثال: \u2068name@example.com\u2069',
    email_send: 'إرسال الرمز إلى بريدي',
    phone_label: 'رقم الهاتف',
    country_label: 'البلد',
    phone_hint: 'مثال: \u2066{example}\u2069',
    email_empty: 'يلزم إدخال البريد الإلكتروني.',
    phone_empty: 'يلزم إدخال رقم الهاتف.',
    email_invalid: 'يُرجى مراجعة العنوان. الشكل الصحيح: \u2068name@example.com\u2069.',
    phone_invalid: 'هذا الرقم غير مكتمل للبلد المحدد ({country}). يُرجى مراجعة الأرقام أو البلد.',
    phone_invalid_plain: 'هذا الرقم غير مكتمل. يُرجى مراجعة الأرقام.',
    field_empty: 'يُرجى ملء «{label}» أولًا.',

    // S3, S4w: WhatsApp
    wa_title: 'التأكيد عبر واتساب',
    wa_step_send: 'فتح واتساب والضغط على سهم الإرسال. الرسالة مكتوبة مسبقًا.',
    wa_step_code: ofDigits(
      'العودة إلى هنا وكتابة الرمز من الرد.',
      digits => `العودة إلى هنا وكتابة الرمز المكوّن من ${digits} من الرد.`,
    ),
    wa_open: 'فتح واتساب',
    wa_open_again: 'فتح واتساب مرة أخرى',
    wa_open_here: 'فتح واتساب على هذا الحاسوب',
    wa_scan_caption: 'المسح بكاميرا الهاتف',
    wa_qr_name: 'رمز QR يفتح واتساب والرسالة مكتوبة مسبقًا',
    wa_step_scan: 'مسح رمز QR بالهاتف.',
    wa_step_arrow: 'الضغط على سهم الإرسال في واتساب.',
    wa_step_type: ofDigits('كتابة الرمز من الرد.', digits => `كتابة الرمز المكوّن من ${digits} من الرد.`),
    wa_waiting: 'في انتظار رسالتك…',
    wa_received: 'وصلت الرسالة',
    wa_type_code: 'يُرجى كتابة الرمز الموجود في ردّنا على واتساب.',
    wa_by_hand: 'الإرسال يدويًا',
    wa_by_hand_about: 'إرسال هذا النص إلى هذا الرقم في واتساب:',
    wa_number: 'الرقم',
    wa_text: 'النص',
    wa_not_opened: 'لم يُفتح واتساب؟ يمكن إرسال النص يدويًا:',
    copy: 'نسخ',
    copied: 'تم النسخ',
    copy_refused: 'يمكن نسخ النص بالضغط المطوّل عليه.',

    // S4: code, S5: press 1
    sms_sent_title: 'تفقُّد الرسائل النصية',
    sms_sending: 'جارٍ إرسال رمز إلى {contact}…',
    sms_sent: ofDigits(
      'أرسلنا رمزًا إلى {contact}.',
      digits => `أرسلنا رمزًا مكوّنًا من ${digits} إلى {contact}.`,
    ),
    call_sent_title: 'الرد على الهاتف',
    call_sending: 'جارٍ الاتصال بالرقم {contact}…',
    call_sent: ofDigits('سيُقرأ الرمز مرتين.', digits => `سيُقرأ رمز مكوّن من ${digits}، مرتين.`),
    call_from: 'المكالمة من \u2066{sender}\u2069.',
    call_again: 'معاودة الاتصال',
    call_again_in: 'معاودة الاتصال بعد {time}',
    press_sent: 'جارٍ الاتصال بالرقم {contact}. يُرجى الرد والضغط على 1.',
    press_waiting: 'في انتظار الضغط على 1…',
    email_sent_title: 'تفقُّد البريد الإلكتروني',
    email_sending: 'جارٍ إرسال رمز إلى {contact}…',
    email_sent: ofDigits(
      'أرسلنا رمزًا إلى {contact}. المُرسِل: \u2068{sender}\u2069.',
      digits => `أرسلنا رمزًا مكوّنًا من ${digits} إلى {contact}. المُرسِل: \u2068{sender}\u2069.`,
    ),
    code_label: 'الرمز',
    code_hint: 'يُفحص الرمز عند كتابة آخر رقم.',
    confirm: 'تأكيد',
    resend: 'إعادة الإرسال',
    resend_in: 'إعادة الإرسال بعد {time}',
    change_phone: 'تغيير الرقم',
    change_email: 'تغيير العنوان',

    // Help block
    nothing_yet: 'لم يصل شيء بعد؟',
    any_code_works: 'أي رمز أرسلناه إليك يصلح.',
    email_spam: 'قد تكون الرسالة في البريد غير المرغوب فيه. المُرسِل: \u2068{sender}\u2069.',

    // S6: confirmed
    done: 'تم تأكيد {contact}',
    change: 'تغيير',
    run_out: 'تم تأكيد {contact} في الساعة \u2068{time}\u2069. يُرجى التأكيد من جديد.',
    confirm_again: 'التأكيد من جديد',

    // S7: ended
    locked: 'رموز خاطئة كثيرة. أُغلقت هذه المحاولة حفاظًا على الأمان.',
    expired: inMinutes('{n}', minutes => `استغرق الأمر أكثر من ${minutes}. لم يضِع شيء.`),
    canceled: 'تم إيقاف الطلب من الهاتف.',
    session_gone: 'ظلّت هذه الصفحة مفتوحة وقتًا طويلًا.',
    start_again: 'البدء من جديد',
    send_new: 'إرسال رمز جديد',

    // S8: unavailable
    not_loaded: 'تعذّر تحميل هذا الجزء من الصفحة.',
    not_available: 'التأكيد غير متاح في هذه الصفحة.',
    try_again: 'إعادة المحاولة',

    // Errors in a screen
    code_length: 'الرمز مكوّن من {n} أرقام.',
    code_digits: 'الرمز مكوّن من أرقام فقط.',
    code_wrong: 'الرمز غير صحيح. المحاولات المتبقية: {n}.',
    code_again: 'سبقت تجربة هذا الرمز.',
    no_code_yet: 'يلزم إرسال رسالة واتساب أولًا. الرمز في الرد.',
    no_call_yet: 'لم يُجرَ الاتصال بعد.',
    unsupported_text: 'لا يمكن هنا إرسال رسائل نصية إلى أرقام هذا البلد ({country}).',
    unsupported_call: 'لا يمكن هنا الاتصال بأرقام هذا البلد ({country}).',
    landline: 'يبدو أن هذا رقم هاتف أرضي. يمكننا الاتصال به بدلًا من ذلك.',
    unsupported: 'لا يمكن تأكيد أرقام هذا البلد ({country}) بهذه الطريقة.',
    wait_seconds: 'يُرجى الانتظار {time}.',
    wait_minutes: inMinutes(
      '{n}',
      minutes => `محاولات كثيرة من هذه الشبكة. يمكن المحاولة من جديد بعد ${minutes}.`,
    ),
    send_wait: 'يمكن الإرسال من جديد بعد {time}.',
    no_more_phone: 'لا يمكن إرسال المزيد إلى هذا الرقم حاليًا.',
    no_more_calls: 'لا يمكن إجراء المزيد من المكالمات إلى هذا الرقم حاليًا.',
    no_more_email: 'لا يمكن إرسال المزيد إلى هذا العنوان حاليًا.',
    other_number: 'وصلت الرسالة من رقم آخر. الرقم المطلوب هنا: {contact}.',
    text_me: 'رسالة نصية بدلًا من ذلك',
    use_sender: 'استخدام رقمي في واتساب',
    number_hidden: 'واتساب يخفي رقمك، لذلك لا يمكن تأكيده بهذه الطريقة.',
    not_answered: 'لم يرد أحد.',
    declined: 'لم يُضغط على 1.',
    call_failed: 'تعذّر الاتصال بالرقم {contact}.',
    undeliverable: 'تعذّر إرسال الرسالة إلى {contact}.',
    wa_answer_failed: 'وصلت رسالتك، لكن تعذّر إرسال الرد.',
    offline: 'يبدو أن الاتصال بالإنترنت مقطوع. ستتم المتابعة تلقائيًا عند عودته.',
    no_answer: 'لا يوجد رد من الخادم.',
    unavailable: 'الخدمة لا تعمل الآن. يمكن المحاولة من جديد بعد دقيقة.',
    one_moment: 'لحظة…',
    form_required: 'يلزم تأكيد رقم الهاتف قبل إرسال النموذج.',
    form_required_email: 'يلزم تأكيد البريد الإلكتروني قبل إرسال النموذج.',
    form_required_any: 'يلزم تأكيد الهاتف أو البريد الإلكتروني قبل إرسال النموذج.',
    form_moment: 'لحظة من فضلك.',

    // Spoken only
    say_ready: 'الرسالة جاهزة للإرسال في واتساب.',
    say_waiting: 'في انتظار رسالتك.',
    say_received: 'وصلت الرسالة. يُرجى كتابة الرمز.',
    say_sent: 'تم إرسال الرمز إلى {contact}.',
    say_calling: 'جارٍ الاتصال بالرقم {contact}.',
    say_resend: 'يمكن الإرسال من جديد الآن.',
    say_nothing_yet: 'لم يصل شيء بعد؟ توجد طرق أخرى في الأسفل.',
    say_minute: 'بقيت دقيقة واحدة.',
  },
  messages: {
    whatsapp_code: inMinutes(
      '{minutes}',
      minutes =>
        `*{authcode}*\nهذا رمزك لموقع {site}.\nيُكتب فقط في الصفحة التي فتحتها بنفسك. صالح لمدة ${minutes}. ليس الطلب منك؟ يكفي الرد بكلمة «لا».`,
    ),
    whatsapp_other: 'لا يمكن إكمال هذا الطلب من هذه المحادثة. يُرجى البدء من جديد على الموقع.',
    whatsapp_help: 'يُرجى فتح الموقع الذي طلب هذه الرسالة، والبدء من هناك.',
    whatsapp_use_link: 'يُرجى استخدام الرابط الموجود في الصفحة، حتى نعرف الطلب المقصود.',
    whatsapp_later: 'رسائل كثيرة. يُرجى المحاولة لاحقًا.',
    whatsapp_canceled: 'تم الإلغاء. لم يعد بإمكان أحد استخدام ذلك الرمز أو ذلك التأكيد.',
    // With the line for autofill below it a text message holds 70 characters in Arabic: no room for more.
    sms_code: '{authcode} رمزك في {name}. سري ولا يُعطى لأحد.',
    // Without "your": written it is for everybody, spoken it is for a man or a woman.
    call_code: 'هذه مكالمة من {site}. الرمز هو: {authcode}. مرة أخرى: {authcode}.',
    call_key: 'هذه مكالمة من {site}. لسماع الرمز، يُرجى الضغط على {key}.',
    call_button:
      'هذه مكالمة من {site}. لتأكيد طلب هذه المكالمة، يُرجى الضغط على 1. إذا لم تُطلب هذه المكالمة، يُرجى إنهاؤها.',
    call_thanks: 'شكرًا. يمكن إنهاء المكالمة الآن.',
    call_declined: 'لم يتم تأكيد أي شيء. مع السلامة.',
    email_subject: 'رمزك لموقع {site}',
    email_text: inMinutes(
      '{minutes}',
      minutes =>
        `رمزك لموقع {site}:\n\n{authcode}\n\nيُكتب فقط في صفحة {site} التي فتحتها بنفسك. وهو صالح لمدة ${minutes}.\nليس الطلب منك؟ يمكن تجاهل هذه الرسالة؛ لا يستطيع أحد استخدام الرمز من دون صفحتك.`,
    ),
    email_before: 'رمزك لموقع {site}:',
    email_after: inMinutes(
      '{minutes}',
      minutes => `يُكتب فقط في صفحة {site} التي فتحتها بنفسك. وهو صالح لمدة ${minutes}.`,
    ),
    email_not_you: 'ليس الطلب منك؟ يمكن تجاهل هذه الرسالة؛ لا يستطيع أحد استخدام الرمز من دون صفحتك.',
  },
}

/** After a preposition, hence the genitive of the dual. */
function inMinutes(count: string, sentence: (minutes: string) => string): Text {
  return {
    one: sentence('دقيقة واحدة'),
    two: sentence('دقيقتين'),
    few: sentence(`${count} دقائق`),
    other: sentence(`${count} دقيقة`),
  }
}

/**
 * A code has 6 to 10 digits, and up to 10 the noun is in the plural. The singular is said of a code whose length
 * is unknown, so it is a text of its own.
 */
function ofDigits(one: string, sentence: (digits: string) => string): Text {
  return { one, other: sentence('{n} أرقام') }
}
