//! The files of other programs, by their header lines: each column is what it is there, and rows come in as they should.
//! Header lines are as the programs write them, rows are invented.

use guichet::desk::import::{Checked, Field, ImportOptions, Meaning, Subject};
use guichet::desk::{Desk, Job, MemberPage};
use guichet::domain::custom::FieldKind;
use guichet::domain::member::EmailState;
use guichet::domain::money::Method;
use guichet::domain::period::End;
use guichet::domain::query::MemberQuery;
use proptest::prelude::*;

use super::{check, counts, desk, setup, write};

const HELLOASSO_TICKETS: &str = "\u{feff}Référence commande;Date de la commande;Statut de la commande;Nom participant;Prénom participant;Nom payeur;Prénom payeur;Email payeur;Raison sociale;Moyen de paiement;Billet;Numéro de billet;Tarif;Montant tarif;Code Promo;Montant code promo;Adresse Mail de Contact;Droit à L'image;Nom de votre personnage";
const HELLOASSO_MEMBERSHIP_SHORT: &str = "Référence commande;Date de la commande;Statut de la commande;Nom adhérent;Prénom adhérent;Email payeur;Téléphone;e-mail;Instrument joué";
const HELLOASSO_MEMBERSHIP: &str = "Référence commande;Date de la commande;Statut de la commande;Nom adhérent;Prénom adhérent;Carte d'adhérent;Nom payeur;Prénom payeur;Email payeur;Raison sociale;Moyen de paiement;Tarif;Montant tarif;Code Promo;Montant code promo;Téléphone;e-mail;Instrument joué";
const HELLOASSO_FORM: &str = "\u{feff}Référence commande;Date de la commande;Statut de la commande;Nom payeur;Prénom payeur;Email payeur;Raison sociale;Moyen de paiement;Tarif;Montant tarif;Code Promo;Montant code promo;Nom de famille;Prénom Adulte 1;Prénom de l'enfant;Année de naissance Enfant;\"Prénom de l'enfant 2   \";\"Année de naissance Enfant 2 \";Relais Adulte;Prénom Adulte 2 - Si relais;Téléphone;Mail;Je viens seul(e), et je souhaite que l'on me surveille mon enfant pendant que je cours";
const HELLOASSO_BARE: &str = "Référence commande;Date de la commande;Statut de la commande;Nom payeur;Prénom payeur";
const TIBILLET_EXPORT: &str = "last_contribution,email,member_name,price__product__name,price__name,contribution_value,payment_method_name,options,is_valid,deadline,status_name";
const TIBILLET_IMPORT: &str = "email,first_name,last_name,last_contribution,contribution_value,product_name,price_name,option_generale,commentaire";
const TIBILLET_TICKETS: &str = "event_name,event_datetime,email,userId,reservation_uuid,numero_uuid,status,price_name,product_name,options,reservation_datetime,payment_method,Nom,Prénom";
const GALETTE_FR: &str = "ID de l'adhérent :;Statut :;Nom :;Prénom :;Personne morale :;Pseudo :;Titre :;Date de naissance :;Genre :;Adresse :;Code Postal :;Ville :;Région :;Pays :;Téléphone :;GSM :;Courriel :;Autres informations (admin) :;Autres informations :;Profession :;Identifiant :;Date de création :;Date de modification :;Compte :;Administrateur Galette :;Exempt de cotisation :;Apparaître sur les pages publiques :;Date d’échéance :;Langue :;Lieu de naissance :";
const GALETTE_EN: &str = "Member id:;Status:;Name:;First name:;Company:;Nickname:;Title:;Birth date:;Gender:;Address:;Zip Code:;City:;Region:;Country:;Phone:;Mobile phone:;E-Mail:;Other information (admin):;Creation date:;Modification date:;Account:;Galette Admin:;Freed of dues:;Be visible on public pages:;Due date:;Language:";
const GALETTE_RAW: &str = "id_adh;id_statut;nom_adh;prenom_adh;pseudo_adh;titre_adh;ddn_adh;adresse_adh;cp_adh;ville_adh;pays_adh;tel_adh;gsm_adh;email_adh;login_adh;date_crea_adh;activite_adh;date_echeance";
const PRETIX_EN: &str = "Event slug,Event name,Order code,Position ID,Status,Email,Phone number,Order date,Order time,Product,Product ID,Variation,Variation ID,Price,Tax rate,Tax rule,Tax value,Attendee name,Attendee name: Given name,Attendee name: Family name,Attendee email,Attendee company,Address,ZIP code,City,Country,State,Voucher,Pseudonymization ID,Ticket secret,Seat ID,Seat name,Valid from,Valid until,Order comment,Instrument,Invoice address company,Invoice address name,Invoice address street,VAT ID,Sales channel,Order locale,Payment providers";
const PRETIX_FR: &str = "Titre de l'événement;Nom de l'événement;Code de commande;ID de la position;Statut;E-Mail;Numéro de téléphone;Date de commande;Heure de commande;Date;Date de début;Date de fin;Produit;Variante;Prix;Nom du participant;E-mail du participant;Adresse;Code postal;Ville;Pays;Nom de l'adresse de facturation;Langue de la commande";
const PRETIX_DE: &str = "Kurzname der Veranstaltung;Veranstaltungstitel;Bestellnummer;Position;Status;E-Mail;Telefonnummer;Bestelldatum;Bestelluhrzeit;Produkt;Variante;Preis;Name Teilnehmer*in;E-Mail Teilnehmer*in;Adresse;Postleitzahl;Stadt;Land;Rechnungsadresse: Name;Bestellsprache";
const PRETIX_CHECKIN: &str = "Order code,Attendee name,Product,Price,Checked in,Checked out,Automatically checked in,Paid,Email,Phone number,Company,Voucher code,Order date,Order time,Requires special attention,Comment,Seat ID";
const PRETIX_ORDERS: &str = "Event slug,Event name,Order code,Order total,Status,Email,Phone number,Order date,Order time,Company,Name,Address,ZIP code,City,Country,State,Custom address field,VAT ID,Date of last payment,Fees,Order locale,Comment,Positions";
const MAILCHIMP: &str = "EMAIL,FNAME,LNAME,PHONE,UNSUB,BOUNCE,STATUS,MEMBER_RATING,OPTIN_TIME,OPTIN_IP,CONFIRM_TIME,CONFIRM_IP,LATITUDE,LONGITUDE,GMTOFF,DSTOFF,CC,REGION,LAST_CHANGED,LEID,EUID,NOTES";
const MAILCHIMP_SUBSCRIBED: &str = "Email Address,First Name,Last Name,Address,Phone Number,Birthday,MEMBER_RATING,OPTIN_TIME,OPTIN_IP,CONFIRM_TIME,CONFIRM_IP,LATITUDE,LONGITUDE,GMTOFF,DSTOFF,TIMEZONE,CC,REGION,LAST_CHANGED,LEID,EUID,NOTES,TAGS";
const MAILCHIMP_UNSUBSCRIBED: &str = "Email Address,First Name,Last Name,Address,Phone Number,Birthday,MEMBER_RATING,OPTIN_TIME,OPTIN_IP,CONFIRM_TIME,CONFIRM_IP,GMTOFF,DSTOFF,TIMEZONE,CC,REGION,UNSUB_TIME,UNSUB_CAMPAIGN_TITLE,UNSUB_CAMPAIGN_ID,UNSUB_REASON,UNSUB_REASON_OTHER,LEID,EUID,NOTES,TAGS";
const MAILCHIMP_CLEANED: &str = "Email Address,First Name,Last Name,Address,Phone Number,Birthday,MEMBER_RATING,OPTIN_TIME,OPTIN_IP,CONFIRM_TIME,CONFIRM_IP,GMTOFF,DSTOFF,TIMEZONE,CC,REGION,CLEAN_TIME,CLEAN_CAMPAIGN_TITLE,CLEAN_CAMPAIGN_ID,LEID,EUID,NOTES,TAGS";
const WILD_APRICOT: &str = "User ID,First name,Last name,Organization,Email,Phone,Group participation,Archived,Subscribed to emails,Subscription source,Event announcements,Member emails and newsletters,Administration access,Created on,Profile last update,Last login,Updated by,Balance,Total donated,Membership enabled,Membership level,Membership status,Member since,Renewal due,Notes";
const EVENTBRITE: &str = "Order #,Order Date,First Name,Last Name,Email,Quantity,Price Tier,Ticket Type,Attendee #,Group,Order Type,Currency,Total Paid,Fees Paid,Eventbrite Fees,Eventbrite Payment Processing,Attendee Status,Home Address 1,Home Address 2,Home City,Home State,Home Zip,Home Country,How did you hear about this event?,Are you a consultant?,Job Title,Company";
const EVENTBRITE_ORDERS: &str = "Order ID,Order date,Attendee first name,Attendee last name,Attendee email,Phone number,Purchaser city,Purchaser state,Purchaser country,Event name,Event ID,Event start date,Event start time,Event timezone,Event location,Ticket quantity,Ticket tier,Ticket type,Currency,Ticket price,Buyer first name,Buyer last name,Buyer email,Barcode number";
const GOOGLE: &str = "First Name,Middle Name,Last Name,Phonetic First Name,Phonetic Middle Name,Phonetic Last Name,Name Prefix,Name Suffix,Nickname,File As,Organization Name,Organization Title,Organization Department,Birthday,Notes,Photo,Labels,E-mail 1 - Label,E-mail 1 - Value,E-mail 2 - Label,E-mail 2 - Value,Phone 1 - Label,Phone 1 - Value,Address 1 - Label,Address 1 - Formatted,Address 1 - Street,Address 1 - City,Address 1 - PO Box,Address 1 - Region,Address 1 - Postal Code,Address 1 - Country,Address 1 - Extended Address,Website 1 - Label,Website 1 - Value";
const GOOGLE_BEFORE: &str = "Name,Given Name,Additional Name,Family Name,Yomi Name,Given Name Yomi,Additional Name Yomi,Family Name Yomi,Name Prefix,Name Suffix,Initials,Nickname,Short Name,Maiden Name,Birthday,Gender,Location,Billing Information,Directory Server,Mileage,Occupation,Hobby,Sensitivity,Priority,Subject,Notes,Language,Photo,Group Membership,E-mail 1 - Type,E-mail 1 - Value,Phone 1 - Type,Phone 1 - Value";
const OUTLOOK_EN: &str = "Title,First Name,Middle Name,Last Name,Suffix,Company,Department,Job Title,Business Street,Business City,Business Postal Code,Business Country/Region,Home Street,Home Street 2,Home City,Home State,Home Postal Code,Home Country/Region,Assistant's Phone,Business Fax,Business Phone,Home Phone,Mobile Phone,Primary Phone,Anniversary,Birthday,Categories,E-mail Address,E-mail Type,E-mail Display Name,E-mail 2 Address,Gender,Language,Notes,Referred By";
const OUTLOOK_FR: &str = "Titre,Prénom,Deuxième prénom,Nom,Suffixe,Société,Service,Titre,Rue (bureau),Ville (bureau),Code postal (bureau),Pays/Région (bureau),Rue (domicile),Rue (domicile) 2,Ville (domicile),Dép/Région (domicile),Code postal (domicile),Pays/Région (domicile),Téléphone de l'assistant(e),Télécopie (bureau),Téléphone (bureau),Téléphone (domicile),Tél. mobile,Téléphone principal,Adresse de messagerie,Type de messagerie,Nom complet de l'adresse de messagerie,Adresse de messagerie 2,Anniversaire,Anniversaire de mariage ou fête,Conjoint(e),Langue,Notes,Profession,Sexe";
const IMAGINA: &str = "Prénom;Nom;E-mail;Titre;Catégorie;Numéro de commande;Numéro de ticket;Statut";

