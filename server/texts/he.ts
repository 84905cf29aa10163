import type { Text } from '../api.ts'
import type { Texts } from './en.ts'

/**
 * Hebrew. Buttons are nouns of action, sentences address the visitor in the plural, which is nobody's gender.
 * Of minutes and tries there are one, two, or many. `\u2066…\u2069` and `\u2068…\u2069` keep a number
 * with spaces, or an address, in its own order between right-to-left words; they are escapes because no editor
 * shows them. The code never stands between such marks: it would be copied with them.
 */
export const he: Texts = {
  widget: {
    // S1: choose
    title_phone: 'אישור מספר הטלפון',
    title_email: 'אישור כתובת האימייל',
    title_any: 'אישור הטלפון או האימייל',
    wa_continue: 'המשך בוואטסאפ',
    wa_name: 'וואטסאפ',
    wa_about: 'שולחים הודעה ומקבלים קוד בתשובה',
    sms_continue: 'המשך בהודעת SMS',
    sms_name: 'הודעת SMS',
    sms_about: 'מקבלים קוד בהודעת SMS',
    call_continue: 'המשך בשיחת טלפון',
    call_name: 'שיחת טלפון',
    call_about: 'שומעים את הקוד',
    press_about: 'עונים ומקישים 1',
    email_continue: 'המשך באימייל',
    email_name: 'אימייל',
    email_about: 'מקבלים קוד באימייל',
    resume: 'המשך עם {contact}',
    other_way: 'דרך אחרת',
    back: 'חזרה',

    // S2: contact
    sms_title: 'מספר הנייד שלכם',
    sms_send: 'שליחת קוד בהודעת SMS',
    call_title: 'מספר הטלפון שלכם',
    call_send: 'התקשרו אליי',
    email_title: 'כתובת האימייל שלכם',
    email_label: 'כתובת אימייל',
    email_hint: 'לדוגמה: \u2068name@example.com\u2069',
    email_send: 'שליחת קוד באימייל',
    phone_label: 'מספר טלפון',
    country_label: 'מדינה',
    phone_hint: 'לדוגמה: \u2066{example}\u2069',
    email_empty: 'הקלידו כתובת אימייל.',
    phone_empty: 'הקלידו מספר טלפון.',
    email_invalid: 'בדקו את הכתובת. לדוגמה: \u2068name@example.com\u2069.',
    phone_invalid: 'המספר לא מלא עבור המדינה שנבחרה ({country}). בדקו את הספרות או את המדינה.',
    phone_invalid_plain: 'המספר לא מלא. בדקו את הספרות.',
    field_empty: 'מלאו קודם את השדה ”{label}”.',

    // S3, S4w: WhatsApp
    wa_title: 'אישור בוואטסאפ',
    wa_step_send: 'פתחו את וואטסאפ ולחצו על חץ השליחה. ההודעה כבר כתובה.',
    wa_step_code: ofDigits(
      'חזרו לכאן והקלידו את הקוד שבתשובה.',
      (_, theDigits) => `חזרו לכאן והקלידו את הקוד בן ${theDigits} שבתשובה.`,
    ),
    wa_open: 'פתיחת וואטסאפ',
    wa_open_again: 'פתיחת וואטסאפ שוב',
    wa_open_here: 'פתיחת וואטסאפ במחשב הזה',
    wa_scan_caption: 'סרקו במצלמת הטלפון',
    wa_qr_name: 'קוד QR שפותח את וואטסאפ כשההודעה כבר כתובה',
    wa_step_scan: 'סרקו את קוד ה־QR בטלפון.',
    wa_step_arrow: 'לחצו על חץ השליחה בוואטסאפ.',
    wa_step_type: ofDigits(
      'הקלידו את הקוד שבתשובה.',
      (_, theDigits) => `הקלידו את הקוד בן ${theDigits} שבתשובה.`,
    ),
    wa_waiting: 'ממתינים להודעה שלכם…',
    wa_received: 'ההודעה התקבלה',
    wa_type_code: 'הקלידו את הקוד שבתשובה שלנו בוואטסאפ.',
    wa_by_hand: 'שליחה ידנית',
    wa_by_hand_about: 'שלחו בוואטסאפ את הטקסט הזה למספר הזה:',
    wa_number: 'מספר',
    wa_text: 'טקסט',
    wa_not_opened: 'וואטסאפ לא נפתח? שלחו את הטקסט בעצמכם:',
    copy: 'העתקה',
    copied: 'הועתק',
    copy_refused: 'לחצו לחיצה ארוכה על הטקסט כדי להעתיק אותו.',

    // S4: code, S5: press 1
    sms_sent_title: 'בדקו את ההודעות',
    sms_sending: 'שולחים קוד אל {contact}…',
    sms_sent: ofDigits('שלחנו קוד אל {contact}.', digits => `שלחנו קוד בן ${digits} אל {contact}.`),
    call_sent_title: 'ענו לטלפון',
    call_sending: 'מתקשרים אל {contact}…',
    call_sent: ofDigits('תשמעו את הקוד פעמיים.', digits => `תשמעו פעמיים קוד בן ${digits}.`),
    call_from: 'השיחה מגיעה מהמספר \u2066{sender}\u2069.',
    call_again: 'התקשרו אליי שוב',
    call_again_in: 'התקשרו אליי שוב בעוד {time}',
    press_sent: 'אנחנו מתקשרים עכשיו אל {contact}. ענו והקישו 1.',
    press_waiting: 'ממתינים להקשה על 1…',
    email_sent_title: 'בדקו את האימייל',
    email_sending: 'שולחים קוד אל {contact}…',
    email_sent: ofDigits(
      'שלחנו קוד אל {contact}. השולח: \u2068{sender}\u2069.',
      digits => `שלחנו קוד בן ${digits} אל {contact}. השולח: \u2068{sender}\u2069.`,
    ),
    code_label: 'קוד',
    code_hint: 'הקוד נבדק כשמקלידים את הספרה האחרונה.',
    confirm: 'אישור',
    resend: 'שליחה חוזרת',
    resend_in: 'שליחה חוזרת בעוד {time}',
    change_phone: 'שינוי המספר',
    change_email: 'שינוי הכתובת',

    // Help block
    nothing_yet: 'עדיין לא הגיע?',
    any_code_works: 'כל קוד ששלחנו לכם תקף.',
    email_spam: 'בדקו בתיקיית הספאם. השולח: \u2068{sender}\u2069.',

    // S6: confirmed
    done: 'אישרנו את {contact}',
    change: 'שינוי',
    run_out: 'אישרנו את {contact} בשעה \u2068{time}\u2069. צריך לאשר שוב.',
    confirm_again: 'אישור מחדש',

    // S7: ended
    locked: 'יותר מדי קודים שגויים. הניסיון נסגר מטעמי אבטחה.',
    expired: {
      one: 'עברה יותר מדקה. שום דבר לא אבד.',
      two: 'עברו יותר משתי דקות. שום דבר לא אבד.',
      other: 'עברו יותר מ־{n} דקות. שום דבר לא אבד.',
    },
    canceled: 'התהליך הופסק מהטלפון.',
    session_gone: 'הדף היה פתוח יותר מדי זמן.',
    start_again: 'התחלה מחדש',
    send_new: 'שליחת קוד חדש',

    // S8: unavailable
    not_loaded: 'לא ניתן לטעון את החלק הזה של הדף.',
    not_available: 'לא ניתן לאשר כאן טלפון או אימייל.',
    try_again: 'ניסיון נוסף',

    // Errors in a screen
    code_length: 'הקוד הוא בן {n} ספרות.',
    code_digits: 'הקוד מורכב מספרות בלבד.',
    code_wrong: {
      one: 'הקוד שגוי. נשאר ניסיון אחד.',
      two: 'הקוד שגוי. נשארו שני ניסיונות.',
      other: 'הקוד שגוי. נשארו {n} ניסיונות.',
    },
    code_again: 'כבר ניסיתם את הקוד הזה.',
    no_code_yet: 'שלחו קודם את ההודעה בוואטסאפ. הקוד נמצא בתשובה.',
    no_call_yet: 'עדיין לא התקשרנו.',
    unsupported_text: 'לא ניתן לשלוח מכאן SMS למספרים במדינה הזאת ({country}).',
    unsupported_call: 'לא ניתן להתקשר מכאן למספרים במדינה הזאת ({country}).',
    landline: 'נראה שזה טלפון קווי. אנחנו יכולים להתקשר אליו במקום זאת.',
    unsupported: 'לא ניתן לאשר בדרך הזאת מספרים במדינה הזאת ({country}).',
    wait_seconds: 'המתינו {time}.',
    wait_minutes: inMinutes(
      '{n}',
      minutes => `יותר מדי ניסיונות מהחיבור הזה. אפשר לנסות שוב בעוד ${minutes}.`,
    ),
    send_wait: 'אפשר לשלוח שוב בעוד {time}.',
    no_more_phone: 'כרגע לא ניתן לשלוח עוד הודעות למספר הזה.',
    no_more_calls: 'כרגע לא ניתן להתקשר שוב למספר הזה.',
    no_more_email: 'כרגע לא ניתן לשלוח עוד הודעות לכתובת הזאת.',
    other_number: 'ההודעה הגיעה ממספר אחר. בטופס הזה נדרש המספר {contact}.',
    text_me: 'הודעת SMS במקום זאת',
    use_sender: 'המספר שלי בוואטסאפ',
    number_hidden: 'המספר שלכם מוסתר בוואטסאפ, ולכן לא ניתן לאשר אותו בדרך הזאת.',
    not_answered: 'אף אחד לא ענה.',
    declined: 'לא הוקש 1.',
    call_failed: 'לא הצלחנו להתקשר אל {contact}.',
    undeliverable: 'לא הצלחנו לשלוח את ההודעה אל {contact}.',
    wa_answer_failed: 'ההודעה שלכם התקבלה, אבל לא הצלחנו לשלוח את התשובה.',
    offline: 'נראה שאין חיבור לאינטרנט. כשהוא יחזור, התהליך יימשך לבד.',
    no_answer: 'אין תשובה מהשרת.',
    unavailable: 'השירות לא פועל כרגע. נסו שוב בעוד דקה.',
    one_moment: 'רגע אחד…',
    form_required: 'לפני שליחת הטופס יש לאשר את מספר הטלפון.',
    form_required_email: 'לפני שליחת הטופס יש לאשר את כתובת האימייל.',
    form_required_any: 'לפני שליחת הטופס יש לאשר את הטלפון או האימייל.',
    form_moment: 'רגע אחד, בבקשה.',

    // Spoken only
    say_ready: 'ההודעה מוכנה לשליחה בוואטסאפ.',
    say_waiting: 'ממתינים להודעה שלכם.',
    say_received: 'ההודעה התקבלה. הקלידו את הקוד.',
    say_sent: 'הקוד נשלח אל {contact}.',
    say_calling: 'מתקשרים אל {contact}.',
    say_resend: 'אפשר לשלוח שוב עכשיו.',
    say_nothing_yet: 'עדיין לא הגיע? יש דרכים נוספות למטה.',
    say_minute: 'נשארה דקה אחת.',
  },
  messages: {
    whatsapp_code: inMinutes(
      '{minutes}',
      minutes =>
        `*{authcode}*\nזה הקוד שלכם עבור {site}.\nהקלידו אותו רק בדף שפתחתם בעצמכם. תקף למשך ${minutes}. לא ביקשתם? השיבו: לא`,
    ),
    whatsapp_other: 'לא ניתן להשלים את הבקשה מהצ׳אט הזה. התחילו מחדש באתר.',
    whatsapp_help: 'פתחו את האתר שביקש מכם לכתוב, והתחילו שם.',
    whatsapp_use_link: 'השתמשו בקישור שבדף, כדי שנדע לאיזו בקשה התכוונתם.',
    whatsapp_later: 'יותר מדי הודעות. נסו שוב מאוחר יותר.',
    whatsapp_canceled: 'בוטל. אף אחד לא יכול עוד להשתמש בקוד או באישור הזה.',
    // With the line for autofill below it a text message holds 70 characters in Hebrew: no room for more.
    sms_code: '{authcode} הוא קוד {name} שלכם. אין למסור אותו.',
    call_code: 'שלום מהאתר {site}. הקוד שלכם הוא: {authcode}. שוב: {authcode}.',
    call_key: 'שלום מהאתר {site}. כדי לשמוע את הקוד, הקישו {key}.',
    call_button: 'שלום מהאתר {site}. כדי לאשר שביקשתם את השיחה הזאת, הקישו 1. אם לא ביקשתם אותה, נתקו.',
    call_thanks: 'תודה. אפשר לנתק עכשיו.',
    call_declined: 'שום דבר לא אושר. להתראות.',
    email_subject: 'הקוד שלכם עבור {site}',
    email_text: inMinutes(
      '{minutes}',
      minutes =>
        `הקוד שלכם עבור {site}:\n\n{authcode}\n\nהקלידו אותו רק בדף של {site} שפתחתם בעצמכם. הקוד תקף למשך ${minutes}.\nלא ביקשתם? התעלמו מההודעה הזאת; בלי הדף שלכם אף אחד לא יכול להשתמש בקוד.`,
    ),
    email_before: 'הקוד שלכם עבור {site}:',
    email_after: inMinutes(
      '{minutes}',
      minutes => `הקלידו אותו רק בדף של {site} שפתחתם בעצמכם. הקוד תקף למשך ${minutes}.`,
    ),
    email_not_you: 'לא ביקשתם? התעלמו מההודעה הזאת; בלי הדף שלכם אף אחד לא יכול להשתמש בקוד.',
  },
}

function inMinutes(count: string, sentence: (minutes: string) => string): Text {
  return {
    one: sentence('דקה אחת'),
    two: sentence('שתי דקות'),
    other: sentence(`${count} דקות`),
  }
}

/**
 * The singular is said of a code whose length is unknown, so it is a text of its own.
 *
 * @param sentence with the digits of a code, and of the code: the article stands inside
 */
function ofDigits(one: string, sentence: (digits: string, theDigits: string) => string): Text {
  return { one, other: sentence('{n} ספרות', '{n} הספרות') }
}
