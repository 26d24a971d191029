//! The operating system, out of what the agent says in its comments.

use std::sync::LazyLock;

use super::found::{System, Value};
use super::phrases::{Phrases, Row};
use super::words::dotted;
use crate::ecs::values::OsType;
use crate::text::Text;

pub(super) const LINUX: System<'static> = named("Linux", Some(OsType::Linux));
pub(super) const DARWIN: System<'static> = named("Mac OS X", Some(OsType::Macos));
pub(super) const WINDOWS: System<'static> = named("Windows", Some(OsType::Windows));

pub(super) const fn named(name: &'static str, r#type: Option<OsType>) -> System<'static> {
    System { name: Some(name), version: None, r#type, kernel: None, platform: None }
}

/// Something that gives an operating system away.
#[derive(Debug)]
pub(super) struct Sign {
    phrase: &'static str,
    name: &'static str,
    r#type: Option<OsType>,
    version: Version,
}

/// Where the version stands.
#[derive(Clone, Copy, Debug)]
enum Version {
    /// Nowhere.
    None,
    /// Right behind the phrase, or nowhere.
    Number,
    /// Right behind the phrase; without one it is no sign.
    Needed,
    /// Right behind the phrase, with `_` or `.` between the numbers.
    Underscores,
    /// Behind the phrase there is a number of Windows NT.
    Nt,
    /// Behind the word after the phrase, which is the processor.
    SecondWord,
    /// In `Version/…` further on.
    Browser,
    /// In `Darwin/…` further on, which numbers the kernel.
    Kernel,
    /// Always this one.
    Fixed(&'static str),
}

use OsType::{Android, Ios, Linux, Macos, Unix, Windows};
use Version::{Browser, Fixed, Kernel, Needed, None as Nowhere, Nt, Number, SecondWord, Underscores};

const fn sign(phrase: &'static str, name: &'static str, r#type: Option<OsType>, version: Version) -> Sign {
    Sign { phrase, name, r#type, version }
}

/// The signs; the first in this order counts, not the first in the agent.
static SIGNS: &[Sign] = &[
    sign("Windows Phone OS ", "Windows Phone", Some(Windows), Needed),
    sign("Windows Phone ", "Windows Phone", Some(Windows), Needed),
    sign("Windows Mobile", "Windows Mobile", Some(Windows), Nowhere),
    sign("Android ", "Android", Some(Android), Needed),
    sign("Android/", "Android", Some(Android), Needed),
    sign("Android", "Android", Some(Android), Nowhere),
    sign("CrKey", "Chromecast Linux", Some(Linux), Number),
    sign("Quest", "Android", Some(Android), Nowhere),
    sign("Silk-Accelerated=true", "Android", Some(Android), Nowhere),
    sign("Silk-Accelerated=false", "Android", Some(Android), Nowhere),
    sign("Windows 10", "Windows", Some(Windows), Fixed("10")),
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
    sign("Windows NT", "Windows", Some(Windows), Fixed("NT")),
    sign("Windows 3.1", "Windows", Some(Windows), Fixed("3.1")),
    sign("Win95", "Windows", Some(Windows), Fixed("95")),
    sign("Win98", "Windows", Some(Windows), Fixed("98")),
    sign("WinNT", "Windows", Some(Windows), Fixed("NT")),
    sign("WinNT4.0", "Windows", Some(Windows), Fixed("NT 4.0")),
    sign("Win 9x 4.90", "Windows", Some(Windows), Fixed("ME")),
    sign("Tizen ", "Tizen", Some(Linux), Needed),
    sign("Tizen/", "Tizen", Some(Linux), Needed),
    sign("CPU iPhone OS ", "iOS", Some(Ios), Underscores),
    sign("CPU OS ", "iOS", Some(Ios), Underscores),
    sign("iPhone OS ", "iOS", Some(Ios), Underscores),
    sign("iOS ", "iOS", Some(Ios), Needed),
    sign("iOS/", "iOS", Some(Ios), Needed),
    sign("CFNetwork", "iOS", Some(Ios), Kernel),
    sign("CriOS", "iOS", Some(Ios), Nowhere),
    sign("EdgiOS", "iOS", Some(Ios), Nowhere),
    sign("iPhone", "iOS", Some(Ios), Nowhere),
    sign("iPad", "iOS", Some(Ios), Nowhere),
    sign("iPod", "iOS", Some(Ios), Nowhere),
    sign("Mac OS X ", "Mac OS X", Some(Macos), Underscores),
    sign("Mac OS X", "Mac OS X", Some(Macos), Nowhere),
    sign("OS X ", "Mac OS X", Some(Macos), Underscores),
    sign("Mac_PowerPC", "Mac OS", Some(Macos), Nowhere),
    sign("Macintosh; U; PPC", "Mac OS", Some(Macos), Nowhere),
    sign("watchOS/", "WatchOS", None, Needed),
    sign("tvOS/", "tvOS", None, Needed),
    sign("CrOS ", "Chrome OS", Some(Linux), SecondWord),
    sign("SymbianOS/", "Symbian OS", None, Number),
    sign("Symbian OS", "Symbian OS", None, Nowhere),
    sign("SymbOS", "Symbian OS", None, Nowhere),
    sign("Series 60", "Symbian OS", None, Nowhere),
    sign("S60", "Symbian OS", None, Nowhere),
    sign("S60V3", "Symbian OS", None, Nowhere),
    sign("MeeGo", "MeeGo", None, Nowhere),
    sign("Series40", "Nokia Series 40", None, Nowhere),
    sign("BB10", "BlackBerry OS", None, Browser),
    sign("BlackBerry", "BlackBerry OS", None, Browser),
    sign("KAIOS/", "KaiOS", None, Needed),
    sign("KaiOS/", "KaiOS", None, Needed),
    sign("Bada/", "Bada", None, Needed),
    sign("BREW", "BREW", None, Number),
    sign("Brew MP", "Brew MP", None, Number),
    sign("GoogleTV", "GoogleTV", None, Number),
    sign("Sailfish ", "Sailfish", Some(Linux), Needed),
    sign("webOS/", "webOS", Some(Linux), Needed),
    sign("hpwOS/", "webOS", Some(Linux), Needed),
    sign("Web0S", "Web0S", Some(Linux), Nowhere),
    sign("Windows", "Windows", Some(Windows), Nowhere),
    sign("Windows-Update-Agent", "Windows", Some(Windows), Nowhere),
    sign("Debian", "Debian", Some(Linux), Nowhere),
    sign("Linux Mint", "Linux Mint", Some(Linux), Number),
    sign("Mandriva Linux", "Mandriva", Some(Linux), Nowhere),
    sign("Kubuntu", "Kubuntu", Some(Linux), Nowhere),
    sign("Ubuntu", "Ubuntu", Some(Linux), Number),
    sign("Fedora", "Fedora", Some(Linux), Number),
    sign("Red Hat", "Red Hat", Some(Linux), Number),
    sign("CentOS", "CentOS", Some(Linux), Nowhere),
    sign("openSUSE", "openSUSE", Some(Linux), Nowhere),
    sign("SUSE", "SUSE", Some(Linux), Nowhere),
    sign("Gentoo", "Gentoo", Some(Linux), Nowhere),
    sign("Slackware", "Slackware", Some(Linux), Number),
    sign("Arch Linux", "Arch Linux", Some(Linux), Nowhere),
    sign("FreeBSD", "FreeBSD", Some(Unix), Number),
    sign("OpenBSD", "OpenBSD", Some(Unix), Number),
    sign("NetBSD", "NetBSD", Some(Unix), Number),
    sign("Linux", "Linux", Some(Linux), Number),
    sign("linux", "Linux", Some(Linux), Nowhere),
    sign("LINUX", "Linux", Some(Linux), Nowhere),
    sign("linux-gnu", "Linux", Some(Linux), Nowhere),
    sign("x86_64-pc-linux-gnu", "Linux", Some(Linux), Nowhere),
    sign("x86_64-redhat-linux-gnu", "Red Hat", Some(Linux), Nowhere),
    sign("SunOS", "Solaris", Some(Unix), Nowhere),
    sign("Roku/DVP-", "Roku", None, Needed),
    sign("HarmonyOS", "HarmonyOS", None, Number),
];

impl Row for Sign {
    fn phrase(&self) -> &'static str {
        self.phrase
    }
}

pub(super) static INDEX: LazyLock<Phrases<Sign>> = LazyLock::new(|| Phrases::new(SIGNS));

/// Windows by the number of its kernel.
const RELEASES: &[(&str, &str)] = &[
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

/// The release of Windows that a kernel's number stands for; `10.0.19045` is 10.
pub(super) fn windows_release(number: &str) -> Option<&'static str> {
    RELEASES.iter().find_map(|(kernel, release)| {
        let rest = number.strip_prefix(kernel)?;
        (rest.is_empty() || rest.starts_with('.')).then_some(*release)
    })
}

impl Sign {
    /// The system that the sign gives away, if it does; `behind` is the text behind its phrase.
    pub(super) fn read<'a>(&self, behind: &'a str) -> Option<System<'a>> {
        let system = named(self.name, self.r#type);
        let number = |text: &'a str| dotted(text, b'.').map(Value::read);
        let version = match self.version {
            Version::None => None,
            Number => number(behind.strip_prefix(['/', ' ']).unwrap_or(behind)),
            Needed => Some(number(behind)?),
            Underscores => Some(underscores(behind)?),
            Nt => windows_release(dotted(behind, b'.')?).map(Value::Fixed),
            SecondWord => behind.split_once(' ').and_then(|(_, second)| number(second)),
            Browser => browser_version(behind).map(Value::read),
            Kernel => return Some(apple(behind)),
            Fixed(version) => Some(Value::Fixed(version)),
        };
        Some(System { version, ..system })
    }
}

/// The number of `Version/…` where it is the system's: Opera's has but two parts.
fn browser_version(text: &str) -> Option<&str> {
    let (_, version) = text.split_once("Version/")?;
    dotted(version, b'.').filter(|version| version.split('.').count() > 2)
}

/// `10_15_7` or `10.15`; only the first form has to be put together anew.
fn underscores(text: &str) -> Option<Value<'_>> {
    let plain = dotted(text, b'.')?;
    match dotted(text, b'_') {
        Some(marked) if marked.len() > plain.len() => Some(Value::Read(Text::from(marked.replace('_', ".")))),
        _ => Some(Value::read(plain)),
    }
}

/// Apple's system by the number of its kernel, `Darwin/23.4.0`; a Mac names its processor behind it.
fn apple(text: &str) -> System<'_> {
    let system = named("iOS", Some(Ios));
    let Some((_, kernel)) = text.split_once("Darwin/") else { return system };
    let mut numbers = kernel.split(|c: char| !c.is_ascii_digit()).map_while(|number| number.parse::<u16>().ok());
    let Some(major) = numbers.next() else { return system };
    let minor = numbers.next();
    let release = |offset: u16| major.checked_sub(offset).map(|major| major.to_string());
    let (system, version) = if kernel.contains("(x86_64)") || kernel.contains("(i386)") {
        let version = if major < 20 { release(4).map(|minor| format!("10.{minor}")) } else { release(9) };
        (named("Mac OS X", Some(Macos)), version)
    } else {
        // The numbers have been those of the year since 2025, one above the kernel's.
        let version = if major < 25 { release(6) } else { major.checked_add(1).map(|major| major.to_string()) };
        (
            system,
            version.filter(|_| major >= 15).map(|version| match minor {
                Some(minor) if major >= 22 => format!("{version}.{minor}"),
                _ => version,
            }),
        )
    };
    System { version: version.map(|version| Value::Read(Text::from(version))), ..system }
}

#[cfg(test)]
mod tests {
    use super::super::parse;
    use super::super::words::words;
    use super::{INDEX, SIGNS};

    #[test]
    fn every_row_is_found() {
        for row in SIGNS {
            let is_whole = row.phrase.ends_with(|c: char| c.is_ascii_alphanumeric());
            let text = format!("{}{}1.2", row.phrase, if is_whole { "/" } else { "" });
            let found = words(&text).take(1).flat_map(|word| INDEX.at(word));
            let names = found.filter_map(|(found, behind)| found.row.read(behind)?.name).collect::<Vec<_>>();
            assert!(names.contains(&row.name), "{text}");
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
