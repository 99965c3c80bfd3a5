using System.CommandLine;

namespace Sipas.ReferenceHost.Commands;

/// <summary>The environment of one run of the <c>sipas</c> command: its output and its clock.</summary>
internal sealed class SipasInvocation : InvocationConfiguration
{
    /// <summary>The clock.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>The version of SQLite that is checked; that of the loaded library when null.</summary>
    public string? SqliteVersion { get; init; }
}
