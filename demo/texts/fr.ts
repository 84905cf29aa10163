import type { Texts } from './en.ts'

export const fr: Texts = {
  direction: 'ltr',
  name: 'Français',

  bar: {
    demo: 'Démo de Reachproof',
    pages: 'Pages de la démo',
    signup: 'Inscription',
    checkout: 'Livraison',
    account: 'Compte',
    studio: 'Studio',
    language: 'Langue',
    theme: 'Clair ou sombre',
    skip: 'Aller au formulaire',
  },

  shop: {
    tagline: 'Livres d’occasion par la poste, chaque jeudi',
    foot: 'Saltmarsh Books est inventée. Sa page d’inscription ne l’est pas : c’est Reachproof à l’œuvre, sur cet ordinateur seulement.',
  },

  signup: {
    title: 'Ouvrir un compte de lecture',
    lead: 'Mettez des livres de côté, écrivez dans leurs marges, et sachez quand votre colis part. Nous écrivons le jeudi, et jamais un autre jour.',
    name: 'Votre nom',
    reader: 'Nom de lecture',
    readerHint: 'Il figure à côté de vos critiques.',
    send: 'Créer le compte',
    done: 'Bienvenue, {name}.',
    doneLead:
      'Votre compte de lecture est ouvert. Nous savons vous joindre au {contact}, et rien d’autre de vous.',
  },
  checkout: {
    title: 'Où faut-il l’envoyer ?',
    lead: 'Le livreur appelle avant de monter l’escalier : nous vérifions donc que le numéro est le vôtre.',
    name: 'Nom sur la porte',
    address: 'Rue et ville',
    phone: 'Numéro de téléphone',
    phoneHint: 'Avec l’indicatif du pays, ou comme on l’écrit en France.',
    send: 'Envoyer mes livres',
    done: 'Merci, {name}.',
    doneLead: 'Votre colis part jeudi. Le livreur appellera le {contact}.',
  },
  account: {
    title: 'C’est toujours vous ?',
    lead: 'Avant d’envoyer vos livres à une autre porte, nous demandons au téléphone ou à l’adresse que nous connaissons.',
    address: 'Nouvelle adresse',
    send: 'Enregistrer l’adresse',
    done: 'C’est noté.',
    doneLead: 'Vos colis iront désormais à la nouvelle adresse. {contact} est d’accord.',
  },

  field: {
    empty: 'À remplir, s’il vous plaît.',
    short: 'Deux caractères au moins.',
    taken: '« {name} » est déjà pris. Votre confirmation est gardée : choisissez un autre nom et renvoyez.',
    summary: 'Presque fini. Un champ est à revoir.',
    noScript:
      'Cette partie de la page manque. JavaScript est-il activé ? Ou écrivez à hello@saltmarsh.example.',
  },

  how: {
    title: 'Comment fait cette page',
    page: 'Dans la page',
    backend: 'Côté serveur de la boutique',
    signup: 'La balise se suffit : elle demande elle-même le numéro ou l’adresse.',
    checkout: 'La balise se tient sous le champ de la boutique et y prend le numéro.',
    account: 'La boutique connaît déjà le contact et demande précisément celui-là.',
  },

  tries: {
    title: 'À essayer',
    reload: 'Envoyez le mot, puis rechargez avant de saisir le code. Tout reprend où vous en étiez.',
    hidden: 'Masquez le numéro du téléphone, puis envoyez.',
    taken: 'Demandez le nom de lecture « mira ». Il est pris, mais votre confirmation reste.',
    bounce: 'Utilisez l’adresse bounce@example.com. Le serveur de courrier la refuse.',
    no: 'Répondez NON dans la discussion une fois le code arrivé.',
    money:
      'En coulisses, sous le téléphone, laissez Zadarma sans crédit et demandez un SMS. Il vient de Twilio.',
    press: 'Faites-vous appeler par la boutique, et appuyez sur 2 au lieu de 1.',
    other: 'Envoyez depuis un autre téléphone. La page le remarque.',
    language: 'Changez de langue au milieu.',
  },

  welcome: {
    claims: 'Ce que la boutique a appris',
    claimsLead:
      'La preuve est un jeton signé de {bytes} octets. Le serveur de la boutique l’a vérifiée en {ms} ms : signature, émetteur, destinataire, nonce, âge, et que personne ne l’a déjà utilisée.',
    claim: 'Champ',
    value: 'Valeur',
    says: 'Ce qu’il dit',
    raw: 'La preuve elle-même',
    header: 'En-tête',
    payload: 'Champs',
    signature: 'Signature',
    twice: 'Une preuve sert une fois. Voyez ce qui arrive quand on la renvoie :',
    again: 'Réutiliser la même preuve',
    restart: 'Recommencer',
    says_: {
      iss: 'Qui a signé : ce serveur de vérification.',
      aud: 'Pour qui : la clé de ce site. Un autre site doit la refuser.',
      sub: 'Ce contact, sous un nom que seul ce site voit.',
      phone_number: 'Le numéro qui a été joint.',
      phone_number_verified: 'Il a été joint dans cet échange.',
      email: 'L’adresse qui a été jointe.',
      email_verified: 'Elle a été jointe dans cet échange.',
      amr: 'Comment, avec les mots de la RFC 8176.',
      acr: 'Avec quelle certitude : un code est revenu du contact, ou seule une touche a été pressée.',
      rp_channel: 'Le canal dont le code était le bon.',
      rp_action: 'À quoi cela sert, d’après la page.',
      rp_ver: 'La version de ces champs.',
      nonce: 'La valeur à usage unique de la session de ce navigateur.',
      auth_time: 'Quand le code a été saisi ou la touche pressée.',
      iat: 'Quand la preuve a été signée.',
      exp: 'Quand elle cesse de valoir.',
      jti: 'Son propre numéro, pour n’être prise qu’une fois.',
      origin: 'La page où elle a été faite.',
    },
  },

  refused: {
    title: 'La boutique a dit non',
    back: 'Retour au formulaire',
    code: 'La vérification a répondu {code}.',
    missing:
      'Le formulaire est venu sans preuve. Le composant n’avait pas fini, ou la requête a été écrite à la main.',
    invalid: 'Ce n’est pas une preuve à nous : la signature ou une partie fixe est fausse.',
    expired:
      'La preuve est trop vieille. Elle vit cinq minutes, et le composant la renouvelle tant que la page est ouverte.',
    used: 'Cette preuve a déjà servi. Chacune sert une fois : une copie ne vaut rien.',
    nonce: 'La preuve appartient à une autre session, ou cette page avait déjà été envoyée.',
    contact: 'La preuve concerne un autre contact que celui de ce compte.',
    acr: 'La preuve en dit moins que ce que demande ce formulaire.',
    revoked: 'La personne a repris sa confirmation.',
    unavailable:
      'Le serveur de vérification n’a pas pu être interrogé. La preuve n’est pas consommée : revenez et renvoyez le formulaire.',
  },

  missing: { title: 'Page introuvable', lead: 'Elle est peut-être empruntée.' },

  phone: {
    label: 'Téléphone simulé',
    caption: 'Un téléphone simulé',
    captionMore: 'rien ne quitte cet ordinateur',
    open: 'Ouvrir le téléphone',
    close: 'Retour à la page',
    number: 'Numéro de ce téléphone',
    mine: 'mon téléphone',
    another: 'un autre téléphone',
    hidden: 'Numéro masqué',
    own: 'Un autre numéro…',
    ownLabel: 'Numéro, avec l’indicatif',
    ownInvalid: 'Il commence par + et l’indicatif du pays.',
    fill: 'Le mettre dans le formulaire',
    chat: 'Chat',
    mail: 'Courrier',
    scan: 'Scanner',
    today: 'Aujourd’hui',
    chatEmpty:
      'Pas encore de message. Choisissez WhatsApp sur la page, puis ouvrez son lien ou scannez son code QR.',
    texts: 'SMS',
    textsTitle: 'Messages',
    textsEmpty: 'Pas encore de SMS. Quel que soit le numéro saisi sur la page, ses messages arrivent ici.',
    calls: 'Appels',
    callsEmpty: 'Pas encore d’appel. Quel que soit le numéro saisi sur la page, il sonne ici.',
    for: 'pour le {number}',
    incoming: 'Appel entrant',
    callActive: 'En ligne',
    callEnded: 'Appel terminé',
    answer: 'Répondre',
    decline: 'Refuser',
    hangUp: 'Raccrocher',
    sound: 'Son',
    captions: 'Ce qui est dit',
    keypad: 'Clavier',
    star: 'Étoile',
    hash: 'Dièse',
    missed: 'Appel manqué',
    declined: 'Refusé',
    composer: 'Message',
    send: 'Envoyer',
    typing: 'écrit…',
    failed: 'Non transmis.',
    inbox: 'Réception',
    mailEmpty:
      'Pas encore de courrier. Quelle que soit l’adresse saisie sur la page, son courrier arrive ici.',
    to: 'à {to}',
    html: 'HTML',
    text: 'Texte',
    copied: 'Copié',
    copy: 'Copier {code}',
    scanIt: 'Scanner le code QR de la page',
    scanLead: 'Tenez l’appareil devant le code QR de la page.',
    scanNone: 'Il n’y a pas encore de code QR sur la page. Choisissez-y d’abord WhatsApp.',
    scanFound: 'Lien trouvé',
    state: { sent: 'Envoyé', delivered: 'Distribué', read: 'Lu', failed: 'Échec' },
  },

  behind: {
    title: 'En coulisses',
    lead: 'Rien ne quitte cet ordinateur. WhatsApp, SMS et appels passent par des fournisseurs joués ici avec leurs vrais protocoles ; le courrier passe par un serveur de courrier.',
    reloads: 'Un autre choix recharge la page.',
    setUp: 'Fournisseurs de la boutique',
    scenario: 'Ce que fait Zadarma',
    setUps: {
      site_demo: {
        name: 'Massejli, Zadarma, Twilio',
        what: 'WhatsApp par Massejli. SMS et appels par Zadarma ; Twilio prend le relais quand il est certain que Zadarma n’a rien envoyé.',
      },
      site_demo_meta: {
        name: 'Meta, Twilio',
        what: 'WhatsApp par l’API Cloud de Meta. SMS et appels par Twilio, qui n’énonce le code qu’après une touche.',
      },
      site_demo_twilio: {
        name: 'Twilio seul',
        what: 'WhatsApp, SMS et appels par un seul compte chez Twilio.',
      },
      site_demo_codes: {
        name: 'Codes des fournisseurs',
        what: 'Massejli crée les codes WhatsApp et les transmet ici ; Zadarma crée et compare les autres, par e-mail aussi.',
      },
    },
    scenarios: {
      normal: {
        name: 'Tout fonctionne',
        what: 'Comme dans la documentation.',
      },
      no_request_id: {
        name: 'Sans identifiant',
        what: 'Un code parlé part sans identifiant, comme dans l’exemple de Zadarma. Nos codes n’en ont pas besoin. Avec les siens, le téléphone sonne mais aucun code ne peut être comparé : la page le dit.',
      },
      national_number: {
        name: 'Numéro national',
        what: 'Le résultat de « touche 1 » donne le numéro comme on le compose dans le pays. Il compte quand même.',
      },
      out_end: {
        name: 'Autre événement',
        what: 'Le résultat de « touche 1 » vient sous le nom NOTIFY_OUT_END. Il compte quand même.',
      },
      late: {
        name: 'Résultat tardif',
        what: 'Le résultat de « touche 1 » vient une demi-minute après l’appel. La page l’attend.',
      },
      twice: {
        name: 'Résultat en double',
        what: 'Le résultat de « touche 1 » vient deux fois. Il compte une fois.',
      },
      out_of_order: {
        name: 'Dans le désordre',
        what: 'Avec « touche 1 », une fin sans la touche vient d’abord. La page attend celle qui l’a.',
      },
      unsigned: {
        name: 'Sans signature',
        what: 'Le résultat de « touche 1 » n’est pas signé. Il est refusé : la page attend toujours.',
      },
      wrong_number: {
        name: 'Autre numéro',
        what: 'Le résultat de « touche 1 » est signé, mais pour le numéro d’un autre. Rien n’est confirmé.',
      },
      no_money: {
        name: 'Plus de crédit',
        what: 'Zadarma refuse SMS et appels ; il est donc certain que rien n’est parti : Twilio prend aussitôt le relais.',
      },
      rate_limited: {
        name: 'Trop de requêtes',
        what: 'Zadarma répond que c’était une requête de trop : Twilio prend aussitôt le relais.',
      },
      down: {
        name: 'Erreur du serveur',
        what: 'Zadarma répond 503. Il a pu envoyer quand même, donc personne d’autre n’envoie : la page propose les autres moyens.',
      },
      unreachable: {
        name: 'Connexion coupée',
        what: 'La requête arrive, la réponse jamais. Le message est peut-être parti : personne d’autre ne l’envoie.',
      },
      silent: {
        name: 'Aucune réponse',
        what: 'Zadarma ne répond jamais. Après quelques secondes, la page dit que le message n’a pas pu partir.',
      },
      busy: {
        name: 'Occupé',
        what: 'Tous les numéros appelés sont occupés. Avec « touche 1 », la page dit que personne n’a décroché.',
      },
      machine: {
        name: 'Répondeur',
        what: 'Un répondeur décroche et n’appuie sur rien. Avec « touche 1 », la page le dit ; rien n’est confirmé.',
      },
    },
  },
}
