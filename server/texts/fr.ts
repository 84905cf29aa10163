import type { Text } from '../api.ts'
import type { Texts } from './en.ts'

/**
 * French. `\u202f` is the thin no-break space before `: ; ? !` and inside guillemets, written as an escape
 * because no editor shows it.
 */
export const fr: Texts = {
  widget: {
    // S1: choose
    title_phone: 'Confirmez votre numéro de téléphone',
    title_email: 'Confirmez votre adresse e-mail',
    title_any: 'Confirmez votre téléphone ou votre e-mail',
    wa_continue: 'Continuer avec WhatsApp',
    wa_name: 'WhatsApp',
    wa_about: 'Envoyez un message, recevez un code',
    sms_continue: 'Continuer par SMS',
    sms_name: 'SMS',
    sms_about: 'Recevez un code par SMS',
    call_continue: 'Continuer par appel',
    call_name: 'Appel téléphonique',
    call_about: 'Écoutez le code',
    press_about: 'Décrochez et appuyez sur 1',
    email_continue: 'Continuer par e-mail',
    email_name: 'E-mail',
    email_about: 'Recevez un code par e-mail',
    resume: 'Continuer avec {contact}',
    other_way: 'Autre moyen',
    back: 'Retour',

    // S2: contact
    sms_title: 'Votre numéro de mobile',
    sms_send: 'Recevoir le code par SMS',
    call_title: 'Votre numéro de téléphone',
    call_send: 'Appelez-moi',
    email_title: 'Votre adresse e-mail',
    email_label: 'Adresse e-mail',
    email_hint: 'Par exemple nom@example.com',
    email_send: 'Recevoir le code',
    phone_label: 'Numéro de téléphone',
    country_label: 'Pays',
    phone_hint: 'Par exemple {example}',
    email_empty: 'Saisissez votre adresse e-mail.',
    phone_empty: 'Saisissez votre numéro.',
    email_invalid: 'Relisez l’adresse. Elle doit ressembler à nom@example.com.',
    phone_invalid: 'Ce numéro n’est pas complet ({country}). Relisez les chiffres ou changez de pays.',
    phone_invalid_plain: 'Ce numéro n’est pas complet. Relisez les chiffres.',
    field_empty: 'Remplissez d’abord «\u202f{label}\u202f».',

    // S3, S4w: WhatsApp
    wa_title: 'Confirmez avec WhatsApp',
    wa_step_send: 'Ouvrez WhatsApp et touchez la flèche d’envoi. Le message est déjà écrit.',
    wa_step_code: {
      one: 'Revenez ici et saisissez le code de la réponse.',
      other: 'Revenez ici et saisissez le code à {n} chiffres de la réponse.',
    },
    wa_open: 'Ouvrir WhatsApp',
    wa_open_again: 'Rouvrir WhatsApp',
    wa_open_here: 'Ouvrir WhatsApp ici',
    wa_scan_caption: 'Scannez avec l’appareil photo du téléphone',
    wa_qr_name: 'Code QR qui ouvre WhatsApp avec le message déjà écrit',
    wa_step_scan: 'Scannez le code QR avec votre téléphone.',
    wa_step_arrow: 'Touchez la flèche d’envoi dans WhatsApp.',
    wa_step_type: {
      one: 'Saisissez le code de la réponse.',
      other: 'Saisissez le code à {n} chiffres de la réponse.',
    },
    wa_waiting: 'En attente de votre message…',
    wa_received: 'Message reçu',
    wa_type_code: 'Saisissez ici le code de notre réponse WhatsApp.',
    wa_by_hand: 'Envoyer manuellement',
    wa_by_hand_about: 'Envoyez ce texte à ce numéro dans WhatsApp\u202f:',
    wa_number: 'Numéro',
    wa_text: 'Texte',
    wa_not_opened: 'WhatsApp ne s’est pas ouvert\u202f? Envoyez le texte vous-même\u202f:',
    copy: 'Copier',
    copied: 'Copié',
    copy_refused: 'Appuyez longuement sur le texte pour le copier.',

    // S4: code, S5: press 1
    sms_sent_title: 'Consultez vos SMS',
    sms_sending: 'Envoi d’un code au {contact}…',
    sms_sent: {
      one: 'Nous avons envoyé un code au {contact}.',
      other: 'Nous avons envoyé un code à {n} chiffres au {contact}.',
    },
    call_sent_title: 'Répondez au téléphone',
    call_sending: 'Nous appelons {contact}…',
    call_sent: {
      one: 'Vous entendrez le code deux fois.',
      other: 'Vous entendrez {n} chiffres, deux fois.',
    },
    call_from: 'L’appel vient de {sender}.',
    call_again: 'Rappeler',
    call_again_in: 'Rappeler dans {time}',
    press_sent: 'Nous appelons {contact}. Décrochez et appuyez sur 1.',
    press_waiting: 'En attente de la touche 1…',
    email_sent_title: 'Consultez vos e-mails',
    email_sending: 'Envoi d’un code à {contact}…',
    email_sent: {
      one: 'Nous avons envoyé un code à {contact}. L’expéditeur est {sender}.',
      other: 'Nous avons envoyé un code à {n} chiffres à {contact}. L’expéditeur est {sender}.',
    },
    code_label: 'Code',
    code_hint: 'Il est contrôlé dès le dernier chiffre.',
    confirm: 'Confirmer',
    resend: 'Renvoyer',
    resend_in: 'Renvoyer dans {time}',
    change_phone: 'Changer de numéro',
    change_email: 'Changer d’adresse',

    // Help block
    nothing_yet: 'Rien reçu\u202f?',
    any_code_works: 'Tous les codes envoyés fonctionnent.',
    email_spam: 'Regardez dans les indésirables. L’expéditeur est {sender}.',

    // S6: confirmed
    done: '{contact} confirmé',
    change: 'Modifier',
    run_out: '{contact} a été confirmé à {time}. Merci de confirmer à nouveau.',
    confirm_again: 'Confirmer à nouveau',

    // S7: ended
    locked: 'Trop de codes erronés. Par sécurité, cette tentative est close.',
    expired: {
      one: 'Une minute est passée. Rien n’est perdu.',
      other: '{n} minutes sont passées. Rien n’est perdu.',
    },
    canceled: 'Demande arrêtée depuis le téléphone.',
    session_gone: 'Cette page est restée ouverte trop longtemps.',
    start_again: 'Recommencer',
    send_new: 'Envoyer un nouveau code',

    // S8: unavailable
    not_loaded: 'Cette partie de la page n’a pas pu être chargée.',
    not_available: 'La confirmation n’est pas disponible sur cette page.',
    try_again: 'Réessayer',

    // Errors in a screen
    code_length: 'Le code a {n} chiffres.',
    code_digits: 'Le code ne contient que des chiffres.',
    code_wrong: {
      one: 'Ce code n’est pas le bon. Encore un essai.',
      other: 'Ce code n’est pas le bon. Encore {n} essais.',
    },
    code_again: 'Vous avez déjà essayé ce code.',
    no_code_yet: 'Envoyez d’abord le message WhatsApp. Le code est dans la réponse.',
    no_call_yet: 'L’appel n’a pas encore été passé.',
    unsupported_text: 'Les numéros de ce pays ({country}) ne peuvent pas recevoir de SMS ici.',
    unsupported_call: 'Les numéros de ce pays ({country}) ne peuvent pas être appelés ici.',
    landline: 'On dirait un numéro fixe. Nous pouvons l’appeler.',
    unsupported: 'Les numéros de ce pays ({country}) ne peuvent pas être confirmés ainsi.',
    wait_seconds: 'Merci de patienter {time}.',
    wait_minutes: {
      one: 'Trop d’essais depuis cette connexion. Réessayez dans une minute.',
      other: 'Trop d’essais depuis cette connexion. Réessayez dans {n} minutes.',
    },
    send_wait: 'Vous pourrez renvoyer dans {time}.',
    no_more_phone: 'Plus d’envoi possible à ce numéro pour le moment.',
    no_more_calls: 'Plus d’appel possible à ce numéro pour le moment.',
    no_more_email: 'Plus d’envoi possible à cette adresse pour le moment.',
    other_number: 'Ce message vient d’un autre numéro. Ce formulaire attend {contact}.',
    text_me: 'Recevoir plutôt un SMS',
    use_sender: 'Utiliser mon WhatsApp',
    number_hidden: 'WhatsApp masque votre numéro. Il ne peut pas être confirmé ainsi.',
    not_answered: 'Personne n’a décroché.',
    declined: 'Personne n’a appuyé sur la touche 1.',
    call_failed: 'L’appel vers {contact} n’a pas abouti.',
    undeliverable: 'Le message n’a pas pu être envoyé à {contact}.',
    wa_answer_failed: 'Votre message est arrivé, mais la réponse n’a pas pu être envoyée.',
    offline: 'Vous semblez hors connexion. Tout reprendra au retour du réseau.',
    no_answer: 'Le serveur ne répond pas.',
    unavailable: 'Cela ne fonctionne pas pour le moment. Réessayez dans une minute.',
    one_moment: 'Un instant…',
    form_required: 'Confirmez votre numéro avant d’envoyer ce formulaire.',
    form_required_email: 'Confirmez votre adresse e-mail avant d’envoyer ce formulaire.',
    form_required_any: 'Confirmez votre téléphone ou votre e-mail avant d’envoyer ce formulaire.',
    form_moment: 'Merci de patienter un instant.',

    // Spoken only
    say_ready: 'Prêt à envoyer dans WhatsApp.',
    say_waiting: 'En attente de votre message.',
    say_received: 'Message reçu. Saisissez le code.',
    say_sent: 'Code envoyé à {contact}.',
    say_calling: 'Nous appelons {contact}.',
    say_resend: 'Vous pouvez renvoyer maintenant.',
    say_nothing_yet: 'Rien reçu\u202f? D’autres moyens plus bas.',
    say_minute: 'Il reste une minute.',
  },
  messages: {
    whatsapp_code: inMinutes(
      minutes =>
        `*{authcode}* est votre code pour {site}.\nSaisissez-le uniquement sur la page que vous avez ouverte vous-même. Valable ${minutes}. Ce n’est pas vous\u202f? Répondez NON.`,
    ),
    whatsapp_other:
      'Cette demande ne peut pas aboutir depuis cette discussion. Merci de recommencer sur le site.',
    whatsapp_help: 'Merci d’ouvrir le site qui vous a demandé ce message et de commencer sur ce site.',
    whatsapp_use_link:
      'Merci d’utiliser le lien de la page, pour que nous sachions de quelle demande il s’agit.',
    whatsapp_later: 'Trop de messages. Merci de réessayer plus tard.',
    whatsapp_canceled: 'Annulé. Plus personne ne peut utiliser ce code ou cette confirmation.',
    // No tall punctuation and no apostrophe: one such character, and a text message holds 70 instead of 160.
    sms_code:
      '{authcode} est votre code {name}. Ne le partagez jamais. Sans demande de votre part, ignorez ce message.',
    call_code: 'Ici {site}. Votre code est\u202f: {authcode}. Je répète\u202f: {authcode}.',
    call_key: 'Ici {site}. Pour entendre votre code, appuyez sur {key}.',
    call_button:
      'Ici {site}. Pour confirmer que vous avez demandé cet appel, appuyez sur 1. Si vous n’avez rien demandé, raccrochez.',
    call_thanks: 'Merci. Vous pouvez raccrocher.',
    call_declined: 'Rien n’a été confirmé. Au revoir.',
    email_subject: 'Votre code pour {site}',
    email_text: inMinutes(
      minutes =>
        `Votre code pour {site}\u202f:\n\n{authcode}\n\nSaisissez-le uniquement sur la page de {site} que vous avez ouverte vous-même. Il est valable ${minutes}.\nCe n’est pas vous\u202f? Ignorez ce message\u202f; personne ne peut utiliser le code sans votre page.`,
    ),
    email_before: 'Votre code pour {site}\u202f:',
    email_after: inMinutes(
      minutes =>
        `Saisissez-le uniquement sur la page de {site} que vous avez ouverte vous-même. Il est valable ${minutes}.`,
    ),
    email_not_you:
      'Ce n’est pas vous\u202f? Ignorez ce message\u202f; personne ne peut utiliser le code sans votre page.',
  },
}

function inMinutes(sentence: (minutes: string) => string): Text {
  return { one: sentence('{minutes} minute'), other: sentence('{minutes} minutes') }
}
