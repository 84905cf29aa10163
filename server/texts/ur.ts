import type { Texts } from './en.ts'

/**
 * Urdu, in everyday words and with آپ; verbs stand where they tell no man from a woman. Digits are Latin, as
 * phones in Urdu show them. `\u2066…\u2069` and `\u2068…\u2069` keep a number with spaces, or an address, in its
 * own order between right-to-left words; they are escapes because no editor shows them. The code never stands
 * between such marks: it would be copied with them.
 */
export const ur: Texts = {
  widget: {
    // S1: choose
    title_phone: 'اپنے فون نمبر کی تصدیق کریں',
    title_email: 'اپنے ای میل پتے کی تصدیق کریں',
    title_any: 'اپنے فون یا ای میل کی تصدیق کریں',
    wa_continue: 'واٹس ایپ سے جاری رکھیں',
    wa_name: 'واٹس ایپ',
    wa_about: 'پیغام بھیجیں، جواب میں کوڈ پائیں',
    sms_continue: 'SMS سے جاری رکھیں',
    sms_name: 'SMS',
    sms_about: 'SMS سے کوڈ پائیں',
    call_continue: 'فون کال سے جاری رکھیں',
    call_name: 'فون کال',
    call_about: 'کوڈ سنیں',
    press_about: 'فون اٹھائیں اور 1 دبائیں',
    email_continue: 'ای میل سے جاری رکھیں',
    email_name: 'ای میل',
    email_about: 'ای میل سے کوڈ پائیں',
    resume: '{contact} سے جاری رکھیں',
    other_way: 'دوسرا طریقہ',
    back: 'واپس',

    // S2: contact
    sms_title: 'آپ کا موبائل نمبر',
    sms_send: 'SMS سے کوڈ بھیجیں',
    call_title: 'آپ کا فون نمبر',
    call_send: 'مجھے کال کریں',
    email_title: 'آپ کا ای میل پتہ',
    email_label: 'ای میل پتہ',
    email_hint: 'مثلاً \u2068name@example.com\u2069',
    email_send: 'ای میل سے کوڈ بھیجیں',
    phone_label: 'فون نمبر',
    country_label: 'ملک',
    phone_hint: 'مثلاً \u2066{example}\u2069',
    email_empty: 'اپنا ای میل پتہ لکھیں۔',
    phone_empty: 'اپنا نمبر لکھیں۔',
    email_invalid: 'پتہ دوبارہ دیکھیں۔ مثلاً \u2068name@example.com\u2069',
    phone_invalid: 'منتخب ملک ({country}) کے لیے یہ نمبر پورا نہیں ہے۔ ہندسے یا ملک دوبارہ دیکھیں۔',
    phone_invalid_plain: 'یہ نمبر پورا نہیں ہے۔ ہندسے دوبارہ دیکھیں۔',
    field_empty: 'پہلے ”{label}“ بھریں۔',

    // S3, S4w: WhatsApp
    wa_title: 'واٹس ایپ سے تصدیق کریں',
    wa_step_send: 'واٹس ایپ کھولیں اور بھیجنے والا تیر دبائیں۔ پیغام پہلے سے لکھا ہوا ہے۔',
    wa_step_code: {
      one: 'واپس آ کر جواب میں ملا کوڈ لکھیں۔',
      other: 'واپس آ کر جواب میں ملا {n} ہندسوں کا کوڈ لکھیں۔',
    },
    wa_open: 'واٹس ایپ کھولیں',
    wa_open_again: 'واٹس ایپ دوبارہ کھولیں',
    wa_open_here: 'اس کمپیوٹر پر واٹس ایپ کھولیں',
    wa_scan_caption: 'اپنے فون کے کیمرے سے اسکین کریں',
    wa_qr_name: 'QR کوڈ جو پہلے سے لکھے ہوئے پیغام کے ساتھ واٹس ایپ کھولتا ہے',
    wa_step_scan: 'QR کوڈ کو اپنے فون سے اسکین کریں۔',
    wa_step_arrow: 'واٹس ایپ میں بھیجنے والا تیر دبائیں۔',
    wa_step_type: {
      one: 'جواب میں ملا کوڈ لکھیں۔',
      other: 'جواب میں ملا {n} ہندسوں کا کوڈ لکھیں۔',
    },
    wa_waiting: 'آپ کے پیغام کا انتظار ہے…',
    wa_received: 'پیغام مل گیا',
    wa_type_code: 'واٹس ایپ پر ہمارے جواب میں ملا کوڈ لکھیں۔',
    wa_by_hand: 'خود بھیجیں',
    wa_by_hand_about: 'واٹس ایپ میں یہ متن اس نمبر پر بھیجیں:',
    wa_number: 'نمبر',
    wa_text: 'متن',
    wa_not_opened: 'واٹس ایپ نہیں کھلا؟ متن خود بھیجیں:',
    copy: 'کاپی کریں',
    copied: 'کاپی ہو گیا',
    copy_refused: 'کاپی کرنے کے لیے متن کو دبا کر رکھیں۔',

    // S4: code, S5: press 1
    sms_sent_title: 'اپنے پیغامات دیکھیں',
    sms_sending: '{contact} پر کوڈ بھیجا جا رہا ہے…',
    sms_sent: {
      one: 'ہم نے {contact} پر کوڈ بھیجا ہے۔',
      other: 'ہم نے {contact} پر {n} ہندسوں کا کوڈ بھیجا ہے۔',
    },
    call_sent_title: 'اپنا فون اٹھائیں',
    call_sending: '{contact} پر کال کی جا رہی ہے…',
    call_sent: {
      one: 'آپ کو کوڈ دو بار سنائی دے گا۔',
      other: 'آپ کو {n} ہندسوں کا کوڈ دو بار سنائی دے گا۔',
    },
    call_from: 'کال \u2066{sender}\u2069 سے آئے گی۔',
    call_again: 'دوبارہ کال کریں',
    call_again_in: '{time} میں دوبارہ کال کریں',
    press_sent: 'ہم ابھی {contact} پر کال کر رہے ہیں۔ فون اٹھائیں اور 1 دبائیں۔',
    press_waiting: '1 دبانے کا انتظار ہے…',
    email_sent_title: 'اپنی ای میل دیکھیں',
    email_sending: '{contact} پر کوڈ بھیجا جا رہا ہے…',
    email_sent: {
      one: 'ہم نے {contact} پر کوڈ بھیجا ہے۔ بھیجنے والا: \u2068{sender}\u2069',
      other: 'ہم نے {contact} پر {n} ہندسوں کا کوڈ بھیجا ہے۔ بھیجنے والا: \u2068{sender}\u2069',
    },
    code_label: 'کوڈ',
    code_hint: 'آخری ہندسہ لکھتے ہی کوڈ چیک ہو جائے گا۔',
    confirm: 'تصدیق کریں',
    resend: 'دوبارہ بھیجیں',
    resend_in: '{time} میں دوبارہ بھیجیں',
    change_phone: 'نمبر بدلیں',
    change_email: 'پتہ بدلیں',

    // Help block
    nothing_yet: 'ابھی تک نہیں آیا؟',
    any_code_works: 'ہمارا بھیجا ہوا کوئی بھی کوڈ چلے گا۔',
    email_spam: 'اسپام فولڈر میں دیکھیں۔ بھیجنے والا: \u2068{sender}\u2069',

    // S6: confirmed
    done: '{contact} کی تصدیق ہو گئی',
    change: 'بدلیں',
    run_out: '{contact} کی تصدیق \u2068{time}\u2069 پر ہوئی تھی۔ براہِ کرم دوبارہ تصدیق کریں۔',
    confirm_again: 'دوبارہ تصدیق کریں',

    // S7: ended
    locked: 'کئی بار غلط کوڈ لکھا گیا۔ حفاظت کے لیے یہ کوشش بند کر دی گئی ہے۔',
    expired: 'اس میں {n} منٹ سے زیادہ وقت لگا۔ کچھ بھی ضائع نہیں ہوا۔',
    canceled: 'اسے فون سے روک دیا گیا۔',
    session_gone: 'یہ صفحہ بہت دیر تک کھلا رہا۔',
    start_again: 'دوبارہ شروع کریں',
    send_new: 'نیا کوڈ بھیجیں',

    // S8: unavailable
    not_loaded: 'صفحے کا یہ حصہ لوڈ نہیں ہو سکا۔',
    not_available: 'اس صفحے پر تصدیق نہیں ہو سکتی۔',
    try_again: 'دوبارہ کوشش کریں',

    // Errors in a screen
    code_length: { one: 'کوڈ میں {n} ہندسہ ہوتا ہے۔', other: 'کوڈ میں {n} ہندسے ہوتے ہیں۔' },
    code_digits: 'کوڈ میں صرف ہندسے ہوتے ہیں۔',
    code_wrong: {
      one: 'یہ کوڈ درست نہیں ہے۔ {n} کوشش باقی ہے۔',
      other: 'یہ کوڈ درست نہیں ہے۔ {n} کوششیں باقی ہیں۔',
    },
    code_again: 'آپ یہ کوڈ پہلے لکھ چکے ہیں۔',
    no_code_yet: 'پہلے واٹس ایپ پیغام بھیجیں۔ کوڈ جواب میں ملے گا۔',
    no_call_yet: 'ابھی تک کال نہیں کی گئی۔',
    unsupported_text: 'اس ملک ({country}) کے نمبروں پر یہاں سے SMS نہیں بھیجا جا سکتا۔',
    unsupported_call: 'اس ملک ({country}) کے نمبروں پر یہاں سے کال نہیں کی جا سکتی۔',
    landline: 'یہ لینڈ لائن نمبر لگتا ہے۔ ہم اس پر کال کر سکتے ہیں۔',
    unsupported: 'اس ملک ({country}) کے نمبروں کی اس طریقے سے تصدیق نہیں ہو سکتی۔',
    wait_seconds: 'براہِ کرم {time} انتظار کریں۔',
    wait_minutes: 'اس کنکشن سے بہت زیادہ کوششیں ہوئیں۔ {n} منٹ بعد دوبارہ کوشش کریں۔',
    send_wait: 'آپ {time} میں دوبارہ بھیج سکتے ہیں۔',
    no_more_phone: 'فی الحال اس نمبر پر مزید پیغامات نہیں بھیجے جا سکتے۔',
    no_more_calls: 'فی الحال اس نمبر پر مزید کال نہیں کی جا سکتی۔',
    no_more_email: 'فی الحال اس پتے پر مزید پیغامات نہیں بھیجے جا سکتے۔',
    other_number: 'وہ پیغام کسی دوسرے نمبر سے آیا۔ اس فارم کے لیے {contact} چاہیے۔',
    text_me: 'اس کے بجائے SMS بھیجیں',
    use_sender: 'میرا واٹس ایپ نمبر لیں',
    number_hidden: 'آپ کا واٹس ایپ آپ کا نمبر چھپاتا ہے، اس لیے اس طریقے سے تصدیق نہیں ہو سکتی۔',
    not_answered: 'کسی نے فون نہیں اٹھایا۔',
    declined: '1 نہیں دبایا گیا۔',
    call_failed: '{contact} پر کال نہیں ہو سکی۔',
    undeliverable: '{contact} پر پیغام نہیں بھیجا جا سکا۔',
    wa_answer_failed: 'آپ کا پیغام مل گیا، لیکن جواب نہیں بھیجا جا سکا۔',
    offline: 'لگتا ہے انٹرنیٹ بند ہے۔ چلتے ہی یہ خود جاری ہو جائے گا۔',
    no_answer: 'سرور سے جواب نہیں ملا۔',
    unavailable: 'یہ ابھی کام نہیں کر رہا۔ ایک منٹ بعد دوبارہ کوشش کریں۔',
    one_moment: 'ایک لمحہ…',
    form_required: 'فارم بھیجنے سے پہلے اپنے فون نمبر کی تصدیق کریں۔',
    form_required_email: 'فارم بھیجنے سے پہلے اپنے ای میل پتے کی تصدیق کریں۔',
    form_required_any: 'فارم بھیجنے سے پہلے اپنے فون یا ای میل کی تصدیق کریں۔',
    form_moment: 'بس ایک لمحہ۔',

    // Spoken only
    say_ready: 'پیغام واٹس ایپ میں بھیجنے کے لیے تیار ہے۔',
    say_waiting: 'آپ کے پیغام کا انتظار ہے۔',
    say_received: 'پیغام مل گیا۔ کوڈ لکھیں۔',
    say_sent: '{contact} پر کوڈ بھیج دیا گیا۔',
    say_calling: '{contact} پر کال کی جا رہی ہے۔',
    say_resend: 'اب آپ دوبارہ بھیج سکتے ہیں۔',
    say_nothing_yet: 'ابھی تک نہیں آیا؟ نیچے اور طریقے ہیں۔',
    say_minute: 'ایک منٹ باقی ہے۔',
  },
  messages: {
    whatsapp_code:
      '*{authcode}*\n{site} کے لیے آپ کا کوڈ۔\nاسے صرف اسی صفحے پر لکھیں جو آپ نے خود کھولا ہے۔ {minutes} منٹ تک چلے گا۔ آپ نے نہیں مانگا؟ جواب میں لکھیں: نہیں',
    whatsapp_other: 'یہ درخواست اس چیٹ سے پوری نہیں ہو سکتی۔ براہِ کرم ویب سائٹ پر دوبارہ شروع کریں۔',
    whatsapp_help: 'براہِ کرم وہ ویب سائٹ کھولیں جس نے آپ سے پیغام بھیجنے کو کہا تھا، اور وہیں سے شروع کریں۔',
    whatsapp_use_link: 'براہِ کرم صفحے پر دیا گیا لنک استعمال کریں، تاکہ ہمیں معلوم ہو کہ کون سی درخواست ہے۔',
    whatsapp_later: 'بہت زیادہ پیغامات آ گئے۔ براہِ کرم بعد میں دوبارہ کوشش کریں۔',
    whatsapp_canceled: 'منسوخ کر دیا گیا۔ اب کوئی بھی وہ کوڈ یا تصدیق استعمال نہیں کر سکتا۔',
    // With the line for autofill below it a text message holds 70 characters in Urdu: no room for more.
    sms_code: '{authcode} آپ کا {name} کوڈ ہے۔ کسی کو نہ دیں۔',
    call_code: 'یہ کال {site} سے ہے۔ آپ کا کوڈ ہے: {authcode}۔ ایک بار پھر: {authcode}۔',
    call_key: 'یہ کال {site} سے ہے۔ اپنا کوڈ سننے کے لیے {key} دبائیں۔',
    call_button:
      'یہ کال {site} سے ہے۔ اگر یہ کال آپ نے مانگی ہے تو تصدیق کے لیے 1 دبائیں۔ اگر نہیں مانگی تو فون رکھ دیں۔',
    call_thanks: 'شکریہ۔ اب آپ فون رکھ سکتے ہیں۔',
    call_declined: 'کسی چیز کی تصدیق نہیں ہوئی۔ خدا حافظ۔',
    email_subject: '{site} کے لیے آپ کا کوڈ',
    email_text:
      '{site} کے لیے آپ کا کوڈ:\n\n{authcode}\n\nاسے صرف {site} کے اسی صفحے پر لکھیں جو آپ نے خود کھولا ہے۔ یہ {minutes} منٹ تک چلے گا۔\nآپ نے نہیں مانگا؟ اس ای میل کو نظر انداز کریں؛ آپ کے صفحے کے بغیر کوئی بھی یہ کوڈ استعمال نہیں کر سکتا۔',
    email_before: '{site} کے لیے آپ کا کوڈ:',
    email_after: 'اسے صرف {site} کے اسی صفحے پر لکھیں جو آپ نے خود کھولا ہے۔ یہ {minutes} منٹ تک چلے گا۔',
    email_not_you:
      'آپ نے نہیں مانگا؟ اس ای میل کو نظر انداز کریں؛ آپ کے صفحے کے بغیر کوئی بھی یہ کوڈ استعمال نہیں کر سکتا۔',
  },
}
