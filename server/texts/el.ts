import type { Text } from '../api.ts'
import type { Texts } from './en.ts'

/**
 * Greek, polite plural; the question mark is `;`. A country stands in brackets, because its name comes in the
 * nominative only; a time of day, too, because the article before it goes by the hour, and it ends in a stop of
 * its own: “2:05 μ.μ.”
 */
export const el: Texts = {
  widget: {
    // S1: choose
    title_phone: 'Επιβεβαίωση αριθμού τηλεφώνου',
    title_email: 'Επιβεβαίωση διεύθυνσης email',
    title_any: 'Επιβεβαίωση τηλεφώνου ή email',
    wa_continue: 'Συνέχεια με WhatsApp',
    wa_name: 'WhatsApp',
    wa_about: 'Στείλτε μήνυμα, λάβετε κωδικό',
    sms_continue: 'Συνέχεια με SMS',
    sms_name: 'SMS',
    sms_about: 'Λάβετε κωδικό με SMS',
    call_continue: 'Συνέχεια με κλήση',
    call_name: 'Κλήση',
    call_about: 'Ακούστε τον κωδικό',
    press_about: 'Απαντήστε και πατήστε το 1',
    email_continue: 'Συνέχεια με email',
    email_name: 'Email',
    email_about: 'Λάβετε κωδικό με email',
    resume: 'Συνέχεια με {contact}',
    other_way: 'Άλλος τρόπος',
    back: 'Πίσω',

    // S2: contact
    sms_title: 'Ο αριθμός του κινητού σας',
    sms_send: 'Λήψη κωδικού με SMS',
    call_title: 'Ο αριθμός τηλεφώνου σας',
    call_send: 'Καλέστε με',
    email_title: 'Η διεύθυνση email σας',
    email_label: 'Διεύθυνση email',
    email_hint: 'Παράδειγμα: onoma@example.com',
    email_send: 'Λήψη κωδικού με email',
    phone_label: 'Αριθμός τηλεφώνου',
    country_label: 'Χώρα',
    phone_hint: 'Παράδειγμα: {example}',
    email_empty: 'Γράψτε τη διεύθυνση email σας.',
    phone_empty: 'Γράψτε τον αριθμό σας.',
    email_invalid: 'Ελέγξτε τη διεύθυνση. Παράδειγμα: onoma@example.com.',
    phone_invalid: 'Ο αριθμός δεν είναι πλήρης ({country}). Ελέγξτε τα ψηφία ή τη χώρα.',
    phone_invalid_plain: 'Ο αριθμός δεν είναι πλήρης. Ελέγξτε τα ψηφία.',
    field_empty: 'Συμπληρώστε πρώτα το «{label}».',

    // S3, S4w: WhatsApp
    wa_title: 'Επιβεβαίωση με WhatsApp',
    wa_step_send: 'Ανοίξτε το WhatsApp και πατήστε το βέλος αποστολής. Το μήνυμα είναι ήδη γραμμένο.',
    wa_step_code: {
      one: 'Επιστρέψτε εδώ και γράψτε τον κωδικό από την απάντηση.',
      other: 'Επιστρέψτε εδώ και γράψτε τον {n}ψήφιο κωδικό από την απάντηση.',
    },
    wa_open: 'Άνοιγμα WhatsApp',
    wa_open_again: 'Πίσω στο WhatsApp',
    wa_open_here: 'Άνοιγμα WhatsApp εδώ',
    wa_scan_caption: 'Σαρώστε με το κινητό σας',
    wa_qr_name: 'Κωδικός QR για άνοιγμα WhatsApp με το μήνυμα',
    wa_step_scan: 'Σαρώστε τον κωδικό QR με το κινητό σας.',
    wa_step_arrow: 'Πατήστε το βέλος αποστολής στο WhatsApp.',
    wa_step_type: {
      one: 'Γράψτε τον κωδικό από την απάντηση.',
      other: 'Γράψτε τον {n}ψήφιο κωδικό από την απάντηση.',
    },
    wa_waiting: 'Περιμένουμε το μήνυμά σας…',
    wa_received: 'Λάβαμε το μήνυμά σας',
    wa_type_code: 'Γράψτε τον κωδικό από την απάντησή μας στο WhatsApp.',
    wa_by_hand: 'Στείλτε το εσείς',
    wa_by_hand_about: 'Στείλτε αυτό το κείμενο σε αυτόν τον αριθμό στο WhatsApp:',
    wa_number: 'Αριθμός',
    wa_text: 'Κείμενο',
    wa_not_opened: 'Δεν άνοιξε το WhatsApp; Στείλτε εσείς το κείμενο:',
    copy: 'Αντιγραφή',
    copied: 'Αντιγράφηκε',
    copy_refused: 'Πατήστε παρατεταμένα το κείμενο και αντιγράψτε το.',

    // S4: code, S5: press 1
    sms_sent_title: 'Δείτε τα μηνύματά σας',
    sms_sending: 'Στέλνουμε κωδικό στο {contact}…',
    sms_sent: {
      one: 'Στείλαμε κωδικό στο {contact}.',
      other: 'Στείλαμε {n}ψήφιο κωδικό στο {contact}.',
    },
    call_sent_title: 'Απαντήστε στο τηλέφωνο',
    call_sending: 'Καλούμε το {contact}…',
    call_sent: {
      one: 'Θα ακούσετε τον κωδικό δύο φορές.',
      other: 'Θα ακούσετε τον {n}ψήφιο κωδικό δύο φορές.',
    },
    call_from: 'Σας καλούμε από το {sender}.',
    call_again: 'Κλήση ξανά',
    call_again_in: 'Κλήση ξανά σε {time}',
    press_sent: 'Καλούμε το {contact}. Απαντήστε και πατήστε το 1.',
    press_waiting: 'Περιμένουμε να πατήσετε το 1…',
    email_sent_title: 'Δείτε τα email σας',
    email_sending: 'Στέλνουμε κωδικό στο {contact}…',
    email_sent: {
      one: 'Στείλαμε κωδικό στο {contact}. Αποστολέας: {sender}.',
      other: 'Στείλαμε {n}ψήφιο κωδικό στο {contact}. Αποστολέας: {sender}.',
    },
    code_label: 'Κωδικός',
    code_hint: 'Ελέγχεται με το τελευταίο ψηφίο.',
    confirm: 'Επιβεβαίωση',
    resend: 'Αποστολή ξανά',
    resend_in: 'Αποστολή ξανά σε {time}',
    change_phone: 'Αλλαγή αριθμού',
    change_email: 'Αλλαγή διεύθυνσης',

    // Help block
    nothing_yet: 'Δεν ήρθε τίποτα;',
    any_code_works: 'Ισχύει κάθε κωδικός που σας στείλαμε.',
    email_spam: 'Δείτε τα ανεπιθύμητα. Αποστολέας: {sender}.',

    // S6: confirmed
    done: 'Επιβεβαιώθηκε το {contact}',
    change: 'Αλλαγή',
    run_out: 'Επιβεβαιώθηκε το {contact} ({time}). Επιβεβαιώστε ξανά.',
    confirm_again: 'Επιβεβαίωση ξανά',

    // S7: ended
    locked: 'Πάρα πολλές λάθος προσπάθειες. Ξεκινήστε ξανά.',
    expired: { one: 'Πέρασε {n} λεπτό. Δεν χάθηκε τίποτα.', other: 'Πέρασαν {n} λεπτά. Δεν χάθηκε τίποτα.' },
    canceled: 'Διακόπηκε από το τηλέφωνο.',
    session_gone: 'Η σελίδα έμεινε ανοιχτή πολλή ώρα.',
    start_again: 'Ξεκινήστε ξανά',
    send_new: 'Αποστολή νέου κωδικού',

    // S8: unavailable
    not_loaded: 'Αυτό το μέρος της σελίδας δεν φορτώθηκε.',
    not_available: 'Η επιβεβαίωση εδώ δεν είναι διαθέσιμη.',
    try_again: 'Δοκιμάστε ξανά',

    // Errors in a screen
    code_length: 'Ο κωδικός έχει {n} ψηφία.',
    code_digits: 'Ο κωδικός έχει μόνο ψηφία.',
    code_wrong: 'Λάθος κωδικός. Απομένουν προσπάθειες: {n}.',
    code_again: 'Γράψατε ήδη αυτόν τον κωδικό.',
    no_code_yet: 'Στείλτε πρώτα το μήνυμα στο WhatsApp. Ο κωδικός είναι στην απάντηση.',
    no_call_yet: 'Η κλήση δεν έγινε ακόμα.',
    unsupported_text: 'Από εδώ δεν στέλνουμε SMS σε αριθμούς αυτής της χώρας ({country}).',
    unsupported_call: 'Από εδώ δεν καλούμε αριθμούς αυτής της χώρας ({country}).',
    landline: 'Μοιάζει με σταθερό. Μπορούμε να το καλέσουμε.',
    unsupported: 'Αριθμοί αυτής της χώρας ({country}) δεν επιβεβαιώνονται έτσι.',
    wait_seconds: 'Περιμένετε {time}.',
    wait_minutes: {
      one: 'Πάρα πολλές προσπάθειες. Δοκιμάστε ξανά σε {n} λεπτό.',
      other: 'Πάρα πολλές προσπάθειες. Δοκιμάστε ξανά σε {n} λεπτά.',
    },
    send_wait: 'Μπορείτε να στείλετε ξανά σε {time}.',
    no_more_phone: 'Προς το παρόν δεν στέλνουμε άλλα μηνύματα σε αυτόν τον αριθμό.',
    no_more_calls: 'Προς το παρόν δεν καλούμε άλλο αυτόν τον αριθμό.',
    no_more_email: 'Προς το παρόν δεν στέλνουμε άλλα μηνύματα σε αυτή τη διεύθυνση.',
    other_number: 'Το μήνυμα ήρθε από άλλον αριθμό. Περιμένουμε το {contact}.',
    text_me: 'Στείλτε μου SMS',
    use_sender: 'Ο αριθμός WhatsApp μου',
    number_hidden: 'Ο αριθμός σας δεν επιβεβαιώνεται έτσι: τον κρύβει το WhatsApp.',
    not_answered: 'Δεν απάντησε κανείς.',
    declined: 'Δεν πατήθηκε το 1.',
    call_failed: 'Η κλήση στο {contact} δεν έγινε.',
    undeliverable: 'Το μήνυμα στο {contact} δεν στάλθηκε.',
    wa_answer_failed: 'Λάβαμε το μήνυμά σας, αλλά η απάντηση δεν στάλθηκε.',
    offline: 'Δεν υπάρχει σύνδεση. Μόλις επανέλθει, συνεχίζουμε.',
    no_answer: 'Ο διακομιστής δεν απαντά.',
    unavailable: 'Δεν λειτουργεί τώρα. Δοκιμάστε ξανά σε ένα λεπτό.',
    one_moment: 'Μια στιγμή…',
    form_required: 'Επιβεβαιώστε τον αριθμό τηλεφώνου σας πριν στείλετε τη φόρμα.',
    form_required_email: 'Επιβεβαιώστε τη διεύθυνση email σας πριν στείλετε τη φόρμα.',
    form_required_any: 'Επιβεβαιώστε το τηλέφωνο ή το email σας πριν στείλετε τη φόρμα.',
    form_moment: 'Μια στιγμή.',

    // Spoken only
    say_ready: 'Μπορείτε να στείλετε στο WhatsApp.',
    say_waiting: 'Περιμένουμε το μήνυμά σας.',
    say_received: 'Λάβαμε το μήνυμά σας. Γράψτε τον κωδικό.',
    say_sent: 'Στείλαμε κωδικό στο {contact}.',
    say_calling: 'Καλούμε το {contact}.',
    say_resend: 'Μπορείτε να στείλετε ξανά τώρα.',
    say_nothing_yet: 'Δεν ήρθε τίποτα; Δείτε άλλους τρόπους.',
    say_minute: 'Απομένει ένα λεπτό.',
  },
  messages: {
    whatsapp_code: inMinutes(
      minutes =>
        `*{authcode}*: ο κωδικός σας για το {site}.\nΓράψτε τον μόνο στη σελίδα που ανοίξατε εσείς. Ισχύει για ${minutes}. Δεν τον ζητήσατε; Απαντήστε ΟΧΙ.`,
    ),
    whatsapp_other: 'Αυτό το αίτημα δεν ολοκληρώνεται από αυτή τη συνομιλία. Ξεκινήστε ξανά στον ιστότοπο.',
    whatsapp_help: 'Ανοίξτε τον ιστότοπο που σας ζήτησε να γράψετε και ξεκινήστε από εκεί.',
    whatsapp_use_link: 'Χρησιμοποιήστε τον σύνδεσμο της σελίδας, για να ξέρουμε ποιο αίτημα εννοείτε.',
    whatsapp_later: 'Πάρα πολλά μηνύματα. Δοκιμάστε ξανά αργότερα.',
    whatsapp_canceled:
      'Ακυρώθηκε. Κανείς δεν μπορεί πια να χρησιμοποιήσει αυτόν τον κωδικό ή την επιβεβαίωση.',
    // Greek has 70 characters to a text message. For “not you?” there is no room.
    sms_code: '{authcode}: κωδικός {name}. Μην τον δίνετε.',
    call_code: 'Σας καλούμε από το {site}. Ο κωδικός σας είναι: {authcode}. Ξανά: {authcode}.',
    call_key: 'Σας καλούμε από το {site}. Για να ακούσετε τον κωδικό, πατήστε το {key}.',
    call_button:
      'Σας καλούμε από το {site}. Αν ζητήσατε αυτή την κλήση, πατήστε το 1 για επιβεβαίωση. Αν όχι, κλείστε το τηλέφωνο.',
    call_thanks: 'Ευχαριστούμε. Μπορείτε να κλείσετε το τηλέφωνο.',
    call_declined: 'Δεν επιβεβαιώθηκε τίποτα. Γεια σας.',
    email_subject: 'Ο κωδικός σας για το {site}',
    email_text: inMinutes(
      minutes =>
        `Ο κωδικός σας για το {site}:\n\n{authcode}\n\nΓράψτε τον μόνο στη σελίδα του {site} που ανοίξατε εσείς. Ισχύει για ${minutes}.\nΔεν τον ζητήσατε; Αγνοήστε αυτό το μήνυμα· κανείς δεν μπορεί να χρησιμοποιήσει τον κωδικό χωρίς τη σελίδα σας.`,
    ),
    email_before: 'Ο κωδικός σας για το {site}:',
    email_after: inMinutes(
      minutes => `Γράψτε τον μόνο στη σελίδα του {site} που ανοίξατε εσείς. Ισχύει για ${minutes}.`,
    ),
    email_not_you:
      'Δεν τον ζητήσατε; Αγνοήστε αυτό το μήνυμα· κανείς δεν μπορεί να χρησιμοποιήσει τον κωδικό χωρίς τη σελίδα σας.',
  },
}

function inMinutes(sentence: (minutes: string) => string): Text {
  return { one: sentence('{minutes} λεπτό'), other: sentence('{minutes} λεπτά') }
}
