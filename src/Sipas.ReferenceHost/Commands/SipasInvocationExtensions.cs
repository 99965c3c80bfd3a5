using System.CommandLine;
using Sipas.Storage.Dapper.Sqlite;

namespace Sipas.ReferenceHost.Commands;

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
