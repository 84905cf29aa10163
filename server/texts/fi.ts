import type { Text } from '../api.ts'
import type { Texts } from './en.ts'

/**
 * Finnish, with "sinä". What is filled in cannot take an ending, so a noun before it takes the case ("numeroon",
 * "osoitteeseen", "sivustolle"), and where it may be either a number or an address, it stands after a colon.
 */
export const fi: Texts = {
  widget: {
    // S1: choose
    title_phone: 'Vahvista puhelinnumerosi',
    title_email: 'Vahvista sähköpostiosoitteesi',
    title_any: 'Vahvista puhelin tai sähköposti',
    wa_continue: 'Jatka WhatsAppilla',
    wa_name: 'WhatsApp',
    wa_about: 'Lähetä viesti, saat koodin',
    sms_continue: 'Jatka tekstiviestillä',
    sms_name: 'Tekstiviesti',
    sms_about: 'Saat koodin tekstiviestillä',
    call_continue: 'Jatka puhelulla',
    call_name: 'Puhelu',
    call_about: 'Kuulet koodin',
    press_about: 'Vastaa ja paina 1',
    email_continue: 'Jatka sähköpostilla',
    email_name: 'Sähköposti',
    email_about: 'Saat koodin sähköpostilla',
    resume: 'Jatka: {contact}',
    other_way: 'Valitse toinen tapa',
    back: 'Takaisin',

    // S2: contact
    sms_title: 'Matkapuhelinnumerosi',
    sms_send: 'Koodi tekstiviestillä',
    call_title: 'Puhelinnumerosi',
    call_send: 'Soita minulle',
    email_title: 'Sähköpostiosoitteesi',
    email_label: 'Sähköpostiosoite',
    email_hint: 'Esimerkiksi nimi@example.com',
    email_send: 'Koodi sähköpostilla',
    phone_label: 'Puhelinnumero',
    country_label: 'Maa',
    phone_hint: 'Esimerkiksi {example}',
    email_empty: 'Kirjoita sähköpostiosoitteesi.',
    phone_empty: 'Kirjoita numerosi.',
    email_invalid: 'Tarkista osoite. Sen pitäisi olla muotoa nimi@example.com.',
    phone_invalid: 'Numero ei sovi valittuun maahan ({country}). Tarkista numero tai maa.',
    phone_invalid_plain: 'Numero on puutteellinen. Tarkista numero.',
    field_empty: 'Täytä ensin ”{label}”.',

    // S3, S4w: WhatsApp
    wa_title: 'Vahvista WhatsAppilla',
    wa_step_send: 'Avaa WhatsApp ja paina lähetysnuolta. Viesti on jo kirjoitettu.',
    wa_step_code: {
      one: 'Palaa tänne ja kirjoita vastauksessa oleva koodi.',
      other: 'Palaa tänne ja kirjoita vastauksessa oleva {n}-numeroinen koodi.',
    },
    wa_open: 'Avaa WhatsApp',
    wa_open_again: 'Palaa WhatsAppiin',
    wa_open_here: 'Avaa WhatsApp tällä tietokoneella',
    wa_scan_caption: 'Skannaa puhelimen kameralla',
    wa_qr_name: 'QR-koodi, joka avaa WhatsAppin; viesti on jo kirjoitettu',
    wa_step_scan: 'Skannaa QR-koodi puhelimella.',
    wa_step_arrow: 'Paina WhatsAppissa lähetysnuolta.',
    wa_step_type: {
      one: 'Kirjoita vastauksessa oleva koodi.',
      other: 'Kirjoita vastauksessa oleva {n}-numeroinen koodi.',
    },
    wa_waiting: 'Odotetaan viestiäsi…',
    wa_received: 'Viestisi saapui',
    wa_type_code: 'Kirjoita tähän WhatsApp-vastauksessamme oleva koodi.',
    wa_by_hand: 'Lähetä itse',
    wa_by_hand_about: 'Lähetä tämä teksti WhatsAppissa tähän numeroon:',
    wa_number: 'Numero',
    wa_text: 'Teksti',
    wa_not_opened: 'Eikö WhatsApp avautunut? Lähetä teksti itse:',
    copy: 'Kopioi',
    copied: 'Kopioitu',
    copy_refused: 'Kopioi teksti painamalla sitä pitkään.',

    // S4: code, S5: press 1
    sms_sent_title: 'Katso viestisi',
    sms_sending: 'Lähetetään koodia numeroon {contact}…',
    sms_sent: {
      one: 'Lähetimme koodin numeroon {contact}.',
      other: 'Lähetimme {n}-numeroisen koodin numeroon {contact}.',
    },
    call_sent_title: 'Vastaa puhelimeen',
    call_sending: 'Soitetaan numeroon {contact}…',
    call_sent: {
      one: 'Kuulet koodin kahdesti.',
      other: 'Kuulet {n}-numeroisen koodin kahdesti.',
    },
    call_from: 'Soittaja on {sender}.',
    call_again: 'Soita uudelleen',
    call_again_in: 'Soita uudelleen {time} kuluttua',
    press_sent: 'Soitamme nyt numeroon {contact}. Vastaa ja paina 1.',
    press_waiting: 'Odotetaan näppäintä 1…',
    email_sent_title: 'Katso sähköpostisi',
    email_sending: 'Lähetetään koodia osoitteeseen {contact}…',
    email_sent: {
      one: 'Lähetimme koodin osoitteeseen {contact}. Lähettäjä on {sender}.',
      other: 'Lähetimme {n}-numeroisen koodin osoitteeseen {contact}. Lähettäjä on {sender}.',
    },
    code_label: 'Koodi',
    code_hint: 'Koodi tarkistetaan viimeisen numeron jälkeen.',
    confirm: 'Vahvista',
    resend: 'Lähetä uudelleen',
    resend_in: 'Lähetä uudelleen {time} kuluttua',
    change_phone: 'Vaihda numero',
    change_email: 'Vaihda osoite',

    // Help block
    nothing_yet: 'Eikö mitään tullut?',
    any_code_works: 'Mikä tahansa lähettämämme koodi kelpaa.',
    email_spam: 'Katso myös roskapostikansiosta. Lähettäjä on {sender}.',

    // S6: confirmed
    done: '{contact} vahvistettu',
    change: 'Vaihda',
    run_out: '{contact} vahvistettiin klo {time}. Vahvista uudelleen.',
    confirm_again: 'Vahvista uudelleen',

    // S7: ended
    locked: 'Liian monta väärää koodia. Turvallisuussyistä tämä yritys on keskeytetty.',
    expired: {
      one: 'Aikaa kului yli minuutti. Mitään ei kadonnut.',
      other: 'Aikaa kului yli {n} minuuttia. Mitään ei kadonnut.',
    },
    canceled: 'Tämä keskeytettiin puhelimesta.',
    session_gone: 'Sivu oli auki liian kauan.',
    start_again: 'Aloita alusta',
    send_new: 'Lähetä uusi koodi',

    // S8: unavailable
    not_loaded: 'Tätä sivun osaa ei voitu ladata.',
    not_available: 'Vahvistaminen ei onnistu tällä sivulla.',
    try_again: 'Yritä uudelleen',

    // Errors in a screen
    code_length: { one: 'Koodissa on {n} numero.', other: 'Koodissa on {n} numeroa.' },
    code_digits: 'Koodissa on vain numeroita.',
    code_wrong: {
      one: 'Koodi ei ole oikea. Yksi yritys jäljellä.',
      other: 'Koodi ei ole oikea. {n} yritystä jäljellä.',
    },
    code_again: 'Kokeilit jo tätä koodia.',
    no_code_yet: 'Lähetä ensin WhatsApp-viesti. Koodi on vastauksessa.',
    no_call_yet: 'Emme ole vielä soittaneet.',
    unsupported_text: 'Emme voi lähettää tekstiviestiä tämän maan ({country}) numeroihin.',
    unsupported_call: 'Emme voi soittaa tämän maan ({country}) numeroihin.',
    landline: 'Tämä näyttää lankapuhelimelta. Voimme sen sijaan soittaa.',
    unsupported: 'Tämän maan ({country}) numeroita ei voi vahvistaa näin.',
    wait_seconds: 'Odota {time}.',
    wait_minutes: {
      one: 'Liian monta yritystä tästä verkosta. Yritä uudelleen {n} minuutin kuluttua.',
      other: 'Liian monta yritystä tästä verkosta. Yritä uudelleen {n} minuutin kuluttua.',
    },
    send_wait: 'Voit lähettää uudelleen {time} kuluttua.',
    no_more_phone: 'Emme voi juuri nyt lähettää enempää tähän numeroon.',
    no_more_calls: 'Emme voi juuri nyt soittaa enempää tähän numeroon.',
    no_more_email: 'Emme voi juuri nyt lähettää enempää tähän osoitteeseen.',
    other_number: 'Viesti tuli toisesta numerosta. Tämä lomake odottaa numeroa {contact}.',
    text_me: 'Mieluummin tekstiviesti',
    use_sender: 'WhatsApp-numeroni',
    number_hidden: 'WhatsAppisi piilottaa numerosi, joten sitä ei voi vahvistaa näin.',
    not_answered: 'Kukaan ei vastannut.',
    declined: 'Näppäintä 1 ei painettu.',
    call_failed: 'Puhelu numeroon {contact} ei onnistunut.',
    undeliverable: 'Viestiä ei voitu lähettää: {contact}.',
    wa_answer_failed: 'Viestisi saapui, mutta vastausta ei voitu lähettää.',
    offline: 'Verkkoyhteys näyttää puuttuvan. Tämä jatkuu itsestään, kun yhteys palaa.',
    no_answer: 'Palvelin ei vastaa.',
    unavailable: 'Tämä ei toimi juuri nyt. Yritä uudelleen minuutin kuluttua.',
    one_moment: 'Pieni hetki…',
    form_required: 'Vahvista puhelinnumerosi ennen lomakkeen lähettämistä.',
    form_required_email: 'Vahvista sähköpostiosoitteesi ennen lomakkeen lähettämistä.',
    form_required_any: 'Vahvista puhelin tai sähköposti ennen lomakkeen lähettämistä.',
    form_moment: 'Pieni hetki.',

    // Spoken only
    say_ready: 'Valmis lähetettäväksi WhatsAppissa.',
    say_waiting: 'Odotetaan viestiäsi.',
    say_received: 'Viestisi saapui. Kirjoita koodi.',
    say_sent: 'Koodi lähetetty: {contact}.',
    say_calling: 'Soitetaan numeroon {contact}.',
    say_resend: 'Voit nyt lähettää uudelleen.',
    say_nothing_yet: 'Eikö mitään tullut? Muut tavat ovat alempana.',
    say_minute: 'Yksi minuutti jäljellä.',
  },
  messages: {
    whatsapp_code: inMinutes(
      minutes =>
        `*{authcode}* on koodisi sivustolle {site}.\nKirjoita se vain sivulle, jonka avasit itse. Voimassa ${minutes}. Etkö pyytänyt koodia? Vastaa EI.`,
    ),
    whatsapp_other: 'Tätä pyyntöä ei voi viedä loppuun tässä keskustelussa. Aloita alusta sivustolla.',
    whatsapp_help: 'Avaa sivusto, joka pyysi sinua kirjoittamaan, ja aloita siellä.',
    whatsapp_use_link: 'Käytä sivulla olevaa linkkiä, niin tiedämme, mistä pyynnöstä on kyse.',
    whatsapp_later: 'Liian monta viestiä. Yritä myöhemmin uudelleen.',
    whatsapp_canceled: 'Peruttu. Kukaan ei voi enää käyttää koodia tai vahvistusta.',
    sms_code:
      '{authcode} on koodisi palveluun {name}. Älä anna sitä kenellekään. Etkö pyytänyt koodia? Älä välitä tästä viestistä.',
    call_code: 'Täällä {site}. Koodisi on: {authcode}. Uudestaan: {authcode}.',
    call_key: 'Täällä {site}. Jos haluat kuulla koodisi, paina {key}.',
    call_button:
      'Täällä {site}. Jos haluat vahvistaa, että pyysit tätä puhelua, paina 1. Jos et pyytänyt sitä, sulje puhelu.',
    call_thanks: 'Kiitos. Voit nyt sulkea puhelun.',
    call_declined: 'Mitään ei vahvistettu. Kuulemiin.',
    email_subject: 'Koodisi sivustolle {site}',
    email_text: inMinutes(
      minutes =>
        `Koodisi sivustolle {site}:\n\n{authcode}\n\nKirjoita se vain sivuston {site} sivulle, jonka avasit itse. Se on voimassa ${minutes}.\nEtkö pyytänyt koodia? Älä välitä tästä viestistä; kukaan ei voi käyttää koodia ilman sivuasi.`,
    ),
    email_before: 'Koodisi sivustolle {site}:',
    email_after: inMinutes(
      minutes => `Kirjoita se vain sivuston {site} sivulle, jonka avasit itse. Se on voimassa ${minutes}.`,
    ),
    email_not_you:
      'Etkö pyytänyt koodia? Älä välitä tästä viestistä; kukaan ei voi käyttää koodia ilman sivuasi.',
  },
}

/** How long something lasts: one in the accusative, several in the partitive. */
function inMinutes(sentence: (minutes: string) => string): Text {
  return { one: sentence('{minutes} minuutin'), other: sentence('{minutes} minuuttia') }
}
