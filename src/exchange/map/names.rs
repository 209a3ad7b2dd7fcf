//! The names that columns have in the files of this world, French and English, and the field each means.

use std::collections::HashMap;
use std::sync::LazyLock;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use crate::exchange::Field::{self, *};

/// A header as it is compared: no case, no accents, punctuation as one space.
pub fn key(header: &str) -> String {
    let mut key = String::with_capacity(header.len());

    if header.is_ascii() {
        header.chars().for_each(|character| put(&mut key, character));
    } else {
        header.nfkd().filter(|character| !is_combining_mark(*character)).for_each(|character| put(&mut key, character));
    }

    key.truncate(key.trim_end().len());

    key
}

fn put(key: &mut String, character: char) {
    match character {
        character if character.is_ascii_alphanumeric() => key.push(character.to_ascii_lowercase()),
        'œ' | 'Œ' => key.push_str("oe"),
        character if character.is_alphanumeric() => key.extend(character.to_lowercase()),
        '\'' | '’' | '.' => {}
        _ if key.is_empty() || key.ends_with(' ') => {}
        _ => key.push(' '),
    }
}

/// The field that a column with this header is known to be.
pub fn known(header: &str) -> Option<Field> {
    KNOWN.get(key(header).as_str()).copied().or_else(|| {
        let name = header.trim().to_lowercase();

        Field::ALL.iter().copied().find(|field| field.as_str() == name)
    })
}

/// A column that names who paid, where that is not the member (HelloAsso): what it is when the file has no better.
pub fn of_payer(header: &str) -> Option<Field> {
    match key(header).as_str() {
        "nom payeur" | "nom acheteur" => Some(LastName),
        "prenom payeur" | "prenom acheteur" => Some(FirstName),
        "email payeur" | "e mail payeur" | "email acheteur" => Some(Email),
        _ => None,
    }
}

/// How usual a name is for its field: the usual ones first.
pub fn rank(header: &str) -> usize {
    let key = key(header);

    NAMES.iter().find_map(|(_, names)| names.iter().position(|name| *name == key)).unwrap_or(usize::MAX)
}

/// Whether a column is about somebody who is not the member: who paid, a child, whom to call.
pub fn of_somebody_else(header: &str) -> bool {
    let key = key(header);

    ["payeur", "acheteur", "enfant", "parrain", "urgence", "emergency", "buyer", "payer", "guardian", "conjoint"]
        .iter()
        .any(|other| key.contains(other))
        || key.split(' ').any(|word| {
            matches!(
                word,
                "parent"
                    | "parents"
                    | "child"
                    | "mere"
                    | "pere"
                    | "tuteur"
                    | "tutrice"
                    | "medecin"
                    | "assistant"
                    | "mother"
                    | "mothers"
                    | "father"
                    | "fathers"
                    | "spouse"
                    | "sponsor"
                    | "referent"
                    | "accompagnant"
                    | "prevenir"
            )
        })
}

/// A guess from a header that is not known as a whole: without the words around a name ("Votre adresse mail *"), with its
/// abbreviations spelt out ("Tél. port."), a letter put right ("Telephonne"), else by a word in it.
pub fn guessed(header: &str) -> Option<Field> {
    if header.chars().count() > 80 || of_somebody_else(header) {
        return None;
    }

    [header.to_owned(), apart(header)].iter().find_map(|header| {
        let key = key(header);
        let words = spelt_out(&key);

        resembling(&words).or_else(|| of_words(&words))
    })
}

/// "codePostal" as "code Postal".
fn apart(header: &str) -> String {
    let mut apart = String::with_capacity(header.len() + 4);
    let mut small = false;

    for character in header.chars() {
        if small && character.is_uppercase() {
            apart.push(' ');
        }

        small = character.is_lowercase();
        apart.push(character);
    }

    apart
}

/// The words of a name: those that say nothing left out, abbreviations spelt out.
fn spelt_out(key: &str) -> Vec<&str> {
    let mut words: Vec<&str> = key.split(' ').filter(|word| !word.is_empty()).collect();
    let number = |word: &&str| word.trim_start_matches('q').bytes().all(|byte| byte.is_ascii_digit());

    // "1. Nom", "Q3 - Prénom"; "Prénom 1", but not "Téléphone 2".
    if words.len() > 1 && number(&words[0]) {
        words.remove(0);
    }

    if words.len() > 1 && words.last() == Some(&"1") {
        words.pop();
    }

    words
        .into_iter()
        .flat_map(|word| match ABBREVIATED.iter().find(|(short, _)| *short == word) {
            Some((_, long)) => long.to_vec(),
            None => vec![word],
        })
        .filter(|word| !FILLING.contains(word))
        .collect()
}

