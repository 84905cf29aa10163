import type { Text } from '../api.ts'
import type { Texts } from './en.ts'

/**
 * Brazilian Portuguese, with "você". Nothing agrees with the visitor's gender, nor with that of a voice. The form
 * `many` is for millions, which never occur.
 */
export const ptBR: Texts = {
  widget: {
    // S1: choose
    title_phone: 'Confirme seu número de telefone',
    title_email: 'Confirme seu e-mail',
    title_any: 'Confirme seu telefone ou e-mail',
    wa_continue: 'Continuar com o WhatsApp',
    wa_name: 'WhatsApp',
    wa_about: 'Envie uma mensagem e receba um código',
    sms_continue: 'Continuar por SMS',
    sms_name: 'SMS',
    sms_about: 'Receba um código por SMS',
    call_continue: 'Continuar por ligação',
    call_name: 'Ligação',
    call_about: 'Ouça o código',
    press_about: 'Atenda e tecle 1',
    email_continue: 'Continuar por e-mail',
    email_name: 'E-mail',
    email_about: 'Receba um código por e-mail',
    resume: 'Continuar com {contact}',
    other_way: 'Usar outro meio',
    back: 'Voltar',

    // S2: contact
    sms_title: 'Seu número de celular',
    sms_send: 'Enviar código por SMS',
    call_title: 'Seu número de telefone',
    call_send: 'Receber ligação',
    email_title: 'Seu e-mail',
    email_label: 'E-mail',
    email_hint: 'Por exemplo, nome@example.com',
    email_send: 'Enviar código por e-mail',
    phone_label: 'Número de telefone',
    country_label: 'País',
    phone_hint: 'Por exemplo, {example}',
    email_empty: 'Digite seu e-mail.',
    phone_empty: 'Digite seu número.',
    email_invalid: 'Confira o e-mail. Ele deve ser parecido com nome@example.com.',
    phone_invalid:
      'Este número não está completo para o país escolhido ({country}). Confira os dígitos ou o país.',
    phone_invalid_plain: 'Este número não está completo. Confira os dígitos.',
    field_empty: 'Preencha primeiro “{label}”.',

    // S3, S4w: WhatsApp
    wa_title: 'Confirme com o WhatsApp',
    wa_step_send: 'Abra o WhatsApp e toque na seta de enviar. A mensagem já está escrita.',
    wa_step_code: {
      one: 'Volte aqui e digite o código da resposta.',
      other: 'Volte aqui e digite o código de {n} dígitos da resposta.',
    },
    wa_open: 'Abrir o WhatsApp',
    wa_open_again: 'Voltar ao WhatsApp',
    wa_open_here: 'Abrir o WhatsApp neste computador',
    wa_scan_caption: 'Escaneie com a câmera do celular',
    wa_qr_name: 'QR Code que abre o WhatsApp com a mensagem já escrita',
    wa_step_scan: 'Escaneie o QR Code com o celular.',
    wa_step_arrow: 'Toque na seta de enviar no WhatsApp.',
    wa_step_type: {
      one: 'Digite o código da resposta.',
      other: 'Digite o código de {n} dígitos da resposta.',
    },
    wa_waiting: 'Aguardando sua mensagem…',
    wa_received: 'Mensagem recebida',
    wa_type_code: 'Digite aqui o código da nossa resposta no WhatsApp.',
    wa_by_hand: 'Enviar manualmente',
    wa_by_hand_about: 'Envie este texto para este número no WhatsApp:',
    wa_number: 'Número',
    wa_text: 'Texto',
    wa_not_opened: 'O WhatsApp não abriu? Envie o texto manualmente:',
    copy: 'Copiar',
    copied: 'Copiado',
    copy_refused: 'Toque no texto e segure para copiar.',

    // S4: code, S5: press 1
    sms_sent_title: 'Veja suas mensagens',
    sms_sending: 'Enviando um código para {contact}…',
    sms_sent: {
      one: 'Enviamos um código para {contact}.',
      other: 'Enviamos um código de {n} dígitos para {contact}.',
    },
    call_sent_title: 'Atenda o telefone',
    call_sending: 'Ligando para {contact}…',
    call_sent: {
      one: 'Você vai ouvir o código duas vezes.',
      other: 'Você vai ouvir o código de {n} dígitos duas vezes.',
    },
    call_from: 'A ligação vem de {sender}.',
    call_again: 'Ligar de novo',
    call_again_in: 'Ligar de novo em {time}',
    press_sent: 'Estamos ligando para {contact}. Atenda e tecle 1.',
    press_waiting: 'Aguardando a tecla 1…',
    email_sent_title: 'Veja seu e-mail',
    email_sending: 'Enviando um código para {contact}…',
    email_sent: {
      one: 'Enviamos um código para {contact}. O remetente é {sender}.',
      other: 'Enviamos um código de {n} dígitos para {contact}. O remetente é {sender}.',
    },
    code_label: 'Código',
    code_hint: 'O código é conferido após o último dígito.',
    confirm: 'Confirmar',
    resend: 'Enviar de novo',
    resend_in: 'Enviar de novo em {time}',
    change_phone: 'Trocar número',
    change_email: 'Trocar e-mail',

    // Help block
    nothing_yet: 'Ainda não chegou?',
    any_code_works: 'Qualquer código que enviamos funciona.',
    email_spam: 'Veja na pasta de spam. O remetente é {sender}.',

    // S6: confirmed
    done: '{contact} confirmado',
    change: 'Trocar',
    run_out: '{contact} foi confirmado às {time}. Confirme de novo.',
    confirm_again: 'Confirmar de novo',

    // S7: ended
    locked: 'Muitos códigos errados. Por segurança, esta tentativa foi encerrada.',
    expired: {
      one: 'Isso demorou mais de {n} minuto. Nada se perdeu.',
      other: 'Isso demorou mais de {n} minutos. Nada se perdeu.',
    },
    canceled: 'O pedido foi interrompido pelo telefone.',
    session_gone: 'Esta página ficou aberta por muito tempo.',
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
      one: 'O código não está certo. Resta uma tentativa.',
      other: 'O código não está certo. Restam {n} tentativas.',
    },
    code_again: 'Você já tentou este código.',
    no_code_yet: 'Primeiro envie a mensagem no WhatsApp. O código está na resposta.',
    no_call_yet: 'Ainda não ligamos.',
    unsupported_text: 'Números deste país ({country}) não podem receber SMS aqui.',
    unsupported_call: 'Números deste país ({country}) não podem receber ligações aqui.',
    landline: 'Parece ser um telefone fixo. Podemos ligar em vez disso.',
    unsupported: 'Números deste país ({country}) não podem ser confirmados assim.',
    wait_seconds: 'Aguarde {time}.',
    wait_minutes: {
      one: 'Muitas tentativas nesta conexão. Tente de novo em {n} minuto.',
      other: 'Muitas tentativas nesta conexão. Tente de novo em {n} minutos.',
    },
    send_wait: 'Você pode enviar de novo em {time}.',
    no_more_phone: 'Por enquanto, não é possível enviar mais mensagens para este número.',
    no_more_calls: 'Por enquanto, não é possível ligar mais para este número.',
    no_more_email: 'Por enquanto, não é possível enviar mais mensagens para este e-mail.',
    other_number: 'Essa mensagem veio de outro número. Este formulário espera {contact}.',
    text_me: 'Receber por SMS',
    use_sender: 'Usar meu WhatsApp',
    number_hidden: 'Seu WhatsApp oculta seu número, por isso ele não pode ser confirmado assim.',
    not_answered: 'Ninguém atendeu.',
    declined: 'A tecla 1 não foi apertada.',
    call_failed: 'Não foi possível ligar para {contact}.',
    undeliverable: 'Não foi possível enviar a mensagem para {contact}.',
    wa_answer_failed: 'Sua mensagem chegou, mas não foi possível enviar a resposta.',
    offline: 'Parece que você está sem internet. Quando ela voltar, tudo continua sozinho.',
    no_answer: 'O servidor não responde.',
    unavailable: 'Isso não está funcionando agora. Tente de novo em um minuto.',
    one_moment: 'Um momento…',
    form_required: 'Confirme seu número de telefone antes de enviar este formulário.',
    form_required_email: 'Confirme seu e-mail antes de enviar este formulário.',
    form_required_any: 'Confirme seu telefone ou e-mail antes de enviar este formulário.',
    form_moment: 'Um momento, por favor.',

    // Spoken only
    say_ready: 'Tudo pronto para enviar no WhatsApp.',
    say_waiting: 'Aguardando sua mensagem.',
    say_received: 'Mensagem recebida. Digite o código.',
    say_sent: 'Código enviado para {contact}.',
    say_calling: 'Ligando para {contact}.',
    say_resend: 'Você já pode enviar de novo.',
    say_nothing_yet: 'Ainda não chegou? Veja outros meios abaixo.',
    say_minute: 'Falta um minuto.',
  },
  messages: {
    whatsapp_code: inMinutes(
      minutes =>
        `*{authcode}* é seu código para {site}.\nDigite só na página que você abriu. Válido por ${minutes}. Não foi você? Responda NÃO.`,
    ),
    whatsapp_other: 'Este pedido não pode ser concluído nesta conversa. Comece de novo no site.',
    whatsapp_help: 'Abra o site que pediu esta mensagem e comece por lá.',
    whatsapp_use_link: 'Use o link da página, para sabermos de qual pedido se trata.',
    whatsapp_later: 'Muitas mensagens. Tente de novo mais tarde.',
    whatsapp_canceled: 'Cancelado. Ninguém mais pode usar esse código ou essa confirmação.',
    // Without "código", "não" or "você": one such letter, and a text message holds 70 characters instead of 160.
    sms_code:
      'Use {authcode} para confirmar seu celular em {name}. Nunca compartilhe. Outra pessoa pediu? Ignore este SMS.',
    call_code: 'Aqui é {site}. Seu código é: {authcode}. De novo: {authcode}.',
    call_key: 'Aqui é {site}. Para ouvir seu código, tecle {key}.',
    call_button:
      'Aqui é {site}. Para confirmar que você pediu esta ligação, tecle 1. Se não pediu, desligue.',
    // Not "obrigado" or "obrigada", which would have to match the voice.
    call_thanks: 'Tudo certo. Você já pode desligar.',
    call_declined: 'Nada foi confirmado. Até logo.',
    email_subject: 'Seu código para {site}',
    email_text: inMinutes(
      minutes =>
        `Seu código para {site}:\n\n{authcode}\n\nDigite só na página de {site} que você abriu. Ele é válido por ${minutes}.\nNão foi você? Ignore esta mensagem; ninguém pode usar o código sem a sua página.`,
    ),
    email_before: 'Seu código para {site}:',
    email_after: inMinutes(
      minutes => `Digite só na página de {site} que você abriu. Ele é válido por ${minutes}.`,
    ),
    email_not_you: 'Não foi você? Ignore esta mensagem; ninguém pode usar o código sem a sua página.',
  },
}

function inMinutes(sentence: (minutes: string) => string): Text {
  return { one: sentence('{minutes} minuto'), other: sentence('{minutes} minutos') }
}