/// A file as it came in.
struct Took {
    checked: Checked,
    people: Vec<MemberPage>,
    /// Title, category, order, number, activity and day of each ticket.
    tickets: Vec<String>,
}

impl Took {
    fn fields(&self) -> Vec<(&str, &'static str)> {
        fields(&self.checked)
    }

    fn person(&self, first: &str) -> &MemberPage {
        self.people.iter().find(|page| page.member.first_name == first).unwrap_or_else(|| panic!("{first}"))
    }

    /// Product, price, contribution, day of payment and end of each subscription.
    fn sold(&self, first: &str) -> Vec<String> {
        self.person(first)
            .subscriptions
            .iter()
            .map(|sold| {
                let ends = match sold.end() {
                    End::At(at) => at.format("%Y-%m-%d").to_string(),
                    End::Never => "never".into(),
                    End::NotApplicable => "-".into(),
                };
                let paid = sold.paid_on.map(|day| day.to_string()).unwrap_or_default();

                format!("{}|{}|{}|{paid}|{ends}", sold.product_name, sold.price_name, sold.contribution)
            })
            .collect()
    }

    fn noted(&self, key: &str) -> usize {
        self.checked.summary.notes.iter().filter(|note| note.key == key).count()
    }

    fn is(&self, program: &str, subject: Subject) -> &Self {
        let summary = &self.checked.summary;

        assert_eq!((summary.program, summary.subject), (Some(program), Some(subject)));
        assert_eq!(summary.refused, []);

        self
    }
}

