//! The fields that a column of a file can be: their stable names, for `--map`, `--fields` and JSON.

use crate::domain::entity::text_enum;

text_enum! {
    /// What the rows of a file are about.
    Subject { Members = "members", Subscriptions = "subscriptions", Payments = "payments", Tickets = "tickets" }
}

text_enum! {
    /// A field that a file can carry. The text is stable: scripts and remembered choices name it.
    Field {
        MemberId = "member_id",
        Email = "email",
        FirstName = "first_name",
        LastName = "last_name",
        /// First and last name in one cell; read, never written.
        FullName = "full_name",
        Pseudonym = "pseudonym",
        Username = "username",
        Phone = "phone",
        BirthDate = "birth_date",
        Address = "address",
        PostalCode = "postal_code",
        City = "city",
        Country = "country",
        Language = "language",
        /// Who said yes to letters.
        Newsletter = "newsletter",
        /// Who said no to letters: read, never written.
        Unsubscribed = "unsubscribed",
        Comment = "comment",
        Active = "active",
        EmailState = "email_state",
        Team = "team",
        Vip = "vip",
        BillingName = "billing_name",
        BillingEmail = "billing_email",
        BillingAddress = "billing_address",
        BillingCountry = "billing_country",
        BillingVat = "billing_vat",
        /// Computed, never read.
        Standing = "standing",
        /// Computed, never read.
        ValidUntil = "valid_until",
        /// Written, never read.
        CreatedAt = "created_at",
        Product = "product",
        Price = "price",
        /// The amount of the price, in a file that names prices by their amount; read, never written.
        PriceAmount = "price_amount",
        Contribution = "contribution",
        Options = "options",
        Method = "method",
        PaidOn = "paid_on",
        Starts = "starts",
        Ends = "ends",
        /// Computed, never read.
        Status = "status",
        CancelledOn = "cancelled_on",
        /// Amount of a payment; written, never read.
        Amount = "amount",
        Currency = "currency",
        Note = "note",
        /// `payment` or `reversal`; written, never read.
        PaymentKind = "payment_kind",
        TicketTitle = "ticket_title",
        TicketCategory = "ticket_category",
        OrderNumber = "order_number",
        TicketNumber = "ticket_number",
        Activity = "activity",
        TicketDate = "ticket_date",
        /// Where the member was first heard of; written, never read.
        Source = "source",
    }
}

impl Field {
    /// Whether a file can bring it; the others are computed or written once.
    pub fn read(self) -> bool {
        !matches!(
            self,
            Self::MemberId
                | Self::Standing
                | Self::ValidUntil
                | Self::CreatedAt
                | Self::Status
                | Self::Amount
                | Self::Currency
                | Self::Note
                | Self::PaymentKind
                | Self::Source
        )
    }

    /// Whether it belongs to a ticket and not to the member.
    pub fn of_ticket(self) -> bool {
        matches!(
            self,
            Self::TicketTitle
                | Self::TicketCategory
                | Self::OrderNumber
                | Self::TicketNumber
                | Self::Activity
                | Self::TicketDate
        )
    }

    /// Whether a policy of its own means anything to it: of a subscription or ticket that is there, an import changes
    /// little.
    pub fn policed(self) -> bool {
        match self {
            Self::Product
            | Self::Price
            | Self::Ends
            | Self::TicketTitle
            | Self::TicketCategory
            | Self::Activity
            | Self::TicketDate => true,
            other => !other.of_subscription() && !other.of_ticket(),
        }
    }

    /// Whether it belongs to a payment and to nothing else.
    pub fn of_payment(self) -> bool {
        matches!(self, Self::Amount | Self::Currency | Self::Note | Self::PaymentKind)
    }

    /// Whether it belongs to a subscription and not to the member.
    pub fn of_subscription(self) -> bool {
        matches!(
            self,
            Self::Product
                | Self::Price
                | Self::PriceAmount
                | Self::Contribution
                | Self::Options
                | Self::Method
                | Self::PaidOn
                | Self::Starts
                | Self::Ends
                | Self::CancelledOn
        )
    }
}
