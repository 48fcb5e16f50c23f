//! Where a request comes from, as far as limits are concerned.

use std::net::IpAddr;

/// The network of a client's address as `CF-Connecting-IP` has it (set by Cloudflare, whatever the client sent):
/// an IPv4 address itself, of an IPv6 address the first 64 bits, for everybody has that many. What is no address
/// is one network, so that leaving it out gains nothing.
pub fn network(address: &str) -> String {
    match address.trim().parse() {
        Ok(IpAddr::V4(address)) => address.to_string(),
        Ok(IpAddr::V6(address)) => match address.to_ipv4_mapped() {
            Some(address) => address.to_string(),
            None => {
                let [a, b, c, d, ..] = address.segments();
                format!("{a:x}:{b:x}:{c:x}:{d:x}")
            }
        },
        Err(_) => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_belongs_to_a_network() {
        let cases = [
            ("203.0.113.7", "203.0.113.7"),
            (" 203.0.113.7 ", "203.0.113.7"),
            ("::ffff:203.0.113.7", "203.0.113.7"),
            ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2"),
            ("2001:db8:1:2::", "2001:db8:1:2"),
            ("::1", "0:0:0:0"),
            ("", ""),
            ("203.0.113.7, 198.51.100.1", ""),
            ("localhost", ""),
        ];
        for (address, expected) in cases {
            assert_eq!(network(address), expected, "{address}");
        }
    }
}