/// The field whose name this is but for words that say nothing and one letter in long words.
fn resembling(words: &[&str]) -> Option<Field> {
    let whole = words.join(" ");

    SPELT.get(&whole).copied().or_else(|| {
        let corrected: Vec<&str> = words.iter().map(|word| corrected(word).unwrap_or(word)).collect();

        SPELT.get(&corrected.join(" ")).copied()
    })
}

/// The only word of the known names that is one slip of a finger away.
fn corrected(word: &str) -> Option<&'static str> {
    if word.len() < 6 || WORDS.contains(&word) || NEAR_BUT_OTHER.contains(&word) || !word.is_ascii() {
        return None;
    }

    let mut near = WORDS.iter().filter(|known| one_slip(word.as_bytes(), known.as_bytes()));
    let found = near.next()?;

    near.next().is_none().then_some(*found)
}

/// One letter more, less, other, or two that changed places.
fn one_slip(one: &[u8], other: &[u8]) -> bool {
    let (short, long) = if one.len() <= other.len() { (one, other) } else { (other, one) };
    let Some(at) = short.iter().zip(long).position(|(a, b)| a != b) else { return long.len() - short.len() == 1 };

    if long.len() == short.len() + 1 {
        return short[at..] == long[at + 1..];
    }

    short.len() == long.len()
        && (short[at + 1..] == long[at + 1..]
            || short.len() > at + 1
                && short[at] == long[at + 1]
                && short[at + 1] == long[at]
                && short[at + 2..] == long[at + 2..])
}

fn of_words(words: &[&str]) -> Option<Field> {
    let corrected: Vec<&str> = words.iter().map(|word| corrected(word).unwrap_or(word)).collect();
    let has = |names: &[&str]| corrected.iter().any(|word| names.contains(word));
    let key = corrected.join(" ");
    let second = has(&["2", "3", "4", "deuxieme", "second", "seconde", "secondaire", "troisieme", "label", "type"]);

    let of_a_body = ["association", "entreprise", "societe", "organisme", "structure", "company"]
        .iter()
        .any(|body| key.contains(body));

    if second || of_a_body || key.len() > 60 {
        return None;
    }

    if has(&["email", "mail", "courriel", "mel"])
        && !has(&["state", "statut", "erreur", "error", "newsletter", "recevoir", "accepte", "verified", "verifiee"])
    {
        return Some(Email);
    }

    // "Nom du groupe": not the member's.
    if has(&["groupe", "club", "equipe"]) {
        return None;
    }

    if has(&["prenom", "firstname"]) && !has(&["nom"]) || key.contains("first name") || key.contains("given name") {
        return Some(FirstName);
    }

    if has(&["prenom"]) && has(&["nom"]) {
        return Some(FullName);
    }

    if has(&["lastname", "surname"])
        || key.contains("last name")
        || key.contains("family name")
        || key.starts_with("nom famille")
    {
        return Some(LastName);
    }

    if has(&["telephone", "portable", "mobile", "phone", "gsm"]) {
        return Some(Phone);
    }

    if key.contains("code postal") || key.contains("postal code") || key.contains("zip") {
        return Some(PostalCode);
    }

    if key.contains("naissance") && has(&["date", "jour"]) && !has(&["lieu"])
        || key.contains("birth") && has(&["date", "day", "birthday", "birthdate"]) && !has(&["place"])
    {
        return Some(BirthDate);
    }

    if has(&["ville", "commune", "city", "town"]) && !has(&["naissance", "birth"]) {
        return Some(City);
    }

    if has(&["newsletter", "infolettre"]) {
        return Some(Newsletter);
    }

    if key.contains("moyen paiement")
        || key.contains("mode paiement")
        || key.contains("mode reglement")
        || key.contains("payment method")
    {
        return Some(Method);
    }

    if key.contains("date paiement") || key.contains("date reglement") || key.contains("payment date") {
        return Some(PaidOn);
    }

    if key.contains("date fin") || key.contains("valable jusqu") || key.contains("expir") || key.contains("echeance") {
        return Some(Ends);
    }

    None
}