fn fields(checked: &Checked) -> Vec<(&str, &'static str)> {
    checked
        .summary
        .columns
        .iter()
        .filter_map(|column| Some((column.header.trim(), column.meaning?.field()?.as_str())))
        .collect()
}

async fn took_as(text: String, options: ImportOptions) -> Took {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("lieu.guichet");
    let desk = Desk::open(&path, setup()).await.unwrap();

    desk.wait_ready().await;

    let file = write(folder.path(), "a.csv", text);
    let checked = desk.check_import(&file, options.clone(), &Job::new()).await.unwrap();

    if checked.summary.new > 0 {
        desk.import(checked, &Job::new()).await.unwrap();
    }

    let mut people = Vec::new();

    for id in desk.member_ids(&MemberQuery::default()).await.unwrap() {
        people.push(desk.member(id).await.unwrap());
    }

    assert_eq!(desk.check().await.unwrap(), []);

    // The same file again says nothing new.
    let again = desk.check_import(&file, options.clone(), &Job::new()).await.unwrap();

    assert_eq!((again.summary.new, again.summary.updated), (0, 0), "{:?}", again.summary.listed);

    let tickets = crate::desk::kit::dump(&path)
        .await
        .iter()
        .filter(|line| line.starts_with("ticket|"))
        .map(|line| line.split('|').skip(3).take(6).map(|cell| cell.trim_matches('\'')).collect::<Vec<_>>().join("|"))
        .collect();
    let fresh = super::desk().await;
    let checked = fresh.check_import(&file, options, &Job::new()).await.unwrap();

    Took { checked, people, tickets }
}

async fn took(header: &str, rows: &str) -> Took {
    took_as(format!("{header}\n{rows}\n"), ImportOptions::default()).await
}

#[tokio::test]
async fn helloasso_tickets() {
    let took = took(
        HELLOASSO_TICKETS,
        "12;09/10/2025 21:59;Validé;Martin;Max;Lefèvre;Zoé;zoe@ici.example;;Carte bancaire;https://x.example/b;9001;Adulte;5,00;;;max@ici.example;Oui;James\n\
         12;09/10/2025 21:59;Validé;Martin;Noé;Lefèvre;Zoé;zoe@ici.example;;Carte bancaire;https://x.example/c;9002;Enfant;0,00;;;;Non;\n\
         13;19/10/2025 08:00;Annulé;Petit;Éva;Petit;Éva;eva@ici.example;;Carte bancaire;;9003;Adulte;5,00;;;eva@ici.example;Oui;",
    )
    .await;

    took.is("HelloAsso", Subject::Tickets);
    assert_eq!(
        took.fields(),
        [
            ("Référence commande", "order_number"),
            ("Date de la commande", "ticket_date"),
            ("Nom participant", "last_name"),
            ("Prénom participant", "first_name"),
            ("Email payeur", "billing_email"),
            ("Raison sociale", "billing_name"),
            ("Numéro de billet", "ticket_number"),
            ("Tarif", "ticket_title"),
            ("Adresse Mail de Contact", "email"),
        ]
    );

    let (max, noe) = (&took.person("Max").member, &took.person("Noé").member);

    assert_eq!(took.people.len(), 2);
    assert_eq!(max.email.as_deref(), Some("max@ici.example"));
    // Who paid is not who comes.
    assert_eq!((noe.email.as_deref(), noe.billing_email.as_deref()), (None, Some("zoe@ici.example")));
    assert!(!max.newsletter && max.newsletter_at.is_none());
    assert_eq!(took.tickets.len(), 2);
    assert!(took.tickets.contains(&"Adulte|NULL|12|9001|NULL|2025-10-09".to_owned()), "{:?}", took.tickets);
    assert_eq!(took.noted("exchange-rows-aside"), 1);
    assert_eq!(took.checked.summary.rows, 2);
}

#[tokio::test]
async fn helloasso_memberships() {
    let took = took(
        HELLOASSO_MEMBERSHIP,
        "21;03/09/2026 10:00;Validé;Léger;Anaïs;https://x.example/c;Léger;Paul;paul@ici.example;;Carte bancaire;Adhésion annuelle;20,00;;;0612345678 / 0142000000;anais@ici.example;flûte\n\
         22;04/09/2026 11:30;Remboursé;Roux;Chloé;;Roux;Chloé;chloe@ici.example;;Carte bancaire;Adhésion annuelle;20,00;;;;chloe@ici.example;\n\
         23;05/09/2026 09:00;Validé;Roux;Élie;;Roux;Chloé;chloe@ici.example;Fanfare SARL;Chèque;Soutien;50,00;;;;;tuba",
    )
    .await;

    took.is("HelloAsso", Subject::Subscriptions);

    let anais = &took.person("Anaïs").member;

    assert_eq!(took.people.len(), 2);
    assert_eq!(anais.email.as_deref(), Some("anais@ici.example"));
    assert_eq!(anais.phone.as_deref(), Some("0612345678"));
    assert_eq!(anais.billing_email.as_deref(), Some("paul@ici.example"));
    assert_eq!(took.person("Élie").member.billing_name.as_deref(), Some("Fanfare SARL"));
    assert_eq!(took.person("Élie").member.email, None);
    assert_eq!(took.sold("Anaïs"), ["Adhésion annuelle|Adhésion annuelle|2000|2026-09-03|-"]);
    assert_eq!(took.sold("Élie"), ["Soutien|Soutien|5000|2026-09-05|-"]);
    assert_eq!(took.person("Anaïs").total_paid, 2000);
    assert_eq!(took.person("Anaïs").subscriptions[0].method, Some(Method::OnlineCard));
    assert_eq!(took.person("Élie").subscriptions[0].method, Some(Method::Cheque));
    assert_eq!(took.noted("exchange-rows-aside"), 1);
}

