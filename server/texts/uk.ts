import type { Text } from '../api.ts'
import type { Texts } from './en.ts'

/** Ukrainian. A country stands in brackets, because its name comes in the nominative only. */
export const uk: Texts = {
  widget: {
    // S1: choose
    title_phone: 'Підтвердьте номер телефону',
    title_email: 'Підтвердьте адресу пошти',
    title_any: 'Підтвердьте телефон або пошту',
    wa_continue: 'Продовжити у WhatsApp',
    wa_name: 'WhatsApp',
    wa_about: 'Надішліть повідомлення й отримайте код',
    sms_continue: 'Продовжити через SMS',
    sms_name: 'SMS',
    sms_about: 'Отримайте код в SMS',
    call_continue: 'Продовжити дзвінком',
    call_name: 'Дзвінок',
    call_about: 'Прослухайте код',
    press_about: 'Візьміть слухавку й натисніть 1',
    email_continue: 'Продовжити поштою',
    email_name: 'Електронна пошта',
    email_about: 'Отримайте код у листі',
    resume: 'Продовжити з {contact}',
    other_way: 'Інший спосіб',
    back: 'Назад',

    // S2: contact
    sms_title: 'Ваш мобільний номер',
    sms_send: 'Отримати код в SMS',
    call_title: 'Ваш номер телефону',
    call_send: 'Зателефонуйте мені',
    email_title: 'Ваша адреса електронної пошти',
    email_label: 'Адреса електронної пошти',
    email_hint: 'Приклад: name@example.com',
    email_send: 'Отримати код на пошту',
    phone_label: 'Номер телефону',
    country_label: 'Країна',
    phone_hint: 'Приклад: {example}',
    email_empty: 'Введіть адресу електронної пошти.',
    phone_empty: 'Введіть номер.',
    email_invalid: 'Перевірте адресу. Приклад: name@example.com.',
    phone_invalid: 'Номер неповний для цієї країни ({country}). Перевірте цифри або країну.',
    phone_invalid_plain: 'Це неповний номер. Перевірте цифри.',
    field_empty: 'Спочатку заповніть поле «{label}».',

    // S3, S4w: WhatsApp
    wa_title: 'Підтвердьте через WhatsApp',
    wa_step_send: 'Відкрийте WhatsApp і натисніть стрілку надсилання. Повідомлення вже написане.',
    wa_step_code: ofDigits(
      'Поверніться та введіть код із відповіді.',
      'Поверніться та введіть {n}-значний код із відповіді.',
    ),
    wa_open: 'Відкрити WhatsApp',
    wa_open_again: 'Назад у WhatsApp',
    wa_open_here: 'Відкрити WhatsApp тут',
    wa_scan_caption: 'Наведіть камеру телефону',
    wa_qr_name: 'QR-код, який відкриває WhatsApp із повідомленням',
    wa_step_scan: 'Наведіть камеру телефону на QR-код.',
    wa_step_arrow: 'Натисніть стрілку надсилання у WhatsApp.',
    wa_step_type: ofDigits('Введіть код із відповіді.', 'Введіть {n}-значний код із відповіді.'),
    wa_waiting: 'Чекаємо на ваше повідомлення…',
    wa_received: 'Повідомлення отримано',
    wa_type_code: 'Введіть код із нашої відповіді у WhatsApp.',
    wa_by_hand: 'Надіслати вручну',
    wa_by_hand_about: 'Надішліть цей текст на цей номер у WhatsApp:',
    wa_number: 'Номер',
    wa_text: 'Текст',
    wa_not_opened: 'WhatsApp не відкрився? Надішліть текст вручну:',
    copy: 'Копіювати',
    copied: 'Скопійовано',
    copy_refused: 'Утримуйте текст, щоб скопіювати.',

    // S4: code, S5: press 1
    sms_sent_title: 'Перевірте повідомлення',
    sms_sending: 'Надсилаємо код на {contact}…',
    sms_sent: ofDigits('Ми надіслали код на {contact}.', 'Ми надіслали {n}-значний код на {contact}.'),
    call_sent_title: 'Візьміть слухавку',
    call_sending: 'Телефонуємо на {contact}…',
    call_sent: ofDigits('Ви двічі почуєте код.', 'Ви двічі почуєте {n}-значний код.'),
    call_from: 'Дзвінок із номера {sender}.',
    call_again: 'Зателефонувати знову',
    call_again_in: 'Зателефонувати знову через {time}',
    press_sent: 'Телефонуємо на {contact}. Візьміть слухавку й натисніть 1.',
    press_waiting: 'Чекаємо на натискання 1…',
    email_sent_title: 'Перевірте пошту',
    email_sending: 'Надсилаємо код на {contact}…',
    email_sent: ofDigits(
      'Ми надіслали код на {contact}. Відправник: {sender}.',
      'Ми надіслали {n}-значний код на {contact}. Відправник: {sender}.',
    ),
    code_label: 'Код',
    code_hint: 'Перевіримо після останньої цифри.',
    confirm: 'Підтвердити',
    resend: 'Надіслати знову',
    resend_in: 'Надіслати знову через {time}',
    change_phone: 'Змінити номер',
    change_email: 'Змінити адресу',

    // Help block
    nothing_yet: 'Нічого не надійшло?',
    any_code_works: 'Підійде будь-який наш код.',
    email_spam: 'Перевірте спам. Відправник: {sender}.',

    // S6: confirmed
    done: '{contact} підтверджено',
    change: 'Змінити',
    run_out: '{contact} було підтверджено о {time}. Підтвердьте ще раз.',
    confirm_again: 'Підтвердити ще раз',

    // S7: ended
    locked: 'Забагато неправильних кодів. Цю спробу закрито.',
    // In the genitive, where only the singular differs.
    expired: {
      one: 'Минуло більше {n} хвилини. Нічого не втрачено.',
      other: 'Минуло більше {n} хвилин. Нічого не втрачено.',
    },
    canceled: 'Зупинено з телефону.',
    session_gone: 'Сторінка застаріла.',
    start_again: 'Почати спочатку',
    send_new: 'Надіслати новий код',

    // S8: unavailable
    not_loaded: 'Не вдалося завантажити цю частину сторінки.',
    not_available: 'Підтвердження тут недоступне.',
    try_again: 'Спробувати знову',

    // Errors in a screen
    code_length: 'У коді {n} цифр.',
    code_digits: 'У коді лише цифри.',
    code_wrong: 'Код неправильний. Залишилося спроб: {n}.',
    code_again: 'Цей код ви вже вводили.',
    no_code_yet: 'Спочатку надішліть повідомлення у WhatsApp. Код буде у відповіді.',
    no_call_yet: 'Ми ще не зателефонували.',
    unsupported_text: 'На номери цієї країни ({country}) не можна надіслати SMS.',
    unsupported_call: 'На номери цієї країни ({country}) не можна зателефонувати.',
    landline: 'Схоже, це стаціонарний номер. Можемо зателефонувати.',
    unsupported: 'Номери цієї країни ({country}) не можна підтвердити цим способом.',
    wait_seconds: 'Зачекайте {time}.',
    wait_minutes: inMinutes('{n}', minutes => `Забагато спроб. Спробуйте знову через ${minutes}.`),
    send_wait: 'Надіслати знову можна через {time}.',
    no_more_phone: 'На цей номер поки що більше не можна надсилати повідомлення.',
    no_more_calls: 'На цей номер поки що більше не можна телефонувати.',
    no_more_email: 'На цю адресу поки що більше не можна надсилати повідомлення.',
    other_number: 'Повідомлення надійшло з іншого номера. Потрібен {contact}.',
    text_me: 'Надіслати мені SMS',
    use_sender: 'Мій номер WhatsApp',
    number_hidden: 'WhatsApp приховує ваш номер. Його не можна підтвердити цим способом.',
    not_answered: 'Ніхто не відповів.',
    declined: 'Ніхто не натиснув 1.',
    call_failed: 'Не вдалося зателефонувати на {contact}.',
    undeliverable: 'Не вдалося надіслати повідомлення на {contact}.',
    wa_answer_failed: 'Повідомлення отримано, але не вдалося надіслати відповідь.',
    offline: 'Схоже, ви офлайн. Продовжимо після підключення.',
    no_answer: 'Сервер не відповідає.',
    unavailable: 'Зараз це не працює. Спробуйте знову через хвилину.',
    one_moment: 'Хвилинку…',
    form_required: 'Підтвердьте номер телефону, перш ніж надіслати форму.',
    form_required_email: 'Підтвердьте адресу пошти, перш ніж надіслати форму.',
    form_required_any: 'Підтвердьте телефон або пошту, перш ніж надіслати форму.',
    form_moment: 'Хвилинку, будь ласка.',

    // Spoken only
    say_ready: 'Можна надіслати у WhatsApp.',
    say_waiting: 'Чекаємо на ваше повідомлення.',
    say_received: 'Повідомлення отримано. Введіть код.',
    say_sent: 'Код надіслано на {contact}.',
    say_calling: 'Телефонуємо на {contact}.',
    say_resend: 'Тепер можна надіслати знову.',
    say_nothing_yet: 'Нічого не надійшло? Нижче є інші способи.',
    say_minute: 'Залишилася одна хвилина.',
  },
  messages: {
    whatsapp_code: inMinutes(
      '{minutes}',
      minutes =>
        `*{authcode}* — ваш код для {site}.\nВводьте його лише на сторінці, яку відкрили самі. Діє ${minutes}. Це не ви? Напишіть у відповідь НІ.`,
    ),
    whatsapp_other: 'Цей запит не можна завершити з цього чату. Почніть спочатку на сайті.',
    whatsapp_help: 'Відкрийте сайт, який попросив вас написати, і почніть там.',
    whatsapp_use_link: 'Перейдіть за посиланням на сторінці, щоб ми зрозуміли, про який запит ідеться.',
    whatsapp_later: 'Забагато повідомлень. Спробуйте пізніше.',
    whatsapp_canceled: 'Скасовано. Тепер ніхто не скористається цим кодом або підтвердженням.',
    // Cyrillic has 70 characters to a text message. For “not you?” there is no room.
    sms_code: '{authcode} — код {name}. Нікому не кажіть.',
    call_code: 'Це сайт {site}. Ваш код: {authcode}. Повторюємо: {authcode}.',
    call_key: 'Це сайт {site}. Щоб почути код, натисніть {key}.',
    call_button:
      'Це сайт {site}. Щоб підтвердити, що ви замовили цей дзвінок, натисніть 1. Якщо ви його не замовляли, покладіть слухавку.',
    call_thanks: 'Дякуємо. Тепер можна покласти слухавку.',
    call_declined: 'Нічого не підтверджено. До побачення.',
    email_subject: 'Ваш код для {site}',
    email_text: inMinutes(
      '{minutes}',
      minutes =>
        `Ваш код для {site}:\n\n{authcode}\n\nВводьте його лише на сторінці {site}, яку відкрили самі. Код діє ${minutes}.\nЦе не ви? Не зважайте на цей лист: без вашої сторінки код нікому не допоможе.`,
    ),
    email_before: 'Ваш код для {site}:',
    email_after: inMinutes(
      '{minutes}',
      minutes => `Вводьте його лише на сторінці {site}, яку відкрили самі. Код діє ${minutes}.`,
    ),
    email_not_you: 'Це не ви? Не зважайте на цей лист: без вашої сторінки код нікому не допоможе.',
  },
}

/** In the accusative. `other` is for fractions, which never occur, so it stands for `many`, too. */
function inMinutes(count: string, sentence: (minutes: string) => string): Text {
  return {
    one: sentence(`${count} хвилину`),
    few: sentence(`${count} хвилини`),
    other: sentence(`${count} хвилин`),
  }
}

/** "6-значний" never changes. The singular is said of a code whose length is unknown. */
function ofDigits(one: string, other: string): Text {
  return { one, other }
}
