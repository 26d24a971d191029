use std::ffi::OsString;
use std::path::PathBuf;
use std::vec;

/// The command line: an iterator of options, with the options that all examples share.
pub struct Arguments {
    rest: vec::IntoIter<OsString>,
    /// The last option, and its value after `=`.
    option: String,
    inline: Option<String>,
    /// The files, and `-` for standard input.
    pub files: Vec<PathBuf>,
    /// Whether to read directories.
    pub recursive: bool,
}

/// The end of the help text of every example.
pub const COMMON_HELP: &str = "\
  -r, --recursive   read the files in directories too
  -h, --help        show this text

Files are plain or gzip, whatever their names. Without a file, or for the file -, standard input is read. All
arguments after -- are files. The exit status is 0, 1 if a record was refused, 2 if a file could not be read or the options
are wrong.
";

impl Arguments {
    pub fn new() -> Self {
        let rest = std::env::args_os().skip(1).collect::<Vec<_>>().into_iter();
        Arguments { rest, option: String::new(), inline: None, files: Vec::new(), recursive: false }
    }

    /// The next option that is specific to the example; `-h` is `--help`. Collects files on the way.
    pub fn next_option(&mut self) -> Option<String> {
        while let Some(argument) = self.rest.next() {
            let text = argument.to_string_lossy();
            match &*text {
                "-r" | "--recursive" => self.recursive = true,
                "--" => self.files.extend(self.rest.by_ref().map(PathBuf::from)),
                text if text.starts_with('-') && text != "-" => {
                    let (option, inline) = match text.split_once('=') {
                        Some((name, value)) if name.starts_with("--") => (name, Some(value.to_owned())),
                        _ => (text, None),
                    };
                    self.option = if option == "-h" { "--help" } else { option }.to_owned();
                    self.inline = inline;
                    return Some(self.option.clone());
                }
                _ => self.files.push(argument.into()),
            }
        }
        if self.files.is_empty() {
            self.files.push("-".into());
        }
        None
    }

    /// The value of the option, or an error that it needs `what`.
    pub fn value(&mut self, what: &str) -> Result<String, String> {
        let next = || self.rest.next().map(|value| value.to_string_lossy().into_owned());
        self.inline.take().or_else(next).ok_or_else(|| format!("{} needs {what}", self.option))
    }

    /// Refuses a value for an option that does not have one.
    pub fn no_value(&self) -> Result<(), String> {
        match &self.inline {
            Some(_) => Err(format!("{} takes no value", self.option)),
            None => Ok(()),
        }
    }
}
