import type { Texts } from './en.ts'

/**
 * Hungarian, formal; buttons are nouns. After a number the noun stays in the singular, so one text serves for
 * every number. What is filled in takes no ending and stands after a colon or in brackets: its ending and its
 * article would have to agree with its sound.
 */
export const hu: Texts = {
  widget: {
    // S1: choose
    title_phone: 'Telefonszám megerősítése',
    title_email: 'E-mail-cím megerősítése',
    title_any: 'Telefon vagy e-mail megerősítése',
    wa_continue: 'Folytatás WhatsAppon',
    wa_name: 'WhatsApp',
    wa_about: 'Küld egy üzenetet, és kódot kap',
    sms_continue: 'Folytatás SMS-ben',
    sms_name: 'SMS',
    sms_about: 'SMS-ben kap kódot',
    call_continue: 'Folytatás hívással',
    call_name: 'Telefonhívás',
    call_about: 'Telefonon hallja a kódot',
    press_about: 'Vegye fel, és nyomja meg az 1-est',
    email_continue: 'Folytatás e-mailben',
    email_name: 'E-mail',
    email_about: 'E-mailben kap kódot',
    resume: 'Folytatás: {contact}',
    other_way: 'Másik módszer',
    back: 'Vissza',

    // S2: contact
    sms_title: 'Az Ön mobilszáma',
    sms_send: 'Kód küldése SMS-ben',
    call_title: 'Az Ön telefonszáma',
    call_send: 'Hívást kérek',
    email_title: 'Az Ön e-mail-címe',
    email_label: 'E-mail-cím',
    email_hint: 'Például nev@example.com',
    email_send: 'Kód küldése e-mailben',
    phone_label: 'Telefonszám',
    country_label: 'Ország',
    phone_hint: 'Például {example}',
    email_empty: 'Írja be az e-mail-címét.',
    phone_empty: 'Írja be a telefonszámát.',
    email_invalid: 'Ellenőrizze a címet. Ilyen legyen: nev@example.com.',
    phone_invalid:
      'A kiválasztott országban ({country}) ez nem teljes szám. Ellenőrizze a számjegyeket vagy az országot.',
    phone_invalid_plain: 'Ez nem teljes szám. Ellenőrizze a számjegyeket.',
    field_empty: 'Először töltse ki ezt a mezőt: „{label}”.',

    // S3, S4w: WhatsApp
    wa_title: 'Megerősítés WhatsAppon',
    wa_step_send: 'Nyissa meg a WhatsAppot, és koppintson a küldés nyilára. Az üzenet már meg van írva.',
    wa_step_code: {
      one: 'Térjen vissza ide, és írja be a válaszban kapott kódot.',
      other: 'Térjen vissza ide, és írja be a válaszban kapott {n} számjegyű kódot.',
    },
    wa_open: 'WhatsApp megnyitása',
    wa_open_again: 'WhatsApp megnyitása újra',
    wa_open_here: 'WhatsApp megnyitása ezen a gépen',
    wa_scan_caption: 'Olvassa be a telefonja kamerájával',
    wa_qr_name: 'QR-kód, amely megnyitja a WhatsAppot a megírt üzenettel',
    wa_step_scan: 'Olvassa be a QR-kódot a telefonjával.',
    wa_step_arrow: 'A WhatsAppban koppintson a küldés nyilára.',
    wa_step_type: {
      one: 'Írja be a válaszban kapott kódot.',
      other: 'Írja be a válaszban kapott {n} számjegyű kódot.',
    },
    wa_waiting: 'Várjuk az üzenetét…',
    wa_received: 'Az üzenete megérkezett',
    wa_type_code: 'Írja be a WhatsAppon kapott kódot.',
    wa_by_hand: 'Küldés kézzel',
    wa_by_hand_about: 'Küldje el ezt a szöveget erre a számra WhatsAppon:',
    wa_number: 'Szám',
    wa_text: 'Szöveg',
    wa_not_opened: 'Nem nyílt meg a WhatsApp? Küldje el kézzel a szöveget:',
    copy: 'Másolás',
    copied: 'Másolva',
    copy_refused: 'A másoláshoz tartsa nyomva a szöveget.',

    // S4: code, S5: press 1
    sms_sent_title: 'Nézze meg az üzeneteit',
    sms_sending: 'Kódot küldünk ide: {contact}…',
    sms_sent: {
      one: 'Kódot küldtünk ide: {contact}.',
      other: '{n} számjegyű kódot küldtünk ide: {contact}.',
    },
    call_sent_title: 'Vegye fel a telefont',
    call_sending: 'Hívjuk ezt a számot: {contact}…',
    call_sent: {
      one: 'Kétszer fogja hallani a kódot.',
      other: 'Kétszer fog hallani egy {n} számjegyű kódot.',
    },
    call_from: 'A hívás erről a számról érkezik: {sender}.',
    call_again: 'Újrahívás',
    call_again_in: 'Újrahívás {time} múlva',
    press_sent: 'Hívjuk ezt a számot: {contact}. Vegye fel, és nyomja meg az 1-est.',
    press_waiting: 'Várjuk, hogy megnyomja az 1-est…',
    email_sent_title: 'Nézze meg az e-mailjeit',
    email_sending: 'Kódot küldünk ide: {contact}…',
    email_sent: {
      one: 'Kódot küldtünk ide: {contact}. Feladó: {sender}.',
      other: '{n} számjegyű kódot küldtünk ide: {contact}. Feladó: {sender}.',
    },
    code_label: 'Kód',
    code_hint: 'Az utolsó számjegy után ellenőrizzük.',
    confirm: 'Megerősítés',
    resend: 'Újraküldés',
    resend_in: 'Újraküldés {time} múlva',
    change_phone: 'Szám módosítása',
    change_email: 'Cím módosítása',

    // Help block
    nothing_yet: 'Még nem érkezett meg?',
    any_code_works: 'Bármelyik küldött kód jó.',
    email_spam: 'Nézze meg a spam mappát is. Feladó: {sender}.',

    // S6: confirmed
    done: '{contact} megerősítve',
    change: 'Módosítás',
    run_out: '{contact} megerősítve ekkor: {time}. Kérjük, erősítse meg újra.',
    confirm_again: 'Megerősítés újra',

    // S7: ended
    locked: 'Túl sok hibás kód. A biztonság kedvéért ezt a kísérletet lezártuk.',
    expired: 'Ez {n} percnél tovább tartott. Semmi sem veszett el.',
    canceled: 'A telefonról leállították.',
    session_gone: 'Ez az oldal túl sokáig volt nyitva.',
    start_again: 'Újrakezdés',
    send_new: 'Új kód küldése',

    // S8: unavailable
    not_loaded: 'Az oldalnak ezt a részét nem sikerült betölteni.',
    not_available: 'Ezen az oldalon nem érhető el a megerősítés.',
    try_again: 'Próbálja újra',

    // Errors in a screen
    code_length: 'A kód {n} számjegyből áll.',
    code_digits: 'A kód csak számjegyekből áll.',
    code_wrong: {
      one: 'Ez a kód nem jó. Még egy próbálkozás maradt.',
      other: 'Ez a kód nem jó. Még {n} próbálkozás maradt.',
    },
    code_again: 'Ezt a kódot már beírta.',
    no_code_yet: 'Először küldje el az üzenetet WhatsAppon. A kód a válaszban lesz.',
    no_call_yet: 'A hívás még nem indult el.',
    unsupported_text: 'Ebbe az országba ({country}) innen nem küldhető SMS.',
    unsupported_call: 'Ebbe az országba ({country}) innen nem indítható hívás.',
    landline: 'Ez vezetékes számnak tűnik. Felhívhatjuk.',
    unsupported: 'Az ottani számok ({country}) így nem erősíthetők meg.',
    wait_seconds: 'Kérjük, várjon: {time}.',
    wait_minutes: 'Túl sok próbálkozás innen. {n} perc múlva próbálja újra.',
    send_wait: '{time} múlva küldheti újra.',
    no_more_phone: 'Erre a számra most nem küldhető több üzenet.',
    no_more_calls: 'Erre a számra most nem indítható több hívás.',
    no_more_email: 'Erre a címre most nem küldhető több üzenet.',
    other_number: 'Az üzenet másik számról érkezett. Ez az űrlap ezt várja: {contact}.',
    text_me: 'Inkább SMS-t kérek',
    use_sender: 'WhatsApp-szám használata',
    number_hidden: 'A WhatsApp elrejti a számát, ezért így nem erősíthető meg.',
    not_answered: 'Nem vették fel.',
    declined: 'Nem nyomták meg az 1-est.',
    call_failed: 'Nem sikerült felhívni: {contact}.',
    undeliverable: 'Nem sikerült elküldeni az üzenetet ide: {contact}.',
    wa_answer_failed: 'Az üzenete megérkezett, de a választ nem sikerült elküldeni.',
    offline: 'Úgy tűnik, nincs internet. Ha újra lesz, magától folytatódik.',
    no_answer: 'A szerver nem válaszol.',
    unavailable: 'Ez most nem működik. Egy perc múlva próbálja újra.',
    one_moment: 'Egy pillanat…',
    form_required: 'Az űrlap elküldése előtt erősítse meg a telefonszámát.',
    form_required_email: 'Az űrlap elküldése előtt erősítse meg az e-mail-címét.',
    form_required_any: 'Az űrlap elküldése előtt erősítse meg a telefonját vagy az e-mailjét.',
    form_moment: 'Egy pillanat türelmet.',

    // Spoken only
    say_ready: 'Az üzenet elküldhető WhatsAppon.',
    say_waiting: 'Várjuk az üzenetét.',
    say_received: 'Az üzenete megérkezett. Írja be a kódot.',
    say_sent: 'Kódot küldtünk ide: {contact}.',
    say_calling: 'Hívjuk ezt a számot: {contact}.',
    say_resend: 'Most küldheti újra.',
    say_nothing_yet: 'Még nem érkezett meg? Lent talál más módszert.',
    say_minute: 'Még egy perc van hátra.',
  },
  messages: {
    whatsapp_code:
      '*{authcode}* az Ön kódja ({site}).\nCsak azon az oldalon írja be, amelyet Ön nyitott meg. {minutes} percig érvényes. Nem Ön kérte? Ezt válaszolja: NEM.',
    whatsapp_other: 'Ezt a kérést ebben a csevegésben nem lehet befejezni. Kérjük, kezdje újra a weboldalon.',
    whatsapp_help: 'Kérjük, nyissa meg a weboldalt, amely az üzenetet kérte, és kezdje ott.',
    whatsapp_use_link: 'Kérjük, az oldalon lévő linket használja, hogy tudjuk, melyik kérésről van szó.',
    whatsapp_later: 'Túl sok üzenet. Kérjük, próbálja újra később.',
    whatsapp_canceled: 'Visszavonva. Ezt a kódot vagy megerősítést már senki sem használhatja.',
    // With “ó” a text message holds 70 characters instead of 160. For “not you?” there is no room.
    sms_code: '{authcode} – {name}-kód. Ne adja ki senkinek.',
    call_code: 'A hívás innen érkezik: {site}. Az Ön kódja: {authcode}. Még egyszer: {authcode}.',
    call_key: 'A hívás innen érkezik: {site}. A kód meghallgatásához nyomja meg ezt a gombot: {key}.',
    call_button:
      'A hívás innen érkezik: {site}. Ha Ön kérte ezt a hívást, erősítse meg az 1-es gombbal. Ha nem, tegye le.',
    call_thanks: 'Köszönjük. Most már leteheti.',
    call_declined: 'Nem történt megerősítés. Viszonthallásra.',
    email_subject: 'Az Ön kódja ({site})',
    email_text:
      'Az Ön kódja ({site}):\n\n{authcode}\n\nCsak azon az oldalon ({site}) írja be, amelyet Ön nyitott meg. {minutes} percig érvényes.\nNem Ön kérte? Hagyja figyelmen kívül ezt az üzenetet; az Ön oldala nélkül senki sem használhatja a kódot.',
    email_before: 'Az Ön kódja ({site}):',
    email_after: 'Csak azon az oldalon ({site}) írja be, amelyet Ön nyitott meg. {minutes} percig érvényes.',
    email_not_you:
      'Nem Ön kérte? Hagyja figyelmen kívül ezt az üzenetet; az Ön oldala nélkül senki sem használhatja a kódot.',
  },
}