#[tokio::test]
async fn helloasso_forms_know_the_payer_only() {
    let took = took(
        HELLOASSO_FORM,
        "31;09/10/2025 21:59;Validé;Lefèvre;Zoé;zoe@ici.example;;Carte bancaire;Course parents;5,00;;;Lefèvre;Zoé;Solène;2016;;;Non;;0768000000;z@autre.example;\n\
         32;09/10/2025 22:10;En attente;Martin;Max;max@ici.example;;Carte bancaire;Course parents;5,00;;;Martin;Max;Léo;2015;;;Non;;0768000001;max@ici.example;",
    )
    .await;

    took.is("HelloAsso", Subject::Payments);
    assert_eq!(took.people.len(), 1);
    assert_eq!(took.person("Zoé").member.email.as_deref(), Some("zoe@ici.example"));
    assert_eq!(took.person("Zoé").member.phone.as_deref(), Some("0768000000"));
    assert_eq!(took.sold("Zoé"), ["Course parents|Course parents|500|2025-10-09|-"]);
}

#[tokio::test]
async fn whoever_ordered_comes_in_when_only_members_are_wanted() {
    let text = format!(
        "{HELLOASSO_MEMBERSHIP_SHORT}\n12;09/10/2025 21:59;Annulé;Martin;Max;zoe@ici.example;0612345678;max@ici.example;flûte\n"
    );
    let none = took_as(text.clone(), ImportOptions::default()).await;
    let took = took_as(text, ImportOptions { subject: Some(Subject::Members), ..ImportOptions::default() }).await;

    assert_eq!((none.people.len(), none.checked.summary.rows), (0, 0));
    assert_eq!(took.people.len(), 1);
    assert_eq!(took.sold("Max"), [""; 0]);
}

#[tokio::test]
async fn tibillet_memberships() {
    let took = took(
        TIBILLET_EXPORT,
        "2026-01-05,zoe@ici.example,Lefèvre Zoé,Adhésion,Plein tarif,20.00,Espèces,Chorale,True,2027-01-05,Créé via la caisse\n\
         2026-01-06,max@ici.example,de La Tour Max,Adhésion,Réduit,10.00,Chèque bancaire,,True,2027-01-06,Annulé par un admin",
    )
    .await;

    took.is("TiBillet", Subject::Subscriptions);
    assert_eq!(took.person("Zoé").member.last_name, "Lefèvre");
    assert_eq!(took.person("Max").member.last_name, "de La Tour");
    assert_eq!(took.sold("Zoé"), ["Adhésion|Plein tarif|2000|2026-01-05|2027-01-05"]);
    assert_eq!(took.person("Zoé").subscriptions[0].options, "Chorale");
    // Cancelled, with an end that lies ahead.
    assert_eq!(took.sold("Max"), [""; 0]);
    assert_eq!(took.noted("exchange-sales-aside"), 1);
}

#[tokio::test]
async fn tibillet_before_its_import() {
    let took = took(
        TIBILLET_IMPORT,
        "zoe@ici.example,Zoé,Lefèvre,05/01/2026,20,Adhésion,Plein tarif,,bonjour\n\
         leo@ici.example,Léo,Noël,13/01/2026,0,Adhésion,Solidaire,,",
    )
    .await;

    took.is("TiBillet", Subject::Subscriptions);
    assert_eq!(took.sold("Zoé"), ["Adhésion|Plein tarif|2000|2026-01-05|-"]);
    assert_eq!(took.sold("Léo"), ["Adhésion|Solidaire|0|2026-01-13|-"]);
    assert_eq!(took.person("Zoé").member.comment.as_deref(), Some("bonjour"));
}

#[tokio::test]
async fn tibillet_tickets() {
    let took = took(
        TIBILLET_TICKETS,
        "Bal folk,04/12/2026 20:30,zoe@ici.example,zoe@ici.example 1a2b,r-1,t-1,Valide et non scanné,Plein,Billet,,2026-11-01,Espèces,Lefèvre,Zoé\n\
         Bal folk,04/12/2026 20:30,max@ici.example,max@ici.example 1a2b,r-2,t-2,Annulé,Plein,Billet,,2026-11-01,Espèces,Noël,Max",
    )
    .await;

    took.is("TiBillet", Subject::Tickets);
    assert_eq!(took.people.len(), 1);
    assert_eq!(took.tickets, ["Billet|Plein|r-1|t-1|Bal folk|2026-12-04"]);
}

#[tokio::test]
async fn galette_in_french() {
    let took = took(
        GALETTE_FR,
        "1;Membre actif;Lefèvre;Zoé;;Zozo;Mme;26/07/1980;Femme;1 rue Haute;01000;Bourg;;France;0474000000;0612345678;zoe@ici.example;allergique;;;zoe;05/01/2020;06/01/2026;Oui;Non;Non;Non;31/12/2026;Français;Lyon\n\
         2;Non membre;Noël;Max;;;M.;;Homme;;;;;;;0611111111;max@ici.example;;;;;06/01/2020;;Non;Non;Non;Non;31/12/2026;;\n\
         3;Membre actif;Roux;Élie;;;M.;;Homme;;;;;;;0622222222;elie@ici.example;;;;;07/01/2020;;Oui;Non;Non;Non;;;",
    )
    .await;

    took.is("Galette", Subject::Subscriptions);

    let zoe = &took.person("Zoé").member;

    assert_eq!(zoe.phone.as_deref(), Some("0612345678"));
    assert_eq!((zoe.postal_code.as_deref(), zoe.comment.as_deref()), (Some("01000"), Some("allergique")));
    assert_eq!(zoe.pseudonym.as_deref(), Some("Zozo"));
    assert!(zoe.active && !took.person("Max").member.active);
    assert_eq!(
        took.sold("Zoé"),
        ["Membre actif|Membre actif|0|2020-01-05|2026-12-31"].map(|sold| {
            // A file without amounts names no price: it is called after its amount.
            sold.replace("|Membre actif|0", &format!("|{}|0", took.person("Zoé").subscriptions[0].price_name))
        })
    );
    assert_eq!(took.person("Zoé").total_paid, 0);
    assert_eq!((took.sold("Max").len(), took.sold("Élie").len()), (0, 0));
    assert_eq!(took.noted("exchange-sales-aside") + took.noted("exchange-sales-aside-blank"), 2);
}

