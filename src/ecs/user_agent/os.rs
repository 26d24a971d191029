//! The operating system, from the comments of an agent.

use super::found::{System, Value};
use super::index::{INDEX, Ranked};
use super::tokens::{Word, dotted};
use crate::ecs::values::OsType;
use crate::text::Text;

pub(super) const LINUX: System<'static> = named("Linux", Some(OsType::Linux));
pub(super) const DARWIN: System<'static> = named("Mac OS X", Some(OsType::Macos));
pub(super) const WINDOWS: System<'static> = named("Windows", Some(OsType::Windows));

pub(super) const fn named(name: &'static str, r#type: Option<OsType>) -> System<'static> {
    System { name: Some(name), version: None, r#type, kernel: None, platform: None }
}

/// A phrase that reveals an operating system.
#[derive(Debug)]
pub(super) struct Sign {
    pub(super) phrase: &'static str,
    name: &'static str,
    r#type: Option<OsType>,
    version: Version,
}

/// Where the version is.
#[derive(Clone, Copy, Debug)]
enum Version {
    /// The agent states no version.
    None,
    /// Directly after the phrase, if there is one.
    Number,
    /// Directly after the phrase. Without a version, the phrase is not a sign.
    Needed,
    /// Directly after the phrase, with `_` or `.` between the numbers.
    Underscores,
    /// By the number of Windows NT after the phrase.
    Nt,
    /// After the word that follows the phrase, which is the processor.
    SecondWord,
    /// In a later `Version/…`.
    Browser,
    /// In a later `Darwin/…`, which has the number of the kernel.
    Kernel,
    /// After the number of the model. Without a version, the phrase is not a sign: `iPhone13,4 OS 14_6`, `iPad/13.4`.
    Model,
    /// After the next `OS` or `tvOS`, with `_` or `.` between the numbers.
    Os,
    /// Always this one.
    Fixed(&'static str),
}

use OsType::{Android, Ios, Linux, Macos, Unix, Windows};
use Version::{Browser, Fixed, Kernel, Model, Needed, None as Nowhere, Nt, Number, Os, SecondWord, Underscores};

const fn sign(phrase: &'static str, name: &'static str, r#type: Option<OsType>, version: Version) -> Sign {
    Sign { phrase, name, r#type, version }
}

/// The signs. The first in this order applies, not the first in the agent.
pub(super) static SIGNS: &[Sign] = &[
    sign("Windows Phone OS ", "Windows Phone", Some(Windows), Needed),
    sign("Windows Phone OS/", "Windows Phone", Some(Windows), Needed),
    sign("Windows Phone ", "Windows Phone", Some(Windows), Needed),
    sign("Windows Mobile", "Windows Mobile", Some(Windows), Nowhere),
    sign("WindowsMobile", "Windows Mobile", Some(Windows), Nowhere),
    sign("KAIOS/", "KaiOS", None, Needed),
    sign("KaiOS/", "KaiOS", None, Needed),
    sign("KAIOS", "KaiOS", None, Nowhere),
    sign("KaiOS", "KaiOS", None, Nowhere),
    sign("HarmonyOS", "HarmonyOS", None, Number),
    sign("OpenHarmony", "HarmonyOS", None, Number),
    sign("Android ", "Android", Some(Android), Needed),
    sign("Android/", "Android", Some(Android), Needed),
    sign("Android: ", "Android", Some(Android), Needed),
    sign("Android-", "Android", Some(Android), Needed),
    sign("Android", "Android", Some(Android), Number),
    sign("Adr ", "Android", Some(Android), Needed),
    sign("android ", "Android", Some(Android), Needed),
    sign("android/", "Android", Some(Android), Needed),
    sign("android mobile/", "Android", Some(Android), Needed),
    sign("CrKey", "Chromecast Linux", Some(Linux), Number),
    sign("Quest", "Android", Some(Android), Nowhere),
    sign("Silk-Accelerated=true", "Android", Some(Android), Nowhere),
    sign("Silk-Accelerated=false", "Android", Some(Android), Nowhere),
    sign("Windows 11", "Windows", Some(Windows), Fixed("11")),
    sign("Windows/11", "Windows", Some(Windows), Fixed("11")),
    sign("Windows 10", "Windows", Some(Windows), Fixed("10")),
    sign("Windows/10", "Windows", Some(Windows), Fixed("10")),
    sign("Windows-10", "Windows", Some(Windows), Fixed("10")),
    sign("Windows-11", "Windows", Some(Windows), Fixed("11")),
    sign("Windows 8.1", "Windows", Some(Windows), Fixed("8.1")),
    sign("Windows 8", "Windows", Some(Windows), Fixed("8")),
    sign("Windows NT ", "Windows", Some(Windows), Nt),
    sign("Windows 98; Win 9x 4.90", "Windows", Some(Windows), Fixed("ME")),
    sign("Windows CE", "Windows", Some(Windows), Fixed("CE")),
    sign("Windows 95", "Windows", Some(Windows), Fixed("95")),
    sign("Windows 98", "Windows", Some(Windows), Fixed("98")),
    sign("Windows ME", "Windows", Some(Windows), Fixed("ME")),
    sign("Windows 2000", "Windows", Some(Windows), Fixed("2000")),
    sign("Windows XP", "Windows", Some(Windows), Fixed("XP")),
    sign("Windows Vista", "Windows", Some(Windows), Fixed("Vista")),
    sign("Windows 7", "Windows", Some(Windows), Fixed("7")),
    sign("WindowsCE", "Windows", Some(Windows), Fixed("CE")),
    sign("Windows/", "Windows", Some(Windows), Nt),
    sign("WindowsNT/", "Windows", Some(Windows), Nt),
    sign("Windows NT", "Windows", Some(Windows), Fixed("NT")),
    sign("Windows 3.1", "Windows", Some(Windows), Fixed("3.1")),
    sign("Win3.1", "Windows", Some(Windows), Fixed("3.1")),
    sign("Win3.11", "Windows", Some(Windows), Fixed("3.1")),
    sign("Win16", "Windows", Some(Windows), Fixed("3.1")),
    sign("Win95", "Windows", Some(Windows), Fixed("95")),
    sign("Win98", "Windows", Some(Windows), Fixed("98")),
    sign("WinNT4.0", "Windows", Some(Windows), Fixed("NT 4.0")),
    sign("WinNT", "Windows", Some(Windows), Fixed("NT")),
    sign("Win 9x 4.90", "Windows", Some(Windows), Fixed("ME")),
    sign("Tizen ", "Tizen", Some(Linux), Needed),
    sign("Tizen/", "Tizen", Some(Linux), Needed),
    sign("tvOS/", "tvOS", None, Needed),
    sign("tvOS ", "tvOS", None, Needed),
    sign("AppleTV", "tvOS", None, Os),
    sign("Apple TV", "tvOS", None, Os),
    sign("watchOS/", "WatchOS", None, Needed),
    sign("watchOS ", "WatchOS", None, Needed),
    sign("CPU iPhone OS ", "iOS", Some(Ios), Underscores),
    sign("CPU IPhone OS ", "iOS", Some(Ios), Underscores),
    sign("CPU iPad OS ", "iOS", Some(Ios), Underscores),
    sign("CPU iPhone ", "iOS", Some(Ios), Underscores),
    sign("CPU OS ", "iOS", Some(Ios), Underscores),
    sign("iPhone OS ", "iOS", Some(Ios), Underscores),
    sign("iPhone OS/", "iOS", Some(Ios), Needed),
    sign("iPhoneOS/", "iOS", Some(Ios), Needed),
    sign("iPhone OS,", "iOS", Some(Ios), Needed),
    sign("iPh OS ", "iOS", Some(Ios), Underscores),
    sign("iPad OS ", "iOS", Some(Ios), Underscores),
    sign("iPd OS ", "iOS", Some(Ios), Underscores),
    sign("iPadOS ", "iOS", Some(Ios), Underscores),
    sign("iPadOS/", "iOS", Some(Ios), Underscores),
    sign("iOS ", "iOS", Some(Ios), Underscores),
    sign("iOS/", "iOS", Some(Ios), Underscores),
    sign("iOS; ", "iOS", Some(Ios), Underscores),
    sign("iOS;", "iOS", Some(Ios), Underscores),
    sign("CFNetwork/macOS", "Mac OS X", Some(Macos), Kernel),
    sign("CFNetwork", "iOS", Some(Ios), Kernel),
    sign("CriOS", "iOS", Some(Ios), Nowhere),
    sign("EdgiOS", "iOS", Some(Ios), Nowhere),
    sign("iPhone", "iOS", Some(Ios), Model),
    sign("iPad", "iOS", Some(Ios), Model),
    sign("iPhone", "iOS", Some(Ios), Nowhere),
    sign("iPad", "iOS", Some(Ios), Nowhere),
    sign("iPod", "iOS", Some(Ios), Nowhere),
    sign("iPadOS", "iOS", Some(Ios), Nowhere),
    sign("iOS", "iOS", Some(Ios), Number),
    sign("Raspbian", "Raspbian", Some(Linux), Number),
    sign("Mac OS X ", "Mac OS X", Some(Macos), Underscores),
    sign("Mac OS X/", "Mac OS X", Some(Macos), Needed),
    sign("Mac OS X,", "Mac OS X", Some(Macos), Needed),
    sign("Mac OS X Version ", "Mac OS X", Some(Macos), Needed),
    sign("MacOS X ", "Mac OS X", Some(Macos), Underscores),
    sign("Mac OS ", "Mac OS X", Some(Macos), Underscores),
    sign("Mac OS/", "Mac OS X", Some(Macos), Needed),
    sign("Mac OS X", "Mac OS X", Some(Macos), Nowhere),
    sign("MacOS X", "Mac OS X", Some(Macos), Nowhere),
    sign("OS X ", "Mac OS X", Some(Macos), Underscores),
    sign("OS X/", "Mac OS X", Some(Macos), Needed),
    sign("macOS-", "Mac OS X", Some(Macos), Needed),
    sign("macOS,", "Mac OS X", Some(Macos), Needed),
    sign("macOS", "Mac OS X", Some(Macos), Number),
    sign("MacOS", "Mac OS X", Some(Macos), Number),
    sign("MacOSX", "Mac OS X", Some(Macos), Number),
    sign("Macosx", "Mac OS X", Some(Macos), Number),
    sign("darwin", "Mac OS X", Some(Macos), Nowhere),
    sign("Darwin ", "Mac OS X", Some(Macos), Nowhere),
    sign("Mac_PowerPC", "Mac OS", Some(Macos), Nowhere),
    sign("Macintosh; U; PPC", "Mac OS", Some(Macos), Nowhere),
    sign("CrOS ", "Chrome OS", Some(Linux), SecondWord),
    sign("SymbianOS", "Symbian OS", None, Number),
    sign("Symbian OS", "Symbian OS", None, Nowhere),
    sign("SymbOS", "Symbian OS", None, Nowhere),
    sign("Series 60", "Symbian OS", None, Nowhere),
    sign("S60", "Symbian OS", None, Nowhere),
    sign("S60V3", "Symbian OS", None, Nowhere),
    sign("MeeGo", "MeeGo", None, Nowhere),
    sign("Series40", "Nokia Series 40", None, Nowhere),
    sign("BB10", "BlackBerry OS", None, Browser),
    sign("BlackBerry", "BlackBerry OS", None, Browser),
    sign("Bada/", "Bada", None, Needed),
    sign("RIM Tablet OS ", "BlackBerry Tablet OS", None, Needed),
    sign("BREW", "BREW", None, Number),
    sign("Brew MP", "Brew MP", None, Number),
    sign("GoogleTV", "GoogleTV", None, Number),
    sign("Sailfish ", "Sailfish", Some(Linux), Needed),
    sign("webOS/", "webOS", Some(Linux), Needed),
    sign("hpwOS/", "webOS", Some(Linux), Needed),
    sign("Web0S", "Web0S", Some(Linux), Nowhere),
    sign("Windows", "Windows", Some(Windows), Nowhere),
    sign("windows", "Windows", Some(Windows), Nowhere),
    sign("Win32", "Windows", Some(Windows), Nowhere),
    sign("Win64", "Windows", Some(Windows), Nowhere),
    sign("win32", "Windows", Some(Windows), Nowhere),
    sign("Debian", "Debian", Some(Linux), Nowhere),
    sign("debian", "Debian", Some(Linux), Nowhere),
    sign("Linux Mint", "Linux Mint", Some(Linux), Number),
    sign("Mandriva", "Mandriva", Some(Linux), Nowhere),
    sign("Mageia", "Mageia", Some(Linux), Nowhere),
    sign("Kubuntu", "Kubuntu", Some(Linux), Nowhere),
    sign("Ubuntu", "Ubuntu", Some(Linux), Number),
    sign("ubuntu", "Ubuntu", Some(Linux), Number),
    sign("Fedora Linux", "Fedora", Some(Linux), Number),
    sign("Fedora", "Fedora", Some(Linux), Number),
    sign("Red Hat", "Red Hat", Some(Linux), Number),
    sign("CentOS", "CentOS", Some(Linux), Nowhere),
    sign("openSUSE", "openSUSE", Some(Linux), Nowhere),
    sign("SUSE", "SUSE", Some(Linux), Nowhere),
    sign("Gentoo", "Gentoo", Some(Linux), Nowhere),
    sign("Slackware", "Slackware", Some(Linux), Number),
    sign("Arch Linux", "Arch Linux", Some(Linux), Nowhere),
    sign("freebsd", "FreeBSD", Some(Unix), Number),
    sign("FreeBSD", "FreeBSD", Some(Unix), Number),
    sign("OpenBSD", "OpenBSD", Some(Unix), Number),
    sign("NetBSD", "NetBSD", Some(Unix), Number),
    sign("Linux-", "Linux", Some(Linux), Needed),
    sign("Linux", "Linux", Some(Linux), Number),
    sign("linux", "Linux", Some(Linux), Nowhere),
    sign("LINUX", "Linux", Some(Linux), Nowhere),
    sign("SunOS", "Solaris", Some(Unix), Nowhere),
    sign("Roku/DVP-", "Roku", None, Needed),
];

/// The systems of hyphenated words, mainly target triples (`x86_64-unknown-linux-gnu`).
const PARTS: &[(&str, System<'static>)] = &[
    ("redhat", named("Red Hat", Some(Linux))),
    ("suse", named("SUSE", Some(Linux))),
    ("linux", LINUX),
    ("darwin", DARWIN),
    ("windows", WINDOWS),
    ("mingw32", WINDOWS),
    ("cygwin", WINDOWS),
    ("msys", WINDOWS),
    ("freebsd", named("FreeBSD", Some(Unix))),
    ("openbsd", named("OpenBSD", Some(Unix))),
    ("netbsd", named("NetBSD", Some(Unix))),
    ("solaris2", named("Solaris", Some(Unix))),
    ("tvOS", named("tvOS", None)),
    ("watchOS", named("WatchOS", None)),
    ("Android", named("Android", Some(Android))),
    ("macOS", DARWIN),
];

/// Words that are directly followed by the number of a model.
const MODELS: &[&str] = &["iPhone", "iPad", "iPod", "AppleTV", "BlackBerry"];

/// Signs that begin a longer word: `Debian-3.0.6-3`, `Windows_64`, `AppleTV5`.
pub(super) fn signs_at_start(word: Word<'_>) -> &'static [Ranked<Sign>] {
    let hyphen = word.name.bytes().position(|byte| matches!(byte, b'-' | b'_'));
    let start = match hyphen {
        Some(hyphen) => word.name.get(..hyphen),
        None => MODELS.iter().find(|model| word.name.starts_with(**model)).copied(),
    };
    start.and_then(|start| INDEX.at(start)).map(|entry| &*entry.signs).unwrap_or_default()
}

/// The system of a word that is not a sign.
pub(super) fn read_word(word: Word<'_>) -> Option<System<'_>> {
    let is_hyphenated = word.characters.has(b'-') && word.name.contains('-');
    is_hyphenated.then(|| word.name.split('-').find_map(system_of_part))?
}

fn system_of_part(part: &str) -> Option<System<'static>> {
    let name = part.trim_end_matches(|c: char| c.is_ascii_digit() || c == '.');
    PARTS.iter().find(|(start, _)| *start == name || *start == part).map(|(_, system)| system.clone())
}

/// Windows by the number of its kernel.
const RELEASES: &[(&str, &str)] = &[
    ("11.0", "11"),
    ("10.0", "10"),
    ("6.4", "10"),
    ("6.3", "8.1"),
    ("6.2", "8"),
    ("6.1", "7"),
    ("6.0", "Vista"),
    ("5.2", "XP"),
    ("5.1", "XP"),
    ("5.0", "2000"),
    ("4.0", "NT"),
];

/// The Windows release of a kernel: 10 for `10.0.19045`.
pub(super) fn windows_release(number: &str) -> Option<&'static str> {
    RELEASES.iter().find_map(|(kernel, release)| {
        let rest = number.strip_prefix(kernel)?;
        (rest.is_empty() || rest.starts_with('.')).then_some(*release)
    })
}

impl Sign {
    /// The system of the sign, if its conditions hold. `after` is the text after the phrase.
    pub(super) fn read<'a>(&self, after: &'a str) -> Option<System<'a>> {
        let system = named(self.name, self.r#type);
        let number = |text: &'a str| dotted(text, b'.').map(Value::read);
        let version = match self.version {
            Version::None => None,
            Number => number(after.strip_prefix(['/', ' ']).unwrap_or(after)),
            Needed => Some(number(after)?),
            Underscores => Some(underscores(after.trim_start_matches(' '))?),
            Nt => windows_release(dotted(after, b'.')?).map(Value::Fixed),
            SecondWord => after.split_once(' ').and_then(|(_, second)| number(second)),
            Browser => browser_version(after).map(Value::read),
            Model => Some(after_model(after)?),
            Os => after.split_once("OS").and_then(|(_, number)| underscores(number.trim_start_matches([' ', '/']))),
            Kernel => return Some(apple(after, self.r#type == Some(Macos))),
            Fixed(version) => Some(Value::Fixed(version)),
        };
        Some(System { version, ..system })
    }
}

fn after_model(text: &str) -> Option<Value<'_>> {
    let after = text.trim_start_matches(|c: char| c.is_ascii_digit() || c == ',');
    [" OS ", "; iOS ", "/"].iter().find_map(|mark| after.strip_prefix(mark)).and_then(underscores)
}

/// The number of `Version/…` if it is the system's. Opera's has only two parts.
fn browser_version(text: &str) -> Option<&str> {
    let (_, version) = text.split_once("Version/")?;
    dotted(version, b'.').filter(|version| version.split('.').count() > 2)
}

/// `10_15_7` or `10.15`. Only the first form needs an allocation.
fn underscores(text: &str) -> Option<Value<'_>> {
    let plain = dotted(text, b'.')?;
    match dotted(text, b'_') {
        Some(marked) if marked.len() > plain.len() => Some(Value::Read(Text::from(marked.replace('_', ".")))),
        _ => Some(Value::read(plain)),
    }
}

/// Apple's system by its kernel, `Darwin/23.4.0`. A Mac says so, or has its processor after it.
fn apple(text: &str, is_mac: bool) -> System<'_> {
    let Some((_, kernel)) = text.split_once("Darwin/") else {
        return if is_mac { DARWIN } else { named("iOS", Some(Ios)) };
    };
    let is_mac = is_mac || kernel.contains("(x86_64)") || kernel.contains("(i386)");
    let system = if is_mac { DARWIN } else { named("iOS", Some(Ios)) };
    let mut numbers = kernel.split(|c: char| !c.is_ascii_digit()).map_while(|number| number.parse::<u16>().ok());
    let major = numbers.next();
    let release = major.and_then(|major| match major {
        // Since 2025, the numbers are those of the year, one above the kernel's.
        25.. => major.checked_add(1),
        20.. if is_mac => Some(major - 9),
        15.. if !is_mac => Some(major - 6),
        _ => None,
    });
    let has_minor = major >= Some(if is_mac { 23 } else { 22 });
    let version = match (release, numbers.next()) {
        (Some(release), Some(minor)) if has_minor => Some(format!("{release}.{minor}")),
        (Some(release), _) => Some(release.to_string()),
        (None, _) if is_mac => major.and_then(|major| major.checked_sub(4)).map(|minor| format!("10.{minor}")),
        (None, _) => None,
    };
    System { version: version.map(|version| Value::Read(Text::from(version))), ..system }
}

#[cfg(test)]
mod tests {
    use super::super::index::{self, INDEX};
    use super::super::parse;
    use super::super::tokens::{Token, tokens};
    use super::SIGNS;

    #[test]
    fn every_row_is_found() {
        for row in SIGNS {
            let is_whole = row.phrase.ends_with(|c: char| c.is_ascii_alphanumeric());
            let text = format!("{}{}1.2", row.phrase, if is_whole { "/" } else { "" });
            let word = tokens(&text, false).flat_map(Token::words).next().unwrap();
            let found = INDEX.at(word.name).unwrap().signs.iter();
            let names = found.filter_map(|found| found.row.read(index::after(word, found.row.phrase)?)?.name);
            assert!(names.collect::<Vec<_>>().contains(&row.name), "{text}");
        }
    }

    #[track_caller]
    fn system(agent: &str) -> (String, Option<String>, Option<super::OsType>) {
        let os = parse(agent).os;
        (os.name.unwrap().to_string(), os.version.map(|version| version.to_string()), os.r#type)
    }

    #[test]
    fn systems_with_version_and_type() {
        use super::OsType::{Android, Ios, Linux, Macos, Unix, Windows};
        for (comment, name, version, r#type) in [
            ("Windows NT 10.0.19045; Win64", "Windows", Some("10"), Some(Windows)),
            ("Windows NT 5.0", "Windows", Some("2000"), Some(Windows)),
            ("Windows NT 4.0", "Windows", Some("NT"), Some(Windows)),
            ("Windows NT 99.0", "Windows", None, Some(Windows)),
            ("Windows 98; Win 9x 4.90", "Windows", Some("ME"), Some(Windows)),
            ("Windows Phone 8.1; Android 4.0", "Windows Phone", Some("8.1"), Some(Windows)),
            ("Linux; Android 4.4.2", "Android", Some("4.4.2"), Some(Android)),
            ("Linux;Android", "Android", None, Some(Android)),
            ("iPhone; CPU iPhone OS 17_4_1 like Mac OS X", "iOS", Some("17.4.1"), Some(Ios)),
            ("iPhone; iOS 16.2; Scale/3.00", "iOS", Some("16.2"), Some(Ios)),
            ("iPhone", "iOS", None, Some(Ios)),
            ("Macintosh; Intel Mac OS X 11_2_3", "Mac OS X", Some("11.2.3"), Some(Macos)),
            ("Macintosh; Intel Mac OS X", "Mac OS X", None, Some(Macos)),
            ("compatible; Mac_PowerPC", "Mac OS", None, Some(Macos)),
            ("X11; CrOS armv7l 13597.84.0", "Chrome OS", Some("13597.84.0"), Some(Linux)),
            ("Linux 2.6.32-5-amd64", "Linux", Some("2.6.32"), Some(Linux)),
            ("X11; NetBSD amd64", "NetBSD", None, Some(Unix)),
            ("X11; SunOS i86pc", "Solaris", None, Some(Unix)),
            ("Linux; Tizen 2.3", "Tizen", Some("2.3"), Some(Linux)),
            ("BB10; Touch) Version/10.0.9.2372 (x", "BlackBerry OS", Some("10.0.9.2372"), None),
            ("compatible", "Other", None, None),
        ] {
            let expected = (String::from(name), version.map(String::from), r#type);
            assert_eq!(system(&format!("Mozilla/5.0 ({comment})")), expected, "{comment}");
        }
    }

    #[test]
    fn apple_by_its_kernel() {
        for (kernel, name, version) in [
            ("Darwin/14.0.0", "iOS", None),
            ("Darwin/15.6.0", "iOS", Some("9")),
            ("Darwin/21.6.0", "iOS", Some("15")),
            ("Darwin/22.3.0", "iOS", Some("16.3")),
            ("Darwin/24.5.0", "iOS", Some("18.5")),
            ("Darwin/25.1.0", "iOS", Some("26.1")),
            ("Darwin/", "iOS", None),
            ("Darwin/99999999", "iOS", None),
            ("Darwin/19.6.0 (x86_64)", "Mac OS X", Some("10.15")),
            ("Darwin/20.6.0 (x86_64)", "Mac OS X", Some("11")),
        ] {
            let (found, number, _) = system(&format!("example/1.0 CFNetwork/1.0 {kernel}"));
            assert_eq!((&*found, number.as_deref()), (name, version), "{kernel}");
        }
    }
}
