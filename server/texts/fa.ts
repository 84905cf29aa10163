import type { Texts } from './en.ts'

/**
 * Persian, with the polite plural. After a number a noun stays in the singular. Digits are Latin, as the code
 * comes. `\u2066…\u2069` and `\u2068…\u2069` keep a number with spaces, or an address, in its own order between
 * right-to-left words; they are escapes because no editor shows them. The code never stands between such marks:
 * it would be copied with them. The half-space inside words (می‌کنیم) is U+200C.
 */
export const fa: Texts = {
  widget: {
    // S1: choose
    title_phone: 'تأیید شمارهٔ تلفن',
    title_email: 'تأیید آدرس ایمیل',
    title_any: 'تأیید تلفن یا ایمیل',
    wa_continue: 'ادامه با واتساپ',
    wa_name: 'واتساپ',
    wa_about: 'پیام بفرستید و در پاسخ کد بگیرید',
    sms_continue: 'ادامه با پیامک',
    sms_name: 'پیامک',
    sms_about: 'کد را با پیامک بگیرید',
    call_continue: 'ادامه با تماس تلفنی',
    call_name: 'تماس تلفنی',
    call_about: 'کد را بشنوید',
    press_about: 'پاسخ دهید و 1 را بزنید',
    email_continue: 'ادامه با ایمیل',
    email_name: 'ایمیل',
    email_about: 'کد را با ایمیل بگیرید',
    resume: 'ادامه با {contact}',
    other_way: 'روشی دیگر',
    back: 'بازگشت',

    // S2: contact
    sms_title: 'شمارهٔ موبایل شما',
    sms_send: 'ارسال کد با پیامک',
    call_title: 'شمارهٔ تلفن شما',
    call_send: 'با من تماس بگیرید',
    email_title: 'آدرس ایمیل شما',
    email_label: 'آدرس ایمیل',
    email_hint: 'مثال: \u2068name@example.com\u2069',
    email_send: 'ارسال کد با ایمیل',
    phone_label: 'شمارهٔ تلفن',
    country_label: 'کشور',
    phone_hint: 'مثال: \u2066{example}\u2069',
    email_empty: 'آدرس ایمیل خود را بنویسید.',
    phone_empty: 'شمارهٔ خود را بنویسید.',
    email_invalid: 'آدرس را بررسی کنید. مثال: \u2068name@example.com\u2069.',
    phone_invalid: 'این شماره برای کشور انتخاب‌شده ({country}) کامل نیست. رقم‌ها یا کشور را بررسی کنید.',
    phone_invalid_plain: 'این شماره کامل نیست. رقم‌ها را بررسی کنید.',
    field_empty: 'ابتدا «{label}» را پر کنید.',

    // S3, S4w: WhatsApp
    wa_title: 'تأیید با واتساپ',
    wa_step_send: 'واتساپ را باز کنید و پیکان ارسال را بزنید. پیام از پیش نوشته شده است.',
    wa_step_code: {
      one: 'به اینجا برگردید و کدی را که در پاسخ آمده بنویسید.',
      other: 'به اینجا برگردید و کد {n} رقمی را که در پاسخ آمده بنویسید.',
    },
    wa_open: 'باز کردن واتساپ',
    wa_open_again: 'باز کردن دوبارهٔ واتساپ',
    wa_open_here: 'باز کردن واتساپ در همین کامپیوتر',
    wa_scan_caption: 'با دوربین گوشی اسکن کنید',
    wa_qr_name: 'کد QR که واتساپ را با پیام نوشته‌شده باز می‌کند',
    wa_step_scan: 'کد QR را با گوشی اسکن کنید.',
    wa_step_arrow: 'در واتساپ پیکان ارسال را بزنید.',
    wa_step_type: {
      one: 'کدی را که در پاسخ آمده بنویسید.',
      other: 'کد {n} رقمی را که در پاسخ آمده بنویسید.',
    },
    wa_waiting: 'در انتظار پیام شما…',
    wa_received: 'پیام رسید',
    wa_type_code: 'کدی را که در پاسخ ما در واتساپ آمده بنویسید.',
    wa_by_hand: 'خودتان بفرستید',
    wa_by_hand_about: 'این متن را در واتساپ به این شماره بفرستید:',
    wa_number: 'شماره',
    wa_text: 'متن',
    wa_not_opened: 'واتساپ باز نشد؟ متن را خودتان بفرستید:',
    copy: 'کپی',
    copied: 'کپی شد',
    copy_refused: 'برای کپی، متن را لمس کنید و نگه دارید.',

    // S4: code, S5: press 1
    sms_sent_title: 'پیامک‌هایتان را ببینید',
    sms_sending: 'در حال ارسال کد به {contact}…',
    sms_sent: {
      one: 'کدی به {contact} فرستادیم.',
      other: 'یک کد {n} رقمی به {contact} فرستادیم.',
    },
    call_sent_title: 'به تلفن پاسخ دهید',
    call_sending: 'در حال تماس با {contact}…',
    call_sent: {
      one: 'کد دو بار خوانده می‌شود.',
      other: 'کد {n} رقمی دو بار خوانده می‌شود.',
    },
    call_from: 'تماس از \u2066{sender}\u2069 است.',
    call_again: 'تماس دوباره',
    call_again_in: 'تماس دوباره تا {time} دیگر',
    press_sent: 'در حال تماس با {contact} هستیم. پاسخ دهید و 1 را بزنید.',
    press_waiting: 'در انتظار زدن 1…',
    email_sent_title: 'ایمیلتان را ببینید',
    email_sending: 'در حال ارسال کد به {contact}…',
    email_sent: {
      one: 'کدی به {contact} فرستادیم. فرستنده: \u2068{sender}\u2069.',
      other: 'یک کد {n} رقمی به {contact} فرستادیم. فرستنده: \u2068{sender}\u2069.',
    },
    code_label: 'کد',
    code_hint: 'کد با نوشتن آخرین رقم بررسی می‌شود.',
    confirm: 'تأیید',
    resend: 'ارسال دوباره',
    resend_in: 'ارسال دوباره تا {time} دیگر',
    change_phone: 'تغییر شماره',
    change_email: 'تغییر آدرس',

    // Help block
    nothing_yet: 'هنوز نرسیده؟',
    any_code_works: 'هر کدی که برایتان فرستاده‌ایم کار می‌کند.',
    email_spam: 'پوشهٔ هرزنامه را ببینید. فرستنده: \u2068{sender}\u2069.',

    // S6: confirmed
    done: '{contact} تأیید شد',
    change: 'تغییر',
    run_out: '{contact} در ساعت \u2068{time}\u2069 تأیید شد. لطفاً دوباره تأیید کنید.',
    confirm_again: 'تأیید دوباره',

    // S7: ended
    locked: 'چند بار کد نادرست وارد شد. برای امنیت، این درخواست بسته شد.',
    expired: 'بیش از {n} دقیقه طول کشید. چیزی از دست نرفته است.',
    canceled: 'این کار از گوشی متوقف شد.',
    session_gone: 'این صفحه زمان زیادی باز بود.',
    start_again: 'شروع دوباره',
    send_new: 'ارسال کد جدید',

    // S8: unavailable
    not_loaded: 'این بخش از صفحه بارگذاری نشد.',
    not_available: 'تأیید در این صفحه ممکن نیست.',
    try_again: 'تلاش دوباره',

    // Errors in a screen
    code_length: 'کد {n} رقم دارد.',
    code_digits: 'کد فقط رقم دارد.',
    code_wrong: {
      one: 'این کد درست نیست. یک بار دیگر می‌توانید تلاش کنید.',
      other: 'این کد درست نیست. {n} بار دیگر می‌توانید تلاش کنید.',
    },
    code_again: 'این کد را پیش‌تر امتحان کرده‌اید.',
    no_code_yet: 'ابتدا پیام واتساپ را بفرستید. کد در پاسخ می‌آید.',
    no_call_yet: 'هنوز تماس نگرفته‌ایم.',
    unsupported_text: 'از اینجا نمی‌توان به شماره‌های این کشور ({country}) پیامک فرستاد.',
    unsupported_call: 'از اینجا نمی‌توان با شماره‌های این کشور ({country}) تماس گرفت.',
    landline: 'به نظر می‌رسد این تلفن ثابت است. می‌توانیم با آن تماس بگیریم.',
    unsupported: 'شماره‌های این کشور ({country}) را نمی‌توان با این روش تأیید کرد.',
    wait_seconds: 'لطفاً {time} صبر کنید.',
    wait_minutes: 'از این اتصال بیش از حد تلاش شده است. {n} دقیقهٔ دیگر می‌توانید دوباره تلاش کنید.',
    send_wait: '{time} دیگر می‌توانید دوباره بفرستید.',
    no_more_phone: 'فعلاً نمی‌توان پیام دیگری به این شماره فرستاد.',
    no_more_calls: 'فعلاً نمی‌توان دوباره با این شماره تماس گرفت.',
    no_more_email: 'فعلاً نمی‌توان پیام دیگری به این آدرس فرستاد.',
    other_number: 'این پیام از شمارهٔ دیگری آمد. این فرم شمارهٔ {contact} را می‌خواهد.',
    text_me: 'به‌جای آن پیامک بفرستید',
    use_sender: 'شمارهٔ واتساپ من',
    number_hidden: 'واتساپ شما شماره‌تان را پنهان می‌کند و نمی‌توان آن را با این روش تأیید کرد.',
    not_answered: 'کسی پاسخ نداد.',
    declined: '1 زده نشد.',
    call_failed: 'تماس با {contact} ممکن نشد.',
    undeliverable: 'ارسال پیام به {contact} ممکن نشد.',
    wa_answer_failed: 'پیام شما رسید، ولی ارسال پاسخ ممکن نشد.',
    offline: 'به نظر می‌رسد اینترنت قطع است. با وصل شدن، خودش ادامه می‌یابد.',
    no_answer: 'سرور پاسخ نمی‌دهد.',
    unavailable: 'این بخش اکنون کار نمی‌کند. یک دقیقهٔ دیگر دوباره تلاش کنید.',
    one_moment: 'یک لحظه…',
    form_required: 'پیش از ارسال فرم، شمارهٔ تلفن خود را تأیید کنید.',
    form_required_email: 'پیش از ارسال فرم، آدرس ایمیل خود را تأیید کنید.',
    form_required_any: 'پیش از ارسال فرم، تلفن یا ایمیل خود را تأیید کنید.',
    form_moment: 'یک لحظه، لطفاً.',

    // Spoken only
    say_ready: 'پیام در واتساپ آمادهٔ ارسال است.',
    say_waiting: 'در انتظار پیام شما.',
    say_received: 'پیام رسید. کد را بنویسید.',
    say_sent: 'کد به {contact} فرستاده شد.',
    say_calling: 'در حال تماس با {contact}.',
    say_resend: 'اکنون می‌توانید دوباره بفرستید.',
    say_nothing_yet: 'هنوز نرسیده؟ روش‌های دیگر در پایین است.',
    say_minute: 'یک دقیقه مانده است.',
  },
  messages: {
    whatsapp_code:
      '*{authcode}*\nکد شما برای {site}.\nآن را فقط در صفحه‌ای بنویسید که خودتان باز کرده‌اید. تا {minutes} دقیقه معتبر است. شما نخواسته‌اید؟ در پاسخ بنویسید: نه',
    whatsapp_other: 'این درخواست از این گفتگو کامل نمی‌شود. لطفاً در وب‌سایت دوباره شروع کنید.',
    whatsapp_help: 'لطفاً وب‌سایتی را که از شما خواست پیام بفرستید باز کنید و از آنجا شروع کنید.',
    whatsapp_use_link: 'لطفاً از پیوند صفحه استفاده کنید تا بدانیم منظورتان کدام درخواست است.',
    whatsapp_later: 'پیام‌ها بیش از حد است. لطفاً بعداً دوباره تلاش کنید.',
    whatsapp_canceled: 'لغو شد. دیگر کسی نمی‌تواند از آن کد یا تأیید استفاده کند.',
    // With the line for autofill below it a text message holds 70 characters in Persian: no room for more.
    sms_code: '{authcode} کد {name} شماست. به کسی ندهید.',
    call_code: 'این تماس از {site} است. کد شما: {authcode}. دوباره: {authcode}.',
    call_key: 'این تماس از {site} است. برای شنیدن کد، {key} را بزنید.',
    call_button:
      'این تماس از {site} است. اگر شما این تماس را خواسته‌اید، برای تأیید 1 را بزنید. اگر نخواسته‌اید، تلفن را قطع کنید.',
    call_thanks: 'سپاسگزاریم. اکنون می‌توانید تلفن را قطع کنید.',
    call_declined: 'چیزی تأیید نشد. خدانگهدار.',
    email_subject: 'کد شما برای {site}',
    email_text:
      'کد شما برای {site}:\n\n{authcode}\n\nآن را فقط در صفحه‌ای از {site} بنویسید که خودتان باز کرده‌اید. تا {minutes} دقیقه معتبر است.\nشما نخواسته‌اید؟ این پیام را نادیده بگیرید؛ بدون صفحهٔ شما کسی نمی‌تواند از کد استفاده کند.',
    email_before: 'کد شما برای {site}:',
    email_after: 'آن را فقط در صفحه‌ای از {site} بنویسید که خودتان باز کرده‌اید. تا {minutes} دقیقه معتبر است.',
    email_not_you: 'شما نخواسته‌اید؟ این پیام را نادیده بگیرید؛ بدون صفحهٔ شما کسی نمی‌تواند از کد استفاده کند.',
  },
}
