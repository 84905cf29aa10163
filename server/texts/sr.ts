import type { Text } from '../api.ts'
import type { Texts } from './en.ts'

/**
 * Serbian in Cyrillic, polite plural; buttons, which speak to the page, in the singular. A country stands in
 * brackets, because its name comes in the nominative only. The form `one` is for 21 and 31, too.
 */
export const sr: Texts = {
  widget: {
    // S1: choose
    title_phone: 'Потврдите број телефона',
    title_email: 'Потврдите имејл адресу',
    title_any: 'Потврдите телефон или имејл',
    wa_continue: 'Настави на WhatsApp-у',
    wa_name: 'WhatsApp',
    wa_about: 'Пошаљите поруку и стиже вам код',
    sms_continue: 'Настави преко SMS-а',
    sms_name: 'SMS',
    sms_about: 'Код стиже SMS-ом',
    call_continue: 'Настави преко позива',
    call_name: 'Телефонски позив',
    call_about: 'Код ћете чути у позиву',
    press_about: 'Јавите се и притисните 1',
    email_continue: 'Настави преко имејла',
    email_name: 'Имејл',
    email_about: 'Код стиже имејлом',
    resume: 'Настави са {contact}',
    other_way: 'Други начин',
    back: 'Назад',

    // S2: contact
    sms_title: 'Ваш број мобилног',
    sms_send: 'Пошаљи код SMS-ом',
    call_title: 'Ваш број телефона',
    call_send: 'Позови ме',
    email_title: 'Ваша имејл адреса',
    email_label: 'Имејл адреса',
    email_hint: 'Пример: ime@example.com',
    email_send: 'Пошаљи код имејлом',
    phone_label: 'Број телефона',
    country_label: 'Земља',
    phone_hint: 'Пример: {example}',
    email_empty: 'Унесите имејл адресу.',
    phone_empty: 'Унесите број телефона.',
    email_invalid: 'Проверите адресу. Пример: ime@example.com.',
    phone_invalid: 'Ово није потпун број ({country}). Проверите цифре или земљу.',
    phone_invalid_plain: 'Ово није потпун број. Проверите цифре.',
    field_empty: 'Прво попуните поље „{label}“.',

    // S3, S4w: WhatsApp
    wa_title: 'Потврда на WhatsApp-у',
    wa_step_send: 'Отворите WhatsApp и додирните стрелицу за слање. Порука је већ написана.',
    wa_step_code: ofDigits(
      'Вратите се овде и унесите код из одговора.',
      'Вратите се овде и унесите {n}-цифрени код из одговора.',
    ),
    wa_open: 'Отвори WhatsApp',
    wa_open_again: 'Назад на WhatsApp',
    wa_open_here: 'Отвори WhatsApp овде',
    wa_scan_caption: 'Скенирајте камером телефона',
    wa_qr_name: 'QR код који отвара WhatsApp са већ написаном поруком',
    wa_step_scan: 'Скенирајте QR код телефоном.',
    wa_step_arrow: 'На WhatsApp-у додирните стрелицу за слање.',
    wa_step_type: ofDigits('Унесите код из одговора.', 'Унесите {n}-цифрени код из одговора.'),
    wa_waiting: 'Чекамо вашу поруку…',
    wa_received: 'Порука је стигла',
    wa_type_code: 'Унесите код из нашег одговора на WhatsApp-у.',
    wa_by_hand: 'Пошаљи ручно',
    wa_by_hand_about: 'На WhatsApp-у пошаљите овај текст на овај број:',
    wa_number: 'Број',
    wa_text: 'Текст',
    wa_not_opened: 'WhatsApp се није отворио? Пошаљите текст ручно:',
    copy: 'Копирај',
    copied: 'Копирано',
    copy_refused: 'Задржите текст да бисте га копирали.',

    // S4: code, S5: press 1
    sms_sent_title: 'Погледајте поруке',
    sms_sending: 'Шаљемо код на {contact}…',
    sms_sent: ofDigits('Послали смо код на {contact}.', 'Послали смо {n}-цифрени код на {contact}.'),
    call_sent_title: 'Јавите се на телефон',
    call_sending: 'Зовемо {contact}…',
    call_sent: ofDigits('Два пута ћете чути код.', 'Два пута ћете чути {n}-цифрени код.'),
    call_from: 'Позив стиже са броја {sender}.',
    call_again: 'Позови поново',
    call_again_in: 'Позови поново за {time}',
    press_sent: 'Зовемо {contact}. Јавите се и притисните 1.',
    press_waiting: 'Чекамо да притиснете 1…',
    email_sent_title: 'Погледајте имејл',
    email_sending: 'Шаљемо код на {contact}…',
    email_sent: ofDigits(
      'Послали смо код на {contact}. Пошиљалац: {sender}.',
      'Послали смо {n}-цифрени код на {contact}. Пошиљалац: {sender}.',
    ),
    code_label: 'Код',
    code_hint: 'Проверавамо га чим унесете последњу цифру.',
    confirm: 'Потврди',
    resend: 'Пошаљи поново',
    resend_in: 'Пошаљи поново за {time}',
    change_phone: 'Промени број',
    change_email: 'Промени адресу',

    // Help block
    nothing_yet: 'Ништа није стигло?',
    any_code_works: 'Важи сваки код који смо послали.',
    email_spam: 'Погледајте непожељну пошту. Пошиљалац: {sender}.',

    // S6: confirmed
    done: 'Потврђено: {contact}',
    change: 'Промени',
    run_out: 'Потврђено у {time}: {contact}. Потврдите поново.',
    confirm_again: 'Потврди поново',

    // S7: ended
    locked: 'Превише погрешних кодова. Ради безбедности овај покушај је затворен.',
    // 1, 2 and 5 minutes have the same genitive.
    expired: 'Трајало је дуже од {n} минута. Ништа није изгубљено.',
    canceled: 'Заустављено са телефона.',
    session_gone: 'Ова страница је предуго била отворена.',
    start_again: 'Почни поново',
    send_new: 'Пошаљи нови код',

    // S8: unavailable
    not_loaded: 'Учитавање овог дела странице није успело.',
    not_available: 'Потврда није доступна на овој страници.',
    try_again: 'Покушај поново',

    // Errors in a screen
    code_length: 'Код има {n} цифара.',
    code_digits: 'Код има само цифре.',
    code_wrong: 'Код није тачан. Преостало покушаја: {n}.',
    code_again: 'Већ сте унели тај код.',
    no_code_yet: 'Прво пошаљите поруку на WhatsApp-у. Код је у одговору.',
    no_call_yet: 'Још нисмо звали.',
    unsupported_text: 'На бројеве из ове земље ({country}) одавде не стиже SMS.',
    unsupported_call: 'На бројеве из ове земље ({country}) одавде не стиже позив.',
    landline: 'Ово изгледа као фиксни телефон. Можемо да га позовемо.',
    unsupported: 'Бројеви из ове земље ({country}) не могу да се потврде на овај начин.',
    wait_seconds: 'Сачекајте {time}.',
    wait_minutes: inMinutes('{n}', minutes => `Превише покушаја одавде. Покушајте поново за ${minutes}.`),
    send_wait: 'Можете поново да пошаљете за {time}.',
    no_more_phone: 'За сада више не шаљемо на овај број.',
    no_more_calls: 'За сада више не зовемо овај број.',
    no_more_email: 'За сада више не шаљемо на ову адресу.',
    other_number: 'Порука је стигла са другог броја. Овај образац тражи {contact}.',
    text_me: 'Пошаљи радије SMS',
    use_sender: 'Мој WhatsApp број',
    number_hidden: 'WhatsApp скрива ваш број, па не може да се потврди на овај начин.',
    not_answered: 'Нико се није јавио.',
    declined: 'Нико није притиснуо 1.',
    call_failed: 'Позив на {contact} није успео.',
    undeliverable: 'Слање поруке на {contact} није успело.',
    wa_answer_failed: 'Ваша порука је стигла, али слање одговора није успело.',
    offline: 'Изгледа да нема интернета. Кад се врати, све се наставља.',
    no_answer: 'Сервер не одговара.',
    unavailable: 'Ово тренутно не ради. Покушајте поново за минут.',
    one_moment: 'Тренутак…',
    form_required: 'Потврдите број телефона пре слања обрасца.',
    form_required_email: 'Потврдите имејл адресу пре слања обрасца.',
    form_required_any: 'Потврдите телефон или имејл пре слања обрасца.',
    form_moment: 'Само тренутак.',

    // Spoken only
    say_ready: 'Порука је спремна за слање на WhatsApp-у.',
    say_waiting: 'Чекамо вашу поруку.',
    say_received: 'Порука је стигла. Унесите код.',
    say_sent: 'Послали смо код на {contact}.',
    say_calling: 'Зовемо {contact}.',
    say_resend: 'Сада можете поново да пошаљете.',
    say_nothing_yet: 'Ништа није стигло? Испод су други начини.',
    say_minute: 'Остао је још један минут.',
  },
  messages: {
    whatsapp_code: inMinutes(
      '{minutes}',
      minutes =>
        `*{authcode}* је ваш код за {site}.\nУнесите га само на страници коју сте сами отворили. Важи ${minutes}. Нисте га тражили? Одговорите са НЕ.`,
    ),
    whatsapp_other: 'Овај захтев не може да се доврши из овог ћаскања. Почните поново на сајту.',
    whatsapp_help: 'Отворите сајт који вам је тражио поруку и почните тамо.',
    whatsapp_use_link: 'Користите линк на страници, да бисмо знали о ком захтеву је реч.',
    whatsapp_later: 'Превише порука. Покушајте касније.',
    whatsapp_canceled: 'Отказано. Нико више не може да искористи тај код или потврду.',
    // Cyrillic has 70 characters to a text message. For “not you?” there is no room.
    sms_code: '{authcode} је {name} код. Никоме га не дајте.',
    call_code: 'Зове вас {site}. Ваш код је: {authcode}. Још једном: {authcode}.',
    call_key: 'Зове вас {site}. Да бисте чули код, притисните {key}.',
    call_button:
      'Зове вас {site}. Ако сте тражили овај позив, притисните 1 да то потврдите. Ако нисте, прекините везу.',
    call_thanks: 'Хвала. Сада можете да прекинете везу.',
    call_declined: 'Ништа није потврђено. Довиђења.',
    email_subject: 'Ваш код за {site}',
    email_text: inMinutes(
      '{minutes}',
      minutes =>
        `Ваш код за {site}:\n\n{authcode}\n\nУнесите га само на страници {site} коју сте сами отворили. Важи ${minutes}.\nНисте га тражили? Занемарите ову поруку; без ваше странице нико не може да искористи код.`,
    ),
    email_before: 'Ваш код за {site}:',
    email_after: inMinutes(
      '{minutes}',
      minutes => `Унесите га само на страници {site} коју сте сами отворили. Важи ${minutes}.`,
    ),
    email_not_you:
      'Нисте га тражили? Занемарите ову поруку; без ваше странице нико не може да искористи код.',
  },
}

/** In the accusative, as after “за” and “важи”. */
function inMinutes(count: string, sentence: (minutes: string) => string): Text {
  return {
    one: sentence(`${count} минут`),
    few: sentence(`${count} минута`),
    other: sentence(`${count} минута`),
  }
}

/** A code has 6 to 10 digits, which take one form. The singular is said of a code whose length is unknown. */
function ofDigits(one: string, several: string): Text {
  return { one, other: several }
}