#[tokio::test]
async fn galette_in_english_and_raw() {
    let english = took(
        GALETTE_EN,
        "1;Active member;Lefèvre;Zoé;;;Mrs.;1980-07-26;Woman;1 rue Haute;01000;Bourg;;France;;0612345678;zoe@ici.example;;2020-01-05;;Yes;No;No;No;2026-12-31;English",
    )
    .await;

    english.is("Galette", Subject::Subscriptions);
    assert_eq!(english.person("Zoé").member.last_name, "Lefèvre");
    assert_eq!(english.sold("Zoé").len(), 1);

    let raw = took(
        GALETTE_RAW,
        "1;4;Lefèvre;Zoé;;;1980-07-26;1 rue Haute;01000;Bourg;France;;0612345678;zoe@ici.example;zoe;2020-01-05;1;2026-12-31",
    )
    .await;

    raw.is("Galette", Subject::Subscriptions);

    let zoe = &raw.person("Zoé").member;

    assert_eq!((zoe.city.as_deref(), zoe.username.as_deref()), (Some("Bourg"), Some("zoe")));
    assert_eq!(raw.sold("Zoé"), [""; 0]);
}

#[tokio::test]
async fn pretix_attendees() {
    let took = took(
        PRETIX_EN,
        "bal,Bal folk,ABCDE,1,paid,paul@ici.example,+33612345678,2026-10-05,10:00:00,Plein tarif,7,Balcon,8,12.00,5.50,TVA,0.63,Zoé Lefèvre,Zoé,Lefèvre,zoe@ici.example,,1 rue Haute,01000,Bourg,FR,,,XYZ,secret1,,,,,,flûte,,Paul Lefèvre,,,web,fr,Stripe\n\
         bal,Bal folk,ABCDE,2,paid,paul@ici.example,+33612345678,2026-10-05,10:00:00,Plein tarif,7,,,12.00,5.50,TVA,0.63,Léo Lefèvre,Léo,Lefèvre,,,,,,,,,XYY,secret2,,,,,,,,Paul Lefèvre,,,web,fr,Stripe\n\
         bal,Bal folk,FGHIJ,1,canceled,eva@ici.example,,2026-10-06,10:00:00,Plein tarif,7,,,12.00,5.50,TVA,0.63,Éva Petit,Éva,Petit,eva@ici.example,,,,,,,,XYX,secret3,,,,,,,,Éva Petit,,,web,fr,Stripe",
    )
    .await;

    took.is("pretix", Subject::Tickets);
    assert_eq!(took.people.len(), 2);

    let (zoe, leo) = (&took.person("Zoé").member, &took.person("Léo").member);

    assert_eq!(
        (zoe.email.as_deref(), zoe.billing_email.as_deref()),
        (Some("zoe@ici.example"), Some("paul@ici.example"))
    );
    assert_eq!((leo.email.as_deref(), leo.billing_email.as_deref()), (None, Some("paul@ici.example")));
    assert_eq!(zoe.phone, None);
    assert!(took.tickets.contains(&"Plein tarif|Balcon|ABCDE|1|Bal folk|2026-10-05".to_owned()), "{:?}", took.tickets);
    assert_eq!(took.tickets.len(), 2);
}

#[tokio::test]
async fn pretix_in_french_and_german() {
    let french = took(
        PRETIX_FR,
        "bal;Bals de décembre;ABCDE;1;Payé;paul@ici.example;;2026-10-05;10:00:00;Samedi;2026-12-05 20:30:00;;Plein tarif;;12.00;Zoé Lefèvre;zoe@ici.example;;;;;Paul Lefèvre;fr\n\
         bal;Bals de décembre;FGHIJ;1;en attente;eva@ici.example;;2026-10-05;10:00:00;Samedi;2026-12-05 20:30:00;;Plein tarif;;12.00;Éva Petit;eva@ici.example;;;;;Éva Petit;fr",
    )
    .await;

    french.is("pretix", Subject::Tickets);
    assert_eq!(french.tickets, ["Plein tarif|NULL|ABCDE|1|Bals de décembre|2026-12-05"]);

    let german = took(
        PRETIX_DE,
        "bal;Tanzabend;ABCDE;1;bezahlt;paul@ici.example;;2026-10-05;10:00:00;Vollpreis;;12.00;Zoé Lefèvre;zoe@ici.example;;01067;Dresden;DE;Paul Lefèvre;de\n\
         bal;Tanzabend;FGHIJ;1;storniert;eva@ici.example;;2026-10-05;10:00:00;Vollpreis;;12.00;Éva Petit;;;;;;Éva Petit;de",
    )
    .await;

    german.is("pretix", Subject::Tickets);
    assert_eq!(german.tickets, ["Vollpreis|NULL|ABCDE|1|Tanzabend|2026-10-05"]);
    assert_eq!(german.person("Zoé").member.city.as_deref(), Some("Dresden"));
}

#[tokio::test]
async fn pretix_where_nobody_was_asked_for_the_attendee() {
    let took = took(
        PRETIX_FR,
        "bal;Bal;ABCDE;1;Payé;paul@ici.example;0612345678;2026-10-05;10:00:00;;;;Plein tarif;;12.00;;;;;;;Paul Lefèvre;fr",
    )
    .await;
    let paul = &took.person("Paul").member;

    took.is("pretix", Subject::Tickets);
    assert_eq!(paul.email.as_deref(), Some("paul@ici.example"));
    assert_eq!(paul.phone.as_deref(), Some("0612345678"));
}