/// Words around a name that do not change it.
const FILLING: &[&str] = &[
    "e",
    "votre",
    "vos",
    "ton",
    "ta",
    "tes",
    "mon",
    "ma",
    "mes",
    "notre",
    "your",
    "my",
    "the",
    "a",
    "of",
    "le",
    "la",
    "les",
    "l",
    "de",
    "du",
    "des",
    "d",
    "un",
    "une",
    "ou",
    "et",
    "obligatoire",
    "facultatif",
    "facultative",
    "optionnel",
    "optionnelle",
    "required",
    "mandatory",
    "optional",
    "si",
    "possible",
    "merci",
    "svp",
    "stp",
    "please",
    "enter",
    "indiquez",
    "indiquer",
    "saisir",
    "saisissez",
    "renseigner",
    "renseignez",
    "quel",
    "quelle",
    "est",
    "what",
    "is",
    "personnel",
    "personnelle",
    "perso",
    "personal",
    "principal",
    "principale",
    "main",
    "primary",
    "membre",
    "adherent",
    "adherente",
    "ladherent",
    "ladherente",
    "participant",
    "participante",
    "beneficiaire",
    "usager",
    "contact",
    "client",
    "cliente",
    "customer",
    "attendee",
    "member",
    "participants",
    "complet",
    "complete",
    "complets",
    "euros",
    "eur",
    "jj",
    "mm",
    "aaaa",
    "dd",
    "yyyy",
    "format",
    "ttc",
];

/// What stands short for what.
const ABBREVIATED: &[(&str, &[&str])] = &[
    ("tel", &["telephone"]),
    ("telep", &["telephone"]),
    ("port", &["portable"]),
    ("mob", &["mobile"]),
    ("ph", &["phone"]),
    ("adr", &["adresse"]),
    ("addr", &["address"]),
    ("pren", &["prenom"]),
    ("prn", &["prenom"]),
    ("naiss", &["naissance"]),
    ("dt", &["date"]),
    ("dte", &["date"]),
    ("ddn", &["date", "naissance"]),
    ("dn", &["date", "naissance"]),
    ("cotis", &["cotisation"]),
    ("mt", &["montant"]),
    ("mnt", &["montant"]),
    ("mtt", &["montant"]),
    ("regl", &["reglement"]),
    ("rglt", &["reglement"]),
    ("rgt", &["reglement"]),
    ("pmt", &["paiement"]),
    ("paiemt", &["paiement"]),
    ("paiment", &["paiement"]),
    ("num", &["numero"]),
    ("no", &["numero"]),
    ("nr", &["numero"]),
    ("n", &["numero"]),
    ("obs", &["observations"]),
    ("rem", &["remarques"]),
    ("comm", &["commentaire"]),
    ("cpost", &["code", "postal"]),
    ("codpost", &["code", "postal"]),
    ("nais", &["naissance"]),
    ("surn", &["surname"]),
    ("exp", &["expiration"]),
    ("adh", &["adhesion"]),
    ("abo", &["abonnement"]),
    ("abt", &["abonnement"]),
];

/// Words that are a slip away from a known one and mean something else.
const NEAR_BUT_OTHER: &[&str] =
    &["county", "contract", "contracts", "formula", "sources", "moment", "valises", "plants", "active", "actives"];

/// The known names without the words that say nothing. What two fields would share is that of which it is the whole name,
/// else none.
static SPELT: LazyLock<HashMap<String, Field>> = LazyLock::new(|| {
    let mut spelt: HashMap<String, Option<Field>> = HashMap::new();

    for (field, names) in NAMES {
        for name in *names {
            let short = spelt_out(name).join(" ");

            spelt
                .entry(short)
                .and_modify(|known| *known = known.filter(|known| known == field))
                .or_insert(Some(*field));
        }
    }

    spelt.remove("");

    spelt
        .into_iter()
        .filter_map(|(name, field)| KNOWN.get(name.as_str()).copied().or(field).map(|field| (name, field)))
        .collect()
});

/// The long words of the known names.
static WORDS: LazyLock<Vec<&'static str>> = LazyLock::new(|| {
    let mut words: Vec<&str> = NAMES
        .iter()
        .flat_map(|(_, names)| names.iter())
        .flat_map(|name| name.split(' '))
        .filter(|word| word.len() > 5)
        .collect();

    words.sort_unstable();
    words.dedup();
    words
});

static KNOWN: LazyLock<HashMap<&'static str, Field>> =
    LazyLock::new(|| NAMES.iter().flat_map(|(field, names)| names.iter().map(|name| (*name, *field))).collect());

