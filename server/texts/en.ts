import type { Text } from '../api.ts'

/**
 * English, and the shape of every other language.
 *
 * `widget` is what the visitor reads on the page; the words in braces are filled in.
 * Buttons have at most 24 characters. `messages` is what travels to the visitor's phone or mailbox:
 * `{authcode}` is the code, `{site}` the site's domain, `{name}` its name, `{minutes}` how many minutes the
 * code works, `{key}` the key to press on the phone; the plural form goes by the minutes.
 */
export const en = {
  widget: {
    // S1: choose
    title_phone: 'Confirm your phone number',
    title_email: 'Confirm your email address',
    title_any: 'Confirm your phone or email',
    wa_continue: 'Continue with WhatsApp',
    wa_name: 'WhatsApp',
    wa_about: 'Send a message, get a code back',
    sms_continue: 'Continue by text message',
    sms_name: 'Text message',
    sms_about: 'Get a code by SMS',
    call_continue: 'Continue by phone call',
    call_name: 'Phone call',
    call_about: 'Hear the code',
    press_about: 'Pick up and press 1',
    email_continue: 'Continue with email',
    email_name: 'Email',
    email_about: 'Get a code by email',
    resume: 'Continue with {contact}',
    other_way: 'Use another way',
    back: 'Back',

    // S2: contact
    sms_title: 'Your mobile number',
    sms_send: 'Text me the code',
    call_title: 'Your phone number',
    call_send: 'Call me',
    email_title: 'Your email address',
    email_label: 'Email address',
    email_hint: 'For example name@example.com',
    email_send: 'Email me the code',
    phone_label: 'Phone number',
    country_label: 'Country',
    phone_hint: 'For example {example}',
    email_empty: 'Type your email address.',
    phone_empty: 'Type your number.',
    email_invalid: 'Check the address. It should look like name@example.com.',
    phone_invalid: 'This is not a complete number for {country}. Check the digits or the country.',
    phone_invalid_plain: 'This is not a complete number. Check the digits.',
    field_empty: 'Fill in “{label}” first.',

    // S3, S4w: WhatsApp
    wa_title: 'Confirm with WhatsApp',
    wa_step_send: 'Open WhatsApp and press the send arrow. The message is already written.',
    wa_step_code: {
      one: 'Come back and type the code from the answer.',
      other: 'Come back and type the {n}-digit code from the answer.',
    } as Text,
    wa_open: 'Open WhatsApp',
    wa_open_again: 'Open WhatsApp again',
    wa_open_here: 'Open WhatsApp on this computer',
    wa_scan_caption: 'Scan with your phone’s camera',
    wa_qr_name: 'QR code that opens WhatsApp with the message already written',
    wa_step_scan: 'Scan the code with your phone.',
    wa_step_arrow: 'Press the send arrow in WhatsApp.',
    wa_step_type: {
      one: 'Type the code from the answer.',
      other: 'Type the {n}-digit code from the answer.',
    } as Text,
    wa_waiting: 'Waiting for your message…',
    wa_received: 'Message received',
    wa_type_code: 'Type the code from our answer in WhatsApp.',
    wa_by_hand: 'Send it yourself',
    wa_by_hand_about: 'Send this text to this number in WhatsApp:',
    wa_number: 'Number',
    wa_text: 'Text',
    wa_not_opened: 'WhatsApp did not open? Send the text yourself:',
    copy: 'Copy',
    copied: 'Copied',
    copy_refused: 'Press and hold the text to copy it.',

    // S4: code, S5: press 1
    sms_sent_title: 'Check your messages',
    sms_sending: 'Sending a code to {contact}…',
    sms_sent: {
      one: 'We sent a code to {contact}.',
      other: 'We sent a {n}-digit code to {contact}.',
    } as Text,
    call_sent_title: 'Answer your phone',
    call_sending: 'Calling {contact}…',
    call_sent: {
      one: 'You will hear the code, twice.',
      other: 'You will hear {n} digits, twice.',
    } as Text,
    call_from: 'The call comes from {sender}.',
    call_again: 'Call again',
    call_again_in: 'Call again in {time}',
    press_sent: 'We are calling {contact} now. Pick up and press 1.',
    press_waiting: 'Waiting for the key 1…',
    email_sent_title: 'Check your email',
    email_sending: 'Sending a code to {contact}…',
    email_sent: {
      one: 'We sent a code to {contact}. The sender is {sender}.',
      other: 'We sent a {n}-digit code to {contact}. The sender is {sender}.',
    } as Text,
    code_label: 'Code',
    code_hint: 'It is checked when the last digit is in.',
    confirm: 'Confirm',
    resend: 'Send again',
    resend_in: 'Send again in {time}',
    change_phone: 'Change number',
    change_email: 'Change address',

    // Help block
    nothing_yet: 'Nothing yet?',
    any_code_works: 'Any code we sent you works.',
    email_spam: 'Look in the spam folder. The sender is {sender}.',

    // S6: confirmed
    done: '{contact} confirmed',
    change: 'Change',
    run_out: '{contact} was confirmed at {time}. Please confirm again.',
    confirm_again: 'Confirm again',

    // S7: ended
    locked: 'Too many wrong codes. For safety this attempt is closed.',
    expired: {
      one: 'This took longer than {n} minute. Nothing is lost.',
      other: 'This took longer than {n} minutes. Nothing is lost.',
    } as Text,
    canceled: 'This was stopped from the phone.',
    session_gone: 'This page was open too long.',
    start_again: 'Start again',
    send_new: 'Send a new code',

    // S8: unavailable
    not_loaded: 'This part of the page could not be loaded.',
    not_available: 'Confirmation is not available on this page.',
    try_again: 'Try again',

    // Errors in a screen
    code_length: { one: 'The code has {n} digit.', other: 'The code has {n} digits.' } as Text,
    code_digits: 'The code has only digits.',
    code_wrong: {
      one: 'That code is not right. One try left.',
      other: 'That code is not right. {n} tries left.',
    } as Text,
    code_again: 'You already tried that code.',
    no_code_yet: 'Send the WhatsApp message first. The code is in the answer.',
    no_call_yet: 'The call has not been made yet.',
    unsupported_text: 'Numbers in {country} cannot get a text here.',
    unsupported_call: 'Numbers in {country} cannot get a call here.',
    landline: 'This looks like a landline. We can call it instead.',
    unsupported: 'Numbers in {country} cannot be confirmed this way.',
    wait_seconds: 'Please wait {time}.',
    wait_minutes: {
      one: 'Too many tries from here. You can try again in {n} minute.',
      other: 'Too many tries from here. You can try again in {n} minutes.',
    } as Text,
    send_wait: 'You can send again in {time}.',
    no_more_phone: 'No more messages to this number for now.',
    no_more_calls: 'No more calls to this number for now.',
    no_more_email: 'No more messages to this address for now.',
    other_number: 'That message came from another number. This form asks for {contact}.',
    text_me: 'Text me instead',
    use_sender: 'Use my WhatsApp number',
    number_hidden: 'Your WhatsApp hides your number, so it cannot be confirmed this way.',
    not_answered: 'Nobody picked up.',
    declined: 'The key 1 was not pressed.',
    call_failed: 'The call to {contact} could not be made.',
    undeliverable: 'The message could not be sent to {contact}.',
    wa_answer_failed: 'Your message arrived, but the answer could not be sent.',
    offline: 'You seem to be offline. This goes on by itself when you are back.',
    no_answer: 'No answer from the server.',
    unavailable: 'This is not working right now. Try again in a minute.',
    one_moment: 'One moment…',
    form_required: 'Confirm your phone number before you send this form.',
    form_required_email: 'Confirm your email address before you send this form.',
    form_required_any: 'Confirm your phone or email before you send this form.',
    form_moment: 'One second, please.',

    // Spoken only
    say_ready: 'Ready to send in WhatsApp.',
    say_waiting: 'Waiting for your message.',
    say_received: 'Message received. Type the code.',
    say_sent: 'Code sent to {contact}.',
    say_calling: 'Calling {contact}.',
    say_resend: 'You can send again now.',
    say_nothing_yet: 'Nothing yet? More ways below.',
    say_minute: 'One minute left.',
  },
  messages: {
    /** The answer in the WhatsApp chat. The code stands first, so that previews show it. */
    whatsapp_code: {
      one: '*{authcode}* is your code for {site}.\nType it only on the page you opened yourself. Valid {minutes} minute. Not you? Reply NO.',
      other:
        '*{authcode}* is your code for {site}.\nType it only on the page you opened yourself. Valid {minutes} minutes. Not you? Reply NO.',
    } as Text,
    /** To a sender who is not the declared one. Says nothing about the other number. */
    whatsapp_other: 'This request cannot be completed from this chat. Please start again on the website.',
    /** To a text that holds no live reference. */
    whatsapp_help: 'Please open the website that asked you to write, and start there.',
    /** To a bare command word when it could mean more than one request. */
    whatsapp_use_link: 'Please use the link on the page, so that we know which request you mean.',
    whatsapp_later: 'Too many messages. Please try again later.',
    whatsapp_canceled: 'Cancelled. Nobody can use that code or confirmation any more.',
    /** Short, so that it fits one text message with the line for autofill below it, which is added here. */
    sms_code: '{authcode} is your {name} code. Never share it. Not you? Ignore this.',
    /** Spoken, digit by digit. */
    call_code: 'This is {site}. Your code is: {authcode}. Again: {authcode}.',
    /** Spoken first, so that no answering machine hears a code. */
    call_key: 'This is {site}. To hear your code, press {key}.',
    call_button:
      'This is {site}. To confirm that you asked for this call, press 1. If you did not ask, hang up.',
    call_thanks: 'Thank you. You can hang up now.',
    call_declined: 'Nothing was confirmed. Goodbye.',
    email_subject: 'Your code for {site}',
    email_text: {
      one: 'Your code for {site}:\n\n{authcode}\n\nType it only on the page of {site} that you opened yourself. It is valid for {minutes} minute.\nNot you? Ignore this message; nobody can use the code without your page.',
      other:
        'Your code for {site}:\n\n{authcode}\n\nType it only on the page of {site} that you opened yourself. It is valid for {minutes} minutes.\nNot you? Ignore this message; nobody can use the code without your page.',
    } as Text,
    /** The HTML mail has the same sentences, with the code on a line of its own between them. */
    email_before: 'Your code for {site}:',
    email_after: {
      one: 'Type it only on the page of {site} that you opened yourself. It is valid for {minutes} minute.',
      other:
        'Type it only on the page of {site} that you opened yourself. It is valid for {minutes} minutes.',
    } as Text,
    email_not_you: 'Not you? Ignore this message; nobody can use the code without your page.',
  },
}

export type En = typeof en

/** What every language file exports: all of it, so that a missing text fails the type check. */
export type Texts = En
