import type { Text } from '../api.ts'
import type { Texts } from './en.ts'

/**
 * Swedish, with "du". The participle would agree with the number or with the address, so what is confirmed
 * stands after "Bekräftat:" or in a sentence with a verb. Three dots that stand for words follow a space; it is
 * `\u00a0`, so that they start no line, and an escape because no editor shows it.
 *
 * @see https://frageladan.isof.se/visasvar.py?svar=75187
 */
export const sv: Texts = {
  widget: {
    // S1: choose
    title_phone: 'Bekräfta ditt telefonnummer',
    title_email: 'Bekräfta din e-postadress',
    title_any: 'Bekräfta telefon eller e-post',
    wa_continue: 'Fortsätt med WhatsApp',
    wa_name: 'WhatsApp',
    wa_about: 'Skicka ett meddelande och få en kod',
    sms_continue: 'Fortsätt med sms',
    sms_name: 'Sms',
    sms_about: 'Få en kod via sms',
    call_continue: 'Fortsätt med samtal',
    call_name: 'Telefonsamtal',
    call_about: 'Lyssna på koden',
    press_about: 'Svara och tryck på 1',
    email_continue: 'Fortsätt med e-post',
    email_name: 'E-post',
    email_about: 'Få en kod via e-post',
    resume: 'Fortsätt med {contact}',
    other_way: 'Välj ett annat sätt',
    back: 'Tillbaka',

    // S2: contact
    sms_title: 'Ditt mobilnummer',
    sms_send: 'Skicka koden via sms',
    call_title: 'Ditt telefonnummer',
    call_send: 'Ring mig',
    email_title: 'Din e-postadress',
    email_label: 'E-postadress',
    email_hint: 'Till exempel namn@example.com',
    email_send: 'Skicka koden via e-post',
    phone_label: 'Telefonnummer',
    country_label: 'Land',
    phone_hint: 'Till exempel {example}',
    email_empty: 'Skriv in din e-postadress.',
    phone_empty: 'Skriv in ditt nummer.',
    email_invalid: 'Kontrollera adressen. Den ska se ut som namn@example.com.',
    phone_invalid: 'Numret är inte komplett för {country}. Kontrollera siffrorna eller landet.',
    phone_invalid_plain: 'Numret är inte komplett. Kontrollera siffrorna.',
    field_empty: 'Fyll i ”{label}” först.',

    // S3, S4w: WhatsApp
    wa_title: 'Bekräfta med WhatsApp',
    wa_step_send: 'Öppna WhatsApp och tryck på skicka-pilen. Meddelandet är redan skrivet.',
    wa_step_code: {
      one: 'Kom tillbaka hit och skriv in koden från svaret.',
      other: 'Kom tillbaka hit och skriv in den {n}-siffriga koden från svaret.',
    },
    wa_open: 'Öppna WhatsApp',
    wa_open_again: 'Öppna WhatsApp igen',
    wa_open_here: 'Öppna WhatsApp på den här datorn',
    wa_scan_caption: 'Skanna med mobilens kamera',
    wa_qr_name: 'QR-kod som öppnar WhatsApp med meddelandet redan skrivet',
    wa_step_scan: 'Skanna QR-koden med mobilen.',
    wa_step_arrow: 'Tryck på skicka-pilen i WhatsApp.',
    wa_step_type: {
      one: 'Skriv in koden från svaret.',
      other: 'Skriv in den {n}-siffriga koden från svaret.',
    },
    wa_waiting: 'Väntar på ditt meddelande\u00a0…',
    wa_received: 'Vi har fått ditt meddelande',
    wa_type_code: 'Skriv in koden från vårt WhatsApp-svar här.',
    wa_by_hand: 'Skicka själv',
    wa_by_hand_about: 'Skicka den här texten till det här numret i WhatsApp:',
    wa_number: 'Nummer',
    wa_text: 'Text',
    wa_not_opened: 'Öppnades inte WhatsApp? Skicka texten själv:',
    copy: 'Kopiera',
    copied: 'Kopierat',
    copy_refused: 'Håll fingret på texten för att kopiera den.',

    // S4: code, S5: press 1
    sms_sent_title: 'Kolla dina meddelanden',
    sms_sending: 'Skickar en kod till {contact}\u00a0…',
    sms_sent: {
      one: 'Vi har skickat en kod till {contact}.',
      other: 'Vi har skickat en {n}-siffrig kod till {contact}.',
    },
    call_sent_title: 'Svara i telefonen',
    call_sending: 'Ringer {contact}\u00a0…',
    call_sent: {
      one: 'Du får höra koden två gånger.',
      other: 'Du får höra den {n}-siffriga koden två gånger.',
    },
    call_from: 'Samtalet kommer från {sender}.',
    call_again: 'Ring igen',
    call_again_in: 'Ring igen om {time}',
    press_sent: 'Vi ringer {contact} nu. Svara och tryck på 1.',
    press_waiting: 'Väntar på att du trycker på 1\u00a0…',
    email_sent_title: 'Kolla din inkorg',
    email_sending: 'Skickar en kod till {contact}\u00a0…',
    email_sent: {
      one: 'Vi har skickat en kod till {contact}. Avsändaren är {sender}.',
      other: 'Vi har skickat en {n}-siffrig kod till {contact}. Avsändaren är {sender}.',
    },
    code_label: 'Kod',
    code_hint: 'Koden kontrolleras efter sista siffran.',
    confirm: 'Bekräfta',
    resend: 'Skicka igen',
    resend_in: 'Skicka igen om {time}',
    change_phone: 'Byt nummer',
    change_email: 'Byt adress',

    // Help block
    nothing_yet: 'Har inget kommit?',
    any_code_works: 'Alla koder som vi har skickat fungerar.',
    email_spam: 'Kolla skräpposten också. Avsändaren är {sender}.',

    // S6: confirmed
    done: 'Bekräftat: {contact}',
    change: 'Byt',
    run_out: '{contact} bekräftades kl. {time}. Bekräfta igen.',
    confirm_again: 'Bekräfta igen',

    // S7: ended
    locked: 'För många felaktiga koder. För säkerhets skull har försöket avslutats.',
    expired: {
      one: 'Det tog längre än {n} minut. Inget har gått förlorat.',
      other: 'Det tog längre än {n} minuter. Inget har gått förlorat.',
    },
    canceled: 'Det här stoppades från telefonen.',
    session_gone: 'Sidan har varit öppen för länge.',
    start_again: 'Börja om',
    send_new: 'Skicka en ny kod',

    // S8: unavailable
    not_loaded: 'Det gick inte att läsa in den här delen av sidan.',
    not_available: 'Det går inte att bekräfta på den här sidan.',
    try_again: 'Försök igen',

    // Errors in a screen
    code_length: { one: 'Koden har {n} siffra.', other: 'Koden har {n} siffror.' },
    code_digits: 'Koden har bara siffror.',
    code_wrong: {
      one: 'Koden stämmer inte. Ett försök kvar.',
      other: 'Koden stämmer inte. {n} försök kvar.',
    },
    code_again: 'Den koden har du redan provat.',
    no_code_yet: 'Skicka WhatsApp-meddelandet först. Koden står i svaret.',
    no_call_yet: 'Vi har inte ringt än.',
    unsupported_text: 'Det går inte att skicka sms till nummer från {country} här.',
    unsupported_call: 'Det går inte att ringa nummer från {country} här.',
    landline: 'Det ser ut som ett fast nummer. Vi kan ringa i stället.',
    unsupported: 'Det går inte att bekräfta nummer från {country} på det här sättet.',
    wait_seconds: 'Vänta {time}.',
    wait_minutes: {
      one: 'För många försök härifrån. Försök igen om {n} minut.',
      other: 'För många försök härifrån. Försök igen om {n} minuter.',
    },
    send_wait: 'Det går att skicka igen om {time}.',
    no_more_phone: 'Just nu går det inte att skicka mer till det här numret.',
    no_more_calls: 'Just nu går det inte att ringa det här numret igen.',
    no_more_email: 'Just nu går det inte att skicka mer till den här adressen.',
    other_number: 'Meddelandet kom från ett annat nummer. Formuläret gäller {contact}.',
    text_me: 'Skicka sms i stället',
    use_sender: 'Mitt WhatsApp-nummer',
    number_hidden: 'WhatsApp döljer ditt nummer, så det går inte att bekräfta på det här sättet.',
    not_answered: 'Ingen svarade.',
    declined: 'Ingen tryckte på 1.',
    call_failed: 'Det gick inte att ringa {contact}.',
    undeliverable: 'Det gick inte att skicka meddelandet till {contact}.',
    wa_answer_failed: 'Vi har fått ditt meddelande, men det gick inte att skicka svaret.',
    offline: 'Du verkar vara offline. Det här fortsätter av sig självt när du är tillbaka.',
    no_answer: 'Servern svarar inte.',
    unavailable: 'Det här fungerar inte just nu. Försök igen om en minut.',
    one_moment: 'Ett ögonblick\u00a0…',
    form_required: 'Bekräfta ditt telefonnummer innan du skickar formuläret.',
    form_required_email: 'Bekräfta din e-postadress innan du skickar formuläret.',
    form_required_any: 'Bekräfta telefon eller e-post innan du skickar formuläret.',
    form_moment: 'Ett ögonblick.',

    // Spoken only
    say_ready: 'Klart att skicka i WhatsApp.',
    say_waiting: 'Väntar på ditt meddelande.',
    say_received: 'Vi har fått ditt meddelande. Skriv in koden.',
    say_sent: 'En kod har skickats till {contact}.',
    say_calling: 'Ringer {contact}.',
    say_resend: 'Nu går det att skicka igen.',
    say_nothing_yet: 'Har inget kommit? Fler sätt finns nedanför.',
    say_minute: 'En minut kvar.',
  },
  messages: {
    whatsapp_code: inMinutes(
      minutes =>
        `*{authcode}* är din kod för {site}.\nSkriv in den bara på sidan som du själv har öppnat. Gäller i ${minutes}. Var det inte du? Svara NEJ.`,
    ),
    whatsapp_other: 'Det går inte att slutföra ärendet från den här chatten. Börja om på webbplatsen.',
    whatsapp_help: 'Öppna webbplatsen som bad dig skriva och börja där.',
    whatsapp_use_link: 'Använd länken på sidan, så att vi vet vilket ärende det gäller.',
    whatsapp_later: 'För många meddelanden. Försök igen senare.',
    whatsapp_canceled: 'Avbrutet. Ingen kan längre använda koden eller bekräftelsen.',
    sms_code: '{authcode} är din kod för {name}. Dela den aldrig. Var det inte du? Ignorera detta sms.',
    call_code: 'Det här är {site}. Din kod är: {authcode}. En gång till: {authcode}.',
    call_key: 'Det här är {site}. För att höra din kod, tryck på {key}.',
    call_button:
      'Det här är {site}. För att bekräfta att du har bett om samtalet, tryck på 1. Om du inte har bett om det, lägg på.',
    call_thanks: 'Tack. Du kan lägga på nu.',
    call_declined: 'Inget har bekräftats. Hej då.',
    email_subject: 'Din kod för {site}',
    email_text: inMinutes(
      minutes =>
        `Din kod för {site}:\n\n{authcode}\n\nSkriv in den bara på sidan på {site} som du själv har öppnat. Den gäller i ${minutes}.\nVar det inte du? Ignorera meddelandet; ingen kan använda koden utan din sida.`,
    ),
    email_before: 'Din kod för {site}:',
    email_after: inMinutes(
      minutes => `Skriv in den bara på sidan på {site} som du själv har öppnat. Den gäller i ${minutes}.`,
    ),
    email_not_you: 'Var det inte du? Ignorera meddelandet; ingen kan använda koden utan din sida.',
  },
}

function inMinutes(sentence: (minutes: string) => string): Text {
  return { one: sentence('{minutes} minut'), other: sentence('{minutes} minuter') }
}
