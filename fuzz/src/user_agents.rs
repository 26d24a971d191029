use std::borrow::Cow;

use awslog::ecs::user_agent::{Cache, UserAgent, parse};

/// Reads a user agent, alone and with a cache in front.
pub fn check_user_agent(text: &str) {
    let agent = parse(text);
    if agent == UserAgent::default() {
        let nothing = |char: char| char.is_whitespace() || matches!(char, '[' | ']' | '-');
        assert!(text.trim_matches(nothing).is_empty(), "nothing is said of {text:?}");
        return;
    }
    assert_eq!(agent.original.as_deref(), Some(text));
    assert!(agent.name.is_some() && agent.device.name.is_some(), "{agent:?}");
    if let (Some(name), Some(version), Some(full)) = (&agent.os.name, &agent.os.version, &agent.os.full) {
        assert_eq!(**full, format!("{} {}", &**name, &**version));
    }
    let cache = Cache::new(8);
    for _ in 0..3 {
        assert_eq!(cache.parse_with(text, Cow::from), agent);
        assert_eq!(cache.parse_with(text, |text| Cow::from(text.to_owned())), agent);
    }
}
