//! Where in the org a session belongs: team, department, cost centre, environment, repository, and what else the
//! org's admin lists.

use std::collections::BTreeMap;

use super::attribute::Attribute;
use super::word::{clean, is_name};
use crate::otlp::Attributes;
use crate::otlp::request::Resource;

/// The built-in labels by the names they are stored and filtered under. No label of an org's own may have one of them.
pub const BUILT_IN: [&str; 5] = ["team", "department", "cost_center", "environment", "repository"];

/// Other attributes of one resource that are looked at; an SDK sets about ten by itself.
const MAX_OTHERS: usize = 40;

/// What a resource says of where its sessions belong.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Labels {
    /// The built-in labels that are present.
    pub built_in: BTreeMap<&'static str, String>,
    /// Every other attribute that could be a label; which ones are kept, the org's list says.
    pub others: BTreeMap<String, String>,
}

impl Labels {
    /// Reads a resource.
    pub fn of(resource: &Resource<'_, Attribute>) -> Self {
        let mut labels = Self::default();
        let attributes = &resource.attributes.known;
        for (name, candidates) in [
            ("team", &[Attribute::TeamId][..]),
            ("department", &[Attribute::Department]),
            ("cost_center", &[Attribute::CostCenter]),
            ("environment", &[Attribute::DeploymentEnvironmentName, Attribute::DeploymentEnvironment]),
        ] {
            let value = candidates.iter().find_map(|key| attributes.text(*key)).map(|text| clean(&text));
            if let Some(value) = value.filter(|value| !value.is_empty()) {
                labels.built_in.insert(name, value);
            }
        }
        if let Some(repository) = repository(attributes) {
            labels.built_in.insert("repository", repository);
        }
        for (name, value) in resource.attributes.others.iter().take(MAX_OTHERS) {
            let value = value.text().map(|text| clean(&text)).unwrap_or_default();
            if is_name(name) && !value.is_empty() && !BUILT_IN.contains(&name.as_str()) {
                labels.others.entry(name.clone()).or_insert(value);
            }
        }
        labels
    }

    /// Adds a built-in label; of two values the larger stays.
    pub fn add(&mut self, name: &'static str, value: String) {
        if self.built_in.get(name).is_none_or(|known| *known < value) {
            self.built_in.insert(name, value);
        }
    }

    /// Adds another's labels, likewise; as many as `room` has bytes for, which it then has less.
    pub fn merge(&mut self, other: &Self, room: &mut usize) {
        let mut fits = |name: &str, value: &str| {
            room.checked_sub(name.len() + value.len()).map(|left| *room = left).is_some()
        };
        for (name, value) in &other.built_in {
            if self.built_in.get(name).is_none_or(|known| known < value) && fits(name, value) {
                self.built_in.insert(name, value.clone());
            }
        }
        for (name, value) in &other.others {
            if self.others.get(name).is_none_or(|known| known < value) && fits(name, value) {
                self.others.insert(name.clone(), value.clone());
            }
        }
    }
}

/// The repository that attributes name, as `owner/name`; else its address without scheme. Clients find it in
/// `origin`, in lower case and without credentials (2.1.269), and put it on the records alone.
pub fn repository(attributes: &Attributes<'_, Attribute>) -> Option<String> {
    let text = |key| attributes.text(key).map(|text| clean(&text)).filter(|text| !text.is_empty());
    let name = match (text(Attribute::VcsOwnerName), text(Attribute::VcsRepositoryName)) {
        (Some(owner), Some(name)) => Some(format!("{owner}/{name}")),
        (None, name) => name,
        (Some(_), None) => None,
    };
    name.or_else(|| {
        let url = text(Attribute::VcsRepositoryUrl)?;
        let address = url.split_once("://").map_or(url.as_str(), |(_, address)| address);
        // What an admin declares may hold credentials; what the client finds never does.
        let address = address.split_once('@').map_or(address, |(_, address)| address);
        Some(address.trim_end_matches('/').trim_end_matches(".git").to_owned())
    })
    .filter(|name| !name.is_empty())
}

#[cfg(test)]
mod tests {
    use std::borrow::Cow;

    use super::*;
    use crate::otlp::{Open, Value};

    fn attributes(list: &[(Attribute, &'static str)]) -> Attributes<'static, Attribute> {
        let mut attributes = Attributes::default();
        for (key, text) in list {
            attributes.push(*key, Value::Text(Cow::Borrowed(text)));
        }
        attributes
    }

    #[test]
    fn a_repository_has_one_name() {
        use Attribute::{VcsOwnerName, VcsRepositoryName, VcsRepositoryUrl};
        type List = &'static [(Attribute, &'static str)];
        let table: [(List, Option<&str>); 7] = [
            (&[], None),
            (&[(VcsOwnerName, "acme"), (VcsRepositoryName, "webshop")], Some("acme/webshop")),
            (
                &[(VcsRepositoryUrl, "https://github.com/acme/webshop"), (VcsRepositoryName, "webshop")],
                Some("webshop"),
            ),
            (
                &[(VcsRepositoryUrl, "https://git.example.com/acme/webshop.git")],
                Some("git.example.com/acme/webshop"),
            ),
            (
                &[(VcsRepositoryUrl, "https://mia:secret@git.example.com/webshop/")],
                Some("git.example.com/webshop"),
            ),
            (&[(VcsOwnerName, "acme")], None),
            (&[(VcsRepositoryUrl, " ")], None),
        ];
        for (list, expected) in table {
            assert_eq!(repository(&attributes(list)).as_deref(), expected, "{list:?}");
        }
    }

    #[test]
    fn labels_are_the_built_in_ones_and_what_else_is_a_name() {
        let text = |text: &'static str| Value::Text(Cow::Borrowed(text));
        let known = attributes(&[
            (Attribute::TeamId, "ml"),
            (Attribute::DeploymentEnvironment, "prod"),
            (Attribute::CostCenter, "undefined"),
        ]);
        let others = vec![
            ("squad".to_owned(), text("Rockets\n")),
            ("team".to_owned(), text("no second name")),
            ("not a name".to_owned(), text("x")),
            ("empty".to_owned(), text("")),
        ];
        let resource = Resource { attributes: Open { known, others } };
        let labels = Labels::of(&resource);
        assert_eq!(
            labels.built_in,
            BTreeMap::from([("team", "ml".to_owned()), ("environment", "prod".to_owned())])
        );
        assert_eq!(labels.others, BTreeMap::from([("squad".to_owned(), "Rockets".to_owned())]));
    }
}
