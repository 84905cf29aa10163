import type { Text } from '../api.ts'
import type { Texts } from './en.ts'

/** Russian. A country stands in brackets, because its name comes in the nominative only. */
export const ru: Texts = {
  widget: {
    // S1: choose
    title_phone: 'Подтвердите номер телефона',
    title_email: 'Подтвердите адрес почты',
    title_any: 'Подтвердите телефон или почту',
    wa_continue: 'Продолжить в WhatsApp',
    wa_name: 'WhatsApp',
    wa_about: 'Отправьте сообщение и получите код',
    sms_continue: 'Продолжить по СМС',
    sms_name: 'СМС',
    sms_about: 'Получите код в СМС',
    call_continue: 'Продолжить по звонку',
    call_name: 'Звонок',
    call_about: 'Прослушайте код',
    press_about: 'Ответьте и нажмите 1',
    email_continue: 'Продолжить по почте',
    email_name: 'Электронная почта',
    email_about: 'Получите код в письме',
    resume: 'Продолжить с {contact}',
    other_way: 'Другой способ',
    back: 'Назад',

    // S2: contact
    sms_title: 'Ваш мобильный номер',
    sms_send: 'Получить код в СМС',
    call_title: 'Ваш номер телефона',
    call_send: 'Позвоните мне',
    email_title: 'Ваш адрес электронной почты',
    email_label: 'Адрес электронной почты',
    email_hint: 'Пример: name@example.com',
    email_send: 'Получить код на почту',
    phone_label: 'Номер телефона',
    country_label: 'Страна',
    phone_hint: 'Пример: {example}',
    email_empty: 'Введите адрес электронной почты.',
    phone_empty: 'Введите номер.',
    email_invalid: 'Проверьте адрес. Пример: name@example.com.',
    phone_invalid: 'Номер неполный для этой страны ({country}). Проверьте цифры или страну.',
    phone_invalid_plain: 'Это неполный номер. Проверьте цифры.',
    field_empty: 'Сначала заполните поле «{label}».',

    // S3, S4w: WhatsApp
    wa_title: 'Подтвердите через WhatsApp',
    wa_step_send: 'Откройте WhatsApp и нажмите стрелку отправки. Сообщение уже написано.',
    wa_step_code: ofDigits(
      'Вернитесь сюда и введите код из ответа.',
      'Вернитесь сюда и введите {n}-значный код из ответа.',
    ),
    wa_open: 'Открыть WhatsApp',
    wa_open_again: 'Назад в WhatsApp',
    wa_open_here: 'Открыть WhatsApp на компьютере',
    wa_scan_caption: 'Наведите камеру телефона',
    wa_qr_name: 'QR-код, который открывает WhatsApp с сообщением',
    wa_step_scan: 'Наведите камеру телефона на QR-код.',
    wa_step_arrow: 'Нажмите стрелку отправки в WhatsApp.',
    wa_step_type: ofDigits('Введите код из ответа.', 'Введите {n}-значный код из ответа.'),
    wa_waiting: 'Ждём ваше сообщение…',
    wa_received: 'Сообщение получено',
    wa_type_code: 'Введите код из нашего ответа в WhatsApp.',
    wa_by_hand: 'Отправить вручную',
    wa_by_hand_about: 'Отправьте этот текст на этот номер в WhatsApp:',
    wa_number: 'Номер',
    wa_text: 'Текст',
    wa_not_opened: 'WhatsApp не открылся? Отправьте текст вручную:',
    copy: 'Копировать',
    copied: 'Скопировано',
    copy_refused: 'Удерживайте текст, чтобы скопировать.',

    // S4: code, S5: press 1
    sms_sent_title: 'Проверьте сообщения',
    sms_sending: 'Отправляем код на {contact}…',
    sms_sent: ofDigits('Мы отправили код на {contact}.', 'Мы отправили {n}-значный код на {contact}.'),
    call_sent_title: 'Ответьте на звонок',
    call_sending: 'Звоним на {contact}…',
    call_sent: ofDigits('Вы дважды услышите код.', 'Вы дважды услышите {n}-значный код.'),
    call_from: 'Звонок поступит с номера {sender}.',
    call_again: 'Позвонить снова',
    call_again_in: 'Позвонить снова через {time}',
    press_sent: 'Звоним на {contact}. Ответьте и нажмите 1.',
    press_waiting: 'Ждём, когда вы нажмёте 1…',
    email_sent_title: 'Проверьте почту',
    email_sending: 'Отправляем код на {contact}…',
    email_sent: ofDigits(
      'Мы отправили код на {contact}. Отправитель: {sender}.',
      'Мы отправили {n}-значный код на {contact}. Отправитель: {sender}.',
    ),
    code_label: 'Код',
    code_hint: 'Проверим после последней цифры.',
    confirm: 'Подтвердить',
    resend: 'Отправить снова',
    resend_in: 'Отправить снова через {time}',
    change_phone: 'Изменить номер',
    change_email: 'Изменить адрес',

    // Help block
    nothing_yet: 'Ничего не пришло?',
    any_code_works: 'Подойдёт любой код, который мы отправили.',
    email_spam: 'Проверьте папку «Спам». Отправитель: {sender}.',

    // S6: confirmed
    done: '{contact} подтверждён',
    change: 'Изменить',
    run_out: '{contact} был подтверждён в {time}. Подтвердите ещё раз.',
    confirm_again: 'Подтвердить ещё раз',

    // S7: ended
    locked: 'Слишком много неверных кодов. Для безопасности эта попытка закрыта.',
    // In the genitive, where only the singular differs.
    expired: {
      one: 'Прошло больше {n} минуты. Ничего не потеряно.',
      other: 'Прошло больше {n} минут. Ничего не потеряно.',
    },
    canceled: 'Подтверждение остановили с телефона.',
    session_gone: 'Страница была открыта слишком долго.',
    start_again: 'Начать заново',
    send_new: 'Отправить новый код',

    // S8: unavailable
    not_loaded: 'Не удалось загрузить эту часть страницы.',
    not_available: 'Подтверждение на этой странице недоступно.',
    try_again: 'Попробовать снова',

    // Errors in a screen
    code_length: 'В коде {n} цифр.',
    code_digits: 'В коде только цифры.',
    code_wrong: 'Код неверный. Осталось попыток: {n}.',
    code_again: 'Этот код вы уже вводили.',
    no_code_yet: 'Сначала отправьте сообщение в WhatsApp. Код будет в ответе.',
    no_call_yet: 'Мы ещё не позвонили.',
    unsupported_text: 'На номера этой страны ({country}) нельзя отправить СМС.',
    unsupported_call: 'На номера этой страны ({country}) нельзя позвонить.',
    landline: 'Похоже, это городской номер. Мы можем на него позвонить.',
    unsupported: 'Номера этой страны ({country}) нельзя подтвердить этим способом.',
    wait_seconds: 'Подождите {time}.',
    wait_minutes: inMinutes('{n}', minutes => `Слишком много попыток. Попробуйте снова через ${minutes}.`),
    send_wait: 'Отправить снова можно через {time}.',
    no_more_phone: 'На этот номер пока больше нельзя отправлять сообщения.',
    no_more_calls: 'На этот номер пока больше нельзя звонить.',
    no_more_email: 'На этот адрес пока больше нельзя отправлять сообщения.',
    other_number: 'Сообщение пришло с другого номера. Для этой формы нужен {contact}.',
    text_me: 'Прислать мне СМС',
    use_sender: 'Мой номер WhatsApp',
    number_hidden: 'WhatsApp скрывает ваш номер. Его нельзя подтвердить этим способом.',
    not_answered: 'Никто не ответил.',
    declined: 'Никто не нажал 1.',
    call_failed: 'Не удалось позвонить на {contact}.',
    undeliverable: 'Не удалось отправить сообщение на {contact}.',
    wa_answer_failed: 'Сообщение получено, но ответ не удалось отправить.',
    offline: 'Похоже, нет интернета. Когда связь появится, всё продолжится само.',
    no_answer: 'Сервер не отвечает.',
    unavailable: 'Сейчас это не работает. Попробуйте снова через минуту.',
    one_moment: 'Минутку…',
    form_required: 'Подтвердите номер телефона, прежде чем отправить форму.',
    form_required_email: 'Подтвердите адрес почты, прежде чем отправить форму.',
    form_required_any: 'Подтвердите телефон или почту, прежде чем отправить форму.',
    form_moment: 'Минутку, пожалуйста.',

    // Spoken only
    say_ready: 'Можно отправить в WhatsApp.',
    say_waiting: 'Ждём ваше сообщение.',
    say_received: 'Сообщение получено. Введите код.',
    say_sent: 'Код отправлен на {contact}.',
    say_calling: 'Звоним на {contact}.',
    say_resend: 'Теперь можно отправить снова.',
    say_nothing_yet: 'Ничего не пришло? Ниже есть другие способы.',
    say_minute: 'Осталась одна минута.',
  },
  messages: {
    whatsapp_code: inMinutes(
      '{minutes}',
      minutes =>
        `*{authcode}* — ваш код для {site}.\nВводите его только на странице, которую открыли сами. Действует ${minutes}. Это не вы? Ответьте НЕТ.`,
    ),
    whatsapp_other: 'Этот запрос нельзя завершить из этого чата. Начните заново на сайте.',
    whatsapp_help: 'Откройте сайт, который попросил вас написать, и начните там.',
    whatsapp_use_link: 'Перейдите по ссылке на странице, чтобы мы поняли, о каком запросе речь.',
    whatsapp_later: 'Слишком много сообщений. Попробуйте позже.',
    whatsapp_canceled: 'Отменено. Теперь никто не воспользуется этим кодом или подтверждением.',
    // Cyrillic has 70 characters to a text message. For “not you?” there is no room.
    sms_code: '{authcode} — код {name}. Никому не сообщайте.',
    call_code: 'Это сайт {site}. Ваш код: {authcode}. Повторяем: {authcode}.',
    call_key: 'Это сайт {site}. Чтобы услышать код, нажмите {key}.',
    call_button:
      'Это сайт {site}. Чтобы подтвердить, что вы заказали этот звонок, нажмите 1. Если вы его не заказывали, положите трубку.',
    call_thanks: 'Спасибо. Теперь можно положить трубку.',
    call_declined: 'Ничего не подтверждено. До свидания.',
    email_subject: 'Ваш код для {site}',
    email_text: inMinutes(
      '{minutes}',
      minutes =>
        `Ваш код для {site}:\n\n{authcode}\n\nВводите его только на странице {site}, которую открыли сами. Код действует ${minutes}.\nЭто не вы? Не обращайте внимания на это письмо: без вашей страницы код никому не поможет.`,
    ),
    email_before: 'Ваш код для {site}:',
    email_after: inMinutes(
      '{minutes}',
      minutes => `Вводите его только на странице {site}, которую открыли сами. Код действует ${minutes}.`,
    ),
    email_not_you:
      'Это не вы? Не обращайте внимания на это письмо: без вашей страницы код никому не поможет.',
  },
}

/** In the accusative. `other` is for fractions, which never occur, so it stands for `many`, too. */
function inMinutes(count: string, sentence: (minutes: string) => string): Text {
  return {
    one: sentence(`${count} минуту`),
    few: sentence(`${count} минуты`),
    other: sentence(`${count} минут`),
  }
}

/** "6-значный" never changes. The singular is said of a code whose length is unknown. */
function ofDigits(one: string, other: string): Text {
  return { one, other }
}
