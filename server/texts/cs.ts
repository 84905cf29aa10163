import type { Text } from '../api.ts'
import type { Texts } from './en.ts'

/**
 * Czech, formal; buttons in the infinitive. A country stands in brackets, because its name comes in the
 * nominative only; a time of day, too, because “v” or “ve” before it goes by its sound. The form `many` is for
 * fractions, which never occur, so it is left out.
 */
export const cs: Texts = {
  widget: {
    // S1: choose
    title_phone: 'Potvrďte telefonní číslo',
    title_email: 'Potvrďte e-mailovou adresu',
    title_any: 'Potvrďte telefon nebo e-mail',
    wa_continue: 'Pokračovat přes WhatsApp',
    wa_name: 'WhatsApp',
    wa_about: 'Pošlete zprávu, přijde vám kód',
    sms_continue: 'Pokračovat přes SMS',
    sms_name: 'SMS',
    sms_about: 'Kód vám přijde v SMS',
    call_continue: 'Pokračovat hovorem',
    call_name: 'Telefonní hovor',
    call_about: 'Kód uslyšíte v telefonu',
    press_about: 'Přijměte hovor a stiskněte 1',
    email_continue: 'Pokračovat přes e-mail',
    email_name: 'E-mail',
    email_about: 'Kód vám přijde e-mailem',
    resume: 'Pokračovat s {contact}',
    other_way: 'Jiný způsob',
    back: 'Zpět',

    // S2: contact
    sms_title: 'Vaše mobilní číslo',
    sms_send: 'Poslat kód v SMS',
    call_title: 'Vaše telefonní číslo',
    call_send: 'Zavolejte mi',
    email_title: 'Vaše e-mailová adresa',
    email_label: 'E-mailová adresa',
    email_hint: 'Například jmeno@example.com',
    email_send: 'Poslat kód e-mailem',
    phone_label: 'Telefonní číslo',
    country_label: 'Země',
    phone_hint: 'Například {example}',
    email_empty: 'Zadejte e-mailovou adresu.',
    phone_empty: 'Zadejte telefonní číslo.',
    email_invalid: 'Zkontrolujte adresu. Má vypadat jako jmeno@example.com.',
    phone_invalid: 'Číslo není úplné ({country}). Zkontrolujte číslice nebo zemi.',
    phone_invalid_plain: 'Číslo není úplné. Zkontrolujte číslice.',
    field_empty: 'Nejdřív vyplňte pole „{label}“.',

    // S3, S4w: WhatsApp
    wa_title: 'Potvrďte přes WhatsApp',
    wa_step_send: 'Otevřete WhatsApp a klepněte na šipku pro odeslání. Zpráva už je napsaná.',
    wa_step_code: ofDigits(
      'Vraťte se sem a zadejte kód z odpovědi.',
      'Vraťte se sem a zadejte {n}místný kód z odpovědi.',
    ),
    wa_open: 'Otevřít WhatsApp',
    wa_open_again: 'Zpět do WhatsAppu',
    wa_open_here: 'Otevřít WhatsApp v tomto počítači',
    wa_scan_caption: 'Naskenujte fotoaparátem telefonu',
    wa_qr_name: 'QR kód, který otevře WhatsApp s napsanou zprávou',
    wa_step_scan: 'Naskenujte QR kód telefonem.',
    wa_step_arrow: 'Ve WhatsAppu klepněte na šipku pro odeslání.',
    wa_step_type: ofDigits('Zadejte kód z odpovědi.', 'Zadejte {n}místný kód z odpovědi.'),
    wa_waiting: 'Čekáme na vaši zprávu…',
    wa_received: 'Zpráva dorazila',
    wa_type_code: 'Zadejte kód z naší odpovědi ve WhatsAppu.',
    wa_by_hand: 'Poslat ručně',
    wa_by_hand_about: 'Pošlete ve WhatsAppu tento text na toto číslo:',
    wa_number: 'Číslo',
    wa_text: 'Text',
    wa_not_opened: 'WhatsApp se neotevřel? Pošlete text ručně:',
    copy: 'Kopírovat',
    copied: 'Zkopírováno',
    copy_refused: 'Podržte prst na textu a zkopírujte ho.',

    // S4: code, S5: press 1
    sms_sent_title: 'Podívejte se do zpráv',
    sms_sending: 'Posíláme kód na {contact}…',
    sms_sent: ofDigits('Poslali jsme kód na {contact}.', 'Poslali jsme {n}místný kód na {contact}.'),
    call_sent_title: 'Přijměte hovor',
    call_sending: 'Voláme na {contact}…',
    call_sent: ofDigits('Kód uslyšíte dvakrát.', '{n}místný kód uslyšíte dvakrát.'),
    call_from: 'Hovor přijde z čísla {sender}.',
    call_again: 'Zavolat znovu',
    call_again_in: 'Zavolat znovu za {time}',
    press_sent: 'Voláme na {contact}. Přijměte hovor a stiskněte 1.',
    press_waiting: 'Čekáme, až stisknete 1…',
    email_sent_title: 'Podívejte se do e-mailu',
    email_sending: 'Posíláme kód na {contact}…',
    email_sent: ofDigits(
      'Poslali jsme kód na {contact}. Odesílatel: {sender}.',
      'Poslali jsme {n}místný kód na {contact}. Odesílatel: {sender}.',
    ),
    code_label: 'Kód',
    code_hint: 'Zkontrolujeme ho po poslední číslici.',
    confirm: 'Potvrdit',
    resend: 'Poslat znovu',
    resend_in: 'Poslat znovu za {time}',
    change_phone: 'Změnit číslo',
    change_email: 'Změnit adresu',

    // Help block
    nothing_yet: 'Nic nepřišlo?',
    any_code_works: 'Platí každý kód, který jsme poslali.',
    email_spam: 'Podívejte se do spamu. Odesílatel: {sender}.',

    // S6: confirmed
    done: 'Potvrzeno: {contact}',
    change: 'Změnit',
    run_out: 'Potvrzeno: {contact} ({time}). Potvrďte prosím znovu.',
    confirm_again: 'Potvrdit znovu',

    // S7: ended
    locked: 'Příliš mnoho chybných kódů. Z bezpečnostních důvodů jsme tento pokus ukončili.',
    expired: inMinutes('{n}', minutes => `Trvalo to déle než ${minutes}. Nic se neztratilo.`),
    canceled: 'Zrušeno z telefonu.',
    session_gone: 'Tato stránka byla otevřená příliš dlouho.',
    start_again: 'Začít znovu',
    send_new: 'Poslat nový kód',

    // S8: unavailable
    not_loaded: 'Tuto část stránky se nepodařilo načíst.',
    not_available: 'Na této stránce není potvrzení dostupné.',
    try_again: 'Zkusit znovu',

    // Errors in a screen
    code_length: 'Kód má {n} číslic.',
    code_digits: 'Kód má jen číslice.',
    code_wrong: 'Kód není správný. Zbývá pokusů: {n}.',
    code_again: 'Tento kód už jste zadali.',
    no_code_yet: 'Nejdřív pošlete zprávu ve WhatsAppu. Kód je v odpovědi.',
    no_call_yet: 'Ještě jsme nevolali.',
    unsupported_text: 'Na čísla z této země ({country}) odtud nelze poslat SMS.',
    unsupported_call: 'Na čísla z této země ({country}) odtud nelze zavolat.',
    landline: 'Vypadá to na pevnou linku. Můžeme na ni zavolat.',
    unsupported: 'Čísla z této země ({country}) takto nelze potvrdit.',
    wait_seconds: 'Počkejte prosím {time}.',
    wait_minutes: inMinutes('{n}', minutes => `Příliš mnoho pokusů odtud. Zkuste to znovu za ${minutes}.`),
    send_wait: 'Poslat znovu můžete za {time}.',
    no_more_phone: 'Na toto číslo teď nelze poslat další zprávy.',
    no_more_calls: 'Na toto číslo teď nelze znovu zavolat.',
    no_more_email: 'Na tuto adresu teď nelze poslat další zprávy.',
    other_number: 'Zpráva přišla z jiného čísla. Tento formulář čeká na {contact}.',
    text_me: 'Poslat raději SMS',
    use_sender: 'Použít číslo z WhatsAppu',
    number_hidden: 'WhatsApp skrývá vaše číslo, takže ho takto nelze potvrdit.',
    not_answered: 'Nikdo hovor nepřijal.',
    declined: 'Nikdo nestiskl 1.',
    call_failed: 'Na {contact} se nepodařilo zavolat.',
    undeliverable: 'Zprávu se nepodařilo poslat na {contact}.',
    wa_answer_failed: 'Vaše zpráva dorazila, ale odpověď se nepodařilo poslat.',
    offline: 'Zdá se, že jste offline. Po připojení to bude samo pokračovat.',
    no_answer: 'Server neodpovídá.',
    unavailable: 'Teď to nefunguje. Zkuste to znovu za minutu.',
    one_moment: 'Okamžik…',
    form_required: 'Před odesláním formuláře potvrďte telefonní číslo.',
    form_required_email: 'Před odesláním formuláře potvrďte e-mailovou adresu.',
    form_required_any: 'Před odesláním formuláře potvrďte telefon nebo e-mail.',
    form_moment: 'Vteřinku, prosím.',

    // Spoken only
    say_ready: 'Připraveno k odeslání ve WhatsAppu.',
    say_waiting: 'Čekáme na vaši zprávu.',
    say_received: 'Zpráva dorazila. Zadejte kód.',
    say_sent: 'Poslali jsme kód na {contact}.',
    say_calling: 'Voláme na {contact}.',
    say_resend: 'Teď můžete poslat znovu.',
    say_nothing_yet: 'Nic nepřišlo? Další způsoby jsou níže.',
    say_minute: 'Zbývá jedna minuta.',
  },
  messages: {
    whatsapp_code: inMinutes(
      '{minutes}',
      minutes =>
        `*{authcode}* je váš kód pro {site}.\nZadejte ho jen na stránce, kterou jste sami otevřeli. Platí ${minutes}. Nežádali jste o něj? Odpovězte NE.`,
    ),
    whatsapp_other: 'Tuto žádost nelze dokončit z tohoto chatu. Začněte prosím znovu na webu.',
    whatsapp_help: 'Otevřete prosím web, který vás o zprávu požádal, a začněte tam.',
    whatsapp_use_link: 'Použijte prosím odkaz na stránce, abychom věděli, o kterou žádost jde.',
    whatsapp_later: 'Příliš mnoho zpráv. Zkuste to prosím později.',
    whatsapp_canceled: 'Zrušeno. Tento kód ani potvrzení už nikdo nepoužije.',
    // With “ó” a text message holds 70 characters instead of 160. For “not you?” there is no room.
    sms_code: '{authcode} je kód pro {name}. Neprozrazujte ho.',
    call_code: 'Volá vám {site}. Váš kód je: {authcode}. Ještě jednou: {authcode}.',
    call_key: 'Volá vám {site}. Chcete-li slyšet kód, stiskněte {key}.',
    call_button:
      'Volá vám {site}. Pokud jste o tento hovor žádali, potvrďte to stisknutím klávesy 1. Pokud ne, zavěste.',
    call_thanks: 'Děkujeme. Teď můžete zavěsit.',
    call_declined: 'Nic nebylo potvrzeno. Na shledanou.',
    email_subject: 'Váš kód pro {site}',
    email_text: inMinutes(
      '{minutes}',
      minutes =>
        `Váš kód pro {site}:\n\n{authcode}\n\nZadejte ho jen na stránce {site}, kterou jste sami otevřeli. Platí ${minutes}.\nNežádali jste o něj? Zprávu ignorujte; bez vaší stránky kód nikdo nepoužije.`,
    ),
    email_before: 'Váš kód pro {site}:',
    email_after: inMinutes(
      '{minutes}',
      minutes => `Zadejte ho jen na stránce {site}, kterou jste sami otevřeli. Platí ${minutes}.`,
    ),
    email_not_you: 'Nežádali jste o něj? Zprávu ignorujte; bez vaší stránky kód nikdo nepoužije.',
  },
}

/** In the accusative, as after "za", "déle než" and "platí". */
function inMinutes(count: string, sentence: (minutes: string) => string): Text {
  return {
    one: sentence(`${count} minutu`),
    few: sentence(`${count} minuty`),
    other: sentence(`${count} minut`),
  }
}

/** "6místný" never changes. The singular is said of a code whose length is unknown, so it is a text of its own. */
function ofDigits(one: string, several: string): Text {
  return { one, other: several }
}