#[tokio::test]
async fn pretix_check_in_lists_and_orders() {
    let list = took(
        PRETIX_CHECKIN,
        "ABCDE,Zoé Lefèvre,Plein tarif,12.00,12/04/2026 8 p.m.,,No,Yes,zoe@ici.example,,,,2026-10-05,10:00:00,No,,\n\
         FGHIJ,Éva Petit,Plein tarif,12.00,,,No,No,eva@ici.example,,,,2026-10-05,10:00:00,No,,",
    )
    .await;

    list.is("pretix", Subject::Tickets);
    assert_eq!(list.tickets, ["Plein tarif|NULL|ABCDE|NULL|NULL|2026-10-05"]);

    let orders = took(
        PRETIX_ORDERS,
        "bal,Bal folk,ABCDE,24.00,paid,paul@ici.example,0612345678,2026-10-05,10:00:00,Fanfare,Paul Lefèvre,1 rue Haute,01000,Bourg,FR,,,,2026-10-05,0.00,fr,,2",
    )
    .await;

    orders.is("pretix", Subject::Members);
    assert_eq!(orders.person("Paul").member.billing_name.as_deref(), Some("Fanfare"));
    assert_eq!(orders.tickets, [""; 0]);
}

#[tokio::test]
async fn mailchimp_says_who_agreed() {
    let all = took(
        MAILCHIMP,
        "zoe@ici.example,Zoé,Lefèvre,5551234567,no,no,subscribed,2,2024-01-01 10:00:00,192.0.2.1,2024-01-01 10:05:00,192.0.2.1,40.7,-74.0,-5,1,FR,,2024-01-15,1,a,vip\n\
         max@ici.example,Max,Noël,,yes,no,unsubscribed,2,2024-01-01 10:00:00,192.0.2.1,,,,,,,FR,,2024-01-15,2,b,\n\
         eva@ici.example,Éva,Petit,,no,yes,cleaned,2,2024-01-01 10:00:00,192.0.2.1,,,,,,,FR,,2024-01-15,3,c,",
    )
    .await;
    let consent = |took: &Took, first: &str| {
        let member = &took.person(first).member;

        (member.newsletter, member.newsletter_at.is_some(), member.email_state)
    };

    all.is("Mailchimp", Subject::Members);
    assert_eq!(consent(&all, "Zoé"), (true, true, EmailState::Unverified));
    assert_eq!(consent(&all, "Max"), (false, true, EmailState::Unverified));
    assert_eq!(consent(&all, "Éva"), (false, true, EmailState::Error));

    // To be in the list is no consent; to have signed up by oneself is.
    let subscribed = took(
        MAILCHIMP_SUBSCRIBED,
        "zoe@ici.example,Zoé,Lefèvre,1 rue Haute,,07/26,2,2024-01-01 10:00:00,192.0.2.1,2024-01-01 10:05:00,192.0.2.1,,,,,Europe/Paris,FR,,2024-01-15,1,a,,\"bal\"\n\
         leo@ici.example,Léo,Roux,,,,2,,,2024-01-01 10:05:00,192.0.2.1,,,,,,FR,,2024-01-15,4,d,,",
    )
    .await;

    subscribed.is("Mailchimp", Subject::Members);
    assert_eq!(consent(&subscribed, "Zoé"), (true, true, EmailState::Unverified));
    assert_eq!(consent(&subscribed, "Léo"), (false, false, EmailState::Unverified));

    let gone = took(
        MAILCHIMP_UNSUBSCRIBED,
        "max@ici.example,Max,Noël,,,,2,2024-01-01 10:00:00,192.0.2.1,,,,,,FR,,2024-02-01 09:00:00,Lettre,1,,,2,b,,",
    )
    .await;

    assert_eq!(consent(&gone, "Max"), (false, true, EmailState::Unverified));

    let cleaned = took(
        MAILCHIMP_CLEANED,
        "eva@ici.example,Éva,Petit,,,,2,2024-01-01 10:00:00,192.0.2.1,,,,,,FR,,2024-02-01 09:00:00,Lettre,1,3,c,,",
    )
    .await;

    assert_eq!(consent(&cleaned, "Éva"), (false, true, EmailState::Error));
}

#[tokio::test]
async fn wild_apricot_members() {
    let took = took(
        WILD_APRICOT,
        "101,Zoé,Lefèvre,,zoe@ici.example,0612345678,,no,yes,Signup form,yes,yes,,2020-01-05,,,,0.00,0,yes,Adult,Active,2020-01-05,2026-12-31,\n\
         102,Max,Noël,,max@ici.example,,,no,no,Import,yes,yes,,2020-01-05,,,,0.00,0,no,Adult,Pending - New,2026-11-05,2027-12-31,\n\
         103,Éva,Petit,,eva@ici.example,,,yes,yes,Import,yes,yes,,2020-01-05,,,,0.00,0,no,,,,,",
    )
    .await;

    took.is("Wild Apricot", Subject::Subscriptions);

    let sold = took.sold("Zoé");

    assert!(sold.len() == 1 && sold[0].starts_with("Adult|") && sold[0].ends_with("|2026-12-31"), "{sold:?}");
    assert_eq!(took.person("Zoé").total_paid, 0);
    assert_eq!((took.sold("Max").len(), took.sold("Éva").len()), (0, 0));
    assert!(took.person("Zoé").member.active && !took.person("Éva").member.active);

    // Everybody begins with a yes.
    let member = &took.person("Zoé").member;

    assert!(!member.newsletter && member.newsletter_at.is_none());
    assert_eq!(took.noted("exchange-sales-aside"), 1);
}

