using System.CommandLine;
using Sipas.Storage.Dapper.Sqlite;

namespace Sipas.ReferenceHost;

/// <summary>The environment of one run of the <c>sipas</c> command: its output and its clock.</summary>
internal sealed class SipasInvocation : InvocationConfiguration
{
    /// <summary>The clock.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>The version of SQLite that is checked; that of the loaded library when null.</summary>
    public string? SqliteVersion { get; init; }
}

/// <summary>Access of commands to the environment of their run.</summary>
internal static class SipasInvocationExtensions
{
    /// <summary>The given clock; otherwise the system clock.</summary>
    public static TimeProvider Clock(this ParseResult parsed) =>
        parsed.InvocationConfiguration is SipasInvocation invocation ? invocation.Clock : TimeProvider.System;

    /// <summary>The given version of SQLite; otherwise that of the loaded library, null when none can be loaded.</summary>
    public static string? SqliteVersion(this ParseResult parsed) =>
        (parsed.InvocationConfiguration as SipasInvocation)?.SqliteVersion ?? SqliteLibrary.LoadedVersion;
}
