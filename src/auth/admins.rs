//! `ADMIN_EMAILS`: who becomes an admin by signing in, and of which org.

use super::email::Email;

/// The most groups that are read: each costs two statements when somebody listed signs in.
const MAX_GROUPS: usize = 20;

/// The admins of one org, as the variable lists them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group {
    /// The org's name; empty: it has the domain of whoever founds it.
    pub name: String,
    /// Their addresses.
    pub emails: Vec<Email>,
}

/// `"a@example.com, b@example.com; Acme: boss@acme.example"`: groups are separated by semicolons, a name ends with
/// a colon, addresses are separated by commas.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Admins(Vec<Group>);

impl Admins {
    /// Reads the variable. What is no address is left out, and so is a group without any; of two groups with one
    /// name the first counts.
    pub fn parse(text: &str) -> Self {
        let mut groups: Vec<Group> = Vec::new();
        for part in text.split(';') {
            let (name, list) = part.split_once(':').unwrap_or(("", part));
            let group = Group { name: name.trim().to_owned(), emails: Email::parse_list(list) };
            let is_new = groups.iter().all(|known| known.name != group.name);
            if is_new && !group.emails.is_empty() && groups.len() < MAX_GROUPS {
                groups.push(group);
            }
        }
        Self(groups)
    }

    /// The groups that list an address.
    pub fn groups_of(&self, email: &Email) -> impl Iterator<Item = &Group> {
        self.0.iter().filter(move |group| group.emails.contains(email))
    }

    /// The address listed first, and its group: who may use the link of a deployment.
    pub fn first(&self) -> Option<(&Email, &Group)> {
        self.0.first().and_then(|group| group.emails.first().map(|email| (email, group)))
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)]

    use super::*;

    fn names(admins: &Admins, email: &str) -> Vec<String> {
        admins.groups_of(&Email::parse(email).unwrap()).map(|group| group.name.clone()).collect()
    }

    #[test]
    fn a_list_is_one_group() {
        let admins = Admins::parse(" A@example.com, b@example.com ,nonsense");
        assert_eq!(names(&admins, "a@example.com"), [""]);
        assert_eq!(names(&admins, "b@example.com"), [""]);
        assert!(names(&admins, "c@example.com").is_empty());
        assert_eq!(admins.first().unwrap().0.as_str(), "a@example.com");
    }

    #[test]
    fn a_semicolon_begins_another_org() {
        let admins = Admins::parse("a@example.com; Acme : boss@acme.example, a@example.com ;");
        assert_eq!(names(&admins, "a@example.com"), ["", "Acme"]);
        assert_eq!(names(&admins, "boss@acme.example"), ["Acme"]);
    }

    #[test]
    fn what_names_nobody_is_nothing() {
        for text in ["", ";", " , ", "Acme:", "Acme: nobody;"] {
            assert_eq!(Admins::parse(text), Admins::default(), "{text}");
            assert!(Admins::parse(text).first().is_none());
        }
        assert_eq!(
            names(&Admins::parse("A: x@a.example; A: y@a.example"), "y@a.example"),
            Vec::<String>::new()
        );
    }
}
