import type { Text } from '../api.ts'
import type { Texts } from './en.ts'

/**
 * Dutch, for the Netherlands and Belgium, informal. A country stands in parentheses: some names would need an
 * article that the browser does not give.
 */
export const nl: Texts = {
  widget: {
    // S1: choose
    title_phone: 'Bevestig je telefoonnummer',
    title_email: 'Bevestig je e-mailadres',
    title_any: 'Bevestig je telefoonnummer of e-mailadres',
    wa_continue: 'Doorgaan met WhatsApp',
    wa_name: 'WhatsApp',
    wa_about: 'Stuur een bericht en ontvang een code',
    sms_continue: 'Doorgaan per sms',
    sms_name: 'Sms',
    sms_about: 'Ontvang een code per sms',
    call_continue: 'Doorgaan per telefoon',
    call_name: 'Telefoontje',
    call_about: 'Luister naar de code',
    press_about: 'Neem op en druk op 1',
    email_continue: 'Doorgaan per e-mail',
    email_name: 'E-mail',
    email_about: 'Ontvang een code per e-mail',
    resume: 'Doorgaan met {contact}',
    other_way: 'Andere manier kiezen',
    back: 'Terug',

    // S2: contact
    sms_title: 'Je mobiele nummer',
    sms_send: 'Stuur de code per sms',
    call_title: 'Je telefoonnummer',
    call_send: 'Bel mij',
    email_title: 'Je e-mailadres',
    email_label: 'E-mailadres',
    email_hint: 'Bijvoorbeeld naam@example.com',
    email_send: 'Stuur de code per e-mail',
    phone_label: 'Telefoonnummer',
    country_label: 'Land',
    phone_hint: 'Bijvoorbeeld {example}',
    email_empty: 'Vul je e-mailadres in.',
    phone_empty: 'Vul je nummer in.',
    email_invalid: 'Controleer het adres. Het moet eruitzien als naam@example.com.',
    phone_invalid:
      'Dit nummer is niet compleet voor het gekozen land ({country}). Controleer de cijfers of het land.',
    phone_invalid_plain: 'Dit nummer is niet compleet. Controleer de cijfers.',
    field_empty: 'Vul eerst “{label}” in.',

    // S3, S4w: WhatsApp
    wa_title: 'Bevestig met WhatsApp',
    wa_step_send: 'Open WhatsApp en tik op het verzendpijltje. Het bericht staat al klaar.',
    wa_step_code: {
      one: 'Kom hier terug en vul de code uit het antwoord in.',
      other: 'Kom hier terug en vul de {n}-cijferige code uit het antwoord in.',
    },
    wa_open: 'WhatsApp openen',
    wa_open_again: 'Terug naar WhatsApp',
    wa_open_here: 'WhatsApp op deze computer openen',
    wa_scan_caption: 'Scan met de camera van je telefoon',
    wa_qr_name: 'QR-code die WhatsApp opent; het bericht staat al klaar',
    wa_step_scan: 'Scan de QR-code met je telefoon.',
    wa_step_arrow: 'Tik in WhatsApp op het verzendpijltje.',
    wa_step_type: {
      one: 'Vul de code uit het antwoord in.',
      other: 'Vul de {n}-cijferige code uit het antwoord in.',
    },
    wa_waiting: 'Wachten op je bericht…',
    wa_received: 'Bericht ontvangen',
    wa_type_code: 'Vul hier de code uit ons WhatsApp-antwoord in.',
    wa_by_hand: 'Zelf sturen',
    wa_by_hand_about: 'Stuur deze tekst in WhatsApp naar dit nummer:',
    wa_number: 'Nummer',
    wa_text: 'Tekst',
    wa_not_opened: 'Ging WhatsApp niet open? Stuur de tekst zelf:',
    copy: 'Kopiëren',
    copied: 'Gekopieerd',
    copy_refused: 'Houd de tekst ingedrukt om die te kopiëren.',

    // S4: code, S5: press 1
    sms_sent_title: 'Bekijk je berichten',
    sms_sending: 'We sturen een code naar {contact}…',
    sms_sent: {
      one: 'We hebben een code naar {contact} gestuurd.',
      other: 'We hebben een {n}-cijferige code naar {contact} gestuurd.',
    },
    call_sent_title: 'Neem je telefoon op',
    call_sending: 'We bellen {contact}…',
    call_sent: {
      one: 'Je hoort de code twee keer.',
      other: 'Je hoort de {n}-cijferige code twee keer.',
    },
    call_from: 'Je wordt gebeld door {sender}.',
    call_again: 'Opnieuw bellen',
    call_again_in: 'Opnieuw bellen over {time}',
    press_sent: 'We bellen nu {contact}. Neem op en druk op 1.',
    press_waiting: 'Wachten op toets 1…',
    email_sent_title: 'Bekijk je e-mail',
    email_sending: 'We sturen een code naar {contact}…',
    email_sent: {
      one: 'We hebben een code naar {contact} gestuurd. De afzender is {sender}.',
      other: 'We hebben een {n}-cijferige code naar {contact} gestuurd. De afzender is {sender}.',
    },
    code_label: 'Code',
    code_hint: 'We controleren de code na het laatste cijfer.',
    confirm: 'Bevestigen',
    resend: 'Opnieuw sturen',
    resend_in: 'Opnieuw sturen over {time}',
    change_phone: 'Nummer wijzigen',
    change_email: 'Adres wijzigen',

    // Help block
    nothing_yet: 'Nog niets ontvangen?',
    any_code_works: 'Elke code die we hebben gestuurd, werkt.',
    email_spam: 'Kijk ook in je spammap. De afzender is {sender}.',

    // S6: confirmed
    done: '{contact} bevestigd',
    change: 'Wijzigen',
    run_out: '{contact} is om {time} bevestigd. Bevestig opnieuw.',
    confirm_again: 'Opnieuw bevestigen',

    // S7: ended
    locked: 'Te veel foute codes. Voor de veiligheid is deze poging gestopt.',
    expired: {
      one: 'Dit duurde langer dan {n} minuut. Er is niets verloren gegaan.',
      other: 'Dit duurde langer dan {n} minuten. Er is niets verloren gegaan.',
    },
    canceled: 'Dit is vanaf de telefoon gestopt.',
    session_gone: 'Deze pagina stond te lang open.',
    start_again: 'Opnieuw beginnen',
    send_new: 'Nieuwe code sturen',

    // S8: unavailable
    not_loaded: 'Dit deel van de pagina kon niet worden geladen.',
    not_available: 'Bevestigen is op deze pagina niet mogelijk.',
    try_again: 'Opnieuw proberen',

    // Errors in a screen
    code_length: { one: 'De code heeft {n} cijfer.', other: 'De code heeft {n} cijfers.' },
    code_digits: 'De code bevat alleen cijfers.',
    code_wrong: {
      one: 'Deze code klopt niet. Nog één poging.',
      other: 'Deze code klopt niet. Nog {n} pogingen.',
    },
    code_again: 'Deze code heb je al geprobeerd.',
    no_code_yet: 'Stuur eerst het WhatsApp-bericht. De code staat in het antwoord.',
    no_call_yet: 'We hebben nog niet gebeld.',
    unsupported_text: 'Nummers uit dit land ({country}) kunnen hier geen sms ontvangen.',
    unsupported_call: 'Nummers uit dit land ({country}) kunnen hier niet worden gebeld.',
    landline: 'Dit lijkt een vast nummer. We kunnen je ook bellen.',
    unsupported: 'Nummers uit dit land ({country}) kunnen zo niet worden bevestigd.',
    wait_seconds: 'Wacht nog {time}.',
    wait_minutes: {
      one: 'Te veel pogingen vanaf deze verbinding. Probeer het over {n} minuut opnieuw.',
      other: 'Te veel pogingen vanaf deze verbinding. Probeer het over {n} minuten opnieuw.',
    },
    send_wait: 'Opnieuw sturen kan over {time}.',
    no_more_phone: 'Voorlopig kunnen we niets meer naar dit nummer sturen.',
    no_more_calls: 'Voorlopig kunnen we dit nummer niet meer bellen.',
    no_more_email: 'Voorlopig kunnen we niets meer naar dit adres sturen.',
    other_number: 'Dat bericht kwam van een ander nummer. Dit formulier vraagt om {contact}.',
    text_me: 'Liever een sms',
    use_sender: 'Mijn WhatsApp-nummer',
    number_hidden: 'Je WhatsApp verbergt je nummer, dus zo kan het niet worden bevestigd.',
    not_answered: 'Er werd niet opgenomen.',
    declined: 'Er werd niet op 1 gedrukt.',
    call_failed: 'We konden {contact} niet bellen.',
    undeliverable: 'We konden het bericht niet naar {contact} sturen.',
    wa_answer_failed: 'Je bericht is ontvangen, maar we konden het antwoord niet sturen.',
    offline: 'Je lijkt offline te zijn. Zodra je weer verbinding hebt, gaat dit vanzelf verder.',
    no_answer: 'De server reageert niet.',
    unavailable: 'Dit werkt nu even niet. Probeer het over een minuut opnieuw.',
    one_moment: 'Een ogenblik…',
    form_required: 'Bevestig je telefoonnummer voordat je dit formulier verstuurt.',
    form_required_email: 'Bevestig je e-mailadres voordat je dit formulier verstuurt.',
    form_required_any: 'Bevestig je telefoonnummer of e-mailadres voordat je dit formulier verstuurt.',
    form_moment: 'Een ogenblik.',

    // Spoken only
    say_ready: 'Klaar om in WhatsApp te sturen.',
    say_waiting: 'Wachten op je bericht.',
    say_received: 'Bericht ontvangen. Vul de code in.',
    say_sent: 'Code gestuurd naar {contact}.',
    say_calling: 'We bellen {contact}.',
    say_resend: 'Opnieuw sturen kan nu.',
    say_nothing_yet: 'Nog niets ontvangen? Hieronder staan andere manieren.',
    say_minute: 'Nog één minuut.',
  },
  messages: {
    whatsapp_code: inMinutes(
      minutes =>
        `*{authcode}* is je code voor {site}.\nVul hem alleen in op de pagina die je zelf hebt geopend. ${minutes} geldig. Niet door jou aangevraagd? Antwoord NEE.`,
    ),
    whatsapp_other: 'Dit verzoek kan niet vanuit deze chat worden afgerond. Begin opnieuw op de website.',
    whatsapp_help: 'Open de website die je om dit bericht vroeg en begin daar.',
    whatsapp_use_link: 'Gebruik de link op de pagina, dan weten we om welk verzoek het gaat.',
    whatsapp_later: 'Te veel berichten. Probeer het later opnieuw.',
    whatsapp_canceled: 'Geannuleerd. Niemand kan die code of bevestiging nog gebruiken.',
    sms_code:
      '{authcode} is je code voor {name}. Deel hem nooit. Niet door jou aangevraagd? Negeer deze sms.',
    call_code: 'Dit is {site}. Je code is: {authcode}. Nog een keer: {authcode}.',
    call_key: 'Dit is {site}. Om je code te horen, druk je op {key}.',
    call_button:
      'Dit is {site}. Om te bevestigen dat je om dit telefoontje hebt gevraagd, druk je op 1. Heb je er niet om gevraagd, hang dan op.',
    call_thanks: 'Bedankt. Je kunt nu ophangen.',
    call_declined: 'Er is niets bevestigd. Tot ziens.',
    email_subject: 'Je code voor {site}',
    email_text: inMinutes(
      minutes =>
        `Je code voor {site}:\n\n{authcode}\n\nVul hem alleen in op de pagina van {site} die je zelf hebt geopend. Hij is ${minutes} geldig.\nNiet door jou aangevraagd? Negeer dit bericht; zonder jouw pagina kan niemand de code gebruiken.`,
    ),
    email_before: 'Je code voor {site}:',
    email_after: inMinutes(
      minutes =>
        `Vul hem alleen in op de pagina van {site} die je zelf hebt geopend. Hij is ${minutes} geldig.`,
    ),
    email_not_you:
      'Niet door jou aangevraagd? Negeer dit bericht; zonder jouw pagina kan niemand de code gebruiken.',
  },
}

function inMinutes(sentence: (minutes: string) => string): Text {
  return { one: sentence('{minutes} minuut'), other: sentence('{minutes} minuten') }
}
