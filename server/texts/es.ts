import type { Text } from '../api.ts'
import type { Texts } from './en.ts'

/** Spanish, for every country that speaks it: informal, and without the words that differ from one to another. */
export const es: Texts = {
  widget: {
    // S1: choose
    title_phone: 'Confirma tu número de teléfono',
    title_email: 'Confirma tu correo electrónico',
    title_any: 'Confirma tu teléfono o tu correo',
    wa_continue: 'Continuar con WhatsApp',
    wa_name: 'WhatsApp',
    wa_about: 'Envía un mensaje y recibe un código',
    sms_continue: 'Continuar por SMS',
    sms_name: 'SMS',
    sms_about: 'Recibe un código por SMS',
    call_continue: 'Continuar por llamada',
    call_name: 'Llamada',
    call_about: 'Escucha el código',
    press_about: 'Contesta y pulsa 1',
    email_continue: 'Continuar por correo',
    email_name: 'Correo electrónico',
    email_about: 'Recibe un código por correo',
    resume: 'Continuar con {contact}',
    other_way: 'Usar otro medio',
    back: 'Atrás',

    // S2: contact
    sms_title: 'Tu número de teléfono móvil',
    sms_send: 'Recibir código por SMS',
    call_title: 'Tu número de teléfono',
    call_send: 'Recibir una llamada',
    email_title: 'Tu correo electrónico',
    email_label: 'Correo electrónico',
    email_hint: 'Por ejemplo, nombre@example.com',
    email_send: 'Recibir el código',
    phone_label: 'Número de teléfono',
    country_label: 'País',
    phone_hint: 'Por ejemplo, {example}',
    email_empty: 'Escribe tu correo electrónico.',
    phone_empty: 'Escribe tu número.',
    email_invalid: 'Revisa la dirección. Debe parecerse a nombre@example.com.',
    phone_invalid:
      'Este número no está completo para el país elegido ({country}). Revisa los dígitos o el país.',
    phone_invalid_plain: 'Este número no está completo. Revisa los dígitos.',
    field_empty: 'Completa primero «{label}».',

    // S3, S4w: WhatsApp
    wa_title: 'Confirma con WhatsApp',
    wa_step_send: 'Abre WhatsApp y toca la flecha de enviar. El mensaje ya está escrito.',
    wa_step_code: {
      one: 'Vuelve aquí y escribe el código de la respuesta.',
      other: 'Vuelve aquí y escribe el código de {n} dígitos de la respuesta.',
    },
    wa_open: 'Abrir WhatsApp',
    wa_open_again: 'Volver a WhatsApp',
    wa_open_here: 'Abrir WhatsApp en este equipo',
    wa_scan_caption: 'Escanea con la cámara del teléfono',
    wa_qr_name: 'Código QR que abre WhatsApp con el mensaje ya escrito',
    wa_step_scan: 'Escanea el código QR con el teléfono.',
    wa_step_arrow: 'Toca la flecha de enviar en WhatsApp.',
    wa_step_type: {
      one: 'Escribe el código de la respuesta.',
      other: 'Escribe el código de {n} dígitos de la respuesta.',
    },
    wa_waiting: 'Esperando tu mensaje…',
    wa_received: 'Mensaje recibido',
    wa_type_code: 'Escribe aquí el código de nuestra respuesta en WhatsApp.',
    wa_by_hand: 'Enviar manualmente',
    wa_by_hand_about: 'Envía este texto a este número en WhatsApp:',
    wa_number: 'Número',
    wa_text: 'Texto',
    wa_not_opened: '¿No se abrió WhatsApp? Envía el texto manualmente:',
    copy: 'Copiar',
    copied: 'Copiado',
    copy_refused: 'Mantén pulsado el texto para copiarlo.',

    // S4: code, S5: press 1
    sms_sent_title: 'Mira tus mensajes',
    sms_sending: 'Enviando un código a {contact}…',
    sms_sent: {
      one: 'Enviamos un código a {contact}.',
      other: 'Enviamos un código de {n} dígitos a {contact}.',
    },
    call_sent_title: 'Contesta el teléfono',
    call_sending: 'Llamando a {contact}…',
    call_sent: {
      one: 'Oirás el código dos veces.',
      other: 'Oirás {n} dígitos, dos veces.',
    },
    call_from: 'La llamada viene de {sender}.',
    call_again: 'Llamar otra vez',
    call_again_in: 'Llamar otra vez en {time}',
    press_sent: 'Estamos llamando a {contact}. Contesta y pulsa 1.',
    press_waiting: 'Esperando la tecla 1…',
    email_sent_title: 'Mira tu correo',
    email_sending: 'Enviando un código a {contact}…',
    email_sent: {
      one: 'Enviamos un código a {contact}. El remitente es {sender}.',
      other: 'Enviamos un código de {n} dígitos a {contact}. El remitente es {sender}.',
    },
    code_label: 'Código',
    code_hint: 'Se comprueba al escribir el último dígito.',
    confirm: 'Confirmar',
    resend: 'Enviar otra vez',
    resend_in: 'Enviar otra vez en {time}',
    change_phone: 'Cambiar número',
    change_email: 'Cambiar dirección',

    // Help block
    nothing_yet: '¿Todavía nada?',
    any_code_works: 'Sirve cualquiera de los códigos que te enviamos.',
    email_spam: 'Mira en la carpeta de spam. El remitente es {sender}.',

    // S6: confirmed
    done: '{contact} confirmado',
    change: 'Cambiar',
    run_out: '{contact} se confirmó a las {time}. Confírmalo de nuevo.',
    confirm_again: 'Confirmar de nuevo',

    // S7: ended
    locked: 'Demasiados códigos incorrectos. Por seguridad, este intento quedó cerrado.',
    expired: {
      one: 'Esto tardó más de {n} minuto. No se perdió nada.',
      other: 'Esto tardó más de {n} minutos. No se perdió nada.',
    },
    canceled: 'La solicitud se detuvo desde el teléfono.',
    session_gone: 'Esta página estuvo abierta demasiado tiempo.',
    start_again: 'Empezar de nuevo',
    send_new: 'Enviar un código nuevo',

    // S8: unavailable
    not_loaded: 'No se pudo cargar esta parte de la página.',
    not_available: 'La confirmación no está disponible en esta página.',
    try_again: 'Reintentar',

    // Errors in a screen
    code_length: { one: 'El código tiene {n} dígito.', other: 'El código tiene {n} dígitos.' },
    code_digits: 'El código solo tiene dígitos.',
    code_wrong: {
      one: 'Ese código no es correcto. Queda un intento.',
      other: 'Ese código no es correcto. Quedan {n} intentos.',
    },
    code_again: 'Ya probaste ese código.',
    no_code_yet: 'Envía primero el mensaje de WhatsApp. El código está en la respuesta.',
    no_call_yet: 'La llamada aún no se hizo.',
    unsupported_text: 'Los números de este país ({country}) no pueden recibir SMS aquí.',
    unsupported_call: 'Los números de este país ({country}) no pueden recibir llamadas aquí.',
    landline: 'Parece un teléfono fijo. Podemos llamar en vez de enviar un SMS.',
    unsupported: 'Los números de este país ({country}) no se pueden confirmar así.',
    wait_seconds: 'Espera {time}, por favor.',
    wait_minutes: {
      one: 'Demasiados intentos desde esta conexión. Podrás intentarlo de nuevo en {n} minuto.',
      other: 'Demasiados intentos desde esta conexión. Podrás intentarlo de nuevo en {n} minutos.',
    },
    send_wait: 'Podrás enviar otra vez en {time}.',
    no_more_phone: 'Por ahora no se pueden enviar más mensajes a este número.',
    no_more_calls: 'Por ahora no se puede llamar más a este número.',
    no_more_email: 'Por ahora no se pueden enviar más mensajes a esta dirección.',
    other_number: 'Ese mensaje llegó desde otro número. Este formulario espera {contact}.',
    text_me: 'Recibir un SMS',
    use_sender: 'Usar mi WhatsApp',
    number_hidden: 'Tu WhatsApp oculta tu número, así que no se puede confirmar de este modo.',
    not_answered: 'Nadie contestó.',
    declined: 'No se pulsó la tecla 1.',
    call_failed: 'No se pudo llamar a {contact}.',
    undeliverable: 'No se pudo enviar el mensaje a {contact}.',
    wa_answer_failed: 'Tu mensaje llegó, pero no se pudo enviar la respuesta.',
    offline: 'Parece que no hay conexión. Cuando vuelva, todo seguirá solo.',
    no_answer: 'El servidor no responde.',
    unavailable: 'Esto no funciona en este momento. Inténtalo de nuevo en un minuto.',
    one_moment: 'Un momento…',
    form_required: 'Confirma tu número de teléfono antes de enviar este formulario.',
    form_required_email: 'Confirma tu correo electrónico antes de enviar este formulario.',
    form_required_any: 'Confirma tu teléfono o tu correo antes de enviar este formulario.',
    form_moment: 'Un segundo, por favor.',

    // Spoken only
    say_ready: 'Todo listo para enviar en WhatsApp.',
    say_waiting: 'Esperando tu mensaje.',
    say_received: 'Mensaje recibido. Escribe el código.',
    say_sent: 'Código enviado a {contact}.',
    say_calling: 'Llamando a {contact}.',
    say_resend: 'Ya puedes enviar otra vez.',
    say_nothing_yet: '¿Todavía nada? Hay otros medios más abajo.',
    say_minute: 'Queda un minuto.',
  },
  messages: {
    whatsapp_code: inMinutes(
      minutes =>
        `*{authcode}* es tu código para {site}.\nEscríbelo solo en la página que abriste tú. Válido durante ${minutes}. ¿No lo pediste? Responde NO.`,
    ),
    whatsapp_other:
      'Esta solicitud no se puede completar desde este chat. Empieza de nuevo en el sitio web, por favor.',
    whatsapp_help: 'Abre el sitio web que te pidió escribir y empieza allí, por favor.',
    whatsapp_use_link: 'Usa el enlace de la página, por favor, para que sepamos de qué solicitud se trata.',
    whatsapp_later: 'Demasiados mensajes. Inténtalo de nuevo más tarde, por favor.',
    whatsapp_canceled: 'Cancelado. Ya nadie puede usar ese código ni esa confirmación.',
    // "Clave", since one accented "o" would leave room for 70 characters instead of 160.
    sms_code: '{authcode} es tu clave de {name}. No la compartas nunca. ¿No la pediste? Ignora este mensaje.',
    call_code: 'Te llamamos de {site}. Tu código es: {authcode}. Repetimos: {authcode}.',
    call_key: 'Te llamamos de {site}. Para oír tu código, pulsa {key}.',
    call_button:
      'Te llamamos de {site}. Para confirmar que pediste esta llamada, pulsa 1. Si no la pediste, cuelga.',
    call_thanks: 'Gracias. Ya puedes colgar.',
    call_declined: 'No se confirmó nada. Adiós.',
    email_subject: 'Tu código para {site}',
    email_text: inMinutes(
      minutes =>
        `Tu código para {site}:\n\n{authcode}\n\nEscríbelo solo en la página de {site} que abriste tú. Es válido durante ${minutes}.\n¿No lo pediste? Ignora este mensaje; nadie puede usar el código sin tu página.`,
    ),
    email_before: 'Tu código para {site}:',
    email_after: inMinutes(
      minutes => `Escríbelo solo en la página de {site} que abriste tú. Es válido durante ${minutes}.`,
    ),
    email_not_you: '¿No lo pediste? Ignora este mensaje; nadie puede usar el código sin tu página.',
  },
}

function inMinutes(sentence: (minutes: string) => string): Text {
  return { one: sentence('{minutes} minuto'), other: sentence('{minutes} minutos') }
}
