import type { Text } from '../api.ts'
import type { Texts } from './en.ts'

/**
 * Polish. The imperative and impersonal forms, but no verb in the past about the visitor, which would have to
 * say whether that is a man or a woman. The form `other` is for fractions, which never occur, so it stands for
 * `many`, too.
 */
export const pl: Texts = {
  widget: {
    // S1: choose
    title_phone: 'Potwierdź numer telefonu',
    title_email: 'Potwierdź adres e-mail',
    title_any: 'Potwierdź telefon lub e-mail',
    wa_continue: 'Kontynuuj w WhatsAppie',
    wa_name: 'WhatsApp',
    wa_about: 'Wyślij wiadomość, otrzymasz kod',
    sms_continue: 'Kontynuuj przez SMS',
    sms_name: 'SMS',
    sms_about: 'Otrzymaj kod SMS-em',
    call_continue: 'Kontynuuj przez telefon',
    call_name: 'Połączenie telefoniczne',
    call_about: 'Wysłuchaj kodu',
    press_about: 'Odbierz i naciśnij 1',
    email_continue: 'Kontynuuj przez e-mail',
    email_name: 'E-mail',
    email_about: 'Otrzymaj kod e-mailem',
    resume: 'Kontynuuj jako {contact}',
    other_way: 'Inny sposób',
    back: 'Wstecz',

    // S2: contact
    sms_title: 'Numer telefonu komórkowego',
    sms_send: 'Wyślij kod SMS-em',
    call_title: 'Numer telefonu',
    call_send: 'Zadzwoń do mnie',
    email_title: 'Adres e-mail',
    email_label: 'Adres e-mail',
    email_hint: 'Na przykład nazwa@example.com',
    email_send: 'Wyślij kod e-mailem',
    phone_label: 'Numer telefonu',
    country_label: 'Kraj',
    phone_hint: 'Na przykład {example}',
    email_empty: 'Wpisz adres e-mail.',
    phone_empty: 'Wpisz numer telefonu.',
    email_invalid: 'Sprawdź adres. Przykład: nazwa@example.com.',
    phone_invalid: 'Ten numer jest niepełny ({country}). Sprawdź cyfry lub kraj.',
    phone_invalid_plain: 'Ten numer jest niepełny. Sprawdź cyfry.',
    field_empty: 'Najpierw wypełnij pole „{label}”.',

    // S3, S4w: WhatsApp
    wa_title: 'Potwierdź przez WhatsApp',
    wa_step_send: 'Otwórz WhatsApp i naciśnij strzałkę wysyłania. Wiadomość jest już napisana.',
    wa_step_code: ofDigits(
      'Wróć tutaj i wpisz kod z odpowiedzi.',
      'Wróć tutaj i wpisz {n}-cyfrowy kod z odpowiedzi.',
    ),
    wa_open: 'Otwórz WhatsApp',
    wa_open_again: 'Wróć do WhatsAppa',
    wa_open_here: 'Otwórz WhatsApp na tym komputerze',
    wa_scan_caption: 'Zeskanuj aparatem telefonu',
    wa_qr_name: 'Kod QR, który otwiera WhatsApp z gotową wiadomością',
    wa_step_scan: 'Zeskanuj kod QR telefonem.',
    wa_step_arrow: 'Naciśnij strzałkę wysyłania w WhatsAppie.',
    wa_step_type: ofDigits('Wpisz kod z odpowiedzi.', 'Wpisz {n}-cyfrowy kod z odpowiedzi.'),
    wa_waiting: 'Czekamy na wiadomość…',
    wa_received: 'Wiadomość dotarła',
    wa_type_code: 'Wpisz tutaj kod z naszej odpowiedzi w WhatsAppie.',
    wa_by_hand: 'Wyślij samodzielnie',
    wa_by_hand_about: 'Wyślij ten tekst na ten numer w WhatsAppie:',
    wa_number: 'Numer',
    wa_text: 'Tekst',
    wa_not_opened: 'WhatsApp się nie otworzył? Wyślij tekst samodzielnie:',
    copy: 'Kopiuj',
    copied: 'Skopiowano',
    copy_refused: 'Przytrzymaj tekst, aby go skopiować.',

    // S4: code, S5: press 1
    sms_sent_title: 'Sprawdź wiadomości',
    sms_sending: 'Wysyłamy kod na numer {contact}…',
    sms_sent: ofDigits(
      'Wysłaliśmy kod na numer {contact}.',
      'Wysłaliśmy {n}-cyfrowy kod na numer {contact}.',
    ),
    call_sent_title: 'Odbierz telefon',
    call_sending: 'Dzwonimy na numer {contact}…',
    call_sent: ofDigits('Usłyszysz kod dwa razy.', 'Usłyszysz {n}-cyfrowy kod dwa razy.'),
    call_from: 'Dzwonimy z numeru {sender}.',
    call_again: 'Zadzwoń ponownie',
    call_again_in: 'Zadzwoń ponownie za {time}',
    press_sent: 'Dzwonimy teraz na numer {contact}. Odbierz i naciśnij 1.',
    press_waiting: 'Czekamy na klawisz 1…',
    email_sent_title: 'Sprawdź pocztę',
    email_sending: 'Wysyłamy kod na adres {contact}…',
    email_sent: ofDigits(
      'Wysłaliśmy kod na adres {contact}. Nadawca: {sender}.',
      'Wysłaliśmy {n}-cyfrowy kod na adres {contact}. Nadawca: {sender}.',
    ),
    code_label: 'Kod',
    code_hint: 'Sprawdzimy go po ostatniej cyfrze.',
    confirm: 'Potwierdź',
    resend: 'Wyślij ponownie',
    resend_in: 'Wyślij ponownie za {time}',
    change_phone: 'Zmień numer',
    change_email: 'Zmień adres',

    // Help block
    nothing_yet: 'Nic nie doszło?',
    any_code_works: 'Zadziała każdy z wysłanych kodów.',
    email_spam: 'Zajrzyj do folderu ze spamem. Nadawca: {sender}.',

    // S6: confirmed
    done: 'Potwierdzono {contact}',
    change: 'Zmień',
    run_out: 'Potwierdzono {contact} o godzinie {time}. Potwierdź ponownie.',
    confirm_again: 'Potwierdź ponownie',

    // S7: ended
    locked: 'Za dużo błędnych kodów. Dla bezpieczeństwa ta próba została zakończona.',
    expired: inMinutes('{n}', minutes => `To trwało ponad ${minutes}. Nic nie przepadło.`),
    canceled: 'Anulowano z telefonu.',
    session_gone: 'Ta strona była otwarta zbyt długo.',
    start_again: 'Zacznij od nowa',
    send_new: 'Wyślij nowy kod',

    // S8: unavailable
    not_loaded: 'Nie udało się wczytać tej części strony.',
    not_available: 'Na tej stronie potwierdzenie jest niedostępne.',
    try_again: 'Spróbuj ponownie',

    // Errors in a screen
    code_length: 'Kod ma {n} cyfr.',
    code_digits: 'Kod składa się tylko z cyfr.',
    code_wrong: 'Ten kod jest nieprawidłowy. Pozostało prób: {n}.',
    code_again: 'Ten kod już był sprawdzany.',
    no_code_yet: 'Najpierw wyślij wiadomość w WhatsAppie. Kod jest w odpowiedzi.',
    no_call_yet: 'Jeszcze nie dzwoniliśmy.',
    unsupported_text: 'Na numery z tego kraju ({country}) nie możemy tu wysłać SMS-a.',
    unsupported_call: 'Na numery z tego kraju ({country}) nie możemy tu zadzwonić.',
    landline: 'To wygląda na telefon stacjonarny. Zamiast tego możemy zadzwonić.',
    unsupported: 'Numerów z tego kraju ({country}) nie można potwierdzić w ten sposób.',
    wait_seconds: 'Poczekaj {time}.',
    wait_minutes: inMinutes('{n}', minutes => `Za dużo prób z tego łącza. Spróbuj ponownie za ${minutes}.`),
    send_wait: 'Można wysłać ponownie za {time}.',
    no_more_phone: 'Na ten numer nie można na razie wysłać więcej wiadomości.',
    no_more_calls: 'Na ten numer nie można na razie więcej dzwonić.',
    no_more_email: 'Na ten adres nie można na razie wysłać więcej wiadomości.',
    other_number: 'Ta wiadomość przyszła z innego numeru. Ten formularz czeka na {contact}.',
    text_me: 'Wyślij zamiast tego SMS',
    use_sender: 'Użyj mojego WhatsAppa',
    number_hidden: 'Twój WhatsApp ukrywa numer, więc nie można go potwierdzić w ten sposób.',
    not_answered: 'Nikt nie odebrał.',
    declined: 'Nie naciśnięto klawisza 1.',
    call_failed: 'Nie udało się zadzwonić na numer {contact}.',
    undeliverable: 'Nie udało się wysłać wiadomości do {contact}.',
    wa_answer_failed: 'Wiadomość dotarła, ale nie udało się wysłać odpowiedzi.',
    offline: 'Wygląda na to, że nie ma internetu. Gdy wróci, wszystko ruszy samo.',
    no_answer: 'Serwer nie odpowiada.',
    unavailable: 'To teraz nie działa. Spróbuj ponownie za minutę.',
    one_moment: 'Chwileczkę…',
    form_required: 'Potwierdź numer telefonu przed wysłaniem tego formularza.',
    form_required_email: 'Potwierdź adres e-mail przed wysłaniem tego formularza.',
    form_required_any: 'Potwierdź telefon lub e-mail przed wysłaniem tego formularza.',
    form_moment: 'Jeszcze sekunda.',

    // Spoken only
    say_ready: 'Gotowe do wysłania w WhatsAppie.',
    say_waiting: 'Czekamy na wiadomość.',
    say_received: 'Wiadomość dotarła. Wpisz kod.',
    say_sent: 'Kod wysłano do {contact}.',
    say_calling: 'Dzwonimy na numer {contact}.',
    say_resend: 'Można już wysłać ponownie.',
    say_nothing_yet: 'Nic nie doszło? Inne sposoby są poniżej.',
    say_minute: 'Została jedna minuta.',
  },
  messages: {
    whatsapp_code: inMinutes(
      '{minutes}',
      minutes =>
        `*{authcode}* to Twój kod do {site}.\nWpisz go tylko na stronie otwartej przez Ciebie. Ważny przez ${minutes}. To nie Ty? Odpisz NIE.`,
    ),
    whatsapp_other: 'Tej prośby nie można zrealizować w tym czacie. Zacznij od nowa na stronie internetowej.',
    whatsapp_help: 'Otwórz stronę, która poprosiła o tę wiadomość, i zacznij tam.',
    whatsapp_use_link: 'Użyj linku ze strony, abyśmy wiedzieli, o którą prośbę chodzi.',
    whatsapp_later: 'Za dużo wiadomości. Spróbuj ponownie później.',
    whatsapp_canceled: 'Anulowano. Nikt już nie użyje tego kodu ani tego potwierdzenia.',
    // Words without Polish letters: one of these, and a text message holds 70 characters instead of 160.
    sms_code: '{authcode} to kod {name}. Nie podawaj go nikomu. To nie Ty? Zignoruj ten SMS.',
    call_code: 'Dzwonimy z {site}. Twój kod to: {authcode}. Powtarzamy: {authcode}.',
    call_key: 'Dzwonimy z {site}. Aby usłyszeć kod, naciśnij {key}.',
    call_button:
      'Dzwonimy z {site}. Aby potwierdzić, że dzwonimy na Twoją prośbę, naciśnij 1. Jeśli nie, rozłącz się.',
    call_thanks: 'Dziękujemy. Możesz się rozłączyć.',
    call_declined: 'Nic nie zostało potwierdzone. Do widzenia.',
    email_subject: 'Twój kod do {site}',
    email_text: inMinutes(
      '{minutes}',
      minutes =>
        `Twój kod do {site}:\n\n{authcode}\n\nWpisz go tylko na stronie {site} otwartej przez Ciebie. Jest ważny przez ${minutes}.\nTo nie Ty? Zignoruj tę wiadomość; bez strony otwartej u Ciebie nikt nie użyje tego kodu.`,
    ),
    email_before: 'Twój kod do {site}:',
    email_after: inMinutes(
      '{minutes}',
      minutes => `Wpisz go tylko na stronie {site} otwartej przez Ciebie. Jest ważny przez ${minutes}.`,
    ),
    email_not_you: 'To nie Ty? Zignoruj tę wiadomość; bez strony otwartej u Ciebie nikt nie użyje tego kodu.',
  },
}

/** In the accusative, as after "przez", "za" and "ponad". */
function inMinutes(count: string, sentence: (minutes: string) => string): Text {
  return {
    one: sentence(`${count} minutę`),
    few: sentence(`${count} minuty`),
    other: sentence(`${count} minut`),
  }
}

/** "6-cyfrowy" never changes. The singular is said of a code whose length is unknown, so it is a text of its own. */
function ofDigits(one: string, several: string): Text {
  return { one, other: several }
}
