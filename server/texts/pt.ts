import type { Text } from '../api.ts'
import type { Texts } from './en.ts'

/** European Portuguese: polite, but calls nobody "você". */
export const pt: Texts = {
  widget: {
    // S1: choose
    title_phone: 'Confirme o seu número de telefone',
    title_email: 'Confirme o seu endereço de email',
    title_any: 'Confirme o seu telefone ou email',
    wa_continue: 'Continuar no WhatsApp',
    wa_name: 'WhatsApp',
    wa_about: 'Envie uma mensagem e receba um código',
    sms_continue: 'Continuar por SMS',
    sms_name: 'SMS',
    sms_about: 'Receba um código por SMS',
    call_continue: 'Continuar por chamada',
    call_name: 'Chamada',
    call_about: 'Ouça o código',
    press_about: 'Atenda e prima 1',
    email_continue: 'Continuar por email',
    email_name: 'Email',
    email_about: 'Receba um código por email',
    resume: 'Continuar com {contact}',
    other_way: 'Usar outro meio',
    back: 'Voltar',

    // S2: contact
    sms_title: 'O seu número de telemóvel',
    sms_send: 'Receber código por SMS',
    call_title: 'O seu número de telefone',
    call_send: 'Receber uma chamada',
    email_title: 'O seu endereço de email',
    email_label: 'Endereço de email',
    email_hint: 'Por exemplo, nome@example.com',
    email_send: 'Receber o código',
    phone_label: 'Número de telefone',
    country_label: 'País',
    phone_hint: 'Por exemplo, {example}',
    email_empty: 'Introduza o seu endereço de email.',
    phone_empty: 'Introduza o seu número.',
    email_invalid: 'Confira o endereço. Deve ser parecido com nome@example.com.',
    phone_invalid:
      'Este número não está completo para o país escolhido ({country}). Confira os dígitos ou o país.',
    phone_invalid_plain: 'Este número não está completo. Confira os dígitos.',
    field_empty: 'Preencha primeiro «{label}».',

    // S3, S4w: WhatsApp
    wa_title: 'Confirme com o WhatsApp',
    wa_step_send: 'Abra o WhatsApp e toque na seta de envio. A mensagem já está escrita.',
    wa_step_code: {
      one: 'Volte aqui e introduza o código da resposta.',
      other: 'Volte aqui e introduza o código de {n} dígitos da resposta.',
    },
    wa_open: 'Abrir o WhatsApp',
    wa_open_again: 'Voltar ao WhatsApp',
    wa_open_here: 'Abrir o WhatsApp neste computador',
    wa_scan_caption: 'Leia com a câmara do telemóvel',
    wa_qr_name: 'Código QR que abre o WhatsApp com a mensagem já escrita',
    wa_step_scan: 'Leia o código QR com o telemóvel.',
    wa_step_arrow: 'Toque na seta de envio no WhatsApp.',
    wa_step_type: {
      one: 'Introduza o código da resposta.',
      other: 'Introduza o código de {n} dígitos da resposta.',
    },
    wa_waiting: 'A aguardar a sua mensagem…',
    wa_received: 'Mensagem recebida',
    wa_type_code: 'Introduza aqui o código da nossa resposta no WhatsApp.',
    wa_by_hand: 'Enviar manualmente',
    wa_by_hand_about: 'Envie este texto para este número no WhatsApp:',
    wa_number: 'Número',
    wa_text: 'Texto',
    wa_not_opened: 'O WhatsApp não abriu? Envie o texto manualmente:',
    copy: 'Copiar',
    copied: 'Copiado',
    copy_refused: 'Mantenha o texto premido para o copiar.',

    // S4: code, S5: press 1
    sms_sent_title: 'Veja as suas mensagens',
    sms_sending: 'A enviar um código para {contact}…',
    sms_sent: {
      one: 'Enviámos um código para {contact}.',
      other: 'Enviámos um código de {n} dígitos para {contact}.',
    },
    call_sent_title: 'Atenda o telefone',
    call_sending: 'A ligar para {contact}…',
    call_sent: {
      one: 'Vai ouvir o código duas vezes.',
      other: 'Vai ouvir {n} dígitos, duas vezes.',
    },
    call_from: 'A chamada vem de {sender}.',
    call_again: 'Ligar de novo',
    call_again_in: 'Ligar de novo dentro de {time}',
    press_sent: 'Estamos a ligar para {contact}. Atenda e prima 1.',
    press_waiting: 'A aguardar a tecla 1…',
    email_sent_title: 'Veja o seu email',
    email_sending: 'A enviar um código para {contact}…',
    email_sent: {
      one: 'Enviámos um código para {contact}. O remetente é {sender}.',
      other: 'Enviámos um código de {n} dígitos para {contact}. O remetente é {sender}.',
    },
    code_label: 'Código',
    code_hint: 'É conferido após o último dígito.',
    confirm: 'Confirmar',
    resend: 'Enviar de novo',
    resend_in: 'Enviar de novo dentro de {time}',
    change_phone: 'Mudar de número',
    change_email: 'Mudar de endereço',

    // Help block
    nothing_yet: 'Ainda não chegou?',
    any_code_works: 'Serve qualquer código que enviámos.',
    email_spam: 'Veja na pasta de spam. O remetente é {sender}.',

    // S6: confirmed
    done: '{contact} confirmado',
    change: 'Alterar',
    run_out: '{contact} foi confirmado às {time}. Confirme de novo.',
    confirm_again: 'Confirmar de novo',

    // S7: ended
    locked: 'Demasiados códigos errados. Por segurança, esta tentativa foi encerrada.',
    expired: {
      one: 'Isto demorou mais de {n} minuto. Nada se perdeu.',
      other: 'Isto demorou mais de {n} minutos. Nada se perdeu.',
    },
    canceled: 'O pedido foi interrompido a partir do telefone.',
    session_gone: 'Esta página esteve aberta demasiado tempo.',
    start_again: 'Começar de novo',
    send_new: 'Enviar um novo código',

    // S8: unavailable
    not_loaded: 'Não foi possível carregar esta parte da página.',
    not_available: 'A confirmação não está disponível nesta página.',
    try_again: 'Tentar de novo',

    // Errors in a screen
    code_length: { one: 'O código tem {n} dígito.', other: 'O código tem {n} dígitos.' },
    code_digits: 'O código só tem dígitos.',
    code_wrong: {
      one: 'Esse código não está certo. Resta uma tentativa.',
      other: 'Esse código não está certo. Restam {n} tentativas.',
    },
    code_again: 'Já experimentou esse código.',
    no_code_yet: 'Envie primeiro a mensagem no WhatsApp. O código vem na resposta.',
    no_call_yet: 'A chamada ainda não foi feita.',
    unsupported_text: 'Os números deste país ({country}) não podem receber SMS aqui.',
    unsupported_call: 'Os números deste país ({country}) não podem receber chamadas aqui.',
    landline: 'Parece ser um telefone fixo. Em vez disso, podemos ligar.',
    unsupported: 'Os números deste país ({country}) não podem ser confirmados deste modo.',
    wait_seconds: 'Aguarde {time}, por favor.',
    wait_minutes: {
      one: 'Demasiadas tentativas a partir desta ligação. Pode tentar de novo dentro de {n} minuto.',
      other: 'Demasiadas tentativas a partir desta ligação. Pode tentar de novo dentro de {n} minutos.',
    },
    send_wait: 'Pode enviar de novo dentro de {time}.',
    no_more_phone: 'De momento, não é possível enviar mais mensagens para este número.',
    no_more_calls: 'De momento, não é possível ligar mais para este número.',
    no_more_email: 'De momento, não é possível enviar mais mensagens para este endereço.',
    other_number: 'Essa mensagem veio de outro número. Este formulário espera {contact}.',
    text_me: 'Receber antes um SMS',
    use_sender: 'Usar o meu WhatsApp',
    number_hidden: 'O seu WhatsApp esconde o número, que por isso não pode ser confirmado deste modo.',
    not_answered: 'Ninguém atendeu.',
    declined: 'A tecla 1 não foi premida.',
    call_failed: 'Não foi possível ligar para {contact}.',
    undeliverable: 'Não foi possível enviar a mensagem para {contact}.',
    wa_answer_failed: 'A sua mensagem chegou, mas não foi possível enviar a resposta.',
    offline: 'Parece não haver ligação à Internet. Quando voltar, tudo continua sozinho.',
    no_answer: 'O servidor não responde.',
    unavailable: 'Isto não está a funcionar neste momento. Tente de novo dentro de um minuto.',
    one_moment: 'Um momento…',
    form_required: 'Confirme o seu número de telefone antes de enviar este formulário.',
    form_required_email: 'Confirme o seu endereço de email antes de enviar este formulário.',
    form_required_any: 'Confirme o seu telefone ou email antes de enviar este formulário.',
    form_moment: 'Um segundo, por favor.',

    // Spoken only
    say_ready: 'Tudo pronto para enviar no WhatsApp.',
    say_waiting: 'A aguardar a sua mensagem.',
    say_received: 'Mensagem recebida. Introduza o código.',
    say_sent: 'Código enviado para {contact}.',
    say_calling: 'A ligar para {contact}.',
    say_resend: 'Já pode enviar de novo.',
    say_nothing_yet: 'Ainda não chegou? Há outros meios mais abaixo.',
    say_minute: 'Falta um minuto.',
  },
  messages: {
    whatsapp_code: inMinutes(
      minutes =>
        `*{authcode}* é o seu código para {site}.\nIntroduza-o apenas na página aberta por si. Válido durante ${minutes}. Não foi pedido por si? Responda NÃO.`,
    ),
    whatsapp_other:
      'Este pedido não pode ser concluído a partir desta conversa. Comece de novo no site, por favor.',
    whatsapp_help: 'Abra o site que lhe pediu esta mensagem e comece por lá, por favor.',
    whatsapp_use_link: 'Use o link da página, por favor, para sabermos de que pedido se trata.',
    whatsapp_later: 'Demasiadas mensagens. Tente de novo mais tarde, por favor.',
    whatsapp_canceled: 'Cancelado. Já ninguém pode usar esse código ou essa confirmação.',
    // Without "código" or "não": one such letter, and a text message holds 70 characters instead of 160.
    sms_code:
      'Use {authcode} para confirmar o seu telefone em {name}. Nunca partilhe este SMS. Pedido de outra pessoa? Ignore-o.',
    call_code: 'Esta é uma chamada de {site}. O seu código é: {authcode}. Repetimos: {authcode}.',
    call_key: 'Esta é uma chamada de {site}. Para ouvir o seu código, prima {key}.',
    call_button:
      'Esta é uma chamada de {site}. Para confirmar que pediu esta chamada, prima 1. Se não a pediu, desligue.',
    // Not "obrigado" or "obrigada", which would have to match the voice.
    call_thanks: 'Agradecemos a atenção. Já pode desligar.',
    call_declined: 'Nada foi confirmado. Adeus.',
    email_subject: 'O seu código para {site}',
    email_text: inMinutes(
      minutes =>
        `O seu código para {site}:\n\n{authcode}\n\nIntroduza-o apenas na página de {site} aberta por si. É válido durante ${minutes}.\nNão foi pedido por si? Ignore esta mensagem; ninguém pode usar o código sem a sua página.`,
    ),
    email_before: 'O seu código para {site}:',
    email_after: inMinutes(
      minutes => `Introduza-o apenas na página de {site} aberta por si. É válido durante ${minutes}.`,
    ),
    email_not_you:
      'Não foi pedido por si? Ignore esta mensagem; ninguém pode usar o código sem a sua página.',
  },
}

function inMinutes(sentence: (minutes: string) => string): Text {
  return { one: sentence('{minutes} minuto'), other: sentence('{minutes} minutos') }
}
