import type { Text } from '../api.ts'
import type { Texts } from './en.ts'

/**
 * Romanian, informal. From 20 on, a number takes "de" before the noun: that is the form `other`, while `few` has
 * 2 to 19. The letters ș and ț have a comma below.
 */
export const ro: Texts = {
  widget: {
    // S1: choose
    title_phone: 'Confirmă numărul de telefon',
    title_email: 'Confirmă adresa de e-mail',
    title_any: 'Confirmă telefonul sau e-mailul',
    wa_continue: 'Continuă cu WhatsApp',
    wa_name: 'WhatsApp',
    wa_about: 'Trimiți un mesaj și primești un cod',
    sms_continue: 'Continuă prin SMS',
    sms_name: 'SMS',
    sms_about: 'Primești un cod prin SMS',
    call_continue: 'Continuă prin apel',
    call_name: 'Apel telefonic',
    call_about: 'Asculți codul',
    press_about: 'Răspunzi și apeși 1',
    email_continue: 'Continuă prin e-mail',
    email_name: 'E-mail',
    email_about: 'Primești un cod pe e-mail',
    resume: 'Continuă cu {contact}',
    other_way: 'Alege altă metodă',
    back: 'Înapoi',

    // S2: contact
    sms_title: 'Numărul tău de mobil',
    sms_send: 'Trimite codul prin SMS',
    call_title: 'Numărul tău de telefon',
    call_send: 'Sună-mă',
    email_title: 'Adresa ta de e-mail',
    email_label: 'Adresa de e-mail',
    email_hint: 'De exemplu, nume@example.com',
    email_send: 'Trimite codul pe e-mail',
    phone_label: 'Numărul de telefon',
    country_label: 'Țara',
    phone_hint: 'De exemplu, {example}',
    email_empty: 'Introdu adresa de e-mail.',
    phone_empty: 'Introdu numărul de telefon.',
    email_invalid: 'Corectează adresa. Ar trebui să arate ca nume@example.com.',
    phone_invalid: 'Numărul nu este complet pentru țara aleasă ({country}). Corectează cifrele sau țara.',
    phone_invalid_plain: 'Numărul nu este complet. Corectează cifrele.',
    field_empty: 'Completează mai întâi „{label}”.',

    // S3, S4w: WhatsApp
    wa_title: 'Confirmă cu WhatsApp',
    wa_step_send: 'Deschide WhatsApp și apasă săgeata de trimitere. Mesajul este deja scris.',
    wa_step_code: ofDigits(code => `Revino aici și introdu ${code} din răspuns.`),
    wa_open: 'Deschide WhatsApp',
    wa_open_again: 'Redeschide WhatsApp',
    wa_open_here: 'Deschide WhatsApp pe acest computer',
    wa_scan_caption: 'Scanează cu camera telefonului',
    wa_qr_name: 'Cod QR care deschide WhatsApp cu mesajul deja scris',
    wa_step_scan: 'Scanează codul QR cu telefonul.',
    wa_step_arrow: 'Apasă săgeata de trimitere din WhatsApp.',
    wa_step_type: ofDigits(code => `Introdu ${code} din răspuns.`),
    wa_waiting: 'Așteptăm mesajul tău…',
    wa_received: 'Mesajul a ajuns',
    wa_type_code: 'Introdu aici codul din răspunsul nostru pe WhatsApp.',
    wa_by_hand: 'Trimite tu textul',
    wa_by_hand_about: 'Trimite acest text la acest număr pe WhatsApp:',
    wa_number: 'Număr',
    wa_text: 'Text',
    wa_not_opened: 'WhatsApp nu s-a deschis? Trimite tu textul:',
    copy: 'Copiază',
    copied: 'Copiat',
    copy_refused: 'Ține apăsat pe text ca să îl copiezi.',

    // S4: code, S5: press 1
    sms_sent_title: 'Deschide mesajele',
    sms_sending: 'Trimitem un cod la {contact}…',
    sms_sent: {
      one: 'Am trimis un cod la {contact}.',
      few: 'Am trimis un cod de {n} cifre la {contact}.',
      other: 'Am trimis un cod de {n} de cifre la {contact}.',
    },
    call_sent_title: 'Răspunde la telefon',
    call_sending: 'Sunăm la {contact}…',
    call_sent: ofDigits(code => `Vei auzi ${code} de două ori.`),
    call_from: 'Apelul vine de la {sender}.',
    call_again: 'Sună din nou',
    call_again_in: 'Sună din nou peste {time}',
    press_sent: 'Sunăm acum la {contact}. Răspunde și apasă 1.',
    press_waiting: 'Așteptăm tasta 1…',
    email_sent_title: 'Deschide e-mailul',
    email_sending: 'Trimitem un cod la {contact}…',
    email_sent: {
      one: 'Am trimis un cod la {contact}. Expeditorul este {sender}.',
      few: 'Am trimis un cod de {n} cifre la {contact}. Expeditorul este {sender}.',
      other: 'Am trimis un cod de {n} de cifre la {contact}. Expeditorul este {sender}.',
    },
    code_label: 'Cod',
    code_hint: 'După ultima cifră, continuăm automat.',
    confirm: 'Confirmă',
    resend: 'Trimite din nou',
    resend_in: 'Trimite din nou peste {time}',
    change_phone: 'Schimbă numărul',
    change_email: 'Schimbă adresa',

    // Help block
    nothing_yet: 'Nu a ajuns nimic?',
    any_code_works: 'Orice cod trimis de noi este bun.',
    email_spam: 'Caută și în spam. Expeditorul este {sender}.',

    // S6: confirmed
    done: '{contact} confirmat',
    change: 'Schimbă',
    run_out: '{contact} a fost confirmat la {time}. Confirmă din nou.',
    confirm_again: 'Confirmă din nou',

    // S7: ended
    locked: 'Prea multe coduri greșite. Pentru siguranță, această încercare s-a încheiat.',
    expired: inMinutes('{n}', minutes => `A durat mai mult de ${minutes}. Nu s-a pierdut nimic.`),
    canceled: 'Cererea a fost oprită de pe telefon.',
    session_gone: 'Pagina a stat deschisă prea mult.',
    start_again: 'Începe din nou',
    send_new: 'Trimite un cod nou',

    // S8: unavailable
    not_loaded: 'Această parte a paginii nu a putut fi încărcată.',
    not_available: 'Confirmarea nu este disponibilă pe această pagină.',
    try_again: 'Încearcă din nou',

    // Errors in a screen
    code_length: {
      one: 'Codul are {n} cifră.',
      few: 'Codul are {n} cifre.',
      other: 'Codul are {n} de cifre.',
    },
    code_digits: 'Codul are doar cifre.',
    code_wrong: {
      one: 'Codul nu este corect. Mai ai o încercare.',
      few: 'Codul nu este corect. Mai ai {n} încercări.',
      other: 'Codul nu este corect. Mai ai {n} de încercări.',
    },
    code_again: 'Ai încercat deja acest cod.',
    no_code_yet: 'Trimite mai întâi mesajul pe WhatsApp. Codul este în răspuns.',
    no_call_yet: 'Încă nu am sunat.',
    unsupported_text: 'Numerele din această țară ({country}) nu pot primi SMS-uri aici.',
    unsupported_call: 'Numerele din această țară ({country}) nu pot primi apeluri aici.',
    landline: 'Pare un număr de telefon fix. Putem suna în schimb.',
    unsupported: 'Numerele din această țară ({country}) nu pot fi confirmate astfel.',
    wait_seconds: 'Așteaptă {time}.',
    wait_minutes: inMinutes(
      '{n}',
      minutes => `Prea multe încercări de la această conexiune. Încearcă din nou peste ${minutes}.`,
    ),
    send_wait: 'Poți trimite din nou peste {time}.',
    no_more_phone: 'Deocamdată nu mai putem trimite mesaje la acest număr.',
    no_more_calls: 'Deocamdată nu mai putem suna la acest număr.',
    no_more_email: 'Deocamdată nu mai putem trimite mesaje la această adresă.',
    other_number: 'Mesajul a venit de la alt număr. Acest formular așteaptă {contact}.',
    text_me: 'Mai bine prin SMS',
    use_sender: 'Numărul meu WhatsApp',
    number_hidden: 'WhatsApp îți ascunde numărul, așa că nu poate fi confirmat astfel.',
    not_answered: 'Nu a răspuns nimeni.',
    declined: 'Tasta 1 nu a fost apăsată.',
    call_failed: 'Nu am putut suna la {contact}.',
    undeliverable: 'Nu am putut trimite mesajul la {contact}.',
    wa_answer_failed: 'Mesajul a ajuns, dar nu am putut trimite răspunsul.',
    offline: 'Se pare că nu ai internet. Când revine conexiunea, continuăm automat.',
    no_answer: 'Serverul nu răspunde.',
    unavailable: 'Momentan nu funcționează. Încearcă din nou peste un minut.',
    one_moment: 'Un moment…',
    form_required: 'Confirmă numărul de telefon înainte să trimiți formularul.',
    form_required_email: 'Confirmă adresa de e-mail înainte să trimiți formularul.',
    form_required_any: 'Confirmă telefonul sau e-mailul înainte să trimiți formularul.',
    form_moment: 'Un moment, te rugăm.',

    // Spoken only
    say_ready: 'Gata de trimis pe WhatsApp.',
    say_waiting: 'Așteptăm mesajul tău.',
    say_received: 'Mesajul a ajuns. Introdu codul.',
    say_sent: 'Am trimis un cod la {contact}.',
    say_calling: 'Sunăm la {contact}.',
    say_resend: 'Poți trimite din nou.',
    say_nothing_yet: 'Nu a ajuns nimic? Ai alte metode mai jos.',
    say_minute: 'A mai rămas un minut.',
  },
  messages: {
    whatsapp_code: inMinutes(
      '{minutes}',
      minutes =>
        `*{authcode}* este codul tău pentru {site}.\nIntrodu-l doar pe pagina deschisă de tine. Valabil ${minutes}. Nu ai cerut tu codul? Răspunde NU.`,
    ),
    whatsapp_other: 'Această cerere nu poate fi încheiată din acest chat. Începe din nou pe site.',
    whatsapp_help: 'Deschide site-ul care ți-a cerut acest mesaj și începe acolo.',
    whatsapp_use_link: 'Folosește linkul din pagină, ca să știm despre ce cerere este vorba.',
    whatsapp_later: 'Prea multe mesaje. Încearcă din nou mai târziu.',
    whatsapp_canceled: 'Anulat. Nimeni nu mai poate folosi acel cod sau acea confirmare.',
    // Words without ă, â, î, ș and ț: one of these, and a text message holds 70 characters instead of 160.
    sms_code:
      '{authcode} este codul pentru {name}. Nu comunica acest cod altor persoane. Nu ai cerut tu codul? Mesajul poate fi ignorat.',
    call_code: 'Aici {site}. Codul tău este: {authcode}. Încă o dată: {authcode}.',
    call_key: 'Aici {site}. Ca să auzi codul, apasă {key}.',
    call_button: 'Aici {site}. Ca să confirmi că ai cerut acest apel, apasă 1. Dacă nu l-ai cerut, închide.',
    call_thanks: 'Mulțumim. Acum poți închide.',
    call_declined: 'Nu s-a confirmat nimic. La revedere.',
    email_subject: 'Codul tău pentru {site}',
    email_text: inMinutes(
      '{minutes}',
      minutes =>
        `Codul tău pentru {site}:\n\n{authcode}\n\nIntrodu-l doar pe pagina {site} deschisă de tine. Este valabil ${minutes}.\nNu ai cerut tu codul? Ignoră acest mesaj; nimeni nu poate folosi codul fără pagina ta.`,
    ),
    email_before: 'Codul tău pentru {site}:',
    email_after: inMinutes(
      '{minutes}',
      minutes => `Introdu-l doar pe pagina {site} deschisă de tine. Este valabil ${minutes}.`,
    ),
    email_not_you: 'Nu ai cerut tu codul? Ignoră acest mesaj; nimeni nu poate folosi codul fără pagina ta.',
  },
}

function inMinutes(count: string, sentence: (minutes: string) => string): Text {
  return {
    one: sentence(`${count} minut`),
    few: sentence(`${count} minute`),
    other: sentence(`${count} de minute`),
  }
}

/** The singular is said of a code whose length is unknown, so it does not mention it. */
function ofDigits(sentence: (code: string) => string): Text {
  return {
    one: sentence('codul'),
    few: sentence('codul de {n} cifre'),
    other: sentence('codul de {n} de cifre'),
  }
}
