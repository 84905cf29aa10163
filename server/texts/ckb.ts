import type { Texts } from './en.ts'

/**
 * Central Kurdish, in Arabic script. Buttons are verbal nouns, sentences say تۆ, as apps in Kurdish do; after a
 * number a noun stays in the singular. Digits are Latin, as phones show them. `\u2066…\u2069` and
 * `\u2068…\u2069` keep a number with spaces, or an address, in its own order between right-to-left words; they
 * are escapes because no editor shows them. The code never stands between such marks: it would be copied with
 * them.
 */
export const ckb: Texts = {
  widget: {
    // S1: choose
    title_phone: 'پشتڕاستکردنەوەی ژمارەی تەلەفۆن',
    title_email: 'پشتڕاستکردنەوەی ئیمەیڵ',
    title_any: 'پشتڕاستکردنەوەی تەلەفۆن یان ئیمەیڵ',
    wa_continue: 'بەردەوامبوون بە واتسئاپ',
    wa_name: 'واتسئاپ',
    wa_about: 'نامەیەک بنێرە، لە وەڵامدا کۆد وەربگرە',
    sms_continue: 'بەردەوامبوون بە SMS',
    sms_name: 'SMS',
    sms_about: 'کۆدەکە بە SMS وەربگرە',
    call_continue: 'بەردەوامبوون بە تەلەفۆن',
    call_name: 'پەیوەندی تەلەفۆنی',
    call_about: 'گوێ لە کۆدەکە بگرە',
    press_about: 'وەڵام بدەوە و 1 دابگرە',
    email_continue: 'بەردەوامبوون بە ئیمەیڵ',
    email_name: 'ئیمەیڵ',
    email_about: 'کۆدەکە بە ئیمەیڵ وەربگرە',
    resume: 'بەردەوامبوون بە {contact}',
    other_way: 'ڕێگەیەکی تر',
    back: 'گەڕانەوە',

    // S2: contact
    sms_title: 'ژمارەی مۆبایلەکەت',
    sms_send: 'ناردنی کۆد بە SMS',
    call_title: 'ژمارەی تەلەفۆنەکەت',
    call_send: 'پەیوەندیم پێوە بکە',
    email_title: 'ناونیشانی ئیمەیڵەکەت',
    email_label: 'ناونیشانی ئیمەیڵ',
    email_hint: 'بۆ نموونە \u2068name@example.com\u2069',
    email_send: 'ناردنی کۆد بە ئیمەیڵ',
    phone_label: 'ژمارەی تەلەفۆن',
    country_label: 'وڵات',
    phone_hint: 'بۆ نموونە \u2066{example}\u2069',
    email_empty: 'ناونیشانی ئیمەیڵەکەت بنووسە.',
    phone_empty: 'ژمارەی تەلەفۆنەکەت بنووسە.',
    email_invalid: 'سەیری ناونیشانەکە بکەرەوە. بۆ نموونە \u2068name@example.com\u2069.',
    phone_invalid: 'ئەم ژمارەیە بۆ ئەم وڵاتە ({country}) تەواو نییە. سەیری ژمارەکە یان وڵاتەکە بکەرەوە.',
    phone_invalid_plain: 'ئەم ژمارەیە تەواو نییە. سەیری ژمارەکە بکەرەوە.',
    field_empty: 'سەرەتا «{label}» پڕ بکەرەوە.',

    // S3, S4w: WhatsApp
    wa_title: 'پشتڕاستکردنەوە بە واتسئاپ',
    wa_step_send: 'واتسئاپ بکەرەوە و تیری ناردن دابگرە. نامەکە پێشتر نووسراوە.',
    wa_step_code: {
      one: 'بگەڕێوە ئێرە و کۆدی ناو وەڵامەکە بنووسە.',
      other: 'بگەڕێوە ئێرە و کۆدی {n} ژمارەیی ناو وەڵامەکە بنووسە.',
    },
    wa_open: 'کردنەوەی واتسئاپ',
    wa_open_again: 'دووبارە کردنەوەی واتسئاپ',
    wa_open_here: 'کردنەوەی واتسئاپ لەم کۆمپیوتەرە',
    wa_scan_caption: 'بە کامێرای مۆبایلەکەت سکانی بکە',
    wa_qr_name: 'کۆدی QR کە واتسئاپ بە نامەی نووسراوەوە دەکاتەوە',
    wa_step_scan: 'کۆدی QR بە مۆبایلەکەت سکان بکە.',
    wa_step_arrow: 'لە واتسئاپ تیری ناردن دابگرە.',
    wa_step_type: {
      one: 'کۆدی ناو وەڵامەکە بنووسە.',
      other: 'کۆدی {n} ژمارەیی ناو وەڵامەکە بنووسە.',
    },
    wa_waiting: 'چاوەڕێی نامەکەت دەکەین…',
    wa_received: 'نامەکە گەیشت',
    wa_type_code: 'کۆدی ناو وەڵامەکەمان لە واتسئاپ بنووسە.',
    wa_by_hand: 'خۆت بینێرە',
    wa_by_hand_about: 'ئەم دەقە لە واتسئاپ بۆ ئەم ژمارەیە بنێرە:',
    wa_number: 'ژمارە',
    wa_text: 'دەق',
    wa_not_opened: 'واتسئاپ نەکرایەوە؟ خۆت دەقەکە بنێرە:',
    copy: 'کۆپیکردن',
    copied: 'کۆپی کرا',
    copy_refused: 'بۆ کۆپیکردن، پەنجە لەسەر دەقەکە ڕابگرە.',

    // S4: code, S5: press 1
    sms_sent_title: 'سەیری نامەکانت بکە',
    sms_sending: 'ناردنی کۆد بۆ {contact}…',
    sms_sent: {
      one: 'کۆدێکمان بۆ {contact} نارد.',
      other: 'کۆدێکی {n} ژمارەییمان بۆ {contact} نارد.',
    },
    call_sent_title: 'وەڵامی تەلەفۆنەکەت بدەوە',
    call_sending: 'پەیوەندی بە ژمارەی {contact} دەکەین…',
    call_sent: {
      one: 'دوو جار گوێت لە کۆدەکە دەبێت.',
      other: 'دوو جار گوێت لە کۆدێکی {n} ژمارەیی دەبێت.',
    },
    call_from: 'پەیوەندییەکە لە \u2066{sender}\u2069 دێت.',
    call_again: 'پەیوەندی دووبارە',
    call_again_in: 'پەیوەندی دووبارە دوای {time}',
    press_sent: 'ئێستا پەیوەندی بە ژمارەی {contact} دەکەین. وەڵام بدەوە و 1 دابگرە.',
    press_waiting: 'چاوەڕێ دەکەین 1 دابگریت…',
    email_sent_title: 'سەیری ئیمەیڵەکەت بکە',
    email_sending: 'ناردنی کۆد بۆ {contact}…',
    email_sent: {
      one: 'کۆدێکمان بۆ {contact} نارد. نێرەر: \u2068{sender}\u2069.',
      other: 'کۆدێکی {n} ژمارەییمان بۆ {contact} نارد. نێرەر: \u2068{sender}\u2069.',
    },
    code_label: 'کۆد',
    code_hint: 'دوای دوایین ژمارە، کۆدەکە خۆی دەپشکنرێت.',
    confirm: 'پشتڕاستکردنەوە',
    resend: 'ناردنەوە',
    resend_in: 'ناردنەوە دوای {time}',
    change_phone: 'گۆڕینی ژمارە',
    change_email: 'گۆڕینی ناونیشان',

    // Help block
    nothing_yet: 'هێشتا نەگەیشتووە؟',
    any_code_works: 'هەر کۆدێک بۆمان ناردوویت کار دەکات.',
    email_spam: 'سەیری فۆڵدەری سپام بکە. نێرەر: \u2068{sender}\u2069.',

    // S6: confirmed
    done: '{contact} پشتڕاست کرایەوە',
    change: 'گۆڕین',
    run_out: '{contact} کاتژمێر \u2068{time}\u2069 پشتڕاست کرایەوە. تکایە دووبارە پشتڕاستی بکەرەوە.',
    confirm_again: 'دووبارە پشتڕاستکردنەوە',

    // S7: ended
    locked: 'زۆر جار کۆدی هەڵە نووسرا. بۆ پاراستنت ئەم هەوڵە داخرا.',
    expired: 'زیاتر لە {n} خولەکی خایاند. هیچ شتێک لەدەست نەچووە.',
    canceled: 'ئەمە لە مۆبایلەکەوە ڕاگیرا.',
    session_gone: 'ئەم پەڕەیە زۆر بە کراوەیی مایەوە.',
    start_again: 'دەستپێکردنەوە',
    send_new: 'ناردنی کۆدی نوێ',

    // S8: unavailable
    not_loaded: 'نەتوانرا ئەم بەشەی پەڕەکە بار بکرێت.',
    not_available: 'لەم پەڕەیەدا پشتڕاستکردنەوە بەردەست نییە.',
    try_again: 'هەوڵدانەوە',

    // Errors in a screen
    code_length: 'کۆدەکە {n} ژمارەییە.',
    code_digits: 'کۆدەکە تەنها ژمارەیە.',
    code_wrong: 'ئەم کۆدە ڕاست نییە. {n} هەوڵت ماوە.',
    code_again: 'پێشتر ئەم کۆدەت تاقی کردووەتەوە.',
    no_code_yet: 'سەرەتا نامەی واتسئاپ بنێرە. کۆدەکە لە وەڵامەکەدایە.',
    no_call_yet: 'هێشتا پەیوەندیمان نەکردووە.',
    unsupported_text: 'لێرەوە SMS بۆ ژمارەکانی ئەم وڵاتە ({country}) نانێردرێت.',
    unsupported_call: 'لێرەوە پەیوەندی بە ژمارەکانی ئەم وڵاتەوە ({country}) ناکرێت.',
    landline: 'پێدەچێت ئەمە تەلەفۆنی ماڵەوە بێت. دەتوانین پەیوەندی پێوە بکەین.',
    unsupported: 'ژمارەکانی ئەم وڵاتە ({country}) بەم ڕێگەیە پشتڕاست ناکرێنەوە.',
    wait_seconds: 'تکایە {time} چاوەڕێ بکە.',
    wait_minutes: 'لەم هێڵەوە زۆر هەوڵ دراوە. دوای {n} خولەک دووبارە هەوڵ بدە.',
    send_wait: 'دوای {time} دەتوانیت دووبارە بنێریت.',
    no_more_phone: 'بۆ ئێستا نامەی تر بۆ ئەم ژمارەیە نانێردرێت.',
    no_more_calls: 'بۆ ئێستا پەیوەندی تر بەم ژمارەیەوە ناکرێت.',
    no_more_email: 'بۆ ئێستا نامەی تر بۆ ئەم ناونیشانە نانێردرێت.',
    other_number: 'نامەکە لە ژمارەیەکی ترەوە هات. ئەم فۆڕمە {contact} داوا دەکات.',
    text_me: 'لەبری ئەوە بە SMS',
    use_sender: 'ژمارەی واتسئاپەکەم',
    number_hidden: 'واتسئاپەکەت ژمارەکەت دەشارێتەوە، بۆیە بەم ڕێگەیە پشتڕاست ناکرێتەوە.',
    not_answered: 'کەس وەڵامی نەدایەوە.',
    declined: '1 دانەگیرا.',
    call_failed: 'نەتوانرا پەیوەندی بە ژمارەی {contact} بکرێت.',
    undeliverable: 'نەتوانرا نامەکە بۆ {contact} بنێردرێت.',
    wa_answer_failed: 'نامەکەت گەیشت، بەڵام نەتوانرا وەڵامەکە بنێردرێت.',
    offline: 'پێدەچێت ئینتەرنێتت نەبێت. کە گەڕایەوە، خۆی بەردەوام دەبێت.',
    no_answer: 'سێرڤەر وەڵام ناداتەوە.',
    unavailable: 'ئەمە ئێستا کار ناکات. دوای یەک خولەک دووبارە هەوڵ بدە.',
    one_moment: 'ساتێک…',
    form_required: 'پێش ناردنی فۆڕمەکە ژمارەی تەلەفۆنەکەت پشتڕاست بکەرەوە.',
    form_required_email: 'پێش ناردنی فۆڕمەکە ئیمەیڵەکەت پشتڕاست بکەرەوە.',
    form_required_any: 'پێش ناردنی فۆڕمەکە تەلەفۆن یان ئیمەیڵەکەت پشتڕاست بکەرەوە.',
    form_moment: 'تکایە ساتێک.',

    // Spoken only
    say_ready: 'نامەکە لە واتسئاپ ئامادەی ناردنە.',
    say_waiting: 'چاوەڕێی نامەکەت دەکەین.',
    say_received: 'نامەکە گەیشت. کۆدەکە بنووسە.',
    say_sent: 'کۆدەکە بۆ {contact} نێردرا.',
    say_calling: 'پەیوەندی بە ژمارەی {contact} دەکەین.',
    say_resend: 'ئێستا دەتوانیت دووبارە بنێریت.',
    say_nothing_yet: 'هێشتا نەگەیشتووە؟ ڕێگەی تر لە خوارەوە هەیە.',
    say_minute: 'یەک خولەک ماوە.',
  },
  messages: {
    whatsapp_code:
      '*{authcode}*\nکۆدەکەتە بۆ {site}.\nتەنها لەو پەڕەیەدا بینووسە کە خۆت کردووتەتەوە. بۆ {minutes} خولەک کار دەکات. تۆ نەبوویت؟ لە وەڵامدا بنووسە: نەخێر',
    whatsapp_other: 'ئەم داوایە لەم چاتەوە تەواو نابێت. تکایە لە ماڵپەڕەکە دووبارە دەست پێ بکە.',
    whatsapp_help: 'تکایە ئەو ماڵپەڕە بکەرەوە کە داوای نامەی لێ کردیت، و لەوێوە دەست پێ بکە.',
    whatsapp_use_link: 'تکایە بەستەری ناو پەڕەکە بەکار بهێنە، بۆ ئەوەی بزانین مەبەستت کام داوایە.',
    whatsapp_later: 'نامەکان زۆرن. تکایە دواتر دووبارە هەوڵ بدە.',
    whatsapp_canceled: 'هەڵوەشێندرایەوە. ئیتر کەس ناتوانێت ئەو کۆدە یان ئەو پشتڕاستکردنەوەیە بەکار بهێنێت.',
    // With the line for autofill below it a text message holds 70 characters in Kurdish: no room for more.
    sms_code: '{authcode} کۆدەکەتە بۆ {name}. بە کەسی مەدە.',
    call_code: 'ئەم پەیوەندییە لە {site} دێت. کۆدەکەت: {authcode}. دووبارە: {authcode}.',
    call_key: 'ئەم پەیوەندییە لە {site} دێت. بۆ بیستنی کۆدەکەت {key} دابگرە.',
    call_button:
      'ئەم پەیوەندییە لە {site} دێت. ئەگەر خۆت داوات کردووە، بۆ پشتڕاستکردنەوە 1 دابگرە. ئەگەر نا، تەلەفۆنەکە دابخە.',
    call_thanks: 'سوپاس. ئێستا دەتوانیت تەلەفۆنەکە دابخەیت.',
    call_declined: 'هیچ شتێک پشتڕاست نەکرایەوە. خوات لەگەڵ.',
    email_subject: 'کۆدەکەت بۆ {site}',
    email_text:
      'کۆدەکەت بۆ {site}:\n\n{authcode}\n\nتەنها لەو پەڕەیەی {site} بینووسە کە خۆت کردووتەتەوە. بۆ {minutes} خولەک کار دەکات.\nتۆ نەبوویت؟ ئەم نامەیە پشتگوێ بخە؛ بەبێ پەڕەکەی تۆ کەس ناتوانێت کۆدەکە بەکار بهێنێت.',
    email_before: 'کۆدەکەت بۆ {site}:',
    email_after: 'تەنها لەو پەڕەیەی {site} بینووسە کە خۆت کردووتەتەوە. بۆ {minutes} خولەک کار دەکات.',
    email_not_you: 'تۆ نەبوویت؟ ئەم نامەیە پشتگوێ بخە؛ بەبێ پەڕەکەی تۆ کەس ناتوانێت کۆدەکە بەکار بهێنێت.',
  },
}
