//! `service.runtimeDetails`: a process on a host, and what it did.

use time::UtcDateTime;

use crate::json::objects;
use crate::text::Text;

objects! {
    /// A process on a host, and what it did.
    /// <https://docs.aws.amazon.com/guardduty/latest/APIReference/API_RuntimeDetails.html>
    pub struct RuntimeDetails<'a> {
        /// The process.
        "process" => process: Option<Box<ProcessDetails<'a>>>,
        /// What it did.
        "context" => context: Option<Box<RuntimeContext<'a>>>,
    }

    /// A process.
    pub struct ProcessDetails<'a> {
        /// Its name.
        "name" => name: Option<Text<'a>>,
        /// The path of its executable.
        "executablePath" => executable_path: Option<Text<'a>>,
        /// The SHA-256 of its executable.
        "executableSha256" => executable_sha256: Option<Text<'a>>,
        /// Its process id (PID) inside its namespace.
        "namespacePid" (lenient) => namespace_pid: Option<i64>,
        /// Its working directory.
        "pwd" => pwd: Option<Text<'a>>,
        /// Its process id (PID).
        "pid" => pid: Option<i64>,
        /// When it was started.
        "startTime" => start_time: Option<UtcDateTime> as DateOrEpoch,
        /// Its id, assigned by GuardDuty.
        "uuid" => uuid: Option<Text<'a>>,
        /// The id of its parent, assigned by GuardDuty.
        "parentUuid" => parent_uuid: Option<Text<'a>>,
        /// The user that runs it.
        "user" => user: Option<Text<'a>>,
        /// The user id (UID) of that user.
        "userId" => user_id: Option<i64>,
        /// Its effective user id (EUID).
        "euid" (lenient) => euid: Option<i64>,
        /// Its ancestors.
        "lineage" => lineage: Vec<LineageObject<'a>>,
    }

    /// An ancestor of a process.
    pub struct LineageObject<'a> {
        /// When it was started.
        "startTime" (lenient) => start_time: Option<UtcDateTime> as DateOrEpoch,
        /// Its process id (PID) inside its namespace.
        "namespacePid" (lenient) => namespace_pid: Option<i64>,
        /// The user id (UID) of the user that runs it.
        "userId" (lenient) => user_id: Option<i64>,
        /// Its name.
        "name" => name: Option<Text<'a>>,
        /// Its process id (PID).
        "pid" (lenient) => pid: Option<i64>,
        /// Its id, assigned by GuardDuty.
        "uuid" => uuid: Option<Text<'a>>,
        /// The path of its executable.
        "executablePath" => executable_path: Option<Text<'a>>,
        /// Its effective user id (EUID).
        "euid" (lenient) => euid: Option<i64>,
        /// The id of its parent, assigned by GuardDuty.
        "parentUuid" => parent_uuid: Option<Text<'a>>,
    }

    /// What a process did. The members depend on the type of the finding.
    pub struct RuntimeContext<'a> {
        /// The process that changed this one.
        "modifyingProcess" => modifying_process: Option<Box<ProcessDetails<'a>>>,
        /// When the process was changed.
        "modifiedAt" (lenient) => modified_at: Option<UtcDateTime> as DateOrEpoch,
        /// The script that was run.
        "scriptPath" => script_path: Option<Text<'a>>,
        /// The library that was loaded.
        "libraryPath" => library_path: Option<Text<'a>>,
        /// The value of `LD_PRELOAD`.
        "ldPreloadValue" => ld_preload_value: Option<Text<'a>>,
        /// The socket of Docker that was opened.
        "socketPath" => socket_path: Option<Text<'a>>,
        /// The runc that was used.
        "runcBinaryPath" => runc_binary_path: Option<Text<'a>>,
        /// The release agent file that was changed.
        "releaseAgentPath" => release_agent_path: Option<Text<'a>>,
        /// The host path that was mounted.
        "mountSource" => mount_source: Option<Text<'a>>,
        /// The container path of the mount.
        "mountTarget" => mount_target: Option<Text<'a>>,
        /// The type of the file system that was mounted.
        "fileSystemType" => file_system_type: Option<Text<'a>>,
        /// The options of the operation, such as `ro`.
        "flags" => flags: Vec<Text<'a>>,
        /// The kernel module that was loaded.
        "moduleName" => module_name: Option<Text<'a>>,
        /// The path of that module.
        "moduleFilePath" => module_file_path: Option<Text<'a>>,
        /// The SHA-256 of that module.
        "moduleSha256" => module_sha256: Option<Text<'a>>,
        /// The shell history that was changed.
        "shellHistoryFilePath" => shell_history_file_path: Option<Text<'a>>,
        /// The process whose memory was overwritten.
        "targetProcess" => target_process: Option<Box<ProcessDetails<'a>>>,
        /// The address family of the socket, such as `AF_INET`.
        "addressFamily" => address_family: Option<Text<'a>>,
        /// The protocol number of the socket.
        "ianaProtocolNumber" => iana_protocol_number: Option<u64>,
        /// The memory regions, such as `stack`.
        "memoryRegions" => memory_regions: Vec<Text<'a>>,
        /// The tool that was run.
        "toolName" => tool_name: Option<Text<'a>>,
        /// The category of that tool, such as `Backdoor Tool`.
        "toolCategory" => tool_category: Option<Text<'a>>,
        /// The security service that was turned off.
        "serviceName" => service_name: Option<Text<'a>>,
        /// A command line of the activity.
        "commandLineExample" => command_line_example: Option<Text<'a>>,
        /// The file that is on a threat list.
        "threatFilePath" => threat_file_path: Option<Text<'a>>,
        /// What was done to a file, such as `Write`.
        "fileOperation" => file_operation: Option<Text<'a>>,
        /// The file that it was done to.
        "filePath" => file_path: Option<Text<'a>>,
        /// The files that the same process changed.
        "relatedFilePaths" => related_file_paths: Vec<Text<'a>>,
    }
}
