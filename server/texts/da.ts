import type { Text } from '../api.ts'
import type { Texts } from './en.ts'

/** Danish, with "du", and with the comma before a subordinate clause. */
export const da: Texts = {
  widget: {
    // S1: choose
    title_phone: 'Bekræft dit telefonnummer',
    title_email: 'Bekræft din e-mailadresse',
    title_any: 'Bekræft telefon eller e-mail',
    wa_continue: 'Fortsæt med WhatsApp',
    wa_name: 'WhatsApp',
    wa_about: 'Send en besked, og få en kode',
    sms_continue: 'Fortsæt med sms',
    sms_name: 'Sms',
    sms_about: 'Få en kode på sms',
    call_continue: 'Fortsæt med opkald',
    call_name: 'Opkald',
    call_about: 'Hør koden',
    press_about: 'Tag telefonen, og tryk på 1',
    email_continue: 'Fortsæt med e-mail',
    email_name: 'E-mail',
    email_about: 'Få en kode på e-mail',
    resume: 'Fortsæt med {contact}',
    other_way: 'Vælg en anden måde',
    back: 'Tilbage',

    // S2: contact
    sms_title: 'Dit mobilnummer',
    sms_send: 'Send koden på sms',
    call_title: 'Dit telefonnummer',
    call_send: 'Ring til mig',
    email_title: 'Din e-mailadresse',
    email_label: 'E-mailadresse',
    email_hint: 'For eksempel navn@example.com',
    email_send: 'Send koden på e-mail',
    phone_label: 'Telefonnummer',
    country_label: 'Land',
    phone_hint: 'For eksempel {example}',
    email_empty: 'Indtast din e-mailadresse.',
    phone_empty: 'Indtast dit nummer.',
    email_invalid: 'Tjek adressen. Den skal ligne navn@example.com.',
    phone_invalid: 'Nummeret er ikke komplet for {country}. Tjek cifrene eller landet.',
    phone_invalid_plain: 'Nummeret er ikke komplet. Tjek cifrene.',
    field_empty: 'Udfyld ”{label}” først.',

    // S3, S4w: WhatsApp
    wa_title: 'Bekræft med WhatsApp',
    wa_step_send: 'Åbn WhatsApp, og tryk på send-pilen. Beskeden er allerede skrevet.',
    wa_step_code: {
      one: 'Kom tilbage hertil, og indtast koden fra svaret.',
      other: 'Kom tilbage hertil, og indtast den {n}-cifrede kode fra svaret.',
    },
    wa_open: 'Åbn WhatsApp',
    wa_open_again: 'Åbn WhatsApp igen',
    wa_open_here: 'Åbn WhatsApp på denne computer',
    wa_scan_caption: 'Scan med telefonens kamera',
    wa_qr_name: 'QR-kode, der åbner WhatsApp med den færdige besked',
    wa_step_scan: 'Scan QR-koden med telefonen.',
    wa_step_arrow: 'Tryk på send-pilen i WhatsApp.',
    wa_step_type: {
      one: 'Indtast koden fra svaret.',
      other: 'Indtast den {n}-cifrede kode fra svaret.',
    },
    wa_waiting: 'Venter på din besked…',
    wa_received: 'Beskeden er modtaget',
    wa_type_code: 'Indtast koden fra vores WhatsApp-svar her.',
    wa_by_hand: 'Send den selv',
    wa_by_hand_about: 'Send denne tekst til dette nummer i WhatsApp:',
    wa_number: 'Nummer',
    wa_text: 'Tekst',
    wa_not_opened: 'Åbnede WhatsApp ikke? Send selv teksten:',
    copy: 'Kopiér',
    copied: 'Kopieret',
    copy_refused: 'Hold fingeren på teksten for at kopiere den.',

    // S4: code, S5: press 1
    sms_sent_title: 'Tjek dine beskeder',
    sms_sending: 'Sender en kode til {contact}…',
    sms_sent: {
      one: 'Vi har sendt en kode til {contact}.',
      other: 'Vi har sendt en {n}-cifret kode til {contact}.',
    },
    call_sent_title: 'Tag telefonen',
    call_sending: 'Ringer til {contact}…',
    call_sent: {
      one: 'Du hører koden to gange.',
      other: 'Du hører den {n}-cifrede kode to gange.',
    },
    call_from: 'Opkaldet kommer fra {sender}.',
    call_again: 'Ring igen',
    call_again_in: 'Ring igen om {time}',
    press_sent: 'Vi ringer til {contact} nu. Tag telefonen, og tryk på 1.',
    press_waiting: 'Venter på, at du trykker på 1…',
    email_sent_title: 'Tjek din e-mail',
    email_sending: 'Sender en kode til {contact}…',
    email_sent: {
      one: 'Vi har sendt en kode til {contact}. Afsenderen er {sender}.',
      other: 'Vi har sendt en {n}-cifret kode til {contact}. Afsenderen er {sender}.',
    },
    code_label: 'Kode',
    code_hint: 'Koden bliver tjekket efter det sidste ciffer.',
    confirm: 'Bekræft',
    resend: 'Send igen',
    resend_in: 'Send igen om {time}',
    change_phone: 'Skift nummer',
    change_email: 'Skift adresse',

    // Help block
    nothing_yet: 'Har du ikke fået noget?',
    any_code_works: 'Alle koder, vi har sendt, virker.',
    email_spam: 'Se i spammappen. Afsenderen er {sender}.',

    // S6: confirmed
    done: '{contact} er bekræftet',
    change: 'Skift',
    run_out: '{contact} blev bekræftet kl. {time}. Bekræft igen.',
    confirm_again: 'Bekræft igen',

    // S7: ended
    locked: 'For mange forkerte koder. For en sikkerheds skyld er forsøget stoppet.',
    expired: {
      one: 'Det tog mere end {n} minut. Intet er gået tabt.',
      other: 'Det tog mere end {n} minutter. Intet er gået tabt.',
    },
    canceled: 'Det blev stoppet fra telefonen.',
    session_gone: 'Siden har været åben for længe.',
    start_again: 'Start forfra',
    send_new: 'Send en ny kode',

    // S8: unavailable
    not_loaded: 'Denne del af siden kunne ikke indlæses.',
    not_available: 'Bekræftelse er ikke mulig på denne side.',
    try_again: 'Prøv igen',

    // Errors in a screen
    code_length: { one: 'Koden har {n} ciffer.', other: 'Koden har {n} cifre.' },
    code_digits: 'Koden har kun cifre.',
    code_wrong: {
      one: 'Koden er ikke rigtig. Ét forsøg tilbage.',
      other: 'Koden er ikke rigtig. {n} forsøg tilbage.',
    },
    code_again: 'Den kode har du allerede prøvet.',
    no_code_yet: 'Send WhatsApp-beskeden først. Koden står i svaret.',
    no_call_yet: 'Vi har ikke ringet endnu.',
    unsupported_text: 'Vi kan ikke sende sms til numre fra {country} her.',
    unsupported_call: 'Vi kan ikke ringe til numre fra {country} her.',
    landline: 'Det ligner et fastnetnummer. Vi kan ringe i stedet.',
    unsupported: 'Numre fra {country} kan ikke bekræftes på denne måde.',
    wait_seconds: 'Vent {time}.',
    wait_minutes: {
      one: 'For mange forsøg herfra. Prøv igen om {n} minut.',
      other: 'For mange forsøg herfra. Prøv igen om {n} minutter.',
    },
    send_wait: 'Du kan sende igen om {time}.',
    no_more_phone: 'Vi kan ikke sende mere til dette nummer lige nu.',
    no_more_calls: 'Vi kan ikke ringe mere til dette nummer lige nu.',
    no_more_email: 'Vi kan ikke sende mere til denne adresse lige nu.',
    other_number: 'Beskeden kom fra et andet nummer. Formularen gælder {contact}.',
    text_me: 'Send en sms i stedet',
    use_sender: 'Mit WhatsApp-nummer',
    number_hidden: 'WhatsApp skjuler dit nummer, så det kan ikke bekræftes på denne måde.',
    not_answered: 'Ingen tog telefonen.',
    declined: 'Ingen trykkede på 1.',
    call_failed: 'Vi kunne ikke ringe til {contact}.',
    undeliverable: 'Vi kunne ikke sende beskeden til {contact}.',
    wa_answer_failed: 'Beskeden er modtaget, men vi kunne ikke sende svaret.',
    offline: 'Du ser ud til at være offline. Det fortsætter af sig selv, når du er online igen.',
    no_answer: 'Serveren svarer ikke.',
    unavailable: 'Det virker ikke lige nu. Prøv igen om et minut.',
    one_moment: 'Et øjeblik…',
    form_required: 'Bekræft dit telefonnummer, før du sender formularen.',
    form_required_email: 'Bekræft din e-mailadresse, før du sender formularen.',
    form_required_any: 'Bekræft telefon eller e-mail, før du sender formularen.',
    form_moment: 'Et øjeblik.',

    // Spoken only
    say_ready: 'Klar til at sende i WhatsApp.',
    say_waiting: 'Venter på din besked.',
    say_received: 'Beskeden er modtaget. Indtast koden.',
    say_sent: 'Vi har sendt en kode til {contact}.',
    say_calling: 'Ringer til {contact}.',
    say_resend: 'Du kan sende igen nu.',
    say_nothing_yet: 'Har du ikke fået noget? Der er flere måder nedenfor.',
    say_minute: 'Der er et minut tilbage.',
  },
  messages: {
    whatsapp_code: inMinutes(
      minutes =>
        `*{authcode}* er din kode til {site}.\nIndtast den kun på den side, du selv har åbnet. Gælder i ${minutes}. Var det ikke dig? Svar NEJ.`,
    ),
    whatsapp_other: 'Anmodningen kan ikke gennemføres fra denne chat. Start forfra på webstedet.',
    whatsapp_help: 'Åbn det websted, der bad dig skrive, og start der.',
    whatsapp_use_link: 'Brug linket på siden, så vi ved, hvilken anmodning det gælder.',
    whatsapp_later: 'For mange beskeder. Prøv igen senere.',
    whatsapp_canceled: 'Annulleret. Ingen kan længere bruge koden eller bekræftelsen.',
    sms_code: '{authcode} er din kode til {name}. Del den aldrig. Var det ikke dig? Se bort fra denne sms.',
    call_code: 'Dette er {site}. Din kode er: {authcode}. En gang til: {authcode}.',
    call_key: 'Dette er {site}. For at høre din kode skal du trykke på {key}.',
    call_button:
      'Dette er {site}. For at bekræfte, at du har bedt om dette opkald, skal du trykke på 1. Læg på, hvis du ikke har bedt om det.',
    call_thanks: 'Tak. Du kan lægge på nu.',
    call_declined: 'Intet er bekræftet. Farvel.',
    email_subject: 'Din kode til {site}',
    email_text: inMinutes(
      minutes =>
        `Din kode til {site}:\n\n{authcode}\n\nIndtast den kun på den side på {site}, du selv har åbnet. Den gælder i ${minutes}.\nVar det ikke dig? Se bort fra denne besked; ingen kan bruge koden uden din side.`,
    ),
    email_before: 'Din kode til {site}:',
    email_after: inMinutes(
      minutes => `Indtast den kun på den side på {site}, du selv har åbnet. Den gælder i ${minutes}.`,
    ),
    email_not_you: 'Var det ikke dig? Se bort fra denne besked; ingen kan bruge koden uden din side.',
  },
}

function inMinutes(sentence: (minutes: string) => string): Text {
  return { one: sentence('{minutes} minut'), other: sentence('{minutes} minutter') }
}
