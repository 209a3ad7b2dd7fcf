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

/// A guess from words inside a header that is not known as a whole.
pub fn guessed(header: &str) -> Option<Field> {
    let key = key(header);
    let words: Vec<&str> = key.split(' ').collect();
    let has = |names: &[&str]| words.iter().any(|word| names.contains(word));

    let others = ["payeur", "payer", "enfant", "child", "parrain", "urgence", "emergency", "acheteur"];

    if key.len() > 60 || others.iter().any(|other| key.contains(other)) {
        return None;
    }

    if has(&["email", "mail", "courriel", "mel"])
        && !has(&["state", "statut", "erreur", "error", "newsletter", "2", "3"])
    {
        return Some(Email);
    }

    if has(&["prenom", "firstname"]) || key.contains("first name") || key.contains("given name") {
        return Some(FirstName);
    }

    if has(&["lastname", "surname"])
        || key.contains("last name")
        || key.contains("family name")
        || key.starts_with("nom de famille")
    {
        return Some(LastName);
    }

    if has(&["telephone", "tel", "portable", "mobile", "phone", "gsm"]) && !has(&["2", "3", "label", "type"]) {
        return Some(Phone);
    }

    if key.contains("code postal") || key.contains("postal code") || key.contains("zip") {
        return Some(PostalCode);
    }

    if key.contains("naissance") && has(&["date", "jour"]) || key.contains("birth") && !key.contains("place") {
        return Some(BirthDate);
    }

    if has(&["ville", "commune", "city", "town"]) && !key.contains("naissance") {
        return Some(City);
    }

    if has(&["newsletter", "infolettre"]) {
        return Some(Newsletter);
    }

    if key.contains("moyen de paiement")
        || key.contains("mode de paiement")
        || key.contains("mode de reglement")
        || key.contains("payment method")
    {
        return Some(Method);
    }

    if key.contains("date de paiement") || key.contains("date de reglement") || key.contains("payment date") {
        return Some(PaidOn);
    }

    if key.contains("date de fin") || key.contains("valable jusqu") || key.contains("expir") || key.contains("echeance")
    {
        return Some(Ends);
    }

    None
}

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
        ],
    ),
    (Pseudonym, &["pseudonyme", "pseudonym", "pseudo", "nickname", "surnom", "alias"]),
    (Username, &["identifiant", "username", "login", "nom dutilisateur"]),
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
        ],
    ),
    (City, &["ville", "city", "commune", "localite", "town", "home city", "address 1 city"]),
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
        ],
    ),
    (Language, &["langue", "language", "locale", "lang"]),
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
        ],
    ),
    (Unsubscribed, &["desinscrit", "unsubscribed", "unsub", "desabonne", "opt out", "optout", "ne pas contacter"]),
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
        ],
    ),
    (Active, &["actif", "active", "is active", "compte actif"]),
    (EmailState, &["etat du courriel", "e mail state", "email state", "email valide", "email valid"]),
    (Team, &["equipe", "team", "staff"]),
    (Vip, &["vip"]),
    (BillingName, &["nom de facturation", "billing name", "raison sociale", "billing company"]),
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
        ],
    ),
    (BillingAddress, &["adresse de facturation", "billing address"]),
    (BillingCountry, &["pays de facturation", "billing country"]),
    (BillingVat, &["numero de tva", "vat number", "tva intracommunautaire", "n tva", "vat"]),
    (Standing, &["situation", "standing"]),
    (ValidUntil, &["a jour jusquau", "up to date until"]),
    (CreatedAt, &["fiche creee le", "record created", "created at", "cree le", "date de creation"]),
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
        ],
    ),
    (PriceAmount, &["prix", "prix du tarif", "price amount", "montant du tarif"]),
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
        ],
    ),
    (Options, &["options", "option", "option generale", "options choisies"]),
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
        ],
    ),
    (Starts, &["debut", "starts", "date de debut", "start date", "valable du", "valid from"]),
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
        &["billet", "ticket", "ticket title", "intitule du billet", "ticket type", "ticket name", "type de billet"],
    ),
    (TicketCategory, &["categorie du billet", "ticket category", "price tier", "ticket class"]),
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
        ],
    ),
    (
        Activity,
        &["activite", "activity", "evenement", "event", "event name", "nom de levenement", "spectacle", "concert"],
    ),
    (TicketDate, &["date du billet", "ticket date", "event date", "date de levenement", "event start date"]),
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

    #[test]
    fn headers_of_the_world() {
        let table = [
            ("Courriel", Some(Email)),
            (" E-MAIL ", Some(Email)),
            ("Prénom", Some(FirstName)),
            ("Valable jusqu’au", Some(Ends)),
            ("Valable jusqu'au", Some(Ends)),
            ("price__product__name", Some(Product)),
            ("E-mail 1 - Value", Some(Email)),
            ("FNAME", Some(FirstName)),
            ("Né(e) le", Some(BirthDate)),
            ("N° de téléphone", Some(Phone)),
            ("paid_on", Some(PaidOn)),
            ("Instrument joué", None),
        ];

        for (header, field) in table {
            assert_eq!(known(header), field, "{header}");
        }

        assert_eq!(guessed("Votre adresse mail"), Some(Email));
        assert_eq!(guessed("Prénom de l'enfant 2"), None);
        assert_eq!(guessed("Nom payeur"), None);
    }
}
