//! Who sent a record.

use std::borrow::Cow;

use super::attribute::Attribute;
use crate::otlp::Attributes;

/// How much an identity says; a higher one replaces a lower one for the whole session.
/// The order is the design's: what an admin set wins over what the client found, a person over an installation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[repr(i64)]
pub enum Rank {
    /// Nobody.
    Nobody = 0,
    /// `process.owner`
    ProcessOwner = 1,
    /// `user.id`: an anonymous installation.
    Installation = 2,
    /// `user.account_id`
    Account = 3,
    /// `enduser.id`
    Enduser = 4,
    /// `user.email`
    Email = 5,
    /// `work_email`
    WorkEmail = 6,
}

/// Who sent a record, as far as the record and its resource say.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Identity<'a> {
    /// An e-mail address (lower case), an account, an installation; empty for nobody.
    pub user: Cow<'a, str>,
    /// How much that says.
    pub rank: Rank,
}

impl<'a> Identity<'a> {
    /// The first identity on the ladder that is present. Of one attribute, the resource's wins over the
    /// record's: an admin sets `OTEL_RESOURCE_ATTRIBUTES`, the client fills in the record.
    pub fn of(resource: &'a Attributes<'_, Attribute>, record: &'a Attributes<'_, Attribute>) -> Self {
        const LADDER: [(Attribute, Rank); 6] = [
            (Attribute::WorkEmail, Rank::WorkEmail),
            (Attribute::UserEmail, Rank::Email),
            (Attribute::EnduserId, Rank::Enduser),
            (Attribute::UserAccountId, Rank::Account),
            (Attribute::UserId, Rank::Installation),
            (Attribute::ProcessOwner, Rank::ProcessOwner),
        ];
        for (attribute, rank) in LADDER {
            if let Some(user) = resource.text(attribute).or_else(|| record.text(attribute)) {
                // Identity providers and people do not agree on the case of an address.
                let user = if user.contains('@') { Cow::Owned(user.to_lowercase()) } else { user };
                return Self { user, rank };
            }
        }
        Self { user: Cow::Borrowed(""), rank: Rank::Nobody }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::otlp::Value;

    fn attributes(list: &[(Attribute, &'static str)]) -> Attributes<'static, Attribute> {
        let mut attributes = Attributes::default();
        for (key, text) in list {
            attributes.push(*key, Value::Text(Cow::Borrowed(text)));
        }
        attributes
    }

    #[test]
    fn the_first_on_the_ladder_counts() {
        use Attribute::{EnduserId, ProcessOwner, UserAccountId, UserEmail, UserId, WorkEmail};
        type List = &'static [(Attribute, &'static str)];
        let table: [(List, List, &str, Rank); 8] = [
            (&[], &[], "", Rank::Nobody),
            (&[], &[(UserId, "a8e8")], "a8e8", Rank::Installation),
            (&[], &[(UserId, "a8e8"), (UserEmail, "Mia@Example.org")], "mia@example.org", Rank::Email),
            (
                &[(UserEmail, "set@example.org")],
                &[(UserEmail, "found@example.org")],
                "set@example.org",
                Rank::Email,
            ),
            (
                &[(WorkEmail, "w@example.org")],
                &[(UserEmail, "p@example.com")],
                "w@example.org",
                Rank::WorkEmail,
            ),
            (&[(ProcessOwner, "mia")], &[(UserAccountId, "user_01")], "user_01", Rank::Account),
            (&[(EnduserId, "E-7"), (ProcessOwner, "mia")], &[], "E-7", Rank::Enduser),
            (&[(UserEmail, "undefined")], &[(UserId, "a8e8")], "a8e8", Rank::Installation),
        ];
        for (resource, record, user, rank) in table {
            let (resource, record) = (attributes(resource), attributes(record));
            let identity = Identity::of(&resource, &record);
            assert_eq!((identity.user.as_ref(), identity.rank), (user, rank));
        }
    }
}