#[tokio::test]
async fn eventbrite_attendees() {
    let old = took(
        EVENTBRITE,
        "11211912243,11/29/24 22:28,Zoé,Lefèvre,zoe@ici.example,1,Early,General Admission,18441583423,,Free Order,EUR,0,0,0,0,Attending,1 rue Haute,Bât. B,Bourg,,01000,FR,ami,No,chef,Fanfare\n\
         11211912244,11/29/24 22:30,Max,Noël,max@ici.example,1,,General Admission,18441583424,,Free Order,EUR,0,0,0,0,Checked In,,,,,,,,Yes,,\n\
         11211912245,11/30/24 08:12,Éva,Petit,eva@ici.example,1,,General Admission,18441583425,,Free Order,EUR,0,0,0,0,Not Attending,,,,,,,,No,,",
    )
    .await;

    old.is("Eventbrite", Subject::Tickets);
    assert_eq!(old.people.len(), 2);
    assert_eq!(old.person("Zoé").member.address.as_deref(), Some("1 rue Haute\nBât. B"));
    assert!(
        old.tickets.contains(&"General Admission|Early|11211912243|18441583423|NULL|2024-11-29".to_owned()),
        "{:?}",
        old.tickets
    );

    let new = took(
        EVENTBRITE_ORDERS,
        "987,2026-10-05 12:00:00,Zoé,Lefèvre,zoe@ici.example,,Bourg,,FR,Bal folk,55,2026-12-04,20:30:00,Europe/Paris,Salle,1,,Plein,EUR,12.00,Paul,Lefèvre,paul@ici.example,98700001",
    )
    .await;

    new.is("Eventbrite", Subject::Tickets);
    assert_eq!(new.person("Zoé").member.billing_email.as_deref(), Some("paul@ici.example"));
    assert_eq!(new.tickets, ["Plein|NULL|987|98700001|Bal folk|2026-12-04"]);
}

#[tokio::test]
async fn google_contacts() {
    let new = took(
        GOOGLE,
        "Zoé,,Lefèvre,,,,,,Zozo,,Fanfare,,,1980-12-09,,,* myContacts,* Work,zoe@ici.example ::: z@autre.example,,,Mobile,+33 6 12 34 56 78 ::: 01 42 00 00 00,Home,\"1 rue Haute 09110 Ax\",1 rue Haute,Ax,,,09110,France,,,\n\
         Max,,Noël,,,,,,,,,,,--12-09,,,* myContacts,*,max@ici.example,,,,,,,,,,,,,,,",
    )
    .await;

    new.is("Google Contacts", Subject::Members);

    let zoe = &new.person("Zoé").member;

    assert_eq!(zoe.email.as_deref(), Some("zoe@ici.example"));
    assert_eq!(zoe.phone.as_deref(), Some("+33 6 12 34 56 78"));
    assert_eq!((zoe.address.as_deref(), zoe.city.as_deref()), (Some("1 rue Haute"), Some("Ax")));
    assert!(!zoe.newsletter && zoe.newsletter_at.is_none());
    assert_eq!(new.person("Max").member.birth_date, None);

    let before = took(
        GOOGLE_BEFORE,
        "Zoé Lefèvre,Zoé,,Lefèvre,,,,,,,,Zozo,,,1980-12-09,,,,,,,,,,,,,,* myContacts,*,zoe@ici.example,Mobile,0612345678",
    )
    .await;

    before.is("Google Contacts", Subject::Members);
    assert_eq!(before.person("Zoé").member.last_name, "Lefèvre");
    assert_eq!(before.person("Zoé").member.email.as_deref(), Some("zoe@ici.example"));
}

#[tokio::test]
async fn outlook_contacts() {
    let english = took(
        OUTLOOK_EN,
        "Mrs,Zoé,,Lefèvre,,Fanfare,,,2 Office St,Lyon,69000,France,1 rue Haute,Apt 3,Bourg,,01000,France,0699999999,,0472000000,,0612345678,,0/0/00,0/0/00,,zoe@ici.example,SMTP,Zoé,,Unspecified,,bonjour,",
    )
    .await;

    english.is("Outlook", Subject::Members);

    let zoe = &english.person("Zoé").member;

    assert_eq!(zoe.phone.as_deref(), Some("0612345678"));
    assert_eq!((zoe.city.as_deref(), zoe.postal_code.as_deref()), (Some("Bourg"), Some("01000")));
    assert_eq!((zoe.address.as_deref(), zoe.birth_date), (Some("1 rue Haute\nApt 3"), None));

    let french = took(
        OUTLOOK_FR,
        "Mme,Zoé,,Lefèvre,,Fanfare,,Chef,2 quai,Lyon,69000,France,1 rue Haute,,Bourg,,01000,France,0699999999,,0472000000,,0612345678,,zoe@ici.example,SMTP,Zoé Lefèvre (zoe@ici.example),z@autre.example,26/07/1980,0/0/00,Paul,Français,bonjour,,",
    )
    .await;

    french.is("Outlook", Subject::Members);
    assert_eq!(
        french.fields(),
        [
            ("Prénom", "first_name"),
            ("Nom", "last_name"),
            ("Rue (domicile)", "address"),
            ("Rue (domicile) 2", "address"),
            ("Ville (domicile)", "city"),
            ("Code postal (domicile)", "postal_code"),
            ("Pays/Région (domicile)", "country"),
            ("Tél. mobile", "phone"),
            ("Adresse de messagerie", "email"),
            ("Anniversaire", "birth_date"),
            ("Langue", "language"),
            ("Notes", "comment"),
        ]
    );
}

#[tokio::test]
async fn imagina_by_the_fields_it_names() {
    let took = took(IMAGINA, "Zoé;Lefèvre;zoe@ici.example;Pass 2 jours;VIP;C12;T7;Étudiante").await;

    took.is("Imagina", Subject::Tickets);
    assert_eq!(took.tickets, ["Pass 2 jours|VIP|C12|T7|NULL|NULL"]);
}

async fn mapped(text: &str) -> Checked {
    let folder = tempfile::tempdir().unwrap();

    check(&desk().await, &write(folder.path(), "a.csv", text)).await
}

#[tokio::test]
async fn every_source_is_known_by_its_header_alone() {
    for (name, header) in [
        ("HelloAsso", HELLOASSO_TICKETS),
        ("HelloAsso", HELLOASSO_MEMBERSHIP),
        ("HelloAsso", HELLOASSO_MEMBERSHIP_SHORT),
        ("HelloAsso", HELLOASSO_FORM),
        ("HelloAsso", HELLOASSO_BARE),
        ("TiBillet", TIBILLET_EXPORT),
        ("TiBillet", TIBILLET_IMPORT),
        ("Galette", GALETTE_RAW),
        ("pretix", PRETIX_DE),
        ("Mailchimp", MAILCHIMP),
        ("Eventbrite", EVENTBRITE),
        ("Google Contacts", GOOGLE),
        // As far as it goes without e-mails and telephones.
        ("Google Contacts", GOOGLE_BEFORE.split(",Notes").next().unwrap()),
    ] {
        let separator = if header.contains(';') { ";" } else { "," };
        let row = vec!["x"; header.split(separator).count()].join(separator);

        assert_eq!(mapped(&format!("{header}\n{row}\n")).await.summary.program, Some(name), "{header}");
    }
}

