//! The columns of the table that cards make.

/// A column of the table that cards make. The order is that of the columns.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Column {
    LastName,
    FirstName,
    Additional,
    Prefix,
    Suffix,
    Nickname,
    /// From 1.
    Email(usize),
    Phone(usize),
    Fax,
    Birth,
    /// A birthday without its year, or in words.
    BirthAsWritten,
    Address,
    PostalCode,
    City,
    Region,
    Country,
    OtherAddress(usize),
    Organisation,
    Department,
    Title,
    Role,
    Website,
    Categories,
    Language,
    Gender,
    Anniversary,
    Comment,
}

impl Column {
    pub fn header(self) -> String {
        let one = match self {
            Self::LastName => "Last name",
            Self::FirstName => "First name",
            Self::Additional => "Additional names",
            Self::Prefix => "Prefix",
            Self::Suffix => "Suffix",
            Self::Nickname => "Nickname",
            Self::Email(1) => "E-mail",
            Self::Email(at) => return format!("E-mail {at}"),
            Self::Phone(1) => "Phone",
            Self::Phone(at) => return format!("Phone {at}"),
            Self::Fax => "Fax",
            Self::Birth => "Birth date",
            Self::BirthAsWritten => "BDAY",
            Self::Address => "Address",
            Self::PostalCode => "Postal code",
            Self::City => "City",
            Self::Region => "Region",
            Self::Country => "Country",
            Self::OtherAddress(1) => "Other address",
            Self::OtherAddress(at) => return format!("Other address {at}"),
            Self::Organisation => "Organisation",
            Self::Department => "Department",
            Self::Title => "Job title",
            Self::Role => "Role",
            Self::Website => "Website",
            Self::Categories => "Categories",
            Self::Language => "Language",
            Self::Gender => "Gender",
            Self::Anniversary => "Anniversary",
            Self::Comment => "Comment",
        };

        one.to_owned()
    }
}
