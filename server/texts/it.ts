import type { Text } from '../api.ts'
import type { Texts } from './en.ts'

/** Italian, informal. */
export const it: Texts = {
  widget: {
    // S1: choose
    title_phone: 'Conferma il tuo numero di telefono',
    title_email: 'Conferma il tuo indirizzo email',
    title_any: 'Conferma il tuo telefono o la tua email',
    wa_continue: 'Continua con WhatsApp',
    wa_name: 'WhatsApp',
    wa_about: 'Invia un messaggio, ricevi un codice',
    sms_continue: 'Continua via SMS',
    sms_name: 'SMS',
    sms_about: 'Ricevi un codice via SMS',
    call_continue: 'Continua per telefono',
    call_name: 'Chiamata',
    call_about: 'Ascolta il codice',
    press_about: 'Rispondi e premi 1',
    email_continue: 'Continua via email',
    email_name: 'Email',
    email_about: 'Ricevi un codice via email',
    resume: 'Continua con {contact}',
    other_way: 'Usa un altro metodo',
    back: 'Indietro',

    // S2: contact
    sms_title: 'Il tuo numero di cellulare',
    sms_send: 'Ricevi il codice via SMS',
    call_title: 'Il tuo numero di telefono',
    call_send: 'Ricevi una chiamata',
    email_title: 'Il tuo indirizzo email',
    email_label: 'Indirizzo email',
    email_hint: 'Per esempio nome@example.com',
    email_send: 'Ricevi il codice',
    phone_label: 'Numero di telefono',
    country_label: 'Paese',
    phone_hint: 'Per esempio {example}',
    email_empty: 'Inserisci il tuo indirizzo email.',
    phone_empty: 'Inserisci il tuo numero.',
    email_invalid: 'Controlla l’indirizzo. Deve essere simile a nome@example.com.',
    phone_invalid:
      'Questo numero non è completo per il paese scelto ({country}). Controlla le cifre o il paese.',
    phone_invalid_plain: 'Questo numero non è completo. Controlla le cifre.',
    field_empty: 'Compila prima «{label}».',

    // S3, S4w: WhatsApp
    wa_title: 'Conferma con WhatsApp',
    wa_step_send: 'Apri WhatsApp e tocca la freccia di invio. Il messaggio è già scritto.',
    wa_step_code: {
      one: 'Torna qui e inserisci il codice della risposta.',
      other: 'Torna qui e inserisci il codice di {n} cifre della risposta.',
    },
    wa_open: 'Apri WhatsApp',
    wa_open_again: 'Torna a WhatsApp',
    wa_open_here: 'Apri WhatsApp su questo computer',
    wa_scan_caption: 'Inquadra con la fotocamera del telefono',
    wa_qr_name: 'Codice QR che apre WhatsApp con il messaggio già scritto',
    wa_step_scan: 'Inquadra il codice QR con il telefono.',
    wa_step_arrow: 'Tocca la freccia di invio su WhatsApp.',
    wa_step_type: {
      one: 'Inserisci il codice della risposta.',
      other: 'Inserisci il codice di {n} cifre della risposta.',
    },
    wa_waiting: 'In attesa del tuo messaggio…',
    wa_received: 'Messaggio ricevuto',
    wa_type_code: 'Inserisci qui il codice che trovi nella nostra risposta su WhatsApp.',
    wa_by_hand: 'Invia manualmente',
    wa_by_hand_about: 'Invia questo testo a questo numero su WhatsApp:',
    wa_number: 'Numero',
    wa_text: 'Testo',
    wa_not_opened: 'WhatsApp non si è aperto? Invia il testo manualmente:',
    copy: 'Copia',
    copied: 'Copiato',
    copy_refused: 'Tieni premuto il testo per copiarlo.',

    // S4: code, S5: press 1
    sms_sent_title: 'Controlla i tuoi messaggi',
    sms_sending: 'Invio di un codice a {contact}…',
    sms_sent: {
      one: 'Abbiamo inviato un codice a {contact}.',
      other: 'Abbiamo inviato un codice di {n} cifre a {contact}.',
    },
    call_sent_title: 'Rispondi al telefono',
    call_sending: 'Stiamo chiamando {contact}…',
    call_sent: {
      one: 'Sentirai il codice due volte.',
      other: 'Sentirai {n} cifre, due volte.',
    },
    call_from: 'La chiamata arriva da {sender}.',
    call_again: 'Chiama di nuovo',
    call_again_in: 'Chiama di nuovo tra {time}',
    press_sent: 'Stiamo chiamando {contact}. Rispondi e premi 1.',
    press_waiting: 'In attesa del tasto 1…',
    email_sent_title: 'Controlla la tua email',
    email_sending: 'Invio di un codice a {contact}…',
    email_sent: {
      one: 'Abbiamo inviato un codice a {contact}. Il mittente è {sender}.',
      other: 'Abbiamo inviato un codice di {n} cifre a {contact}. Il mittente è {sender}.',
    },
    code_label: 'Codice',
    code_hint: 'Il controllo parte con l’ultima cifra.',
    confirm: 'Conferma',
    resend: 'Invia di nuovo',
    resend_in: 'Invia di nuovo tra {time}',
    change_phone: 'Cambia numero',
    change_email: 'Cambia indirizzo',

    // Help block
    nothing_yet: 'Ancora niente?',
    any_code_works: 'Va bene qualsiasi codice che ti abbiamo inviato.',
    email_spam: 'Guarda nella cartella dello spam. Il mittente è {sender}.',

    // S6: confirmed
    done: '{contact} confermato',
    change: 'Cambia',
    run_out: '{contact} è stato confermato alle {time}. Conferma di nuovo.',
    confirm_again: 'Conferma di nuovo',

    // S7: ended
    locked: 'Troppi codici sbagliati. Per sicurezza questo tentativo è chiuso.',
    expired: {
      one: 'Ci è voluto più di {n} minuto. Non è andato perso nulla.',
      other: 'Ci sono voluti più di {n} minuti. Non è andato perso nulla.',
    },
    canceled: 'La richiesta è stata fermata dal telefono.',
    session_gone: 'Questa pagina è rimasta aperta troppo a lungo.',
    start_again: 'Ricomincia',
    send_new: 'Invia un nuovo codice',

    // S8: unavailable
    not_loaded: 'Non è stato possibile caricare questa parte della pagina.',
    not_available: 'La conferma non è disponibile in questa pagina.',
    try_again: 'Riprova',

    // Errors in a screen
    code_length: { one: 'Il codice ha {n} cifra.', other: 'Il codice ha {n} cifre.' },
    code_digits: 'Il codice contiene solo cifre.',
    code_wrong: {
      one: 'Questo codice non è corretto. Resta un tentativo.',
      other: 'Questo codice non è corretto. Restano {n} tentativi.',
    },
    code_again: 'Hai già provato questo codice.',
    no_code_yet: 'Invia prima il messaggio WhatsApp. Il codice è nella risposta.',
    no_call_yet: 'La chiamata non è ancora partita.',
    unsupported_text: 'I numeri di questo paese ({country}) qui non possono ricevere SMS.',
    unsupported_call: 'I numeri di questo paese ({country}) qui non possono ricevere chiamate.',
    landline: 'Sembra un numero fisso. In alternativa possiamo chiamarlo.',
    unsupported: 'I numeri di questo paese ({country}) non si possono confermare così.',
    wait_seconds: 'Attendi {time}.',
    wait_minutes: {
      one: 'Troppi tentativi da questa connessione. Puoi riprovare tra {n} minuto.',
      other: 'Troppi tentativi da questa connessione. Puoi riprovare tra {n} minuti.',
    },
    send_wait: 'Puoi inviare di nuovo tra {time}.',
    no_more_phone: 'Per ora non si possono inviare altri messaggi a questo numero.',
    no_more_calls: 'Per ora non si può più chiamare questo numero.',
    no_more_email: 'Per ora non si possono inviare altri messaggi a questo indirizzo.',
    other_number: 'Quel messaggio arriva da un altro numero. Questo modulo aspetta {contact}.',
    text_me: 'Ricevi un SMS',
    use_sender: 'Usa il mio WhatsApp',
    number_hidden: 'Il tuo WhatsApp nasconde il numero, quindi non si può confermare così.',
    not_answered: 'Nessuno ha risposto.',
    declined: 'Il tasto 1 non è stato premuto.',
    call_failed: 'Non è stato possibile chiamare {contact}.',
    undeliverable: 'Non è stato possibile inviare il messaggio a {contact}.',
    wa_answer_failed: 'Il tuo messaggio è arrivato, ma non è stato possibile inviare la risposta.',
    offline: 'Sembra che manchi la connessione. Quando torna, tutto riprende da solo.',
    no_answer: 'Il server non risponde.',
    unavailable: 'Al momento non funziona. Riprova tra un minuto.',
    one_moment: 'Un momento…',
    form_required: 'Conferma il tuo numero di telefono prima di inviare questo modulo.',
    form_required_email: 'Conferma il tuo indirizzo email prima di inviare questo modulo.',
    form_required_any: 'Conferma il tuo telefono o la tua email prima di inviare questo modulo.',
    form_moment: 'Un secondo, per favore.',

    // Spoken only
    say_ready: 'Tutto pronto per l’invio su WhatsApp.',
    say_waiting: 'In attesa del tuo messaggio.',
    say_received: 'Messaggio ricevuto. Inserisci il codice.',
    say_sent: 'Codice inviato a {contact}.',
    say_calling: 'Stiamo chiamando {contact}.',
    say_resend: 'Ora puoi inviare di nuovo.',
    say_nothing_yet: 'Ancora niente? Altri metodi qui sotto.',
    say_minute: 'Manca un minuto.',
  },
  messages: {
    whatsapp_code: inMinutes(
      minutes =>
        `*{authcode}* è il tuo codice per {site}.\nInseriscilo solo nella pagina che hai aperto tu. Vale per ${minutes}. Non l’hai chiesto tu? Rispondi NO.`,
    ),
    whatsapp_other: 'Questa richiesta non si può completare da questa chat. Ricomincia dal sito, per favore.',
    whatsapp_help: 'Apri il sito che ti ha chiesto di scrivere e comincia da lì, per favore.',
    whatsapp_use_link: 'Usa il link della pagina, per favore, così sappiamo di quale richiesta si tratta.',
    whatsapp_later: 'Troppi messaggi. Riprova più tardi, per favore.',
    whatsapp_canceled: 'Annullato. Nessuno può più usare quel codice o quella conferma.',
    // No apostrophe: one typographic character, and a text message holds 70 instead of 160.
    sms_code:
      '{authcode} è il tuo codice {name}. Non condividerlo mai. Se la richiesta non è tua, ignora questo messaggio.',
    call_code: 'Questa è una chiamata da {site}. Il tuo codice è: {authcode}. Ripetiamo: {authcode}.',
    call_key: 'Questa è una chiamata da {site}. Per ascoltare il tuo codice, premi {key}.',
    call_button:
      'Questa è una chiamata da {site}. Per confermare che hai chiesto questa chiamata, premi 1. Se non l’hai chiesta, riaggancia.',
    call_thanks: 'Grazie. Ora puoi riagganciare.',
    call_declined: 'Non è stato confermato nulla. Arrivederci.',
    email_subject: 'Il tuo codice per {site}',
    email_text: inMinutes(
      minutes =>
        `Il tuo codice per {site}:\n\n{authcode}\n\nInseriscilo solo nella pagina di {site} che hai aperto tu. Vale per ${minutes}.\nNon l’hai chiesto tu? Ignora questo messaggio; nessuno può usare il codice senza la tua pagina.`,
    ),
    email_before: 'Il tuo codice per {site}:',
    email_after: inMinutes(
      minutes => `Inseriscilo solo nella pagina di {site} che hai aperto tu. Vale per ${minutes}.`,
    ),
    email_not_you:
      'Non l’hai chiesto tu? Ignora questo messaggio; nessuno può usare il codice senza la tua pagina.',
  },
}

function inMinutes(sentence: (minutes: string) => string): Text {
  return { one: sentence('{minutes} minuto'), other: sentence('{minutes} minuti') }
}
