import type { Text } from '../api.ts'
import type { Texts } from './en.ts'

/**
 * German, formal. Three dots that stand for words, not for letters, follow a space; it is `\u00a0`, so that
 * they start no line, and an escape because no editor shows it.
 *
 * @see https://www.duden.de/sprachwissen/rechtschreibregeln/auslassungspunkte
 */
export const de: Texts = {
  widget: {
    // S1: choose
    title_phone: 'Telefonnummer bestätigen',
    title_email: 'E-Mail-Adresse bestätigen',
    title_any: 'Telefon oder E-Mail bestätigen',
    wa_continue: 'Weiter mit WhatsApp',
    wa_name: 'WhatsApp',
    wa_about: 'Nachricht senden, Code erhalten',
    sms_continue: 'Weiter per SMS',
    sms_name: 'SMS',
    sms_about: 'Code per SMS erhalten',
    call_continue: 'Weiter per Anruf',
    call_name: 'Anruf',
    call_about: 'Code anhören',
    press_about: 'Abnehmen und die 1 drücken',
    email_continue: 'Weiter per E-Mail',
    email_name: 'E-Mail',
    email_about: 'Code per E-Mail erhalten',
    resume: 'Weiter mit {contact}',
    other_way: 'Anderen Weg wählen',
    back: 'Zurück',

    // S2: contact
    sms_title: 'Ihre Handynummer',
    sms_send: 'Code per SMS senden',
    call_title: 'Ihre Telefonnummer',
    call_send: 'Anruf anfordern',
    email_title: 'Ihre E-Mail-Adresse',
    email_label: 'E-Mail-Adresse',
    email_hint: 'Beispiel: name@example.com',
    email_send: 'Code per E-Mail senden',
    phone_label: 'Telefonnummer',
    country_label: 'Land',
    phone_hint: 'Beispiel: {example}',
    email_empty: 'Geben Sie Ihre E-Mail-Adresse ein.',
    phone_empty: 'Geben Sie Ihre Nummer ein.',
    email_invalid: 'Prüfen Sie die Adresse. Beispiel: name@example.com.',
    phone_invalid: 'Diese Nummer ist nicht vollständig ({country}). Prüfen Sie die Ziffern oder das Land.',
    phone_invalid_plain: 'Diese Nummer ist nicht vollständig. Prüfen Sie die Ziffern.',
    field_empty: 'Füllen Sie zuerst „{label}“ aus.',

    // S3, S4w: WhatsApp
    wa_title: 'Mit WhatsApp bestätigen',
    wa_step_send:
      'Öffnen Sie WhatsApp und tippen Sie auf den Sendepfeil. Die Nachricht ist schon geschrieben.',
    wa_step_code: {
      one: 'Kommen Sie zurück und geben Sie den Code aus der Antwort ein.',
      other: 'Kommen Sie zurück und geben Sie den {n}-stelligen Code aus der Antwort ein.',
    },
    wa_open: 'WhatsApp öffnen',
    wa_open_again: 'Zurück zu WhatsApp',
    wa_open_here: 'WhatsApp auf diesem Computer öffnen',
    wa_scan_caption: 'Mit der Handykamera scannen',
    wa_qr_name: 'QR-Code, der WhatsApp mit der fertigen Nachricht öffnet',
    wa_step_scan: 'Scannen Sie den QR-Code mit Ihrem Handy.',
    wa_step_arrow: 'Tippen Sie in WhatsApp auf den Sendepfeil.',
    wa_step_type: {
      one: 'Geben Sie den Code aus der Antwort ein.',
      other: 'Geben Sie den {n}-stelligen Code aus der Antwort ein.',
    },
    wa_waiting: 'Warten auf Ihre Nachricht\u00a0…',
    wa_received: 'Nachricht angekommen',
    wa_type_code: 'Geben Sie den Code aus unserer WhatsApp-Antwort ein.',
    wa_by_hand: 'Selbst senden',
    wa_by_hand_about: 'Senden Sie diesen Text in WhatsApp an diese Nummer:',
    wa_number: 'Nummer',
    wa_text: 'Text',
    wa_not_opened: 'WhatsApp hat sich nicht geöffnet? Senden Sie den Text selbst:',
    copy: 'Kopieren',
    copied: 'Kopiert',
    copy_refused: 'Zum Kopieren den Text gedrückt halten.',

    // S4: code, S5: press 1
    sms_sent_title: 'Sehen Sie in Ihre Nachrichten',
    sms_sending: 'Code wird an {contact} gesendet\u00a0…',
    sms_sent: {
      one: 'Wir haben einen Code an {contact} gesendet.',
      other: 'Wir haben einen {n}-stelligen Code an {contact} gesendet.',
    },
    call_sent_title: 'Gehen Sie ans Telefon',
    call_sending: 'Wir rufen {contact} an\u00a0…',
    call_sent: {
      one: 'Sie hören den Code zweimal.',
      other: 'Sie hören zweimal {n} Ziffern.',
    },
    call_from: 'Der Anruf kommt von {sender}.',
    call_again: 'Erneut anrufen',
    call_again_in: 'Erneut anrufen in {time}',
    press_sent: 'Wir rufen {contact} an. Nehmen Sie ab und drücken Sie die 1.',
    press_waiting: 'Warten auf die Taste 1\u00a0…',
    email_sent_title: 'Sehen Sie in Ihr Postfach',
    email_sending: 'Code wird an {contact} gesendet\u00a0…',
    email_sent: {
      one: 'Wir haben einen Code an {contact} gesendet. Der Absender ist {sender}.',
      other: 'Wir haben einen {n}-stelligen Code an {contact} gesendet. Der Absender ist {sender}.',
    },
    code_label: 'Code',
    code_hint: 'Er wird nach der letzten Ziffer geprüft.',
    confirm: 'Bestätigen',
    resend: 'Erneut senden',
    resend_in: 'Erneut senden in {time}',
    change_phone: 'Nummer ändern',
    change_email: 'Adresse ändern',

    // Help block
    nothing_yet: 'Noch nichts da?',
    any_code_works: 'Jeder gesendete Code gilt.',
    email_spam: 'Sehen Sie im Spam-Ordner nach. Der Absender ist {sender}.',

    // S6: confirmed
    done: '{contact} bestätigt',
    change: 'Ändern',
    run_out: '{contact} wurde um {time} Uhr bestätigt. Bitte bestätigen Sie erneut.',
    confirm_again: 'Erneut bestätigen',

    // S7: ended
    locked: 'Zu viele falsche Codes. Zur Sicherheit ist dieser Versuch beendet.',
    expired: {
      one: 'Eine Minute ist um. Nichts ist verloren.',
      other: '{n} Minuten sind um. Nichts ist verloren.',
    },
    canceled: 'Der Vorgang wurde vom Telefon aus beendet.',
    session_gone: 'Diese Seite war zu lange geöffnet.',
    start_again: 'Neu beginnen',
    send_new: 'Neuen Code senden',

    // S8: unavailable
    not_loaded: 'Dieser Teil der Seite konnte nicht geladen werden.',
    not_available: 'Auf dieser Seite ist keine Bestätigung möglich.',
    try_again: 'Erneut versuchen',

    // Errors in a screen
    code_length: 'Der Code hat {n} Ziffern.',
    code_digits: 'Der Code hat nur Ziffern.',
    code_wrong: {
      one: 'Dieser Code ist falsch. Noch ein Versuch.',
      other: 'Dieser Code ist falsch. Noch {n} Versuche.',
    },
    code_again: 'Diesen Code haben Sie schon eingegeben.',
    no_code_yet: 'Senden Sie zuerst die WhatsApp-Nachricht. Der Code steht in der Antwort.',
    no_call_yet: 'Wir haben noch nicht angerufen.',
    unsupported_text: 'Nummern aus diesem Land ({country}) können hier keine SMS erhalten.',
    unsupported_call: 'Nummern aus diesem Land ({country}) können hier nicht angerufen werden.',
    landline: 'Das sieht nach Festnetz aus. Wir können stattdessen anrufen.',
    unsupported: 'Nummern aus diesem Land ({country}) lassen sich so nicht bestätigen.',
    wait_seconds: 'Bitte warten Sie {time}.',
    wait_minutes: {
      one: 'Zu viele Versuche von hier. Versuchen Sie es in einer Minute erneut.',
      other: 'Zu viele Versuche von hier. Versuchen Sie es in {n} Minuten erneut.',
    },
    send_wait: 'Sie können in {time} erneut senden.',
    no_more_phone: 'An diese Nummer können wir vorerst nichts mehr senden.',
    no_more_calls: 'Diese Nummer können wir vorerst nicht mehr anrufen.',
    no_more_email: 'An diese Adresse können wir vorerst nichts mehr senden.',
    other_number: 'Die Nachricht kam von einer anderen Nummer als {contact}.',
    text_me: 'Lieber per SMS',
    use_sender: 'Meine WhatsApp-Nummer',
    number_hidden: 'WhatsApp verbirgt Ihre Nummer. Sie lässt sich so nicht bestätigen.',
    not_answered: 'Niemand hat abgenommen.',
    declined: 'Die Taste 1 wurde nicht gedrückt.',
    call_failed: '{contact} konnte nicht angerufen werden.',
    undeliverable: 'Die Nachricht konnte nicht an {contact} gesendet werden.',
    wa_answer_failed: 'Ihre Nachricht ist angekommen, aber die Antwort konnte nicht gesendet werden.',
    offline: 'Sie sind anscheinend offline. Sobald Sie online sind, geht es weiter.',
    no_answer: 'Der Server antwortet nicht.',
    unavailable: 'Das funktioniert gerade nicht. Versuchen Sie es in einer Minute erneut.',
    one_moment: 'Einen Moment\u00a0…',
    form_required: 'Bestätigen Sie Ihre Telefonnummer, bevor Sie dieses Formular absenden.',
    form_required_email: 'Bestätigen Sie Ihre E-Mail-Adresse, bevor Sie dieses Formular absenden.',
    form_required_any: 'Bestätigen Sie Ihr Telefon oder Ihre E-Mail, bevor Sie dieses Formular absenden.',
    form_moment: 'Einen Moment, bitte.',

    // Spoken only
    say_ready: 'Bereit zum Senden in WhatsApp.',
    say_waiting: 'Warten auf Ihre Nachricht.',
    say_received: 'Nachricht angekommen. Geben Sie den Code ein.',
    say_sent: 'Code an {contact} gesendet.',
    say_calling: 'Wir rufen {contact} an.',
    say_resend: 'Sie können jetzt erneut senden.',
    say_nothing_yet: 'Noch nichts da? Weitere Wege stehen unten.',
    say_minute: 'Noch eine Minute.',
  },
  messages: {
    whatsapp_code: inMinutes(
      minutes =>
        `*{authcode}* ist Ihr Code für {site}.\nGeben Sie ihn nur auf der Seite ein, die Sie selbst geöffnet haben. Gültig für ${minutes}. Nicht von Ihnen angefordert? Antworten Sie mit NEIN.`,
    ),
    whatsapp_other:
      'Diese Anfrage lässt sich aus diesem Chat nicht abschließen. Bitte beginnen Sie auf der Website neu.',
    whatsapp_help:
      'Bitte öffnen Sie die Website, die Sie um diese Nachricht gebeten hat, und beginnen Sie dort.',
    whatsapp_use_link:
      'Bitte verwenden Sie den Link auf der Seite, damit wir wissen, um welche Anfrage es geht.',
    whatsapp_later: 'Zu viele Nachrichten. Bitte versuchen Sie es später erneut.',
    whatsapp_canceled: 'Abgebrochen. Niemand kann diesen Code oder diese Bestätigung noch verwenden.',
    sms_code:
      '{authcode} ist Ihr Code für {name}. Geben Sie ihn nie weiter. Nicht angefordert? Ignorieren Sie diese SMS.',
    call_code: 'Hier ist {site}. Ihr Code lautet: {authcode}. Noch einmal: {authcode}.',
    call_key: 'Hier ist {site}. Um Ihren Code zu hören, drücken Sie die {key}.',
    call_button:
      'Hier ist {site}. Um zu bestätigen, dass Sie diesen Anruf angefordert haben, drücken Sie die 1. Falls Sie ihn nicht angefordert haben, legen Sie auf.',
    call_thanks: 'Vielen Dank. Sie können jetzt auflegen.',
    call_declined: 'Es wurde nichts bestätigt. Auf Wiederhören.',
    email_subject: 'Ihr Code für {site}',
    email_text: inMinutes(
      minutes =>
        `Ihr Code für {site}:\n\n{authcode}\n\nGeben Sie ihn nur auf der Seite von {site} ein, die Sie selbst geöffnet haben. Er ist ${minutes} gültig.\nNicht von Ihnen angefordert? Ignorieren Sie diese Nachricht; ohne Ihre Seite kann niemand den Code verwenden.`,
    ),
    email_before: 'Ihr Code für {site}:',
    email_after: inMinutes(
      minutes =>
        `Geben Sie ihn nur auf der Seite von {site} ein, die Sie selbst geöffnet haben. Er ist ${minutes} gültig.`,
    ),
    email_not_you:
      'Nicht von Ihnen angefordert? Ignorieren Sie diese Nachricht; ohne Ihre Seite kann niemand den Code verwenden.',
  },
}

function inMinutes(sentence: (minutes: string) => string): Text {
  return { one: sentence('{minutes} Minute'), other: sentence('{minutes} Minuten') }
}
