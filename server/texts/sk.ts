import type { Text } from '../api.ts'
import type { Texts } from './en.ts'

/**
 * Slovak, formal; buttons in the infinitive. A country stands in brackets, because its name comes in the
 * nominative only. The form `many` is for fractions, which never occur, so it is left out. No countdown
 * follows “o”, which is both “in” and “at”: “o 0:28” is a time of day.
 */
export const sk: Texts = {
  widget: {
    // S1: choose
    title_phone: 'Potvrďte telefónne číslo',
    title_email: 'Potvrďte e-mailovú adresu',
    title_any: 'Potvrďte telefón alebo e-mail',
    wa_continue: 'Pokračovať cez WhatsApp',
    wa_name: 'WhatsApp',
    wa_about: 'Pošlite správu, príde vám kód',
    sms_continue: 'Pokračovať cez SMS',
    sms_name: 'SMS',
    sms_about: 'Kód vám príde v SMS',
    call_continue: 'Pokračovať hovorom',
    call_name: 'Telefonický hovor',
    call_about: 'Kód si vypočujete v telefóne',
    press_about: 'Prijmite hovor a stlačte 1',
    email_continue: 'Pokračovať cez e-mail',
    email_name: 'E-mail',
    email_about: 'Kód vám príde e-mailom',
    resume: 'Pokračovať s {contact}',
    other_way: 'Iný spôsob',
    back: 'Späť',

    // S2: contact
    sms_title: 'Vaše mobilné číslo',
    sms_send: 'Poslať kód v SMS',
    call_title: 'Vaše telefónne číslo',
    call_send: 'Zavolajte mi',
    email_title: 'Vaša e-mailová adresa',
    email_label: 'E-mailová adresa',
    email_hint: 'Napríklad meno@example.com',
    email_send: 'Poslať kód e-mailom',
    phone_label: 'Telefónne číslo',
    country_label: 'Krajina',
    phone_hint: 'Napríklad {example}',
    email_empty: 'Zadajte e-mailovú adresu.',
    phone_empty: 'Zadajte telefónne číslo.',
    email_invalid: 'Skontrolujte adresu. Má vyzerať ako meno@example.com.',
    phone_invalid: 'Číslo nie je úplné ({country}). Skontrolujte číslice alebo krajinu.',
    phone_invalid_plain: 'Číslo nie je úplné. Skontrolujte číslice.',
    field_empty: 'Najprv vyplňte pole „{label}“.',

    // S3, S4w: WhatsApp
    wa_title: 'Potvrďte cez WhatsApp',
    wa_step_send: 'Otvorte WhatsApp a ťuknite na šípku odoslania. Správa je už napísaná.',
    wa_step_code: ofDigits(
      'Vráťte sa sem a zadajte kód z odpovede.',
      'Vráťte sa sem a zadajte {n}-miestny kód z odpovede.',
    ),
    wa_open: 'Otvoriť WhatsApp',
    wa_open_again: 'Späť do WhatsAppu',
    wa_open_here: 'Otvoriť WhatsApp v tomto počítači',
    wa_scan_caption: 'Naskenujte fotoaparátom telefónu',
    wa_qr_name: 'QR kód, ktorý otvorí WhatsApp s napísanou správou',
    wa_step_scan: 'Naskenujte QR kód telefónom.',
    wa_step_arrow: 'Vo WhatsAppe ťuknite na šípku odoslania.',
    wa_step_type: ofDigits('Zadajte kód z odpovede.', 'Zadajte {n}-miestny kód z odpovede.'),
    wa_waiting: 'Čakáme na vašu správu…',
    wa_received: 'Správa prišla',
    wa_type_code: 'Zadajte kód z našej odpovede vo WhatsAppe.',
    wa_by_hand: 'Poslať ručne',
    wa_by_hand_about: 'Pošlite vo WhatsAppe tento text na toto číslo:',
    wa_number: 'Číslo',
    wa_text: 'Text',
    wa_not_opened: 'WhatsApp sa neotvoril? Pošlite text ručne:',
    copy: 'Kopírovať',
    copied: 'Skopírované',
    copy_refused: 'Podržte prst na texte a skopírujte ho.',

    // S4: code, S5: press 1
    sms_sent_title: 'Pozrite si správy',
    sms_sending: 'Posielame kód na {contact}…',
    sms_sent: ofDigits('Poslali sme kód na {contact}.', 'Poslali sme {n}-miestny kód na {contact}.'),
    call_sent_title: 'Prijmite hovor',
    call_sending: 'Voláme na {contact}…',
    call_sent: ofDigits('Kód si vypočujete dvakrát.', '{n}-miestny kód si vypočujete dvakrát.'),
    call_from: 'Hovor príde z čísla {sender}.',
    call_again: 'Zavolať znova',
    call_again_in: 'Zavolať znova ({time})',
    press_sent: 'Voláme na {contact}. Prijmite hovor a stlačte 1.',
    press_waiting: 'Čakáme, kým stlačíte 1…',
    email_sent_title: 'Pozrite si e-maily',
    email_sending: 'Posielame kód na {contact}…',
    email_sent: ofDigits(
      'Poslali sme kód na {contact}. Odosielateľ: {sender}.',
      'Poslali sme {n}-miestny kód na {contact}. Odosielateľ: {sender}.',
    ),
    code_label: 'Kód',
    code_hint: 'Skontrolujeme ho po poslednej číslici.',
    confirm: 'Potvrdiť',
    resend: 'Poslať znova',
    resend_in: 'Poslať znova ({time})',
    change_phone: 'Zmeniť číslo',
    change_email: 'Zmeniť adresu',

    // Help block
    nothing_yet: 'Nič neprišlo?',
    any_code_works: 'Platí každý kód, ktorý sme poslali.',
    email_spam: 'Pozrite si spam. Odosielateľ: {sender}.',

    // S6: confirmed
    done: 'Potvrdené: {contact}',
    change: 'Zmeniť',
    run_out: 'Potvrdené o {time}: {contact}. Potvrďte prosím znova.',
    confirm_again: 'Potvrdiť znova',

    // S7: ended
    locked: 'Príliš veľa nesprávnych kódov. Z bezpečnostných dôvodov sme tento pokus ukončili.',
    expired: inMinutes('{n}', minutes => `Trvalo to dlhšie ako ${minutes}. Nič sa nestratilo.`),
    canceled: 'Zrušené z telefónu.',
    session_gone: 'Táto stránka bola otvorená príliš dlho.',
    start_again: 'Začať znova',
    send_new: 'Poslať nový kód',

    // S8: unavailable
    not_loaded: 'Túto časť stránky sa nepodarilo načítať.',
    not_available: 'Na tejto stránke nie je potvrdenie dostupné.',
    try_again: 'Skúsiť znova',

    // Errors in a screen
    code_length: 'Kód má {n} číslic.',
    code_digits: 'Kód má len číslice.',
    code_wrong: 'Kód nie je správny. Zostáva pokusov: {n}.',
    code_again: 'Tento kód ste už zadali.',
    no_code_yet: 'Najprv pošlite správu vo WhatsAppe. Kód je v odpovedi.',
    no_call_yet: 'Ešte sme nevolali.',
    unsupported_text: 'Na čísla z tejto krajiny ({country}) sa odtiaľto nedá poslať SMS.',
    unsupported_call: 'Na čísla z tejto krajiny ({country}) sa odtiaľto nedá zavolať.',
    landline: 'Vyzerá to na pevnú linku. Môžeme na ňu zavolať.',
    unsupported: 'Čísla z tejto krajiny ({country}) sa takto nedajú potvrdiť.',
    wait_seconds: 'Počkajte prosím {time}.',
    wait_minutes: inMinutes('{n}', minutes => `Príliš veľa pokusov odtiaľto. Skúste to znova o ${minutes}.`),
    send_wait: 'Počkajte {time}, potom môžete poslať znova.',
    no_more_phone: 'Na toto číslo sa teraz nedajú poslať ďalšie správy.',
    no_more_calls: 'Na toto číslo sa teraz nedá znova zavolať.',
    no_more_email: 'Na túto adresu sa teraz nedajú poslať ďalšie správy.',
    other_number: 'Správa prišla z iného čísla. Tento formulár čaká na {contact}.',
    text_me: 'Poslať radšej SMS',
    use_sender: 'Použiť číslo z WhatsAppu',
    number_hidden: 'WhatsApp skrýva vaše číslo, preto sa takto nedá potvrdiť.',
    not_answered: 'Nikto hovor neprijal.',
    declined: 'Nikto nestlačil 1.',
    call_failed: 'Na {contact} sa nepodarilo zavolať.',
    undeliverable: 'Správu sa nepodarilo poslať na {contact}.',
    wa_answer_failed: 'Vaša správa prišla, ale odpoveď sa nepodarilo poslať.',
    offline: 'Zdá sa, že ste offline. Po pripojení to bude samo pokračovať.',
    no_answer: 'Server neodpovedá.',
    unavailable: 'Teraz to nefunguje. Skúste to znova o minútu.',
    one_moment: 'Chvíľku…',
    form_required: 'Pred odoslaním formulára potvrďte telefónne číslo.',
    form_required_email: 'Pred odoslaním formulára potvrďte e-mailovú adresu.',
    form_required_any: 'Pred odoslaním formulára potvrďte telefón alebo e-mail.',
    form_moment: 'Sekundu, prosím.',

    // Spoken only
    say_ready: 'Pripravené na odoslanie vo WhatsAppe.',
    say_waiting: 'Čakáme na vašu správu.',
    say_received: 'Správa prišla. Zadajte kód.',
    say_sent: 'Poslali sme kód na {contact}.',
    say_calling: 'Voláme na {contact}.',
    say_resend: 'Teraz môžete poslať znova.',
    say_nothing_yet: 'Nič neprišlo? Ďalšie spôsoby sú nižšie.',
    say_minute: 'Zostáva jedna minúta.',
  },
  messages: {
    whatsapp_code: inMinutes(
      '{minutes}',
      minutes =>
        `*{authcode}* je váš kód pre {site}.\nZadajte ho len na stránke, ktorú ste sami otvorili. Platí ${minutes}. Nežiadali ste oň? Odpovedzte NIE.`,
    ),
    whatsapp_other: 'Túto žiadosť nemožno dokončiť z tohto chatu. Začnite prosím znova na webe.',
    whatsapp_help: 'Otvorte prosím web, ktorý vás o správu požiadal, a začnite tam.',
    whatsapp_use_link: 'Použite prosím odkaz na stránke, aby sme vedeli, o ktorú žiadosť ide.',
    whatsapp_later: 'Príliš veľa správ. Skúste to prosím neskôr.',
    whatsapp_canceled: 'Zrušené. Tento kód ani potvrdenie už nikto nepoužije.',
    // With “ó” a text message holds 70 characters instead of 160. For “not you?” there is no room.
    sms_code: '{authcode} je kód pre {name}. Neprezraďte ho.',
    call_code: 'Volá vám {site}. Váš kód je: {authcode}. Ešte raz: {authcode}.',
    call_key: 'Volá vám {site}. Ak chcete počuť kód, stlačte {key}.',
    call_button:
      'Volá vám {site}. Ak ste o tento hovor žiadali, potvrďte to stlačením klávesu 1. Ak nie, zložte.',
    call_thanks: 'Ďakujeme. Teraz môžete zložiť.',
    call_declined: 'Nič nebolo potvrdené. Dovidenia.',
    email_subject: 'Váš kód pre {site}',
    email_text: inMinutes(
      '{minutes}',
      minutes =>
        `Váš kód pre {site}:\n\n{authcode}\n\nZadajte ho len na stránke {site}, ktorú ste sami otvorili. Platí ${minutes}.\nNežiadali ste oň? Správu ignorujte; bez vašej stránky kód nikto nepoužije.`,
    ),
    email_before: 'Váš kód pre {site}:',
    email_after: inMinutes(
      '{minutes}',
      minutes => `Zadajte ho len na stránke {site}, ktorú ste sami otvorili. Platí ${minutes}.`,
    ),
    email_not_you: 'Nežiadali ste oň? Správu ignorujte; bez vašej stránky kód nikto nepoužije.',
  },
}

/** In the accusative, as after "o", "dlhšie ako" and "platí". */
function inMinutes(count: string, sentence: (minutes: string) => string): Text {
  return {
    one: sentence(`${count} minútu`),
    few: sentence(`${count} minúty`),
    other: sentence(`${count} minút`),
  }
}

/** "6-miestny" never changes. The singular is said of a code whose length is unknown, so it is a text of its own. */
function ofDigits(one: string, several: string): Text {
  return { one, other: several }
}
