import type { Text } from '../api.ts'
import type { Texts } from './en.ts'

/**
 * Norwegian Bokmål, with "du". Three dots that stand for words follow a space; it is `\u00a0`, so that they
 * start no line, and an escape because no editor shows it.
 *
 * @see https://sprakradet.no/spraksporsmal-og-svar/utelatelsestegn-tre-prikker-med-eller-uten-mellomrom-foran
 */
export const nb: Texts = {
  widget: {
    // S1: choose
    title_phone: 'Bekreft telefonnummeret ditt',
    title_email: 'Bekreft e-postadressen din',
    title_any: 'Bekreft telefon eller e-post',
    wa_continue: 'Fortsett med WhatsApp',
    wa_name: 'WhatsApp',
    wa_about: 'Send en melding og få en kode',
    sms_continue: 'Fortsett med SMS',
    sms_name: 'SMS',
    sms_about: 'Få en kode på SMS',
    call_continue: 'Fortsett med anrop',
    call_name: 'Anrop',
    call_about: 'Hør koden',
    press_about: 'Ta telefonen og trykk 1',
    email_continue: 'Fortsett med e-post',
    email_name: 'E-post',
    email_about: 'Få en kode på e-post',
    resume: 'Fortsett med {contact}',
    other_way: 'Velg en annen måte',
    back: 'Tilbake',

    // S2: contact
    sms_title: 'Mobilnummeret ditt',
    sms_send: 'Send koden på SMS',
    call_title: 'Telefonnummeret ditt',
    call_send: 'Ring meg',
    email_title: 'E-postadressen din',
    email_label: 'E-postadresse',
    email_hint: 'For eksempel navn@example.com',
    email_send: 'Send koden på e-post',
    phone_label: 'Telefonnummer',
    country_label: 'Land',
    phone_hint: 'For eksempel {example}',
    email_empty: 'Skriv inn e-postadressen din.',
    phone_empty: 'Skriv inn nummeret ditt.',
    email_invalid: 'Sjekk adressen. Den skal ligne på navn@example.com.',
    phone_invalid: 'Nummeret er ikke komplett for {country}. Sjekk sifrene eller landet.',
    phone_invalid_plain: 'Nummeret er ikke komplett. Sjekk sifrene.',
    field_empty: 'Fyll ut «{label}» først.',

    // S3, S4w: WhatsApp
    wa_title: 'Bekreft med WhatsApp',
    wa_step_send: 'Åpne WhatsApp og trykk på sendepilen. Meldingen er allerede skrevet.',
    wa_step_code: {
      one: 'Kom tilbake hit og skriv inn koden fra svaret.',
      other: 'Kom tilbake hit og skriv inn den {n}-sifrede koden fra svaret.',
    },
    wa_open: 'Åpne WhatsApp',
    wa_open_again: 'Åpne WhatsApp igjen',
    wa_open_here: 'Åpne WhatsApp på denne datamaskinen',
    wa_scan_caption: 'Skann med kameraet på mobilen',
    wa_qr_name: 'QR-kode som åpner WhatsApp med meldingen allerede skrevet',
    wa_step_scan: 'Skann QR-koden med mobilen.',
    wa_step_arrow: 'Trykk på sendepilen i WhatsApp.',
    wa_step_type: {
      one: 'Skriv inn koden fra svaret.',
      other: 'Skriv inn den {n}-sifrede koden fra svaret.',
    },
    wa_waiting: 'Venter på meldingen din\u00a0…',
    wa_received: 'Meldingen er mottatt',
    wa_type_code: 'Skriv inn koden fra WhatsApp-svaret vårt her.',
    wa_by_hand: 'Send den selv',
    wa_by_hand_about: 'Send denne teksten til dette nummeret i WhatsApp:',
    wa_number: 'Nummer',
    wa_text: 'Tekst',
    wa_not_opened: 'Åpnet ikke WhatsApp seg? Send teksten selv:',
    copy: 'Kopier',
    copied: 'Kopiert',
    copy_refused: 'Hold fingeren på teksten for å kopiere den.',

    // S4: code, S5: press 1
    sms_sent_title: 'Sjekk meldingene dine',
    sms_sending: 'Sender en kode til {contact}\u00a0…',
    sms_sent: {
      one: 'Vi har sendt en kode til {contact}.',
      other: 'Vi har sendt en {n}-sifret kode til {contact}.',
    },
    call_sent_title: 'Ta telefonen',
    call_sending: 'Ringer {contact}\u00a0…',
    call_sent: {
      one: 'Du får høre koden to ganger.',
      other: 'Du får høre den {n}-sifrede koden to ganger.',
    },
    call_from: 'Anropet kommer fra {sender}.',
    call_again: 'Ring igjen',
    call_again_in: 'Ring igjen om {time}',
    press_sent: 'Vi ringer {contact} nå. Ta telefonen og trykk 1.',
    press_waiting: 'Venter på at du trykker 1\u00a0…',
    email_sent_title: 'Sjekk e-posten din',
    email_sending: 'Sender en kode til {contact}\u00a0…',
    email_sent: {
      one: 'Vi har sendt en kode til {contact}. Avsenderen er {sender}.',
      other: 'Vi har sendt en {n}-sifret kode til {contact}. Avsenderen er {sender}.',
    },
    code_label: 'Kode',
    code_hint: 'Koden sjekkes etter det siste sifferet.',
    confirm: 'Bekreft',
    resend: 'Send igjen',
    resend_in: 'Send igjen om {time}',
    change_phone: 'Bytt nummer',
    change_email: 'Bytt adresse',

    // Help block
    nothing_yet: 'Har du ikke fått noe?',
    any_code_works: 'Alle kodene vi har sendt, virker.',
    email_spam: 'Se i søppelposten. Avsenderen er {sender}.',

    // S6: confirmed
    done: '{contact} er bekreftet',
    change: 'Bytt',
    run_out: '{contact} ble bekreftet kl. {time}. Bekreft igjen.',
    confirm_again: 'Bekreft igjen',

    // S7: ended
    locked: 'For mange feil koder. For sikkerhets skyld er forsøket avsluttet.',
    expired: {
      one: 'Dette tok mer enn {n} minutt. Ingenting er gått tapt.',
      other: 'Dette tok mer enn {n} minutter. Ingenting er gått tapt.',
    },
    canceled: 'Dette ble stoppet fra telefonen.',
    session_gone: 'Siden har vært åpen for lenge.',
    start_again: 'Start på nytt',
    send_new: 'Send en ny kode',

    // S8: unavailable
    not_loaded: 'Denne delen av siden kunne ikke lastes inn.',
    not_available: 'Det er ikke mulig å bekrefte på denne siden.',
    try_again: 'Prøv igjen',

    // Errors in a screen
    code_length: { one: 'Koden har {n} siffer.', other: 'Koden har {n} sifre.' },
    code_digits: 'Koden har bare sifre.',
    code_wrong: {
      one: 'Koden stemmer ikke. Ett forsøk igjen.',
      other: 'Koden stemmer ikke. {n} forsøk igjen.',
    },
    code_again: 'Den koden har du allerede prøvd.',
    no_code_yet: 'Send WhatsApp-meldingen først. Koden står i svaret.',
    no_call_yet: 'Vi har ikke ringt ennå.',
    unsupported_text: 'Vi kan ikke sende SMS til numre fra {country} her.',
    unsupported_call: 'Vi kan ikke ringe numre fra {country} her.',
    landline: 'Dette ser ut som en fasttelefon. Vi kan ringe i stedet.',
    unsupported: 'Numre fra {country} kan ikke bekreftes på denne måten.',
    wait_seconds: 'Vent {time}.',
    wait_minutes: {
      one: 'For mange forsøk herfra. Prøv igjen om {n} minutt.',
      other: 'For mange forsøk herfra. Prøv igjen om {n} minutter.',
    },
    send_wait: 'Du kan sende igjen om {time}.',
    no_more_phone: 'Vi kan ikke sende mer til dette nummeret akkurat nå.',
    no_more_calls: 'Vi kan ikke ringe dette nummeret igjen akkurat nå.',
    no_more_email: 'Vi kan ikke sende mer til denne adressen akkurat nå.',
    other_number: 'Meldingen kom fra et annet nummer. Skjemaet gjelder {contact}.',
    text_me: 'Send en SMS i stedet',
    use_sender: 'Mitt WhatsApp-nummer',
    number_hidden: 'WhatsApp skjuler nummeret ditt, så det kan ikke bekreftes på denne måten.',
    not_answered: 'Ingen tok telefonen.',
    declined: 'Ingen trykket 1.',
    call_failed: 'Vi kunne ikke ringe {contact}.',
    undeliverable: 'Vi kunne ikke sende meldingen til {contact}.',
    wa_answer_failed: 'Meldingen er mottatt, men vi kunne ikke sende svaret.',
    offline: 'Du ser ut til å være frakoblet. Dette fortsetter av seg selv når du er på nett igjen.',
    no_answer: 'Serveren svarer ikke.',
    unavailable: 'Dette virker ikke akkurat nå. Prøv igjen om et minutt.',
    one_moment: 'Et øyeblikk\u00a0…',
    form_required: 'Bekreft telefonnummeret ditt før du sender skjemaet.',
    form_required_email: 'Bekreft e-postadressen din før du sender skjemaet.',
    form_required_any: 'Bekreft telefon eller e-post før du sender skjemaet.',
    form_moment: 'Et øyeblikk.',

    // Spoken only
    say_ready: 'Klar til å sende i WhatsApp.',
    say_waiting: 'Venter på meldingen din.',
    say_received: 'Meldingen er mottatt. Skriv inn koden.',
    say_sent: 'Vi har sendt en kode til {contact}.',
    say_calling: 'Ringer {contact}.',
    say_resend: 'Nå kan du sende igjen.',
    say_nothing_yet: 'Har du ikke fått noe? Det er flere måter nedenfor.',
    say_minute: 'Ett minutt igjen.',
  },
  messages: {
    whatsapp_code: inMinutes(
      minutes =>
        `*{authcode}* er koden din for {site}.\nSkriv den kun inn på siden du selv har åpnet. Gyldig i ${minutes}. Var det ikke deg? Svar NEI.`,
    ),
    whatsapp_other: 'Denne forespørselen kan ikke fullføres fra denne chatten. Start på nytt på nettstedet.',
    whatsapp_help: 'Åpne nettstedet som ba deg skrive, og start der.',
    whatsapp_use_link: 'Bruk lenken på siden, så vi vet hvilken forespørsel det gjelder.',
    whatsapp_later: 'For mange meldinger. Prøv igjen senere.',
    whatsapp_canceled: 'Avbrutt. Ingen kan bruke koden eller bekreftelsen lenger.',
    sms_code:
      '{authcode} er koden din for {name}. Del den aldri. Var det ikke deg? Se bort fra denne SMS-en.',
    call_code: 'Dette er {site}. Koden din er: {authcode}. En gang til: {authcode}.',
    call_key: 'Dette er {site}. For å høre koden din, trykk {key}.',
    call_button:
      'Dette er {site}. For å bekrefte at du har bedt om dette anropet, trykk 1. Hvis du ikke har bedt om det, legg på.',
    call_thanks: 'Takk. Du kan legge på nå.',
    call_declined: 'Ingenting er bekreftet. Ha det.',
    email_subject: 'Koden din for {site}',
    email_text: inMinutes(
      minutes =>
        `Koden din for {site}:\n\n{authcode}\n\nSkriv den kun inn på siden på {site} som du selv har åpnet. Den er gyldig i ${minutes}.\nVar det ikke deg? Se bort fra denne meldingen; ingen kan bruke koden uten siden din.`,
    ),
    email_before: 'Koden din for {site}:',
    email_after: inMinutes(
      minutes => `Skriv den kun inn på siden på {site} som du selv har åpnet. Den er gyldig i ${minutes}.`,
    ),
    email_not_you: 'Var det ikke deg? Se bort fra denne meldingen; ingen kan bruke koden uten siden din.',
  },
}

function inMinutes(sentence: (minutes: string) => string): Text {
  return { one: sentence('{minutes} minutt'), other: sentence('{minutes} minutter') }
}
