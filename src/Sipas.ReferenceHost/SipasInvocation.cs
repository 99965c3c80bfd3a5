using System.CommandLine;
using Sipas.Storage.Dapper.Sqlite;

namespace Sipas.ReferenceHost;

/// <summary>What one run of the <c>sipas</c> command is given: where it writes, and its clock.</summary>
internal sealed class SipasInvocation : InvocationConfiguration
{
    /// <summary>The clock.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>The version of SQLite that is judged; that of the loaded library when null.</summary>
    public string? SqliteVersion { get; init; }
}

/// <summary>What commands ask of their run.</summary>
internal static class SipasInvocationExtensions
{
    /// <summary>The clock that was handed in; the machine's otherwise.</summary>
    public static TimeProvider Clock(this ParseResult parsed) => parsed.InvocationConfiguration is SipasInvocation invocation ? invocation.Clock : TimeProvider.System;

    /// <summary>The version of SQLite that was handed in; that of the loaded library otherwise, null when none can be loaded.</summary>
    public static string? SqliteVersion(this ParseResult parsed) => (parsed.InvocationConfiguration as SipasInvocation)?.SqliteVersion ?? SqliteLibrary.LoadedVersion;
}
