using System.CommandLine;

namespace Sipas.ReferenceHost;

/// <summary>The environment of one run of the <c>sipas</c> command: its output and its clock.</summary>
internal sealed class SipasInvocation : InvocationConfiguration
{
    /// <summary>The clock.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;
}

/// <summary>Access of commands to the environment of their run.</summary>
internal static class SipasInvocationExtensions
{
    /// <summary>The given clock; otherwise the system clock.</summary>
    public static TimeProvider Clock(this ParseResult parsed) =>
        parsed.InvocationConfiguration is SipasInvocation invocation ? invocation.Clock : TimeProvider.System;
}
