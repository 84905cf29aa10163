import type { Text } from '../api.ts'
import type { Texts } from './en.ts'

/** Bulgarian, polite plural. Masculine nouns have a form of their own after a number: “3 опита”, not “3 опити”. */
export const bg: Texts = {
  widget: {
    // S1: choose
    title_phone: 'Потвърдете телефонния си номер',
    title_email: 'Потвърдете имейл адреса си',
    title_any: 'Потвърдете телефона или имейла си',
    wa_continue: 'Продължете с WhatsApp',
    wa_name: 'WhatsApp',
    wa_about: 'Изпратете съобщение, получете код',
    sms_continue: 'Продължете със SMS',
    sms_name: 'SMS',
    sms_about: 'Получете код по SMS',
    call_continue: 'Продължете с обаждане',
    call_name: 'Телефонно обаждане',
    call_about: 'Чуйте кода',
    press_about: 'Вдигнете и натиснете 1',
    email_continue: 'Продължете с имейл',
    email_name: 'Имейл',
    email_about: 'Получете код по имейл',
    resume: 'Продължете с {contact}',
    other_way: 'Друг начин',
    back: 'Назад',

    // S2: contact
    sms_title: 'Вашият мобилен номер',
    sms_send: 'Код по SMS',
    call_title: 'Вашият телефонен номер',
    call_send: 'Обадете ми се',
    email_title: 'Вашият имейл адрес',
    email_label: 'Имейл адрес',
    email_hint: 'Например ime@example.com',
    email_send: 'Код по имейл',
    phone_label: 'Телефонен номер',
    country_label: 'Държава',
    phone_hint: 'Например {example}',
    email_empty: 'Въведете имейл адреса си.',
    phone_empty: 'Въведете номера си.',
    email_invalid: 'Проверете адреса. Например ime@example.com.',
    phone_invalid: 'Това не е пълен номер за {country}. Проверете цифрите или държавата.',
    phone_invalid_plain: 'Това не е пълен номер. Проверете цифрите.',
    field_empty: 'Първо попълнете „{label}“.',

    // S3, S4w: WhatsApp
    wa_title: 'Потвърдете с WhatsApp',
    wa_step_send: 'Отворете WhatsApp и натиснете стрелката за изпращане. Съобщението вече е написано.',
    wa_step_code: {
      one: 'Върнете се тук и въведете кода от отговора.',
      other: 'Върнете се тук и въведете {n}-цифрения код от отговора.',
    },
    wa_open: 'Отворете WhatsApp',
    wa_open_again: 'Обратно в WhatsApp',
    wa_open_here: 'Отворете WhatsApp на този компютър',
    wa_scan_caption: 'Сканирайте с камерата на телефона',
    wa_qr_name: 'QR код, който отваря WhatsApp с вече написано съобщение',
    wa_step_scan: 'Сканирайте QR кода с телефона си.',
    wa_step_arrow: 'Натиснете стрелката за изпращане в WhatsApp.',
    wa_step_type: {
      one: 'Въведете кода от отговора.',
      other: 'Въведете {n}-цифрения код от отговора.',
    },
    wa_waiting: 'Чакаме съобщението ви…',
    wa_received: 'Съобщението пристигна',
    wa_type_code: 'Въведете кода от отговора ни в WhatsApp.',
    wa_by_hand: 'Изпратете ръчно',
    wa_by_hand_about: 'Изпратете този текст на този номер в WhatsApp:',
    wa_number: 'Номер',
    wa_text: 'Текст',
    wa_not_opened: 'WhatsApp не се отвори? Изпратете текста ръчно:',
    copy: 'Копирайте',
    copied: 'Копирано',
    copy_refused: 'Задръжте текста, за да го копирате.',

    // S4: code, S5: press 1
    sms_sent_title: 'Вижте съобщенията си',
    sms_sending: 'Изпращаме код на {contact}…',
    sms_sent: {
      one: 'Изпратихме код на {contact}.',
      other: 'Изпратихме {n}-цифрен код на {contact}.',
    },
    call_sent_title: 'Вдигнете телефона',
    call_sending: 'Обаждаме се на {contact}…',
    call_sent: {
      one: 'Ще чуете кода два пъти.',
      other: 'Ще чуете {n}-цифрен код два пъти.',
    },
    call_from: 'Обаждането е от {sender}.',
    call_again: 'Обадете ми се отново',
    call_again_in: 'Обадете ми се отново след {time}',
    press_sent: 'Обаждаме се на {contact}. Вдигнете и натиснете 1.',
    press_waiting: 'Чакаме да натиснете 1…',
    email_sent_title: 'Вижте имейла си',
    email_sending: 'Изпращаме код на {contact}…',
    email_sent: {
      one: 'Изпратихме код на {contact}. Подател: {sender}.',
      other: 'Изпратихме {n}-цифрен код на {contact}. Подател: {sender}.',
    },
    code_label: 'Код',
    code_hint: 'Проверяваме го след последната цифра.',
    confirm: 'Потвърдете',
    resend: 'Изпратете отново',
    resend_in: 'Изпратете отново след {time}',
    change_phone: 'Променете номера',
    change_email: 'Променете адреса',

    // Help block
    nothing_yet: 'Нищо ли не пристигна?',
    any_code_works: 'Важи всеки код, който сме изпратили.',
    email_spam: 'Вижте в папката за спам. Подател: {sender}.',

    // S6: confirmed
    done: '{contact} е потвърден',
    change: 'Променете',
    run_out: '{contact} беше потвърден в {time}. Потвърдете отново.',
    confirm_again: 'Потвърдете отново',

    // S7: ended
    locked: 'Твърде много грешни кодове. За сигурност този опит е прекратен.',
    expired: {
      one: 'Това отне повече от {n} минута. Нищо не е загубено.',
      other: 'Това отне повече от {n} минути. Нищо не е загубено.',
    },
    canceled: 'Спряно от телефона.',
    session_gone: 'Тази страница беше отворена твърде дълго.',
    start_again: 'Започнете отново',
    send_new: 'Изпратете нов код',

    // S8: unavailable
    not_loaded: 'Не успяхме да заредим тази част от страницата.',
    not_available: 'Потвърждаването не е достъпно на тази страница.',
    try_again: 'Опитайте отново',

    // Errors in a screen
    code_length: 'Кодът е от {n} цифри.',
    code_digits: 'Кодът е само от цифри.',
    code_wrong: 'Този код не е верен. Оставащи опити: {n}.',
    code_again: 'Вече въведохте този код.',
    no_code_yet: 'Първо изпратете съобщението в WhatsApp. Кодът е в отговора.',
    no_call_yet: 'Още не сме се обадили.',
    unsupported_text: 'Номера от {country} не могат да получат SMS тук.',
    unsupported_call: 'Номера от {country} не могат да получат обаждане тук.',
    landline: 'Изглежда като стационарен телефон. Можем да се обадим на него.',
    unsupported: 'Номера от {country} не могат да се потвърдят така.',
    wait_seconds: 'Изчакайте {time}.',
    wait_minutes: {
      one: 'Твърде много опити оттук. Опитайте отново след {n} минута.',
      other: 'Твърде много опити оттук. Опитайте отново след {n} минути.',
    },
    send_wait: 'Можете да изпратите отново след {time}.',
    no_more_phone: 'Засега не можем да изпратим повече съобщения на този номер.',
    no_more_calls: 'Засега не можем да се обадим отново на този номер.',
    no_more_email: 'Засега не можем да изпратим повече съобщения на този адрес.',
    other_number: 'Съобщението дойде от друг номер. Този формуляр очаква {contact}.',
    text_me: 'Изпратете ми SMS',
    use_sender: 'Моят WhatsApp номер',
    number_hidden: 'WhatsApp скрива номера ви и той не може да се потвърди така.',
    not_answered: 'Никой не вдигна.',
    declined: 'Никой не натисна 1.',
    call_failed: 'Не успяхме да се обадим на {contact}.',
    undeliverable: 'Не успяхме да изпратим съобщението на {contact}.',
    wa_answer_failed: 'Съобщението ви пристигна, но не успяхме да изпратим отговора.',
    offline: 'Изглежда, че нямате интернет. Щом се върне, продължаваме.',
    no_answer: 'Сървърът не отговаря.',
    unavailable: 'В момента това не работи. Опитайте отново след минута.',
    one_moment: 'Един момент…',
    form_required: 'Потвърдете телефонния си номер, преди да изпратите формуляра.',
    form_required_email: 'Потвърдете имейл адреса си, преди да изпратите формуляра.',
    form_required_any: 'Потвърдете телефона или имейла си, преди да изпратите формуляра.',
    form_moment: 'Един момент, моля.',

    // Spoken only
    say_ready: 'Съобщението е готово за изпращане в WhatsApp.',
    say_waiting: 'Чакаме съобщението ви.',
    say_received: 'Съобщението пристигна. Въведете кода.',
    say_sent: 'Изпратихме код на {contact}.',
    say_calling: 'Обаждаме се на {contact}.',
    say_resend: 'Вече можете да изпратите отново.',
    say_nothing_yet: 'Нищо ли не пристигна? Вижте другите начини по-долу.',
    say_minute: 'Остава една минута.',
  },
  messages: {
    whatsapp_code: inMinutes(
      minutes =>
        `*{authcode}* е вашият код за {site}.\nВъведете го само на страницата, която сами сте отворили. Важи ${minutes}. Не сте го поискали? Отговорете с НЕ.`,
    ),
    whatsapp_other: 'Тази заявка не може да се довърши от този чат. Моля, започнете отново на сайта.',
    whatsapp_help: 'Моля, отворете сайта, който ви помоли да пишете, и започнете оттам.',
    whatsapp_use_link: 'Моля, използвайте връзката на страницата, за да знаем за коя заявка става дума.',
    whatsapp_later: 'Твърде много съобщения. Моля, опитайте по-късно.',
    whatsapp_canceled: 'Отменено. Вече никой не може да използва този код или потвърждение.',
    // Cyrillic has 70 characters to a text message. For “not you?” there is no room.
    sms_code: '{authcode} е код за {name}. Не го споделяйте.',
    call_code: 'Обаждаме се от {site}. Вашият код е: {authcode}. Повтаряме: {authcode}.',
    call_key: 'Обаждаме се от {site}. За да чуете кода, натиснете {key}.',
    call_button:
      'Обаждаме се от {site}. Ако сте поискали това обаждане, натиснете 1, за да го потвърдите. Ако не сте, затворете.',
    call_thanks: 'Благодарим. Можете да затворите.',
    call_declined: 'Нищо не беше потвърдено. Дочуване.',
    email_subject: 'Вашият код за {site}',
    email_text: inMinutes(
      minutes =>
        `Вашият код за {site}:\n\n{authcode}\n\nВъведете го само на страницата на {site}, която сами сте отворили. Важи ${minutes}.\nНе сте го поискали? Не обръщайте внимание на това съобщение; без вашата страница никой не може да използва кода.`,
    ),
    email_before: 'Вашият код за {site}:',
    email_after: inMinutes(
      minutes => `Въведете го само на страницата на {site}, която сами сте отворили. Важи ${minutes}.`,
    ),
    email_not_you:
      'Не сте го поискали? Не обръщайте внимание на това съобщение; без вашата страница никой не може да използва кода.',
  },
}

function inMinutes(sentence: (minutes: string) => string): Text {
  return { one: sentence('{minutes} минута'), other: sentence('{minutes} минути') }
}