#[tokio::test]
async fn what_stands_in_a_column_tells_where_its_name_does_not() {
    let checked = mapped(
        "A;B;C;D;Ville;E;F;G;H;Nom;Prénom;Civ\n\
         zoe@ici.example;06 12 34 56 78;26/07/1980;01000;Bourg;Flûte;oui;France;12/10/2025;Lefèvre;Zoé;Mme\n\
         max@ici.example;+33 6 11 22 33 44;01/02/1975;75011;Paris;Alto;non;Belgique;13/10/2025;Noël;Max;M.\n\
         leo@ici.example;06.55.44.33.22;30/11/1999;29200;Brest;Flûte;oui;France;14/10/2025;Roux;Léo;M.\n\
         eva@ici.example;0655443323;30/11/2004;29000;Quimper;Alto;non;France;14/10/2025;Petit;Éva;Mme\n",
    )
    .await;
    let kinds: Vec<FieldKind> = checked.summary.columns.iter().map(|column| column.suggested).collect();

    assert_eq!(
        fields(&checked),
        [
            ("A", "email"),
            ("B", "phone"),
            ("C", "birth_date"),
            ("D", "postal_code"),
            ("Ville", "city"),
            ("G", "country"),
            ("Nom", "last_name"),
            ("Prénom", "first_name"),
        ]
    );
    assert_eq!(kinds[5..9], [FieldKind::Choice, FieldKind::YesNo, FieldKind::Choice, FieldKind::Date]);
    assert_eq!(kinds[11], FieldKind::Choice);
    assert_eq!(counts(&checked), (4, 0, 0, 0));
}

#[tokio::test]
async fn what_cannot_be_what_its_name_says_is_left_alone() {
    let checked = mapped(
        "Nom;Prénom;Mail;Adhérent;Payé;Équipe;Naissance;Email 2\n\
         Lefèvre;Zoé;oui;oui;oui;Bleue;1980;zoe@ici.example\n\
         Noël;Max;non;oui;non;Rouge;1975;max@ici.example\n\
         Roux;Léo;oui;non;oui;Bleue;1999;leo@ici.example\n",
    )
    .await;

    assert_eq!(fields(&checked), [("Nom", "last_name"), ("Prénom", "first_name"), ("Email 2", "email")]);
}

#[tokio::test]
async fn of_two_columns_for_one_field_the_fuller_wins() {
    let checked = mapped(
        "Nom;Prénom;Téléphone fixe;Portable;Email;Courriel\n\
         Lefèvre;Zoé;;0612345678;zoe@ici.example;\n\
         Noël;Max;0142000000;0611223344;;max@ici.example\n\
         Roux;Léo;;0655443322;leo@ici.example;\n",
    )
    .await;

    assert_eq!(
        fields(&checked),
        [("Nom", "last_name"), ("Prénom", "first_name"), ("Portable", "phone"), ("Email", "email")]
    );
}

/// Columns of a table: header and two cells.
const COLUMNS: &[(&str, &str, &str)] = &[
    ("Nom", "Lefèvre", "Noël"),
    ("Prénom", "Zoé", "Max"),
    ("Votre adresse mail *", "zoe@ici.example", "max@ici.example"),
    ("Email 2", "z@autre.example", ""),
    ("Tél.", "0612345678", "0611223344"),
    ("Téléphone fixe", "", "0142000000"),
    ("Truc", "26/07/1980", "01/02/1975"),
    ("CP", "01000", "75011"),
    ("Ville", "Bourg", "Paris"),
    ("Adhésion", "Soutien", "Soutien"),
    ("Montant", "20,00", "25,00"),
    ("Cotisation", "20,00", ""),
    ("Payé le", "13/10/2025", "14/10/2025"),
    ("Date", "15/10/2025", "16/10/2025"),
    ("Instrument", "flûte", "alto"),
    ("Nom payeur", "Roux", "Petit"),
    ("Newsletter", "oui", "non"),
    ("Référence commande", "12", "13"),
    ("Statut de la commande", "Validé", "Validé"),
    ("Nom adhérent", "Lefèvre", "Noël"),
    ("Prénom adhérent", "Zoé", "Max"),
    ("Date de la commande", "13/10/2025", "14/10/2025"),
    ("Email payeur", "paul@ici.example", "paul@ici.example"),
    ("Name", "Zoé Lefèvre", "Max Noël"),
    ("Phone number", "0655443322", "0655443323"),
];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn the_order_of_columns_changes_nothing_and_no_field_is_given_twice(
        columns in prop::sample::subsequence(COLUMNS.to_vec(), 3..COLUMNS.len()),
        seed in any::<u64>(),
    ) {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        let mut shuffled = columns.clone();

        // A shuffle that depends on the seed alone.
        shuffled.sort_by_key(|(header, ..)| {
            header.bytes().fold(seed, |sum, byte| sum.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(u64::from(byte)))
        });

        let map = |columns: &[(&str, &str, &str)]| {
            let line = |of: fn(&(&str, &str, &str)) -> String| columns.iter().map(of).collect::<Vec<_>>().join(";");
            let text = format!(
                "{}\n{}\n{}\n",
                line(|column| column.0.to_owned()),
                line(|column| column.1.to_owned()),
                line(|column| column.2.to_owned())
            );
            let checked = runtime.block_on(mapped(&text));
            let mut found: Vec<(String, Meaning)> = checked
                .summary
                .columns
                .iter()
                .filter_map(|column| Some((column.header.clone(), column.meaning?)))
                .collect();

            found.sort();
            found
        };
        let found = map(&columns);

        prop_assert_eq!(&found, &map(&shuffled));

        let mut meanings: Vec<Meaning> = found.iter().map(|(_, meaning)| *meaning).collect();
        let all = meanings.len();

        meanings.retain(|meaning| *meaning != Meaning::Field(Field::Address));
        meanings.sort();
        meanings.dedup();
        prop_assert_eq!(meanings.len(), all);
    }
}
