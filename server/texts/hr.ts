import type { Text } from '../api.ts'
import type { Texts } from './en.ts'

/**
 * Croatian, polite plural; buttons, which speak to the page, in the singular. A country stands in brackets,
 * because its name comes in the nominative only. The form `one` is for 21 and 31, too.
 */
export const hr: Texts = {
  widget: {
    // S1: choose
    title_phone: 'Potvrdite broj telefona',
    title_email: 'Potvrdite e-mail adresu',
    title_any: 'Potvrdite telefon ili e-mail',
    wa_continue: 'Nastavi na WhatsAppu',
    wa_name: 'WhatsApp',
    wa_about: 'Pošaljite poruku i stiže vam kod',
    sms_continue: 'Nastavi SMS-om',
    sms_name: 'SMS',
    sms_about: 'Kod stiže SMS-om',
    call_continue: 'Nastavi pozivom',
    call_name: 'Telefonski poziv',
    call_about: 'Kod ćete čuti u pozivu',
    press_about: 'Javite se i pritisnite 1',
    email_continue: 'Nastavi e-mailom',
    email_name: 'E-mail',
    email_about: 'Kod stiže e-mailom',
    resume: 'Nastavi s {contact}',
    other_way: 'Drugi način',
    back: 'Natrag',

    // S2: contact
    sms_title: 'Vaš broj mobitela',
    sms_send: 'Pošalji kod SMS-om',
    call_title: 'Vaš broj telefona',
    call_send: 'Nazovi me',
    email_title: 'Vaša e-mail adresa',
    email_label: 'E-mail adresa',
    email_hint: 'Na primjer ime@example.com',
    email_send: 'Pošalji kod e-mailom',
    phone_label: 'Broj telefona',
    country_label: 'Država',
    phone_hint: 'Na primjer {example}',
    email_empty: 'Upišite e-mail adresu.',
    phone_empty: 'Upišite broj telefona.',
    email_invalid: 'Provjerite adresu. Treba izgledati ovako: ime@example.com.',
    phone_invalid: 'Za odabranu državu ({country}) ovo nije potpun broj. Provjerite znamenke ili državu.',
    phone_invalid_plain: 'Ovo nije potpun broj. Provjerite znamenke.',
    field_empty: 'Prvo ispunite polje „{label}”.',

    // S3, S4w: WhatsApp
    wa_title: 'Potvrdite na WhatsAppu',
    wa_step_send: 'Otvorite WhatsApp i dodirnite strelicu za slanje. Poruka je već napisana.',
    wa_step_code: ofDigits(
      'Vratite se ovamo i upišite kod iz odgovora.',
      'Vratite se ovamo i upišite {n}-znamenkasti kod iz odgovora.',
    ),
    wa_open: 'Otvori WhatsApp',
    wa_open_again: 'Natrag na WhatsApp',
    wa_open_here: 'Otvori WhatsApp na ovom računalu',
    wa_scan_caption: 'Skenirajte kamerom telefona',
    wa_qr_name: 'QR kod koji otvara WhatsApp s već napisanom porukom',
    wa_step_scan: 'Skenirajte QR kod telefonom.',
    wa_step_arrow: 'Na WhatsAppu dodirnite strelicu za slanje.',
    wa_step_type: ofDigits('Upišite kod iz odgovora.', 'Upišite {n}-znamenkasti kod iz odgovora.'),
    wa_waiting: 'Čekamo vašu poruku…',
    wa_received: 'Poruka je stigla',
    wa_type_code: 'Upišite kod iz našeg odgovora na WhatsAppu.',
    wa_by_hand: 'Pošalji ručno',
    wa_by_hand_about: 'Na WhatsAppu pošaljite ovaj tekst na ovaj broj:',
    wa_number: 'Broj',
    wa_text: 'Tekst',
    wa_not_opened: 'WhatsApp se nije otvorio? Pošaljite tekst ručno:',
    copy: 'Kopiraj',
    copied: 'Kopirano',
    copy_refused: 'Pritisnite i zadržite tekst da biste ga kopirali.',

    // S4: code, S5: press 1
    sms_sent_title: 'Pogledajte poruke',
    sms_sending: 'Šaljemo kod na {contact}…',
    sms_sent: ofDigits('Poslali smo kod na {contact}.', 'Poslali smo {n}-znamenkasti kod na {contact}.'),
    call_sent_title: 'Javite se na telefon',
    call_sending: 'Zovemo {contact}…',
    call_sent: ofDigits('Dvaput ćete čuti kod.', 'Dvaput ćete čuti {n}-znamenkasti kod.'),
    call_from: 'Poziv stiže s broja {sender}.',
    call_again: 'Nazovi ponovno',
    call_again_in: 'Nazovi ponovno za {time}',
    press_sent: 'Zovemo {contact}. Javite se i pritisnite 1.',
    press_waiting: 'Čekamo da pritisnete 1…',
    email_sent_title: 'Pogledajte e-mail',
    email_sending: 'Šaljemo kod na {contact}…',
    email_sent: ofDigits(
      'Poslali smo kod na {contact}. Pošiljatelj: {sender}.',
      'Poslali smo {n}-znamenkasti kod na {contact}. Pošiljatelj: {sender}.',
    ),
    code_label: 'Kod',
    code_hint: 'Provjeravamo ga čim upišete zadnju znamenku.',
    confirm: 'Potvrdi',
    resend: 'Pošalji ponovno',
    resend_in: 'Pošalji ponovno za {time}',
    change_phone: 'Promijeni broj',
    change_email: 'Promijeni adresu',

    // Help block
    nothing_yet: 'Ništa nije stiglo?',
    any_code_works: 'Vrijedi svaki kod koji smo vam poslali.',
    email_spam: 'Pogledajte neželjenu poštu. Pošiljatelj: {sender}.',

    // S6: confirmed
    done: 'Potvrđeno: {contact}',
    change: 'Promijeni',
    run_out: 'Potvrđeno u {time}: {contact}. Potvrdite ponovno.',
    confirm_again: 'Potvrdi ponovno',

    // S7: ended
    locked: 'Previše pogrešnih kodova. Radi sigurnosti ovaj je pokušaj zatvoren.',
    expired: {
      one: 'Trajalo je dulje od {n} minute. Ništa nije izgubljeno.',
      few: 'Trajalo je dulje od {n} minute. Ništa nije izgubljeno.',
      other: 'Trajalo je dulje od {n} minuta. Ništa nije izgubljeno.',
    },
    canceled: 'Zaustavljeno s telefona.',
    session_gone: 'Ova je stranica predugo bila otvorena.',
    start_again: 'Počni ponovno',
    send_new: 'Pošalji novi kod',

    // S8: unavailable
    not_loaded: 'Učitavanje ovog dijela stranice nije uspjelo.',
    not_available: 'Potvrda nije dostupna na ovoj stranici.',
    try_again: 'Pokušaj ponovno',

    // Errors in a screen
    code_length: 'Kod ima {n} znamenki.',
    code_digits: 'Kod ima samo znamenke.',
    code_wrong: {
      one: 'Kod nije točan. Ostao je još {n} pokušaj.',
      few: 'Kod nije točan. Ostala su još {n} pokušaja.',
      other: 'Kod nije točan. Ostalo je još {n} pokušaja.',
    },
    code_again: 'Već ste upisali taj kod.',
    no_code_yet: 'Prvo pošaljite poruku na WhatsAppu. Kod je u odgovoru.',
    no_call_yet: 'Još nismo zvali.',
    unsupported_text: 'Na brojeve iz ove države ({country}) odavde ne stiže SMS.',
    unsupported_call: 'Na brojeve iz ove države ({country}) odavde ne stiže poziv.',
    landline: 'Ovo izgleda kao fiksni telefon. Možemo ga nazvati.',
    unsupported: 'Brojevi iz ove države ({country}) ne mogu se potvrditi na ovaj način.',
    wait_seconds: 'Pričekajte {time}.',
    wait_minutes: inMinutes('{n}', minutes => `Previše pokušaja odavde. Pokušajte ponovno za ${minutes}.`),
    send_wait: 'Možete ponovno poslati za {time}.',
    no_more_phone: 'Zasad ne možemo slati više poruka na ovaj broj.',
    no_more_calls: 'Zasad više ne možemo zvati ovaj broj.',
    no_more_email: 'Zasad ne možemo slati više poruka na ovu adresu.',
    other_number: 'Poruka je stigla s drugog broja. Ovaj obrazac traži {contact}.',
    text_me: 'Pošalji radije SMS',
    use_sender: 'Moj WhatsApp broj',
    number_hidden: 'WhatsApp skriva vaš broj, pa se ne može potvrditi na ovaj način.',
    not_answered: 'Nitko se nije javio.',
    declined: 'Nitko nije pritisnuo 1.',
    call_failed: 'Poziv na {contact} nije uspio.',
    undeliverable: 'Slanje poruke na {contact} nije uspjelo.',
    wa_answer_failed: 'Vaša je poruka stigla, ali slanje odgovora nije uspjelo.',
    offline: 'Izgleda da nema interneta. Kad se vrati, sve se samo nastavlja.',
    no_answer: 'Poslužitelj ne odgovara.',
    unavailable: 'Ovo trenutačno ne radi. Pokušajte ponovno za minutu.',
    one_moment: 'Trenutak…',
    form_required: 'Potvrdite broj telefona prije slanja obrasca.',
    form_required_email: 'Potvrdite e-mail adresu prije slanja obrasca.',
    form_required_any: 'Potvrdite telefon ili e-mail prije slanja obrasca.',
    form_moment: 'Samo trenutak.',

    // Spoken only
    say_ready: 'Poruka je spremna za slanje na WhatsAppu.',
    say_waiting: 'Čekamo vašu poruku.',
    say_received: 'Poruka je stigla. Upišite kod.',
    say_sent: 'Poslali smo kod na {contact}.',
    say_calling: 'Zovemo {contact}.',
    say_resend: 'Sada možete ponovno poslati.',
    say_nothing_yet: 'Ništa nije stiglo? Ispod su drugi načini.',
    say_minute: 'Ostala je još jedna minuta.',
  },
  messages: {
    whatsapp_code: inMinutes(
      '{minutes}',
      minutes =>
        `*{authcode}* je vaš kod za {site}.\nUpišite ga samo na stranici koju ste sami otvorili. Vrijedi ${minutes}. Niste ga tražili? Odgovorite s NE.`,
    ),
    whatsapp_other: 'Ovaj se zahtjev ne može dovršiti iz ovog razgovora. Počnite ponovno na web-stranici.',
    whatsapp_help: 'Otvorite web-stranicu koja je od vas tražila poruku i počnite tamo.',
    whatsapp_use_link: 'Upotrijebite poveznicu na stranici, kako bismo znali o kojem je zahtjevu riječ.',
    whatsapp_later: 'Previše poruka. Pokušajte kasnije.',
    whatsapp_canceled: 'Otkazano. Nitko više ne može iskoristiti taj kod ili potvrdu.',
    // Words without č, ć, đ, š and ž: one of these, and a text message holds 70 characters instead of 160.
    sms_code: '{authcode} je kod za {name}. Nikome ga ne dajte. Niste to vi? Zanemarite ovu poruku.',
    call_code: 'Zove vas {site}. Vaš kod je: {authcode}. Još jednom: {authcode}.',
    call_key: 'Zove vas {site}. Da biste čuli kod, pritisnite {key}.',
    call_button:
      'Zove vas {site}. Ako ste tražili ovaj poziv, pritisnite 1 da to potvrdite. Ako niste, prekinite vezu.',
    call_thanks: 'Hvala. Sada možete prekinuti vezu.',
    call_declined: 'Ništa nije potvrđeno. Doviđenja.',
    email_subject: 'Vaš kod za {site}',
    email_text: inMinutes(
      '{minutes}',
      minutes =>
        `Vaš kod za {site}:\n\n{authcode}\n\nUpišite ga samo na stranici {site} koju ste sami otvorili. Vrijedi ${minutes}.\nNiste ga tražili? Zanemarite ovu poruku; bez vaše stranice nitko ne može iskoristiti kod.`,
    ),
    email_before: 'Vaš kod za {site}:',
    email_after: inMinutes(
      '{minutes}',
      minutes => `Upišite ga samo na stranici {site} koju ste sami otvorili. Vrijedi ${minutes}.`,
    ),
    email_not_you:
      'Niste ga tražili? Zanemarite ovu poruku; bez vaše stranice nitko ne može iskoristiti kod.',
  },
}

/** In the accusative, as after "za" and "vrijedi". */
function inMinutes(count: string, sentence: (minutes: string) => string): Text {
  return {
    one: sentence(`${count} minutu`),
    few: sentence(`${count} minute`),
    other: sentence(`${count} minuta`),
  }
}

/** A code has 6 to 10 digits, which take one form. The singular is said of a code whose length is unknown. */
function ofDigits(one: string, several: string): Text {
  return { one, other: several }
}