/// Already in the form of [`key`]. The first French and English name of each are those of our own exports.
const NAMES: &[(Field, &[&str])] = &[
    (MemberId, &["identifiant membre", "member identifier", "id membre", "member id"]),
    (
        Email,
        &[
            "courriel",
            "e mail",
            "email",
            "mail",
            "mel",
            "adresse e mail",
            "adresse email",
            "adresse mail",
            "adresse courriel",
            "adresse electronique",
            "e mail address",
            "email address",
            "e mail 1 value",
            "e mail 1",
            "email 1",
            "primary email",
            "attendee email",
            "adresse mail de contact",
            "email adherent",
            "e mail adherent",
            "email participant",
            "courriel adherent",
            "email du membre",
            "emails",
            "adel",
            "adresse de courrier electronique",
            "adresse de messagerie",
            "messagerie",
            "email perso",
            "mail perso",
            "login email",
            "user email",
        ],
    ),
    (
        FirstName,
        &[
            "prenom",
            "first name",
            "first",
            "firstname",
            "fname",
            "given name",
            "prenoms",
            "prenom adherent",
            "prenom participant",
            "prenom du membre",
            "prenom adulte 1",
            "attendee first name",
            "forename",
            "prenom usuel",
            "1st name",
            "prenom 1",
            "forenames",
            "christian name",
            "vorname",
        ],
    ),
    (
        LastName,
        &[
            "nom",
            "last name",
            "last",
            "lastname",
            "lname",
            "family name",
            "surname",
            "nom de famille",
            "nom adherent",
            "nom participant",
            "nom du membre",
            "attendee last name",
            "nom usuel",
            "nom dusage",
            "nom patronymique",
            "nom 1",
            "nachname",
            "nom de naissance",
            "nom de jeune fille",
            "maiden name",
        ],
    ),
    (
        FullName,
        &[
            "nom complet",
            "full name",
            "nom et prenom",
            "prenom et nom",
            "nom prenom",
            "prenom nom",
            "name",
            "member name",
            "display name",
            "attendee name",
            "adherent",
            "membre",
            "member",
            "contact",
            "participant",
            "nom membre",
            "user name",
            "nom et prenoms",
            "nom complet de ladherent",
            "nom de ladherent",
            "titulaire",
            "beneficiaire",
            "nom affiche",
            "identite",
            "customer name",
            "contact name",
            "nom du contact",
        ],
    ),
    (
        Pseudonym,
        &[
            "pseudonyme",
            "pseudonym",
            "pseudo",
            "nickname",
            "surnom",
            "alias",
            "nom de scene",
            "stage name",
            "nom dartiste",
        ],
    ),
    (Username, &["identifiant", "username", "login", "nom dutilisateur", "nom de compte", "compte utilisateur"]),
    (
        Phone,
        &[
            "telephone",
            "phone",
            "tel",
            "portable",
            "mobile",
            "gsm",
            "telephone portable",
            "telephone mobile",
            "tel portable",
            "tel mobile",
            "numero de telephone",
            "n de telephone",
            "phone number",
            "mobile phone",
            "phone 1 value",
            "primary phone",
            "cell phone",
            "home phone",
            "telephone fixe",
            "no tel",
            "n tel",
            "numero de portable",
            "numero de mobile",
            "numero de tel",
            "tel domicile",
            "tel fixe",
            "telephone domicile",
            "telephone principal",
            "telephone 1",
            "tel 1",
            "phone 1",
            "fixe",
            "mobile number",
            "telephone number",
            "cellphone",
            "cell",
            "contact number",
            "whatsapp",
            "telephone personnel",
        ],
    ),
    (
        BirthDate,
        &[
            "date de naissance",
            "birth date",
            "birthday",
            "birthdate",
            "date of birth",
            "dob",
            "naissance",
            "ne le",
            "nee le",
            "ne e le",
            "anniversaire",
            "jour de naissance",
            "birth day",
            "born on",
            "born",
            "date naissance",
            "d naissance",
        ],
    ),
    (
        Address,
        &[
            "adresse",
            "address",
            "adresse postale",
            "rue",
            "street",
            "adresse 1",
            "adresse 2",
            "address 1",
            "address 2",
            "address line 1",
            "address line 2",
            "complement dadresse",
            "complement adresse",
            "home address 1",
            "home address 2",
            "home street",
            "address 1 street",
            "address 1 extended address",
            "voie",
            "n et voie",
            "street address",
            "adresse suite",
            "adresse 3",
            "address 3",
            "address line 3",
            "adresse complete",
            "adresse du domicile",
            "numero et rue",
            "rue et numero",
            "numero et voie",
            "libelle voie",
            "lieu dit",
            "home address",
            "mailing address",
            "postal address",
            "residence",
            "complement",
        ],
    ),
    (
        PostalCode,
        &[
            "code postal",
            "postal code",
            "cp",
            "zip",
            "zip code",
            "postcode",
            "zipcode",
            "home zip",
            "home postal code",
            "address 1 postal code",
            "c postal",
            "code post",
            "plz",
        ],
    ),
    (
        City,
        &[
            "ville",
            "city",
            "commune",
            "localite",
            "town",
            "home city",
            "address 1 city",
            "ville de residence",
            "lieu de residence",
            "municipality",
            "localite de residence",
            "bureau distributeur",
        ],
    ),
    (
        Country,
        &[
            "pays",
            "country",
            "cc",
            "home country",
            "home country region",
            "address 1 country",
            "code pays",
            "country code",
            "pays de residence",
            "nation",
            "country region",
            "pays region",
        ],
    ),
    (Language, &["langue", "language", "locale", "lang", "langue preferee", "preferred language", "langue parlee"]),
    (
        Newsletter,
        &[
            "newsletter",
            "infolettre",
            "lettre dinformation",
            "lettre dinfo",
            "lettre dinformations",
            "optin",
            "opt in",
            "abonne newsletter",
            "abonnee a la newsletter",
            "inscrit newsletter",
            "inscription newsletter",
            "subscribed",
            "email marketing",
            "consentement",
            "abonnement newsletter",
            "recevoir la newsletter",
            "jaccepte de recevoir la newsletter",
            "accepte la newsletter",
            "souhaite recevoir la newsletter",
            "mailing list",
            "emailing",
            "newsletter opt in",
            "newsletter optin",
            "accepts marketing",
            "accepte de recevoir des informations",
        ],
    ),
    (
        Unsubscribed,
        &[
            "desinscrit",
            "unsubscribed",
            "unsub",
            "desabonne",
            "opt out",
            "optout",
            "ne pas contacter",
            "desinscription",
            "desabonnement",
            "desabonne le",
            "desinscrit le",
            "unsubscribed at",
            "ne souhaite pas recevoir",
            "stop mail",
            "stop email",
        ],
    ),
    (
        Comment,
        &[
            "commentaire",
            "comment",
            "commentaires",
            "comments",
            "remarque",
            "remarques",
            "notes",
            "note interne",
            "observation",
            "observations",
            "divers",
            "note",
            "memo",
            "information complementaire",
            "informations complementaires",
            "infos complementaires",
            "commentaire libre",
        ],
    ),
    (Active, &["actif", "active", "is active", "compte actif"]),
    (EmailState, &["etat du courriel", "e mail state", "email state", "email valide", "email valid"]),
    (Team, &["equipe", "team", "staff"]),
    (Vip, &["vip"]),
    (
        BillingName,
        &[
            "nom de facturation",
            "billing name",
            "raison sociale",
            "billing company",
            "societe a facturer",
            "nom facturation",
            "facturation nom",
        ],
    ),
    (
        BillingEmail,
        &[
            "courriel de facturation",
            "billing e mail",
            "billing email",
            "email payeur",
            "e mail payeur",
            "email acheteur",
            "email de facturation",
            "mail de facturation",
            "email facturation",
        ],
    ),
    (BillingAddress, &["adresse de facturation", "billing address", "adresse facturation"]),
    (BillingCountry, &["pays de facturation", "billing country"]),
    (
        BillingVat,
        &[
            "numero de tva",
            "vat number",
            "tva intracommunautaire",
            "n tva",
            "vat",
            "numero tva",
            "tva intra",
            "n tva intracommunautaire",
            "vat id",
            "vat no",
        ],
    ),
    (Standing, &["situation", "standing"]),
    (ValidUntil, &["a jour jusquau", "up to date until"]),
    (
        CreatedAt,
        &[
            "fiche creee le",
            "record created",
            "created at",
            "cree le",
            "date de creation",
            "date de creation de la fiche",
            "cree",
            "created",
            "created on",
            "date creation",
        ],
    ),
    (
        Product,
        &[
            "produit",
            "product",
            "adhesion",
            "abonnement",
            "formule",
            "membership",
            "membership type",
            "membership level",
            "subscription",
            "price product name",
            "product name",
            "nom du produit",
            "type dadhesion",
            "type dabonnement",
            "type adhesion",
            "niveau dadhesion",
            "plan",
            "carte",
            "nom de ladhesion",
            "categorie dadhesion",
            "nom de labonnement",
            "libelle adhesion",
            "type de carte",
            "type carte",
            "type de cotisation",
            "type cotisation",
            "formule dabonnement",
            "formule dadhesion",
            "type de membre",
            "membership plan",
            "membership name",
            "forfait",
            "offre",
            "categorie de membre",
            "categorie adherent",
            "type dadherent",
            "statut adherent",
        ],
    ),
    (
        Price,
        &[
            "tarif",
            "price",
            "price name",
            "nom du tarif",
            "price level",
            "rate",
            "tarif choisi",
            "rate name",
            "formule tarifaire",
            "libelle tarif",
            "type de tarif",
            "categorie tarifaire",
            "tarif applique",
            "nom tarif",
        ],
    ),
    (
        PriceAmount,
        &[
            "prix",
            "prix du tarif",
            "price amount",
            "montant du tarif",
            "montant du prix",
            "prix ttc",
            "prix unitaire",
            "unit price",
        ],
    ),
    (
        Contribution,
        &[
            "cotisation",
            "contribution",
            "montant",
            "montant tarif",
            "contribution value",
            "montant cotisation",
            "montant de la cotisation",
            "montant regle",
            "somme",
            "montant total",
            "cotisation versee",
            "amount paid",
            "montant paye",
            "montant verse",
            "montant adhesion",
            "montant de ladhesion",
            "montant de labonnement",
            "somme versee",
            "somme payee",
            "cotisation payee",
            "total paye",
            "amount",
            "paid amount",
            "total paid",
            "membership fee",
            "dues",
        ],
    ),
    (Options, &["options", "option", "option generale", "options choisies", "option choisie", "extras", "supplements"]),
    (
        Method,
        &[
            "mode de paiement",
            "payment method",
            "moyen de paiement",
            "methode",
            "method",
            "reglement",
            "mode de reglement",
            "moyen de reglement",
            "type de paiement",
            "payment method name",
            "paiement",
            "payment type",
            "mode paiement",
            "moyen paiement",
            "paye par",
            "payment mode",
            "means of payment",
            "paid by",
            "paye en",
        ],
    ),
    (
        PaidOn,
        &[
            "paye le",
            "paid on",
            "date de paiement",
            "payment date",
            "date paiement",
            "regle le",
            "date de reglement",
            "last contribution",
            "date dadhesion",
            "date adhesion",
            "date de la commande",
            "date de cotisation",
            "date cotisation",
            "paid at",
            "derniere cotisation",
            "date du paiement",
            "date payed",
            "date paid",
            "date dachat",
            "purchase date",
            "adhesion le",
            "date dinscription",
            "date du reglement",
            "date de versement",
            "date de ladhesion",
            "date dabonnement",
            "date cotisation payee",
            "date de derniere cotisation",
            "date de souscription",
            "souscrit le",
            "date dencaissement",
            "encaisse le",
            "adhere le",
            "cotise le",
            "date of payment",
            "last payment",
            "last payment date",
            "date commande",
            "date de commande",
            "order date",
        ],
    ),
    (
        Starts,
        &[
            "debut",
            "starts",
            "date de debut",
            "start date",
            "valable du",
            "valid from",
            "date debut",
            "valide du",
            "valide a partir du",
            "begin date",
            "begins",
            "debut dabonnement",
            "debut dadhesion",
            "membership start",
            "member since",
            "membre depuis",
            "adherent depuis",
        ],
    ),
    (
        Ends,
        &[
            "valable jusquau",
            "valid until",
            "ends",
            "fin",
            "date de fin",
            "end date",
            "expire le",
            "expires on",
            "date dexpiration",
            "expiration",
            "expiration date",
            "deadline",
            "echeance",
            "date decheance",
            "fin de validite",
            "date de fin de validite",
            "renewal due",
            "valide jusquau",
            "jusquau",
            "expiry date",
            "fin dadhesion",
            "date fin",
            "expires",
            "date de validite",
            "fin dabonnement",
            "date de fin dadhesion",
            "date de fin dabonnement",
            "a renouveler le",
            "renouvellement",
            "prochaine echeance",
            "next renewal",
            "renewal date",
            "membership end",
            "membership expires",
            "membership expiry",
            "date fin adhesion",
            "date de renouvellement",
            "expiry",
            "valid to",
            "valid through",
        ],
    ),
    (Status, &["statut", "status", "valide", "valid", "is valid"]),
    (CancelledOn, &["annule le", "cancelled on"]),
    (Amount, &["montant du paiement", "payment amount"]),
    (Currency, &["devise", "currency"]),
    (Note, &["note du paiement", "payment note"]),
    (PaymentKind, &["nature", "payment kind"]),
    (
        TicketTitle,
        &[
            "billet",
            "ticket",
            "ticket title",
            "intitule du billet",
            "ticket type",
            "ticket name",
            "type de billet",
            "nom du billet",
            "nom du ticket",
            "libelle du billet",
            "type de ticket",
            "titre du billet",
        ],
    ),
    (
        TicketCategory,
        &[
            "categorie du billet",
            "ticket category",
            "price tier",
            "ticket class",
            "categorie de billet",
            "categorie de place",
            "ticket tier",
        ],
    ),
    (
        OrderNumber,
        &[
            "numero de commande",
            "order number",
            "order",
            "reference commande",
            "reference de la commande",
            "order code",
            "order id",
            "n de commande",
            "n commande",
            "ref commande",
            "reference de commande",
            "order no",
            "order reference",
            "booking reference",
            "numero de reservation",
        ],
    ),
    (
        TicketNumber,
        &[
            "numero de billet",
            "ticket number",
            "n de billet",
            "n billet",
            "attendee",
            "ticket id",
            "barcode",
            "code barres",
            "numero du billet",
            "numero de ticket",
            "ticket no",
            "ticket code",
            "barcode number",
            "qr code",
            "numero de place",
        ],
    ),
    (
        Activity,
        &[
            "activite",
            "activity",
            "evenement",
            "event",
            "event name",
            "nom de levenement",
            "spectacle",
            "concert",
            "nom de lactivite",
            "manifestation",
            "seance",
            "atelier",
            "representation",
            "event title",
        ],
    ),
    (
        TicketDate,
        &[
            "date du billet",
            "ticket date",
            "event date",
            "date de levenement",
            "event start date",
            "date de la seance",
            "date evenement",
            "seance du",
            "date du spectacle",
            "event datetime",
            "event date time",
        ],
    ),
    (Source, &["origine de la fiche", "record source"]),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_name_means_one_field_and_is_in_its_own_form() {
        let mut seen = HashMap::new();

        for (field, names) in NAMES {
            for name in *names {
                assert_eq!(key(name), *name);
                assert!(seen.insert(name, field).is_none(), "{name} twice");
            }
        }
    }

    fn named(header: &str) -> Option<Field> {
        known(header).or_else(|| guessed(header))
    }

    /// Headers of lists as people keep them, in one line for each field.
    const WORLD: &[(Option<Field>, &str)] = &[
        (
            Some(Email),
            "Courriel| E-MAIL |E-mail 1 - Value|Votre adresse mail *|Adresse mail|Mél|Mail perso|Adresse électronique|\
             email_adh|user_email|emailAddress|Adresse e-mail (obligatoire)|Your email|E-mail address *|Couriel|\
             Adresse courriel du membre|3. Adresse email|EMAIL 1|Email de l'adhérent",
        ),
        (
            Some(FirstName),
            "Prénom|PRENOM|FNAME|First Name|firstName|given_name|Votre prénom|Prénom *|Prénom (obligatoire)|Prén.|\
             2) Prénom|Q2 - Prénom|Prenmo|Prénom de l'adhérent|Prénom usuel|Your first name|Attendee First Name",
        ),
        (
            Some(LastName),
            "Nom|NOM|LNAME|Last Name|lastName|Nom de famille|NOM DE NAISSANCE|Votre nom *|Nom d'usage|Surname|\
             family_name|1. Nom|Nom de l’adhérent(e)|Nom (facultatif)|Last name (required)",
        ),
        (Some(FullName), "Nom et prénom|Nom Prénom|Prénom et nom|NOM-PRENOM|Full name|Nom complet|Vos nom et prénom"),
        (
            Some(Phone),
            "Téléphone|Tél.|Tel|N° de téléphone|N° tél|Téléphone portable (obligatoire)|Tél. port.|Portable|GSM|\
             Mobile phone|Votre numéro de téléphone|Telephonne|Téléphne|Numéro de portable|phoneNumber|Cell phone|\
             Téléphone mobile|Tél mob",
        ),
        (
            Some(BirthDate),
            "Date de naissance|Né(e) le|DDN|D.D.N.|Dt naiss.|Date naiss|dateNaissance|Birth date|Birthday|DOB|\
             Date of birth (dd/mm/yyyy)|Votre date de naissance *|Date de naissance (JJ/MM/AAAA)|Date de naisance",
        ),
        (
            Some(Address),
            "Adresse|Adresse postale|Rue|Address line 1|Adr.|Adresse complète|Votre adresse|N° et rue|Adressse|Street",
        ),
        (Some(PostalCode), "Code postal|CP|C.P.|codePostal|Zip|Postcode|Code postal *|Votre code postal|Code postale"),
        (Some(City), "Ville|Commune|City|Town|Votre ville|Ville *|Ville de résidence|Comune|Localité"),
        (Some(Country), "Pays|Country|Code pays|Pays de résidence|Your country"),
        (Some(Newsletter), "Newsletter|Infolettre|Inscription newsletter|Je m'abonne à la newsletter|Newsleter"),
        (Some(Unsubscribed), "Désinscrit|UNSUB|Opt-out"),
        (Some(Comment), "Commentaire|Remarques|Notes|Observations|Obs.|Comentaire|Remarque (facultatif)"),
        (Some(Pseudonym), "Pseudo|Surnom|Nickname|Votre pseudo|Nom de scène"),
        (
            Some(Product),
            "Adhésion|Formule|Abonnement|Type d'adhésion|Membership level|price__product__name|Votre formule",
        ),
        (Some(Price), "Tarif|Nom du tarif|Price level|Tarif choisi"),
        (
            Some(Contribution),
            "Cotisation|Montant|Montant réglé|Cotis.|Montant cotisation|Mt cotisation|Amount paid|Cotisaton|Montant (€)",
        ),
        (
            Some(Method),
            "Mode de paiement|Moyen de paiement|Règlement|Mode règlement|Payment method|Mode de réglement|Mode de paiment",
        ),
        (
            Some(PaidOn),
            "Payé le|paid_on|Date de paiement|Date de règlement|Réglé le|Date d'adhésion|Date paiement|Payment date|\
             Date de la commande",
        ),
        (Some(Starts), "Début|Date de début|Start date|Valable du|Valid from"),
        (
            Some(Ends),
            "Valable jusqu’au|Valable jusqu'au|Date de fin|Échéance|Expire le|Fin d'adhésion|Renewal due|Expiry date|\
             Date d'expiration|Date d’échéance :|Fin de validité",
        ),
        (Some(OrderNumber), "Numéro de commande|Order #|Référence commande|N° commande"),
        (Some(TicketNumber), "Numéro de billet|N° de billet|Ticket number|Attendee #"),
        (Some(BillingEmail), "Email payeur|Courriel de facturation"),
        (
            None,
            "Instrument joué|Prénom de l'enfant 2|Nom payeur|Prénom payeur|Email du parrain|Téléphone du parent 1|\
             Téléphone 2|Personne à prévenir en cas d'urgence|Civilité|Titre|Genre|Profession|Taille|Niveau|\
             Droit à l'image|Nom de votre personnage|County|Lieu de naissance|Année de naissance|Nom de l'entreprise|\
             Email de l'association|Numéro de licence|Photo|Certificat médical|Nombre d'enfants|Groupe|Instrument|\
             Emergency contact phone|Mother's email|Deuxième adresse mail|Allergies|Contract",
        ),
    ];

    #[test]
    fn headers_of_the_world() {
        let mut wrong = Vec::new();
        let mut count = 0;

        for (field, headers) in WORLD {
            for header in headers.split('|') {
                let found = named(header);

                count += 1;

                if found != *field {
                    wrong.push((header, found));
                }
            }
        }

        assert!(wrong.is_empty(), "{wrong:?}");
        assert!(count >= 150, "{count}");
    }

    #[test]
    fn slips() {
        for (one, other, is) in [
            ("prenom", "prenmo", true),
            ("courriel", "couriel", true),
            ("adresse", "adressse", true),
            ("ville", "villa", true),
            ("ville", "ville", false),
            ("prenom", "surnom", false),
        ] {
            assert_eq!(one_slip(one.as_bytes(), other.as_bytes()), is, "{one} {other}");
        }
    }
}
